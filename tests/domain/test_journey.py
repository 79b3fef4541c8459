"""Follow-ups of an open lead: every row of product.md from the first reply to the recorded treatment."""

from datetime import date, datetime
from typing import Any

import pytest

from clinicdesk.domain.cases import DepositAsked, IssuedPlan
from clinicdesk.domain.followups import FollowupKind, FollowupState
from clinicdesk.domain.leads import FactKind
from clinicdesk.domain.money import Money
from clinicdesk.domain.visits import Appointment, AppointmentState, Travel
from tests.cases import PATIENT, at, case, kinds, lead, one, rows

K = FollowupKind
REPLIED = (FactKind.REPLIED, "2026-08-17 14:00")
PLAN_SENT = (FactKind.PLAN_SENT, "2026-08-18 10:00", {"plan_id": 3, "revision": 1})
REQUESTED = (FactKind.DEPOSIT_REQUESTED, "2026-08-18 11:00", {"request_id": 5})
PAID = (FactKind.DEPOSIT_PAID, "2026-08-20 09:00")
ARRIVED = (FactKind.ARRIVED, "2026-11-09 09:00", {"appointment_id": 4})


def visit(day: str = "2026-11-09 09:00", **more: Any) -> Appointment:
    state = more.pop("state", AppointmentState.CONFIRMED)
    return Appointment(more.pop("id", 4), PATIENT, at(day), state, lead_id=1, **more)


def deposit(hold_ends: str | None = "2026-08-28 17:00") -> DepositAsked:
    ends_at = at(hold_ends) if hold_ends else None
    return DepositAsked(5, 1, 3, Money(30000, "USD"), at("2026-08-18 11:00"), 4, ends_at)


def plan(**more: Any) -> IssuedPlan:
    values = {"lead_id": 1, **more}
    return IssuedPlan(
        3, "P-0410", 1, at("2026-08-18 09:00"), date(2026, 9, 30), Money(9_800_00, "USD"), **values
    )


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-08-17 10:00", "2026-08-17 14:00"),
        ("2026-08-17 16:00", "2026-08-18 12:00"),
        ("2026-08-21 16:30", "2026-08-22 12:00"),
        ("2026-09-01 16:00", "2026-09-03 12:00"),
    ],
)
def test_first_reply_has_the_first_clock(received: str, due: str) -> None:
    row = one(case(leads=(lead(received=received),)), K.FIRST_REPLY)
    assert row.due_at == at(due)
    assert row.opens_on == datetime.fromisoformat(received).date()
    assert row.state is FollowupState.OPEN


def test_an_acknowledgement_leaves_the_clock_running() -> None:
    found = case(leads=(lead((FactKind.ACKNOWLEDGED, "2026-08-17 10:01")),))
    assert kinds(found) == {"first_reply"}


def test_a_reply_ends_the_first_clock_when_it_happened_and_starts_the_second() -> None:
    found = case(leads=(lead(REPLIED),))
    assert one(found, K.FIRST_REPLY).state_at == at("2026-08-17 14:00")
    plan_row = one(found, K.SEND_PLAN)
    assert (plan_row.due_at, plan_row.state) == (at("2026-08-18 14:00"), FollowupState.OPEN)


def test_a_plan_without_a_reply_is_the_reply() -> None:
    found = case(leads=(lead(PLAN_SENT),))
    assert one(found, K.FIRST_REPLY).state_at == at("2026-08-18 10:00")
    assert rows(found, K.SEND_PLAN) == []


def test_plan_follow_ups_come_after_2_5_and_10_days_then_close_or_park() -> None:
    found = rows(case(leads=(lead(REPLIED, PLAN_SENT),)), K.PLAN_FOLLOW_UP)
    assert [row.due_on for row in found] == [date(2026, 8, day) for day in (20, 23, 28)] + [date(2026, 9, 1)]
    assert [row.closes_on for row in found] == [date(2026, 8, 22), date(2026, 8, 27), date(2026, 8, 31), None]
    assert [row.detail["decide"] for row in found] == [False, False, False, True]


@pytest.mark.parametrize(
    "fact",
    [
        (FactKind.ANSWERED, "2026-08-19 10:00"),
        (FactKind.PLAN_ACCEPTED, "2026-08-19 10:00"),
        REQUESTED,
        PAID,
    ],
)
def test_an_answer_ends_the_plan_follow_ups(fact: Any) -> None:
    assert rows(case(leads=(lead(REPLIED, PLAN_SENT, fact),)), K.PLAN_FOLLOW_UP) == []


