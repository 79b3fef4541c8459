"""Balance statements: what was agreed, paid and is due, made from the ledger and kept once given out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from uuid import UUID

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.errors import Conflict, NotFound
from clinicdesk.domain.languages import check_document_language
from clinicdesk.domain.money import Money, total
from clinicdesk.domain.papers import UNSAID, Said
from clinicdesk.domain.pay_codes import codes, ways
from clinicdesk.domain.payments import Payment
from clinicdesk.domain.statements import (
    Asked,
    StatementDocument,
    StatementEntry,
    StatementPlan,
    StatementRow,
    account,
    next_due,
)
from clinicdesk.domain.text import marked
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.papers import (
    coordinator_id,
    known_patient,
    letterhead,
    paper_patient,
    paper_staff,
    press,
)
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.services.receipt_papers import IssuedPlan, ReceiptLanguages, issued_plan
from clinicdesk.storage import payments, plans, receipts
from clinicdesk.storage import statements as repository
from clinicdesk.storage.work import Work


class Statements:
    """The statements of the clinic; everybody may give one out."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def document(self, asked: Asked) -> StatementDocument:
        """Return the sealed statement as it is now. Raises NotFound, or Conflict where nothing is issued."""
        with self.context.reading() as work:
            return _statement(work, self.context, asked)

    @permitted(EVERYBODY)
    def pdf(self, asked: Asked) -> bytes:
        """Return the statement as it is now, to look at; nothing is kept. Raises what ``document`` does."""
        from clinicdesk.documents.statement import statement_pdf

        return statement_pdf(self.document(asked), press())

    @permitted(EVERYBODY)
    def give(self, asked: Asked, *, operation: UUID | None = None) -> Done[StatementRow]:
        """Keep the statement as it is now, with its PDF: the copy of what the patient receives.

        Raises NotFound, or Conflict where nothing is issued.
        """
        from clinicdesk.documents.statement import statement_pdf

        with self.context.writing() as work:
            earlier = work.once(operation, "statement.give")
            if earlier is None:
                paper = _statement(work, self.context, asked)
                patient_id = _patient_of(work, asked)
                given = repository.alike(work, patient_id, paper.check_code)
                if given is None:
                    pdf = statement_pdf(paper, press())
                    digest = sha256(pdf).hexdigest()
                    given = repository.add(work, patient_id, asked.plan_id, paper, pdf, digest)
                    work.audit("statement.give", "statement", given)
                earlier = {"statement_id": given}
                work.remember(operation, earlier)
            row = repository.row(work, earlier["statement_id"])
        if row is None:
            raise _unknown()
        return Done(row, Changes.PAYMENTS, marked("The balance statement is kept with the payments."))

    @permitted(EVERYBODY)
    def given(self, patient_id: int) -> tuple[StatementRow, ...]:
        """Return what was given out to a patient, the newest first."""
        with self.context.reading() as work:
            return repository.rows(work, patient_id)

    @permitted(EVERYBODY)
    def given_pdf(self, statement_id: int) -> bytes:
        """Return a statement's PDF, byte for byte as it was given out; raises NotFound."""
        with self.context.reading() as work:
            found = repository.pdf(work, statement_id)
        if found is None:
            raise _unknown()
        return found


def _statement(work: Work, context: Context, asked: Asked) -> StatementDocument:
    patient = known_patient(work, _patient_of(work, asked))
    clinic = settings_of(work, context).clinic
    for name in ("language", "second_language"):
        if getattr(asked, name):
            check_document_language(getattr(asked, name), name)
    printed = ReceiptLanguages(asked.language, asked.second_language).of(patient, clinic)
    issued = _issued(work, asked, patient.id)
    accounts = [_of_plan(work, clinic, one) for one in issued]
    if asked.plan_id is None:
        accounts += _loose(work, clinic, patient.id)
    if not accounts:
        raise Conflict(marked("Nothing is issued or paid yet, so there is no balance."))
    lead_id = issued[0].plan.lead_id if issued else None
    paper = StatementDocument(
        language=printed.first,
        second_language=printed.second,
        letterhead=letterhead(clinic, printed.both),
        patient=paper_patient(patient),
        made_at=work.at,
        plans=tuple(accounts),
        dentist=paper_staff(work, issued[0].plan.dentist_id if issued else None, printed.both),
        coordinator=paper_staff(work, coordinator_id(work, patient, lead_id)),
    )
    return _payable(paper, clinic).sealed()


