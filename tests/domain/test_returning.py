"""The figures of returning patients: each definition of product.md by hand-counted examples."""

from datetime import date, timedelta

from clinicdesk.domain.consent import Consent, Purpose
from clinicdesk.domain.followups import FollowupState
from clinicdesk.domain.money import Money
from clinicdesk.domain.numbers import Share
from clinicdesk.domain.returning import (
    Booking,
    ClosedWindow,
    Paid,
    ReturningFacts,
    ReturningFigure,
    SentRecall,
    members,
    returning_figures,
)
from tests.cases import at

SENT = at("2026-03-01 10:00")


def window(patient: int = 1, **more) -> ClosedWindow:
    values = {
        "purpose": Purpose.CARE,
        "opens_on": date(2026, 5, 1),
        "closes_on": date(2026, 9, 1),
        "state": FollowupState.OPEN,
        "done_on": None,
        **more,
    }
    return ClosedWindow(patient, **values)


def done(patient: int, on: date) -> ClosedWindow:
    return window(patient, state=FollowupState.DONE, done_on=on)


def figures(answers=None, **facts):
    return returning_figures(ReturningFacts(**facts), answers or {}, "EUR")


def test_contacted_on_schedule_counts_what_was_done_inside_its_window() -> None:
    found = figures(
        windows=(
            done(1, date(2026, 5, 1)),
            done(2, date(2026, 9, 1)),
            done(3, date(2026, 9, 2)),
            window(4),
            window(5, state=FollowupState.SKIPPED),
            window(6, came=True),
            window(7, asked_for=False),
        )
    )
    assert (found.contacted, found.not_contactable) == (Share(2, 4), 0)


def test_who_could_not_be_contacted_is_shown_apart() -> None:
    yes = Consent(Purpose.MARKETING, True, SENT)
    no = Consent(Purpose.CARE, False, SENT)
    windows = (
        window(1, purpose=Purpose.MARKETING),
        window(2, purpose=Purpose.MARKETING),
        window(3),
        window(4),
    )
    found = figures({2: [yes], 3: [no]}, windows=windows)
    assert (found.contacted, found.not_contactable) == (Share(0, 2), 2)
    people = members(ReturningFacts(windows=windows), {2: [yes], 3: [no]})
    assert people[ReturningFigure.NOT_CONTACTABLE] == (1, 3)
    assert people[ReturningFigure.NOT_CONTACTED] == (2, 4)


def test_a_recall_led_to_a_booking_within_120_days() -> None:
    recalls = (
        SentRecall(1, SENT, (SENT + timedelta(days=120),)),
        SentRecall(2, SENT, (SENT + timedelta(days=120, seconds=1),)),
        SentRecall(3, SENT, (SENT,)),
        SentRecall(4, SENT),
    )
    assert figures(recalls=recalls).recall_booked == Share(1, 4)


def test_revenue_of_returning_patients_less_refunds() -> None:
    payments = (
        Paid(1, 50_000, Money(50_000, "EUR"), True),
        Paid(1, -10_000, Money(-10_000, "EUR"), True),
        Paid(2, 20_001, Money(20_001, "EUR"), True),
        Paid(3, 39_999, Money(39_999, "EUR"), False),
        Paid(4, None, Money(7, "USD"), True),
    )
    found = figures(payments=payments)
    assert (found.revenue, found.repeat_revenue, found.returning_patients) == (100_000, 60_001, 3)
    assert found.per_returning == 20_000
    assert found.repeat_share.percent == 60
    assert found.elsewhere == (Money(7, "USD"),)


def test_reactivation_and_costs() -> None:
    bookings = (
        Booking(1, 11, SENT, date(2025, 1, 1)),
        Booking(2, 12, SENT, date(2026, 1, 1)),
        Booking(9, 13, SENT, None),
        Booking(8, 14, SENT, None),
    )
    no = {3: [Consent(Purpose.CARE, False, SENT)]}
    found = figures(
        no, past=frozenset({1, 3, 4, 5}), bookings=bookings, recall_spend=1_401, acquisition_spend=50_000
    )
    assert (found.reactivation, found.new_patients) == (Share(1, 3), 2)
    assert (found.per_reactivation, found.per_new_patient) == (1_401, 25_000)


def test_nobody_to_divide_by_is_no_figure() -> None:
    found = figures(recall_spend=5)
    assert (found.per_returning, found.per_reactivation, found.per_new_patient) == (None, None, None)
    assert found.repeat_share.percent is None
