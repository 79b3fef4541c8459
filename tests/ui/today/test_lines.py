"""Lines that are no message: arrivals, plans to write, deposits, closing; each with its own verbs."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.leads import FactKind, Lead, Stage
from clinicdesk.domain.visits import AppointmentState
from clinicdesk.ui.times import read_time
from clinicdesk.ui.today.page import TodayPage
from tests.ui.front_desk import FrontDesk
from tests.ui.today.conftest import ShowToday


def line(page: TodayPage, kind: str) -> None:
    """Choose the first line of a kind."""
    row = next(row for row in page.model.rows() if row.kind.value == kind)
    page.view.select(page.model.position(row.id))


class TestArrivals:
    @pytest.fixture
    def lead(self, clinic: FrontDesk) -> Lead:
        """Somebody who comes at eleven today."""
        found = clinic.receive(ago=timedelta(days=30))
        clinic.services.leads.record_reply(
            found.id, channel="whatsapp", at=clinic.clock.now() - timedelta(days=29)
        )
        clinic.services.visits.hold(
            starts_at=datetime(2026, 11, 17, 4, 0, tzinfo=UTC), lead_id=found.id, confirmed=True
        )
        return found

    def appointment(self, clinic: FrontDesk, lead: Lead) -> AppointmentState:
        return clinic.services.visits.of_lead(lead.id)[0].state

    def test_d_records_the_arrival(self, clinic: FrontDesk, show_today: ShowToday, lead: Lead) -> None:
        page = show_today()
        line(page, "arrival")
        assert page.pane._primary.text() == "Arrived"
        QTest.keyClick(page.view, Qt.Key.Key_D)
        assert self.appointment(clinic, lead) is AppointmentState.ARRIVED
        assert clinic.services.leads.get(lead.id).stage is Stage.ARRIVED
        page.desk.commands.undo()
        assert self.appointment(clinic, lead) is AppointmentState.CONFIRMED

    def test_moved_asks_for_day_and_time(self, clinic: FrontDesk, show_today: ShowToday, lead: Lead) -> None:
        page = show_today()
        line(page, "arrival")
        clinic.prompts.expect("ask_date", date(2026, 12, 3))
        clinic.prompts.expect("ask_value", "14.30")
        page.pane._second.click()
        moved = clinic.services.visits.of_lead(lead.id)[0]
        assert moved.starts_at == datetime(2026, 12, 3, 7, 30, tzinfo=UTC)

    def test_did_not_come_is_recorded(self, clinic: FrontDesk, show_today: ShowToday, lead: Lead) -> None:
        page = show_today()
        line(page, "arrival")
        page.pane._third.click()
        assert self.appointment(clinic, lead) is AppointmentState.NO_SHOW

    def test_a_letter_of_another_verb_does_nothing(
        self, clinic: FrontDesk, show_today: ShowToday, lead: Lead
    ) -> None:
        page = show_today()
        line(page, "arrival")
        for key in (Qt.Key.Key_W, Qt.Key.Key_E, Qt.Key.Key_C):
            QTest.keyClick(page.view, key)
        assert self.appointment(clinic, lead) is AppointmentState.CONFIRMED
        assert clinic.opener.links == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:30", time(9, 30)),
        ("0930", time(9, 30)),
        ("14.05", time(14, 5)),
        ("9", time(9)),
        ("930", time(9, 30)),
    ],
)
def test_times_as_people_type_them(typed: str, meant: time) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "25:00", "9:75", "noon", "12345"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        read_time(typed)


def test_a_plan_that_is_not_issued_cannot_be_marked_as_sent(clinic: FrontDesk, show_today: ShowToday) -> None:
    lead = clinic.receive()
    clinic.services.leads.record_reply(lead.id, channel="whatsapp")
    page = show_today()
    line(page, "send_plan")
    QTest.keyClick(page.view, Qt.Key.Key_D)
    QTest.keyClick(page.view, Qt.Key.Key_C)
    assert clinic.services.leads.get(lead.id).stage is Stage.REPLIED
    assert page.pane._message.isHidden()


def test_w_on_a_plan_to_send_starts_the_plan_once(clinic: FrontDesk, show_today: ShowToday) -> None:
    lead = clinic.receive()
    clinic.services.leads.record_reply(lead.id, channel="whatsapp")
    page = show_today()
    line(page, "send_plan")
    QTest.keyClick(page.view, Qt.Key.Key_W)
    page.desk.navigator.show_page("today")
    line(page, "send_plan")
    QTest.keyClick(page.view, Qt.Key.Key_W)
    assert len(clinic.services.plans.for_lead(lead.id)) == 1


class TestClosing:
    @pytest.fixture
    def lead(self, clinic: FrontDesk) -> Lead:
        """Somebody who was parked until today."""
        found = clinic.receive(ago=timedelta(hours=1))
        clinic.services.leads.record_reply(found.id, channel="whatsapp")
        clinic.services.leads.park(found.id, until=date(2026, 11, 20))
        clinic.clock.at = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
        return found

    def test_it_can_be_parked_again(self, clinic: FrontDesk, show_today: ShowToday, lead: Lead) -> None:
        page = show_today()
        line(page, "plan_follow_up")
        clinic.prompts.expect("ask_date", date(2027, 1, 4))
        QTest.keyClick(page.view, Qt.Key.Key_D)
        parked = [f for f in clinic.services.leads.facts(lead.id) if f.kind is FactKind.PARKED]
        assert parked[-1].detail["until"] == "2027-01-04"

    def test_it_can_be_closed_with_a_reason(
        self, clinic: FrontDesk, show_today: ShowToday, lead: Lead
    ) -> None:
        page = show_today()
        line(page, "plan_follow_up")
        clinic.prompts.expect("choose_reason", "no_answer")
        page.pane._second.click()
        assert clinic.services.leads.get(lead.id).stage is Stage.LOST
