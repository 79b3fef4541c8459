"""Keeps the public holidays that were worked out, year by year, so that a start need not work them out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete, insert, select

from clinicdesk.storage import tables
from clinicdesk.storage.work import Work

_t = tables.holiday_year


def read(work: Work, country: str, years: range, edition: str) -> dict[date, str] | None:
    """Return the kept holidays of ``years``; None unless each was kept by the program's ``edition``."""
    rows = work.execute(
        select(_t.c.year, _t.c.days).where(
            _t.c.country == country, _t.c.edition == edition, _t.c.year.between(years.start, years.stop - 1)
        )
    ).all()
    if len(rows) != len(years):
        return None
    return {date.fromisoformat(day): name for row in rows for day, name in row.days.items()}


def write(work: Work, country: str, years: range, edition: str, days: Mapping[date, str]) -> None:
    """Keep the holidays of ``years``, in place of what was kept of these years."""
    work.execute(delete(_t).where(_t.c.country == country, _t.c.year.in_(list(years))))
    work.execute(
        insert(_t),
        [
            {
                "country": country,
                "year": year,
                "edition": edition,
                "days": {day.isoformat(): name for day, name in days.items() if day.year == year},
            }
            for year in years
        ],
    )
