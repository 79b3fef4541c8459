"""The due list by keyboard and mouse: order, folding, filters, clocks, and whose work is shown."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinicdesk.domain.due import DueGroup
from tests.ui.front_desk import FrontDesk
from tests.ui.today.conftest import ShowToday


def names(page: object) -> list[str]:
    return [row.name for row in page.model.rows()]  # type: ignore[attr-defined]


def press(page: object, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.view, key, modifier)  # type: ignore[attr-defined]


def test_the_earliest_due_is_first_and_chosen(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive("Park Ji-hoon", ago=timedelta(minutes=20))
    clinic.receive("Gareth Pugh", ago=timedelta(days=1))
    page = show_today()
    assert names(page) == ["Gareth Pugh", "Park Ji-hoon"]
    assert page.pane.shown is not None
    assert page.pane.shown.name == "Gareth Pugh"
    assert "Gareth Pugh is past due" in page.head.says.text()


def test_arrows_home_and_end_move(clinic: FrontDesk, show_today: ShowToday) -> None:
    for number in range(4):
        clinic.receive(f"Patient {number}", ago=timedelta(minutes=50 - number))
    page = show_today()
    press(page, Qt.Key.Key_Down)
    assert page.pane.shown.name == "Patient 1"
    press(page, Qt.Key.Key_End)
    assert page.pane.shown.name == "Patient 3"
    press(page, Qt.Key.Key_Down)
    assert page.pane.shown.name == "Patient 3"
    press(page, Qt.Key.Key_Home)
    press(page, Qt.Key.Key_Up)
    assert page.pane.shown.name == "Patient 0"


def test_space_folds_the_group_and_opens_it_again(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive("Gareth Pugh")
    lead = clinic.receive("Anna Sokolova")
    clinic.services.followups.add_task(lead.patient_id, title="Ask for the X-ray", due_on=page_day(clinic))
    page = show_today()
    press(page, Qt.Key.Key_Space)
    assert page.model.is_folded(DueGroup.REPLY)
    assert [type(item).__name__ for item in page.model.items] == ["GroupItem", "GroupItem", "DueRow"]
    press(page, Qt.Key.Key_Down)
    assert page.pane.shown.kind.value == "task"
    press(page, Qt.Key.Key_Up)
    press(page, Qt.Key.Key_Space)
    assert not page.model.is_folded(DueGroup.REPLY)
    assert page.pane.shown.group is DueGroup.REPLY


def page_day(clinic: FrontDesk) -> object:
    return clinic.clock.now().date()


def test_alt_arrows_move_between_groups(clinic: FrontDesk, show_today: ShowToday) -> None:
    lead = clinic.receive("Anna Sokolova")
    clinic.receive("Gareth Pugh")
    clinic.services.followups.add_task(lead.patient_id, title="Ask for the X-ray", due_on=page_day(clinic))
    page = show_today()
    press(page, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.pane.shown.kind.value == "task"
    press(page, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.pane.shown.group is DueGroup.REPLY


def test_a_click_on_a_header_folds(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive()
    page = show_today()
    place = page.view.visualRect(page.model.index(0)).center()
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.model.is_folded(DueGroup.REPLY)


def test_a_counter_filters_and_the_empty_state_shows_all_again(
    clinic: FrontDesk, show_today: ShowToday
) -> None:
    clinic.receive("Gareth Pugh", ago=timedelta(days=1))
    clinic.receive("Park Ji-hoon", ago=timedelta(minutes=20))
    page = show_today()
    page.head.overdue.click()
    assert names(page) == ["Gareth Pugh"]
    page.head.overdue.click()
    page.head.soon.click()
    assert names(page) == []
    assert page._middle.currentWidget() is not page.view
    page.head.clear()
    assert len(names(page)) == 2
    assert page._middle.currentWidget() is page.view


def test_a_clock_that_runs_out_turns_red_at_the_tick(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive("Park Ji-hoon", ago=timedelta(minutes=20))
    page = show_today()
    assert page.pane.shown.state.value == "today"
    clinic.clock.at += timedelta(hours=3)
    page.desk.ticker.ticked.emit()
    assert page.pane.shown.state.value == "soon"
    clinic.clock.at += timedelta(hours=1)
    page.desk.ticker.ticked.emit()
    assert page.pane.shown.state.value == "overdue"


def test_one_coordinator_sees_only_their_lines(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive("Gareth Pugh", owner_id=clinic.linh.id)
    clinic.receive("Park Ji-hoon", owner_id=clinic.duc.id)
    page = show_today()
    page.desk.coordinator.choose(clinic.duc.id)
    assert names(page) == ["Park Ji-hoon"]


def test_a_day_without_lines_names_the_next_one(clinic: FrontDesk, show_today: ShowToday) -> None:
    lead = clinic.receive("Gareth Pugh")
    clinic.services.leads.lose(lead.id, reason="other")
    clinic.services.followups.add_task(
        lead.patient_id, title="Greet", due_on=page_day(clinic) + timedelta(days=3)
    )
    page = show_today()
    assert page.model.items == []
    assert "Gareth Pugh" in page._middle.empty.text.text()


def test_a_group_header_sticks_while_its_rows_scroll(clinic: FrontDesk, show_today: ShowToday) -> None:
    for number in range(40):
        clinic.receive(f"Patient {number}")
    page = show_today()
    assert page.view._sticky.isHidden()
    press(page, Qt.Key.Key_End)
    assert not page.view._sticky.isHidden()
    assert page.view._sticky.section().count == 40
    press(page, Qt.Key.Key_Home)
    assert page.view._sticky.isHidden()


def test_a_name_with_markup_stays_text(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive("<b>Bold</b> & Co", request="<img src=x> {name}")
    page = show_today()
    assert page.pane._name.accessibleName() == "<b>Bold</b> & Co"
    assert "<b>" not in page.pane._name.toolTip()
