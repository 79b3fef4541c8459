"""How spreadsheets of people are read: headers recognised, columns and rows judged, rows counted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

from clinicdesk.domain.import_dates import DateEvidence, DateOrder
from clinicdesk.domain.text import fold

SHORTEST_INNER_WORD = 4
NO_ADDRESS = frozenset({"label", "type", "id", "fax", "password", "photo", "status", "verified"})
"""Words that make a header about something else: "Phone 1 - Label", "ad_id", "Business Fax"."""

NO_PERSON = frozenset(
    {"ad", "ads", "adset", "campaign", "form", "company", "organization", "organisation", "org", "firma"}
    | {"middle", "phonetic", "account", "deal", "file", "user", "nick", "nickname", "pet", "mother"}
    | {"emergency", "spouse", "assistant", "manager", "referred", "owner"}
)
"""Words that make a "name" somebody or something else's: "ad_name", "Organization Name"."""


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
NAMES = frozenset(
    {ImportField.NAME, ImportField.GIVEN_NAME, ImportField.FAMILY_NAME, ImportField.NATIVE_NAME}
)
REPEATABLE = frozenset(
    {ImportField.PHONE, ImportField.EMAIL, ImportField.NOTE, ImportField.REQUEST,
     ImportField.COUNTRY, ImportField.CITY})  # fmt: skip
DATE_FIELDS = frozenset({ImportField.BIRTH_ON, ImportField.RECEIVED_ON, ImportField.TREATMENT_ON})


def plain_header(header: str) -> str:
    """Return a header as folded words: "Phone 1 - Value" is "phone 1 value", "full_name" is "full name"."""
    return " ".join(re.sub(r"[^\w]+|_", " ", fold(header)).split())


TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "madam", "mme", "mlle", "monsieur", "madame"}
    | {"herr", "frau", "dott", "sig", "sr", "sra", "srta"}
)
"""Words before a name that are no part of it, folded; those that are also names, as "Anh", are left."""

NATIVE_TITLES = re.compile(r"^(?:นางสาว|นาง|นาย|คุณ)\s*|\s*(?:様|さん|殿|님|씨|先生|女士|小姐)$")


@lru_cache(maxsize=1024)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name folded, titles and punctuation left out, in the order of the alphabet."""
    folded = NATIVE_TITLES.sub("", fold(name).strip())
    words = [word.strip("'’-") for word in re.sub(r"[^\w'’\-]+|_", " ", folded).split()]
    while len(words) > 1 and words[0] in TITLES:
        del words[0]
    return tuple(sorted(word for word in words if word))


@lru_cache(maxsize=1024)
def name_key(name: str) -> str:
    """Return a name as it is compared: "Braun, Michael" and "Mr Michael Braun" are alike.

    Names in scripts that need no spaces are compared letter by letter: "田中 由紀" and "田中由紀" are alike.
    """
    words = name_words(name)
    if words and _unspaced(words[0]):
        return "".join(sorted("".join(words)))
    return " ".join(words)


def _unspaced(word: str) -> bool:
    return "\u3040" <= word[0] <= "\ud7ff"


class HeaderBook:
    """Knows how the fields are headed in many languages and programs (resources/imports/headers.json)."""

    def __init__(self, wordings: Mapping[str, Sequence[str]]) -> None:
        self._exact: dict[str, list[ImportField]] = {}
        for name, headers in wordings.items():
            for header in headers:
                self._exact.setdefault(plain_header(header), []).append(ImportField(name))

    def recognise(self, header: str, allowed: Sequence[ImportField]) -> ImportField | None:
        """Return the field that ``header`` names among ``allowed``: the whole header, else a word of it."""
        return self.exact(header, allowed) or self.inside(header, allowed)

    def exact(self, header: str, allowed: Sequence[ImportField]) -> ImportField | None:
        """Return the field among ``allowed`` that the whole header names; a number at its end is left out."""
        plain = plain_header(header)
        for candidate in (plain, re.sub(r"\s*\d+$", "", plain), plain_header(re.sub(r"\(.*?\)", "", header))):
            for found in self._exact.get(candidate, ()):
                if found in allowed:
                    return found
        return None

    def inside(self, header: str, allowed: Sequence[ImportField]) -> ImportField | None:
        """Return the field among ``allowed`` that the longest known words within the header name.

        A header that as a whole names a field which is not allowed is not taken for another one.
        """
        plain = plain_header(header)
        words = set(plain.split())
        if words & NO_ADDRESS or plain in self._exact:
            return None
        named = [one for one in allowed if one not in NAMES] if words & NO_PERSON else allowed
        return self._inside(plain, named)

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

    @property
    def assumed(self) -> DateOrder:
        """Return the order the dates are read in: as answered or proven, else as most of them suggest."""
        return self.order or (self.evidence and self.evidence.suggested) or DateOrder.DAY_FIRST


@dataclass(frozen=True)
class Sheet:
    """A spreadsheet as text: the header row, the rows under it, and how it was read.

    ``numbers`` are the rows' own numbers in the file, counted from 1; without them the header is row 1.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str = ""
    separator: str = ""
    numbers: tuple[int, ...] = ()

    def number(self, index: int) -> int:
        """Return the number in the file of the row at ``index`` of ``rows``."""
        return self.numbers[index] if self.numbers else index + 2


@dataclass(frozen=True)
class Rejected:
    """A row that is not taken: its number in the file, its name, the reason, and the column at fault."""

    row: int
    name: str
    message: str
    data: Mapping[str, object] = field(default_factory=dict)
    column: int | None = None


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
    rejects: Mapping[DateOrder, int] = field(default_factory=dict)
    """How many rows each answer rejects, because their date does not exist then or is still to come."""


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
