"""Makes the paper of a receipt from its payment: whose, how much, what for, and what is left to pay."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.errors import Conflict, NotFound
from clinicdesk.domain.leads import FactKind
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import UNSAID, Said
from clinicdesk.domain.payments import Payment, PaymentKind
from clinicdesk.domain.people import Patient
from clinicdesk.domain.plan_papers import PlanDocument, PlanPaperOption, option_of, total_without
from clinicdesk.domain.plans import Plan
from clinicdesk.domain.receipts import BalanceLine, ReceiptDocument
from clinicdesk.domain.text import marked
from clinicdesk.services import words
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.papers import coordinator_id, known_patient, letterhead, paper_patient, paper_staff
from clinicdesk.storage import estimates, leads, payments, plans
from clinicdesk.storage.work import Work


@dataclass(frozen=True)
class IssuedPlan:
    """The plan that a payment counts on: its draft's facts and its last issued paper.

    ``total`` is that of the ``option`` without the trips ``elsewhere``, which count on their own estimates.
    """

    plan: Plan
    paper: PlanDocument
    option: PlanPaperOption
    elsewhere: frozenset[int]

    @property
    def total(self) -> Money:
        """What is to be paid on this plan."""
        return total_without(self.option, self.elsewhere)


@dataclass(frozen=True)
class ReceiptLanguages:
    """The languages of a receipt; empty ones follow the patient and the clinic."""

    first: str = ""
    second: str = ""

    @property
    def both(self) -> tuple[str, ...]:
        """The first language, and the second where there is one."""
        return (self.first, self.second) if self.second else (self.first,)

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
    return IssuedPlan(plan, paper, option_of(paper.options, chosen), estimates.taken_over(work, plan_id))


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
    patient = known_patient(work, payment.patient_id)
    clinic = settings_of(work, context).clinic
    printed = languages.of(patient, clinic)
    back = payment.kind in {PaymentKind.REFUND, PaymentKind.VOID}
    paper = ReceiptDocument(
        number=number,
        kind=payment.kind.value,
        language=printed.first,
        second_language=printed.second,
        letterhead=letterhead(clinic, printed.both),
        issued_at=work.at,
        received_on=payment.received_on,
        amount=-payment.amount if back else payment.amount,
        paid=-payment.paid if back else payment.paid,
        patient=paper_patient(patient),
        balance=(),
        title="" if back else clinic.receipt_title,
        payer=payment.payer,
        payer_relation=payment.payer_relation,
        way=payment.way,
        reference=payment.reference,
        coordinator=paper_staff(work, coordinator_id(work, patient, payment.lead_id), printed.both),
        received_by=paper_staff(work, payment.by).name,
        note=clinic.receipt_note,
        replaces=replaces,
        refund_percent=refund_percent,
    )
    if rate := payment.rate:
        paper = replace(paper, rate=rate.value, rate_on=clinic_date(rate.pinned_at, clinic.tz))
    return _with_visit(work, payment, _with_plan(work, payment, paper)).sealed()


def _with_plan(work: Work, payment: Payment, paper: ReceiptDocument) -> ReceiptDocument:
    """Return the paper with the plan it counts on, what is left to pay, and the rule that binds a deposit.

    The rule is the one frozen with the request, else with the plan.
    """
    if payment.plan_id is None:
        return paper
    issued, request = issued_plan(work, payment.plan_id), payments.request_of(work, payment)
    terms = request or issued.paper.deposit
    return replace(
        paper,
        balance=_balance(work, payment, payment.plan_id, issued.total),
        plan_number=issued.plan.number,
        plan_revision=issued.paper.revision,
        plan_title=Said(issued.paper.title) if issued.paper.title else UNSAID,
        dentist=paper_staff(work, issued.plan.dentist_id).name,
        ladder=terms.ladder if payment.kind is PaymentKind.DEPOSIT else (),
        free_moves=terms.free_moves,
    )


def _with_visit(work: Work, payment: Payment, paper: ReceiptDocument) -> ReceiptDocument:
    """Return the paper with the booked date that the money holds; none on money that goes back."""
    back = payment.kind in {PaymentKind.REFUND, PaymentKind.VOID}
    visit = payments.booked_visit(work, payment.lead_id) if payment.lead_id is not None and not back else None
    if visit is None:
        return replace(paper, dentist="")
    own = paper_staff(work, visit.dentist_id).name
    return replace(paper, appointment_at=visit.starts_at, dentist=own or paper.dentist)


def _balance(work: Work, payment: Payment, plan_id: int, full: Money) -> tuple[BalanceLine, ...]:
    """Return total, earlier payments, this one and what is left: in the ledger's currency, and in the one
    it was paid in at the pinned rate, where only the last line is a difference and nothing rounds twice.
    """
    nothing = Money(0, full.currency)
    others = [p.amount for p in payments.of_plan(work, plan_id) if p.id != payment.id]
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
