"""Reads everything one patient's record shows, in some twenty short queries of one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.consent import Consent, Purpose, last_answer, may_contact
from clinicdesk.domain.guarantees import Guarantee
from clinicdesk.domain.leads import Fact, Lead, Origin, Stage, first_reply_at
from clinicdesk.domain.money import Money
from clinicdesk.domain.people import StaffMember, folded_contact
from clinicdesk.domain.record import (
    BalanceRow,
    ConsentRow,
    JourneyPoint,
    NextStep,
    PaymentRow,
    PlanRow,
    RecordView,
    TimelineRow,
    TreatmentRow,
)
from clinicdesk.domain.teeth import restored
from clinicdesk.domain.treatments import NextTrip, Treatment
from clinicdesk.domain.visits import Appointment, AppointmentState, Travel
from clinicdesk.storage import consent as consents
from clinicdesk.storage import estimates, itineraries, patients, plans, staff, tables, timeline, treatments
from clinicdesk.storage import leads as lead_repository
from clinicdesk.storage.cases import travel_of, visit_of
from clinicdesk.storage.work import Work

_WHO: BindParameter[int] = bindparam("patient_id")
_pay, _rec, _f, _a = tables.payment, tables.receipt, tables.followup, tables.appointment
_pl, _tr, _it, _pro = tables.plan, tables.plan_trip, tables.plan_item, tables.procedure
_PAYMENTS = (
    select(
        _pay.c.id, _pay.c.kind, _pay.c.minor, _pay.c.currency, _pay.c.way, _pay.c.received_on,
        _pay.c.recorded_at, _pay.c.plan_id, _pay.c.lead_id, _pay.c.refunds_id,
        _rec.c.number,
    )
    .outerjoin(_rec, _rec.c.payment_id == _pay.c.id)
    .where(_pay.c.patient_id == _WHO)
    .order_by(_pay.c.received_on.desc(), _pay.c.id.desc())
)  # fmt: skip
_VISITS = select(_a).where(_a.c.patient_id == _WHO).order_by(_a.c.starts_at)
_TRAVEL = (
    select(tables.travel)
    .join(tables.lead, tables.lead.c.id == tables.travel.c.lead_id)
    .where(tables.lead.c.patient_id == _WHO)
    .order_by(tables.lead.c.received_at.desc(), tables.lead.c.id.desc())
    .limit(1)
)
_NEXT = (
    select(
        _f.c.id, _f.c.kind, _f.c.due_on, _f.c.due_at, _f.c.owner_id, _f.c.lead_id, _f.c.detail,
        _f.c.opens_on, _f.c.closes_on, _f.c.snoozed_until,
    )
    .where(_f.c.patient_id == _WHO, _f.c.active == 1, _f.c.state == "open")
    .order_by(_f.c.due_on, _f.c.due_at, _f.c.id)
)  # fmt: skip
_PLANNED = (
    select(
        _it.c.code, _it.c.teeth, _it.c.material, _it.c.note, _pro.c.mark, _pro.c.category, _pl.c.id,
        _pl.c.lead_id, _tr.c.position,
    )
    .join(_tr, _tr.c.id == _it.c.trip_id)
    .join(_pl, _pl.c.id == _tr.c.plan_id)
    .join(_pro, _pro.c.code == _it.c.code)
    .where(_pl.c.patient_id == _WHO, _pl.c.closed_at.is_(None), _tr.c.option == _pl.c.chosen_option)
    .order_by(_pl.c.id.desc(), _tr.c.position, _it.c.position)
)  # fmt: skip
_ABSENT = (
    select(_pl.c.absent_teeth).where(_pl.c.patient_id == _WHO).order_by(_pl.c.changed_at.desc()).limit(1)
)


@dataclass(frozen=True)
class _Found:
    """What was read, before it is put together."""

    leads: tuple[Lead, ...]
    facts: dict[int, tuple[Fact, ...]]
    plans: tuple[PlanRow, ...]
    payments: tuple[PaymentRow, ...]
    treatments: tuple[Treatment, ...]
    guarantees: tuple[Guarantee, ...]
    visits: tuple[Appointment, ...]
    next_trip: NextTrip | None
    steps: Sequence[Any] = field(default_factory=tuple)


def read(work: Work, patient_id: int, clinic: Clinic) -> RecordView | None:
    """Return the record of one patient; None where there is none of that id."""
    patient = patients.get(work, patient_id)
    if patient is None:
        return None
    who = {"patient_id": patient_id}
    team = {member.id: member for member in staff.all_members(work)}
    answers = consents.answers(work, [patient_id]).get(patient_id, [])
    addresses = [folded_contact(contact) for contact in patient.contacts]
    suppressed = bool(addresses) and consents.suppressed(work, addresses).issuperset(addresses)
    found = _found(work, patient_id)
    today = clinic_date(work.at, clinic.tz)
    travel = work.execute(_TRAVEL, who).one_or_none()
    absent = work.execute(_ABSENT, who).scalar_one_or_none()
    return RecordView(
        patient=patient,
        owner=team.get(patient.owner_id or 0),
        returning=_returning(found),
        suppressed=suppressed,
        consents=tuple(_consent(answers, suppressed, purpose) for purpose in Purpose),
        leads=found.leads,
        timeline=_timeline(work, patient_id, clinic, team, found, answers),
        plans=found.plans,
        payments=found.payments,
        balances=tuple(_balances(work, found)),
        treatments=(*_done(found), *_planned(work, patient_id, found)),
        absent_teeth=frozenset(absent or ()),
        appointments=found.visits,
        travel=_travel(travel),
        next_trip=found.next_trip,
        next_step=_next_step(found, team, work.at, today),
        journey=tuple(sorted(_journey(found, clinic, today), key=lambda point: point.on)),
        itineraries=itineraries.rows(work, patient_id=patient_id),
    )


def _timeline(
    work: Work,
    patient_id: int,
    clinic: Clinic,
    team: dict[int, StaffMember],
    found: _Found,
    answers: list[Consent],
) -> tuple[TimelineRow, ...]:
    return timeline.read(
        work,
        patient_id,
        zone=clinic.tz,
        names={member.id: member.name for member in team.values()},
        leads=found.leads,
        facts=found.facts,
        payments=found.payments,
        treatments=found.treatments,
        answers=answers,
    )


def _found(work: Work, patient_id: int) -> _Found:
    who = {"patient_id": patient_id}
    leads = lead_repository.of_patient(work, patient_id)
    trips = treatments.next_trips_of(work, patient_id)
    return _Found(
        leads=leads,
        facts=lead_repository.several_facts(work, [lead.id for lead in leads]) if leads else {},
        plans=plans.rows(work, patient_id=patient_id),
        payments=tuple(_payment(row) for row in work.execute(_PAYMENTS, who)),
        treatments=treatments.of_patient(work, patient_id),
        guarantees=treatments.guarantees_of(work, patient_id),
        visits=tuple(visit_of(row) for row in work.execute(_VISITS, who)),
        next_trip=trips[-1] if trips else None,
        steps=work.execute(_NEXT, who).all(),
    )


def _payment(row: Any) -> PaymentRow:
    return PaymentRow(
        row.id,
        row.kind,
        Money(row.minor, row.currency),
        row.way,
        row.number or "",
        row.received_on,
        row.plan_id,
        row.lead_id,
        row.recorded_at,
        row.refunds_id,
    )


def _travel(row: Any) -> Travel | None:
    return travel_of(row) if row is not None else None


def _returning(found: _Found) -> bool:
    return bool(found.treatments) or any(lead.origin is not Origin.NEW for lead in found.leads)


def _consent(answers: list[Consent], suppressed: bool, purpose: Purpose) -> ConsentRow:
    permission = may_contact(answers, suppressed, purpose)
    newest = max((a for a in answers if a.purpose is purpose), key=lambda a: a.at, default=None)
    return ConsentRow(purpose, bool(permission), permission.answer or last_answer(answers, purpose) or newest)


def _balances(work: Work, found: _Found) -> Iterator[BalanceRow]:
    """Yield what is open on each plan that was accepted or paid on, in the plan's currency."""
    for plan in found.plans:
        paid = [p.amount for p in found.payments if p.plan_id == plan.id]
        if plan.total is None or not (paid or plan.accepted_at):
            continue
        full = _counted(work, plan, plan.total)
        left = full.minor - sum(a.minor for a in paid if a.currency == full.currency)
        if left:
            yield BalanceRow(plan.id, plan.number, Money(left, plan.total.currency))


