"""How spreadsheets of people are read: headers recognised, dates decided or asked, rows counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from clinicdesk.domain.text import fold

BUDDHIST_OFFSET = 543
BUDDHIST_YEARS = range(2400, 2700)
CENTURY_TURN = 40
SHORTEST_INNER_WORD = 4
DATE_SPLIT = re.compile(r"[./\-\s,年月日년월일]+")
DATE_SHAPE = re.compile(r"^\s*(\d{1,4}\D{1,3}\d{1,2}\D{1,3}\d{1,4}|\d{8})(?:[ T日일].*)?$")
MONTH_WORD = re.compile(
    r"^(\d{1,2})[ .\-]*([^\W\d_]{3,})[ .,\-]*(\d{2,4})$|^([^\W\d_]{3,})[ .]*(\d{1,2}),? +(\d{4})$"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class ImportKind(StrEnum):
    """What the rows of a spreadsheet are."""

    LEADS = "leads"
    PATIENTS = "patients"


class ImportField(StrEnum):
    """What a column can be taken into; consent is not among them (safety rule 11)."""

    NAME = "name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    NATIVE_NAME = "native_name"
    PHONE = "phone"
    EMAIL = "email"
    BIRTH_ON = "birth_on"
    SEX = "sex"
    COUNTRY = "country"
    CITY = "city"
    LANGUAGE = "language"
    CHANNEL = "channel"
    REFERENCE = "reference"
    OLD_NUMBER = "old_number"
    RECEIVED_ON = "received_on"
    REQUEST = "request"
    TREATMENT = "treatment"
    TREATMENT_ON = "treatment_on"
    DENTIST = "dentist"
    TEETH = "teeth"
    PAID = "paid"
    CURRENCY = "currency"
    NOTE = "note"


PERSON_FIELDS = (
    ImportField.NAME,
    ImportField.GIVEN_NAME,
    ImportField.FAMILY_NAME,
    ImportField.NATIVE_NAME,
    ImportField.PHONE,
    ImportField.EMAIL,
    ImportField.BIRTH_ON,
    ImportField.SEX,
    ImportField.COUNTRY,
    ImportField.CITY,
    ImportField.LANGUAGE,
    ImportField.CHANNEL,
    ImportField.OLD_NUMBER,
    ImportField.NOTE,
)
FIELDS: Mapping[ImportKind, tuple[ImportField, ...]] = {
    ImportKind.LEADS: (
        *PERSON_FIELDS,
        ImportField.RECEIVED_ON,
        ImportField.REQUEST,
        ImportField.TREATMENT,
        ImportField.REFERENCE,
    ),
    ImportKind.PATIENTS: (
        *PERSON_FIELDS,
        ImportField.TREATMENT,
        ImportField.TREATMENT_ON,
        ImportField.DENTIST,
        ImportField.TEETH,
        ImportField.PAID,
        ImportField.CURRENCY,
    ),
}
REPEATABLE = frozenset({ImportField.PHONE, ImportField.EMAIL, ImportField.NOTE, ImportField.REQUEST})
DATE_FIELDS = frozenset({ImportField.BIRTH_ON, ImportField.RECEIVED_ON, ImportField.TREATMENT_ON})


class DateOrder(StrEnum):
    """Which number of 05/03/2026 is the month."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def plain_header(header: str) -> str:
    """Return a header as folded words: "Phone 1 - Value" is "phone 1 value", "full_name" is "full name"."""
    return " ".join(re.sub(r"[^\w]+|_", " ", fold(header)).split())


def name_key(name: str) -> str:
    """Return the words of a name, folded and in order: "Braun, Michael" and "Michael Braun" are alike."""
    return " ".join(sorted(fold(name).replace(",", " ").replace(".", " ").split()))


class HeaderBook:
    """Knows how the fields are headed in many languages and programs (resources/imports/headers.json)."""

    def __init__(self, wordings: Mapping[str, Sequence[str]]) -> None:
        self._exact: dict[str, list[ImportField]] = {}
        for name, headers in wordings.items():
            for header in headers:
                self._exact.setdefault(plain_header(header), []).append(ImportField(name))

    def recognise(self, header: str, allowed: Sequence[ImportField]) -> ImportField | None:
        """Return the field that ``header`` names among ``allowed``: the whole header, else a word of it."""
        plain = plain_header(header)
        for candidate in (plain, re.sub(r"\s*\d+$", "", plain), plain_header(re.sub(r"\(.*?\)", "", header))):
            for found in self._exact.get(candidate, ()):
                if found in allowed:
                    return found
        return self._inside(plain, allowed)

    def _inside(self, plain: str, allowed: Sequence[ImportField]) -> ImportField | None:
        padded = f" {plain} "
        best: tuple[int, ImportField] | None = None
        for wording, found in self._exact.items():
            spaced = wording.isascii() or len(wording) > SHORTEST_INNER_WORD
            inside = f" {wording} " in padded if spaced else wording in plain and not wording.isascii()
            if len(wording) >= (SHORTEST_INNER_WORD if wording.isascii() else 2) and inside:
                fits = next((one for one in found if one in allowed), None)
                if fits and (best is None or len(wording) > best[0]):
                    best = (len(wording), fits)
        return best[1] if best else None


