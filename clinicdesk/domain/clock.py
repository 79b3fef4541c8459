"""The one clock of the program, passed as an argument to whatever must know the time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from time import monotonic
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the present instant; nothing else in the program asks the machine for it."""

    def now(self) -> datetime:
        """Return the present instant, timezone-aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock, in whole seconds."""

    def now(self) -> datetime:
        """Return the present instant in UTC without fractions of a second."""
        return datetime.now(UTC).replace(microsecond=0)


class RunningClock:
    """A clock that starts at ``start`` and runs on: the demo clinic lives in its own time."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._since = monotonic()

    def now(self) -> datetime:
        """Return the start and the time that has passed since, in whole seconds."""
        return self._start + timedelta(seconds=int(monotonic() - self._since))


@dataclass
class FixedClock:
    """A clock that stands still until it is moved: for tests, the demo and the tour."""

    at: datetime

    def now(self) -> datetime:
        """Return the instant the clock was set to."""
        return self.at

    def move(self, by: timedelta) -> None:
        """Move the clock forward (or back) by ``by``."""
        self.at += by


def clinic_date(at: datetime, zone: ZoneInfo) -> date:
    """Return the clinic's calendar date of the instant ``at``."""
    return at.astimezone(zone).date()