def _counted(work: Work, plan: PlanRow, full: Money) -> Money:
    """Return what counts on a plan itself: its total without the trips that have estimates of their own."""
    elsewhere = estimates.taken_over(work, plan.id)
    paper = plans.document(work, plan.id, plan.revision) if elsewhere else None
    if paper is None:
        return full
    from clinicdesk.domain.plan_papers import option_of, total_without

    return total_without(option_of(paper.options, full), elsewhere)


def _done(found: _Found) -> Iterator[TreatmentRow]:
    promised = {guarantee.treatment_id: guarantee for guarantee in found.guarantees}
    for done in found.treatments:
        guarantee = promised.get(done.id)
        yield TreatmentRow(
            kind=done.kind,
            title=done.title,
            code=done.code,
            teeth=done.teeth,
            done_on=done.done_on,
            id=done.id,
            material=done.material,
            dentist=done.dentist_name,
            ideal_return_on=done.ideal_return_on,
            overridden=done.overridden,
            guarantee_until=guarantee.until_on if guarantee else None,
            condition=guarantee.condition if guarantee else "",
            check_months=guarantee.check_months if guarantee else 0,
            plan_id=done.plan_id,
        )


def _planned(work: Work, patient_id: int, found: _Found) -> Iterator[TreatmentRow]:
    """Yield the lines of open plans that are still to be done: later trips once the first was treated."""
    treated = {lead.id for lead in found.leads if lead.stage is Stage.TREATED}
    first: dict[int, int] = {}
    for row in work.execute(_PLANNED, {"patient_id": patient_id}):
        if row.position == first.setdefault(row.id, row.position) and row.lead_id in treated:
            continue
        teeth = restored(row.teeth) if row.teeth[:1].isdigit() else ()
        kind = row.mark or row.category
        yield TreatmentRow(kind, row.note, row.code, teeth, None, material=row.material, plan_id=row.id)


