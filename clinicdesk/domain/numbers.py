"""The owner's lead figures of a period, computed from dated facts alone (product.md, Numbers).

The cohort of a period are the leads received in it, in the clinic's zone. Of each of them the facts count
that happened before the cut: the end of the period, or now while it is running. So a past period gives
the same figures whenever it is asked for, and every period is judged by the same rule. Rates whose step
needs time are also given among matured leads, and the leak is found among those only.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from clinicdesk.domain.cadence import Rules
from clinicdesk.domain.hours import business_minutes_between, first_reply_due, plan_due
from clinicdesk.domain.leads import Fact, FactKind, first_reply_at
from clinicdesk.domain.money import half_up
from clinicdesk.domain.text import marked
from clinicdesk.domain.way import standing

PLAN_WITHIN = timedelta(hours=24)
DEPOSIT_MATURES = timedelta(days=14)
"""A plan has had its chance of a deposit once its follow-ups are over: close or park."""
LINK_WITHIN = timedelta(days=1)
ENOUGH = 10


class Step(StrEnum):
    """The steps in which leads can be lost, in order."""

    REPLY = "reply"
    PLAN = "plan"
    DEPOSIT = "deposit"
    ARRIVAL = "arrival"


TARGETS = {Step.REPLY: 95, Step.PLAN: 80, Step.DEPOSIT: 50, Step.ARRIVAL: 90}
"""Percent of matured leads that should take each step; the leak is the step furthest below."""


@dataclass(frozen=True)
class Share:
    """``part`` of ``whole``; ``percent`` is None where there is nothing to take a part of."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Return whole percent, half up."""
        return half_up(100 * self.part, self.whole) if self.whole else None


@dataclass(frozen=True)
class LeadRecord:
    """One lead with the facts of its figures; ``held_at`` is its first date that was not called off.

    ``group`` values are ids or codes: channel, market (country) and coordinator.
    """

    id: int
    patient_id: int
    channel: str
    market: str
    coordinator: str
    received_at: datetime
    facts: tuple[Fact, ...] = ()
    held_at: datetime | None = None


@dataclass(frozen=True)
class Track:
    """How far one lead had come at the cut, and which of its steps had had their time."""

    lead: LeadRecord
    replied_at: datetime | None
    in_time: bool
    reply_minutes: int | None
    real_reply_at: datetime | None
    plan_at: datetime | None
    asked_at: datetime | None
    deposit_at: datetime | None
    arrived_at: datetime | None
    cancelled: bool
    matured: frozenset[Step] = field(default_factory=frozenset)

    @property
    def plan_in_time(self) -> bool:
        """Return whether the plan left within 24 hours of the first reply."""
        if self.plan_at is None or self.real_reply_at is None:
            return False
        return self.plan_at - self.real_reply_at <= PLAN_WITHIN


def track(lead: LeadRecord, cut: datetime, rules: Rules) -> Track:
    """Return what had happened of ``lead`` before ``cut``.

    A deposit that was refunded in full before the arrival does not count as paid; the lead is cancelled.
    """
    known = tuple(fact for fact in lead.facts if fact.at < cut)
    counts = standing(known)
    replied_at = first_reply_at(known)
    due_at = first_reply_due(lead.received_at, rules.hours, rules.promises.first_reply_minutes)
    real_reply = _first(counts, FactKind.REPLIED)
    plan_at, deposit_at = _first(counts, FactKind.PLAN_SENT), _first(counts, FactKind.DEPOSIT_PAID)
    arrived_at = _first(counts, FactKind.ARRIVED)
    matured = set()
    if due_at < cut:
        matured.add(Step.REPLY)
    if real_reply and plan_due(real_reply, rules.hours, rules.promises.plan_hours) < cut:
        matured.add(Step.PLAN)
    if plan_at and plan_at + DEPOSIT_MATURES < cut:
        matured.add(Step.DEPOSIT)
    if deposit_at and (arrived_at or (lead.held_at and lead.held_at < cut)):
        matured.add(Step.ARRIVAL)
    return Track(
        lead,
        replied_at,
        replied_at is not None and replied_at <= due_at,
        business_minutes_between(lead.received_at, replied_at, rules.hours) if replied_at else None,
        real_reply,
        plan_at,
        _first(counts, FactKind.DEPOSIT_REQUESTED),
        deposit_at,
        arrived_at,
        arrived_at is None and any(fact.kind is FactKind.DEPOSIT_REFUNDED for fact in known),
        frozenset(matured),
    )


