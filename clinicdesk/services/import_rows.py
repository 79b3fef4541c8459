"""Turns one row of a sheet into the facts of one person, or says in a sentence why it cannot."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import phonenumbers

from clinicdesk.domain.imports import (
    DATE_FIELDS,
    Column,
    DateOrder,
    ImportField,
    ImportKind,
    Rejected,
    read_date,
)
from clinicdesk.domain.text import fold, marked, paragraph, single_line
from clinicdesk.i18n.countries import country_of

EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
WEB = re.compile(r"https?://|www\.", re.IGNORECASE)
SEVERAL = re.compile(r"[;,/\n]|:::")
SHORTEST_PHONE = 7
LONGEST_NAME = 200
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
        if len(name) > LONGEST_NAME:
            return Rejected(number, name[:60], marked("The name is longer than 200 letters"))
        dates: dict[ImportField, date] = {}
        for wanted in DATE_FIELDS:
            read = self._date(wanted, cells)
            if isinstance(read, str):
                return Rejected(number, name, marked("Date {date} does not exist"), {"date": read})
            if read is not None:
                dates[wanted] = read
        late = next((day for day in dates.values() if day > self._today), None)
        if late is not None:
            return Rejected(number, name, marked("Date {date} is in the future"), {"date": late})
        country = country_of(self._one(ImportField.COUNTRY, cells))
        phones = self._phones(number, name, cells, country)
        if isinstance(phones, Rejected):
            return phones
        emails = tuple(
            dict.fromkeys(
                m.group().lower()
                for cell in self._all(ImportField.EMAIL, cells)
                for m in EMAIL.finditer(cell)
            )
        )
        if not phones and not emails:
            return Rejected(number, name, marked("No phone, email or address"))
        return self._facts(number, name, cells, phones, emails, country, dates)

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
            language=self._one(ImportField.LANGUAGE, cells),
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
            notes=self._notes(cells),
        )

    def _all(self, wanted: ImportField, cells: Sequence[str]) -> list[str]:
        values = (cells[column.index].strip() for column in self._places.get(wanted, ()))
        return [value for value in values if value]

    def _one(self, wanted: ImportField, cells: Sequence[str]) -> str:
        return next((single_line(value) for value in self._all(wanted, cells)), "")

    def _name(self, cells: Sequence[str]) -> str:
        whole = self._one(ImportField.NAME, cells)
        if whole:
            return whole
        parts = (self._one(ImportField.GIVEN_NAME, cells), self._one(ImportField.FAMILY_NAME, cells))
        return " ".join(part for part in parts if part)

    def _notes(self, cells: Sequence[str]) -> tuple[str, ...]:
        notes = [paragraph(cell) for cell in self._all(ImportField.NOTE, cells)]
        paid = self._one(ImportField.PAID, cells)
        if paid:
            notes.append(
                " ".join(
                    part for part in ("Paid before:", paid, self._one(ImportField.CURRENCY, cells)) if part
                )
            )
        return tuple(notes)

    def _date(self, wanted: ImportField, cells: Sequence[str]) -> date | str | None:
        """Return the day, the typed text where it is no day, or None where nothing is typed."""
        for column in self._places.get(wanted, ()):
            typed = cells[column.index].strip()
            if typed:
                order = column.order or DateOrder.DAY_FIRST
                return read_date(typed, order) or typed[:40]
        return None

    def _instant(self, day: date, typed: str) -> datetime:
        """Return the instant of a received date: at its own time and offset, else noon at the clinic."""
        try:
            at = datetime.fromisoformat(typed)
        except ValueError:
            clock = re.search(r"\b(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?", typed, re.IGNORECASE)
            hour, minute = (int(clock.group(1)), int(clock.group(2))) if clock else (12, 0)
            if clock and clock.group(4):
                hour = hour % 12 + (12 if clock.group(4).lower() == "pm" else 0)
            at = datetime.combine(day, time(hour % 24, minute % 60))
        if at.tzinfo is None:
            at = at.replace(tzinfo=self._zone)
        return at.astimezone(UTC)

    def _phones(
        self, number: int, name: str, cells: Sequence[str], country: str
    ) -> tuple[str, ...] | Rejected:
        found: list[str] = []
        for cell in self._all(ImportField.PHONE, cells):
            for typed in SEVERAL.split(cell):
                plain = re.sub(r"^\s*(?:p:|tel:|whatsapp:)", "", typed.strip(), flags=re.IGNORECASE)
                if not re.search(r"\d", plain):
                    continue
                if WEB.search(plain):
                    return Rejected(number, name, marked("Phone is a web address"))
                read = self._phone(plain, country)
                if read is None:
                    reason = (
                        marked("Phone {phone} has too few digits")
                        if len(re.sub(r"\D", "", plain)) < 9
                        else marked("Phone {phone} cannot be a number of {country}")
                    )
                    return Rejected(
                        number, name, reason, {"phone": plain[:40], "country": country or self._home}
                    )
                found.append(read)
        return tuple(dict.fromkeys(found))

    def _phone(self, typed: str, country: str) -> str | None:
        """Return ``typed`` in E.164, tried as written, as of its country, as of the clinic's."""
        digits = re.sub(r"\D", "", typed)
        if len(digits) < SHORTEST_PHONE:
            return None
        attempts = (
            [(typed, None)]
            if typed.startswith(("+", "00"))
            else [(typed, country or None), (typed, self._home), ("+" + digits, None)]
        )
        for text, region in attempts:
            try:
                parsed = phonenumbers.parse(
                    text.replace("00", "+", 1) if text.startswith("00") else text, region
                )
            except phonenumbers.NumberParseException:
                continue
            if phonenumbers.is_possible_number(parsed) and (
                region is None or region == country or phonenumbers.is_valid_number(parsed)
            ):
                return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        return None


def _sex(typed: str) -> str:
    folded = fold(typed)
    return "f" if folded in WOMEN else "m" if folded in MEN else ""
