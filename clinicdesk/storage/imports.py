"""Keeps what an import did, so that it can be undone, and knows who is already in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, exists, insert, or_, select, update

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
    native_name: str = ""


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
        select(_patient.c.id, _patient.c.name, _patient.c.birth_on, _patient.c.native_name).where(
            _patient.c.merged_into.is_(None)
        )
    )
    people = {row.id: KnownPerson(row.id, row.name, row.birth_on, row.native_name) for row in rows}
    index: dict[str, list[int]] = {}
    for person in people.values():
        for key in {name_key(name) for name in (person.name, person.native_name) if name}:
            index.setdefault(key, []).append(person.id)
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


@dataclass(frozen=True)
class Added:
    """What an import wrote into a patient that was known already: each field before and after, addresses."""

    fields: Mapping[str, tuple[Any, Any]]
    contacts: tuple[tuple[str, str], ...] = ()


def finish(
    work: Work, batch_id: int, counts: Counts, added: Mapping[int, Added], rows: Mapping[str, int]
) -> None:
    """Store what became of the rows, what was added to known patients, and whom each row belongs to."""
    record = {
        "added": {
            str(patient_id): {"fields": dict(one.fields), "contacts": [list(c) for c in one.contacts]}
            for patient_id, one in added.items()
        },
        "rows": dict(rows),
    }
    values = {"counts": vars(counts), "before": record}
    work.execute(update(_batch).where(_batch.c.id == batch_id).values(values))


def taken_rows(work: Work) -> dict[str, int]:
    """Return the patients that rows of earlier imports belong to, by the row's digest."""
    taken: dict[str, int] = {}
    for record in work.execute(select(_batch.c.before).where(_batch.c.undone_at.is_(None))).scalars():
        taken.update(record.get("rows", {}))
    merged = work.execute(
        select(_patient.c.id, _patient.c.merged_into).where(_patient.c.merged_into.is_not(None))
    )
    into: dict[int, int] = {row.id: row.merged_into for row in merged}
    return {digest: _end(patient_id, into) for digest, patient_id in taken.items()}


def _end(patient_id: int, into: Mapping[int, int]) -> int:
    for _ in into:
        if patient_id not in into:
            break
        patient_id = into[patient_id]
    return patient_id


def batches(work: Work) -> tuple[Batch, ...]:
    """Return the imports, newest first."""
    rows = work.execute(select(_batch).order_by(_batch.c.id.desc()))
    return tuple(
        Batch(row.id, ImportKind(row.kind), row.file_name, Counts(**row.counts), row.at, row.undone_at)
        for row in rows
    )


