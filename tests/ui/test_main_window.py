from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.domain.changes import Changes
from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.search import Hit, HitKind
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.look import Look
from clinicdesk.ui.main_window import MainWindow
from clinicdesk.ui.navigation import PageEntry, SheetEntry
from clinicdesk.ui.page import Page
from clinicdesk.ui.top_bar import Coordinator
from tests.ui.conftest import MakeWindow, Search


class Sheet(Page):
    """A page that counts its readings and remembers what was opened."""

    listens_to = Changes.LEADS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.readings = 0
        self.opened: list[tuple[str, Any]] = []
        self.list, self.pane = QLineEdit(), QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.list)
        column.addWidget(self.pane)

    def reload(self) -> None:
        self.readings += 1

    def open(self, kind: str, key: Any, **facts: Any) -> None:
        self.opened.append((kind, key))

    def areas(self) -> list[QWidget]:
        return [self.list, self.pane]


def pages(count: int = 3) -> list[PageEntry]:
    return [
        PageEntry("today", "list-check", "Today", Sheet, "page.1", count=lambda desk: count),
        PageEntry("patients", "users", "Patients", Sheet, "page.3"),
        PageEntry("patient", "user", "Patient", Sheet, opens=("patient",), within="patients"),
    ]


def press(window: MainWindow, keys: str) -> None:
    """Trigger the action that holds ``keys``, as the shortcut would."""
    found = [one for one in window.findChildren(QAction) if keys in [k.toString() for k in one.shortcuts()]]
    assert len(found) == 1, keys
    found[0].trigger()


def test_pages_are_made_and_read_when_first_shown(open_window: MakeWindow) -> None:
    window, desk = open_window(pages())
    desk.navigator.show_page("today")
    today = window.stage.currentWidget()
    assert today.readings == 1
    assert window.stage.count() == 1
    press(window, "Ctrl+3")
    assert window.stage.currentWidget() is not today
    assert window.rail.button("patients").isChecked()


def test_a_change_reloads_the_page_shown_and_marks_the_others_stale(open_window: MakeWindow) -> None:
    window, desk = open_window(pages())
    desk.navigator.show_page("patients")
    patients = window.stage.currentWidget()
    desk.navigator.show_page("today")
    today = window.stage.currentWidget()
    desk.bus.publish(Changes.LEADS)
    assert (today.readings, patients.readings) == (2, 1)
    assert patients.stale
    desk.bus.publish(Changes.PAYMENTS)
    desk.bus.publish(Changes.LEADS, today)
    assert today.readings == 2
    desk.navigator.show_page("patients")
    assert patients.readings == 2


def test_a_page_that_cannot_be_read_is_said_and_stays_stale(open_window: MakeWindow) -> None:
    from clinicdesk.domain.errors import FileProblem

    class Broken(Sheet):
        def reload(self) -> None:
            raise FileProblem("The clinic's file cannot be read.")

    window, desk = open_window([PageEntry("today", "list-check", "Today", Broken)])
    desk.navigator.show_page("today")
    assert window.notices.text() == "The clinic's file cannot be read."
    assert window.stage.currentWidget().stale


def test_records_open_on_their_page_and_back_returns(open_window: MakeWindow) -> None:
    window, desk = open_window(pages())
    desk.navigator.show_page("today")
    desk.open_patient(7)
    assert window.stage.currentWidget().opened == [("patient", 7)]
    assert window.rail.button("patients").isChecked()
    desk.open_patient(8)
    desk.navigator.back()
    assert window.stage.currentWidget().opened == [("patient", 7), ("patient", 8), ("patient", 7)]
    desk.navigator.back()
    assert window.rail.button("today").isChecked()
    assert not desk.navigator.can_open("plan")


def test_the_rail_counts_what_waits(open_window: MakeWindow) -> None:
    counts = [13]
    entry = PageEntry("today", "list-check", "Today", Sheet, count=lambda desk: counts[0])
    window, desk = open_window([entry])
    assert window.rail.button("today").count == 13
    assert window.rail.button("today").accessibleName() == "Today, 13"
    counts[0] = 12
    desk.bus.publish(Changes.FOLLOWUPS)
    assert window.rail.button("today").count == 12
    counts[0] = 4
    desk.coordinator.choose(1)
    assert window.rail.button("today").count == 4


