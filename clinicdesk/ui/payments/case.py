"""Reads what the money of one inquiry stands on: its issued plan, what was asked for, and what was paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.deposits import DepositRequest
from clinicdesk.domain.leads import Lead
from clinicdesk.domain.money import Money
from clinicdesk.domain.payments import Balance
from clinicdesk.domain.people import Patient, StaffMember, dentists_among
from clinicdesk.domain.plan_papers import PlanDocument
from clinicdesk.domain.record import PaymentRow, PlanRow
from clinicdesk.domain.visits import Appointment, AppointmentState, dentist_of
from clinicdesk.ui.desk import Desk

BOOKED = frozenset({AppointmentState.HELD, AppointmentState.CONFIRMED})


@dataclass(frozen=True)
class MoneyCase:
    """One inquiry, its patient, the plan that its money counts on, and where the deposit stands."""

    lead: Lead
    patient: Patient
    plan: PlanRow
    plans: tuple[PlanRow, ...]
    paper: PlanDocument
    balance: Balance
    request: DepositRequest | None
    visit: Appointment | None
    payments: tuple[PaymentRow, ...]
    clinic: Clinic
    staff: tuple[StaffMember, ...]
    languages: tuple[str, ...]

    @property
    def total(self) -> Money:
        """What the plan's ledger counts against."""
        return self.balance.total

    @property
    def deposit_paid(self) -> Money:
        """What was paid of the deposit so far, less what was given back."""
        own = (row.amount.minor for row in self.payments if row.plan_id == self.plan.id)
        return Money(max(0, sum(own)), self.total.currency)

    @property
    def deposit_open(self) -> Money | None:
        """What is still missing of the deposit that was asked for; None where nothing was asked."""
        if self.request is None:
            return None
        return Money(max(0, self.request.amount.minor - self.deposit_paid.minor), self.total.currency)

    def dentists(self) -> tuple[StaffMember, ...]:
        """Return who can be booked: those marked as dentists, else everybody."""
        return dentists_among(self.staff)

    def dentist_id(self) -> int | None:
        """Return the dentist of the visit, else of the plan's paper, where still here."""
        return dentist_of(self.visit, self.paper.dentist.name, self.staff)

    def held_on(self, desk: Desk) -> date | None:
        """Return the clinic date of the visit that is held or confirmed."""
        return desk.local(self.visit.starts_at).date() if self.visit is not None else None


def read_case(desk: Desk, lead_id: int, plan_id: int | None = None) -> MoneyCase | None:
    """Return the case of an inquiry on ``plan_id``, else on the plan that its deposit was asked for.

    Where nothing was asked for it is the newest issued plan; None where none is issued.
    """
    services = desk.services
    lead: Lead = services.leads.get(lead_id)
    plans = tuple(row for row in services.plans.for_lead(lead_id) if row.revision and not row.closed)
    request = services.payments.open_request(lead_id)
    wanted = plan_id if plan_id is not None or request is None else request.plan_id
    plan = next((row for row in plans if row.id == wanted), plans[0] if plans else None)
    if plan is None:
        return None
    visits = [visit for visit in services.visits.of_lead(lead_id) if visit.state in BOOKED]
    asked = request.appointment_id if request is not None else None
    visit = next((own for own in visits if own.id == asked), visits[0] if visits else None)
    return MoneyCase(
        lead=lead,
        patient=services.patients.get(lead.patient_id),
        plan=plan,
        plans=plans,
        paper=services.plans.revision_document(plan.id, plan.revision),
        balance=services.payments.balance(plan.id),
        request=request if request is not None and request.plan_id == plan.id else None,
        visit=visit,
        payments=services.payments.ledger(lead.patient_id),
        clinic=services.clinic.get(),
        staff=services.staff.all(),
        languages=services.catalogue.languages(),
    )
