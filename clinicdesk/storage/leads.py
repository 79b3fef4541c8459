"""Reads and writes leads and their dated facts; the stored stage is a projection of the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, insert, literal, select, union, update

from clinicdesk.domain.leads import Fact, FactKind, Lead, Origin, Stage, search_text, stage
from clinicdesk.domain.money import Money
from clinicdesk.storage import tables
from clinicdesk.storage.work import Work

_t, _f = tables.lead, tables.lead_fact


def money(minor: int | None, currency: str | None) -> Money | None:
    """Return the amount of a pair of columns; None where either is empty."""
    return Money(minor, currency) if minor is not None and currency else None


def lead_of(row: RowMapping) -> Lead:
    """Return the lead of one row of this table."""
    return Lead(
        id=row["id"],
        patient_id=row["patient_id"],
        channel=row["channel"],
        origin=Origin(row["origin"]),
        received_at=row["received_at"],
        request=row["request"],
        treatment=row["treatment"],
        reference=row["reference"],
        questions=tuple(row["questions"]),
        owner_id=row["owner_id"],
        value=money(row["value_minor"], row["value_currency"]),
        travel_from=row["travel_from"],
        travel_to=row["travel_to"],
        travel_note=row["travel_note"],
        stage=Stage(row["stage"]),
        stage_at=row["stage_at"],
    )


def fact_of(row: RowMapping) -> Fact:
    """Return the fact of one row of this table."""
    return Fact(FactKind(row["kind"]), row["at"], row["by"], row["detail"], row["id"])


def get(work: Work, lead_id: int) -> Lead | None:
    """Return one lead; None where there is none of that id."""
    row = work.execute(select(_t).where(_t.c.id == lead_id)).mappings().one_or_none()
    return lead_of(row) if row else None


def of_patient(work: Work, patient_id: int) -> tuple[Lead, ...]:
    """Return the leads of one patient, the newest first."""
    rows = work.execute(
        select(_t).where(_t.c.patient_id == patient_id).order_by(_t.c.received_at.desc(), _t.c.id.desc())
    )
    return tuple(lead_of(row) for row in rows.mappings())


def add(work: Work, lead: Lead, *, import_id: int | None = None) -> int:
    """Store a new lead, whose stage is New since it came in, and return its id."""
    values = _values(lead) | {
        "patient_id": lead.patient_id,
        "import_id": import_id,
        "stage": Stage.NEW.value,
        "stage_at": lead.received_at,
    }
    return int(work.execute(insert(_t).values(values).returning(_t.c.id)).scalar_one())


def write(work: Work, lead: Lead) -> None:
    """Store a changed lead; its stage follows from its facts and from when it came in."""
    work.execute(update(_t).where(_t.c.id == lead.id).values(_values(lead)))
    restage(work, lead.id)


def _values(lead: Lead) -> dict[str, object]:
    return {
        "channel": lead.channel,
        "origin": lead.origin.value,
        "received_at": lead.received_at,
        "request": lead.request,
        "treatment": lead.treatment,
        "reference": lead.reference,
        "questions": list(lead.questions),
        "owner_id": lead.owner_id,
        "value_minor": lead.value.minor if lead.value else None,
        "value_currency": lead.value.currency if lead.value else None,
        "travel_from": lead.travel_from,
        "travel_to": lead.travel_to,
        "travel_note": lead.travel_note,
        "search": search_text(lead),
    }


def remove(work: Work, lead_id: int) -> None:
    """Delete a lead that has no history, with its computed follow-ups."""
    work.execute(delete(tables.followup).where(tables.followup.c.lead_id == lead_id))
    work.execute(delete(_t).where(_t.c.id == lead_id))


def has_history(work: Work, lead_id: int) -> bool:
    """Return whether anything hangs on the lead: a fact, plan, payment, visit, message or task."""
    holders = (
        _f, tables.plan, tables.payment, tables.treatment, tables.message, tables.task, tables.appointment,
        tables.next_trip, tables.travel, tables.deposit_request,
    )  # fmt: skip
    any_row = union(*(select(literal(1)).where(h.c.lead_id == lead_id) for h in holders))
    return work.execute(any_row.limit(1)).first() is not None


def facts(work: Work, lead_id: int) -> tuple[Fact, ...]:
    """Return the facts of one lead that count, in the order they happened."""
    return several_facts(work, [lead_id]).get(lead_id, ())


def several_facts(work: Work, lead_ids: Sequence[int]) -> dict[int, tuple[Fact, ...]]:
    """Return the facts that count of each of ``lead_ids``, in the order they happened."""
    chosen = select(_f.c.lead_id, _f.c.id, _f.c.kind, _f.c.at, _f.c.by, _f.c.detail)
    chosen = chosen.where(_f.c.lead_id.in_(lead_ids), _f.c.retracted_at.is_(None))
    found: dict[int, list[Fact]] = {}
    for row in work.execute(chosen.order_by(_f.c.at, _f.c.id)).mappings():
        found.setdefault(row["lead_id"], []).append(fact_of(row))
    return {lead_id: tuple(items) for lead_id, items in found.items()}


def add_fact(
    work: Work,
    lead_id: int,
    kind: FactKind,
    *,
    at: datetime | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Fact:
    """Record one fact, at ``work.at`` where no instant is given, and restage the lead."""
    fact = Fact(kind, at or work.at, work.by, dict(detail or {}))
    made = work.execute(
        insert(_f)
        .values(
            lead_id=lead_id,
            kind=kind.value,
            at=fact.at,
            by=fact.by,
            detail=fact.detail,
            recorded_at=work.at,
        )
        .returning(_f.c.id)
    )
    fact_id = int(made.scalar_one())
    restage(work, lead_id)
    return Fact(kind, fact.at, fact.by, fact.detail, fact_id)


def fact(work: Work, fact_id: int) -> tuple[int, Fact, bool] | None:
    """Return the lead's id, the fact, and whether it counts; None where there is none of that id."""
    row = work.execute(select(_f).where(_f.c.id == fact_id)).mappings().one_or_none()
    return (row["lead_id"], fact_of(row), row["retracted_at"] is None) if row else None


