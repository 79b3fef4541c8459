"""Money that goes back: refunds by the frozen rule or otherwise, and voids of what was recorded wrongly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from clinicdesk.domain.changes import Done
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.deposits import refund_percent
from clinicdesk.domain.errors import Conflict
from clinicdesk.domain.leads import FactKind
from clinicdesk.domain.money import PERCENT, Money
from clinicdesk.domain.payments import Payment, PaymentKind, check_refund, handed_back, refundable
from clinicdesk.domain.text import marked, within_line
from clinicdesk.domain.visits import AppointmentState
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.deposits import MONEY
from clinicdesk.services.permissions import COORDINATION, EVERYBODY, permitted
from clinicdesk.services.receipt_papers import ReceiptLanguages
from clinicdesk.services.receipts import NOTE_LIMIT, found_payment, receipted
from clinicdesk.services.reconcile import reconcile
from clinicdesk.storage import leads, receipts, visits
from clinicdesk.storage import payments as repository
from clinicdesk.storage.work import Work


@dataclass(frozen=True)
class RefundProposal:
    """What the frozen refund rule gives back of a payment on a day; a person may refund otherwise.

    ``held_on`` is the clinic date of the visit, None where nothing is booked: then all of it is proposed.
    """

    percent: int
    amount: Money
    left: Money
    held_on: date | None
    cancelled_on: date


class Refunds:
    """Gives payments back and voids them; a part of ``Payments``."""

    context: Context

    @permitted(EVERYBODY)
    def refund_proposal(self, payment_id: int, *, on: date | None = None) -> RefundProposal:
        """Return what the rule frozen with the deposit gives back when it is cancelled on ``on`` (today)."""
        with self.context.reading() as work:
            return self._proposal(work, found_payment(work, payment_id), on)

    def _proposal(self, work: Work, payment: Payment, on: date | None) -> RefundProposal:
        zone = settings_of(work, self.context).clinic.tz
        cancelled_on = on or clinic_date(work.at, zone)
        left = refundable(payment, repository.refunds_of(work, payment.id))
        request = repository.request_of(work, payment)
        visit_id = request.appointment_id if request else None
        visit = visits.get(work, visit_id) if visit_id is not None else None
        if request is None or visit is None:
            return RefundProposal(PERCENT, left, left, None, cancelled_on)
        held_on = clinic_date(visit.starts_at, zone)
        percent = refund_percent(request.ladder, held_on, cancelled_on)
        amount = min(payment.amount.part(percent * PERCENT), left)
        return RefundProposal(percent, amount, left, held_on, cancelled_on)

    @permitted(COORDINATION)
    def refund(
        self,
        payment_id: int,
        *,
        amount: Money | None = None,
        on: date | None = None,
        way: str = "",
        reference: str = "",
        note: str = "",
        operation: UUID | None = None,
    ) -> Done[Payment]:
        """Give a payment back, in part or in full, with a receipt of its own; the rule's part by default.

        What is handed over is in the currency it was paid in, at the same pinned rate. A deposit given back
        in full takes the booking back: its date is free again. Raises NotFound, Conflict, or InvalidInput
        (field "amount") above what is left of the payment.
        """
        with self.context.writing() as work:
            earlier = work.once(operation, "payment.refund")
            if earlier is not None:
                return self._given_back(work, found_payment(work, earlier["payment_id"]))
            payment = found_payment(work, payment_id)
            done = repository.refunds_of(work, payment_id)
            proposal = self._proposal(work, payment, on)
            sum_back = proposal.amount if amount is None else amount
            check_refund(payment, sum_back, done)
            back = replace(
                self._reversed(work, payment, PaymentKind.REFUND, note),
                amount=-sum_back,
                paid=-_handed_back(payment, sum_back, done),
                way=way or payment.way,
                reference=within_line(reference, "reference"),
            )
            by_rule = payment.kind is PaymentKind.DEPOSIT and sum_back == proposal.amount
            back = self._receipted_back(work, payment_id, back, proposal.percent if by_rule else None)
            if payment.kind is PaymentKind.DEPOSIT and sum_back == proposal.left:
                self._cancel_booking(work, back)
            reconcile(work, self.context, payment.patient_id)
            work.remember(operation, {"payment_id": back.id})
            return self._given_back(work, back)

    def _receipted_back(
        self, work: Work, payment_id: int, back: Payment, percent: int | None = None
    ) -> Payment:
        """Store money that goes back with its receipt, in the languages of the one that it cites."""
        number, languages = receipts.number_of(work, payment_id), _languages(work, payment_id)
        return receipted(work, self.context, back, languages, replaces=number, percent=percent)

    def _reversed(self, work: Work, payment: Payment, kind: PaymentKind, note: str) -> Payment:
        """Return the whole of ``payment`` going back today."""
        return replace(
            payment,
            id=0,
            kind=kind,
            amount=-payment.amount,
            paid=-payment.paid,
            received_on=clinic_date(work.at, settings_of(work, self.context).clinic.tz),
            recorded_at=work.at,
            by=work.by,
            refunds_id=payment.id,
            note=within_line(note, "note", NOTE_LIMIT),
        )

    def _given_back(self, work: Work, back: Payment) -> Done[Payment]:
        return Done(
            back,
            MONEY,
            marked("{amount} was given back, receipt {number}."),
            {"amount": -back.amount, "number": receipts.number_of(work, back.id)},
        )

    def _cancel_booking(self, work: Work, back: Payment) -> None:
        """Record that a deposit was given back in full before arrival: the booking is taken back too."""
        if back.lead_id is None:
            return
        leads.add_fact(work, back.lead_id, FactKind.DEPOSIT_REFUNDED, detail={"payment_id": back.id})
        visit = repository.booked_visit(work, back.lead_id)
        if visit is not None:
            visits.write(work, replace(visit, state=AppointmentState.CANCELLED, held_until=None))
            detail = {"appointment_id": visit.id}
            leads.add_fact(work, back.lead_id, FactKind.BOOKING_CANCELLED, detail=detail)
        request = repository.open_request(work, back.lead_id)
        if request is not None:
            repository.set_withdrawn(work, request.id, work.at)

    @permitted(COORDINATION)
    def void(self, payment_id: int, *, reason: str = "", operation: UUID | None = None) -> Done[Payment]:
        """Reverse a payment that was recorded wrongly, by a document with its own number. Final.

        A deposit's fact is taken back and its date is held again. Raises NotFound, or Conflict where part of
        it was given back or it was voided before.
        """
        with self.context.writing() as work:
            earlier = work.once(operation, "payment.void")
            if earlier is not None:
                return self._voided(work, found_payment(work, earlier["payment_id"]))
            payment = found_payment(work, payment_id)
            if payment.amount.minor < 0 or repository.refunds_of(work, payment_id):
                raise Conflict(marked("This payment was given back or voided already."))
            back = self._reversed(work, payment, PaymentKind.VOID, reason)
            back = self._receipted_back(work, payment_id, back)
            if payment.kind is PaymentKind.DEPOSIT and payment.lead_id is not None:
                self._unpay(work, payment)
            reconcile(work, self.context, payment.patient_id)
            work.remember(operation, {"payment_id": back.id})
            return self._voided(work, back)

    def _voided(self, work: Work, back: Payment) -> Done[Payment]:
        return Done(
            back,
            MONEY,
            marked("The payment of {amount} was voided by {number}."),
            {"amount": -back.amount, "number": receipts.number_of(work, back.id)},
        )

    def _unpay(self, work: Work, payment: Payment) -> None:
        """Take back that a deposit was paid; the date it confirmed is held again."""
        lead_id = payment.lead_id or 0
        for fact in leads.facts(work, lead_id):
            if fact.kind is FactKind.DEPOSIT_PAID and fact.detail.get("payment_id") == payment.id:
                leads.retract_fact(work, fact.id)
        request = repository.request_of(work, payment)
        visit = repository.booked_visit(work, lead_id)
        if request and visit and visit.state is AppointmentState.CONFIRMED:
            held = replace(visit, state=AppointmentState.HELD, held_until=request.hold_ends_at)
            visits.write(work, held)


def _handed_back(payment: Payment, amount: Money, done: tuple[Payment, ...]) -> Money:
    """Return what is handed over for ``amount``; the last part is what is left, so that the parts sum up."""
    if amount != refundable(payment, done):
        return handed_back(payment, amount)
    return sum((other.paid for other in done), payment.paid)


def _languages(work: Work, payment_id: int) -> ReceiptLanguages:
    """Return the languages of a payment's own receipt: what reverses it speaks the same."""
    found = receipts.document(work, receipts.number_of(work, payment_id))
    return ReceiptLanguages(found.language, found.second_language) if found else ReceiptLanguages()