def _next_step(found: _Found, team: dict[int, StaffMember], now: datetime, today: date) -> NextStep | None:
    standing = [row for row in found.steps if row.closes_on is None or row.closes_on >= today]
    awake = [row for row in standing if row.snoozed_until is None or row.snoozed_until <= now]
    row = next(iter(awake or standing), None)
    if row is None:
        return None
    owner = team.get(row.owner_id or 0)
    return NextStep(
        followup_id=row.id,
        kind=row.kind,
        due_on=row.due_on,
        due_at=row.due_at,
        owner_id=row.owner_id,
        owner_name=owner.name if owner else "",
        lead_id=row.lead_id,
        detail=dict(row.detail),
    )


def _journey(found: _Found, clinic: Clinic, today: date) -> Iterator[JourneyPoint]:
    for lead in found.leads:
        yield from _lead_points(lead, found.facts.get(lead.id, ()), clinic)
    for plan in found.plans:
        if plan.issued_at is not None:
            detail = {"number": plan.number, "total": plan.total}
            yield JourneyPoint("plan", clinic_date(plan.issued_at, clinic.tz), detail=detail)
    for payment in found.payments:
        if payment.kind == "deposit":
            yield JourneyPoint("deposit", payment.received_on, detail={"amount": payment.amount})
    yield from _trips(found, clinic, today)
    yield from _ahead(found, today)


def _ahead(found: _Found, today: date) -> Iterator[JourneyPoint]:
    """Yield what is still to come: the next trip's window, guarantees, recalls and check-ins."""
    trip = found.next_trip
    if trip is not None and not any(done.done_on >= trip.opens_on for done in found.treatments):
        yield JourneyPoint("next_trip", trip.opens_on, trip.closes_on, False, {"title": trip.title})
    for guarantee in found.guarantees:
        if guarantee.until_on >= today:
            yield JourneyPoint(
                "guarantee", guarantee.until_on, None, False, {"condition": guarantee.condition}
            )
    for row in found.steps:
        if row.kind in {"recall", "phase_two"}:
            yield JourneyPoint("recall", row.opens_on, row.closes_on, False, {**row.detail, "kind": row.kind})
        elif row.kind in {"thirty_day", "ninety_day"}:
            yield JourneyPoint("check", row.due_on, None, False, {"kind": row.kind})


def _lead_points(lead: Lead, facts: Iterable[Fact], clinic: Clinic) -> Iterator[JourneyPoint]:
    replied_at = first_reply_at(facts)
    minutes = None if replied_at is None else (replied_at - lead.received_at) // timedelta(minutes=1)
    on = clinic_date(lead.received_at, clinic.tz)
    yield JourneyPoint("inquiry", on, detail={"lead_id": lead.id, "reply_minutes": minutes})


def _trips(found: _Found, clinic: Clinic, today: date) -> Iterator[JourneyPoint]:
    """Yield each stay: the first and last day of a lead's kept, confirmed or held visits and its work."""
    gone = {AppointmentState.CANCELLED, AppointmentState.NO_SHOW}
    days: dict[int | None, list[date]] = {}
    for visit in found.visits:
        if visit.state not in gone:
            days.setdefault(visit.lead_id, []).append(clinic_date(visit.starts_at, clinic.tz))
    for done in found.treatments:
        days.setdefault(done.lead_id, []).append(done.done_on)
    for lead_id, on in days.items():
        if lead_id is None:
            for day in sorted(set(on)):
                yield JourneyPoint("trip", day, day, day < today)
        else:
            yield JourneyPoint("trip", min(on), max(on), min(on) <= today, {"lead_id": lead_id})
