"""Reads the facts of the lead figures of a period, what was spent in it, and the names behind figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, bindparam, delete, func, insert, select

from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.leads import Fact, FactKind
from clinicdesk.domain.money import Money
from clinicdesk.domain.numbers import LeadRecord
from clinicdesk.domain.periods import Period
from clinicdesk.domain.visits import AppointmentState
from clinicdesk.storage import tables as t
from clinicdesk.storage.work import Work

PURPOSES = ("acquisition", "recall")


@dataclass(frozen=True)
class Span:
    """A period with its instants in the clinic's zone, and the cut after which nothing counts."""

    period: Period
    start: datetime
    end: datetime
    cut: datetime
    clinic: Clinic

    @property
    def last_on(self) -> date:
        """Return the last clinic day that counts."""
        return clinic_date(self.cut - timedelta(seconds=1), self.clinic.tz)


def leads(work: Work, span: Span) -> tuple[LeadRecord, ...]:
    """Return the cohort: every lead received in the period, with its facts."""
    l, p = t.lead, t.patient  # noqa: E741
    received = and_(l.c.received_at >= span.start, l.c.received_at < span.cut)
    rows = work.execute(
        select(l.c.id, l.c.patient_id, l.c.channel, l.c.owner_id, l.c.received_at, p.c.country)
        .join(p, p.c.id == l.c.patient_id)
        .where(received)
        .order_by(l.c.received_at, l.c.id)
    ).all()
    cohort = select(l.c.id).where(received).scalar_subquery()
    f, a = t.lead_fact, t.appointment
    facts: dict[int, list[Fact]] = defaultdict(list)
    for row in work.execute(
        select(f.c.lead_id, f.c.id, f.c.kind, f.c.at, f.c.detail)
        .where(f.c.lead_id.in_(cohort), f.c.retracted_at.is_(None), f.c.at < span.cut)
        .order_by(f.c.at, f.c.id)
    ):
        facts[row.lead_id].append(Fact(FactKind(row.kind), row.at, None, row.detail, row.id))
    held = work.execute(
        select(a.c.lead_id, func.min(a.c.starts_at))
        .where(a.c.lead_id.in_(cohort), a.c.state != AppointmentState.CANCELLED.value)
        .group_by(a.c.lead_id)
    )
    held_at = {row[0]: row[1] for row in held}
    return tuple(
        LeadRecord(
            row.id,
            row.patient_id,
            row.channel,
            row.country,
            str(row.owner_id or ""),
            row.received_at,
            tuple(facts.get(row.id, ())),
            held_at.get(row.id),
        )
        for row in rows
    )


def lost(work: Work, span: Span) -> list[tuple[int, int, str]]:
    """Return lead, patient and reason of the leads lost in the period and not taken up before the cut."""
    l, f = t.lead, t.lead_fact  # noqa: E741
    again = t.lead_fact.alias()
    taken_up = (
        select(again.c.id)
        .where(
            again.c.lead_id == f.c.lead_id,
            again.c.at > f.c.at,
            again.c.at < span.cut,
            again.c.retracted_at.is_(None),
        )
        .exists()
    )
    rows = work.execute(
        select(f.c.lead_id, l.c.patient_id, f.c.detail)
        .join(l, l.c.id == f.c.lead_id)
        .where(f.c.kind == FactKind.LOST.value, f.c.retracted_at.is_(None))
        .where(f.c.at >= span.start, f.c.at < span.cut, ~taken_up)
        .order_by(f.c.at, f.c.id)
    )
    return [(row.lead_id, row.patient_id, row.detail.get("reason", "other")) for row in rows]


def owed_trips(work: Work, span: Span) -> tuple[int, int]:
    """Return how many patients owed a planned next trip at the cut, and how many of them had a date."""
    n, d, a = t.next_trip, t.treatment, t.appointment
    came = (
        select(d.c.id)
        .where(
            d.c.patient_id == n.c.patient_id,
            d.c.retracted_at.is_(None),
            d.c.done_on >= n.c.opens_on,
            d.c.done_on <= span.last_on,
        )
        .exists()
    )
    owed = (
        select(n.c.patient_id)
        .where(n.c.recorded_at < span.cut, n.c.retracted_at.is_(None), ~came)
        .distinct()
        .subquery()
    )
    dated = select(func.count(func.distinct(a.c.patient_id))).where(
        a.c.patient_id.in_(select(owed.c.patient_id)),
        a.c.starts_at >= span.cut,
        a.c.state != AppointmentState.CANCELLED.value,
    )
    count = work.execute(select(func.count()).select_from(owed)).scalar_one()
    return int(count), int(work.execute(dated).scalar_one())


@dataclass(frozen=True)
class Spend:
    """What was spent in one month on one channel, to win new patients or to call past ones back."""

    month_on: date
    channel: str
    purpose: str
    amount: Money


def spends(work: Work, months: Sequence[date]) -> tuple[Spend, ...]:
    """Return what was spent in ``months`` (their first days)."""
    s = t.spend
    rows = work.execute(
        select(s).where(s.c.month_on.in_(list(months))).order_by(s.c.month_on, s.c.channel, s.c.purpose)
    )
    return tuple(Spend(r.month_on, r.channel, r.purpose, Money(r.minor, r.currency)) for r in rows)


def set_spend(work: Work, month_on: date, channel: str, purpose: str, amount: Money | None) -> Money | None:
    """Store what was spent, None takes it out; return what was stored before."""
    s = t.spend
    own = and_(s.c.month_on == month_on, s.c.channel == channel, s.c.purpose == purpose)
    before = work.execute(select(s.c.minor, s.c.currency).where(own)).one_or_none()
    work.execute(delete(s).where(own))
    if amount is not None:
        values = {"month_on": month_on, "channel": channel, "purpose": purpose}
        work.execute(insert(s).values(values | {"minor": amount.minor, "currency": amount.currency}))
    return Money(before.minor, before.currency) if before is not None else None


def names(work: Work, patient_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return name and country of the patients."""
    p = t.patient
    found: dict[int, tuple[str, str]] = {}
    statement = select(p.c.id, p.c.name, p.c.country).where(p.c.id.in_(bindparam("ids", expanding=True)))
    for ids in batches(sorted(set(patient_ids))):
        for row in work.execute(statement, {"ids": ids}):
            found[row.id] = (row.name, row.country)
    return found


def batches(ids: Sequence[int], size: int = 500) -> Iterable[list[int]]:
    """Return ``ids`` in pieces that one statement takes."""
    return (list(ids[start : start + size]) for start in range(0, len(ids), size))
