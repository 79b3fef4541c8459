"""Prices that follow another currency: its price times a rate, rounded to a step that looks like a price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import LARGEST_MINOR, Money, Rate, half_up
from clinicdesk.domain.plans import MOST_QUANTITY
from clinicdesk.domain.text import marked

HIGHEST_PRICE = LARGEST_MINOR // MOST_QUANTITY
_LARGEST_RATE = Decimal(10) ** 9


@dataclass(frozen=True)
class PriceRule:
    """One major unit of ``source`` is ``rate`` of the price's own currency; ``step`` is in minor units."""

    source: str
    rate: Decimal
    step: int = 1

    def price(self, source_minor: int, currency: str, at: datetime) -> int:
        """Return the price in minor units of ``currency``, rounded half up to the step."""
        exact = Rate(self.source, currency, self.rate, at).convert(Money(source_minor, self.source)).minor
        return half_up(exact, self.step) * self.step

    def stored(self) -> dict[str, str]:
        """Return the rule as a small structure; ``read`` takes it back."""
        return {"currency": self.source, "rate": str(self.rate), "step": str(self.step)}


def read_rule(stored: Mapping[str, str]) -> PriceRule | None:
    """Return the rule of a stored structure; None for a price that was typed."""
    if not stored:
        return None
    return PriceRule(stored["currency"], Decimal(stored["rate"]), int(stored["step"]))


@dataclass(frozen=True)
class PriceView:
    """One price: its minor units, the one before it, and its rule where it follows another currency."""

    minor: int
    was_minor: int | None
    rule: PriceRule | None
    changed_at: datetime


def read_rate(text: str) -> Decimal:
    """Return the exchange rate that was typed, with a point or a comma before its decimals.

    Raises InvalidInput (field "rate") for anything else than a number above zero.
    """
    try:
        rate = Decimal(text.strip().replace(" ", "").replace(",", "."))
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or not 0 < rate < _LARGEST_RATE:
        raise InvalidInput(marked("Type a rate such as 25830 or 0.92."), field="rate")
    return rate


def check_price(currency: str, minor: int | None) -> None:
    """Refuse a price that cannot be meant, and a currency that is none (InvalidInput with its field)."""
    if minor is not None and not 0 <= minor <= HIGHEST_PRICE:
        raise InvalidInput(marked("This price is too large, or less than zero."), field="price")
    if len(currency) != 3 or not currency.isascii() or not currency.isupper():
        message = marked("{code} is not a currency code of three letters.")
        raise InvalidInput(message, field="currency", code=currency[:10])
