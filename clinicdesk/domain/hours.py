"""Opening hours with closed days, and arithmetic of business time over them by intervals."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import marked

Interval = tuple[int, int]

DAY_MINUTES = 24 * 60
FIRST_REPLY_MINUTES = 240
PLAN_HOURS = 24
LONGEST_CLOSURE = 400
"""Days after which a clinic that does not open is taken to have no opening hours at all."""


@dataclass(frozen=True)
class OpeningHours:
    """When the clinic is open: minutes after midnight per weekday (Monday is 0), in its zone.

    ``closed`` holds public holidays and own closed days; every rule that counts business time asks here.
    Intervals of a day are in order and do not overlap. The functions below return instants in UTC, where
    adding an hour is an hour even on the day the clocks change.
    """

    zone: ZoneInfo
    week: Mapping[int, tuple[Interval, ...]]
    closed: frozenset[date] = field(default_factory=frozenset)

    def on(self, day: date) -> tuple[Interval, ...]:
        """Return the intervals of ``day`` in minutes after midnight; none where the clinic is closed."""
        return () if day in self.closed else self.week.get(day.weekday(), ())


@dataclass(frozen=True)
class ClosedDay:
    """A day on which the clinic is closed, or open although it is a public holiday (``open_anyway``)."""

    on: date
    name: str = ""
    open_anyway: bool = False


def local(hours: OpeningHours, at: datetime) -> datetime:
    """Return ``at`` on the clinic's wall clock."""
    return at.astimezone(hours.zone)


def is_open(at: datetime, hours: OpeningHours) -> bool:
    """Return whether the clinic is open at ``at``; the closing minute itself still counts."""
    return any(start <= at <= end for start, end in _opens_on(local(hours, at).date(), hours))


def next_opening(at: datetime, hours: OpeningHours) -> datetime:
    """Return the first instant after ``at`` at which the clinic opens its doors.

    Raises InvalidInput where the clinic does not open within 400 days.
    """
    at = at.astimezone(UTC)
    return next(start for start, _ in _openings(at, hours) if start > at)


def add_business_minutes(at: datetime, minutes: int, hours: OpeningHours) -> datetime:
    """Return when ``minutes`` (0 or more) of opening time have passed since ``at``.

    Ends inside opening hours, at the close rather than at the next opening. Raises InvalidInput where
    the clinic does not open within 400 days.
    """
    at, left = at.astimezone(UTC), timedelta(minutes=minutes)
    for start, end in _openings(at, hours):
        begin = max(start, at)
        if begin <= end and begin + left <= end:
            return begin + left
        left -= max(end - begin, timedelta(0))
    raise AssertionError("openings never end")  # pragma: no cover


def business_minutes_between(start: datetime, end: datetime, hours: OpeningHours) -> int:
    """Return the whole minutes of opening time between two instants, negative where ``end`` is earlier."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if end < start:
        return -business_minutes_between(end, start, hours)
    spent = timedelta(0)
    day, last = local(hours, start).date(), local(hours, end).date()
    while day <= last:
        for opens, closes in _opens_on(day, hours):
            spent += max(min(closes, end) - max(opens, start), timedelta(0))
        day += timedelta(days=1)
    return spent // timedelta(minutes=1)


def first_reply_due(
    received_at: datetime, hours: OpeningHours, promise_minutes: int = FIRST_REPLY_MINUTES
) -> datetime:
    """Return when the first reply is due: ``promise_minutes`` of business time after it came in.

    Never later than noon on the day of the next opening, or an hour after it where the clinic opens at
    noon or later (product.md, The two clocks). A break at midday is not an opening.
    """
    received_at = received_at.astimezone(UTC)
    promised = add_business_minutes(received_at, promise_minutes, hours)
    opens = _next_first_opening(received_at, hours)
    noon = _instant(local(hours, opens).date(), DAY_MINUTES // 2, hours)
    return min(promised, noon if opens < noon else opens + timedelta(hours=1))


def plan_due(replied_at: datetime, hours: OpeningHours, plan_hours: int = PLAN_HOURS) -> datetime:
    """Return when the written plan is due: ``plan_hours`` after the first reply.

    Where that falls outside opening hours, an hour after the next opening (product.md, The two clocks).
    """
    due = replied_at.astimezone(UTC) + timedelta(hours=plan_hours)
    return due if is_open(due, hours) else next_opening(due, hours) + timedelta(hours=1)


def _next_first_opening(at: datetime, hours: OpeningHours) -> datetime:
    day = local(hours, at).date()
    for step in range(LONGEST_CLOSURE):
        spans = _opens_on(day + timedelta(days=step), hours)
        if spans and spans[0][0] > at:
            return spans[0][0]
    raise _never_open()


def _openings(at: datetime, hours: OpeningHours) -> Iterator[tuple[datetime, datetime]]:
    """Yield the intervals that end after ``at``, in order and without end."""
    day, closed_days = local(hours, at).date(), 0
    while closed_days < LONGEST_CLOSURE:
        spans = [span for span in _opens_on(day, hours) if span[1] > at]
        yield from spans
        closed_days = 0 if spans else closed_days + 1
        day += timedelta(days=1)
    raise _never_open()


def _opens_on(day: date, hours: OpeningHours) -> list[tuple[datetime, datetime]]:
    spans: list[tuple[datetime, datetime]] = []
    for opens, closes in hours.on(day):
        start, end = _instant(day, opens, hours), _instant(day, closes, hours)
        # An hour that the change to summer time leaves out can put wall times out of order.
        if spans:
            start = max(start, spans[-1][1])
        if end > start:
            spans.append((start, end))
    return spans


def _instant(day: date, minutes: int, hours: OpeningHours) -> datetime:
    days, rest = divmod(minutes, DAY_MINUTES)
    wall = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), tzinfo=hours.zone)
    return wall.astimezone(UTC)


def _never_open() -> InvalidInput:
    return InvalidInput(marked("The clinic has no opening hours. Set at least one day."), field="hours")
