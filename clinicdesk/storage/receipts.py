"""Reads and writes receipts: numbered without gaps in their payment's transaction, then frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select

from clinicdesk.domain.money import Money
from clinicdesk.domain.payments import PaymentKind
from clinicdesk.domain.receipts import ReceiptDocument
from clinicdesk.storage import tables
from clinicdesk.storage.sealed import sealed
from clinicdesk.storage.work import Work

_t, _p = tables.receipt, tables.payment


@dataclass(frozen=True)
class ReceiptNumber:
    """A receipt's place in its series: "R-2026", 187, printed as R-2026-00187."""

    series: str
    sequence: int

    @property
    def text(self) -> str:
        """Return the number as it is printed."""
        return f"{self.series}-{self.sequence:05}"


@dataclass(frozen=True)
class ReceiptRow:
    """One receipt as lists show it; refunds and voids are negative."""

    number: str
    payment_id: int
    patient_id: int
    patient_name: str
    kind: PaymentKind
    amount: Money
    received_on: date
    issued_at: datetime
    plan_id: int | None = None


def next_number(work: Work, prefix: str, year: int) -> ReceiptNumber:
    """Take the next number of the series of ``year``; it is given back if the transaction fails."""
    series = f"{prefix}-{year}"
    return ReceiptNumber(series, work.next_in(f"receipt:{series}"))


def coming_number(work: Work, prefix: str, year: int) -> ReceiptNumber:
    """Return the number that the next receipt would get, without taking it."""
    series = f"{prefix}-{year}"
    last = work.execute(select(func.max(_t.c.sequence)).where(_t.c.series == series)).scalar()
    return ReceiptNumber(series, (last or 0) + 1)


def add(
    work: Work, payment_id: int, number: ReceiptNumber, document: ReceiptDocument, pdf: bytes, sha256: str
) -> int:
    """Freeze one payment's receipt with its paper and return its id."""
    made = work.execute(
        insert(_t)
        .values(
            payment_id=payment_id,
            series=number.series,
            sequence=number.sequence,
            number=number.text,
            issued_at=work.at,
            issued_by=work.by,
            **sealed(document, pdf, sha256),
        )
        .returning(_t.c.id)
    )
    return int(made.scalar_one())


def number_of(work: Work, payment_id: int) -> str:
    """Return the printed number of a payment's receipt; empty where there is none."""
    found: str | None = work.execute(select(_t.c.number).where(_t.c.payment_id == payment_id)).scalar()
    return found or ""


def pdf(work: Work, number: str) -> bytes | None:
    """Return the PDF of a receipt as it was issued; None where there is no such number."""
    found: bytes | None = work.execute(select(_t.c.pdf).where(_t.c.number == number)).scalar()
    return found


def document(work: Work, number: str) -> ReceiptDocument | None:
    """Return the frozen paper of a receipt; None where there is no such number."""
    found = work.execute(select(_t.c.document).where(_t.c.number == number)).scalar()
    return ReceiptDocument.from_json(found) if found else None


def rows(work: Work, *, patient_id: int | None = None, limit: int | None = None) -> tuple[ReceiptRow, ...]:
    """Return receipts, the newest first: of a patient, or all."""
    query = (
        select(
            _t.c.number, _t.c.payment_id, _p.c.patient_id, tables.patient.c.name, _p.c.kind, _p.c.minor,
            _p.c.currency, _p.c.received_on, _t.c.issued_at, _p.c.plan_id,
        )
        .join(_p, _p.c.id == _t.c.payment_id)
        .join(tables.patient, tables.patient.c.id == _p.c.patient_id)
        .order_by(_t.c.id.desc())
    )  # fmt: skip
    if patient_id is not None:
        query = query.where(_p.c.patient_id == patient_id)
    return tuple(_row(row) for row in work.execute(query.limit(limit) if limit is not None else query))


def _row(row: Any) -> ReceiptRow:
    return ReceiptRow(
        row.number,
        row.payment_id,
        row.patient_id,
        row.name,
        PaymentKind(row.kind),
        Money(row.minor, row.currency),
        row.received_on,
        row.issued_at,
        row.plan_id,
    )
