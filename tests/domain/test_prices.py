"""Prices by a rate: exact, rounded half up to a step, stored and read back."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.prices import PriceRule, check_price, read_rule

AT = datetime(2026, 11, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "rate", "step", "currency", "minor", "price"),
    [
        ("USD", "25830", 50_000, "VND", 12000, 3_100_000),
        ("USD", "1.5417", 100, "AUD", 12000, 18500),
        ("USD", "150", 500, "JPY", 12000, 18000),
        ("VND", "0.00003871", 100, "USD", 3_100_000, 12000),
        ("USD", "0.5", 100, "EUR", 100, 100),
    ],
)
def test_a_price_is_the_sources_times_the_rate(
    source: str, rate: str, step: int, currency: str, minor: int, price: int
) -> None:
    assert PriceRule(source, Decimal(rate), step).price(minor, currency, AT) == price


@given(st.integers(0, 10**9), st.decimals(Decimal("0.0001"), Decimal(10**5), places=4), st.integers(1, 10**6))
def test_a_price_is_a_multiple_of_its_step_and_never_far(minor: int, rate: Decimal, step: int) -> None:
    rule = PriceRule("USD", rate, step)
    price = rule.price(minor, "EUR", AT)
    assert price % step == 0
    assert abs(price - minor * rate) <= Decimal(step) / 2 + 1
    assert read_rule(rule.stored()) == rule


def test_no_rule_is_stored_for_a_typed_price() -> None:
    assert read_rule({}) is None
    with pytest.raises(InvalidInput):
        check_price("USD", -1)
    check_price("USD", None)
