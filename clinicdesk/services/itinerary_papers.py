"""Makes the paper of an itinerary from what is booked: visits, travel, money, and the clinic's own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.completeness import Problem
from clinicdesk.domain.deposits import last_days
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.itinerary import (
    ItineraryDocument,
    ItineraryPayment,
    ItineraryTravel,
    PlannedVisit,
    WithdrawnVisit,
    says_the_same,
)
from clinicdesk.domain.leads import FactKind
from clinicdesk.domain.money import Money, total
from clinicdesk.domain.payments import Payment, PaymentKind, refundable
from clinicdesk.domain.plan_papers import PlanPaperOption, PlanPaperTrip
from clinicdesk.domain.text import marked
from clinicdesk.domain.visits import Appointment, Travel
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.itinerary_checks import problems
from clinicdesk.services.itinerary_visits import Timetable, timetable
from clinicdesk.services.itinerary_words import with_words
from clinicdesk.services.papers import coordinator_id, known_patient, letterhead, paper_patient, paper_staff
from clinicdesk.services.receipt_papers import IssuedPlan, issued_plan
from clinicdesk.storage import itineraries, leads, payments, receipts, travellers, visits
from clinicdesk.storage.work import Work


@dataclass(frozen=True)
class ItineraryWish:
    """Which itinerary: one trip of an issued plan, in one or two languages, with how the patient comes.

    ``travel`` stands for what is stored of the journey, as while it is being typed.
    """

    plan_id: int
    trip: int
    language: str
    second_language: str = ""
    travel: Travel | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the language of the paper and, where it is bilingual, its second one."""
        return (self.language, self.second_language) if self.second_language else (self.language,)


@dataclass(frozen=True)
class ItineraryDraft:
    """The paper as it would be issued now, what speaks against it, and what is still to be booked.

    ``as_issued`` says that the trip's last issue tells the same already.
    """

    document: ItineraryDocument
    problems: tuple[Problem, ...]
    patient_id: int
    plan_id: int
    lead_id: int | None
    travel: Travel
    planned: tuple[PlannedVisit, ...] = ()
    dentist_id: int | None = None
    trips: int = 1
    as_issued: bool = False


@dataclass(frozen=True)
class _Case:
    """Everything a paper is made of, read at one moment."""

    work: Work
    issued: IssuedPlan
    option: PlanPaperOption
    trip: PlanPaperTrip
    clinic: Clinic
    booked: tuple[Appointment, ...]
    lead_id: int | None
    travel: Travel
    ledger: tuple[Payment, ...]


def draft(work: Work, context: Context, wish: ItineraryWish) -> ItineraryDraft:
    """Return the itinerary as it stands.

    Raises NotFound, Conflict before the plan is issued, or InvalidInput for a trip that it has not.
    """
    case = _read(work, context, wish)
    patient = known_patient(work, case.issued.plan.patient_id)
    told, table = travellers.read(work), _timetable(work, context, case, wish)
    before_id = itineraries.newest(work, wish.plan_id, wish.trip)
    before = itineraries.document(work, before_id) if before_id is not None else None
    document = ItineraryDocument(
        number=case.issued.plan.number,
        trip=wish.trip,
        revision=before.revision + 1 if before else 1,
        language=wish.language,
        second_language=wish.second_language,
        letterhead=letterhead(case.clinic, wish.languages),
        patient=paper_patient(patient),
        visits=table.visits,
        replaces_on=before.issued_on if before else None,
        patient_zone=_known_zone(patient.zone),
        dentist=paper_staff(work, table.dentist_id, wish.languages),
        coordinator=paper_staff(work, coordinator_id(work, patient, case.lead_id)),
        travel=_travel(case.travel),
        withdrawn=_withdrawn(before, table) if before else (),
    )
    document = _with_money(case, with_words(document, told))
    found = (*problems(document, case.clinic, told, wish.languages), *table.problems)
    return ItineraryDraft(
        document,
        tuple(sorted(found, key=lambda problem: problem.severity.value)),
        patient.id,
        wish.plan_id,
        case.lead_id,
        case.travel,
        table.planned,
        table.dentist_id,
        len(case.option.trips),
        before is not None and says_the_same(before, document),
    )


