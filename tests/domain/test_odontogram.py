"""The tooth chart's geometry, read from the shipped outlines."""

import json
from pathlib import Path

import pytest

from clinicdesk.domain.odontogram import Mark, chart, one_jaw, primary_geometry, read_geometry, tooth_at
from clinicdesk.domain.shapes import parse_path
from clinicdesk.domain.tooth_symbols import SIZE, symbol

LOOK = Path(__file__).parents[2] / "resources" / "look"
TEETH = read_geometry(json.loads((LOOK / "teeth.json").read_text()))
TOKENS = json.loads((LOOK / "tokens.json").read_text())["light"]


def points(shapes):
    for shape in shapes:
        for _, *numbers in shape.path:
            yield from zip(numbers[::2], numbers[1::2], strict=True)


def test_every_tooth_has_a_cell_inside_the_canvas_and_answers_at_its_centre():
    assert len(TEETH.cells) == 32
    for tooth, cell in TEETH.cells.items():
        assert tooth_at(TEETH, cell.centre, cell.y + cell.height / 2) == tooth
    assert tooth_at(TEETH, -20, 10) is None
    assert tooth_at(TEETH, TEETH.width / 2, 10) in (None, 11, 21)


def test_the_patients_right_is_on_the_left():
    assert tooth_at(TEETH, 5, 20) == 18
    assert tooth_at(TEETH, TEETH.width - 5, 20) == 28
    assert tooth_at(TEETH, 5, 150) == 48
    assert tooth_at(TEETH, TEETH.width - 5, 150) == 38


@pytest.mark.parametrize("mark", list(Mark))
def test_each_mark_changes_its_own_tooth_only_and_stays_on_the_canvas(mark):
    plain, marked = chart(TEETH, {}), chart(TEETH, {36: (mark,)})
    changed = {shape.tooth for shape in set(marked.shapes) ^ set(plain.shapes)} - {None}
    assert changed == {36}
    assert all(-1 <= x <= TEETH.width + 1 and 0 <= y <= TEETH.height for x, y in points(marked.shapes))


def test_neighbouring_bridge_teeth_share_one_bar_even_across_the_midline():
    teeth = (13, 12, 11, 21, 22, 25)
    shapes = chart(TEETH, dict.fromkeys(teeth, (Mark.BRIDGE,))).shapes
    bars = [shape for shape in shapes if shape.stroke == "k-bridge" and shape.fill is None]
    assert len(bars) == 2
    assert tooth_at(TEETH, bars[0].path[0][1] + 1, 20) == 13
    assert tooth_at(TEETH, bars[0].path[1][1] - 1, 20) == 22


def test_lower_teeth_are_drawn_upside_down():
    shapes = chart(TEETH, {36: (Mark.IMPLANT,), 26: (Mark.IMPLANT,)}).shapes
    bodies = {shape.tooth: shape for shape in shapes if shape.fill == "k-imp"}
    assert max(y for _, y in points([bodies[26]])) <= TEETH.upper_neck
    assert min(y for _, y in points([bodies[36]])) >= TEETH.lower_neck


def test_an_absent_tooth_is_dashed_and_a_removed_one_is_crossed():
    absent = [s for s in chart(TEETH, {}, absent=frozenset({18})).shapes if s.tooth == 18]
    assert absent
    assert all(shape.dash and shape.fill is None for shape in absent)
    removed = [s for s in chart(TEETH, {18: (Mark.REMOVAL,)}).shapes if s.tooth == 18]
    assert any(shape.round_caps and shape.stroke == "k-ext" for shape in removed)


def test_numbers_of_touched_teeth_are_bold():
    labels = chart(TEETH, {}, touched=frozenset({11, 46})).labels
    assert {label.tooth for label in labels if label.bold} == {11, 46}
    assert len(labels) == 32


def test_primary_teeth_have_their_own_chart():
    primary = primary_geometry(TEETH)
    assert sorted(primary.cells) == [q * 10 + n for q in (5, 6, 7, 8) for n in range(1, 6)]
    assert primary.kinds[55] == primary.kinds[74] == "m"
    drawn = chart(primary, {75: (Mark.CROWN,)})
    assert any(shape.tooth == 75 and shape.fill == "k-crown-f" for shape in drawn.shapes)


def test_every_colour_is_a_token():
    every = {tooth: tuple(Mark) for tooth in TEETH.cells}
    shapes = [*chart(TEETH, every).shapes, *(shape for mark in Mark for shape in symbol(mark))]
    used = {token for shape in shapes for token in (shape.fill, shape.stroke) if token}
    assert used <= set(TOKENS)


@pytest.mark.parametrize("mark", list(Mark))
def test_symbols_stay_in_their_square(mark):
    assert all(0 <= x <= SIZE and 0 <= y <= SIZE for x, y in points(symbol(mark)))


@pytest.mark.parametrize("text", ["M1", "Q1,2 3,4", "C1,2 3,4", "L", "m1,2"])
def test_a_path_that_cannot_be_drawn_is_refused(text):
    with pytest.raises(ValueError, match="path command"):
        parse_path(text)


def test_a_path_keeps_its_signs_and_repeats():
    assert parse_path("M-11,0C-1,-2-3,4 5,6L1,2 3,4Z") == (
        ("M", -11, 0),
        ("C", -1, -2, -3, 4, 5, 6),
        ("L", 1, 2),
        ("L", 3, 4),
        ("Z",),
    )


@pytest.mark.parametrize("upper", [True, False])
@pytest.mark.parametrize("whole", [TEETH, primary_geometry(TEETH)])
def test_one_jaw_is_half_as_high_and_has_its_own_teeth_only(whole, upper):
    jaw = one_jaw(whole, upper=upper)
    assert tuple(jaw.cells) == (whole.upper if upper else whole.lower)
    assert all(cell.y >= 0 and cell.y + cell.height <= jaw.height for cell in jaw.cells.values())
    tooth = jaw.upper[2] if upper else jaw.lower[2]
    drawn = chart(jaw, {tooth: (Mark.IMPLANT, Mark.CROWN)}, touched=frozenset({tooth}))
    assert drawn.height == whole.height / 2
    assert all(-1 <= y <= drawn.height + 1 for _, y in points(drawn.shapes))
    assert [label.text for label in drawn.labels if label.bold] == [str(tooth)]