def added(work: Work, batch_id: int) -> dict[int, Added] | None:
    """Return what an import added to patients known before it; None where it is unknown or undone."""
    row = work.execute(
        select(_batch.c.before).where(_batch.c.id == batch_id, _batch.c.undone_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return {
        int(patient_id): Added(
            {name: (pair[0], pair[1]) for name, pair in one["fields"].items()},
            tuple((kind, value) for kind, value in one["contacts"]),
        )
        for patient_id, one in row.before.get("added", {}).items()
    }


@dataclass(frozen=True)
class Kept:
    """What an undo leaves because people have worked on it since: patients, inquiries and treatments."""

    patients: frozenset[int]
    leads: frozenset[int]
    treatments: frozenset[int]


def worked_on(work: Work, batch_id: int) -> Kept:
    """Return what of an import people, or a later import, have worked on since."""
    lead, treatment = tables.lead, tables.treatment
    leads = select(lead.c.id).where(
        lead.c.import_id == batch_id,
        or_(_touched(lead, batch_id), *_referred(lead, {tables.lead_fact, tables.followup})),
    )
    treatments = select(treatment.c.id).where(
        treatment.c.import_id == batch_id,
        or_(
            _touched(treatment, batch_id),
            treatment.c.retracted_at.is_not(None),
            *_referred(treatment, {tables.guarantee, tables.followup}),
        ),
    )
    kept_leads = frozenset(work.execute(leads).scalars())
    kept_treatments = frozenset(work.execute(treatments).scalars())
    made = {tables.contact, tables.followup, tables.lead, tables.treatment, tables.guarantee, _patient}
    patients_of = select(_patient.c.id).where(
        _patient.c.import_id == batch_id,
        or_(
            _touched(_patient, batch_id),
            *_referred(_patient, made),
            *(
                exists().where(own.c.patient_id == _patient.c.id, own.c.import_id.is_distinct_from(batch_id))
                for own in (lead, treatment)
            ),
            _patient.c.id.in_(select(lead.c.patient_id).where(lead.c.id.in_(leads.subquery().select()))),
            _patient.c.id.in_(
                select(treatment.c.patient_id).where(treatment.c.id.in_(treatments.subquery().select()))
            ),
            exists().where(
                tables.followup.c.patient_id == _patient.c.id, tables.followup.c.state_at.is_not(None)
            ),
        ),
    )
    kept = set(work.execute(patients_of).scalars()) | _added_later(work, batch_id)
    return Kept(frozenset(kept), kept_leads, kept_treatments)


def _touched(table: Table, batch_id: int) -> ColumnElement[bool]:
    """Return the condition that the audit trail names a row of ``table`` after the import."""
    audit = tables.audit
    since = select(audit.c.id).where(
        audit.c.action == "imports.take", audit.c.subject == "import_batch", audit.c.subject_id == batch_id
    )
    named = select(audit.c.subject_id).where(
        audit.c.subject == table.name, audit.c.id > since.scalar_subquery(), audit.c.subject_id.is_not(None)
    )
    return table.c.id.in_(named)


def _referred(table: Table, but: set[Table]) -> list[ColumnElement[bool]]:
    """Return the conditions that a row of another table points to a row of ``table``."""
    return [
        exists().where(key.parent == table.c.id)
        for other in tables.metadata.sorted_tables
        if other not in but
        for key in other.foreign_keys
        if key.column is table.c.id
    ]


def _added_later(work: Work, batch_id: int) -> set[int]:
    later = select(_batch.c.before).where(_batch.c.id > batch_id, _batch.c.undone_at.is_(None))
    return {int(key) for record in work.execute(later).scalars() for key in record.get("added", {})}


def remove(work: Work, batch_id: int, kept: Kept) -> tuple[int, ...]:
    """Delete what an import made, but for what is ``kept``; return the patients removed."""
    made = work.execute(select(_patient.c.id).where(_patient.c.import_id == batch_id)).scalars()
    gone = tuple(patient_id for patient_id in made if patient_id not in kept.patients)
    lead, treatment = tables.lead, tables.treatment
    for ids in _chunks(_made(work, lead, batch_id, kept.patients, kept.leads)):
        for table in (tables.lead_fact, tables.followup):
            work.execute(delete(table).where(table.c.lead_id.in_(ids)))
        work.execute(delete(lead).where(lead.c.id.in_(ids)))
    for ids in _chunks(_made(work, treatment, batch_id, kept.patients, kept.treatments)):
        work.execute(delete(tables.guarantee).where(tables.guarantee.c.treatment_id.in_(ids)))
        work.execute(delete(treatment).where(treatment.c.id.in_(ids)))
    for patient_id in gone:
        patients.remove(work, patient_id)
    return gone


def people_of(work: Work, batch_id: int) -> set[int]:
    """Return the patients that an import made and that are there, and those of its leads and treatments."""
    own = (tables.lead, tables.treatment)
    queries = [select(t.c.patient_id).where(t.c.import_id == batch_id) for t in own]
    queries.append(select(_patient.c.id).where(_patient.c.import_id == batch_id))
    return {patient_id for query in queries for patient_id in work.execute(query).scalars()}


def _made(
    work: Work, table: Table, batch_id: int, patient_ids: frozenset[int], own: frozenset[int]
) -> list[int]:
    """Return the rows of an import in ``table``, but for those kept and those of new patients kept."""
    rows = work.execute(
        select(table.c.id, table.c.patient_id, _patient.c.import_id)
        .join(_patient, _patient.c.id == table.c.patient_id)
        .where(table.c.import_id == batch_id)
    )
    return [
        row.id
        for row in rows
        if row.id not in own and not (row.patient_id in patient_ids and row.import_id == batch_id)
    ]


def undone(work: Work, batch_id: int) -> None:
    """Store that the import was taken back."""
    work.execute(update(_batch).where(_batch.c.id == batch_id).values(undone_at=work.at))
