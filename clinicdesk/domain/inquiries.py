"""Reads a pasted message into proposed facts of an inquiry: what it says is proposed, nothing is invented."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from clinicdesk.domain.imports import TreatmentWords
from clinicdesk.domain.inquiry_words import (
    AREA,
    BEFORE_TREATMENT,
    BUDGET,
    EMAIL,
    ISO_RANGE,
    LABEL,
    MONTH_NUMBERS,
    MONTH_ONLY,
    NOT_A_NAME,
    PAST,
    PLATFORM,
    QUESTION,
    RANGE,
    REFERENCE,
    SELF,
    SELF_JAPANESE,
    SIGNATURE,
    TOOTH_NUMBERS,
    VIETNAMESE_MONTH,
    WRITE_BY,
)
from clinicdesk.domain.text import fold, marked

LONGEST = 20_000


class Part(StrEnum):
    """What can be recognised in a message."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    COUNTRY = "country"
    TREATMENT = "treatment"
    TRAVEL = "travel"
    BUDGET = "budget"
    CHANNEL = "channel"
    REFERENCE = "reference"
    WRITE_BY = "write_by"
    RECEIVED = "received"


@dataclass(frozen=True)
class Found:
    """One proposed fact: its ``value``, where the message says it, and whether it is sure or a guess.

    ``start`` and ``end`` are places in the message; ``why`` says how it was read, marked for translation.
    """

    part: Part
    value: str
    start: int
    end: int
    sure: bool = True
    why: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    first_on: date | None = None
    last_on: date | None = None


AFTER_LABEL = marked("after “{label}”")
ADDRESS_SHAPE = marked("written as an address")
SELF_NAMED = marked("said of themselves")
SIGNED = marked("the name under the message")
IN_TEXT = marked("named in the text")
YEAR_TAKEN = marked("year taken from today")
WRITTEN_OUT = marked("written out")
TEETH_NOT_NAMED = marked("teeth not named")
FIRST_LINE = marked("from the first line")
WISH = marked("the patient’s wish")


