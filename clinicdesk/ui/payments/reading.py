"""Reads amounts, percentages and rates as people type them; what can be read twice is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Context, Decimal
from typing import TypeVar
from zoneinfo import ZoneInfo

from clinicdesk.domain.errors import ClinicError, InvalidInput
from clinicdesk.domain.money import Money
from clinicdesk.domain.payments import TOLERANCE_POINTS
from clinicdesk.domain.text import marked

T = TypeVar("T")

_RATE = re.compile(r"\d{1,12}(?:[.,]\d{1,8})?")
_TWO_READINGS = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")
_DIGITS = 12
"""Digits kept of a rate that was typed the other way round."""


def money_reader(currency: str, language: str, field: str = "amount") -> Callable[[str], Money]:
    """Return what reads an amount in ``currency`` from a field; it raises InvalidInput."""

    def read(text: str) -> Money:
        from clinicdesk.i18n.parsing import parse_money

        money = parse_money(text, currency, language, field=field)
        if money.minor <= 0:
            raise InvalidInput(marked("The amount is above zero."), field=field)
        return money

    return read


def read_rate(text: str) -> Decimal:
    """Return a rate such as "3.6520" or "25400": one mark at most, and it is the decimal one.

    Raises InvalidInput with the field "rate", also for "25,400", which can be read in two ways.
    """
    typed = "".join(text.split())
    if not _RATE.fullmatch(typed):
        raise InvalidInput(
            marked("Type the rate as one number, such as 3.6520, without thousands marks."), field="rate"
        )
    if double := _TWO_READINGS.fullmatch(typed):
        whole, rest = double[1], double[2]
        raise InvalidInput(
            marked("“{typed}” can be read in two ways. Type {thousands} or {decimal}."),
            field="rate",
            typed=typed,
            thousands=whole + rest,
            decimal=f"{whole}.{rest}0",
        )
    rate = Decimal(typed.replace(",", "."))
    if rate <= 0:
        raise InvalidInput(marked("The exchange rate is above zero, and not too large."), field="rate")
    return rate


def turned(rate: Decimal) -> Decimal:
    """Return 1 / ``rate`` to twelve digits, for a rate that was typed the other way round."""
    return Context(prec=_DIGITS).divide(Decimal(1), rate).normalize()


@dataclass(frozen=True)
class Reckoned:
    """What a payment counts as: ``counted`` on the ledger, and how it differs from what was expected.

    ``verdict`` is exact, near (within half a percent: taken as the whole), short, over (more than asked,
    not more than is left) or beyond (more than is left to pay).
    """

    counted: Money
    difference: Money
    verdict: str


def reckon(converted: Money, expected: Money, left: Money, *, exchanged: bool) -> Reckoned:
    """Return how ``converted`` counts where ``expected`` was asked for and ``left`` is open on the plan.

    Only an exchanged amount may differ by half a percent and count as the whole (fees of a transfer).
    """
    difference = converted - expected
    near = exchanged and abs(difference.minor) <= converted.part(TOLERANCE_POINTS).minor
    if not difference.minor:
        return Reckoned(expected, difference, "exact")
    if near and expected.minor > 0:
        return Reckoned(expected, difference, "near")
    if converted.minor > left.minor:
        return Reckoned(converted, difference, "beyond")
    return Reckoned(converted, difference, "short" if difference.minor < 0 else "over")


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return a moment of the clinic's calendar as UTC knows it."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def value_or_none(read: Callable[[], T]) -> T | None:
    """Return what a field holds, None while it cannot be read."""
    try:
        return read()
    except ClinicError:
        return None
