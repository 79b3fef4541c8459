"""What was paid, as it was receipted: ledgers, balances, and the papers byte for byte."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.errors import NotFound
from clinicdesk.domain.payments import Balance, Payment, balance
from clinicdesk.domain.receipts import ReceiptDocument
from clinicdesk.domain.record import PaymentRow
from clinicdesk.domain.text import marked
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.papers import known_patient, press
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.services.receipt_papers import ReceiptLanguages, issued_plan, receipt_paper
from clinicdesk.storage import payments as repository
from clinicdesk.storage import receipts
from clinicdesk.storage.receipts import ReceiptRow
from clinicdesk.storage.work import Work

NOTE_LIMIT = 300


class Receipts:
    """Reads ledgers and receipts; a part of ``Payments``."""

    context: Context

    @permitted(EVERYBODY)
    def balance(self, plan_id: int) -> Balance:
        """Return total, paid and left of a plan's ledger, derived from its payments.

        Raises NotFound, or Conflict before the plan is issued.
        """
        with self.context.reading() as work:
            return balance(issued_plan(work, plan_id).total, repository.of_plan(work, plan_id))

    @permitted(EVERYBODY)
    def get(self, payment_id: int) -> Payment:
        """Return one payment; raises NotFound."""
        with self.context.reading() as work:
            return found_payment(work, payment_id)

    @permitted(EVERYBODY)
    def ledger(self, patient_id: int) -> tuple[PaymentRow, ...]:
        """Return everything the patient paid and got back, in order, each with its receipt's number."""
        with self.context.reading() as work:
            numbers = {row.payment_id: row.number for row in receipts.rows(work, patient_id=patient_id)}
            return tuple(
                PaymentRow(
                    p.id,
                    p.kind.value,
                    p.amount,
                    p.way,
                    numbers.get(p.id, ""),
                    p.received_on,
                    p.plan_id,
                    p.lead_id,
                    refunds_id=p.refunds_id,
                )
                for p in repository.of_patient(work, patient_id)
            )

    @permitted(EVERYBODY)
    def receipts(self, *, patient_id: int | None = None, limit: int | None = None) -> tuple[ReceiptRow, ...]:
        """Return receipts, the newest first: of one patient, or all."""
        with self.context.reading() as work:
            return receipts.rows(work, patient_id=patient_id, limit=limit)

    @permitted(EVERYBODY)
    def receipt_number(self, payment_id: int) -> str:
        """Return the printed number of a payment's receipt."""
        with self.context.reading() as work:
            return receipts.number_of(work, payment_id)

    @permitted(EVERYBODY)
    def receipt_document(self, number: str) -> ReceiptDocument:
        """Return the frozen paper of a receipt; raises NotFound."""
        with self.context.reading() as work:
            found = receipts.document(work, number)
        if found is None:
            raise _unknown_receipt(number)
        return found

    @permitted(EVERYBODY)
    def receipt_pdf(self, number: str) -> bytes:
        """Return a receipt's PDF, byte for byte as it was issued; raises NotFound."""
        with self.context.reading() as work:
            found = receipts.pdf(work, number)
        if found is None:
            raise _unknown_receipt(number)
        return found

    @permitted(EVERYBODY)
    def receipt_copy(self, number: str) -> bytes:
        """Return a receipt printed again from its frozen paper, marked as a copy; raises NotFound."""
        from clinicdesk.documents.receipt import receipt_pdf

        return receipt_pdf(self.receipt_document(number), press(), copy=True)


def receipted(
    work: Work,
    context: Context,
    payment: Payment,
    languages: ReceiptLanguages,
    *,
    replaces: str = "",
    percent: int | None = None,
) -> Payment:
    """Store a payment and its receipt under the next number; both or neither."""
    from clinicdesk.documents.receipt import receipt_pdf

    known_patient(work, payment.patient_id)
    payment = replace(payment, id=repository.add(work, payment))
    clinic = settings_of(work, context).clinic
    year = clinic_date(work.at, clinic.tz).year
    number = receipts.next_number(work, clinic.receipt_series, year)
    paper = receipt_paper(
        work,
        context,
        payment,
        number=number.text,
        languages=languages,
        replaces=replaces,
        refund_percent=percent,
    )
    pdf = receipt_pdf(paper, press())
    receipts.add(work, payment.id, number, paper, pdf, sha256(pdf).hexdigest())
    work.audit(f"payment.{payment.kind.value}", "payment", payment.id, {"receipt": number.text})
    return payment


def found_payment(work: Work, payment_id: int) -> Payment:
    """Return one payment; raises NotFound."""
    payment = repository.get(work, payment_id)
    if payment is None:
        raise NotFound(marked("This payment is not in the clinic's file."))
    return payment


def _unknown_receipt(number: str) -> NotFound:
    return NotFound(marked("There is no receipt {number}."), number=number[:40])
