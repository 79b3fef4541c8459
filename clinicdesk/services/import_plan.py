"""Says what an import would do with every row of a sheet, so that the dry run and the act are the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.imports import (
    DATE_FIELDS,
    FIELDS,
    REPEATABLE,
    Column,
    Counts,
    DateOrder,
    HeaderBook,
    ImportField,
    ImportKind,
    Match,
    Question,
    Rejected,
    Sheet,
    date_evidence,
    read_date,
)
from clinicdesk.domain.people import Patient, folded_contact
from clinicdesk.domain.text import fold
from clinicdesk.services.import_matching import Register, additions, contacts_of
from clinicdesk.services.import_rows import EMAIL, RowFacts, RowReader
from clinicdesk.storage import imports, patients
from clinicdesk.storage.work import Work

SAMPLES = 3
MOSTLY = 0.6


@dataclass(frozen=True)
class Entry:
    """What becomes of one row: whom it belongs to (below 0 somebody new) and what it adds."""

    facts: RowFacts
    patient_id: int
    added: Mapping[str, object] = field(default_factory=dict)
    new: bool = False
    adds_lead: bool = False
    adds_treatment: bool = False
    agrees: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Return whether the row adds anything to somebody already known."""
        return bool(self.added) or self.adds_lead or self.adds_treatment


@dataclass(frozen=True)
class ImportPlan:
    """Every row judged: the lists behind the counts, the columns, and what must be asked first."""

    kind: ImportKind
    sheet: Sheet
    columns: tuple[Column, ...]
    entries: tuple[Entry, ...]
    rejected: tuple[Rejected, ...]
    questions: tuple[Question, ...]
    matches: tuple[Match, ...]

    @property
    def counts(self) -> Counts:
        """Return the counts of the lists; they add up to the rows read."""
        created = sum(entry.new for entry in self.entries)
        updated = sum(not entry.new and entry.changes for entry in self.entries)
        skipped = len(self.entries) - created - updated
        read = len(self.entries) + len(self.rejected)
        return Counts(read, created, updated, skipped, len(self.rejected))


def columns_of(
    sheet: Sheet,
    kind: ImportKind,
    book: HeaderBook,
    mapping: Mapping[int, ImportField | None],
    orders: Mapping[int, DateOrder],
) -> tuple[Column, ...]:
    """Return the columns with the field each goes into: as the person mapped it, else as its header says."""
    taken: set[ImportField] = {chosen for chosen in mapping.values() if chosen}
    columns: list[Column] = []
    for index, header in enumerate(sheet.header):
        values = [row[index] for row in sheet.rows if row[index]]
        chosen = mapping[index] if index in mapping else _guess(header, values, kind, book, taken)
        if chosen:
            taken.add(chosen)
        columns.append(_column(index, header, values, chosen, orders.get(index)))
    return _names_settled(columns)


def _guess(
    header: str, values: Sequence[str], kind: ImportKind, book: HeaderBook, taken: set[ImportField]
) -> ImportField | None:
    found = book.recognise(header, FIELDS[kind])
    if found is None and values:
        mails = sum(bool(EMAIL.fullmatch(value.strip())) for value in values)
        found = ImportField.EMAIL if mails >= MOSTLY * len(values) else None
    return None if found in taken - REPEATABLE else found


