"""Turns a pasted message into a proposed inquiry: each fact with its place in the text, sure or a guess."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import phonenumbers

from clinicdesk.bundle import files
from clinicdesk.domain import inquiries as rules
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.imports import PERSON_FIELDS, HeaderBook, ImportField, TreatmentWords
from clinicdesk.domain.inquiries import Found, Part
from clinicdesk.domain.text import marked, paragraph
from clinicdesk.i18n.countries import countries_in, country_of
from clinicdesk.services.context import Context
from clinicdesk.services.permissions import EVERYBODY, permitted

LABELS = {
    ImportField.NAME: Part.NAME,
    ImportField.PHONE: Part.PHONE,
    ImportField.EMAIL: Part.EMAIL,
    ImportField.COUNTRY: Part.COUNTRY,
    ImportField.CHANNEL: Part.CHANNEL,
    ImportField.REFERENCE: Part.REFERENCE,
}
ONE_ONLY = frozenset(
    {Part.NAME, Part.COUNTRY, Part.CHANNEL, Part.REFERENCE, Part.WRITE_BY, Part.BUDGET, Part.TRAVEL}
)
READ_AS = marked("{typed} read as a number of {country}")
RECEIVED = re.compile(
    r"\b(?:received|date|sent|submitted|ngày gửi)[ \t]*[:：][ \t]*([^\n]{6,60})", re.IGNORECASE
)
RECEIVED_SHAPE = re.compile(
    r"(\d{1,2})[ ./-]([^\W\d_]{3,}|\d{1,2})[ ./,-]+(\d{4})\D{1,4}(\d{1,2}):(\d{2})(?:[^\n]*?(UTC|GMT|Z))?"
)


@dataclass(frozen=True)
class Proposal:
    """What a message says of an inquiry; ``received_at`` is None where the message does not say it."""

    text: str
    found: tuple[Found, ...]
    questions: tuple[str, ...]
    received_at: datetime | None = None

    def first(self, part: Part) -> Found | None:
        """Return the best proposal of ``part``, or None where the message says nothing of it."""
        return next((one for one in self.found if one.part is part), None)


def treatment_words() -> TreatmentWords:
    """Return the shipped words for kinds of treatment in many languages."""
    text = (files("resources") / "imports" / "treatments.json").read_text(encoding="utf-8")
    return TreatmentWords(json.loads(text))


def header_book() -> HeaderBook:
    """Return the shipped headers and labels of forms in many languages."""
    text = (files("resources") / "imports" / "headers.json").read_text(encoding="utf-8")
    return HeaderBook(json.loads(text))


class Inquiries:
    """Reads messages of platforms and patients; it proposes and writes nothing."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @cached_property
    def _words(self) -> TreatmentWords:
        return treatment_words()

    @cached_property
    def _book(self) -> HeaderBook:
        return header_book()

    @permitted(EVERYBODY)
    def read(self, text: str, *, country: str = "") -> Proposal:
        """Return what ``text`` says; ``country`` (ISO 3166) is tried for a phone without any other hint.

        Raises InvalidInput where the text is longer than 20,000 characters.
        """
        if len(text) > rules.LONGEST:
            raise InvalidInput(
                marked("This text has {count} characters; a message of up to 20,000 can be read."),
                field="text",
                count=len(text),
            )
        clean = paragraph(text)
        today = self.context.clock.now().date()
        labelled = list(self._labelled(clean))
        home = next((one.value for one in labelled if one.part is Part.COUNTRY), "")
        proposed = [
            *rules.platform(clean),
            *labelled,
            *rules.emails(clean),
            *rules.names(clean),
            *self._countries(clean),
            *rules.treatments(clean, self._words),
            *rules.travel(clean, today),
            *rules.budget(clean),
            *rules.write_by(clean),
        ]
        places = [(one.start, one.end) for one in proposed if one.part not in {Part.PHONE, Part.NAME}]
        proposed = [one for one in proposed if one.part is not Part.PHONE]
        home = home or next((one.value for one in proposed if one.part is Part.COUNTRY), "")
        proposed += [
            one
            for one in _phones(clean, home, country)
            if not any(start <= one.start < end for start, end in places)
        ]
        return Proposal(clean, _chosen(proposed), rules.questions(clean), _received(clean))

    def _labelled(self, text: str) -> Iterator[Found]:
        allowed = (*PERSON_FIELDS, ImportField.REFERENCE)
        for label, value, start, end in rules.labels(text):
            field = self._book.recognise(label, allowed)
            part = LABELS.get(field) if field else None
            if part is None or part in {Part.PHONE, Part.EMAIL}:
                continue
            read = country_of(value) if part is Part.COUNTRY else value.strip(" ,.")
            if read:
                yield Found(part, read, start, end, True, rules.AFTER_LABEL, {"label": label})

    def _countries(self, text: str) -> Iterator[Found]:
        for code, start, end in countries_in(text):
            yield Found(Part.COUNTRY, code, start, end, False, rules.IN_TEXT)


def _phones(text: str, home: str, country: str) -> Iterator[Found]:
    """Yield the phone numbers in ``text`` in E.164.

    A number without a country code is read as one of ``home``, where the patient lives; where it is
    none there but one of the clinic's ``country``, as that, and then it is a guess.
    """
    matcher = phonenumbers.PhoneNumberMatcher(
        text, home or country or "ZZ", leniency=phonenumbers.Leniency.POSSIBLE
    )
    for match in matcher:
        typed = match.raw_string
        if len(re.sub(r"\D", "", typed)) < 7 or re.fullmatch(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", typed):
            continue
        number, region, sure = match.number, home or country, bool(home)
        if typed.lstrip("(").startswith(("+", "00")):
            region, sure = "", True
        elif home and country not in {"", home} and not phonenumbers.is_valid_number(number):
            other = phonenumbers.parse(typed, country)
            if phonenumbers.is_valid_number(other):
                number, region, sure = other, country, False
        value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        why = READ_AS if region else rules.WRITTEN_OUT
        data = {"typed": typed, "country": region} if region else {}
        yield Found(Part.PHONE, value, match.start, match.end, sure, why, data)


def _chosen(proposed: Iterable[Found]) -> tuple[Found, ...]:
    """Return the proposals in order of the parts, sure ones first, each value and place once.

    Of a part that a lead has once only the best is kept; none overlaps a better one of its own part.
    """
    kept: list[Found] = []
    order = list(Part)
    for one in sorted(proposed, key=lambda found: (order.index(found.part), not found.sure, found.start)):
        same = [other for other in kept if other.part is one.part]
        if one.part in ONE_ONLY and same:
            continue
        if any(_repeats(one, other) for other in same):
            continue
        kept.append(replace(one, value=one.value[:200]))
    return tuple(kept)


def _repeats(one: Found, other: Found) -> bool:
    return one.value == other.value or (one.start < other.end and other.start < one.end)


def _received(text: str) -> datetime | None:
    """Return when the message says it was received, only where it names its zone as UTC."""
    line = RECEIVED.search(text)
    shape = RECEIVED_SHAPE.search(line.group(1)) if line else None
    if shape is None or not shape.group(6):
        return None
    day, month, year, hour, minute = shape.group(1, 2, 3, 4, 5)
    number = int(month) if month.isdigit() else rules.month_number(month)
    try:
        return datetime.fromisoformat(f"{year}-{number:02}-{int(day):02}T{int(hour):02}:{minute}:00Z")
    except ValueError:
        return None
