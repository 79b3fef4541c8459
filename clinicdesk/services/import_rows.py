"""Turns one row of a sheet into the facts of one person, or says in a sentence why it cannot."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from clinicdesk.domain.import_dates import DateOrder, century_open, is_blank_date, read_date
from clinicdesk.domain.imports import (
    DATE_FIELDS,
    Column,
    ImportField,
    ImportKind,
    Rejected,
    name_words,
)
from clinicdesk.domain.people import Contact, ContactKind, folded_contact
from clinicdesk.domain.text import LINE_LIMIT, TEXT_LIMIT, fold, marked, paragraph, single_line
from clinicdesk.i18n.countries import country_of
from clinicdesk.i18n.language_names import language_named
from clinicdesk.services.import_phones import Unread, read_cell

EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
CLOCK = re.compile(r"\b(\d{1,2})[:h](\d{2})(?::(\d{2}))?\s*([ap]\.?m\b)?", re.IGNORECASE)
OFFSET = re.compile(r"(?:UTC|GMT|(?<=:\d\d)|m) ?([+\-−])(\d{1,2}):?(\d{2})?$", re.IGNORECASE)
ZULU = re.compile(r"(?:UTC|GMT|\dZ)$", re.IGNORECASE)
YEAR = re.compile(r"^(?:1[89]|20|24|25)\d{2}(?:\.0)?$")
EARLIEST = date(1880, 1, 1)
LONGEST_NAME = 200
LIMITS = {
    ImportField.NOTE: TEXT_LIMIT,
    ImportField.REQUEST: TEXT_LIMIT,
    ImportField.PHONE: 2_000,
    ImportField.EMAIL: 2_000,
}
NOTHING = frozenset(
    {
        "-",
        "--",
        "—",
        "n/a",
        "na",
        "#n/a",
        "none",
        "null",
        "nan",
        "nil",
        "unknown",
        "?",
        "(empty)",
        "undefined",
    }
)
"""What programs and people write where there is nothing."""

WOMEN = frozenset(
    {
        "f",
        "female",
        "w",
        "woman",
        "nu",
        "weiblich",
        "feminin",
        "femme",
        "mujer",
        "feminino",
        "femminile",
        "女",
        "女性",
        "여",
        "여성",
        "kadin",
        "no",
        "หญิง",
        "ж",
        "женский",
        "انثى",
        "נקבה",
    }
)
MEN = frozenset(
    {
        "m",
        "male",
        "man",
        "nam",
        "mannlich",
        "masculin",
        "homme",
        "hombre",
        "masculino",
        "maschile",
        "男",
        "男性",
        "남",
        "남성",
        "erkek",
        "ferfi",
        "ชาย",
        "м",
        "мужской",
        "ذكر",
        "זכר",
    }
)


@dataclass(frozen=True)
class RowFacts:
    """What one row says of one person; lists are in the order of the sheet."""

    row: int
    name: str
    given_name: str = ""
    family_name: str = ""
    native_name: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    birth_on: date | None = None
    sex: str = ""
    country: str = ""
    city: str = ""
    language: str = ""
    channel: str = ""
    reference: str = ""
    old_number: str = ""
    received_at: datetime | None = None
    request: str = ""
    treatment: str = ""
    treatment_on: date | None = None
    dentist: str = ""
    teeth: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)

    @property
    def contacts(self) -> tuple[str, ...]:
        """Return every address the row gives."""
        return (*self.phones, *self.emails)

    @cached_property
    def addresses(self) -> Mapping[str, Contact]:
        """Return the addresses as a patient's contacts, by how they are compared."""
        contacts = [Contact(ContactKind.PHONE, phone) for phone in self.phones]
        contacts += [Contact(ContactKind.EMAIL, email) for email in self.emails]
        return {folded_contact(contact): contact for contact in contacts}


