"""The lead figures: each definition of product.md by hand-counted examples, and what must always hold."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.leads import Fact, FactKind, in_order
from clinicdesk.domain.numbers import (
    Figure,
    LeadRecord,
    Share,
    Step,
    behind,
    figures,
    grouped,
    leak,
    track,
)
from tests.cases import RULES, at, facts

CUT = at("2026-10-01 00:00")
REPLIED = (FactKind.REPLIED, "2026-08-17 11:00")
PLAN = (FactKind.PLAN_SENT, "2026-08-18 10:00")
ASKED = (FactKind.DEPOSIT_REQUESTED, "2026-08-18 11:00")
PAID = (FactKind.DEPOSIT_PAID, "2026-08-20 09:00")
ARRIVED = (FactKind.ARRIVED, "2026-09-09 09:00")


def record(*told, number: int = 1, received: str = "2026-08-17 10:00", **more) -> LeadRecord:
    values = {"channel": "whatsapp", "market": "DE", "coordinator": "1", **more}
    return LeadRecord(number, number, received_at=at(received), facts=facts(*told), **values)


def tracks(*records: LeadRecord, cut: datetime = CUT):
    return [track(one, cut, RULES) for one in records]


def test_the_first_reply_is_measured_in_business_minutes() -> None:
    night = record((FactKind.REPLIED, "2026-08-18 09:30"), received="2026-08-17 16:00")
    assert track(night, CUT, RULES).reply_minutes == 90
    over_weekend = record((FactKind.REPLIED, "2026-08-24 09:30"), received="2026-08-21 16:30")
    assert track(over_weekend, CUT, RULES).reply_minutes == 30 + 180 + 30


def test_median_and_90th_percentile() -> None:
    replies = [record((FactKind.REPLIED, f"2026-08-17 10:{n:02}"), number=n) for n in range(1, 11)]
    found = figures(tracks(*replies))
    assert (found.reply_median, found.reply_90) == (6, 9)
    one = figures(tracks(replies[0]))
    assert (one.reply_median, one.reply_90) == (1, 1)
    assert figures(()).reply_median is None


def test_the_share_in_time_counts_answered_and_overdue_leads_only() -> None:
    late = record((FactKind.REPLIED, "2026-08-19 11:00"), number=2)
    never = record(number=3)
    fresh = record(number=4, received="2026-09-30 16:59")
    found = figures(tracks(record(REPLIED), late, never, fresh))
    assert found.in_time == Share(1, 3)
    assert found.in_time.percent == 33


def test_an_acknowledgement_is_no_reply_and_a_plan_is_one() -> None:
    acknowledged = record((FactKind.ACKNOWLEDGED, "2026-08-17 10:01"))
    assert track(acknowledged, CUT, RULES).replied_at is None
    assert track(record(PLAN), CUT, RULES).replied_at == at("2026-08-18 10:00")


def test_rates_of_leads_and_of_plans() -> None:
    found = figures(
        tracks(
            record(REPLIED, PLAN, ASKED, PAID, ARRIVED, held_at=at("2026-09-09 09:00")),
            record(REPLIED, PLAN, number=2),
            record(REPLIED, number=3),
            record(number=4),
        )
    )
    assert (found.inquiries, found.plan, found.deposit) == (4, Share(2, 4), Share(1, 4))
    assert found.deposit_of_plans == Share(1, 2)
    assert found.plan_in_time == Share(2, 3)
    assert found.arrival == Share(1, 1)


def test_the_arrival_rate_waits_for_the_held_date() -> None:
    passed = record(REPLIED, PLAN, PAID, number=1, held_at=at("2026-09-20 09:00"))
    ahead = record(REPLIED, PLAN, PAID, number=2, held_at=at("2026-12-20 09:00"))
    undated = record(REPLIED, PLAN, PAID, number=3)
    assert figures(tracks(passed, ahead, undated)).arrival == Share(0, 1)


def test_somebody_who_arrived_without_a_deposit_counts_apart() -> None:
    found = figures(tracks(record(REPLIED, ARRIVED)))
    assert (found.walk_ins, found.arrival) == (1, Share(0, 0))


def test_a_refund_before_the_arrival_is_a_cancellation_and_no_deposit() -> None:
    refund = (FactKind.DEPOSIT_REFUNDED, "2026-09-01 10:00")
    found = figures(tracks(record(REPLIED, PLAN, PAID, refund)))
    assert (found.cancelled, found.deposit) == (1, Share(0, 1))


def test_what_happens_after_the_period_changes_none_of_its_figures() -> None:
    early = record(REPLIED, PLAN)
    later = replace(early, facts=(*early.facts, Fact(FactKind.DEPOSIT_PAID, CUT, None, {}, 9)))
    assert figures(tracks(early)) == figures(tracks(later))


def test_groups_come_by_size_and_sum_to_the_total() -> None:
    rows = tracks(record(REPLIED), record(REPLIED, PLAN, number=2), record(number=3, channel="website"))
    found = grouped(rows)
    assert [(row.group, row.inquiries) for row in found] == [("whatsapp", 2), ("website", 1)]
    assert sum(row.plan.part for row in found) == figures(rows).plan.part


def test_the_leak_is_the_step_furthest_below_its_target_among_matured_leads() -> None:
    paid = [record(REPLIED, PLAN, ASKED, PAID, number=n) for n in range(1, 4)]
    unpaid = [record(REPLIED, PLAN, number=n, channel="facebook") for n in range(4, 11)]
    fresh = [
        record((FactKind.PLAN_SENT, "2026-09-25 10:00"), number=n, received="2026-09-24 10:00")
        for n in range(20, 60)
    ]
    found = leak(tracks(*paid, *unpaid, *fresh))
    assert found is not None
    assert (found.step, found.share, found.points, found.stopped) == (Step.DEPOSIT, Share(3, 10), 20, 7)
    assert (found.channel, found.channel_count, found.late_links) == ("facebook", 7, 7)
    assert "deposit" in found.sentence
    names = behind(Figure.LEAK, tracks(*paid, *unpaid, *fresh))
    assert [one.lead.id for one in names] == [4, 5, 6, 7, 8, 9, 10]


def test_no_step_below_its_target_is_no_leak() -> None:
    good = record(REPLIED, PLAN, ASKED, PAID, ARRIVED, held_at=at("2026-09-09 09:00"))
    assert leak(tracks(good)) is None
    assert leak(()) is None
    assert behind(Figure.LEAK, tracks(good)) == ()


@pytest.mark.parametrize(("part", "whole", "percent"), [(1, 3, 33), (1, 8, 13), (2, 3, 67), (0, 0, None)])
def test_percent_is_whole_and_half_up(part: int, whole: int, percent: int | None) -> None:
    assert Share(part, whole).percent == percent


kinds = st.sampled_from(
    [FactKind.REPLIED, FactKind.PLAN_SENT, FactKind.DEPOSIT_PAID, FactKind.DEPOSIT_REFUNDED, FactKind.ARRIVED]
)
moments = st.integers(0, 200 * 24 * 60).map(lambda n: at("2026-07-01 00:00") + timedelta(minutes=n))
told = st.lists(st.tuples(kinds, moments), max_size=6).map(
    lambda rows: in_order(Fact(kind, when, None, {}, n) for n, (kind, when) in enumerate(rows))
)
leads = st.builds(
    lambda received, found, channel, held: LeadRecord(1, 1, channel, "DE", "", received, found, held),
    moments,
    told,
    st.sampled_from(["a", "b", "c"]),
    st.none() | moments,
)


@given(st.lists(leads, max_size=12))
def test_every_figure_opens_exactly_the_names_it_counts(found: list[LeadRecord]) -> None:
    rows = tracks(*(replace(one, id=n) for n, one in enumerate(found)))
    total = figures(rows)
    assert len(behind(Figure.INQUIRIES, rows)) == total.inquiries
    assert len(behind(Figure.REPLIED_IN_TIME, rows)) == total.in_time.part
    assert len(behind(Figure.PLAN_SENT, rows)) == total.plan.part
    assert len(behind(Figure.PLAN_MISSING, rows)) == total.plan.whole - total.plan.part
    assert len(behind(Figure.DEPOSIT_PAID, rows)) == total.deposit.part
    assert (
        len(behind(Figure.DEPOSIT_MISSING, rows))
        == total.deposit_of_plans.whole - total.deposit_of_plans.part
    )
    assert len(behind(Figure.ARRIVED, rows)) == total.arrival.part
    assert len(behind(Figure.NOT_ARRIVED, rows)) == total.arrival.whole - total.arrival.part
    assert len(behind(Figure.CANCELLED, rows)) == total.cancelled
    found_leak = leak(rows)
    assert len(behind(Figure.LEAK, rows)) == (found_leak.stopped if found_leak else 0)


@given(st.lists(leads, max_size=12))
def test_a_past_period_is_the_same_whatever_happens_later(found: list[LeadRecord]) -> None:
    known = [replace(one, facts=tuple(fact for fact in one.facts if fact.at < CUT)) for one in found]
    assert figures(tracks(*found)) == figures(tracks(*known))
    assert leak(tracks(*found)) == leak(tracks(*known))


@given(st.lists(leads, max_size=12))
def test_shares_are_parts_of_their_wholes_and_groups_add_up(found: list[LeadRecord]) -> None:
    rows = tracks(*found)
    total, groups = figures(rows), grouped(rows)
    for name in ("in_time", "plan", "plan_in_time", "deposit", "deposit_of_plans", "arrival"):
        share = getattr(total, name)
        assert 0 <= share.part <= share.whole
        assert sum(getattr(group, name).part for group in groups) == share.part
        assert sum(getattr(group, name).whole for group in groups) == share.whole
