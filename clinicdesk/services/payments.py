"""Deposits, balances, refunds and their receipts: one transaction for money, number, paper and facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from hashlib import sha256
from uuid import UUID

from clinicdesk.domain.changes import Done
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.deposits import refund_percent
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.languages import check_document_language
from clinicdesk.domain.leads import FactKind
from clinicdesk.domain.money import PERCENT, Money, Rate
from clinicdesk.domain.payments import (
    WAYS,
    Payment,
    PaymentKind,
    balance,
    check_amounts,
    check_refund,
    handed_back,
    refundable,
)
from clinicdesk.domain.text import marked, within_line
from clinicdesk.domain.visits import AppointmentState
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.deposits import MONEY, DepositRequests
from clinicdesk.services.papers import press
from clinicdesk.services.permissions import COORDINATION, EVERYBODY, permitted
from clinicdesk.services.receipt_papers import ReceiptLanguages, issued_plan, receipt_paper
from clinicdesk.services.receipts import Receipts, found_payment
from clinicdesk.services.reconcile import reconcile
from clinicdesk.storage import leads, patients, receipts, visits
from clinicdesk.storage import payments as repository
from clinicdesk.storage.work import Work

NOTE_LIMIT = 300


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


@dataclass(frozen=True)
class Received:
    """One payment as it comes in, before it is recorded: what the payment dialog fills in.

    ``amount`` counts on the plan's ledger, ``paid`` is what was handed over (the same where left out), and
    ``rate`` major units of ``amount`` for one of ``paid``. ``received_on`` is the day on the account (today).
    ``way`` is bank, card, cash, link, qr or other. Empty languages follow the patient and the clinic.
    """

    patient_id: int
    kind: PaymentKind
    amount: Money
    paid: Money | None = None
    rate: Decimal | None = None
    plan_id: int | None = None
    lead_id: int | None = None
    way: str = "bank"
    reference: str = ""
    payer: str = ""
    payer_relation: str = ""
    received_on: date | None = None
    note: str = ""
    language: str = ""
    second_language: str = ""
    credit: bool = False


class Payments(DepositRequests, Receipts):
    """The ledger of every plan; each payment has its receipt, and nothing is ever deleted."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def record(self, received: Received, *, operation: UUID | None = None) -> Done[Payment]:
        """Record a payment with its numbered receipt; a deposit confirms the held date.

        Everything is one transaction: payment, number, frozen paper, PDF, the lead's fact and what is due
        next. The undo voids it, with a receipt of its own.

        Raises NotFound, Conflict where the plan is not issued, or InvalidInput (field "amount", "paid",
        "rate", "received_on", "way", "reference", "payer" or "note").
        """
        with self.context.writing() as work:
            earlier = work.once(operation, "payment.record")
            if earlier is not None:
                return self._recorded(work, found_payment(work, earlier["payment_id"]))
            payment = self._incoming(work, received)
            languages = ReceiptLanguages(received.language, received.second_language)
            payment = self._store(work, payment, languages)
            if payment.kind is PaymentKind.DEPOSIT and payment.lead_id is not None:
                leads.add_fact(
                    work, payment.lead_id, FactKind.DEPOSIT_PAID, detail={"payment_id": payment.id}
                )
                visit = repository.booked_visit(work, payment.lead_id)
                if visit is not None and visit.state is AppointmentState.HELD:
                    booked = replace(visit, state=AppointmentState.CONFIRMED, held_until=None)
                    visits.write(work, booked)
            reconcile(work, self.context, payment.patient_id)
            work.remember(operation, {"payment_id": payment.id})
            return self._recorded(work, payment)

    def _recorded(self, work: Work, payment: Payment) -> Done[Payment]:
        return Done(
            payment,
            MONEY,
            marked("{amount} was recorded, receipt {number}."),
            {"amount": payment.amount, "number": receipts.number_of(work, payment.id)},
            partial(self.void, payment.id),
        )

    def _incoming(self, work: Work, received: Received) -> Payment:
        """Return the payment that was typed, checked; it is not stored yet."""
        kind = PaymentKind(received.kind)
        if kind not in {PaymentKind.DEPOSIT, PaymentKind.BALANCE}:
            raise InvalidInput(marked("A payment is a deposit or a balance."), field="kind")
        paid = received.paid or received.amount
        rate = _rate(received.rate, paid, received.amount, work.at)
        check_amounts(received.amount, paid, rate)
        if received.way not in WAYS:
            raise InvalidInput(marked("Choose how it was paid."), field="way")
        for name in ("language", "second_language"):
            if getattr(received, name):
                check_document_language(getattr(received, name), name)
        today = clinic_date(work.at, settings_of(work, self.context).clinic.tz)
        received_on = received.received_on or today
        if received_on > today:
            raise InvalidInput(marked("The money cannot have come in after today."), field="received_on")
        lead_id = received.lead_id
        if received.plan_id is not None:
            lead_id = self._counted_on(work, received) or lead_id
        request = repository.open_request(work, lead_id) if lead_id is not None else None
        return Payment(
            id=0,
            patient_id=received.patient_id,
            kind=kind,
            amount=received.amount,
            paid=paid,
            received_on=received_on,
            recorded_at=work.at,
            lead_id=lead_id,
            plan_id=received.plan_id,
            request_id=request.id if request and kind is PaymentKind.DEPOSIT else None,
            rate=rate,
            way=received.way,
            reference=within_line(received.reference, "reference"),
            payer=within_line(received.payer, "payer"),
            payer_relation=within_line(received.payer_relation, "payer_relation"),
            by=work.by,
            note=within_line(received.note, "note", NOTE_LIMIT),
        )

    def _counted_on(self, work: Work, received: Received) -> int | None:
        """Refuse what cannot count on the plan's ledger; return the plan's inquiry."""
        issued = issued_plan(work, received.plan_id or 0)
        if issued.plan.patient_id != received.patient_id:
            raise NotFound(marked("This plan is not one of the patient's."))
        if received.amount.currency != issued.total.currency:
            raise InvalidInput(
                marked("This plan is counted in {currency}."), field="amount", currency=issued.total.currency
            )
        left = balance(issued.total, repository.of_plan(work, issued.plan.id)).left
        if received.amount.minor > left.minor and not received.credit:
            raise InvalidInput(
                marked("{amount} is more than the {left} that are left to pay."),
                field="amount",
                amount=received.amount,
                left=left,
            )
        return issued.plan.lead_id

    def _store(
        self,
        work: Work,
        payment: Payment,
        languages: ReceiptLanguages,
        *,
        replaces: str = "",
        percent: int | None = None,
    ) -> Payment:
        """Store a payment and its receipt under the next number; both or neither."""
        from clinicdesk.documents.receipt import receipt_pdf

        if patients.get(work, payment.patient_id) is None:
            raise NotFound(marked("This patient is not in the clinic's file."))
        payment = replace(payment, id=repository.add(work, payment))
        clinic = settings_of(work, self.context).clinic
        year = clinic_date(work.at, clinic.tz).year
        number = receipts.next_number(work, clinic.receipt_series, year)
        paper = receipt_paper(
            work,
            self.context,
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

    @permitted(EVERYBODY)
    def preview(self, received: Received) -> bytes:
        """Return the receipt that ``record`` would make, as a PDF under the number that comes next.

        Nothing is stored and no number is taken. Raises what ``record`` raises.
        """
        from clinicdesk.documents.receipt import receipt_pdf

        with self.context.reading() as work:
            payment = self._incoming(work, received)
            clinic = settings_of(work, self.context).clinic
            number = receipts.coming_number(work, clinic.receipt_series, clinic_date(work.at, clinic.tz).year)
            languages = ReceiptLanguages(received.language, received.second_language)
            paper = receipt_paper(work, self.context, payment, number=number.text, languages=languages)
        return receipt_pdf(replace(paper, check_code=""), press())

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
                payment,
                id=0,
                kind=PaymentKind.REFUND,
                amount=-sum_back,
                paid=-_handed_back(payment, sum_back, done),
                received_on=clinic_date(work.at, settings_of(work, self.context).clinic.tz),
                recorded_at=work.at,
                way=way or payment.way,
                reference=within_line(reference, "reference"),
                by=work.by,
                refunds_id=payment_id,
                note=within_line(note, "note", NOTE_LIMIT),
            )
            by_rule = payment.kind is PaymentKind.DEPOSIT and sum_back == proposal.amount
            languages = _languages(work, payment_id)
            back = self._store(work, back, languages, percent=proposal.percent if by_rule else None)
            if payment.kind is PaymentKind.DEPOSIT and sum_back == proposal.left:
                self._cancel_booking(work, back)
            reconcile(work, self.context, payment.patient_id)
            work.remember(operation, {"payment_id": back.id})
            return self._given_back(work, back)

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
            back = replace(
                payment,
                id=0,
                kind=PaymentKind.VOID,
                amount=-payment.amount,
                paid=-payment.paid,
                received_on=clinic_date(work.at, settings_of(work, self.context).clinic.tz),
                recorded_at=work.at,
                by=work.by,
                refunds_id=payment_id,
                note=within_line(reason, "reason", NOTE_LIMIT),
            )
            replaces = receipts.number_of(work, payment_id)
            back = self._store(work, back, _languages(work, payment_id), replaces=replaces)
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


def _rate(value: Decimal | None, paid: Money, amount: Money, at: datetime) -> Rate | None:
    if value is None or paid.currency == amount.currency:
        return None
    if not value.is_finite() or not 0 < value < Decimal(10) ** 12:
        raise InvalidInput(marked("The exchange rate is above zero, and not too large."), field="rate")
    return Rate(paid.currency, amount.currency, value, at)


def _handed_back(payment: Payment, amount: Money, done: tuple[Payment, ...]) -> Money:
    """Return what is handed over for ``amount``; the last part is what is left, so that the parts sum up."""
    if amount != refundable(payment, done):
        return handed_back(payment, amount)
    return sum((other.paid for other in done), payment.paid)


def _languages(work: Work, payment_id: int) -> ReceiptLanguages:
    """Return the languages of a payment's own receipt: what reverses it speaks the same."""
    found = receipts.document(work, receipts.number_of(work, payment_id))
    return ReceiptLanguages(found.language, found.second_language) if found else ReceiptLanguages()