def _first(facts: Iterable[Fact], kind: FactKind) -> datetime | None:
    return min((fact.at for fact in facts if fact.kind is kind), default=None)


class Figure(StrEnum):
    """The lead figures that open the names behind them; the second of a pair is who is missing from it."""

    INQUIRIES = "inquiries"
    REPLIED_IN_TIME = "replied_in_time"
    REPLIED_LATE = "replied_late"
    PLAN_SENT = "plan_sent"
    PLAN_MISSING = "plan_missing"
    PLAN_IN_TIME = "plan_in_time"
    DEPOSIT_PAID = "deposit_paid"
    DEPOSIT_MISSING = "deposit_missing"
    ARRIVED = "arrived"
    NOT_ARRIVED = "not_arrived"
    CANCELLED = "cancelled"
    LEAK = "leak"


_BELONGS: dict[Figure, Callable[[Track], bool]] = {
    Figure.INQUIRIES: lambda _: True,
    Figure.REPLIED_IN_TIME: lambda one: one.in_time,
    Figure.REPLIED_LATE: lambda one: not one.in_time and Step.REPLY in one.matured,
    Figure.PLAN_SENT: lambda one: one.plan_at is not None,
    Figure.PLAN_MISSING: lambda one: one.plan_at is None,
    Figure.PLAN_IN_TIME: lambda one: one.plan_in_time,
    Figure.DEPOSIT_PAID: lambda one: one.deposit_at is not None,
    Figure.DEPOSIT_MISSING: lambda one: one.plan_at is not None and one.deposit_at is None,
    Figure.ARRIVED: lambda one: Step.ARRIVAL in one.matured and one.arrived_at is not None,
    Figure.NOT_ARRIVED: lambda one: Step.ARRIVAL in one.matured and one.arrived_at is None,
    Figure.CANCELLED: lambda one: one.cancelled,
}


def behind(figure: Figure, tracks: Iterable[Track]) -> tuple[Track, ...]:
    """Return the leads behind a figure, the oldest first."""
    known = tuple(tracks)
    if figure is Figure.LEAK:
        found = leak(known)
        chosen = stopped(found.step, known) if found else ()
    else:
        chosen = tuple(one for one in known if _BELONGS[figure](one))
    return tuple(sorted(chosen, key=lambda one: (one.lead.received_at, one.lead.id)))


@dataclass(frozen=True)
class LeadFigures:
    """The lead figures of one channel, market or coordinator, or of all together ("" as ``group``).

    Minutes are business minutes from received to the first real reply, over leads that got one.
    ``in_time`` is of the leads that were answered or whose time had passed; ``plan_in_time`` of the
    leads that got a reply; ``deposit_of_plans`` of the leads with a plan; ``arrival`` of the leads
    with a deposit whose held date had passed. ``walk_ins`` arrived without a deposit.
    """

    group: str
    inquiries: int
    reply_median: int | None
    reply_90: int | None
    in_time: Share
    plan: Share
    plan_in_time: Share
    deposit: Share
    deposit_of_plans: Share
    arrival: Share
    cancelled: int = 0
    walk_ins: int = 0


