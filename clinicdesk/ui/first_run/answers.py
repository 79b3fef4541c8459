"""What the first run asks, with a proposal for every answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.hours import Interval
from clinicdesk.domain.people import Role, StaffMember

SHORT_SATURDAY = frozenset({"VN", "TH", "MX", "TR", "IN", "CO", "CR", "PH", "MY"})
SUNDAY_WEEK = frozenset({"IL", "SA", "AE", "EG", "JO", "QA", "KW"})
WORKING_DAY: tuple[Interval, ...] = ((9 * 60, 17 * 60),)
MORNING: tuple[Interval, ...] = ((9 * 60, 12 * 60),)
USUAL_CURRENCIES = ("USD", "EUR", "GBP", "AUD")


@dataclass(frozen=True)
class SetUp:
    """Everything that a new clinic's file starts with."""

    clinic: Clinic
    hours: Mapping[int, tuple[Interval, ...]]
    staff: tuple[StaffMember, ...]


def usual_week(country: str) -> dict[int, tuple[Interval, ...]]:
    """Return the hours that clinics in ``country`` usually keep; the person changes what differs."""
    days = (6, 0, 1, 2, 3) if country in SUNDAY_WEEK else (0, 1, 2, 3, 4)
    week = dict.fromkeys(days, WORKING_DAY)
    if country in SHORT_SATURDAY:
        week[5] = MORNING
    return week


def proposed(country: str, currency: str, zone: str) -> SetUp:
    """Return the answers to start from for a clinic in ``country``; the name and the owner are asked."""
    currencies = tuple(dict.fromkeys((currency, *USUAL_CURRENCIES))) if currency else USUAL_CURRENCIES
    clinic = Clinic(
        name="",
        country=country,
        zone=zone,
        currency=currencies[0],
        currencies=currencies,
        languages=("en", "vi"),
    )
    return SetUp(clinic, usual_week(country), (StaffMember(0, "", Role.OWNER),))


def with_country(answers: SetUp, country: str, currency: str, zone: str) -> SetUp:
    """Return ``answers`` with what another country proposes; names and people stay."""
    fresh = proposed(country, currency, zone)
    clinic = replace(
        answers.clinic,
        country=country,
        zone=fresh.clinic.zone,
        currency=fresh.clinic.currency,
        currencies=fresh.clinic.currencies,
    )
    return SetUp(clinic, fresh.hours, answers.staff)
