"""Payments on a plan's ledger: deposits, balances and refunds, and the balance they leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clinicdesk.domain.errors import Conflict, InvalidInput
from clinicdesk.domain.money import LARGEST_MINOR, Money, Rate, half_up, total
from clinicdesk.domain.text import marked


class PaymentKind(StrEnum):
    """What a payment is for; refunds and voids are recorded as negative amounts.

    A refund gives money back; a void reverses a payment that was recorded wrongly.
    """

    DEPOSIT = "deposit"
    BALANCE = "balance"
    REFUND = "refund"
    VOID = "void"


TOLERANCE_POINTS = 50
"""A counted amount may differ from the converted one by half a percent (fees of a transfer), no more."""

WAYS = ("bank", "card", "cash", "link", "qr", "other")


@dataclass(frozen=True)
class Payment:
    """One payment: ``amount`` counts on the ledger, ``paid`` is what was handed over, ``rate`` joins them."""

    id: int
    patient_id: int
    kind: PaymentKind
    amount: Money
    paid: Money
    received_on: date
    recorded_at: datetime
    lead_id: int | None = None
    plan_id: int | None = None
    request_id: int | None = None
    rate: Rate | None = None
    way: str = ""
    reference: str = ""
    payer: str = ""
    payer_relation: str = ""
    by: int | None = None
    refunds_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Balance:
    """What a plan's ledger says, derived from its payments: ``total`` - ``paid`` = ``left``.

    ``paid`` is payments less refunds and voids; ``left`` below zero is a credit of the patient.
    """

    total: Money
    paid: Money
    left: Money


def balance(full: Money, payments: Iterable[Payment]) -> Balance:
    """Return the balance of a ledger with the total ``full``; every payment is in its currency."""
    paid = total((payment.amount for payment in payments), full.currency)
    return Balance(full, paid, full - paid)


def refundable(payment: Payment, payments: Iterable[Payment]) -> Money:
    """Return what is left of ``payment`` after the refunds and voids of it among ``payments``."""
    taken = (other.amount for other in payments if other.refunds_id == payment.id)
    return payment.amount + total(taken, payment.amount.currency)


def handed_back(payment: Payment, amount: Money) -> Money:
    """Return what ``amount`` of ``payment`` is in the currency it was paid in, in proportion, half up."""
    if amount == payment.amount:
        return payment.paid
    return Money(half_up(payment.paid.minor * amount.minor, payment.amount.minor), payment.paid.currency)


def check_amounts(amount: Money, paid: Money, rate: Rate | None) -> None:
    """Refuse amounts that do not fit together (InvalidInput with field "amount", "paid" or "rate").

    Paid in another currency needs a rate between the two; a difference of up to half a percent from the
    converted sum may be accepted by a person.
    """
    for name, money in (("amount", amount), ("paid", paid)):
        if not 0 < money.minor <= LARGEST_MINOR:
            raise InvalidInput(marked("The amount is above zero, and not too large."), field=name)
    if amount.currency == paid.currency:
        counted = paid
    elif rate is None or (rate.source, rate.target) != (paid.currency, amount.currency) or rate.value <= 0:
        raise InvalidInput(
            marked("Say how many {target} one {source} is, so that the payment can be counted."),
            field="rate",
            source=paid.currency,
            target=amount.currency,
        )
    else:
        counted = rate.convert(paid)
    allowed = counted.part(TOLERANCE_POINTS).minor if rate else 0
    if abs(counted.minor - amount.minor) > allowed:
        raise InvalidInput(
            marked("{paid} is {counted}, but {amount} would be counted."),
            field="amount",
            paid=paid,
            counted=counted,
            amount=amount,
        )


def check_refund(payment: Payment, amount: Money, payments: Iterable[Payment]) -> None:
    """Refuse a refund of more than is left of ``payment``, or of a refund (InvalidInput or Conflict)."""
    if payment.kind in {PaymentKind.REFUND, PaymentKind.VOID}:
        raise Conflict(marked("This is money that was given back; it cannot be given back again."))
    left = refundable(payment, payments)
    if amount.currency != left.currency or not 0 < amount.minor <= left.minor:
        raise InvalidInput(
            marked("At most {left} of this payment can be given back."), field="amount", left=left
        )