def _patient_of(work: Work, asked: Asked) -> int:
    if asked.plan_id is None:
        return asked.patient_id
    plan = plans.get(work, asked.plan_id)
    if plan is None:
        raise NotFound(marked("This plan is not in the clinic's file."))
    return plan.patient_id


def _issued(work: Work, asked: Asked, patient_id: int) -> list[IssuedPlan]:
    """Return the plan that was asked for; else those with money on them or accepted, else all open ones."""
    if asked.plan_id is not None:
        return [issued_plan(work, asked.plan_id)]
    rows = [row for row in plans.rows(work, patient_id=patient_id) if row.revision]
    paid = {payment.plan_id for payment in payments.of_patient(work, patient_id)}
    binding = [row for row in rows if row.id in paid or (row.accepted_at and not row.closed)]
    chosen = binding or [row for row in rows if not row.closed]
    return [issued_plan(work, row.id) for row in reversed(chosen)]


def _of_plan(work: Work, clinic: Clinic, issued: IssuedPlan) -> StatementPlan:
    entries = _entries(work, clinic, payments.of_plan(work, issued.plan.id))
    currency = issued.total.currency
    trips, paid = account(issued.option, issued.elsewhere, entries, currency)
    found = StatementPlan(
        total=issued.total,
        paid=paid,
        left=issued.total - paid,
        number=issued.plan.number,
        revision=issued.paper.revision,
        title=Said(issued.paper.title) if issued.paper.title else UNSAID,
        trips=trips,
        entries=entries,
    )
    request = payments.open_request(work, issued.plan.lead_id) if issued.plan.lead_id is not None else None
    if request is None or request.plan_id != issued.plan.id:
        return found
    missing = request.amount - paid
    if missing.minor <= 0:
        return found
    return replace(found, deposit_due=missing, deposit_until=request.hold_ends_at)


def _loose(work: Work, clinic: Clinic, patient_id: int) -> list[StatementPlan]:
    """Return the payments that count on no plan, an account for each currency."""
    found: dict[str, list[Payment]] = {}
    for payment in payments.of_patient(work, patient_id):
        if payment.plan_id is None:
            found.setdefault(payment.amount.currency, []).append(payment)
    accounts = []
    for currency, own in found.items():
        paid = total((payment.amount for payment in own), currency)
        entries = _entries(work, clinic, own)
        accounts.append(StatementPlan(Money(0, currency), paid, -paid, entries=entries))
    return accounts


def _entries(work: Work, clinic: Clinic, ledger: Sequence[Payment]) -> tuple[StatementEntry, ...]:
    return tuple(
        StatementEntry(
            receipt=receipts.number_of(work, payment.id),
            kind=payment.kind.value,
            received_on=payment.received_on,
            amount=payment.amount,
            paid=payment.paid,
            way=payment.way,
            rate=payment.rate.value if payment.rate else None,
            rate_on=clinic_date(payment.rate.pinned_at, clinic.tz) if payment.rate else None,
            cites=receipts.number_of(work, payment.refunds_id) if payment.refunds_id is not None else "",
        )
        for payment in ledger
    )


def _payable(paper: StatementDocument, clinic: Clinic) -> StatementDocument:
    """Return the statement with how to pay what is due next; nothing where nothing is due."""
    due = next(((plan, amount) for plan in paper.plans if (amount := next_due(plan))), None)
    if due is None:
        return paper
    plan, amount = due
    link = clinic.pay_link.replace("{number}", plan.number)
    offered = ways(clinic.bank, link, amount.currency)
    made = codes(offered, clinic.bank, holder=clinic.payee, link=link, amount=amount, reference=plan.number)
    return replace(paper, next_due=amount, ways=offered, codes=made, reference=plan.number)


def _unknown() -> NotFound:
    return NotFound(marked("This balance statement is not in the clinic's file."))
