from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.icons import State
from clinicdesk.ui.look import Look
from clinicdesk.ui.tasks import InlineRunner, Task
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import KINDS, Button, CountPill, IconButton
from clinicdesk.ui.widgets.charts import Bar, BarLadder, round_step
from clinicdesk.ui.widgets.chips import Chip, OwnerDisc, StateLabel
from clinicdesk.ui.widgets.controls import ProgressStrip, Segmented, StepList
from clinicdesk.ui.widgets.journey import JourneyStrip, Point
from clinicdesk.ui.widgets.labels import ElidedLabel, NameLabel, label
from clinicdesk.ui.widgets.painting import mirrored
from clinicdesk.ui.widgets.section_header import Section, SectionHeader
from clinicdesk.ui.widgets.sheet import Sheet

Show = Callable[[QWidget], None]


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_labels_show_markup_as_typed(look: Look) -> None:
    made = label("<b>A</b> <img src=x>", Role.NAME)
    assert made.textFormat() == Qt.TextFormat.PlainText
    plain = QLabel("A")
    assert made.sizeHint().width() > plain.sizeHint().width()


def test_a_cut_line_offers_the_whole_text(look: Look, show: Show, qtbot: QtBot) -> None:
    shown = ElidedLabel(look, "Six veneers upper front; Dr. Minh’s notes are in")
    show(shown)
    shown.resize(80, 18)
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QApplication

    def hover() -> str:
        QApplication.sendEvent(shown, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5)))
        return shown.toolTip()

    assert shown.text() in hover()
    shown.resize(800, 18)
    assert hover() == ""


def test_a_native_name_like_the_name_is_not_said_twice(look: Look, show: Show) -> None:
    shown = NameLabel(look, "Anna Sokolova", "Анна Соколова")
    show(shown)
    assert name_of(shown) == "Anna Sokolova Анна Соколова"
    shown.set_names("Gareth Pugh", "Gareth Pugh")
    assert name_of(shown) == "Gareth Pugh"


@pytest.mark.parametrize("kind", KINDS)
def test_every_button_shows_hover_press_focus_and_disabled(
    kind: str, look: Look, show: Show, qtbot: QtBot
) -> None:
    button = Button(look, "Issue plan", kind=kind, icon="send", keys=("Ctrl", "Enter"))
    show(button)
    button.clearFocus()
    seen = {"rest": button.grab().toImage()}
    button.setDown(True)
    seen["pressed"] = button.grab().toImage()
    button.setDown(False)
    button.setFocus()
    seen["focus"] = button.grab().toImage()
    button.setEnabled(False)
    seen["disabled"] = button.grab().toImage()
    images = list(seen.values())
    assert all(one != other for i, one in enumerate(images) for other in images[i + 1 :])


def test_a_button_fits_its_words_icon_and_caps(look: Look) -> None:
    bare = Button(look, "Copy").sizeHint()
    assert bare.height() == 34
    assert Button(look, "Copy", small=True).sizeHint().height() == 28
    assert Button(look, "Copy", keys=("C",)).sizeHint().width() > bare.width() + 18
    assert Button(look, "Copy", icon="copy").sizeHint().width() > bare.width() + 17
    look.theme.use(percent=150)
    assert Button(look, "Copy").sizeHint().height() == 51


def test_a_button_works_by_keyboard_and_says_its_name(look: Look, show: Show, qtbot: QtBot) -> None:
    cross = IconButton(look, "x", "Close")
    show(cross)
    with qtbot.waitSignal(cross.clicked):
        qtbot.keyClick(cross, Qt.Key.Key_Space)
    assert name_of(cross) == "Close"
    pill = CountPill(look, State.OVERDUE, "overdue")
    pill.set_count(3)
    show(pill)
    assert name_of(pill) == "3 overdue"
    qtbot.keyClick(pill, Qt.Key.Key_Space)
    assert pill.isChecked()


def test_a_menu_button_shows_its_menu_in_its_width(look: Look, show: Show) -> None:
    button = Button(look, "All")
    before = button.sizeHint().width()
    button.set_menu(QMenu(button))
    assert button.sizeHint().width() > before


def test_chips_discs_and_states_say_themselves(look: Look, show: Show) -> None:
    chip = Chip(look, "Issued", "green", icon="check")
    disc = OwnerDisc(look, "LT", "petrol", "Linh Trần")
    state = StateLabel(look, State.BLOCKED, "No photos for publication")
    for widget, words in ((chip, "Issued"), (disc, "Linh Trần"), (state, "No photos for publication")):
        show(widget)
        assert name_of(widget) == words
    with pytest.raises(KeyError):
        chip.show_as("Issued", "pink")


def test_a_segmented_choice_moves_by_arrows_and_clicks(look: Look, show: Show, qtbot: QtBot) -> None:
    control = Segmented(look, "Show", [("all", "All"), ("new", "New patients"), ("back", "Returning")])
    show(control)
    told: list[str] = []
    control.chosen.connect(told.append)
    qtbot.keyClick(control, Qt.Key.Key_Right)
    qtbot.mouseClick(control, Qt.MouseButton.LeftButton, pos=QPoint(control.width() - 5, 5))
    control.choose("all")
    assert told == ["new", "back"]
    assert name_of(control) == "Show: All"
    control.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.keyClick(control, Qt.Key.Key_Left)
    assert control.current() == "new"
    with pytest.raises(ValueError, match="none"):
        control.choose("none")


