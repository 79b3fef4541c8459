import json

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicdesk.bundle import files
from clinicdesk.documents.odontogram import odontograms
from clinicdesk.documents.press import Press
from clinicdesk.domain.odontogram import Mark, read_geometry
from clinicdesk.domain.teeth import LOWER, UPPER
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.widgets.odontogram import Odontogram

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def teeth(look: Look, t: Translator, qtbot: QtBot) -> Odontogram:
    geometry = read_geometry(json.loads((files("resources") / "look" / "teeth.json").read_text("utf-8")))
    made = Odontogram(look, t, geometry, "Teeth")
    qtbot.addWidget(made)
    made.resize(600, 240)
    made.show()
    return made


def place_of(teeth: Odontogram, tooth: int) -> QPoint:
    for x in range(0, teeth.width(), 3):
        for y in (40, 200):
            if teeth.tooth_under(QPointF(x, y)) == tooth:
                return QPoint(x + 4, y)
    raise AssertionError(tooth)


def click(qtbot: QtBot, teeth: Odontogram, tooth: int, keys: Qt.KeyboardModifier | None = None) -> None:
    qtbot.mouseClick(
        teeth, Qt.MouseButton.LeftButton, keys or Qt.KeyboardModifier.NoModifier, place_of(teeth, tooth)
    )


