"""Recalls, reminders, second phases and soft touches: the worked examples of examples.md and product.md."""

from dataclasses import replace
from datetime import date

import pytest

from clinicdesk.domain.cadence import Rule, RuleGroup
from clinicdesk.domain.cases import IssuedPlan, LaterTrip
from clinicdesk.domain.followups import FollowupKind, FollowupState
from clinicdesk.domain.guarantees import Guarantee
from clinicdesk.domain.leads import FactKind, Origin
from clinicdesk.domain.money import Money
from clinicdesk.domain.projection import project
from clinicdesk.domain.treatments import NextTrip
from clinicdesk.domain.visits import Appointment, AppointmentState
from tests.cases import PATIENT, RULES, acted, at, case, kinds, lead, one, rows, stored, with_rule, work

K = FollowupKind
IMPLANTS = work(1, date(2026, 3, 10), "implant", teeth=(36,), title="Implant")
HYGIENE = work(2, date(2026, 5, 20), "hygiene", title="Cleaning")
CROWNS = work(3, date(2026, 9, 1), "crown", teeth=(11, 12), title="Crown")
MARCH = replace(IMPLANTS, lead_id=1)
TREATED = (FactKind.TREATED, "2026-03-10 17:00")
FIRST_TRIP = lead(TREATED, received="2026-01-05 10:00")


def first_recall(found):
    return rows(found, K.RECALL)[0]


def test_implants_12_months() -> None:
    row = first_recall(case(treatments=(IMPLANTS,)))
    assert row.opens_on == date(2026, 11, 10)
    assert row.due_on == date(2027, 1, 10)
    assert row.detail["late_on"] == "2027-01-10"
    assert row.closes_on == date(2027, 3, 10)


def test_hygiene_within_three_months_joins_the_same_recall_with_the_earlier_dates() -> None:
    row = first_recall(case(treatments=(HYGIENE, IMPLANTS)))
    assert [reason["title"] for reason in row.detail["reasons"]] == ["Implant", "Cleaning"]
    assert (row.opens_on, row.due_on, row.closes_on) == (
        date(2026, 11, 10),
        date(2027, 1, 10),
        date(2027, 3, 10),
    )


def test_crowns_more_than_three_months_later_have_a_recall_of_their_own() -> None:
    first, second = rows(case(treatments=(IMPLANTS, HYGIENE, CROWNS)), K.RECALL)[:2]
    assert len(first.detail["reasons"]) == 2
    assert [reason["title"] for reason in second.detail["reasons"]] == ["Crown"]
    assert (second.opens_on, second.closes_on) == (date(2027, 5, 1), date(2027, 9, 1))


def test_reasons_join_the_first_of_a_group_and_never_form_a_chain() -> None:
    july = work(3, date(2026, 7, 15), "crown", teeth=(11,), title="Crown")
    first, second = rows(case(treatments=(IMPLANTS, HYGIENE, july)), K.RECALL)[:2]
    assert [reason["title"] for reason in first.detail["reasons"]] == ["Implant", "Cleaning"]
    assert [reason["title"] for reason in second.detail["reasons"]] == ["Crown"]


def test_the_end_of_a_month_is_clamped_and_never_drifts() -> None:
    rules = with_rule(Rule("hygiene", RuleGroup.RECALL, (6,), 4, 2))
    found = rows(case(treatments=(work(1, date(2026, 8, 31), "hygiene"),)), K.RECALL, rules)
    assert [row.closes_on for row in found] == [date(2027, 2, 28), date(2027, 8, 31), date(2028, 2, 29)]
    assert found[0].opens_on == date(2026, 10, 28)
    leap = rows(case(treatments=(work(1, date(2028, 2, 29), "hygiene"),)), K.RECALL)
    assert leap[0].closes_on == date(2029, 2, 28)


