"""Opening hours with closed days, and arithmetic of business time over them by intervals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

Interval = tuple[int, int]


@dataclass(frozen=True)
class OpeningHours:
    """When the clinic is open: minutes after midnight per weekday (Monday is 0), in its zone.

    ``closed`` holds public holidays and own closed days; every rule that counts business time asks here.
    """

    zone: ZoneInfo
    week: Mapping[int, tuple[Interval, ...]]
    closed: frozenset[date] = field(default_factory=frozenset)
