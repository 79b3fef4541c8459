"""Months and quarters of the clinic's calendar, as the owner's numbers are asked for: 2026Q3, 2026-08."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from clinicdesk.domain.cadence import add_months
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import marked

_QUARTER = re.compile(r"(\d{4})[- ]?Q([1-4])", re.IGNORECASE | re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3}


@dataclass(frozen=True, order=True)
class Period:
    """A calendar month or quarter; ``number`` is 1 to 12, or 1 to 4."""

    year: int
    number: int
    kind: PeriodKind = PeriodKind.QUARTER

    @property
    def first_on(self) -> date:
        """Return its first day."""
        return date(self.year, (self.number - 1) * _MONTHS[self.kind] + 1, 1)

    @property
    def last_on(self) -> date:
        """Return its last day."""
        return add_months(self.first_on, _MONTHS[self.kind]) - timedelta(days=1)

    @property
    def months(self) -> tuple[date, ...]:
        """Return the first day of each of its months."""
        return tuple(add_months(self.first_on, n) for n in range(_MONTHS[self.kind]))

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the instants it begins at and ends before, in the clinic's ``zone``."""
        after = self.last_on + timedelta(days=1)
        return _midnight(self.first_on, zone), _midnight(after, zone)

    def earlier(self, count: int) -> "Period":
        """Return the period of the same kind ``count`` before this one (after it where negative)."""
        return containing(add_months(self.first_on, -count * _MONTHS[self.kind]), self.kind)

    def a_year_earlier(self) -> "Period":
        """Return the same month or quarter of the year before."""
        return Period(self.year - 1, self.number, self.kind)

    def __str__(self) -> str:
        """Return what people type: 2026Q3, 2026-08."""
        if self.kind is PeriodKind.QUARTER:
            return f"{self.year:04}Q{self.number}"
        return f"{self.year:04}-{self.number:02}"


def containing(day: date, kind: PeriodKind = PeriodKind.QUARTER) -> Period:
    """Return the period of ``kind`` that ``day`` lies in."""
    return Period(day.year, (day.month - 1) // _MONTHS[kind] + 1, kind)


def parse(text: str) -> Period:
    """Return the period that ``text`` names: "2026Q3", "2026-Q3" or "2026-08".

    Raises InvalidInput for anything else, and for years outside 1970 to 2200.
    """
    cleaned = text.strip()
    quarter, month = _QUARTER.fullmatch(cleaned), _MONTH.fullmatch(cleaned)
    found = None
    if quarter:
        found = Period(int(quarter[1]), int(quarter[2]))
    elif month and 1 <= int(month[2]) <= 12:
        found = Period(int(month[1]), int(month[2]), PeriodKind.MONTH)
    if found is None or not 1970 <= found.year <= 2200:
        raise InvalidInput(
            marked("{text} is not a period. Write a quarter as 2026Q3 or a month as 2026-08."),
            field="period",
            text=text,
        )
    return found


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
