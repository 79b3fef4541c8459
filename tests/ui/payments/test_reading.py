"""Rates, amounts and times as they are typed, and what a payment counts as."""

from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import Money
from clinicdesk.ui.payments.reading import money_reader, read_rate, reckon, turned
from clinicdesk.ui.times import read_time


@pytest.mark.parametrize(
    ("typed", "rate"),
    [("3.6520", "3.6520"), ("1,1580", "1.1580"), ("25400", "25400"), (" 0.93 ", "0.93"), ("٣", "3")],
)
def test_a_rate_is_one_number(typed: str, rate: str) -> None:
    assert read_rate(typed) == Decimal(rate)


@pytest.mark.parametrize("typed", ["", "25,400", "3.652", "1.000.000", "0", "-1", "1e3", "ten", "1" * 400])
def test_a_rate_that_can_be_read_twice_or_not_at_all_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_rate(typed)
    assert refused.value.field == "rate"


@given(st.decimals(Decimal("0.0001"), Decimal(99999), places=4))
def test_a_rate_turned_twice_is_the_same_to_ten_digits(rate: Decimal) -> None:
    again = turned(turned(rate))
    assert abs(again - rate) <= rate * Decimal("1e-10")


@pytest.mark.parametrize(("typed", "at"), [("9:30", time(9, 30)), ("0930", time(9, 30)), ("14", time(14))])
def test_a_time_is_read(typed: str, at: time) -> None:
    assert read_time(typed) == at


@pytest.mark.parametrize("typed", ["", "25:00", "9:75", "soon", "x" * 10_000_000])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        read_time(typed)


@pytest.mark.parametrize("typed", ["", "0", "-5", "<b>5</b>", "1.234,5,6", "9" * 10_000])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        money_reader("EUR", "en")(typed)


ASKED, LEFT = Money(89000, "USD"), Money(890000, "USD")


@pytest.mark.parametrize(
    ("converted", "verdict", "counted"),
    [
        (89000, "exact", 89000),
        (88600, "near", 89000),
        (89400, "near", 89000),
        (88000, "short", 88000),
        (90000, "over", 90000),
        (890001, "beyond", 890001),
    ],
)
def test_half_a_percent_is_taken_as_the_whole_and_more_is_asked(
    converted: int, verdict: str, counted: int
) -> None:
    found = reckon(Money(converted, "USD"), ASKED, LEFT, exchanged=True)
    assert (found.verdict, found.counted.minor) == (verdict, counted)


def test_in_the_same_currency_nothing_is_rounded_away() -> None:
    assert reckon(Money(88999, "USD"), ASKED, LEFT, exchanged=False).verdict == "short"
