"""Deposits, balances, refunds and their receipts: one transaction for money, number, paper and facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from uuid import UUID

from clinicdesk.domain.changes import Done
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.errors import InvalidInput, NotFound
from clinicdesk.domain.languages import check_document_language
from clinicdesk.domain.leads import FactKind
from clinicdesk.domain.money import Money, Rate
from clinicdesk.domain.payments import (
    TOLERANCE_POINTS,
    WAYS,
    Payment,
    PaymentKind,
    balance,
    check_amounts,
)
from clinicdesk.domain.text import marked, within_line
from clinicdesk.domain.visits import AppointmentState
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.deposits import MONEY, DepositRequests
from clinicdesk.services.papers import press
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.services.receipt_papers import ReceiptLanguages, issued_plan, receipt_paper
from clinicdesk.services.receipts import NOTE_LIMIT, Receipts, found_payment, receipted
from clinicdesk.services.reconcile import reconcile
from clinicdesk.services.refunds import Refunds
from clinicdesk.storage import leads, receipts, visits
from clinicdesk.storage import payments as repository
from clinicdesk.storage.work import Work


@dataclass(frozen=True)
class Received:
    """One payment as it comes in, before it is recorded: what the payment dialog fills in.

    ``amount`` counts on the plan's ledger, ``paid`` is what was handed over (the same where left out), and
    ``rate`` major units of ``amount`` for one of ``paid``. ``received_on`` is the day on the account (today).
    ``way`` is bank, card, cash, link, qr or other. Empty languages follow the patient and the clinic.
    ``credit`` allows more than is left to pay; ``short`` takes less than was requested as the whole deposit.
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
    short: bool = False


class Payments(DepositRequests, Refunds, Receipts):
    """The ledger of every plan; each payment has its receipt, and nothing is ever deleted."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def record(self, received: Received, *, operation: UUID | None = None) -> Done[Payment]:
        """Record a payment with its numbered receipt; a deposit confirms the held date.

        Everything is one transaction: payment, number, frozen paper, PDF, the lead's fact and what is due
        next. The undo voids it, with a receipt of its own. A part of a requested deposit confirms nothing
        until the rest is there, give or take half a percent.

        Raises NotFound, Conflict where the plan is not issued, or InvalidInput (field "amount", "paid",
        "rate", "received_on", "way", "reference", "payer" or "note").
        """
        with self.context.writing() as work:
            earlier = work.once(operation, "payment.record")
            if earlier is not None:
                return self._recorded(work, found_payment(work, earlier["payment_id"]))
            payment = self._incoming(work, received)
            languages = ReceiptLanguages(received.language, received.second_language)
            payment = receipted(work, self.context, payment, languages)
            if payment.kind is PaymentKind.DEPOSIT and (received.short or _reached(work, payment)):
                _book(work, payment)
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


def _rate(value: Decimal | None, paid: Money, amount: Money, at: datetime) -> Rate | None:
    if value is None or paid.currency == amount.currency:
        return None
    if not value.is_finite() or not 0 < value < Decimal(10) ** 12:
        raise InvalidInput(marked("The exchange rate is above zero, and not too large."), field="rate")
    return Rate(paid.currency, amount.currency, value, at)


def _reached(work: Work, payment: Payment) -> bool:
    """Return whether the requested deposit is paid now; one that nobody requested is paid by any amount."""
    request = repository.request_of(work, payment)
    if request is None:
        return True
    own = (p for p in repository.of_plan(work, request.plan_id) if p.request_id == request.id)
    missing = request.amount.minor - sum(p.amount.minor for p in own)
    return missing <= request.amount.part(TOLERANCE_POINTS).minor


def _book(work: Work, payment: Payment) -> None:
    """Record on the inquiry that the deposit was paid; the date that it holds is confirmed."""
    if payment.lead_id is None:
        return
    leads.add_fact(work, payment.lead_id, FactKind.DEPOSIT_PAID, detail={"payment_id": payment.id})
    visit = repository.booked_visit(work, payment.lead_id)
    if visit is not None and visit.state is AppointmentState.HELD:
        visits.write(work, replace(visit, state=AppointmentState.CONFIRMED, held_until=None))
