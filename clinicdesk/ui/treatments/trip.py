"""Reads what a trip was meant to bring: the plan's lines of it, its patient, its visit and the money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.leads import FactKind, Lead, Stage
from clinicdesk.domain.odontogram import Mark
from clinicdesk.domain.payments import Balance
from clinicdesk.domain.people import Patient, StaffMember, dentists_among
from clinicdesk.domain.plan_papers import PlanDocument, PlanPaperItem, PlanPaperTrip
from clinicdesk.domain.procedures import Procedure
from clinicdesk.domain.record import PlanRow
from clinicdesk.domain.treatments import Treatment
from clinicdesk.domain.visits import Appointment, AppointmentState, dentist_of
from clinicdesk.ui.desk import Desk

Marks = dict[int, tuple[Mark, ...]]


@dataclass(frozen=True)
class TripCase:
    """One inquiry on the day its treatment is recorded; ``plan`` and ``trip`` are None without a plan."""

    lead: Lead
    patient: Patient
    plan: PlanRow | None
    paper: PlanDocument | None
    trip: PlanPaperTrip | None
    later: tuple[PlanPaperTrip, ...]
    visit: Appointment | None
    earlier: tuple[Treatment, ...]
    absent: frozenset[int]
    procedures: Mapping[str, Procedure]
    staff: tuple[StaffMember, ...]
    conditions: Mapping[str, str]
    currency: str
    leaves_on: date | None

    @property
    def treated(self) -> bool:
        """Whether the trip's treatment is on the record already."""
        return self.lead.stage is Stage.TREATED

    def items(self) -> tuple[PlanPaperItem, ...]:
        """The lines that were planned for this trip."""
        return tuple(item for item in self.trip.items if not item.optional) if self.trip else ()

    def dentists(self) -> tuple[StaffMember, ...]:
        """Who can have done it: those marked as dentists, else everybody."""
        return dentists_among(self.staff)

    def dentist_id(self) -> int | None:
        """Return the dentist of the visit, else of the plan's paper, where still here."""
        named = self.paper.dentist.name if self.paper else ""
        return dentist_of(self.visit, named, self.staff)

    def mark_of(self, code: str) -> Mark | None:
        """Return how a procedure is drawn on a tooth, None where it is not."""
        procedure = self.procedures.get(code)
        try:
            return Mark(procedure.mark) if procedure and procedure.mark else None
        except ValueError:
            return None

    def before(self) -> Marks:
        """Return what the chart showed before this trip: the work of earlier ones."""
        marks: Marks = {}
        for done in self.earlier:
            if done.kind in set(Mark):
                for tooth in done.teeth:
                    add_mark(marks, tooth, Mark(done.kind))
        return marks


def add_mark(marks: Marks, tooth: int, mark: Mark) -> None:
    """Put a mark on a tooth, once."""
    own = marks.get(tooth, ())
    if mark not in own:
        marks[tooth] = (*own, mark)


def read_trip(desk: Desk, lead_id: int) -> TripCase:
    """Return the trip of an inquiry: on the plan that was accepted, else issued last. Raises NotFound."""
    services = desk.services
    lead: Lead = services.leads.get(lead_id)
    facts = services.leads.facts(lead_id)
    accepted = {
        f.detail.get("plan_id"): f.detail.get("option", 0) for f in facts if f.kind is FactKind.PLAN_ACCEPTED
    }
    rows = [row for row in services.plans.for_lead(lead_id) if row.revision]
    plan = next((row for row in rows if row.id in accepted), rows[0] if rows else None)
    paper = services.plans.revision_document(plan.id, plan.revision) if plan else None
    visits = [v for v in services.visits.of_lead(lead_id) if v.state is not AppointmentState.CANCELLED]
    arrived = [visit for visit in visits if visit.state is AppointmentState.ARRIVED]
    visit = (arrived or visits or [None])[-1]
    trips = _trips(desk, paper, plan, accepted)
    number = min(visit.trip if visit is not None else 1, len(trips)) if trips else 0
    travel = services.visits.travel(lead_id)
    clinic = services.clinic.get()
    return TripCase(
        lead=lead,
        patient=services.patients.get(lead.patient_id),
        plan=plan,
        paper=paper,
        trip=trips[number - 1] if number else None,
        later=trips[number:] if number else (),
        visit=visit,
        earlier=services.treatments.for_patient(lead.patient_id),
        absent=paper.absent_teeth if paper else frozenset(),
        procedures={p.code: p for p in services.catalogue.procedures(active=False)},
        staff=services.staff.all(),
        conditions=services.catalogue.choices("guarantees", desk.t.language),
        currency=paper.currency if paper else clinic.currency,
        leaves_on=desk.local(travel.leaves_at).date() if travel.leaves_at else None,
    )


def _trips(
    desk: Desk, paper: PlanDocument | None, plan: PlanRow | None, accepted: Mapping[object, int]
) -> tuple[PlanPaperTrip, ...]:
    """Return the trips of the option that was accepted, else of the one that was chosen."""
    if paper is None or plan is None or not paper.options:
        return ()
    chosen = accepted.get(plan.id)
    if chosen is None:
        chosen = desk.services.plans.get(plan.id).chosen
    return paper.options[chosen if 0 <= chosen < len(paper.options) else 0].trips


def read_balance(desk: Desk, case: TripCase) -> Balance | None:
    """Return what is left to pay on the plan, None without one."""
    if case.plan is None:
        return None
    try:
        balance: Balance = desk.services.payments.balance(case.plan.id)
    except ClinicError:
        return None
    return balance
