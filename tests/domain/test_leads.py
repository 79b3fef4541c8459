from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.leads import (
    Fact,
    FactKind,
    LostReason,
    Stage,
    first_reply_at,
    lost_reason,
    parked_until,
    stage,
)

START = datetime(2026, 8, 17, 3, tzinfo=UTC)
K = FactKind


def day(n: int) -> datetime:
    return START + timedelta(days=n)


def history(*kinds: FactKind) -> list[Fact]:
    return [Fact(kind, day(n), id=n) for n, kind in enumerate(kinds, start=1)]


@pytest.mark.parametrize(
    ("kinds", "expected", "since"),
    [
        ((), Stage.NEW, 0),
        ((K.ACKNOWLEDGED,), Stage.NEW, 0),
        ((K.REPLIED,), Stage.REPLIED, 1),
        ((K.REPLIED, K.ANSWERED, K.REPLIED), Stage.REPLIED, 1),
        ((K.PLAN_SENT,), Stage.PLAN_SENT, 1),
        ((K.PLAN_SENT, K.REPLIED), Stage.PLAN_SENT, 1),
        ((K.REPLIED, K.PLAN_SENT, K.PLAN_ACCEPTED), Stage.PLAN_SENT, 2),
        ((K.PLAN_SENT, K.DEPOSIT_REQUESTED), Stage.DEPOSIT_REQUESTED, 2),
        ((K.PLAN_SENT, K.DEPOSIT_PAID), Stage.DEPOSIT_PAID, 2),
        ((K.PLAN_SENT, K.DEPOSIT_PAID, K.DEPOSIT_REQUESTED), Stage.DEPOSIT_PAID, 2),
        ((K.PLAN_SENT, K.DEPOSIT_PAID, K.ITINERARY_SENT), Stage.PRE_ARRIVAL, 3),
        ((K.PLAN_SENT, K.DEPOSIT_REQUESTED, K.DEPOSIT_PAID, K.DEPOSIT_REFUNDED), Stage.PLAN_SENT, 4),
        ((K.PLAN_SENT, K.DEPOSIT_PAID, K.DEPOSIT_REFUNDED, K.DEPOSIT_PAID), Stage.DEPOSIT_PAID, 4),
        ((K.PLAN_SENT, K.DEPOSIT_PAID, K.DEPOSIT_REFUNDED, K.ARRIVED), Stage.ARRIVED, 4),
        ((K.PLAN_SENT, K.DEPOSIT_PAID, K.ARRIVED, K.DEPOSIT_REFUNDED), Stage.ARRIVED, 3),
        ((K.PLAN_SENT, K.DEPOSIT_PAID, K.ITINERARY_SENT, K.NO_SHOW), Stage.DEPOSIT_PAID, 4),
        ((K.DEPOSIT_PAID, K.ITINERARY_SENT, K.BOOKING_CANCELLED, K.ITINERARY_SENT), Stage.PRE_ARRIVAL, 4),
        ((K.REPLIED, K.ARRIVED), Stage.ARRIVED, 2),
        ((K.ARRIVED, K.TREATED), Stage.TREATED, 2),
        ((K.TREATED, K.ARRIVED), Stage.TREATED, 1),
        ((K.LOST,), Stage.LOST, 1),
        ((K.REPLIED, K.LOST, K.ANSWERED), Stage.REPLIED, 3),
        ((K.REPLIED, K.PLAN_SENT, K.LOST, K.REOPENED), Stage.PLAN_SENT, 4),
        ((K.REPLIED, K.LOST, K.REPLIED), Stage.LOST, 2),
        ((K.REPLIED, K.LOST, K.PLAN_SENT), Stage.PLAN_SENT, 3),
        ((K.REPLIED, K.LOST, K.ANSWERED, K.LOST), Stage.LOST, 4),
        ((K.REPLIED, K.PARKED), Stage.REPLIED, 1),
    ],
)
def test_stage_from_facts(kinds: tuple[FactKind, ...], expected: Stage, since: int) -> None:
    assert stage(START, history(*kinds)) == (expected, day(since))


def test_a_plan_without_a_logged_reply_is_the_first_reply() -> None:
    assert first_reply_at(history(K.ACKNOWLEDGED, K.PLAN_SENT, K.REPLIED)) == day(2)
    assert first_reply_at(history(K.ACKNOWLEDGED, K.ANSWERED)) is None


def test_a_lead_is_parked_until_something_happens() -> None:
    parked = Fact(K.PARKED, day(1), detail={"until": "2026-10-01"})
    assert parked_until([parked]) == date(2026, 10, 1)
    assert parked_until([parked, Fact(K.ACKNOWLEDGED, day(2))]) == date(2026, 10, 1)
    assert parked_until([parked, Fact(K.ANSWERED, day(2))]) is None
    assert parked_until([]) is None


def test_the_last_loss_gives_the_reason() -> None:
    first = Fact(K.LOST, day(1), detail={"reason": "price"})
    second = Fact(K.LOST, day(3), detail={"reason": "travel"})
    assert lost_reason([second, first]) is LostReason.TRAVEL
    assert lost_reason([]) is None


facts = st.lists(
    st.builds(Fact, st.sampled_from([k for k in FactKind if k is not K.PARKED]), st.integers(0, 60).map(day)),
    max_size=12,
)


@given(facts)
def test_the_order_of_recording_does_not_matter_when_instants_differ(found: list[Fact]) -> None:
    distinct = list({fact.at: fact for fact in found}.values())
    assert stage(START, distinct) == stage(START, reversed(distinct))


@given(facts)
def test_the_stage_began_at_a_fact_or_when_the_lead_came_in(found: list[Fact]) -> None:
    current, since = stage(START, found)
    assert since in {START, *(fact.at for fact in found)}
    if current is Stage.LOST:
        assert any(fact.kind is K.LOST for fact in found)
    else:
        unlost = [fact for fact in found if fact.kind is not K.LOST]
        assert stage(START, unlost)[0] is current