def _column(
    index: int, header: str, values: Sequence[str], chosen: ImportField | None, order: DateOrder | None
) -> Column:
    samples = tuple(dict.fromkeys(values[:: max(1, len(values) // SAMPLES)]))[:SAMPLES]
    column = Column(index, header, samples, chosen)
    if chosen in DATE_FIELDS:
        evidence = date_evidence(values)
        column = replace(
            column, evidence=evidence, order=order or evidence.decided, unreadable=evidence.unreadable
        )
    return column


def _names_settled(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Read "Name, Vorname" and "Họ, Tên" as family and given name where only one of them says so."""
    fields = {column.field for column in columns}
    missing = {ImportField.GIVEN_NAME, ImportField.FAMILY_NAME} - fields
    if ImportField.NAME not in fields or len(missing) != 1:
        return tuple(columns)
    other = missing.pop()
    return tuple(replace(c, field=other) if c.field is ImportField.NAME else c for c in columns)


def questions_of(sheet: Sheet, columns: Sequence[Column]) -> tuple[Question, ...]:
    """Return what a person must decide: the order of the dates in columns that do not prove it."""
    asked: list[Question] = []
    for column in columns:
        if not column.asks or column.evidence is None:
            continue
        sample = next(value for value in (row[column.index] for row in sheet.rows) if _reads_both_ways(value))
        suggested = None
        if column.evidence.day_only != column.evidence.month_only:
            more_days = column.evidence.day_only > column.evidence.month_only
            suggested = DateOrder.DAY_FIRST if more_days else DateOrder.MONTH_FIRST
        asked.append(
            Question(
                column.index,
                column.header,
                sample,
                read_date(sample, DateOrder.DAY_FIRST),
                read_date(sample, DateOrder.MONTH_FIRST),
                column.evidence,
                suggested,
            )
        )
    return tuple(asked)


def _reads_both_ways(value: str) -> bool:
    day, month = read_date(value, DateOrder.DAY_FIRST), read_date(value, DateOrder.MONTH_FIRST)
    return day is not None and month is not None and day != month


def judge(
    work: Work, clinic: Clinic, sheet: Sheet, kind: ImportKind, columns: Sequence[Column], today: date
) -> ImportPlan:
    """Return what becomes of every row of ``sheet``; nothing is written."""
    reader = RowReader(kind, columns, clinic.country, ZoneInfo(clinic.zone), today)
    register = Register(*imports.known_people(work))
    rejected: list[Rejected] = []
    found: list[tuple[RowFacts, int, tuple[str, ...], bool]] = []
    for number, cells in enumerate(sheet.rows, start=2):
        read = reader.read(number, cells)
        if isinstance(read, Rejected):
            rejected.append(read)
            continue
        match = register.find(read)
        found.append((read, register.add(read), (), True) if match is None else (read, *match, False))
    entries = _entries(work, kind, found)
    return ImportPlan(
        kind,
        sheet,
        tuple(columns),
        entries,
        tuple(rejected),
        questions_of(sheet, columns),
        tuple(_match(entry, register) for entry in entries if not entry.new),
    )


def _match(entry: Entry, register: Register) -> Match:
    known = register.people[entry.patient_id]
    adds = [
        *entry.added,
        *(["lead"] if entry.adds_lead else []),
        *(["treatment"] if entry.adds_treatment else []),
    ]
    return Match(entry.facts.row, entry.facts.name, entry.patient_id, known.name, entry.agrees, tuple(adds))


def _entries(
    work: Work, kind: ImportKind, found: Sequence[tuple[RowFacts, int, tuple[str, ...], bool]]
) -> tuple[Entry, ...]:
    known_ids = sorted({patient_id for _, patient_id, _, _ in found if patient_id > 0})
    known: dict[int, dict[str, object]] = {}
    addresses: dict[int, set[str]] = {}
    for start in range(0, len(known_ids), 400):
        for patient_id, patient in patients.several(work, known_ids[start : start + 400]).items():
            known[patient_id] = vars(patient) | {}
            addresses[patient_id] = _addresses(patient)
    past = imports.histories(work, known_ids)
    entries: list[Entry] = []
    for facts, patient_id, agrees, new in found:
        person = known.setdefault(patient_id, {})
        own = addresses.setdefault(patient_id, set())
        history = past.setdefault(patient_id, imports.History(set(), set()))
        added = additions(facts, person, own)
        person.update({name: value for name, value in added.items() if name != "contacts"})
        own |= {folded_contact(contact) for contact in contacts_of(facts)}
        entries.append(
            Entry(
                facts,
                patient_id,
                added,
                new,
                kind is ImportKind.LEADS and _adds_lead(facts, history),
                kind is ImportKind.PATIENTS and _adds_treatment(facts, history),
                agrees,
            )
        )
    return tuple(entries)


def _addresses(patient: Patient) -> set[str]:
    return {folded_contact(contact) for contact in patient.contacts}


def _adds_lead(facts: RowFacts, history: imports.History) -> bool:
    """Return whether the row is an inquiry not known yet, and remember it."""
    key = (facts.reference, fold(facts.request), facts.received_at)
    for reference, request, received_at in history.leads:
        if facts.reference and reference == facts.reference:
            return False
        same_day = facts.received_at is None or received_at is None or received_at == facts.received_at
        if request == key[1] and same_day and not (facts.reference and reference):
            return False
    history.leads.add(key)
    return True


def _adds_treatment(facts: RowFacts, history: imports.History) -> bool:
    """Return whether the row is a dated treatment not known yet, and remember it."""
    if facts.treatment_on is None:
        return False
    key = (facts.treatment_on, fold(treatment_title(facts)))
    if key in history.treatments:
        return False
    history.treatments.add(key)
    return True


def treatment_title(facts: RowFacts) -> str:
    """Return the words of the treatment as the sheet has them, or a plain word where it has none."""
    return facts.treatment or "Treatment"


def teeth_typed(facts: RowFacts) -> str:
    """Return the tooth numbers of the row as they can be parsed: "R46" and "#46" are 46."""
    return ", ".join(re.findall(r"(?<!\d)([1-8][1-8])(?!\d)", facts.teeth or facts.treatment))