def _read(work: Work, context: Context, wish: ItineraryWish) -> _Case:
    issued = issued_plan(work, wish.plan_id)
    option = _accepted(work, issued)
    if not 1 <= wish.trip <= len(option.trips):
        raise InvalidInput(
            marked("Plan {number} has no trip {trip}."),
            field="trip",
            number=issued.plan.number,
            trip=wish.trip,
        )
    booked = itineraries.visits(work, wish.plan_id, issued.plan.lead_id, wish.trip)
    lead_id = next((visit.lead_id for visit in booked if visit.lead_id is not None), issued.plan.lead_id)
    stored = visits.travel(work, lead_id) if lead_id is not None else None
    return _Case(
        work,
        issued,
        option,
        option.trips[wish.trip - 1],
        settings_of(work, context).clinic,
        booked,
        lead_id,
        wish.travel or stored or Travel(lead_id or 0),
        payments.of_plan(work, wish.plan_id),
    )


def _accepted(work: Work, issued: IssuedPlan) -> PlanPaperOption:
    """Return the option that the patient accepted, else the one that was chosen."""
    plan, options = issued.plan, issued.paper.options
    place = plan.chosen
    for fact in leads.facts(work, plan.lead_id) if plan.lead_id is not None else ():
        if fact.kind is FactKind.PLAN_ACCEPTED and fact.detail.get("plan_id") == plan.id:
            place = fact.detail.get("option", place)
    return options[place] if 0 <= place < len(options) else options[0]


def _timetable(work: Work, context: Context, case: _Case, wish: ItineraryWish) -> Timetable:
    return timetable(
        work, context, case.booked, case.trip, case.issued.paper, case.issued.plan.dentist_id, wish.languages
    )


def _known_zone(zone: str) -> str:
    try:
        return ZoneInfo(zone).key if zone else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""


def _travel(travel: Travel) -> ItineraryTravel:
    return ItineraryTravel(travel.lands_at, travel.leaves_at, travel.flight, travel.hotel, travel.transfer)


def _payments(case: _Case) -> Iterator[ItineraryPayment]:
    """Yield what was paid on the plan and not given back, each with its receipt's number."""
    rows = receipts.rows(case.work, patient_id=case.issued.plan.patient_id)
    numbers = {row.payment_id: row.number for row in rows}
    for payment in case.ledger:
        if payment.kind in {PaymentKind.DEPOSIT, PaymentKind.BALANCE}:
            left = refundable(payment, case.ledger)
            if left.minor > 0:
                number = numbers.get(payment.id, "")
                yield ItineraryPayment(number, payment.kind.value, left, payment.received_on)


def _due(case: _Case) -> Money:
    """Return what is left to pay of the trips up to and with this one, never below nothing."""
    currency = case.issued.total.currency
    until = (trip.subtotal for trip in case.option.trips if trip.number <= case.trip.number)
    paid = total((payment.amount for payment in case.ledger), currency)
    left = total(until, currency) - paid
    return left if left.minor > 0 else Money(0, currency)


def _with_money(case: _Case, document: ItineraryDocument) -> ItineraryDocument:
    """Return the paper with what was paid and what is due on this trip."""
    paid, due = tuple(_payments(case)), _due(case)
    document = replace(document, payments=paid, due=due, due_is_estimate=case.trip.estimate)
    return _with_refund(case, document)


def _with_refund(case: _Case, document: ItineraryDocument) -> ItineraryDocument:
    """Return the paper with the best step of the refund rule that still applies, where a deposit was paid."""
    deposit = any(payment.kind == PaymentKind.DEPOSIT.value for payment in document.payments)
    if not deposit or not document.visits:
        return document
    asked = payments.open_request(case.work, case.lead_id) if case.lead_id is not None else None
    ladder = asked.ladder if asked else case.issued.paper.deposit.ladder
    today = clinic_date(case.work.at, case.clinic.tz)
    open_steps: list[tuple[int, date]] = [
        (step.percent, until)
        for step, until in zip(ladder, last_days(ladder, document.visits[0].on), strict=True)
        if step.percent > 0 and until >= today
    ]
    if not open_steps:
        return document
    percent, until = max(open_steps)
    return replace(document, refund_percent=percent, refund_until=until)


def _withdrawn(before: ItineraryDocument, table: Timetable) -> tuple[WithdrawnVisit, ...]:
    """Return the events that an earlier calendar file holds and that are no more."""
    now = {visit.uid for visit in table.visits}
    told = {gone.uid: gone for gone in before.withdrawn}
    for visit in before.visits:
        if visit.starts_at is not None and visit.uid:
            told[visit.uid] = WithdrawnVisit(visit.uid, visit.starts_at, visit.minutes)
    return tuple(gone for uid, gone in told.items() if uid not in now)
