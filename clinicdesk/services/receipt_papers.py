"""Makes the paper of a receipt from its payment: whose, how much, what for, and what is left to pay."""

from __future__ import annotations

from dataclasses import dataclass

from clinicdesk.domain.clinic import Clinic, RefundStep
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.deposits import DepositRequest
from clinicdesk.domain.errors import Conflict, NotFound
from clinicdesk.domain.leads import FactKind
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import UNSAID, Said
from clinicdesk.domain.payments import Payment, PaymentKind
from clinicdesk.domain.people import Patient
from clinicdesk.domain.plan_papers import PlanDocument
from clinicdesk.domain.plans import Plan
from clinicdesk.domain.receipts import BalanceLine, ReceiptDocument
from clinicdesk.domain.text import marked
from clinicdesk.domain.visits import Appointment
from clinicdesk.services import words
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.papers import coordinator_id, letterhead, paper_patient, paper_staff
from clinicdesk.storage import leads, patients, payments, plans
from clinicdesk.storage.work import Work


@dataclass(frozen=True)
class IssuedPlan:
    """The plan that a payment counts on: its draft's facts and its last issued paper."""

    plan: Plan
    paper: PlanDocument
    total: Money


@dataclass(frozen=True)
class ReceiptLanguages:
    """The languages of a receipt; empty ones follow the patient and the clinic."""

    first: str = ""
    second: str = ""

    def of(self, patient: Patient, clinic: Clinic) -> ReceiptLanguages:
        """Return the languages to print: the patient's where the program speaks it, beside the clinic's."""
        if self.first:
            return self
        known = patient.language in words.languages()
        first = patient.language if known else clinic.language
        return ReceiptLanguages(first, clinic.language if clinic.language != first else "")


def issued_plan(work: Work, plan_id: int) -> IssuedPlan:
    """Return a plan with its last issued paper and the total that its ledger counts against.

    The total is that of the option that the patient accepted, else of the one that was chosen. Raises
    NotFound, or Conflict before the first revision.
    """
    plan = plans.get(work, plan_id)
    if plan is None:
        raise NotFound(marked("This plan is not in the clinic's file."))
    paper = plans.document(work, plan_id, plan.revision)
    if paper is None:
        raise Conflict(
            marked("Issue plan {number} first, so that the payment counts on a fixed total."),
            number=plan.number,
        )
    chosen = plans.revisions(work, plan_id)[0].total
    facts = leads.facts(work, plan.lead_id) if plan.lead_id is not None else ()
    for fact in facts:
        option = fact.detail.get("option", 0)
        if fact.kind is FactKind.PLAN_ACCEPTED and fact.detail.get("plan_id") == plan_id:
            chosen = paper.options[option].total if 0 <= option < len(paper.options) else chosen
    return IssuedPlan(plan, paper, chosen)


def receipt_paper(
    work: Work,
    context: Context,
    payment: Payment,
    *,
    number: str,
    languages: ReceiptLanguages,
    replaces: str = "",
    refund_percent: int | None = None,
) -> ReceiptDocument:
    """Return the sealed paper of a payment that has just been recorded (or is about to be, for a preview)."""
    patient = patients.get(work, payment.patient_id)
    if patient is None:
        raise NotFound(marked("This patient is not in the clinic's file."))
    clinic = settings_of(work, context).clinic
    printed = languages.of(patient, clinic)
    issued = issued_plan(work, payment.plan_id) if payment.plan_id is not None else None
    request = payments.request_of(work, payment)
    visit = payments.booked_visit(work, payment.lead_id) if payment.lead_id is not None else None
    back = payment.kind in {PaymentKind.REFUND, PaymentKind.VOID}
    rate = payment.rate
    return ReceiptDocument(
        number=number,
        kind=payment.kind.value,
        language=printed.first,
        second_language=printed.second,
        letterhead=letterhead(clinic),
        issued_at=work.at,
        received_on=payment.received_on,
        amount=-payment.amount if back else payment.amount,
        paid=-payment.paid if back else payment.paid,
        patient=paper_patient(patient),
        balance=_balance(work, payment, issued.total) if issued else (),
        title="" if back else clinic.receipt_title,
        rate=rate.value if rate else None,
        rate_on=clinic_date(rate.pinned_at, clinic.tz) if rate else None,
        payer=payment.payer,
        payer_relation=payment.payer_relation,
        way=payment.way,
        reference=payment.reference,
        plan_number=issued.plan.number if issued else "",
        plan_revision=issued.paper.revision if issued else 0,
        plan_title=Said(issued.paper.title) if issued and issued.paper.title else UNSAID,
        appointment_at=visit.starts_at if visit and not back else None,
        dentist=_dentist(work, visit, issued) if visit and not back else "",
        ladder=_ladder(payment, request, issued),
        free_moves=request.free_moves if request else issued.paper.deposit.free_moves if issued else 0,
        coordinator=paper_staff(work, coordinator_id(work, patient, payment.lead_id)),
        received_by=paper_staff(work, payment.by).name,
        note=clinic.receipt_note,
        replaces=replaces,
        refund_percent=refund_percent,
    ).sealed()


def _dentist(work: Work, visit: Appointment, issued: IssuedPlan | None) -> str:
    dentist_id = visit.dentist_id or (issued.plan.dentist_id if issued else None)
    return paper_staff(work, dentist_id).name


def _ladder(
    payment: Payment, request: DepositRequest | None, issued: IssuedPlan | None
) -> tuple[RefundStep, ...]:
    """Return the refund rule that binds a deposit: the one frozen with its request, else with the plan."""
    if payment.kind is not PaymentKind.DEPOSIT:
        return ()
    if request is not None:
        return request.ladder
    return issued.paper.deposit.ladder if issued else ()


def _balance(work: Work, payment: Payment, full: Money) -> tuple[BalanceLine, ...]:
    """Return total, earlier payments, this one and what is left: in the ledger's currency, and in the one
    it was paid in at the pinned rate, where only the last line is a difference and nothing rounds twice.
    """
    nothing = Money(0, full.currency)
    others = [p.amount for p in payments.of_plan(work, _plan_of(payment)) if p.id != payment.id]
    earlier = sum(others, nothing)
    columns = [(full, -earlier, -payment.amount)]
    if payment.rate is not None:
        columns.append((payment.rate.revert(full), payment.rate.revert(-earlier), -payment.paid))
    kinds = ("total", "earlier", "this") if others else ("total", "this")
    picked = (0, 1, 2) if others else (0, 2)
    rows = [
        BalanceLine(kind, tuple(column[place] for column in columns))
        for kind, place in zip(kinds, picked, strict=True)
    ]
    left = tuple(column[0] + column[1] + column[2] for column in columns)
    return (*rows, BalanceLine("left", left))


def _plan_of(payment: Payment) -> int:
    if payment.plan_id is None:
        raise ValueError("a payment without a plan has no balance")
    return payment.plan_id