def test_a_new_revision_starts_its_own_follow_ups() -> None:
    again = (FactKind.PLAN_SENT, "2026-09-07 10:00", {"plan_id": 3, "revision": 2})
    answered = (FactKind.ANSWERED, "2026-08-25 10:00")
    found = rows(case(leads=(lead(REPLIED, PLAN_SENT, answered, again),)), K.PLAN_FOLLOW_UP)
    assert found[0].due_on == date(2026, 9, 9)


def test_a_sent_plan_without_a_request_asks_for_the_deposit_the_day_after() -> None:
    row = one(case(leads=(lead(REPLIED, PLAN_SENT),)), K.DEPOSIT_REQUEST)
    assert (row.opens_on, row.due_on) == (date(2026, 8, 18), date(2026, 8, 19))


def test_the_deposit_is_chased_after_2_days_and_the_day_before_the_hold_ends() -> None:
    found = case(leads=(lead(REPLIED, PLAN_SENT, REQUESTED),), deposits=(deposit(),))
    first, second = rows(found, K.DEPOSIT_CHASE)
    assert (first.due_on, first.closes_on) == (date(2026, 8, 20), date(2026, 8, 26))
    assert (second.due_on, second.closes_on) == (date(2026, 8, 27), None)
    assert second.detail["minor"] == 30000
    assert one(found, K.DEPOSIT_REQUEST).state is FollowupState.DONE


def test_a_short_hold_is_chased_once_and_no_hold_stays() -> None:
    leads = (lead(REPLIED, PLAN_SENT, REQUESTED),)
    short = rows(case(leads=leads, deposits=(deposit("2026-08-20 17:00"),)), K.DEPOSIT_CHASE)
    assert [(row.n, row.due_on) for row in short] == [(2, date(2026, 8, 19))]
    endless = rows(case(leads=leads, deposits=(deposit(None),)), K.DEPOSIT_CHASE)
    assert [(row.due_on, row.closes_on) for row in endless] == [(date(2026, 8, 20), None)]


def test_a_paid_deposit_starts_the_four_messages_and_the_arrival() -> None:
    leads = (lead(REPLIED, PLAN_SENT, REQUESTED, PAID),)
    found = case(leads=leads, deposits=(deposit(),), appointments=(visit(),))
    assert rows(found, K.DEPOSIT_CHASE) == []
    assert one(found, K.CONFIRMATION).due_on == date(2026, 8, 20)
    assert one(found, K.LOGISTICS).due_on == date(2026, 10, 19)
    assert one(found, K.TREATMENT_DAYS).due_on == date(2026, 11, 2)
    assert one(found, K.CHECK_IN).due_on == date(2026, 11, 6)
    assert one(found, K.ARRIVAL).due_on == date(2026, 11, 9)


def test_messages_count_from_the_landing_and_come_at_once_when_it_is_near() -> None:
    leads = (lead(REPLIED, PLAN_SENT, (FactKind.DEPOSIT_PAID, "2026-11-01 09:00")),)
    lands = Travel(1, lands_at=at("2026-11-07 14:05"), hotel="Sông", flight="VN 1")
    found = case(leads=leads, appointments=(visit(),), travels=(lands,))
    assert one(found, K.LOGISTICS).due_on == date(2026, 11, 1)
    assert one(found, K.TREATMENT_DAYS).due_on == date(2026, 11, 1)
    assert one(found, K.CHECK_IN).due_on == date(2026, 11, 4)
    assert one(found, K.CHECK_IN).closes_on == date(2026, 11, 7)
    assert one(found, K.LOGISTICS).detail["missing"] == ["transfer"]


def test_a_moved_appointment_moves_its_messages_and_asks_for_a_new_confirmation() -> None:
    itinerary = (FactKind.ITINERARY_SENT, "2026-08-21 09:00")
    leads = (lead(REPLIED, PLAN_SENT, PAID, itinerary),)
    before = case(leads=leads, appointments=(visit(changed_at=at("2026-08-18 11:00")),))
    assert one(before, K.CONFIRMATION).state is FollowupState.DONE
    moved = visit("2026-11-16 09:00", changed_at=at("2026-09-10 10:00"))
    after = case(leads=leads, appointments=(moved,))
    confirmation = one(after, K.CONFIRMATION)
    assert (confirmation.state, confirmation.due_on) == (FollowupState.OPEN, date(2026, 9, 10))
    assert one(after, K.CHECK_IN).due_on == date(2026, 11, 13)
    assert one(before, K.CHECK_IN).anchor != one(after, K.CHECK_IN).anchor


