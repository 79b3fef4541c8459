from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from clinicdesk.domain.errors import Conflict, InvalidInput
from clinicdesk.domain.money import LARGEST_MINOR, Money, Rate
from clinicdesk.domain.payments import (
    Payment,
    PaymentKind,
    balance,
    check_amounts,
    check_refund,
    handed_back,
    refundable,
)

AT = datetime(2026, 11, 17, 3, 26, tzinfo=UTC)
RATE = Rate("EUR", "VND", Decimal(30100), AT)
DEPOSIT = Payment(
    1, 1, PaymentKind.DEPOSIT, Money(7525000, "VND"), Money(25000, "EUR"), date(2026, 11, 17), AT, rate=RATE
)


def back(minor: int, kind: PaymentKind = PaymentKind.REFUND) -> Payment:
    return replace(DEPOSIT, id=2, kind=kind, amount=Money(minor, "VND"), refunds_id=1)


def test_the_balance_is_derived_from_payments() -> None:
    result = balance(Money(125400000, "VND"), [DEPOSIT])
    assert (result.paid, result.left) == (Money(7525000, "VND"), Money(117875000, "VND"))
    assert balance(Money(125400000, "VND"), [DEPOSIT, back(-7525000)]).paid.minor == 0
    assert balance(Money(100, "VND"), [DEPOSIT]).left.minor < 0


def test_a_payment_is_given_back_at_most_once() -> None:
    assert refundable(DEPOSIT, [DEPOSIT, back(-7000000)]) == Money(525000, "VND")
    check_refund(DEPOSIT, Money(525000, "VND"), [back(-7000000)])
    for minor in (525001, 0, -1):
        with pytest.raises(InvalidInput) as caught:
            check_refund(DEPOSIT, Money(minor, "VND"), [back(-7000000)])
        assert caught.value.field == "amount"
    with pytest.raises(Conflict):
        check_refund(back(-5), Money(5, "VND"), [])


def test_what_is_handed_back_uses_the_pinned_rate_of_the_payment() -> None:
    assert handed_back(DEPOSIT, DEPOSIT.amount) == Money(25000, "EUR")
    assert handed_back(DEPOSIT, Money(3762500, "VND")) == Money(12500, "EUR")


def test_a_payment_in_another_currency_needs_a_rate_between_the_two() -> None:
    check_amounts(Money(7525000, "VND"), Money(25000, "EUR"), RATE)
    check_amounts(Money(7500000, "VND"), Money(25000, "EUR"), RATE)
    check_amounts(Money(25000, "EUR"), Money(25000, "EUR"), None)
    with pytest.raises(InvalidInput) as short:
        check_amounts(Money(7487374, "VND"), Money(25000, "EUR"), RATE)
    assert short.value.field == "amount"
    for rate in (None, replace(RATE, source="USD"), replace(RATE, value=Decimal(0))):
        with pytest.raises(InvalidInput) as caught:
            check_amounts(Money(7525000, "VND"), Money(25000, "EUR"), rate)
        assert caught.value.field == "rate"


@pytest.mark.parametrize("minor", [0, -1, LARGEST_MINOR + 1])
def test_amounts_are_above_zero_and_not_too_large(minor: int) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_amounts(Money(minor, "EUR"), Money(minor, "EUR"), None)
    assert caught.value.field == "amount"


def test_two_different_sums_of_one_currency_are_refused() -> None:
    with pytest.raises(InvalidInput):
        check_amounts(Money(1, "EUR"), Money(2, "EUR"), None)
