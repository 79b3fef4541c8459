import pytest
from PySide6.QtGui import QPixmap

from clinicdesk.domain.odontogram import Mark
from clinicdesk.ui.icons import CHANNELS, STATE_TOKENS, State
from clinicdesk.ui.look import Look


def inks(pixmap: QPixmap) -> set[str]:
    image = pixmap.toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() > 250}


def test_an_icon_is_drawn_in_its_colour_and_kept(look: Look) -> None:
    first = look.icons.pixmap("check", 21, "red")
    assert look.theme.colour("red").name() in inks(first)
    assert look.icons.pixmap("check", 21, "red").cacheKey() == first.cacheKey()
    assert look.icons.pixmap("check", 21, "green").cacheKey() != first.cacheKey()


def test_sharp_on_dense_screens(look: Look) -> None:
    dense = look.icons.pixmap("check", 17, "t2", 2.0)
    assert dense.width() == 34
    assert dense.deviceIndependentSize().width() == 17


def test_all_states_differ_in_shape_not_only_in_colour(look: Look) -> None:
    shapes = set()
    for state in State:
        image = look.icons.state(state, 32).toImage()
        rows = tuple(
            "".join("#" if image.pixelColor(x, y).alpha() > 128 else "." for x in range(32))
            for y in range(32)
        )
        shapes.add(rows)
    assert len(shapes) == len(State) == len(STATE_TOKENS) == 8


def test_states_follow_the_mode(look: Look) -> None:
    light = inks(look.icons.state(State.OVERDUE))
    look.theme.use(dark=True)
    assert inks(look.icons.state(State.OVERDUE)) != light


def test_every_channel_and_treatment_can_be_drawn(look: Look) -> None:
    for channel in (*CHANNELS, "carrier pigeon"):
        assert inks(look.icons.channel(channel, 34))
    for mark in Mark:
        image = look.icons.treatment(mark, 32).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(32) for y in range(32))


def test_the_drawn_bubbles_differ(look: Look) -> None:
    images = [look.icons.channel(name, 24).toImage() for name in ("zalo", "line", "kakao", "smilejet")]
    assert all(one != other for i, one in enumerate(images) for other in images[i + 1 :])


def test_unknown_icon_is_refused(look: Look) -> None:
    with pytest.raises(FileNotFoundError):
        look.icons.pixmap("no-such-icon")
