"""Exact money: integer minor units with an ISO 4217 code, never a float (safety rule 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import marked

DEFAULT_EXPONENT = 2
EXPONENTS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0,
    "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip
PERCENT = 100
WHOLE = 100 * PERCENT
# Sums of thousands of amounts up to this one still fit SQLite's 64-bit integers.
LARGEST_MINOR = 10**14


def exponent(currency: str) -> int:
    """Return how many decimals ``currency`` has (ISO 4217): 0 for VND, 2 for EUR, 3 for KWD."""
    return EXPONENTS.get(currency, DEFAULT_EXPONENT)


def half_up(numerator: int, denominator: int) -> int:
    """Return ``numerator / denominator`` rounded half away from zero, exactly."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    top, bottom = abs(numerator), abs(denominator)
    return sign * ((2 * top + bottom) // (2 * bottom))


@dataclass(frozen=True, order=False)
class Money:
    """An amount in minor units (cents, dong) of one currency; sums of two currencies are refused."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.minor <= other.minor

    def times(self, quantity: int) -> Money:
        """Return the amount for ``quantity`` units."""
        return Money(self.minor * quantity, self.currency)

    def part(self, basis_points: int) -> Money:
        """Return ``basis_points`` hundredths of a percent of the amount, half up: 1000 is 10 %."""
        return Money(half_up(self.minor * basis_points, WHOLE), self.currency)

    def decimal(self) -> Decimal:
        """Return the amount in major units, exactly."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise InvalidInput(
                marked("{one} and {other} cannot be added: pin an exchange rate first."),
                one=self.currency,
                other=other.currency,
            )


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Return the sum of ``amounts`` in ``currency``; zero where there are none."""
    result = Money(0, currency)
    for amount in amounts:
        result += amount
    return result


def allocate(amount: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    """Divide ``amount`` over ``weights`` so that the parts sum to it: largest remainder, first line first."""
    whole = sum(weights)
    if whole == 0:
        shares = [0] * len(weights)
        if shares:
            shares[0] = abs(amount.minor)
    else:
        exact = [abs(amount.minor) * weight for weight in weights]
        shares = [value // whole for value in exact]
        left = abs(amount.minor) - sum(shares)
        order = sorted(range(len(weights)), key=lambda i: (-(exact[i] % whole), i))
        for index in order[:left]:
            shares[index] += 1
    sign = -1 if amount.minor < 0 else 1
    return tuple(Money(sign * share, amount.currency) for share in shares)


@dataclass(frozen=True)
class Rate:
    """A pinned exchange rate: one major unit of ``source`` is ``value`` major units of ``target``."""

    source: str
    target: str
    value: Decimal
    pinned_at: datetime

    def convert(self, amount: Money) -> Money:
        """Return ``amount`` (in ``source``) in ``target``, rounded once, half up."""
        self._of(self.source, amount)
        top, bottom = self.value.as_integer_ratio()
        return _scaled(amount, self.target, top, bottom)

    def revert(self, amount: Money) -> Money:
        """Return ``amount`` (in ``target``) in ``source``, rounded once, half up."""
        self._of(self.target, amount)
        top, bottom = self.value.as_integer_ratio()
        return _scaled(amount, self.source, bottom, top)

    def _of(self, currency: str, amount: Money) -> None:
        if amount.currency != currency:
            raise InvalidInput(
                marked("The rate is for {one}, the amount is in {other}."),
                one=currency,
                other=amount.currency,
            )


def _scaled(amount: Money, currency: str, top: int, bottom: int) -> Money:
    """Return ``amount`` times top / bottom in ``currency``, in whole numbers so that nothing rounds twice."""
    top *= 10 ** exponent(currency)
    bottom *= 10 ** exponent(amount.currency)
    return Money(half_up(amount.minor * top, bottom), currency)