def test_a_paid_deposit_without_a_date_asks_for_one() -> None:
    row = one(case(leads=(lead(REPLIED, PLAN_SENT, PAID),)), K.ARRIVAL)
    assert (row.detail["no_date"], row.due_on) == (True, date(2026, 8, 20))


def test_a_no_show_is_answered_and_asks_for_a_new_date() -> None:
    missed = (FactKind.NO_SHOW, "2026-11-09 18:00", {"appointment_id": 4})
    leads = (lead(REPLIED, PLAN_SENT, PAID, missed),)
    found = case(leads=leads, appointments=(visit(state=AppointmentState.NO_SHOW),))
    answered, asked = rows(found, K.ARRIVAL)
    assert (answered.state, answered.state_at) == (FollowupState.DONE, at("2026-11-09 18:00"))
    assert (asked.state, asked.due_on) == (FollowupState.OPEN, date(2026, 11, 10))


def test_the_treatment_is_recorded_on_the_last_day_of_the_trip() -> None:
    leads = (lead(REPLIED, PLAN_SENT, PAID, ARRIVED),)
    first = visit(state=AppointmentState.ARRIVED)
    last = visit("2026-11-17 09:00", id=6)
    assert one(case(leads=leads, appointments=(first, last)), K.RECORD_TREATMENT).due_on == date(2026, 11, 17)
    leaves = Travel(1, leaves_at=at("2026-11-14 06:20"))
    found = case(leads=leads, appointments=(first,), travels=(leaves,))
    assert one(found, K.RECORD_TREATMENT).due_on == date(2026, 11, 14)
    assert one(found, K.ARRIVAL).state is FollowupState.DONE


def test_arriving_ends_the_messages_before_the_landing() -> None:
    leads = (lead(REPLIED, PLAN_SENT, PAID, ARRIVED),)
    found = case(leads=leads, appointments=(visit(state=AppointmentState.ARRIVED),))
    assert kinds(found) == {"record_treatment"}


def test_a_full_refund_takes_the_booking_back_and_asks_again() -> None:
    refund = (FactKind.DEPOSIT_REFUNDED, "2026-09-10 10:00")
    found = case(leads=(lead(REPLIED, PLAN_SENT, REQUESTED, PAID, refund),), deposits=(deposit(),))
    assert rows(found, K.DEPOSIT_CHASE) == []
    assert one(found, K.DEPOSIT_REQUEST).due_on == date(2026, 9, 11)
    assert rows(found, K.CONFIRMATION) == []


def test_an_open_plan_that_ends_is_asked_about_5_days_before() -> None:
    row = one(case(leads=(lead(REPLIED, PLAN_SENT),), plans=(plan(),)), K.PLAN_EXPIRING)
    assert (row.due_on, row.closes_on) == (date(2026, 9, 25), date(2026, 9, 30))
    accepted = lead(REPLIED, PLAN_SENT, (FactKind.PLAN_ACCEPTED, "2026-08-20 09:00"))
    assert rows(case(leads=(accepted,), plans=(plan(),)), K.PLAN_EXPIRING) == []
    assert rows(case(leads=(lead(REPLIED, PLAN_SENT),), plans=(plan(closed=True),)), K.PLAN_EXPIRING) == []


def test_a_lost_lead_has_nothing_open_and_an_answer_brings_it_back() -> None:
    lost = (FactKind.LOST, "2026-08-25 10:00", {"reason": "price"})
    assert kinds(case(leads=(lead(REPLIED, PLAN_SENT, lost),))) == set()
    answered = (FactKind.ANSWERED, "2026-08-26 10:00")
    assert "deposit_request" in kinds(case(leads=(lead(REPLIED, PLAN_SENT, lost, answered),)))


def test_a_parked_lead_waits_for_its_day_and_has_one_line() -> None:
    parked = (FactKind.PARKED, "2026-08-25 10:00", {"until": "2027-01-11"})
    found = case(leads=(lead(REPLIED, PLAN_SENT, parked),))
    assert kinds(found) == {"plan_follow_up"}
    assert one(found, K.PLAN_FOLLOW_UP).opens_on == date(2027, 1, 11)
    answered = (FactKind.ANSWERED, "2026-09-26 10:00")
    assert "deposit_request" in kinds(case(leads=(lead(REPLIED, PLAN_SENT, parked, answered),)))
