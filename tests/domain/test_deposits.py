from datetime import date

import pytest

from clinicdesk.domain import deposits
from clinicdesk.domain.clinic import DepositRule, RefundStep
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import Money

LADDER = (RefundStep(30, 100), RefundStep(14, 50), RefundStep(0, 0))
HELD = date(2027, 2, 23)


@pytest.mark.parametrize(
    ("cancelled", "percent"),
    [
        (date(2027, 1, 24), 100),
        (date(2027, 1, 25), 50),
        (date(2027, 2, 9), 50),
        (date(2027, 2, 10), 0),
        (date(2027, 2, 23), 0),
        (date(2027, 3, 1), 0),
    ],
)
def test_the_refund_ladder_counts_clinic_dates(cancelled: date, percent: int) -> None:
    assert deposits.refund_percent(LADDER, HELD, cancelled) == percent


def test_each_step_has_a_last_day() -> None:
    assert deposits.last_days(LADDER, date(2027, 3, 8)) == (
        date(2027, 2, 6),
        date(2027, 2, 22),
        date(2027, 3, 8),
    )


def test_the_deposit_is_fixed_or_a_percentage() -> None:
    assert deposits.deposit(DepositRule(points=1000), Money(89999, "EUR")) == Money(9000, "EUR")
    assert deposits.deposit(DepositRule(points=1000), Money(28500005, "VND")) == Money(2850001, "VND")
    assert deposits.deposit(DepositRule(points=500, minor=30000), Money(566500, "USD")) == Money(30000, "USD")


def test_a_tenth_is_no_longer_small() -> None:
    assert deposits.is_small(Money(999, "USD"), Money(10000, "USD"))
    assert not deposits.is_small(Money(1000, "USD"), Money(10000, "USD"))


@pytest.mark.parametrize(
    "rule",
    [
        DepositRule(points=10001),
        DepositRule(points=-1),
        DepositRule(minor=-5),
        DepositRule(ladder=(RefundStep(14, 50), RefundStep(30, 100))),
        DepositRule(ladder=(RefundStep(30, 50), RefundStep(14, 60))),
        DepositRule(ladder=(RefundStep(30, 101),)),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(rule: DepositRule) -> None:
    with pytest.raises(InvalidInput) as caught:
        deposits.check_rule(rule)
    assert caught.value.field in {"deposit", "ladder"}