def test_an_overridden_date_stays_when_the_cadence_changes() -> None:
    by_hand = replace(IMPLANTS, ideal_return_on=date(2027, 4, 15), overridden=True)
    later = with_rule(Rule("implant", RuleGroup.RECALL, (18,), 4, 2))
    for rules in (RULES, later):
        assert rows(case(treatments=(by_hand,)), K.RECALL, rules)[0].closes_on == date(2027, 4, 15)
    assert rows(case(treatments=(IMPLANTS,)), K.RECALL, later)[0].closes_on == date(2027, 9, 10)


def test_an_open_lead_takes_the_recall_off_the_list_and_a_lost_one_gives_it_back_unchanged() -> None:
    before = case(treatments=(IMPLANTS,))
    second = lead(received="2026-12-02 09:00", number=2, origin=Origin.RECALL)
    during = replace(before, leads=(second,))
    lost = lead((FactKind.LOST, "2027-01-05 10:00"), received="2026-12-02 09:00", number=2)
    after = replace(before, leads=(lost,))
    assert rows(during, K.RECALL) == []
    assert rows(after, K.RECALL) == rows(before, K.RECALL)


def test_what_people_did_survives_the_time_without_a_recall() -> None:
    before = case(treatments=(IMPLANTS,))
    file = stored(project(before, RULES))
    snoozed = tuple(
        replace(row, snoozed_until=at("2026-12-01 00:00")) if row.kind is K.RECALL else row for row in file
    )
    during = stored(project(replace(before, leads=(lead(),)), RULES), snoozed)
    assert not any(row.active for row in during if row.kind is K.RECALL)
    again = stored(project(before, RULES), during)
    recalls = [row for row in again if row.kind is K.RECALL]
    assert all(row.active and row.snoozed_until == at("2026-12-01 00:00") for row in recalls)


def test_a_booking_without_a_lead_ends_the_recall_too() -> None:
    held = Appointment(4, PATIENT, at("2026-12-20 09:00"), AppointmentState.HELD)
    found = case(treatments=(IMPLANTS,), appointments=(held,))
    assert rows(found, K.RECALL) == []
    assert one(found, K.ARRIVAL).due_on == date(2026, 12, 20)
    cancelled = replace(found, appointments=(replace(held, state=AppointmentState.CANCELLED),))
    assert rows(cancelled, K.RECALL) != []


def test_a_skipped_recall_is_over_for_this_cycle_only() -> None:
    found = case(treatments=(IMPLANTS,))
    skipped = acted(found, first_recall(found), FollowupState.SKIPPED, "2026-11-12 09:00")
    assert rows(skipped, K.RECALL)[:3] == rows(found, K.RECALL)
    assert [row.n for row in rows(skipped, K.RECALL)] == [1, 2, 3, 4]
    assert rows(skipped, K.RECALL_REMINDER) == []


def test_coming_back_ends_the_cycle_whose_window_had_opened() -> None:
    back = work(9, date(2027, 2, 20), "hygiene", title="Cleaning")
    found = rows(case(treatments=(IMPLANTS, back)), K.RECALL)
    assert found[0].closes_on == date(2028, 2, 20)
    assert {reason["title"] for reason in found[0].detail["reasons"]} == {"Implant", "Cleaning"}


def test_newer_work_on_the_same_teeth_stands_in_for_the_older() -> None:
    newer = work(8, date(2026, 9, 30), "hygiene", title="Cleaning")
    found = rows(case(treatments=(HYGIENE, newer)), K.RECALL)
    assert [row.closes_on for row in found] == [date(2027 + n, 9, 30) for n in range(3)]


def test_a_record_taken_over_late_is_recalled_from_its_next_window_on() -> None:
    old = replace(IMPLANTS, done_on=date(2019, 3, 10))
    found = case(treatments=(old,), known_at=at("2026-11-17 10:00"))
    assert [row.closes_on for row in rows(found, K.RECALL)] == [date(2027 + n, 3, 10) for n in range(3)]
    assert [row.due_on for row in rows(found, K.YEARLY_GREETING)] == [date(2027 + n, 3, 10) for n in range(2)]
    assert rows(found, K.THIRTY_DAY) == []


