"""The receipt as data: everything its page says, frozen when the payment is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from clinicdesk.domain.clinic import RefundStep
from clinicdesk.domain.freezing import check_code, frozen, thawed
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import NOBODY, UNSAID, Letterhead, PaperPatient, PaperStaff, Said


@dataclass(frozen=True)
class BalanceLine:
    """One line of "How it counts": ``kind`` is total, earlier, this, or left.

    ``amounts`` has one sum per currency of the table: the ledger's and, where it was paid in another
    currency, that one at the pinned rate. Payments are negative, refunds positive.
    """

    kind: str
    amounts: tuple[Money, ...]


@dataclass(frozen=True)
class ReceiptDocument:
    """All that a receipt's page says: words resolved, dates and sums still data.

    ``kind`` is deposit, balance, refund or void. ``amount`` counts on the ledger and is positive on every
    kind (the kind says which way it went); ``paid`` is what was handed over, ``rate`` major units of
    ``amount`` for one of ``paid`` (None in the same currency). ``issued_at`` and ``appointment_at`` are UTC,
    to be written in ``letterhead.zone``. ``way`` is bank, card, cash, link, qr or other. ``title`` is the
    owner's own title, or empty for the standard one of its kind. ``replaces`` is the number of the receipt
    whose money a refund or a void gives back.
    """

    number: str
    kind: str
    language: str
    letterhead: Letterhead
    issued_at: datetime
    received_on: date
    amount: Money
    paid: Money
    patient: PaperPatient
    balance: tuple[BalanceLine, ...]
    second_language: str = ""
    title: str = ""
    rate: Decimal | None = None
    rate_on: date | None = None
    payer: str = ""
    payer_relation: str = ""
    way: str = ""
    reference: str = ""
    plan_number: str = ""
    plan_revision: int = 0
    plan_title: Said = UNSAID
    appointment_at: datetime | None = None
    dentist: str = ""
    ladder: tuple[RefundStep, ...] = ()
    free_moves: int = 0
    coordinator: PaperStaff = NOBODY
    received_by: str = ""
    note: str = ""
    replaces: str = ""
    refund_percent: int | None = None
    check_code: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the document as JSON values, as it is stored with its receipt."""
        data: dict[str, Any] = frozen(self)
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ReceiptDocument:
        """Return the document that ``to_json`` gave ``data`` of."""
        return thawed(cls, data)

    def sealed(self) -> ReceiptDocument:
        """Return the document with the check code of all its other data."""
        bare = replace(self, check_code="")
        return replace(bare, check_code=check_code(bare.to_json()))