def test_clicks_choose_extend_and_add(teeth: Odontogram, qtbot: QtBot) -> None:
    told: list[tuple[int, ...]] = []
    teeth.selection_changed.connect(lambda: told.append(teeth.selection()))
    click(qtbot, teeth, 13)
    click(qtbot, teeth, 21, SHIFT)
    click(qtbot, teeth, 12, CONTROL)
    click(qtbot, teeth, 36, CONTROL)
    assert told == [(13,), (13, 12, 11, 21), (13, 11, 21), (13, 11, 21, 36)]
    qtbot.mouseClick(teeth, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert teeth.selection() == ()


def test_keys_reach_every_tooth(teeth: Odontogram, qtbot: QtBot) -> None:
    for digit in "36":
        qtbot.keyClick(teeth, digit)
    assert teeth.selection() == (36,)
    qtbot.keyClick(teeth, Qt.Key.Key_Left)
    assert teeth.selection() == (35,)
    qtbot.keyClick(teeth, Qt.Key.Key_Right, SHIFT)
    assert teeth.selection() == (35, 36)
    qtbot.keyClick(teeth, Qt.Key.Key_Up)
    assert teeth.selection() == (26,)
    qtbot.keyClick(teeth, Qt.Key.Key_Home)
    qtbot.keyClick(teeth, Qt.Key.Key_Right, CONTROL)
    qtbot.keyClick(teeth, Qt.Key.Key_Space)
    assert teeth.selection() == (18, 17)
    qtbot.keyClick(teeth, Qt.Key.Key_A, CONTROL)
    assert len(teeth.selection()) == 32
    qtbot.keyClick(teeth, Qt.Key.Key_Escape)
    assert teeth.selection() == ()


def test_typed_numbers_that_are_no_teeth_change_nothing(teeth: Odontogram, qtbot: QtBot) -> None:
    teeth.select([11])
    for digit in "9945":
        qtbot.keyClick(teeth, digit)
    assert teeth.selection() == (45,)


@pytest.mark.parametrize(
    ("typed", "teeth_named"),
    [
        ("11-14, 21", (14, 13, 12, 11, 21)),
        ("36 46", (46, 36)),
        ("1312", (12,)),
        ("12-22", (12, 11, 21, 22)),
        ("11-1", (11,)),
        ("Q3", (31, 32, 33, 34, 35, 36, 37, 38)),
        ("upper", tuple(UPPER)),
        ("lower", tuple(LOWER)),
    ],
)
def test_teeth_are_typed_as_people_write_them(
    teeth: Odontogram, qtbot: QtBot, typed: str, teeth_named: tuple[int, ...]
) -> None:
    letters: list[str] = []
    teeth.letter_pressed.connect(letters.append)
    for character in typed:
        qtbot.keyClick(teeth, character)
    assert teeth.selection() == teeth_named
    assert letters == []
    qtbot.keyClick(teeth, Qt.Key.Key_Left)
    assert teeth.typed == ""


def test_a_letter_after_teeth_is_their_treatment(teeth: Odontogram, qtbot: QtBot) -> None:
    told: list[tuple[str, tuple[int, ...]]] = []
    teeth.letter_pressed.connect(lambda letter: told.append((letter, teeth.selection())))
    for character in "15-13i":
        qtbot.keyClick(teeth, character)
    assert told == [("I", (15, 14, 13))]
    assert teeth.typed == ""


def test_delete_is_told(teeth: Odontogram, qtbot: QtBot) -> None:
    told: list[int] = []
    teeth.clear_pressed.connect(lambda: told.append(1))
    qtbot.keyClick(teeth, Qt.Key.Key_Delete)
    assert told == [1]


def reader(teeth: Odontogram) -> dict[str, QAccessibleInterface]:
    """Return what a screen reader finds in the chart, by name."""
    found = QAccessible.queryAccessibleInterface(teeth)
    parts = [found.child(place) for place in range(found.childCount())]
    return {part.text(QAccessible.Text.Name): part for part in parts}


def test_a_screen_reader_finds_every_tooth_with_what_is_on_it(teeth: Odontogram) -> None:
    teeth.show_marks({36: (Mark.IMPLANT, Mark.CROWN), 11: (Mark.VENEER,)}, absent=[18])
    found = reader(teeth)
    assert len(found) == 32
    names = list(found)
    assert names[0] == "Tooth 18, upper right third molar, not present"
    assert "Tooth 36, lower left first molar, implant, crown" in found
    assert "Tooth 11, upper right central incisor, veneer" in found
    tooth = found["Tooth 36, lower left first molar, implant, crown"]
    assert tooth.role() == QAccessible.Role.CheckBox
    assert not tooth.state().checked
    teeth.select([36])
    assert tooth.state().checked
    assert tooth.rect().contains(teeth.mapToGlobal(place_of(teeth, 36)))


def test_a_screen_reader_chooses_a_tooth(teeth: Odontogram) -> None:
    told: list[tuple[int, ...]] = []
    teeth.selection_changed.connect(lambda: told.append(teeth.selection()))
    teeth._cells[25].click()
    teeth._cells[36].click()
    teeth._cells[25].click()
    assert told == [(25,), (25, 36), (36,)]


def test_screen_and_paper_ask_for_the_same_shapes(teeth: Odontogram) -> None:
    typesetter = Press.open(files("resources")).typesetter("ar")
    marks = {36: (Mark.IMPLANT, Mark.CROWN), 15: (Mark.BRIDGE,), 14: (Mark.BRIDGE,), 46: (Mark.ROOT_CANAL,)}
    for absent in (frozenset[int](), frozenset({18, 36})):
        teeth.show_marks(marks, absent=absent)
        (printed,) = odontograms(typesetter, marks, absent)
        assert teeth.chart == printed.chart


def test_its_size_follows_the_size_of_text(teeth: Odontogram, qapp: QApplication) -> None:
    before = teeth.sizeHint()
    teeth._look.theme.use(percent=150)
    try:
        assert teeth.sizeHint().width() > 1.4 * before.width()
    finally:
        teeth._look.theme.use(percent=100)


def test_letters_are_told_in_capitals(teeth: Odontogram, qtbot: QtBot) -> None:
    told: list[str] = []
    teeth.letter_pressed.connect(told.append)
    qtbot.keyClick(teeth, "i")
    qtbot.keyClick(teeth, "C")
    assert told == ["I", "C"]


def test_selecting_by_program_is_silent_and_leaves_unknown_teeth_out(teeth: Odontogram) -> None:
    told: list[int] = []
    teeth.selection_changed.connect(lambda: told.append(1))
    teeth.select([36, 99, 46])
    assert told == []
    assert teeth.selection() == (46, 36)
    said = QAccessible.queryAccessibleInterface(teeth).text(QAccessible.Text.Name)
    assert said == "Teeth: 46, 36"


def test_treatments_change_the_picture(teeth: Odontogram) -> None:
    before = teeth.grab().toImage()
    teeth.show_marks({36: (Mark.IMPLANT, Mark.CROWN)}, absent=[18])
    after = teeth.grab().toImage()
    assert before != after
    teeth.show_marks({36: (Mark.IMPLANT, Mark.CROWN)}, absent=[18], framed=[36])
    assert teeth.grab().toImage() != after


def test_the_chart_is_never_mirrored(teeth: Odontogram) -> None:
    before = place_of(teeth, 18)
    teeth.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert place_of(teeth, 18) == before


def test_a_chart_to_look_at_takes_no_clicks(teeth: Odontogram, qtbot: QtBot) -> None:
    shown = Odontogram(teeth._look, teeth._t, teeth._geometry, "Done", editable=False)
    qtbot.addWidget(shown)
    shown.resize(600, 240)
    click(qtbot, shown, 13)
    assert shown.selection() == ()
    assert shown.focusPolicy() == Qt.FocusPolicy.NoFocus