def test_recalls_go_on_as_long_as_somebody_acts_on_them() -> None:
    found = case(treatments=(IMPLANTS,))
    for n in range(6):
        row = rows(found, K.RECALL)[n]
        found = acted(found, row, FollowupState.SKIPPED, f"{row.opens_on} 10:00")
    assert [row.n for row in rows(found, K.RECALL)] == list(range(1, 10))


def test_a_sent_recall_is_followed_by_reminders_until_there_is_an_answer() -> None:
    found = case(treatments=(IMPLANTS,))
    sent = acted(found, first_recall(found), FollowupState.DONE, "2026-11-12 09:00")
    reminders = rows(sent, K.RECALL_REMINDER)
    assert [row.due_on for row in reminders] == [date(2026, 12, 3), date(2026, 12, 24)]
    assert reminders[0].closes_on == date(2026, 12, 23)
    answered = replace(sent, answers=(at("2026-11-20 09:00"),))
    assert rows(answered, K.RECALL_REMINDER) == []
    came = replace(sent, leads=(lead((FactKind.LOST, "2026-12-30 09:00"), received="2026-11-15 09:00"),))
    assert rows(came, K.RECALL_REMINDER) == []


def test_there_are_never_more_than_three_reminders() -> None:
    found = case(treatments=(replace(IMPLANTS, cadence="full_arch"),))
    sent = acted(found, first_recall(found), FollowupState.DONE, "2026-11-12 09:00")
    assert [row.n for row in rows(sent, K.RECALL_REMINDER)] == [1, 2, 3]


def test_a_yearly_guarantee_check_is_a_reason_in_the_recall() -> None:
    guarantee = Guarantee(5, 1, PATIENT, date(2031, 3, 10), "check-up and X-ray each year", 12)
    found = case(treatments=(IMPLANTS,), guarantees=(guarantee,))
    row = first_recall(found)
    assert [reason["kind"] for reason in row.detail["reasons"]] == ["treatment", "guarantee"]
    assert row.detail["reasons"][1]["until_on"] == "2031-03-10"


def test_a_guarantee_check_is_a_recall_of_its_own_where_the_cadence_is_off() -> None:
    filling = work(4, date(2026, 3, 10), "filling", title="Filling")
    guarantee = Guarantee(5, 4, PATIENT, date(2028, 3, 10), "", 12)
    found = rows(case(treatments=(filling,), guarantees=(guarantee,)), K.RECALL)
    assert [row.closes_on for row in found] == [date(2027, 3, 10), date(2028, 3, 10)]
    assert found[0].anchor == "guarantee:4"


def test_a_guarantee_never_moves_a_date_set_by_hand() -> None:
    by_hand = replace(IMPLANTS, ideal_return_on=date(2027, 4, 15), overridden=True)
    guarantee = Guarantee(5, 1, PATIENT, date(2031, 3, 10), "", 12)
    row = first_recall(case(treatments=(by_hand,), guarantees=(guarantee,)))
    assert row.closes_on == date(2027, 4, 15)
    assert len(row.detail["reasons"]) == 2


def test_the_30_day_and_90_day_messages_count_from_the_last_day_of_the_trip() -> None:
    found = case(
        leads=(FIRST_TRIP,), treatments=(MARCH, replace(HYGIENE, lead_id=1, done_on=date(2026, 3, 6)))
    )
    assert one(found, K.THIRTY_DAY).due_on == date(2026, 4, 9)
    review = one(found, K.NINETY_DAY)
    assert (review.due_on, review.purpose.value) == (date(2026, 6, 8), "marketing")
    assert one(found, K.THIRTY_DAY).purpose.value == "care"


def test_a_year_after_the_last_trip_there_is_a_greeting() -> None:
    found = rows(case(treatments=(IMPLANTS, CROWNS)), K.YEARLY_GREETING)
    assert [row.due_on for row in found] == [date(2027, 9, 1), date(2028, 9, 1), date(2029, 9, 1)]