class RowReader:
    """Reads the rows of one sheet by its mapping; phones without a code are read as of their country."""

    def __init__(
        self, kind: ImportKind, columns: Sequence[Column], home: str, zone: ZoneInfo, today: date
    ) -> None:
        self._kind = kind
        self._home = home
        self._zone = zone
        self._today = today
        self._places: dict[ImportField, list[Column]] = {}
        for column in columns:
            if column.field is not None:
                self._places.setdefault(column.field, []).append(column)

    def read(self, number: int, cells: Sequence[str]) -> RowFacts | Rejected:
        """Return the facts of row ``number`` of the file, or the reason it is rejected."""
        name = self._name(cells)
        if not name:
            return Rejected(number, "", marked("Row has no name"))
        too_long = self._too_long(number, name, cells)
        if too_long is not None:
            return too_long
        dates: dict[ImportField, date] = {}
        for wanted in DATE_FIELDS:
            day = self._date(number, name, wanted, cells)
            if isinstance(day, Rejected):
                return day
            if day is not None:
                dates[wanted] = day
        country = next(
            (code for cell in self._all(ImportField.COUNTRY, cells) if (code := _country(cell))), ""
        )
        phones, unread = self._phones(cells, country)
        if unread and not phones:
            column, failure = unread[0]
            data = {"phone": failure.typed, "country": country or self._home}
            return Rejected(number, name, failure.message, data, column)
        emails = tuple(
            dict.fromkeys(
                m.group().lower()
                for cell in self._all(ImportField.EMAIL, cells)
                for m in EMAIL.finditer(cell)
            )
        )
        if not phones and not emails:
            return Rejected(number, name, marked("No phone, email or address"))
        facts = self._facts(number, name, cells, phones, emails, country, dates)
        left = tuple(f"Phone as written: {failure.typed}" for _, failure in unread)
        return replace(facts, notes=(*facts.notes, *left)) if left else facts

    def _too_long(self, number: int, name: str, cells: Sequence[str]) -> Rejected | None:
        if len(name) > LONGEST_NAME:
            return Rejected(number, name[:60], marked("The name is longer than 200 letters"))
        for wanted, columns in self._places.items():
            limit = LIMITS.get(wanted, LINE_LIMIT)
            for column in columns:
                length = len(cells[column.index])
                if length > limit:
                    data = {"header": column.header[:40], "length": length, "limit": limit}
                    message = marked("The cell in “{header}” has {length} characters; at most {limit} fit")
                    return Rejected(number, name[:60], message, data, column.index)
        return None

    def _facts(
        self,
        number: int,
        name: str,
        cells: Sequence[str],
        phones: tuple[str, ...],
        emails: tuple[str, ...],
        country: str,
        dates: Mapping[ImportField, date],
    ) -> RowFacts:
        received = dates.get(ImportField.RECEIVED_ON)
        return RowFacts(
            number,
            name,
            given_name=self._one(ImportField.GIVEN_NAME, cells),
            family_name=self._one(ImportField.FAMILY_NAME, cells),
            native_name=self._one(ImportField.NATIVE_NAME, cells),
            phones=phones,
            emails=emails,
            birth_on=dates.get(ImportField.BIRTH_ON),
            sex=_sex(self._one(ImportField.SEX, cells)),
            country=country,
            city=self._one(ImportField.CITY, cells),
            language=_language(self._one(ImportField.LANGUAGE, cells)),
            channel=self._one(ImportField.CHANNEL, cells),
            reference=self._one(ImportField.REFERENCE, cells),
            old_number=self._one(ImportField.OLD_NUMBER, cells),
            received_at=self._instant(received, self._one(ImportField.RECEIVED_ON, cells))
            if received
            else None,
            request="\n".join(paragraph(cell) for cell in self._all(ImportField.REQUEST, cells)),
            treatment=self._one(ImportField.TREATMENT, cells),
            treatment_on=dates.get(ImportField.TREATMENT_ON),
            dentist=self._one(ImportField.DENTIST, cells),
            teeth=self._one(ImportField.TEETH, cells),
            notes=self._notes(cells, dates),
        )

    def _all(self, wanted: ImportField, cells: Sequence[str]) -> list[str]:
        values = (cells[column.index].strip() for column in self._places.get(wanted, ()))
        return [value for value in values if value and value.casefold() not in NOTHING]

    def _one(self, wanted: ImportField, cells: Sequence[str]) -> str:
        if wanted not in self._places:
            return ""
        return next((line for value in self._all(wanted, cells) if (line := _line(value))), "")

    def _name(self, cells: Sequence[str]) -> str:
        whole = self._one(ImportField.NAME, cells)
        if whole and name_words(whole):
            return whole
        parts = (self._one(ImportField.GIVEN_NAME, cells), self._one(ImportField.FAMILY_NAME, cells))
        joined = " ".join(part for part in parts if part)
        return joined if name_words(joined) else ""

    def _notes(self, cells: Sequence[str], dates: Mapping[ImportField, date]) -> tuple[str, ...]:
        notes = [paragraph(cell) for cell in self._all(ImportField.NOTE, cells)]
        paid = self._one(ImportField.PAID, cells)
        if paid:
            currency = self._one(ImportField.CURRENCY, cells)
            notes.append(" ".join(part for part in ("Paid before:", paid, currency) if part))
        treatment = self._one(ImportField.TREATMENT, cells)
        if self._kind is ImportKind.PATIENTS and treatment and ImportField.TREATMENT_ON not in dates:
            notes.append(f"Treatment without a date: {treatment}")
        year = self._one(ImportField.BIRTH_ON, cells)
        if YEAR.match(year):
            notes.append(f"Born in {year}")
        return tuple(dict.fromkeys(note for note in notes if note))

    def _date(
        self, number: int, name: str, wanted: ImportField, cells: Sequence[str]
    ) -> date | Rejected | None:
        """Return the day, why the row is rejected for it, or None where nothing is typed."""
        for column in self._places.get(wanted, ()):
            typed = cells[column.index].strip()
            blank = not typed or is_blank_date(typed) or typed.casefold() in NOTHING
            if blank or (wanted is ImportField.BIRTH_ON and YEAR.match(typed)):
                continue
            day = self._day(wanted, typed, column.assumed)
            if day is None:
                data: dict[str, object] = {"date": typed[:40]}
                return Rejected(number, name, marked("Date {date} does not exist"), data, column.index)
            if day > self._today:
                data = {"date": day}
                return Rejected(number, name, marked("Date {date} is in the future"), data, column.index)
            if day < EARLIEST:
                data = {"date": typed[:40]}
                return Rejected(number, name, marked("Date {date} is too long ago"), data, column.index)
            return day
        return None

    def _day(self, wanted: ImportField, typed: str, order: DateOrder) -> date | None:
        day = read_date(typed, order)
        if day is None:
            return None
        if wanted is ImportField.RECEIVED_ON and day > self._today:
            return self._instant(day, typed).astimezone(self._zone).date()
        if wanted is ImportField.BIRTH_ON and day > self._today and century_open(typed):
            return day.replace(year=day.year - 100, day=min(day.day, 28) if day.month == 2 else day.day)
        return day

    def _instant(self, day: date, typed: str) -> datetime:
        """Return the instant of a received date: at its own time and offset, else noon at the clinic."""
        try:
            written = datetime.fromisoformat(typed)
        except ValueError:
            clock = _clock_of(typed)
        else:
            clock = written.timetz() if ":" in typed else None
        if clock is None:
            clock = time(12)
        elif clock.tzinfo is None:
            clock = clock.replace(tzinfo=_offset_of(typed))
        at = datetime.combine(day, clock)
        return (at if at.tzinfo else at.replace(tzinfo=self._zone)).astimezone(UTC)

    def _phones(self, cells: Sequence[str], country: str) -> tuple[tuple[str, ...], list[tuple[int, Unread]]]:
        found: list[str] = []
        unread: list[tuple[int, Unread]] = []
        for column in self._places.get(ImportField.PHONE, ()):
            cell = cells[column.index].strip()
            if not cell or cell.casefold() in NOTHING:
                continue
            read, failed = read_cell(cell, country, self._home)
            found += read
            unread += [(column.index, failure) for failure in failed]
        return tuple(dict.fromkeys(found)), unread


@lru_cache(maxsize=1024)
def _language(typed: str) -> str:
    return language_named(typed)


@lru_cache(maxsize=1024)
def _country(typed: str) -> str:
    return country_of(typed)


def _line(value: str) -> str:
    if value.isascii() and value.isprintable():
        return " ".join(value.split())
    return single_line(value)


def _clock_of(typed: str) -> time | None:
    clock = CLOCK.search(typed)
    if clock is None:
        return None
    hour, minute = int(clock.group(1)) % 24, int(clock.group(2)) % 60
    if half := (clock.group(4) or "").casefold():
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, minute)


def _offset_of(typed: str) -> tzinfo | None:
    if ZULU.search(typed):
        return UTC
    match = OFFSET.search(typed)
    if match is None or int(match.group(2)) > 14:
        return None
    distance = timedelta(hours=int(match.group(2)), minutes=int(match.group(3) or 0) % 60)
    return timezone(distance if match.group(1) == "+" else -distance)


def _sex(typed: str) -> str:
    folded = fold(typed)
    return "f" if folded in WOMEN else "m" if folded in MEN else ""
