import json
import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from clinicdesk.bundle import files
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.painting import CHIP_TOKENS


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(params=["light", "dark"])
def tokens(request: pytest.FixtureRequest) -> dict[str, str]:
    return json.loads((files("resources") / "look" / "tokens.json").read_text("utf-8"))[request.param]


def test_both_modes_have_the_same_tokens() -> None:
    both = json.loads((files("resources") / "look" / "tokens.json").read_text("utf-8"))
    assert set(both["light"]) == set(both["dark"])
    assert all(re.fullmatch(r"#[0-9A-F]{6}", value) for mode in both.values() for value in mode.values())


@pytest.mark.parametrize("ink", ["t1", "t2", "t3", "accent", "red", "orange", "green", "violet"])
def test_text_can_be_read_on_its_grounds(tokens: dict[str, str], ink: str) -> None:
    for ground in ("surface", "sunk"):
        assert contrast(tokens[ink], tokens[ground]) >= 4.5


def test_words_on_chips_discs_and_notices_can_be_read(tokens: dict[str, str]) -> None:
    for ground, ink in CHIP_TOKENS.values():
        assert contrast(tokens[ink], tokens[ground]) >= 4.5
    for hue in ("petrol", "violet", "green", "brown"):
        assert contrast(tokens[f"disc-{hue}-t"], tokens[f"disc-{hue}"]) >= 4.5
    for ground, ink in (("toast", "toast-t"), ("toast", "toast-link"), ("toast-fail", "toast-fail-link")):
        assert contrast(tokens[ink], tokens[ground]) >= 4.5


def test_field_borders_can_be_seen(tokens: dict[str, str]) -> None:
    assert contrast(tokens["field"], tokens["surface"]) >= 3


def test_style_sheet_has_no_token_left(look: Look) -> None:
    assert "@" not in look.theme.style_sheet()


def test_switching_the_mode_restyles_the_application(look: Look, qapp: QApplication) -> None:
    light = qapp.palette().color(QPalette.ColorRole.Window)
    seen: list[bool] = []
    look.theme.changed.connect(lambda: seen.append(look.theme.dark))
    look.theme.use(dark=True)
    assert seen == [True]
    assert qapp.palette().color(QPalette.ColorRole.Window) != light
    look.theme.use(dark=True)
    assert seen == [True]


def test_text_size_scales_fonts_and_lengths_within_bounds(look: Look) -> None:
    usual = look.theme.font(Role.BODY).pointSizeF()
    look.theme.use(percent=150)
    assert look.theme.font(Role.BODY).pointSizeF() == pytest.approx(usual * 1.5)
    assert look.theme.px(34) == 51
    look.theme.use(percent=400)
    assert look.theme.percent == 150


def test_figures_have_one_width_where_asked(look: Look) -> None:
    ones, zeros = label("1111", tabular=True), label("0000", tabular=True)
    for shown in (ones, zeros):
        shown.ensurePolished()
    assert ones.sizeHint().width() == zeros.sizeHint().width()


def test_unknown_token_is_refused(look: Look) -> None:
    with pytest.raises(KeyError):
        look.theme.colour("petrol")