@pytest.mark.parametrize(
    ("spoke", "due"),
    [
        ("2026-05-24 10:00", date(2026, 6, 8)),
        ("2026-05-26 10:00", date(2026, 6, 9)),
        ("2026-06-08 10:00", date(2026, 6, 22)),
        ("2026-06-20 10:00", date(2026, 7, 4)),
        ("2026-09-20 10:00", date(2026, 6, 8)),
    ],
)
def test_a_contact_within_14_days_pushes_the_soft_touches_back(spoke: str, due: date) -> None:
    found = case(leads=(FIRST_TRIP,), treatments=(MARCH,), contacts=(at(spoke),))
    assert one(found, K.NINETY_DAY).due_on == due
    assert one(found, K.THIRTY_DAY).due_on == date(2026, 4, 9)


def test_sending_a_review_request_does_not_push_it() -> None:
    found = case(leads=(FIRST_TRIP,), treatments=(MARCH,))
    sent = acted(found, one(found, K.NINETY_DAY), FollowupState.DONE, "2026-06-08 10:00")
    assert one(replace(sent, contacts=(at("2026-06-08 10:00"),)), K.NINETY_DAY).due_on == date(2026, 6, 8)


def test_a_recorded_next_trip_is_phase_two_with_a_window_like_a_recall() -> None:
    trip = NextTrip(6, PATIENT, date(2027, 3, 1), date(2027, 4, 15), lead_id=1, title="Crown 27")
    found = case(leads=(FIRST_TRIP,), treatments=(MARCH,), next_trips=(trip,))
    row = one(found, K.PHASE_TWO)
    assert (row.opens_on, row.due_on, row.closes_on) == (
        date(2026, 11, 1),
        date(2027, 1, 1),
        date(2027, 4, 15),
    )


def test_phase_two_takes_a_recall_along_that_falls_due_near_it() -> None:
    trip = NextTrip(6, PATIENT, date(2027, 3, 1), date(2027, 4, 15), lead_id=1)
    found = case(leads=(FIRST_TRIP,), treatments=(MARCH,), next_trips=(trip,))
    assert [reason["title"] for reason in one(found, K.PHASE_TWO).detail["reasons"]] == ["Implant"]
    assert [row.n for row in rows(found, K.RECALL)] == [2, 3]
    skipped = acted(found, one(found, K.PHASE_TWO), FollowupState.SKIPPED, "2026-11-20 09:00")
    assert [row.n for row in rows(skipped, K.RECALL)] == [1, 2, 3, 4]


def test_a_plan_with_a_later_trip_opens_phase_two_once_phase_one_is_done() -> None:
    plan = IssuedPlan(
        3, "P-1", 1, at("2026-01-07 10:00"), date(2026, 3, 1), Money(1, "EUR"), 1, False,
        (LaterTrip(2, "Crowns", 7, 5),),
    )  # fmt: skip
    found = case(leads=(FIRST_TRIP,), treatments=(MARCH,), plans=(plan,))
    row = one(found, K.PHASE_TWO)
    assert (row.opens_on, row.due_on, row.closes_on) == (
        date(2026, 4, 10),
        date(2026, 6, 10),
        date(2026, 10, 10),
    )
    not_yet = replace(found, leads=(lead(received="2026-01-05 10:00"),), treatments=())
    assert rows(not_yet, K.PHASE_TWO) == []


def test_an_emergency_before_the_window_leaves_phase_two_and_the_second_trip_ends_it() -> None:
    trip = NextTrip(6, PATIENT, date(2027, 3, 1), date(2027, 4, 15), lead_id=1)
    repair = work(8, date(2026, 9, 1), "", kind="repair")
    assert rows(case(leads=(FIRST_TRIP,), treatments=(MARCH, repair), next_trips=(trip,)), K.PHASE_TWO)
    second = work(9, date(2027, 3, 5), "crown")
    assert not rows(case(leads=(FIRST_TRIP,), treatments=(MARCH, second), next_trips=(trip,)), K.PHASE_TWO)


def test_with_an_open_lead_only_the_healing_is_asked_about() -> None:
    open_lead = lead(received="2026-03-20 10:00", number=2, origin=Origin.PHASE_TWO)
    found = case(leads=(FIRST_TRIP, open_lead), treatments=(MARCH,))
    assert kinds(found) == {"first_reply", "thirty_day"}