def retract_fact(work: Work, fact_id: int) -> None:
    """Take a fact back: it stays in the file and counts no more; the lead is restaged."""
    _count(work, fact_id, work.at)


def restore_fact(work: Work, fact_id: int) -> None:
    """Let a fact that was taken back count again; the lead is restaged."""
    _count(work, fact_id, None)


def _count(work: Work, fact_id: int, retracted_at: datetime | None) -> None:
    changed = update(_f).where(_f.c.id == fact_id).values(retracted_at=retracted_at)
    restage(work, work.execute(changed.returning(_f.c.lead_id)).scalar_one())


def restage(work: Work, lead_id: int) -> Stage:
    """Write the stage that the lead's facts say, and since when, and return it."""
    received_at = work.execute(select(_t.c.received_at).where(_t.c.id == lead_id)).scalar_one()
    current, since = stage(received_at, facts(work, lead_id))
    work.execute(update(_t).where(_t.c.id == lead_id).values(stage=current.value, stage_at=since))
    return current


def facts_of_message(work: Work, message_id: int) -> tuple[int, ...]:
    """Return the ids of the facts that a message stands for, whether or not they count."""
    lead_id = select(tables.message.c.lead_id).where(tables.message.c.id == message_id).scalar_subquery()
    rows = work.execute(select(_f.c.id, _f.c.detail).where(_f.c.lead_id == lead_id))
    return tuple(row.id for row in rows if row.detail.get("message_id") == message_id)


def issued_revision(work: Work, plan_id: int, patient_id: int) -> int | None:
    """Return the last issued revision of a patient's plan, 0 for a draft; None where it is not theirs."""
    plan = tables.plan
    asked = select(plan.c.revision).where(plan.c.id == plan_id, plan.c.patient_id == patient_id)
    revision = work.execute(asked).scalar_one_or_none()
    return None if revision is None else int(revision)


def channels(work: Work) -> tuple[str, ...]:
    """Return the channels that leads came in by, in order."""
    return tuple(sorted(work.execute(select(_t.c.channel).distinct()).scalars()))