def labels(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield (label, value, start, end) of each line that reads "Label: value"; places are the value's."""
    for match in LABEL.finditer(text):
        yield match.group(1).strip(), match.group(2), match.start(2), match.end(2)


def emails(text: str) -> Iterator[Found]:
    """Yield the mail addresses in ``text``."""
    for match in EMAIL.finditer(text):
        yield Found(Part.EMAIL, match.group().rstrip("."), match.start(), match.end(), True, ADDRESS_SHAPE)


def names(text: str) -> Iterator[Found]:
    """Yield names that people give themselves, then the name under a closing line."""
    for pattern, group, why, sure in (
        (SELF, 1, SELF_NAMED, True),
        (SELF_JAPANESE, 1, SELF_NAMED, False),
        (SIGNATURE, "name", SIGNED, False),
    ):
        for match in pattern.finditer(text):
            value = _name_words(match.group(group))
            if value and not NOT_A_NAME.search(value):
                start = match.start(group)
                yield Found(Part.NAME, value, start, start + len(value), sure, why)


def _name_words(text: str) -> str:
    """Return the leading words of ``text`` that can be a name: capitals, or letters without case."""
    kept: list[str] = []
    for word in text.strip(" ,.!").split():
        first = word[0]
        if (
            kept
            and first.islower()
            and fold(word) not in {"de", "da", "dos", "van", "von", "al", "bin", "der", "del"}
        ):
            break
        kept.append(word.strip(",!"))
        if word.endswith((",", ".")) and len(word) > 2:
            break
    while kept and kept[-1][0].islower():
        kept.pop()
    return " ".join(kept).strip(" .,")


def platform(text: str) -> Iterator[Found]:
    """Yield the platform that forwarded the message and its reference, from the first lines."""
    head = "\n".join(text.split("\n")[:3])
    match = PLATFORM.search(head)
    if match:
        yield Found(Part.CHANNEL, match.group(1), match.start(1), match.end(1), True, FIRST_LINE)
        reference = REFERENCE.search(head)
        if reference:
            yield Found(
                Part.REFERENCE, reference.group(1), reference.start(1), reference.end(1), True, FIRST_LINE
            )


def treatments(text: str, words: TreatmentWords) -> Iterator[Found]:
    """Yield each wish for treatment with its number and place in the mouth as the patient wrote them."""
    end_of_last = 0
    for _, start, end in words.find(text):
        if start < end_of_last or PAST.search(text[max(0, start - 45) : start]):
            continue
        before = BEFORE_TREATMENT.search(text[max(0, start - 40) : start])
        after = AREA.match(text[end : end + 60]) or TOOTH_NUMBERS.match(text[end : end + 40])
        first = start - len(before.group()) if before else start
        last = end + len(re.sub(r"(?:[ ,\t]+and)?[ ,\t]*$", "", after.group())) if after else end
        value = " ".join(text[first:last].split())
        numbered = bool(after and TOOTH_NUMBERS.match(text[end : end + 40]))
        yield Found(Part.TREATMENT, value, first, last, numbered, "" if numbered else TEETH_NOT_NAMED)
        end_of_last = last


def _coming(month: int, day: int, today: date) -> int:
    """Return the year in which the named day comes next."""
    return today.year if (month, day) >= (today.month, today.day) else today.year + 1


def month_number(word: str) -> int:
    """Return the month that ``word`` names in one of the languages above, or 0."""
    folded = fold(word)
    return MONTH_NUMBERS.get(folded[:4]) or MONTH_NUMBERS.get(folded[:3], 0)


def _range(match: re.Match[str], today: date) -> Found | None:
    first_day, first_word, last_day, last_word, year = match.groups()
    last_month = month_number(last_word)
    first_month = month_number(first_word) if first_word else last_month
    if not first_month or not last_month:
        return None
    try:
        start_year = int(year) if year else _coming(first_month, int(first_day), today)
        first = date(start_year, first_month, int(first_day))
        last = date(start_year + (last_month < first_month), last_month, int(last_day))
    except ValueError:
        return None
    if last < first:
        return None
    return _travel(match, year, first, last)


def _travel(match: re.Match[str], year: str | None, first_on: date, last_on: date) -> Found:
    return Found(
        Part.TRAVEL,
        match.group().strip(),
        match.start(),
        match.end(),
        bool(year),
        WRITTEN_OUT if year else YEAR_TAKEN,
        first_on=first_on,
        last_on=last_on,
    )


def _whole_month(match: re.Match[str], month: int, year: str | None, today: date) -> Found | None:
    if not 1 <= month <= 12:
        return None
    chosen = int(year) if year else (today.year if month >= today.month else today.year + 1)
    first = date(chosen, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return _travel(match, year, first, last)


def _iso(match: re.Match[str], today: date) -> Found | None:  # noqa: ARG001
    try:
        first = date.fromisoformat(match.group(1))
        last = date.fromisoformat(match.group(2)) if match.group(2) else first
    except ValueError:
        return None
    return Found(
        Part.TRAVEL,
        match.group(),
        match.start(),
        match.end(),
        True,
        WRITTEN_OUT,
        first_on=first,
        last_on=last,
    )


def travel(text: str, today: date) -> Iterator[Found]:
    """Yield when the patient can travel: ranges of days, whole months, ISO dates; the past is left out."""
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Found | None]], ...] = (
        (RANGE, _range),
        (ISO_RANGE, _iso),
        (MONTH_ONLY, lambda m, day: _whole_month(m, month_number(m.group(1)), m.group(2), day)),
        (VIETNAMESE_MONTH, lambda m, day: _whole_month(m, int(m.group(1)), m.group(2), day)),
    )
    for pattern, reader in readers:
        for match in pattern.finditer(text):
            found = reader(match, today)
            if found is not None and found.last_on is not None and found.last_on >= today:
                yield found


def budget(text: str) -> Iterator[Found]:
    """Yield amounts with a currency, as written."""
    for match in BUDGET.finditer(text):
        yield Found(Part.BUDGET, match.group().strip(), match.start(), match.end(), True, WRITTEN_OUT)


def write_by(text: str) -> Iterator[Found]:
    """Yield how the patient asks to be answered."""
    for pattern, channel in WRITE_BY:
        match = pattern.search(text)
        if match:
            value = channel or fold(match.group(1))[:8].removesuffix("talk")
            yield Found(Part.WRITE_BY, value, match.start(), match.end(), True, WISH)
            return


def questions(text: str) -> tuple[str, ...]:
    """Return the questions the message asks, each once: the reply must answer them."""
    asked = (" ".join(match.group().split()) for match in QUESTION.finditer(text))
    return tuple(dict.fromkeys(question.strip("“”\"' ") for question in asked))
