from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import LARGEST_MINOR, Money, Rate, allocate, exponent, half_up, total

CURRENCIES = st.sampled_from(["VND", "JPY", "EUR", "USD", "KWD"])
PINNED = datetime(2026, 11, 17, tzinfo=UTC)


def test_exponents_of_iso_4217() -> None:
    assert [exponent(code) for code in ("VND", "JPY", "EUR", "KWD", "XXX")] == [0, 0, 2, 3, 2]


def test_a_percentage_is_rounded_half_up_once() -> None:
    assert Money(89999, "EUR").part(1000) == Money(9000, "EUR")
    assert Money(28500005, "VND").part(1000) == Money(2850001, "VND")
    assert half_up(-5, 2) == -3


def test_a_plan_discount_falls_by_largest_remainder_first_line_first() -> None:
    shares = allocate(Money(10000, "EUR"), (33333, 33333, 33333))
    assert [share.minor for share in shares] == [3334, 3333, 3333]


def test_different_currencies_are_never_added() -> None:
    with pytest.raises(InvalidInput):
        Money(1, "EUR") + Money(1, "USD")
    assert total([], "EUR") == Money(0, "EUR")


def test_a_pinned_rate_converts_both_ways() -> None:
    rate = Rate("EUR", "VND", Decimal(30100), PINNED)
    assert rate.convert(Money(25000, "EUR")) == Money(7525000, "VND")
    assert rate.revert(Money(125400000, "VND")) == Money(416611, "EUR")
    with pytest.raises(InvalidInput):
        rate.convert(Money(1, "VND"))


def test_a_rate_of_many_digits_is_exact() -> None:
    rate = Rate("KWD", "VND", Decimal("85123.123456789012345678"), PINNED)
    amount = Money(10**18 - 1, "KWD")
    exact = Decimal(85123123456789012345678) * (10**18 - 1)
    assert rate.convert(amount).minor == int(exact.scaleb(-21).to_integral_value(rounding="ROUND_HALF_UP"))


@given(
    st.integers(-LARGEST_MINOR, LARGEST_MINOR),
    st.lists(st.integers(0, LARGEST_MINOR), min_size=1, max_size=30),
    CURRENCIES,
)
def test_parts_always_sum_to_the_whole(minor: int, weights: list[int], currency: str) -> None:
    amount = Money(minor, currency)
    shares = allocate(amount, weights)
    assert total(shares, currency) == amount
    if sum(weights):
        assert all(
            abs(abs(share.minor) * sum(weights) - abs(minor) * weight) < sum(weights)
            for share, weight in zip(shares, weights, strict=True)
        )