def figures(tracks: Iterable[Track], group: str = "") -> LeadFigures:
    """Return the figures of ``tracks``."""
    known = tuple(tracks)
    minutes = sorted(one.reply_minutes for one in known if one.reply_minutes is not None)
    judged = [one for one in known if one.replied_at or Step.REPLY in one.matured]
    replied = [one for one in known if one.real_reply_at]
    plans = [one for one in known if one.plan_at]
    deposits = [one for one in known if one.deposit_at]
    due = [one for one in deposits if Step.ARRIVAL in one.matured]
    return LeadFigures(
        group,
        len(known),
        half_up(int(2 * median(minutes)), 2) if minutes else None,
        minutes[-(-9 * len(minutes) // 10) - 1] if minutes else None,
        Share(sum(one.in_time for one in judged), len(judged)),
        Share(len(plans), len(known)),
        Share(sum(one.plan_in_time for one in replied), len(replied)),
        Share(len(deposits), len(known)),
        Share(sum(one.deposit_at is not None for one in plans), len(plans)),
        Share(sum(one.arrived_at is not None for one in due), len(due)),
        sum(one.cancelled for one in known),
        sum(one.arrived_at is not None and one.deposit_at is None for one in known),
    )


class Grouping(StrEnum):
    """What the lead figures are divided by."""

    CHANNEL = "channel"
    MARKET = "market"
    COORDINATOR = "coordinator"


def grouped(tracks: Iterable[Track], by: Grouping = Grouping.CHANNEL) -> tuple[LeadFigures, ...]:
    """Return the figures of each group, the largest first."""
    found: dict[str, list[Track]] = {}
    for one in tracks:
        found.setdefault(str(getattr(one.lead, by.value)), []).append(one)
    rows = (figures(own, group) for group, own in found.items())
    return tuple(sorted(rows, key=lambda row: (-row.inquiries, row.group)))


@dataclass(frozen=True)
class Leak:
    """The step furthest below its target among matured leads, as a sentence with its data.

    ``points`` is how far below. ``channel`` is where most of those that stopped came from. Of a leaking
    deposit ``late_links`` counts those whose request left more than a day after the plan, or never.
    """

    step: Step
    share: Share
    points: int
    sentence: str
    channel: str
    channel_count: int
    late_links: int = 0

    @property
    def stopped(self) -> int:
        """Return how many went no further."""
        return self.share.whole - self.share.part


SENTENCES = {
    Step.REPLY: marked(
        "The stage that leaks most is the first reply: {stopped} of {whole} inquiries got none."
    ),
    Step.PLAN: marked("The stage that leaks most is the plan: {stopped} of {whole} answered got none."),
    Step.DEPOSIT: marked(
        "The stage that leaks most is the deposit: {stopped} of {whole} plans went no further."
    ),
    Step.ARRIVAL: marked(
        "The stage that leaks most is the arrival: {stopped} of {whole} booked did not come."
    ),
}
_TAKEN: dict[Step, Callable[[Track], bool]] = {
    Step.REPLY: lambda one: one.replied_at is not None,
    Step.PLAN: lambda one: one.plan_at is not None,
    Step.DEPOSIT: lambda one: one.deposit_at is not None,
    Step.ARRIVAL: lambda one: one.arrived_at is not None,
}


def stopped(step: Step, tracks: Iterable[Track]) -> tuple[Track, ...]:
    """Return the matured leads that did not take ``step``."""
    return tuple(one for one in tracks if step in one.matured and not _TAKEN[step](one))


def _taken(step: Step, known: tuple[Track, ...]) -> Share:
    base = [one for one in known if step in one.matured]
    return Share(sum(_TAKEN[step](one) for one in base), len(base))


def _below(step: Step, share: Share) -> int:
    """Return how many points the share lies below its target, half up."""
    if not share.whole:
        return 0
    return half_up(TARGETS[step] * share.whole - 100 * share.part, share.whole)


def leak(tracks: Iterable[Track]) -> Leak | None:
    """Return the step furthest below its target; None where every step reaches its own.

    Steps that fewer than ten leads have reached are judged only where no step has more: one missed
    arrival of eight says little beside fifty plans. Of equals the earlier step is named.
    """
    known = tuple(tracks)
    shares = {step: _taken(step, known) for step in Step}
    judged = {step: share for step, share in shares.items() if share.whole >= ENOUGH} or shares
    points, step = max(
        ((_below(step, share), step) for step, share in judged.items()), key=lambda one: one[0]
    )
    if points <= 0:
        return None
    share, gone = shares[step], stopped(step, known)
    channels: dict[str, int] = {}
    for one in gone:
        channels[one.lead.channel] = channels.get(one.lead.channel, 0) + 1
    channel, count = min(channels.items(), key=lambda item: (-item[1], item[0]))
    late = sum(late_link(one) for one in gone) if step is Step.DEPOSIT else 0
    return Leak(step, share, points, SENTENCES[step], channel, count, late)


def late_link(one: Track) -> bool:
    """Return whether the request for the deposit left more than a day after the plan, or never."""
    return one.plan_at is not None and (one.asked_at is None or one.asked_at - one.plan_at > LINK_WITHIN)
