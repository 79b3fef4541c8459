"""Reads and writes deposit requests and payments; a payment is never changed or deleted."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import RowMapping, Select, insert, select, update

from clinicdesk.domain.clinic import RefundStep
from clinicdesk.domain.deposits import DepositRequest
from clinicdesk.domain.money import Money, Rate
from clinicdesk.domain.payments import Payment, PaymentKind
from clinicdesk.domain.visits import Appointment, AppointmentState
from clinicdesk.storage import tables, visits
from clinicdesk.storage.work import Work

_t, _q = tables.payment, tables.deposit_request


def add(work: Work, payment: Payment) -> int:
    """Store a payment and return its id; its receipt belongs to the same transaction."""
    rate = payment.rate
    made = work.execute(
        insert(_t)
        .values(
            patient_id=payment.patient_id,
            lead_id=payment.lead_id,
            plan_id=payment.plan_id,
            request_id=payment.request_id,
            kind=payment.kind.value,
            minor=payment.amount.minor,
            currency=payment.amount.currency,
            paid_minor=payment.paid.minor,
            paid_currency=payment.paid.currency,
            rate=rate.value if rate else None,
            rate_at=rate.pinned_at if rate else None,
            way=payment.way,
            reference=payment.reference,
            payer=payment.payer,
            payer_relation=payment.payer_relation,
            received_on=payment.received_on,
            recorded_at=payment.recorded_at,
            by=payment.by,
            refunds_id=payment.refunds_id,
            note=payment.note,
        )
        .returning(_t.c.id)
    )
    return int(made.scalar_one())


def get(work: Work, payment_id: int) -> Payment | None:
    """Return one payment; None where there is none of that id."""
    return next(iter(_payments(work, select(_t).where(_t.c.id == payment_id))), None)


def of_plan(work: Work, plan_id: int) -> tuple[Payment, ...]:
    """Return the ledger of one plan in the order it was recorded."""
    return _payments(work, select(_t).where(_t.c.plan_id == plan_id))


def of_patient(work: Work, patient_id: int) -> tuple[Payment, ...]:
    """Return every payment of one patient in the order it was recorded."""
    return _payments(work, select(_t).where(_t.c.patient_id == patient_id))


def refunds_of(work: Work, payment_id: int) -> tuple[Payment, ...]:
    """Return what was given back or voided of one payment."""
    return _payments(work, select(_t).where(_t.c.refunds_id == payment_id))


def _payments(work: Work, query: Select[tuple[object, ...]]) -> tuple[Payment, ...]:
    return tuple(_payment(row) for row in work.execute(query.order_by(_t.c.id)).mappings())


def _payment(row: RowMapping) -> Payment:
    rate = row["rate"]
    return Payment(
        id=row["id"],
        patient_id=row["patient_id"],
        kind=PaymentKind(row["kind"]),
        amount=Money(row["minor"], row["currency"]),
        paid=Money(row["paid_minor"], row["paid_currency"]),
        received_on=row["received_on"],
        recorded_at=row["recorded_at"],
        lead_id=row["lead_id"],
        plan_id=row["plan_id"],
        request_id=row["request_id"],
        rate=Rate(row["paid_currency"], row["currency"], rate, row["rate_at"]) if rate is not None else None,
        way=row["way"],
        reference=row["reference"],
        payer=row["payer"],
        payer_relation=row["payer_relation"],
        by=row["by"],
        refunds_id=row["refunds_id"],
        note=row["note"],
    )


def add_request(work: Work, request: DepositRequest) -> int:
    """Store a deposit request and return its id."""
    rule = {"free_moves": request.free_moves, "steps": [asdict(step) for step in request.ladder]}
    made = work.execute(
        insert(_q)
        .values(
            lead_id=request.lead_id,
            plan_id=request.plan_id,
            revision_id=request.revision_id,
            appointment_id=request.appointment_id,
            minor=request.amount.minor,
            currency=request.amount.currency,
            ladder=rule,
            hold_ends_at=request.hold_ends_at,
            requested_at=request.requested_at,
            channel=request.channel,
            ways=list(request.ways),
            by=request.by,
        )
        .returning(_q.c.id)
    )
    return int(made.scalar_one())


def get_request(work: Work, request_id: int) -> DepositRequest | None:
    """Return one deposit request, withdrawn ones too; None where there is none of that id."""
    row = work.execute(select(_q).where(_q.c.id == request_id)).mappings().one_or_none()
    return _request(row) if row else None


def request_of(work: Work, payment: Payment) -> DepositRequest | None:
    """Return the request that a deposit answered; None for a payment that answered none."""
    return get_request(work, payment.request_id) if payment.request_id is not None else None


def open_request(work: Work, lead_id: int) -> DepositRequest | None:
    """Return the lead's newest request that was not withdrawn; None where there is none."""
    query = select(_q).where(_q.c.lead_id == lead_id, _q.c.withdrawn_at.is_(None))
    row = work.execute(query.order_by(_q.c.id.desc()).limit(1)).mappings().one_or_none()
    return _request(row) if row else None


def set_withdrawn(work: Work, request_id: int, at: datetime | None) -> None:
    """Let a request count no more, or again with None."""
    work.execute(update(_q).where(_q.c.id == request_id).values(withdrawn_at=at))


def booked_visit(work: Work, lead_id: int) -> Appointment | None:
    """Return the lead's first held or confirmed appointment; None where nothing is booked."""
    booked = {AppointmentState.HELD, AppointmentState.CONFIRMED}
    return next((visit for visit in visits.of_lead(work, lead_id) if visit.state in booked), None)


def _request(row: RowMapping) -> DepositRequest:
    rule = row["ladder"]
    return DepositRequest(
        id=row["id"],
        lead_id=row["lead_id"],
        plan_id=row["plan_id"],
        revision_id=row["revision_id"],
        amount=Money(row["minor"], row["currency"]),
        requested_at=row["requested_at"],
        ladder=tuple(RefundStep(**step) for step in rule["steps"]),
        free_moves=rule["free_moves"],
        appointment_id=row["appointment_id"],
        hold_ends_at=row["hold_ends_at"],
        channel=row["channel"],
        ways=tuple(row["ways"]),
        by=row["by"],
        withdrawn_at=row["withdrawn_at"],
    )
