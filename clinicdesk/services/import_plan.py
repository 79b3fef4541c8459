"""Says what an import would do with every row of a sheet, so that the dry run and the act are the same."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.import_dates import DateOrder, date_evidence, is_blank_date, read_date
from clinicdesk.domain.imports import (
    DATE_FIELDS,
    FIELDS,
    REPEATABLE,
    Column,
    Counts,
    HeaderBook,
    ImportField,
    ImportKind,
    Match,
    Question,
    Rejected,
    Sheet,
    name_key,
)
from clinicdesk.domain.people import Patient, folded_contact
from clinicdesk.domain.text import fold
from clinicdesk.services.import_matching import Register, additions
from clinicdesk.services.import_rows import EMAIL, RowFacts, RowReader
from clinicdesk.storage import imports, patients
from clinicdesk.storage.work import Work

SAMPLES = 3
SAMPLE_LENGTH = 80
MOSTLY = 0.6
LOOKED_AT, LONGEST_MAIL = 500, 200
REPORT_EVERY = 200
DIGEST = 20
WHOLE_NAMES = frozenset({ImportField.NAME, ImportField.GIVEN_NAME, ImportField.FAMILY_NAME})

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Entry:
    """What becomes of one row: whom it belongs to (below 0 somebody new) and what it adds."""

    facts: RowFacts
    digest: str
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
class Found:
    """Whom a row belongs to, what agrees, and whether it is somebody new or was taken before."""

    facts: RowFacts
    digest: str
    patient_id: int
    agrees: tuple[str, ...] = ()
    new: bool = False
    again: bool = False


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
    values = [[row[index] for row in sheet.rows if row[index]] for index in range(len(sheet.header))]
    chosen = _guessed(sheet.header, values, FIELDS[kind], book, mapping)
    columns = [
        _column(index, header, values[index], chosen.get(index), orders.get(index))
        for index, header in enumerate(sheet.header)
    ]
    return _names_settled(columns, mapping.keys())


def _guessed(
    headers: Sequence[str],
    values: Sequence[Sequence[str]],
    allowed: Sequence[ImportField],
    book: HeaderBook,
    mapping: Mapping[int, ImportField | None],
) -> dict[int, ImportField | None]:
    """Return the field of each column: as mapped, then as its whole header says, then a part of it.

    A header that is exactly "full_name" goes before one that only contains the word, as "ad_name".
    """
    chosen = dict(mapping)
    taken = {one for one in chosen.values() if one}
    for whole in (True, False):
        for index, header in enumerate(headers):
            if index in chosen:
                continue
            free = [one for one in allowed if one in REPEATABLE or one not in taken]
            if taken & WHOLE_NAMES and not whole:
                free = [one for one in free if one is not ImportField.NAME]
            found = book.exact(header, free) if whole else book.inside(header, free)
            if found is not None:
                chosen[index] = found
                taken.add(found)
    for index, column in enumerate(values):
        if index not in chosen and _mostly_mails(column):
            chosen[index] = ImportField.EMAIL
    return chosen


def _mostly_mails(values: Sequence[str]) -> bool:
    looked = [value.strip() for value in values[:LOOKED_AT] if len(value) < LONGEST_MAIL]
    return bool(looked) and sum(bool(EMAIL.fullmatch(value)) for value in looked) >= MOSTLY * len(looked)


def _column(
    index: int, header: str, values: Sequence[str], chosen: ImportField | None, order: DateOrder | None
) -> Column:
    picked = (" ".join(value[:SAMPLE_LENGTH].split()) for value in values[:: max(1, len(values) // SAMPLES)])
    samples = tuple(dict.fromkeys(picked))[:SAMPLES]
    column = Column(index, header, samples, chosen)
    if chosen in DATE_FIELDS:
        evidence = date_evidence(values)
        return replace(column, evidence=evidence, order=order or evidence.decided)
    return column


def _names_settled(columns: Sequence[Column], mapped: Collection[int]) -> tuple[Column, ...]:
    """Read "Name, Vorname" and "Họ, Tên" as family and given name where only one of them says so."""
    fields = {column.field for column in columns}
    missing = {ImportField.GIVEN_NAME, ImportField.FAMILY_NAME} - fields
    if ImportField.NAME not in fields or len(missing) != 1:
        return tuple(columns)
    other = missing.pop()
    return tuple(
        replace(c, field=other) if c.field is ImportField.NAME and c.index not in mapped else c
        for c in columns
    )


def questions_of(sheet: Sheet, columns: Sequence[Column], today: date) -> tuple[Question, ...]:
    """Return what a person must decide: the order of the dates in columns that do not prove it."""
    asked: list[Question] = []
    for column in columns:
        if not column.asks or column.evidence is None:
            continue
        sample = next(value for value in (row[column.index] for row in sheet.rows) if _reads_both_ways(value))
        asked.append(
            Question(
                column.index,
                column.header,
                sample,
                read_date(sample, DateOrder.DAY_FIRST),
                read_date(sample, DateOrder.MONTH_FIRST),
                column.evidence,
                column.evidence.suggested,
                {order: _refused(sheet, column, order, today) for order in DateOrder},
            )
        )
    return tuple(asked)


def _refused(sheet: Sheet, column: Column, order: DateOrder, today: date) -> int:
    typed = (row[column.index] for row in sheet.rows)
    read = (read_date(text, order) for text in typed if not is_blank_date(text))
    return sum(day is None or day > today for day in read)


def _reads_both_ways(value: str) -> bool:
    day, month = read_date(value, DateOrder.DAY_FIRST), read_date(value, DateOrder.MONTH_FIRST)
    return day is not None and month is not None and day != month


def judge(
    work: Work,
    clinic: Clinic,
    sheet: Sheet,
    kind: ImportKind,
    columns: Sequence[Column],
    today: date,
    progress: Progress | None = None,
) -> ImportPlan:
    """Return what becomes of every row of ``sheet``; nothing is written.

    ``progress`` hears the rows done and all rows; what it raises stops the judging.
    """
    reader = RowReader(kind, columns, clinic.country, ZoneInfo(clinic.zone), today)
    register = Register(*imports.known_people(work))
    taken = imports.taken_rows(work)
    rejected: list[Rejected] = []
    found: list[Found] = []
    for index, cells in enumerate(sheet.rows):
        if progress and index % REPORT_EVERY == 0:
            progress(index, len(sheet.rows))
        read = reader.read(sheet.number(index), cells)
        if isinstance(read, Rejected):
            rejected.append(read)
        else:
            found.append(_found(read, kind, register, taken))
    entries = _entries(work, kind, found)
    return ImportPlan(
        kind,
        sheet,
        _with_unreadable(columns, rejected),
        entries,
        tuple(rejected),
        questions_of(sheet, columns, today),
        tuple(_match(entry, register) for entry in entries if not entry.new),
    )


def _found(facts: RowFacts, kind: ImportKind, register: Register, taken: dict[str, int]) -> Found:
    """Say whom the row belongs to; a row that an earlier import took, or that comes twice, adds nothing."""
    digest, identity = digest_of(facts, kind), digest_of(facts)
    person = taken.get(digest)
    if person in register.people:
        return Found(facts, digest, person, ("row",), again=True)
    known = register.find(facts)
    if known is None and (person := taken.get(identity)) in register.people:
        known = (person, ("row",))
    patient_id, agrees = known or (register.add(facts), ())
    taken[digest] = taken[identity] = patient_id
    return Found(facts, digest, patient_id, agrees, new=known is None)


def digest_of(facts: RowFacts, kind: ImportKind | None = None) -> str:
    """Return what stands for a row in later imports: all it says, or without ``kind`` whom it names.

    A person's name and addresses may have been corrected since; the row that brought them is still known.
    """
    said = (
        repr(replace(facts, row=0)) + kind.value
        if kind
        else repr((name_key(facts.name), sorted(facts.contacts), facts.birth_on))
    )
    return hashlib.sha256(said.encode()).hexdigest()[:DIGEST]


def _with_unreadable(columns: Sequence[Column], rejected: Sequence[Rejected]) -> tuple[Column, ...]:
    wrong = Counter(row.column for row in rejected)
    return tuple(replace(column, unreadable=wrong[column.index]) for column in columns)


def _match(entry: Entry, register: Register) -> Match:
    known = register.people[entry.patient_id]
    adds = [
        *entry.added,
        *(["lead"] if entry.adds_lead else []),
        *(["treatment"] if entry.adds_treatment else []),
    ]
    return Match(entry.facts.row, entry.facts.name, entry.patient_id, known.name, entry.agrees, tuple(adds))


def _entries(work: Work, kind: ImportKind, found: Sequence[Found]) -> tuple[Entry, ...]:
    known_ids = sorted({one.patient_id for one in found if one.patient_id > 0})
    known: dict[int, dict[str, object]] = {}
    addresses: dict[int, set[str]] = {}
    for start in range(0, len(known_ids), 400):
        for patient_id, patient in patients.several(work, known_ids[start : start + 400]).items():
            known[patient_id] = vars(patient) | {}
            addresses[patient_id] = _addresses(patient)
    past = imports.histories(work, known_ids)
    entries: list[Entry] = []
    for one in found:
        if one.again:
            entries.append(Entry(one.facts, one.digest, one.patient_id, agrees=one.agrees))
            continue
        facts, patient_id = one.facts, one.patient_id
        person = known.setdefault(patient_id, {})
        own = addresses.setdefault(patient_id, set())
        history = past.setdefault(patient_id, imports.History(set(), set()))
        added = additions(facts, person, own)
        person.update({name: value for name, value in added.items() if name != "contacts"})
        own |= facts.addresses.keys()
        lead = kind is ImportKind.LEADS and _adds_lead(facts, history)
        treatment = kind is ImportKind.PATIENTS and _adds_treatment(facts, history)
        entries.append(Entry(facts, one.digest, patient_id, added, one.new, lead, treatment, one.agrees))
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