def test_search_shows_while_typing_and_opens_with_enter(open_window: MakeWindow, qtbot: QtBot) -> None:
    rows = [
        Hit(HitKind.PATIENT, 1, 1, "Feldman, Rachel", "רחל פלדמן", "IL"),
        Hit(HitKind.PATIENT, 2, 2, "Felix Moreau", "", "CA"),
        Hit(HitKind.RECEIPT, 3, 9, "Feldspar"),
    ]
    window, desk = open_window(pages(), services=SimpleNamespace(search=Search(rows)))
    window.show()
    desk.navigator.show_page("today")
    field = window.top_bar.search
    qtbot.keyClicks(field, "fel")
    assert not window.palette_list.isHidden()
    assert window.palette_list.model.rowCount() == 3
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.stage.currentWidget().opened == [("patient", 2)]
    assert field.text() == ""
    assert window.palette_list.isHidden()
    qtbot.keyClicks(field, "felds")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    # A receipt has no page of its own here: it is found on its patient's record.
    assert window.stage.currentWidget().opened[-1] == ("patient", 9)
    qtbot.keyClicks(field, "zzz")
    assert window.palette_list.foot.text() == "Nothing has “zzz” in it."
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.palette_list.isHidden()


def test_new_inquiry_is_offered_only_where_it_exists(open_window: MakeWindow) -> None:
    window, _ = open_window(pages())
    assert window.top_bar.inquiry.isHidden()
    opened: list[QWidget] = []
    sheet = SheetEntry("inquiry", lambda desk, over, **facts: opened.append(over))
    window, _ = open_window(pages(), [sheet])
    press(window, "Ctrl+N")
    assert opened == [window]


def test_f6_goes_round_list_pane_and_rail(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, desk = open_window(pages())
    desk.navigator.show_page("today")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = window.stage.currentWidget()
    page.list.setFocus()
    window.next_area()
    assert window.focusWidget() is page.pane
    window.next_area()
    assert window.focusWidget() is window.rail.button("today")
    window.next_area()
    assert window.focusWidget() is page.list


def test_the_clock_shows_the_clinics_time_and_moves(open_window: MakeWindow, clock: FixedClock) -> None:
    from datetime import timedelta

    window, desk = open_window(pages())
    assert window.top_bar.time.text() == "10:42"
    assert window.top_bar.day.text() == "Tue 17 Nov"
    clock.move(timedelta(minutes=1))
    desk.ticker.ticked.emit()
    assert window.top_bar.time.text() == "10:43"


def test_choosing_a_coordinator_tells_the_pages(open_window: MakeWindow) -> None:
    window, desk = open_window(pages())
    window.top_bar.offer([Coordinator(1, "Linh Trần"), Coordinator(2, "Mai & Vũ")])
    told: list[object] = []
    desk.coordinator.changed.connect(lambda: told.append(desk.coordinator.staff))
    actions = window.top_bar.coordinators.menu().actions()
    actions[2].trigger()
    assert told == [2]
    assert window.top_bar.coordinators.text() == "Mai & Vũ"
    actions[0].trigger()
    assert told == [2, None]


def test_the_key_table_lists_only_what_is_bound(open_window: MakeWindow) -> None:
    _, desk = open_window(pages())
    words = {words for _, rows in desk.actions.table() for words, _ in rows}
    assert {"Today", "Patients", "Undo", "Find everywhere"} <= words
    assert not words & {"Pipeline", "New inquiry", "Snooze"}


def test_no_two_actions_of_one_context_share_keys() -> None:
    from clinicdesk.ui.actions import ACTIONS

    used = [(spec.context, keys) for spec in ACTIONS for keys in spec.keys]
    assert len(used) == len(set(used))


def test_a_larger_text_size_makes_room_in_rail_and_bar(open_window: MakeWindow) -> None:
    window, desk = open_window(pages())
    window.show()
    window.notices.say("Done")
    desk.theme.use(percent=150)
    assert window.rail.width() == 126
    assert window.top_bar.height() == 84
    assert window.notices.x() >= 126


def test_the_first_frame_is_told_once(qtbot: QtBot, look: Look, t: Translator) -> None:
    window = MainWindow(look, t)
    qtbot.addWidget(window)
    told: list[bool] = []
    window.painted.connect(lambda: told.append(True))
    window.show()
    qtbot.waitUntil(lambda: bool(told))
    window.repaint()
    QApplication.processEvents()
    assert told == [True]
