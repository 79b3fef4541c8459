"""Keeps what an import did, so that it can be undone, and knows who is already in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, exists, insert, or_, select, update

from clinicdesk.domain.imports import Counts, ImportKind, name_key
from clinicdesk.domain.text import fold
from clinicdesk.storage import patients, tables
from clinicdesk.storage.work import Work

_batch, _patient, _contact = tables.import_batch, tables.patient, tables.contact


@dataclass(frozen=True)
class KnownPerson:
    """What is compared of somebody who is already here."""

    id: int
    name: str
    birth_on: date | None


@dataclass(frozen=True)
class Batch:
    """One import that was carried out; ``undone_at`` says whether it was taken back."""

    id: int
    kind: ImportKind
    file_name: str
    counts: Counts
    at: datetime
    undone_at: datetime | None


def known_people(work: Work) -> tuple[dict[int, KnownPerson], dict[str, list[int]]]:
    """Return everybody in the file by id, and the ids by folded address and folded name."""
    rows = work.execute(
        select(_patient.c.id, _patient.c.name, _patient.c.birth_on).where(_patient.c.merged_into.is_(None))
    )
    people = {row.id: KnownPerson(row.id, row.name, row.birth_on) for row in rows}
    index: dict[str, list[int]] = {}
    for person in people.values():
        index.setdefault(name_key(person.name), []).append(person.id)
    for row in work.execute(select(_contact.c.patient_id, _contact.c.folded)):
        if row.patient_id in people:
            index.setdefault(row.folded, []).append(row.patient_id)
    return people, index


@dataclass
class History:
    """What of somebody's past is compared with a row: treatments by day and words, leads by words and day."""

    treatments: set[tuple[date, str]]
    leads: set[tuple[str, str, datetime | None]]


def histories(work: Work, patient_ids: Iterable[int]) -> dict[int, History]:
    """Return the compared past of each of ``patient_ids``."""
    found = {patient_id: History(set(), set()) for patient_id in patient_ids}
    treatment, lead = tables.treatment, tables.lead
    for ids in _chunks(list(found)):
        done = select(treatment.c.patient_id, treatment.c.done_on, treatment.c.title).where(
            treatment.c.patient_id.in_(ids), treatment.c.retracted_at.is_(None)
        )
        for row in work.execute(done):
            found[row.patient_id].treatments.add((row.done_on, fold(row.title)))
        asked = select(lead.c.patient_id, lead.c.reference, lead.c.request, lead.c.received_at)
        for row in work.execute(asked.where(lead.c.patient_id.in_(ids))):
            found[row.patient_id].leads.add((row.reference, fold(row.request), row.received_at))
    return found


def _chunks(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + 400] for start in range(0, len(ids), 400))


def begin(work: Work, *, kind: ImportKind, file_name: str, sha256: str) -> int:
    """Store the start of an import and return its id, the tag of everything it makes."""
    values = {"kind": kind.value, "file_name": file_name, "file_sha256": sha256, "at": work.at, "by": work.by}
    return int(work.execute(insert(_batch).values(values).returning(_batch.c.id)).scalar_one())


def finish(work: Work, batch_id: int, counts: Counts, before: Mapping[str, Any]) -> None:
    """Store what became of the rows, and how the changed patients were before."""
    values = {"counts": vars(counts), "before": dict(before)}
    work.execute(update(_batch).where(_batch.c.id == batch_id).values(values))


def batches(work: Work) -> tuple[Batch, ...]:
    """Return the imports, newest first."""
    rows = work.execute(select(_batch).order_by(_batch.c.id.desc()))
    return tuple(
        Batch(row.id, ImportKind(row.kind), row.file_name, Counts(**row.counts), row.at, row.undone_at)
        for row in rows
    )


def before(work: Work, batch_id: int) -> dict[str, Any] | None:
    """Return how the patients changed by an import were before it; None where it is unknown or undone."""
    row = work.execute(
        select(_batch.c.before).where(_batch.c.id == batch_id, _batch.c.undone_at.is_(None))
    ).one_or_none()
    return None if row is None else dict(row.before)


def touched_since(work: Work, batch_id: int) -> tuple[int, ...]:
    """Return the patients of an import on whom people have worked since: they are kept by an undo."""
    at = select(_batch.c.at).where(_batch.c.id == batch_id).scalar_subquery()
    fact, lead = tables.lead_fact, tables.lead
    later = (
        exists().where(lead.c.patient_id == _patient.c.id, lead.c.import_id.is_distinct_from(batch_id)),
        exists().where(
            fact.c.lead_id == lead.c.id, lead.c.patient_id == _patient.c.id, fact.c.recorded_at > at
        ),
        exists().where(
            tables.treatment.c.patient_id == _patient.c.id,
            tables.treatment.c.import_id.is_distinct_from(batch_id),
        ),
        *(
            exists().where(table.c.patient_id == _patient.c.id)
            for table in (tables.plan, tables.payment, tables.message, tables.task, tables.appointment,
                          tables.consent, tables.next_trip)
        ),
        exists().where(
            tables.followup.c.patient_id == _patient.c.id, tables.followup.c.state_at.is_not(None)
        ),
    )  # fmt: skip
    rows = work.execute(select(_patient.c.id).where(_patient.c.import_id == batch_id, or_(*later)))
    return tuple(rows.scalars())


def remove(work: Work, batch_id: int, keep: Iterable[int]) -> tuple[int, ...]:
    """Delete what an import made, but for the patients in ``keep``; return the patients removed."""
    kept = set(keep)
    made = work.execute(select(_patient.c.id).where(_patient.c.import_id == batch_id)).scalars()
    gone = tuple(patient_id for patient_id in made if patient_id not in kept)
    lead, treatment = tables.lead, tables.treatment
    mine = {
        tables.lead_fact: tables.lead_fact.c.lead_id.in_(
            select(lead.c.id).where(_made(lead, batch_id, kept))
        ),
        tables.guarantee: tables.guarantee.c.treatment_id.in_(
            select(treatment.c.id).where(_made(treatment, batch_id, kept))
        ),
        tables.followup: tables.followup.c.lead_id.in_(select(lead.c.id).where(_made(lead, batch_id, kept))),
        treatment: _made(treatment, batch_id, kept),
        lead: _made(lead, batch_id, kept),
    }
    for table, condition in mine.items():
        work.execute(delete(table).where(condition))
    for patient_id in gone:
        patients.remove(work, patient_id)
    return gone


def _made(table: Any, batch_id: int, kept: set[int]) -> Any:
    return (table.c.import_id == batch_id) & table.c.patient_id.not_in(kept)


def undone(work: Work, batch_id: int) -> None:
    """Store that the import was taken back."""
    work.execute(update(_batch).where(_batch.c.id == batch_id).values(undone_at=work.at))
