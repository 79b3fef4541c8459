import json

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from clinicdesk.bundle import files
from clinicdesk.domain.odontogram import Mark, read_geometry
from clinicdesk.ui.look import Look
from clinicdesk.ui.widgets.odontogram import Odontogram

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def teeth(look: Look, qtbot: QtBot) -> Odontogram:
    geometry = read_geometry(json.loads((files("resources") / "look" / "teeth.json").read_text("utf-8")))
    made = Odontogram(look, geometry, "Teeth")
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


def test_a_chart_to_look_at_takes_no_clicks(look: Look, teeth: Odontogram, qtbot: QtBot) -> None:
    shown = Odontogram(look, teeth._geometry, "Done", editable=False)
    qtbot.addWidget(shown)
    shown.resize(600, 240)
    click(qtbot, shown, 13)
    assert shown.selection() == ()
    assert shown.focusPolicy() == Qt.FocusPolicy.NoFocus
