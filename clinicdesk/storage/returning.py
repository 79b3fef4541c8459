"""Reads the facts of the figures of returning patients: of one period, whatever the clinic's size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Exists, Row, and_, bindparam, case, func, or_, select

from clinicdesk.domain.cadence import add_months
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.consent import Consent, Purpose
from clinicdesk.domain.followups import FollowupState
from clinicdesk.domain.leads import FactKind
from clinicdesk.domain.money import Money
from clinicdesk.domain.returning import (
    BOOKS_WITHIN,
    LOOSE_DAYS,
    PAST_MONTHS,
    RECALLS,
    RELATIONSHIP,
    Booking,
    ClosedWindow,
    Paid,
    ReturningFacts,
    SentRecall,
)
from clinicdesk.storage import tables as t
from clinicdesk.storage.numbers import Span, batches
from clinicdesk.storage.work import Work

BOOKED = (FactKind.DEPOSIT_PAID.value, FactKind.ARRIVED.value)
CLOSED = (FactKind.LOST.value, FactKind.TREATED.value)


def read(work: Work, span: Span) -> ReturningFacts:
    """Return the facts of the returning figures."""
    recall, acquisition = (_spent(work, span, purpose) for purpose in ("recall", "acquisition"))
    return ReturningFacts(
        _windows(work, span),
        _recalls(work, span),
        _payments(work, span),
        bookings(work, span),
        past(work, span.period.first_on),
        recall,
        acquisition,
    )


def _windows(work: Work, span: Span) -> tuple[ClosedWindow, ...]:
    """Return the windows that closed in the period, with whether the patient came by themselves."""
    u = t.followup
    came, later = _inquired()
    used = and_(u.c.state == FollowupState.DONE.value, u.c.state_at < span.cut)
    rows = work.execute(
        select(
            u.c.patient_id,
            u.c.purpose,
            u.c.opens_on,
            u.c.closes_on,
            u.c.state,
            u.c.state_at,
            case((used, False), else_=came).label("came"),
            case((used, True), else_=or_(u.c.active == 1, later)).label("asked_for"),
        )
        .where(
            u.c.closes_on >= span.period.first_on,
            u.c.closes_on <= min(span.period.last_on, span.last_on),
            u.c.kind.in_([kind.value for kind in RELATIONSHIP]),
        )
        .order_by(u.c.closes_on, u.c.id)
    )
    return tuple(_window(row, span) for row in rows)


def _inquired() -> tuple[Exists, Exists]:
    """Return that the patient of a follow-up had an open case in its window, and that one came later."""
    u, l, f = t.followup, t.lead, t.lead_fact  # noqa: E741
    over = (
        select(f.c.id)
        .where(
            f.c.lead_id == l.c.id,
            f.c.kind.in_(CLOSED),
            f.c.retracted_at.is_(None),
            func.substr(f.c.at, 1, 10) < u.c.opens_on,
        )
        .exists()
    )
    received_on = func.substr(l.c.received_at, 1, 10)
    own = select(l.c.id).where(l.c.patient_id == u.c.patient_id)
    return own.where(received_on <= u.c.closes_on, ~over).exists(), own.where(
        received_on > u.c.closes_on
    ).exists()


def _window(row: Row[Any], span: Span) -> ClosedWindow:
    """Return the window; what was done after the cut had not been done at it."""
    state = FollowupState(row.state)
    if row.state_at is not None and row.state_at >= span.cut:
        state = FollowupState.OPEN
    done = state is FollowupState.DONE and row.state_at is not None
    return ClosedWindow(
        row.patient_id,
        Purpose(row.purpose),
        row.opens_on,
        row.closes_on,
        state,
        clinic_date(row.state_at, span.clinic.tz) if done else None,
        bool(row.came),
        bool(row.asked_for),
    )


def _recalls(work: Work, span: Span) -> tuple[SentRecall, ...]:
    """Return the recalls that became 120 days old in the period, with the bookings of their patients."""
    u, l, f = t.followup, t.lead, t.lead_fact  # noqa: E741
    sent = and_(
        u.c.kind.in_([kind.value for kind in RECALLS]),
        u.c.state == FollowupState.DONE.value,
        u.c.state_at >= span.start - BOOKS_WITHIN,
        u.c.state_at < span.cut - BOOKS_WITHIN,
    )
    rows = work.execute(select(u.c.patient_id, u.c.state_at).where(sent).order_by(u.c.state_at, u.c.id)).all()
    booked: dict[int, list[datetime]] = defaultdict(list)
    for row in work.execute(
        select(l.c.patient_id, f.c.at)
        .join(l, l.c.id == f.c.lead_id)
        .where(
            f.c.kind.in_(BOOKED),
            f.c.retracted_at.is_(None),
            f.c.at > span.start - BOOKS_WITHIN,
            f.c.at < span.cut,
            l.c.patient_id.in_(select(u.c.patient_id).where(sent).scalar_subquery()),
        )
    ):
        booked[row.patient_id].append(row.at)
    return tuple(
        SentRecall(row.patient_id, row.state_at, tuple(sorted(booked.get(row.patient_id, ()))))
        for row in rows
    )


def _payments(work: Work, span: Span) -> tuple[Paid, ...]:
    m, l = t.payment, t.lead  # noqa: E741
    rows = work.execute(
        select(
            m.c.patient_id,
            m.c.lead_id,
            m.c.minor,
            m.c.currency,
            m.c.paid_minor,
            m.c.paid_currency,
            m.c.received_on,
            l.c.received_at,
        )
        .outerjoin(l, l.c.id == m.c.lead_id)
        .where(
            m.c.received_on >= span.period.first_on,
            m.c.received_on <= min(span.period.last_on, span.last_on),
        )
        .order_by(m.c.received_on, m.c.id)
    ).all()
    work_of = _work_before(work, {row.patient_id for row in rows}, span.cut)
    return tuple(_paid(row, work_of.get(row.patient_id, ()), span) for row in rows)


def _paid(row: Row[Any], done: Iterable[tuple[int | None, date]], span: Span) -> Paid:
    if row.received_at is not None:
        before = clinic_date(row.received_at, span.clinic.tz)
    else:
        before = row.received_on - LOOSE_DAYS
    repeat = any(on < before and (lead is None or lead != row.lead_id) for lead, on in done)
    own = span.clinic.currency
    minor = row.minor if row.currency == own else row.paid_minor if row.paid_currency == own else None
    return Paid(row.patient_id, minor, Money(row.minor, row.currency), repeat)


def _work_before(
    work: Work, patient_ids: Iterable[int], cut: datetime
) -> dict[int, list[tuple[int | None, date]]]:
    """Return for each patient the leads and days on which work was done."""
    d = t.treatment
    found: dict[int, list[tuple[int | None, date]]] = defaultdict(list)
    statement = (
        select(d.c.patient_id, d.c.lead_id, d.c.done_on)
        .where(d.c.patient_id.in_(bindparam("ids", expanding=True)), d.c.retracted_at.is_(None))
        .where(d.c.done_on <= cut.date())
        .distinct()
    )
    for ids in batches(sorted(patient_ids)):
        for row in work.execute(statement, {"ids": ids}):
            found[row.patient_id].append((row.lead_id, row.done_on))
    return found


def bookings(work: Work, span: Span) -> tuple[Booking, ...]:
    """Return the leads whose first booking fact lies in the period."""
    l, f = t.lead, t.lead_fact  # noqa: E741
    rows = work.execute(
        select(l.c.patient_id, l.c.id, l.c.received_at, func.min(f.c.at).label("booked_at"))
        .join(l, l.c.id == f.c.lead_id)
        .where(f.c.kind.in_(BOOKED), f.c.retracted_at.is_(None), f.c.at < span.cut)
        .where(
            f.c.lead_id.in_(
                select(f.c.lead_id)
                .where(f.c.kind.in_(BOOKED), f.c.at >= span.start, f.c.at < span.cut)
                .scalar_subquery()
            )
        )
        .group_by(l.c.id)
        .having(func.min(f.c.at) >= span.start)
        .order_by(l.c.id)
    ).all()
    done = _work_before(work, {row.patient_id for row in rows}, span.cut)
    found = []
    for row in rows:
        received_on = clinic_date(row.received_at, span.clinic.tz)
        own = [on for lead, on in done.get(row.patient_id, ()) if on < received_on and lead != row.id]
        found.append(Booking(row.patient_id, row.id, row.booked_at, max(own, default=None)))
    return tuple(found)


def past(work: Work, first_on: date) -> frozenset[int]:
    """Return the patients whose last work before ``first_on`` lies more than six months before it."""
    d, p = t.treatment, t.patient
    rows = work.execute(
        select(d.c.patient_id)
        .join(p, p.c.id == d.c.patient_id)
        .where(d.c.done_on < first_on, d.c.retracted_at.is_(None), p.c.merged_into.is_(None))
        .group_by(d.c.patient_id)
        .having(func.max(d.c.done_on) < add_months(first_on, -PAST_MONTHS))
    )
    return frozenset(rows.scalars())


def answers(work: Work, cut: datetime, facts: ReturningFacts) -> dict[int, list[Consent]]:
    """Return the answers about consent before ``cut`` that the figures of ``facts`` depend on, by patient.

    Those are the answers of everybody whose window was not used, and of everybody who ever said no to
    care messages.
    """
    c = t.consent
    columns = select(c.c.patient_id, c.c.purpose, c.c.given, c.c.at, c.c.channel).where(c.c.at < cut)
    ids = {window.patient_id for window in facts.windows if window.state is not FollowupState.DONE}
    refused = select(c.c.patient_id).where(c.c.purpose == Purpose.CARE.value, c.c.given == 0, c.c.at < cut)
    ids |= set(work.execute(refused).scalars())
    statement = columns.where(c.c.patient_id.in_(bindparam("ids", expanding=True))).order_by(c.c.at, c.c.id)
    found: dict[int, list[Consent]] = defaultdict(list)
    for batch in batches(sorted(ids)):
        for row in work.execute(statement, {"ids": batch}):
            answer = Consent(Purpose(row.purpose), bool(row.given), row.at, row.channel)
            found[row.patient_id].append(answer)
    return found


def _spent(work: Work, span: Span, purpose: str) -> int:
    s = t.spend
    total = select(func.coalesce(func.sum(s.c.minor), 0)).where(
        s.c.month_on.in_(span.period.months),
        s.c.month_on <= span.last_on,
        s.c.purpose == purpose,
        s.c.currency == span.clinic.currency,
    )
    return int(work.execute(total).scalar_one())
