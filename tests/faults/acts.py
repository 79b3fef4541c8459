"""What the working process of the fault tests does: small acts of a clinic's day, each under an operation."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import Letterhead, PaperPatient
from clinicdesk.domain.receipts import ReceiptDocument
from clinicdesk.storage import tables
from clinicdesk.storage.work import Storage, Work

Result = dict[str, Any]
PDF = b"%PDF-1.7" + bytes(range(256)) * 120


def add_patient(work: Work, operation: UUID) -> Result:
    """Add one person."""
    name = f"Patient {operation.hex[:8]}"
    row = insert(tables.patient).values(name=name, search=name, sort_name=name, created_at=work.at)
    return {"patient": work.execute(row).inserted_primary_key[0]}


def take_payment(work: Work, operation: UUID) -> Result:
    """Record a payment of somebody known with its numbered receipt."""
    patient = work.execute(select(func.max(tables.patient.c.id))).scalar_one()
    if patient is None:
        return add_patient(work, operation)
    amount = Money(1 + operation.int % 500_000, "EUR")
    payment = work.execute(
        insert(tables.payment).values(
            patient_id=patient,
            kind="deposit",
            minor=amount.minor,
            currency="EUR",
            paid_minor=amount.minor,
            paid_currency="EUR",
            reference=str(operation),
            received_on=work.at.date(),
            recorded_at=work.at,
        )
    ).inserted_primary_key[0]
    sequence = work.next_in("R-2026")
    number = f"R-2026-{sequence:04}"
    document = ReceiptDocument(
        number, "deposit", "en", Letterhead("Clinic"), work.at, work.at.date(), amount, amount,
        PaperPatient("A"), (),
    ).sealed()  # fmt: skip
    work.execute(
        insert(tables.receipt).values(
            payment_id=payment,
            series="R-2026",
            sequence=sequence,
            number=number,
            issued_at=work.at,
            language="en",
            document=document.to_json(),
            check_code=document.check_code,
            pdf=PDF,
            pdf_sha256=sha256(PDF).hexdigest(),
        )
    )
    return {"payment": payment, "number": number}


ACTS: dict[str, Callable[[Work, UUID], Result]] = {"patient.add": add_patient, "payment.record": take_payment}


def perform(storage: Storage, at: datetime, action: str, operation: UUID) -> Result:
    """Do one act in one transaction, once however often it is asked."""
    with storage.writing(at=at) as work:
        earlier = work.once(operation, action)
        if earlier is not None:
            return earlier
        result = ACTS[action](work, operation)
        work.audit(action, "clinic", None, result)
        work.remember(operation, result)
        return result


def choose(dice: random.Random) -> str:
    """Return the next act of the day."""
    return dice.choices(list(ACTS), weights=[1, 3])[0]
