from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain import teeth
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.procedures import Unit
from clinicdesk.domain.teeth import Chosen


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11-14, 21", (11, 12, 13, 14, 21)),
        ("18-14", (18, 17, 16, 15, 14)),
        ("13-23", (13, 12, 11, 21, 22, 23)),
        ("23-13", (23, 22, 21, 11, 12, 13)),
        ("48-43", (48, 47, 46, 45, 44, 43)),
        ("55", (55,)),
        ("36 46 36", (36, 46)),
        ("11 – 13;36", (11, 12, 13, 36)),
        ("１１－１３、３６", (11, 12, 13, 36)),
        ("٣٦، ٤٦", (36, 46)),
        ("UR8, ll6, LR E, #19", (18, 36, 85)),
        ("", ()),
    ],
)
def test_teeth_are_read_as_people_type_them(text: str, expected: tuple[int, ...]) -> None:
    assert teeth.parse(text) == Chosen(expected)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("upper", "upper"),
        ("Lower", "lower"),
        ("FULL", "full"),
        ("Q1", "Q1"),
        ("q4", "Q4"),
        ("Q1, Q2", "upper"),
        ("upper lower", "full"),
    ],
)
def test_areas_are_read_by_name(text: str, area: str) -> None:
    assert teeth.parse(text) == Chosen(area=area)


@pytest.mark.parametrize(
    "token", ["19", "49", "99", "11-31", "11-55", "x", "<b>", "=1+1", "1", "111", "11-", "²¹1"]
)
def test_an_unknown_tooth_is_named_in_the_error(token: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        teeth.parse(f"36, {token}")
    assert caught.value.field == "teeth"
    assert str(caught.value.data["token"]) in {token, token.split("+", maxsplit=1)[0], "211"}


@pytest.mark.parametrize("text", ["upper, 36", "Q1 Q4", "1" * 10_000_000])
def test_what_is_no_single_choice_is_refused_with_its_field(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        teeth.parse(text)
    assert caught.value.field == "teeth"


def test_home_notations() -> None:
    names = {18: ("1", "UR8"), 11: ("8", "UR1"), 21: ("9", "UL1"), 36: ("19", "LL6"), 48: ("32", "LR8")}
    names |= {55: ("A", "UR E"), 85: ("T", "LR E")}
    for tooth, (us, uk) in names.items():
        assert (teeth.universal(tooth), teeth.palmer(tooth)) == (us, uk)
    assert teeth.in_notation(36, teeth.home_notation("US")) == "#19"
    assert teeth.in_notation(36, teeth.home_notation("GB")) == "LL6"
    assert teeth.in_notation(36, teeth.home_notation("NZ")) == "36"


@pytest.mark.parametrize("tooth", sorted(teeth.TEETH))
def test_every_tooth_survives_both_notations(tooth: int) -> None:
    assert teeth.from_universal(teeth.universal(tooth)) == tooth
    assert teeth.from_palmer(teeth.palmer(tooth)) == tooth


@given(st.lists(st.sampled_from(sorted(teeth.TEETH)), unique=True), st.integers(2, 6))
def test_compact_text_is_read_back_as_the_same_teeth(chosen: list[int], least: int) -> None:
    assert teeth.parse(teeth.compact(chosen, least)).teeth == tuple(chosen)
    assert teeth.restored(teeth.stored(chosen)) == tuple(chosen)


@given(st.text(max_size=60))
def test_any_text_is_teeth_or_a_sentence(text: str) -> None:
    with suppress(InvalidInput):
        assert set(teeth.parse(text).teeth) <= teeth.TEETH


def test_compact_writes_ranges() -> None:
    assert teeth.compact((12, 11, 21, 22)) == "12–22"
    assert teeth.compact((12, 11, 21, 22), least=5) == "12, 11, 21, 22"
    assert teeth.compact((15, 12, 22, 25)) == "15, 12, 22, 25"
    assert teeth.compact((18, 28, 38, 48)) == "18, 28, 38, 48"


def test_quantity_follows_teeth_and_unit() -> None:
    assert teeth.count(Chosen((36, 46)), Unit.IMPLANT) == 2
    assert teeth.count(Chosen(teeth.parse("16-26").teeth), Unit.PACKAGE) == 1
    assert teeth.count(Chosen(area="full"), Unit.ARCH) == 2
    assert teeth.count(Chosen(area="lower"), Unit.QUADRANT) == 2
    assert teeth.count(Chosen((85, 75)), Unit.QUADRANT) == 2
    assert teeth.count(Chosen((16, 26)), Unit.SIDE) == 2
    assert teeth.count(Chosen(), Unit.TOOTH) == 1
