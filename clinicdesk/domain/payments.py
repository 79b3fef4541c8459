"""Payments on a plan's ledger: deposits, balances and refunds, and the balance they leave."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clinicdesk.domain.money import Money, Rate


class PaymentKind(StrEnum):
    """What a payment is for; a refund is recorded as a negative amount."""

    DEPOSIT = "deposit"
    BALANCE = "balance"
    REFUND = "refund"


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
