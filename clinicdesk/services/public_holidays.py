"""The public holidays of the clinic's country: from the file where they are kept, else worked out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from clinicdesk import __version__
from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.clock import clinic_date
from clinicdesk.storage import holidays as repository
from clinicdesk.storage.work import Work

YEARS_BACK, YEARS_AHEAD = 3, 4


def holidays_of(work: Work, clinic: Clinic) -> Mapping[date, str]:
    """Return the holidays of the years around now with their names; none where the clinic ignores them.

    The library that knows them takes a fifth of a second to load, so that only the first start of a year
    and of a new edition waits for it.
    """
    if not clinic.public_holidays:
        return {}
    years = _years(work, clinic)
    kept = repository.read(work, clinic.country, years, __version__)
    return worked_out(clinic.country, years) if kept is None else kept


def keep_holidays(work: Work, clinic: Clinic) -> None:
    """Keep the holidays of the years around now in the file, where they are not kept yet."""
    years = _years(work, clinic)
    if clinic.public_holidays and repository.read(work, clinic.country, years, __version__) is None:
        repository.write(work, clinic.country, years, __version__, worked_out(clinic.country, years))


@cache
def worked_out(country: str, years: range) -> Mapping[date, str]:
    """Return the public holidays of ``country`` (ISO 3166) in ``years``; none where no calendar is known."""
    import holidays

    try:
        return dict(holidays.country_holidays(country, years=years).items())
    except NotImplementedError:
        return {}


def _years(work: Work, clinic: Clinic) -> range:
    this = clinic_date(work.at, clinic.tz).year
    return range(this - YEARS_BACK, this + YEARS_AHEAD + 1)
