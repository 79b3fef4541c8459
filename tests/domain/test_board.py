from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from clinicdesk.domain.board import Card, LookState, look_state, worth
from clinicdesk.domain.leads import Stage
from clinicdesk.domain.money import Money

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 17, 10, 42, tzinfo=ZONE)
TODAY = NOW.date()


def clock(minutes: int, kind: str = "first_reply") -> LookState:
    at = NOW + timedelta(minutes=minutes)
    return look_state(kind, due_at=at, due_on=at.date(), snoozed_until=None, now=NOW, zone=ZONE)


def day(days: int, **facts: object) -> LookState:
    on = TODAY + timedelta(days=days)
    given = {"due_at": None, "due_on": on, "snoozed_until": None, "now": NOW, "zone": ZONE} | facts
    return look_state("recall", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("minutes", "kind", "state"),
    [
        (-1, "first_reply", LookState.OVERDUE),
        (0, "first_reply", LookState.SOON),
        (60, "first_reply", LookState.SOON),
        (61, "first_reply", LookState.TODAY),
        (300, "send_plan", LookState.SOON),
        (301, "send_plan", LookState.TODAY),
        (14 * 60, "first_reply", LookState.LATER),
    ],
)
def test_a_running_clock_is_drawn_by_what_is_left_of_it(minutes: int, kind: str, state: LookState) -> None:
    assert clock(minutes, kind) is state


def test_a_day_is_late_from_the_next_one_unless_its_window_says_otherwise() -> None:
    assert day(0) is LookState.TODAY
    assert day(1) is LookState.LATER
    assert day(-1) is LookState.OVERDUE
    assert day(-1, detail={"late_on": (TODAY + timedelta(days=5)).isoformat()}) is LookState.TODAY
    assert day(3, detail={"late_on": TODAY.isoformat()}) is LookState.OVERDUE


def test_snoozed_and_waiting_rows_look_so() -> None:
    assert day(-9, snoozed_until=NOW + timedelta(hours=1)) is LookState.SNOOZED
    assert day(0, snoozed_until=NOW - timedelta(hours=1)) is LookState.TODAY
    assert day(-9, blocked=True) is LookState.BLOCKED
    assert day(-9, blocked=True, snoozed_until=NOW + timedelta(hours=1)) is LookState.SNOOZED
    assert day(0, reason="waiting:bank") is LookState.WAITING
    assert day(-1, reason="waiting:bank") is LookState.OVERDUE


def card(value: Money | None) -> Card:
    return Card(
        1, 1, "", "", "", "", value, None, "", "", False, LookState.LATER, "", None, date(2026, 1, 1), 0,
        Stage.NEW, NOW,
    )  # fmt: skip


def test_a_column_is_worth_its_cards_per_currency_the_clinics_first() -> None:
    cards = (
        card(Money(5, "USD")),
        card(None),
        card(Money(7, "EUR")),
        card(Money(1, "USD")),
        card(Money(2, "CHF")),
    )
    assert worth(cards, "USD") == (Money(6, "USD"), Money(2, "CHF"), Money(7, "EUR"))
    assert worth((), "USD") == ()
