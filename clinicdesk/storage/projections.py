"""Reads what the file keeps for its lists, so that a check can compare it with what the facts say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from clinicdesk.storage import tables as t
from clinicdesk.storage.work import Work


class StoredStage(NamedTuple):
    """The stage that is stored with a lead, since when, and when the lead came."""

    lead_id: int
    received_at: datetime
    stage: str
    stage_at: datetime


def stages(work: Work) -> tuple[StoredStage, ...]:
    """Return the stored stage of every lead, oldest lead first."""
    rows = select(t.lead.c.id, t.lead.c.received_at, t.lead.c.stage, t.lead.c.stage_at).order_by(t.lead.c.id)
    return tuple(StoredStage(*row) for row in work.execute(rows))


def patient_ids(work: Work) -> Sequence[int]:
    """Return the id of every patient."""
    return work.execute(select(t.patient.c.id)).scalars().all()


def searches(work: Work, ids: Sequence[int]) -> Mapping[int, str]:
    """Return the words by which each of the patients ``ids`` is found."""
    stored = select(t.patient.c.id, t.patient.c.search).where(t.patient.c.id.in_(ids))
    return {row.id: row.search for row in work.execute(stored)}


def deposits_without_fact(work: Work) -> tuple[tuple[int, int], ...]:
    """Return payment and lead of each deposit, not voided, that its lead's facts do not name."""
    voided = select(t.payment.c.refunds_id).where(t.payment.c.kind == "void")
    paid = select(t.payment.c.id, t.payment.c.lead_id).where(
        t.payment.c.kind == "deposit", t.payment.c.lead_id.is_not(None), t.payment.c.id.not_in(voided)
    )
    facts = select(t.lead_fact.c.lead_id, t.lead_fact.c.detail).where(
        t.lead_fact.c.kind == "deposit_paid", t.lead_fact.c.retracted_at.is_(None)
    )
    known = {(row.lead_id, row.detail.get("payment_id")) for row in work.execute(facts)}
    return tuple((row.id, row.lead_id) for row in work.execute(paid) if (row.lead_id, row.id) not in known)
