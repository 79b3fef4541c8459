"""Which backups stay: the newest ones, and one for each recent day, week and month."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

NEWEST, DAILY, WEEKLY, MONTHLY = 4, 12, 10, 9


def kept(made: Collection[datetime]) -> frozenset[datetime]:
    """Return which of the instants ``made`` stay: the 4 newest, 12 daily, 10 weekly and 9 monthly.

    Of a day, a week or a month the newest stays; the newest of all always does (safety rule 7).
    """
    ordered = sorted(set(made), reverse=True)
    keep = set(ordered[:NEWEST])
    keep |= _newest_of(ordered, lambda at: at.date().isoformat(), DAILY)
    keep |= _newest_of(ordered, lambda at: "{}-{}".format(*at.isocalendar()[:2]), WEEKLY)
    keep |= _newest_of(ordered, lambda at: f"{at:%Y-%m}", MONTHLY)
    return frozenset(keep)


def _newest_of(ordered: list[datetime], period: Callable[[datetime], str], count: int) -> set[datetime]:
    newest: dict[str, datetime] = {}
    for at in ordered:
        newest.setdefault(period(at), at)
    return set(list(newest.values())[:count])
