"""The owner's summary of one period: its figures, the change from a baseline, and what to change next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from clinicdesk.domain.money import Money, half_up
from clinicdesk.domain.numbers import LINK_WITHIN, LeadFigures, Leak, Share, Step, Track
from clinicdesk.domain.periods import Period
from clinicdesk.domain.returning import ReturningFigures
from clinicdesk.domain.text import marked

SLOW = 150
"""Percent of the median of all channels from which a channel's first reply is called slow."""
FEW = 5
"""Below this many inquiries a channel is not judged."""


NONE = Share(0, 0)


@dataclass(frozen=True)
class Quarter:
    """One point of the trend: the returning figures of an earlier period."""

    period: Period
    returning: ReturningFigures

    @property
    def new_revenue(self) -> int:
        """Return the revenue that is not repeat revenue."""
        return self.returning.revenue - self.returning.repeat_revenue


@dataclass(frozen=True)
class Advice:
    """One thing to change: what, and the figures that say so; both sentences are marked.

    ``data`` holds plain values: counts and percent as int, ``minutes`` of business time, ``channel`` as
    its code, ``amount`` as Money.
    """

    what: str
    why: str
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Summary:
    """All figures of one period as they stood at ``as_of``.

    ``final`` says that the period was over then; ``baseline`` is the summary that every figure shows its
    change from. ``groups`` divide the lead figures by channel (or what was asked for), ``group_names`` say
    ids in words. ``owed`` are patients who owe a planned next trip, and how many of them have a date.
    """

    clinic: str
    period: Period
    as_of: datetime
    final: bool
    currency: str
    total: LeadFigures
    groups: tuple[LeadFigures, ...]
    leak: Leak | None
    returning: ReturningFigures
    lost: tuple[tuple[str, int], ...] = ()
    owed: Share = NONE
    trend: tuple[Quarter, ...] = ()
    advice: tuple[Advice, ...] = ()
    group_names: Mapping[str, str] = field(default_factory=dict)
    baseline: "Summary | None" = None

    @property
    def arrivals(self) -> int:
        """Return how many of the cohort arrived, with a deposit or without."""
        return self.total.arrival.part + self.total.walk_ins


class ChangeKind(StrEnum):
    """How a change is said: in percentage points, in percent, or as the earlier value."""

    POINTS = "points"
    PERCENT = "percent"


@dataclass(frozen=True)
class Change:
    """A figure's change from its baseline; ``better`` is None where it did not change."""

    kind: ChangeKind
    value: int
    better: bool | None


def change_of_share(now: Share, before: Share | None) -> Change | None:
    """Return the change in percentage points; None where either has no percent."""
    if before is None or now.percent is None or before.percent is None:
        return None
    points = now.percent - before.percent
    return Change(ChangeKind.POINTS, points, points > 0 if points else None)


def change_of_amount(now: int | None, before: int | None, *, less_is_better: bool = False) -> Change | None:
    """Return the change in whole percent, half up; None where there is nothing to compare with."""
    if now is None or before is None or before <= 0:
        return None
    percent = half_up(100 * (now - before), before)
    return Change(ChangeKind.PERCENT, percent, (percent < 0) == less_is_better if percent else None)


def advise(
    total: LeadFigures,
    groups: Iterable[LeadFigures],
    leak: Leak | None,
    returning: ReturningFigures,
    tracks: Iterable[Track],
) -> tuple[Advice, ...]:
    """Return at most three things to change next, each with the figures that say so."""
    found = [_for_leak(leak, tracks) if leak else None, _slow_channel(total, groups), _uncalled(returning)]
    return tuple(one for one in found if one is not None)


def _for_leak(leak: Leak, tracks: Iterable[Track]) -> Advice | None:
    data: dict[str, object] = {"stopped": leak.stopped, "whole": leak.share.whole}
    if leak.step is Step.REPLY:
        return Advice(
            marked("Answer every inquiry."), marked("{stopped} of {whole} got no reply at all."), data
        )
    if leak.step is Step.PLAN:
        return Advice(
            marked("Write the plan the day after the reply."),
            marked("{stopped} of {whole} who were answered got no plan."),
            data,
        )
    if leak.step is Step.ARRIVAL:
        return Advice(
            marked("Call before the flight."),
            marked("{stopped} of {whole} booked patients did not come."),
            data,
        )
    return _for_links(leak, tracks)


def _for_links(leak: Leak, tracks: Iterable[Track]) -> Advice:
    plans = [one for one in tracks if Step.DEPOSIT in one.matured and one.plan_at]
    with_plan = [
        one for one in plans if one.asked_at and one.plan_at and one.asked_at - one.plan_at <= LINK_WITHIN
    ]
    others = [one for one in plans if one not in with_plan]
    paid, waited = _paid(with_plan), _paid(others)
    data: dict[str, object] = {"late": leak.late_links, "paid": paid.percent, "waited": waited.percent}
    if paid.percent is None or waited.percent is None:
        return Advice(
            marked("Send the payment link with the plan."),
            marked("{late} plans waited longer than a day for it, or never got it."),
            data,
        )
    return Advice(
        marked("Send the payment link with the plan."),
        marked("{late} plans waited. With the link at once {paid} % were paid, of the others {waited} %."),
        data,
    )


def _paid(plans: list[Track]) -> Share:
    return Share(sum(one.deposit_at is not None for one in plans), len(plans))


def is_slow(group: LeadFigures, total: LeadFigures) -> bool:
    """Return whether a channel with enough inquiries waits far longer for its first reply than all do."""
    if group.inquiries < FEW or group.reply_median is None or not total.reply_median:
        return False
    return 100 * group.reply_median >= SLOW * total.reply_median


def _slow_channel(total: LeadFigures, groups: Iterable[LeadFigures]) -> Advice | None:
    slow = [group for group in groups if is_slow(group, total)]
    if not slow:
        return None
    worst = max(slow, key=lambda group: (group.reply_median or 0, group.group))
    return Advice(
        marked("Answer {channel} sooner."),
        marked("{minutes} to the first reply; {part} of {whole} plans reached a deposit."),
        {
            "channel": worst.group,
            "minutes": worst.reply_median,
            "part": worst.deposit_of_plans.part,
            "whole": worst.deposit_of_plans.whole,
        },
    )


def _uncalled(returning: ReturningFigures) -> Advice | None:
    missed = returning.contacted.whole - returning.contacted.part
    if missed < 1:
        return None
    data: dict[str, object] = {"missed": missed}
    rate = returning.recall_booked.percent
    if not rate or returning.per_returning is None:
        return Advice(
            marked("Write to the {missed} past patients who were due and not contacted."),
            marked("Nobody wrote to them while their window was open."),
            data,
        )
    bookings = half_up(missed * returning.recall_booked.part, returning.recall_booked.whole)
    return Advice(
        marked("Write to the {missed} past patients who were due and not contacted."),
        marked("At {rate} % about {bookings} of them would book: {amount}."),
        data
        | {
            "rate": rate,
            "bookings": bookings,
            "amount": Money(bookings * returning.per_returning, returning.currency),
        },
    )
