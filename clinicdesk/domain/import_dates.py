"""Reads dates as spreadsheets hold them, and tells whether a column proves day or month first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from clinicdesk.domain.text import fold

BUDDHIST_OFFSET = 543
BUDDHIST_YEARS = range(2400, 2700)
CENTURY_TURN = 40
LONGEST = 60
SERIALS = range(1_000, 100_000)
SERIAL_START = date(1899, 12, 30)
"""Day 0 of Excel's date serials, counted so that dates from March 1900 on are right."""

SPLIT = re.compile(r"[./\-\s,年月日년월일]+")
SHAPE = re.compile(
    r"^(?:[^\W\d_]{2,9}[.,]?\s+)?(\d{1,4}\s?[./\-\s,年月년월]{1,3}\d{1,2}\s?[./\-\s,年月년월]{1,3}\d{1,4}"
    r"|\d{8})(?:[ T,.日일].*)?$"
)
NUMBER = re.compile(r"^(\d{4,5})(?:[.,]\d+)?$")
DAY_WORD = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?: de)?[ .\-]*([^\W\d_]{3,})\.?(?: de)?[ .,\-]*(\d{2,4})\b"
)
WORD_DAY = re.compile(r"^([^\W\d_]{3,})\.?[ \-]*(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})\b")
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018,
        "m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018}  # fmt: skip
"""The year before the first of each Japanese era."""

ERA = re.compile(r"^(明治|大正|昭和|平成|令和|[mtshr])\s?(\d{1,2}|元)[年.\-/](\d{1,2})[月.\-/](\d{1,2})日?$")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_WORDS = (
    "jan janv ene gen oca sty", "feb fev fevr sub lut", "mar mrt",
    "apr avr abr kwi nis", "may mai mei maj mag", "jun juin giu haz cze",
    "jul juil lug tem lip", "aug aout ago agu sie", "sep set sze eyl wrz",
    "oct okt out ott eki paz", "nov kas lis", "dec dez dic des ara gru",
)  # fmt: skip
"""The first letters of each month in the languages written with Latin letters, folded."""

NO_DATES = re.compile(r"^[0\W_]*$")


class DateOrder(StrEnum):
    """Which number of 05/03/2026 is the month."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def is_blank_date(text: str) -> bool:
    """Return whether ``text`` stands for no date: "0/0/00" of Outlook, "0000-00-00", "-"."""
    return bool(NO_DATES.match(text))


@lru_cache(maxsize=16_384)
def read_date(text: str, order: DateOrder) -> date | None:
    """Return the date that ``text`` writes, or None where there is no such day.

    A year in front decides by itself; years of the Buddhist era are taken 543 back, Japanese eras and
    Excel's day numbers are read; ``order`` decides the rest.
    """
    typed = " ".join(text[: LONGEST + 1].split())
    if not typed or len(typed) > LONGEST:
        return None
    match = SHAPE.match(typed)
    if match is None:
        return _serial(typed) or _of_era(typed) or _worded(typed)
    body = match.group(1)
    parts = [body[:4], body[4:6], body[6:]] if body.isdigit() else [p for p in SPLIT.split(body) if p]
    if len(parts) != 3:
        return None
    first, second, third = (int(part) for part in parts)
    if len(parts[0]) >= 3:
        return _safe_date(_year(first, len(parts[0])), second, third)
    year = _year(third, len(parts[2]))
    if order is DateOrder.DAY_FIRST:
        return _safe_date(year, second, first)
    return _safe_date(year, first, second)


def century_open(text: str) -> bool:
    """Return whether the year in ``text`` has two digits, so that its century is a guess."""
    return not re.search(r"\d{3}", text) and ERA.match(fold(" ".join(text.split()))) is None


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


def _serial(typed: str) -> date | None:
    match = NUMBER.match(typed)
    if match is None or len(match.group(1)) < 5 or int(match.group(1)) not in SERIALS:
        return None
    return SERIAL_START + timedelta(days=int(match.group(1)))


def _of_era(typed: str) -> date | None:
    match = ERA.match(typed.casefold().replace(" ", ""))
    if match is None:
        return None
    year = 1 if match.group(2) == "元" else int(match.group(2))
    return _safe_date(ERAS[match.group(1)] + year, int(match.group(3)), int(match.group(4)))


def _worded(typed: str) -> date | None:
    if match := DAY_WORD.match(typed):
        day, word, year = match.groups()
    elif match := WORD_DAY.match(typed):
        word, day, year = match.groups()
    else:
        return None
    folded = fold(word)
    for number, names in enumerate(MONTH_WORDS, start=1):
        if folded[:4] in names.split() or folded[:3] in names.split():
            return _safe_date(_year(int(year), len(year)), number, int(day))
    return None


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

    @property
    def suggested(self) -> DateOrder | None:
        """Return the order that more of the dates prove, or None where they are even."""
        if self.day_only == self.month_only:
            return None
        return DateOrder.DAY_FIRST if self.day_only > self.month_only else DateOrder.MONTH_FIRST


def date_evidence(values: Iterable[str]) -> DateEvidence:
    """Count what the dates of one column say about their order; 05/05/2026 says nothing either way."""
    day_only = month_only = both = unreadable = 0
    for value in values:
        if is_blank_date(value):
            continue
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
