"""The lines of a plan by keyboard alone, and what is said of typing that cannot be used."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinicdesk.domain.plans import PlanOption, PlanTrip
from clinicdesk.ui.plans.cells import Column
from tests.ui.plans.room import Room

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def codes(room: Room, trip: int = 0) -> list[str]:
    return [item.code for item in room.plan().options[0].trips[trip].items]


def test_a_line_is_made_by_typing_alone(room: Room) -> None:
    room.open(room.money.draft(options=(PlanOption((PlanTrip(),)),)))
    room.go(0, Column.PROCEDURE)
    room.type("zirconia cro", end=Qt.Key.Key_Tab)
    assert codes(room) == ["CRN-01"]
    room.type("11-14, 21", end=Qt.Key.Key_Tab)
    item = room.plan().options[0].trips[0].items[0]
    assert (item.teeth, item.quantity, item.quantity_typed) == ((11, 12, 13, 14, 21), 5, False)
    room.type("4", end=Qt.Key.Key_Tab)
    room.type("299.50", end=Qt.Key.Key_Tab)
    room.type("5", end=Qt.Key.Key_Tab)
    room.type("Prettau", end=Qt.Key.Key_Tab)
    room.type("18 months", end=Qt.Key.Key_Return)
    item = room.plan().options[0].trips[0].items[0]
    assert (item.quantity, item.quantity_typed, item.unit_minor, item.price_typed) == (4, True, 29950, True)
    assert (item.discount_points, item.material, item.guarantee_months) == (500, "Prettau", 18)
    assert room.shown(0, Column.AMOUNT) == "1,138.10"
    assert room.grid().currentIndex().row() == 1


def test_the_new_row_takes_teeth_first(room: Room) -> None:
    room.open(room.money.draft(options=(PlanOption((PlanTrip(),)),)))
    room.go(0, Column.PROCEDURE)
    room.type("36, 46")
    assert room.shown(0, Column.PROCEDURE).startswith("36, 46:")
    room.type("IMP-01")
    assert room.plan().options[0].trips[0].items[0].teeth == (36, 46)
    room.type("25 CRN-01")
    assert [item.teeth for item in room.plan().options[0].trips[0].items] == [(36, 46), (25,)]


def test_rows_move_double_and_go_and_each_step_is_undone(room: Room) -> None:
    room.open(room.money.draft())
    room.go(0, Column.TEETH)
    room.key(Qt.Key.Key_Down, ALT)
    assert codes(room) == ["CRN-01", "IMP-01"]
    assert room.grid().currentIndex().row() == 1
    room.key(Qt.Key.Key_D, CONTROL)
    assert codes(room) == ["CRN-01", "IMP-01", "IMP-01"]
    room.key(Qt.Key.Key_Delete)
    room.key(Qt.Key.Key_Up)
    room.key(Qt.Key.Key_Delete)
    assert codes(room) == ["CRN-01"]
    for left in (["CRN-01", "IMP-01"], ["CRN-01", "IMP-01", "IMP-01"], ["CRN-01", "IMP-01"]):
        room.desk.commands.undo()
        assert codes(room) == left
    room.desk.commands.undo()
    assert codes(room) == ["IMP-01", "CRN-01"]
    assert room.shown(0, Column.PROCEDURE) == "Implant"
    room.desk.commands.redo()
    assert codes(room) == ["CRN-01", "IMP-01"]


def test_unknown_teeth_stay_in_their_cell_with_a_sentence(room: Room) -> None:
    room.open(room.money.draft())
    before = room.plan()
    room.go(0, Column.TEETH)
    room.type("36, 99")
    assert "99 is not a tooth" in room.complaint(0, Column.TEETH)
    assert room.shown(0, Column.TEETH) == "36, 99"
    assert room.plan().options == before.options
    assert room.page.editor.unread() == 1
    assert "fix 1 first" in room.page.head.issue.text()
    room.go(0, Column.TEETH)
    room.type("36")
    assert room.complaint(0, Column.TEETH) == ""
    assert room.plan().options[0].trips[0].items[0].teeth == (36,)
    assert room.plan().options[0].trips[0].items[0].quantity == 1


def test_amounts_that_can_be_read_in_two_ways_or_not_at_all_are_refused(room: Room) -> None:
    room.open(room.money.draft())
    for typed in ("1.234", "=1+1", "99999999999999999", "-5", "<b>9</b>", "9🦷"):
        room.go(0, Column.UNIT)
        room.type(typed)
        assert room.complaint(0, Column.UNIT), typed
        assert room.shown(0, Column.UNIT) == typed
    for column, typed in (
        (Column.QUANTITY, "1000"),
        (Column.DISCOUNT, "101"),
        (Column.GUARANTEE, "for ever"),
    ):
        room.go(0, column)
        room.type(typed)
        assert room.complaint(0, column), typed
    assert room.plan().options[0].trips[0].items[0].unit_minor == 105000


def test_a_huge_paste_is_cut_and_said(room: Room) -> None:
    room.open(room.money.draft())
    grid = room.go(0, Column.MATERIAL)
    QApplication.clipboard().setText("x" * 10_000_000)
    room.key(Qt.Key.Key_F2)
    room.key(Qt.Key.Key_V, CONTROL)
    room.key(Qt.Key.Key_Return)
    assert "300" in room.complaint(0, Column.MATERIAL)
    assert grid.isVisible()


def test_markup_and_formulas_in_words_are_only_words(room: Room) -> None:
    room.open(room.money.draft())
    room.go(0, Column.MATERIAL)
    room.type("=<b>ZirCAD</b> & co")
    assert room.plan().options[0].trips[0].items[0].material == "=<b>ZirCAD</b> & co"
    assert room.complaint(0, Column.MATERIAL) == ""


def test_an_unknown_procedure_is_said_beside_the_new_row(room: Room) -> None:
    room.open(room.money.draft())
    room.go(2, Column.PROCEDURE)
    room.type("xyzzy")
    assert "xyzzy" in room.complaint(2, Column.PROCEDURE)
    assert codes(room) == ["IMP-01", "CRN-01"]
    room.key(Qt.Key.Key_Delete)
    assert room.complaint(2, Column.PROCEDURE) == ""


def test_emptying_quantity_and_price_follows_teeth_and_catalogue_again(room: Room) -> None:
    room.open(room.money.draft())
    room.go(0, Column.QUANTITY)
    room.type("7")
    room.go(0, Column.UNIT)
    room.type("900")
    room.go(0, Column.TEETH)
    room.type("11, 12, 13")
    item = room.plan().options[0].trips[0].items[0]
    assert (item.quantity, item.unit_minor) == (7, 90000)
    for column in (Column.QUANTITY, Column.UNIT):
        room.go(0, column)
        room.key(Qt.Key.Key_F2)
        room.key(Qt.Key.Key_Backspace)
        room.key(Qt.Key.Key_Return)
    item = room.plan().options[0].trips[0].items[0]
    assert (item.quantity, item.quantity_typed, item.unit_minor, item.price_typed) == (
        3,
        False,
        105000,
        False,
    )


def test_what_is_being_typed_is_taken_when_the_page_is_left(room: Room) -> None:
    room.open(room.money.draft())
    room.go(0, Column.GUARANTEE)
    room.qtbot.keyClick(room.focus(), "7")
    room.desk.navigator.show_page("today")
    assert room.plan().options[0].trips[0].items[0].guarantee_months == 84


def test_wrong_cells_come_back_with_their_plan(room: Room) -> None:
    first, second = room.money.draft(), room.money.draft()
    room.open(first)
    room.go(0, Column.TEETH)
    room.type("99")
    room.open(second)
    assert room.page.editor.unread() == 0
    room.open(first)
    assert room.shown(0, Column.TEETH) == "99"
    assert room.complaint(0, Column.TEETH)


def test_a_row_is_dragged_by_its_grip(room: Room) -> None:
    room.open(room.money.draft())
    view = room.grid().viewport()
    first, second = (room.grid().visualRect(room.grid().model().index(row, 0)).center() for row in (0, 1))
    grip = QPoint(8, first.y())
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=grip)
    QTest.mouseMove(view, QPoint(8, second.y()))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(8, second.y()))
    assert codes(room) == ["CRN-01", "IMP-01"]


def test_typing_is_saved_before_the_window_closes(room: Room) -> None:
    room.open(room.money.draft())
    room.go(0, Column.QUANTITY)
    room.qtbot.keyClick(room.focus(), "6")
    room.window.close()
    assert room.plan().options[0].trips[0].items[0].quantity == 6
