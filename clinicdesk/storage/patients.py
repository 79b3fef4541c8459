"""Reads and writes patients and their addresses, and lists them for the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import RowMapping, Select, delete, func, insert, literal, select, union, update

from clinicdesk.domain.leads import OPEN_STAGES
from clinicdesk.domain.people import Contact, ContactKind, Patient, folded_contact, search_text
from clinicdesk.domain.text import fold
from clinicdesk.storage import tables
from clinicdesk.storage.words import contains_all
from clinicdesk.storage.work import Work

_t, _c = tables.patient, tables.contact
_COLUMNS = (
    _t.c.id, _t.c.name, _t.c.given_name, _t.c.family_name, _t.c.native_name, _t.c.birth_on, _t.c.sex,
    _t.c.country, _t.c.city, _t.c.zone, _t.c.language, _t.c.languages, _t.c.preferred_channel,
    _t.c.owner_id, _t.c.alert, _t.c.note, _t.c.old_number, _t.c.created_at,
)  # fmt: skip


def patient_of(row: RowMapping, contacts: Iterable[Contact]) -> Patient:
    """Return the patient of one row of this table with its addresses."""
    values = {column.name: row[column.name] for column in _COLUMNS}
    values["languages"] = tuple(values["languages"])
    return Patient(**values, contacts=tuple(contacts))


def get(work: Work, patient_id: int) -> Patient | None:
    """Return one patient; None where there is none of that id."""
    row = work.execute(select(*_COLUMNS).where(_t.c.id == patient_id)).mappings().one_or_none()
    if row is None:
        return None
    return patient_of(row, contacts(work, [patient_id]).get(patient_id, ()))


def several(work: Work, patient_ids: Sequence[int]) -> dict[int, Patient]:
    """Return the patients of ``patient_ids`` (at most a few hundred) by id."""
    found = contacts(work, patient_ids)
    rows = work.execute(select(*_COLUMNS).where(_t.c.id.in_(patient_ids))).mappings()
    return {row["id"]: patient_of(row, found.get(row["id"], ())) for row in rows}


def contacts(work: Work, patient_ids: Sequence[int]) -> dict[int, list[Contact]]:
    """Return the addresses of each of ``patient_ids`` in their order."""
    chosen = select(_c.c.patient_id, _c.c.kind, _c.c.value).where(_c.c.patient_id.in_(patient_ids))
    found: dict[int, list[Contact]] = {}
    for row in work.execute(chosen.order_by(_c.c.patient_id, _c.c.position)):
        found.setdefault(row.patient_id, []).append(Contact(ContactKind(row.kind), row.value))
    return found


def add(work: Work, patient: Patient, *, import_id: int | None = None) -> int:
    """Store a new patient and return the id."""
    values = _values(patient) | {"import_id": import_id, "created_at": patient.created_at or work.at}
    made = work.execute(insert(_t).values(values).returning(_t.c.id))
    patient_id = int(made.scalar_one())
    _write_contacts(work, patient_id, patient.contacts)
    return patient_id


def write(work: Work, patient: Patient) -> None:
    """Store a changed patient with all addresses."""
    work.execute(update(_t).where(_t.c.id == patient.id).values(_values(patient)))
    work.execute(delete(_c).where(_c.c.patient_id == patient.id))
    _write_contacts(work, patient.id, patient.contacts)


def _write_contacts(work: Work, patient_id: int, found: Iterable[Contact]) -> None:
    rows = [
        {
            "patient_id": patient_id,
            "kind": contact.kind.value,
            "value": contact.value,
            "folded": folded_contact(contact),
            "position": position,
        }
        for position, contact in enumerate(found)
    ]
    if rows:
        work.execute(insert(_c), rows)


def _values(patient: Patient) -> dict[str, object]:
    return {
        "name": patient.name,
        "given_name": patient.given_name,
        "family_name": patient.family_name,
        "native_name": patient.native_name,
        "search": search_text(patient),
        "sort_name": fold(patient.name),
        "birth_on": patient.birth_on,
        "sex": patient.sex,
        "country": patient.country,
        "city": patient.city,
        "zone": patient.zone,
        "language": patient.language,
        "languages": list(patient.languages),
        "preferred_channel": patient.preferred_channel,
        "owner_id": patient.owner_id,
        "alert": patient.alert,
        "note": patient.note,
        "old_number": patient.old_number,
    }


def has_history(work: Work, patient_id: int) -> bool:
    """Return whether anything hangs on the patient: a lead, plan, payment, treatment, message or task."""
    holders = (
        tables.lead, tables.plan, tables.payment, tables.treatment, tables.message, tables.task,
        tables.appointment, tables.next_trip,
    )  # fmt: skip
    any_row = union(*(select(literal(1)).where(h.c.patient_id == patient_id) for h in holders))
    return work.execute(any_row.limit(1)).first() is not None


def remove(work: Work, patient_id: int) -> None:
    """Delete a patient on whom nothing hangs, with addresses, answers and computed follow-ups."""
    for table in (tables.contact, tables.consent, tables.followup):
        work.execute(delete(table).where(table.c.patient_id == patient_id))
    work.execute(delete(_t).where(_t.c.id == patient_id))


def alike(work: Work, *, words: Sequence[str], addresses: Sequence[str]) -> tuple[int, ...]:
    """Return the ids of patients who may be the same person as somebody with these name words.

    They share an address, or all words in any order, or the first word as the beginning of the name.
    At most 300; the caller compares them fact by fact.
    """
    living = _t.c.merged_into.is_(None)
    queries: list[Select[tuple[int]]] = []
    if addresses:
        queries.append(select(_c.c.patient_id).where(_c.c.folded.in_(list(addresses))).limit(100))
    if words:
        queries.append(select(_t.c.id).where(*contains_all(_t.c.search, words), living).limit(100))
        begins = _t.c.sort_name.between(words[0], words[0] + "\U0010ffff")
        queries.append(select(_t.c.id).where(begins, living).limit(100))
    found = {int(i) for query in queries for i in work.execute(query).scalars()}
    return tuple(sorted(found))


def with_open_cases(work: Work) -> tuple[int, ...]:
    """Return the ids of patients who have an open lead or a follow-up that is still to be done."""
    stages = [stage.value for stage in OPEN_STAGES]
    f = tables.followup
    found = union(
        select(tables.lead.c.patient_id).where(tables.lead.c.stage.in_(stages)),
        select(f.c.patient_id).where(f.c.active == 1, f.c.state == "open"),
    )
    return tuple(sorted(work.execute(found).scalars()))


def count(work: Work) -> int:
    """Return how many patients there are."""
    return int(
        work.execute(select(func.count()).select_from(_t).where(_t.c.merged_into.is_(None))).scalar_one()
    )


def markets(work: Work) -> tuple[str, ...]:
    """Return the countries that patients live in, in order."""
    rows = work.execute(select(_t.c.country).distinct().where(_t.c.country != ""))
    return tuple(sorted(rows.scalars()))