def test_a_progress_strip_follows_a_task_and_cancels_it(look: Look, t: Translator, show: Show) -> None:
    strip = ProgressStrip(look, t)
    show(strip)
    task = Task(lambda _: None, lambda _: None)
    strip.follow(task, "Reading the file")
    assert not strip.isHidden()
    task.progress.report(3, 9)
    assert strip.words.text() == "Reading the file  3 of 9"
    assert (strip.bar.value(), strip.bar.maximum()) == (3, 9)
    strip.cancel.click()
    from clinicdesk.ui.tasks import Cancelled

    with pytest.raises(Cancelled):
        task.progress.check()
    task.finish(None, Cancelled())
    assert strip.isHidden()


def test_a_finished_task_shows_no_strip(look: Look, t: Translator, show: Show) -> None:
    strip = ProgressStrip(look, t)
    show(strip)
    strip.follow(InlineRunner().run(lambda progress: 1, lambda _: None), "Reading")
    assert strip.isHidden()


def test_the_wizard_goes_back_to_steps_reached_only(look: Look, show: Show, qtbot: QtBot) -> None:
    steps = StepList(look, ["Clinic", "Hours", "Money"])
    show(steps)
    told: list[int] = []
    steps.chosen.connect(told.append)
    qtbot.keyClick(steps, Qt.Key.Key_Down)
    assert told == []
    steps.go_to(1)
    qtbot.keyClick(steps, Qt.Key.Key_Up)
    qtbot.mouseClick(steps, Qt.MouseButton.LeftButton, pos=QPoint(20, 2 * 44 + 10))
    qtbot.mouseClick(steps, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert told == [0, 0]
    assert name_of(steps) == "2. Hours"


def test_a_section_header_folds_by_click_and_space(look: Look, show: Show, qtbot: QtBot) -> None:
    header = SectionHeader(look)
    header.show_section(Section("cash", "Deposits to chase", 2, "a held date lapses on its own"))
    show(header)
    for act in (
        lambda: qtbot.keyClick(header, Qt.Key.Key_Space),
        lambda: qtbot.mouseClick(header, Qt.MouseButton.LeftButton),
    ):
        with qtbot.waitSignal(header.toggled):
            act()
    assert name_of(header) == "Deposits to chase, 2"


def test_a_sheet_keeps_the_focus_inside_and_gives_it_back(
    look: Look, t: Translator, show: Show, qtbot: QtBot
) -> None:
    window = QWidget()
    window.resize(1000, 700)
    under = QLineEdit(window)
    show(window)
    under.setFocus()
    sheet = Sheet(look, t, window, "New inquiry")
    field = QLineEdit()
    sheet.body.addWidget(field)
    saved: list[int] = []
    save = Button(look, "Save", kind="primary")
    save.clicked.connect(lambda: saved.append(1))
    sheet.add_primary(save)
    sheet.open_with(field)
    assert window.focusWidget() is field
    assert sheet.geometry() == window.rect()
    for _ in range(6):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(window.focusWidget())
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved == [1]
    window.resize(800, 600)
    assert sheet.geometry() == window.rect()
    with qtbot.waitSignals([sheet.left, sheet.closed]):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.focusWidget() is under


def test_the_journey_is_walked_by_keys(look: Look, t: Translator, show: Show, qtbot: QtBot) -> None:
    strip = JourneyStrip(look, t)
    strip.resize(900, 126)
    strip.show_points(
        [
            Point("deposit", "Deposit 500", "20 Mar", date(2026, 3, 20)),
            Point("inquiry", "Inquiry", "reply in 1 h 40", date(2026, 2, 10)),
            Point("trip", "Trip 1", "28 June", date(2026, 6, 28), until_on=date(2026, 7, 9)),
        ],
        date(2026, 11, 17),
    )
    show(strip)
    told: list[str] = []
    strip.opened.connect(told.append)
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert told == ["inquiry", "deposit"]
    assert name_of(strip) == "Deposit 500, 20 Mar"
    place = strip._place(strip._points[2]).center().toPoint()
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
    assert told[-1] == "trip"


def test_an_empty_journey_can_be_shown(look: Look, t: Translator, show: Show, qtbot: QtBot) -> None:
    strip = JourneyStrip(look, t)
    strip.show_points([], date(2026, 11, 17))
    show(strip)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert name_of(strip) == "Journey"


def test_a_bar_opens_its_names(look: Look, show: Show, qtbot: QtBot) -> None:
    ladder = BarLadder(look, "Where inquiries stop")
    ladder.show_bars([Bar("a", "Inquiries", "261", 261), Bar("b", "Plan sent", "0", 0)])
    show(ladder)
    with qtbot.waitSignal(ladder.opened) as told:
        qtbot.mouseClick(ladder, Qt.MouseButton.LeftButton, pos=QPoint(20, 60))
    assert told.args == ["b"]
    assert name_of(ladder) == "Where inquiries stop: Inquiries 261; Plan sent 0"


@pytest.mark.parametrize("most", [1, 3, 7, 12, 95, 240, 1001, 987_654])
def test_grid_steps_are_round_and_few(most: float) -> None:
    step = round_step(most)
    assert 1 <= most / step <= 4.001
    assert f"{step:e}"[0] in "125"


def test_right_to_left_mirrors_a_place() -> None:
    bounds, place = QRect(0, 0, 100, 20), QRect(0, 0, 30, 20)
    assert mirrored(Qt.LayoutDirection.RightToLeft, bounds, place) == QRect(70, 0, 30, 20)
    assert mirrored(Qt.LayoutDirection.LeftToRight, bounds, place) == place