def _year(number: int, width: int) -> int:
    if number in BUDDHIST_YEARS:
        return number - BUDDHIST_OFFSET
    if width <= 2:
        return 2000 + number if number < CENTURY_TURN else 1900 + number
    return number


def _safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _parts(text: str) -> list[str] | None:
    """Return the three numbers of a date as typed, or None where the text has not that shape."""
    match = DATE_SHAPE.match(text)
    if match is None:
        return None
    body = match.group(1)
    if body.isdigit():
        return [body[:4], body[4:6], body[6:]]
    parts = [part for part in DATE_SPLIT.split(body) if part]
    return parts if len(parts) == 3 and all(part.isdigit() for part in parts) else None


def _worded(text: str) -> date | None:
    match = MONTH_WORD.match(" ".join(text.split()))
    if match is None:
        return None
    day, word, year = (
        (match.group(1), match.group(2), match.group(3))
        if match.group(1)
        else (match.group(5), match.group(4), match.group(6))
    )
    month = fold(word)[:3]
    if month not in MONTHS:
        return None
    return _safe_date(_year(int(year), len(year)), MONTHS.index(month) + 1, int(day))


def read_date(text: str, order: DateOrder) -> date | None:
    """Return the date that ``text`` writes, or None where there is no such day.

    A year in front decides by itself; years of the Buddhist era are taken 543 back; ``order`` decides
    the rest.
    """
    parts = _parts(text.strip())
    if parts is None:
        return _worded(text)
    first, second, third = (int(part) for part in parts)
    if len(parts[0]) == 4:
        return _safe_date(_year(first, 4), second, third)
    year = _year(third, len(parts[2]))
    if order is DateOrder.DAY_FIRST:
        return _safe_date(year, second, first)
    return _safe_date(year, first, second)


@dataclass(frozen=True)
class DateEvidence:
    """How many dates of a column can only be read day first, only month first, both ways, or not at all."""

    day_only: int = 0
    month_only: int = 0
    both: int = 0
    unreadable: int = 0

    @property
    def decided(self) -> DateOrder | None:
        """Return the order that the column itself proves, or None where a person must say."""
        if self.both == 0 or bool(self.day_only) != bool(self.month_only):
            return DateOrder.MONTH_FIRST if self.month_only > self.day_only else DateOrder.DAY_FIRST
        return None


def date_evidence(values: Iterable[str]) -> DateEvidence:
    """Count what the dates of one column say about their order; 05/05/2026 says nothing either way."""
    day_only = month_only = both = unreadable = 0
    for value in values:
        day = read_date(value, DateOrder.DAY_FIRST)
        month = read_date(value, DateOrder.MONTH_FIRST)
        if day is None and month is None:
            unreadable += 1
        elif day is None:
            month_only += 1
        elif month is None:
            day_only += 1
        elif day != month:
            both += 1
    return DateEvidence(day_only, month_only, both, unreadable)


@dataclass(frozen=True)
class Column:
    """One column of the sheet: where it goes, what it holds, and what is asked or unreadable in it."""

    index: int
    header: str
    samples: tuple[str, ...]
    field: ImportField | None
    evidence: DateEvidence | None = None
    order: DateOrder | None = None
    unreadable: int = 0

    @property
    def asks(self) -> bool:
        """Return whether a person must say how the dates of this column are written."""
        return self.evidence is not None and self.evidence.both > 0 and self.order is None


@dataclass(frozen=True)
class Sheet:
    """A spreadsheet as text: the header row, the rows under it, and how it was read."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str = ""
    separator: str = ""


@dataclass(frozen=True)
class Rejected:
    """A row that is not taken: its number in the file (the header is 1), its name and the reason."""

    row: int
    name: str
    message: str
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    """A row that belongs to somebody already here: what agrees, and what it would add."""

    row: int
    name: str
    patient_id: int
    known_name: str
    agrees: tuple[str, ...]
    adds: tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    """What becomes of the rows; ``read`` is the sum of the others (safety rule 21)."""

    read: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    rejected: int = 0


@dataclass(frozen=True)
class Question:
    """Something a person must decide before the import: which number of the dates is the month."""

    column: int
    header: str
    sample: str
    day_first: date | None
    month_first: date | None
    evidence: DateEvidence
    suggested: DateOrder | None


class TreatmentWords:
    """Finds kinds of treatment in free text of many languages (resources/imports/treatments.json)."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._words = [
            (fold(word), kind, word.isascii()) for kind, listed in words.items() for word in listed
        ]
        self._words.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str) -> tuple[tuple[str, int, int], ...]:
        """Return (kind, start, end) of each treatment word in the folded ``text``, in order."""
        folded = fold(text)
        taken: list[tuple[str, int, int]] = []
        for word, kind, _ in self._words:
            for match in re.finditer(
                rf"(?<!\w){re.escape(word)}(?!\w)" if word[0].isascii() else re.escape(word), folded
            ):
                start, end = match.span()
                if all(end <= s or start >= e for _, s, e in taken):
                    taken.append((kind, start, end))
        return tuple(sorted(taken, key=lambda found: found[1]))

    def kinds(self, text: str) -> tuple[str, ...]:
        """Return the kinds that ``text`` names, each once, in order of appearance."""
        return tuple(dict.fromkeys(kind for kind, _, _ in self.find(text)))
