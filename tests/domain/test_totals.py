from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.clinic import DepositRule
from clinicdesk.domain.money import Money, total
from clinicdesk.domain.plans import Plan, PlanItem, PlanOption, PlanTrip
from clinicdesk.domain.totals import totals


def plan(*trips: tuple[PlanItem, ...], currency: str = "EUR", **fields: object) -> Plan:
    option = PlanOption(tuple(PlanTrip(items) for items in trips))
    return replace(Plan(1, 1, "P-2026-0001", "en", currency, (option,)), **fields)  # type: ignore[arg-type]


def line(minor: int | None, quantity: int = 1, **fields: object) -> PlanItem:
    return replace(PlanItem("X", unit_minor=minor, quantity=quantity), **fields)  # type: ignore[arg-type]


def test_three_lines_less_ten_percent() -> None:
    result = totals(plan((line(33333), line(33333)), (line(33333),), discount_points=1000))
    assert (result.subtotal.minor, result.discount.minor, result.total.minor) == (99999, 10000, 89999)
    shares = [amount.share.minor for trip in result.trips for amount in trip.lines]
    assert shares == [3334, 3333, 3333]
    assert [trip.subtotal.minor for trip in result.trips] == [59999, 30000]


def test_the_plan_of_the_picture() -> None:
    trip1 = (line(9000), line(6000), line(105000, 2, discount_points=500), line(38000, estimate=True))
    trip1 += (line(18000), line(32000))
    trip2 = (line(52000, 2), line(34000, 4), line(5500), line(6500), line(12000))
    result = totals(plan(trip1, trip2, currency="USD", deposit=DepositRule(minor=30000)))
    assert [trip.gross.minor for trip in result.trips] == [313000, 264000]
    assert (result.line_discount.minor, result.total.minor) == (10500, 566500)
    assert [trip.due.minor for trip in result.trips] == [272500, 264000]
    assert [trip.estimate for trip in result.trips] == [True, False]
    assert result.estimate


def test_optional_lines_stand_outside_every_sum() -> None:
    result = totals(plan((line(10000), line(5000, optional=True, estimate=True)), discount_points=1000))
    assert (result.total.minor, result.optional.minor, result.estimate) == (9000, 5000, False)
    assert result.trips[0].lines[1].net.minor == 0


def test_each_option_has_its_own_sums() -> None:
    both = plan(
        (line(100),),
        options=(PlanOption((PlanTrip((line(486500),)),)), PlanOption((PlanTrip((line(354500),)),))),
    )
    assert [totals(both, n).total.minor for n in (0, 1)] == [486500, 354500]
    assert totals(replace(both, chosen=1)).total.minor == 354500


def test_a_fixed_discount_never_goes_below_zero() -> None:
    result = totals(plan((line(5000),), discount_minor=9000))
    assert (result.total.minor, result.discount.minor) == (0, 5000)


def test_an_empty_plan_costs_nothing() -> None:
    empty = totals(plan())
    assert (empty.total, empty.deposit, empty.trips) == (Money(0, "EUR"), Money(0, "EUR"), ())
    assert totals(plan((line(None),))).unpriced == 1


def test_a_large_deposit_comes_off_later_trips_too() -> None:
    result = totals(plan((line(100),), (line(300),), deposit=DepositRule(minor=150)))
    assert [trip.due.minor for trip in result.trips] == [0, 250]


ITEMS = st.builds(
    line,
    st.none() | st.integers(0, 10**10),
    st.integers(1, 999),
    discount_points=st.integers(0, 10000),
    optional=st.booleans(),
)


@pytest.mark.parametrize("currency", ["VND", "JPY", "EUR", "KWD"])
@given(
    trips=st.lists(st.lists(ITEMS, max_size=6).map(tuple), max_size=4),
    points=st.integers(0, 10000),
    minor=st.just(0) | st.integers(0, 10**12),
    rule=st.builds(DepositRule, points=st.integers(0, 2000), minor=st.just(0) | st.integers(0, 10**6)),
)
def test_parts_sum_to_the_whole_in_every_exponent(
    currency: str, trips: list[tuple[PlanItem, ...]], points: int, minor: int, rule: DepositRule
) -> None:
    draft = plan(*trips, currency=currency, discount_points=points, discount_minor=minor, deposit=rule)
    result = totals(draft)
    assert total((trip.subtotal for trip in result.trips), currency) == result.total
    assert result.subtotal - result.discount == result.total
    assert result.gross - result.line_discount == result.subtotal
    assert total((a.net for trip in result.trips for a in trip.lines), currency) == result.total
    assert total((a.share for trip in result.trips for a in trip.lines), currency) == result.discount
    assert result.deposit + result.rest == result.total
    if result.deposit <= result.total:
        assert total((trip.due for trip in result.trips), currency) == result.rest
    assert all(amount.net.minor >= 0 for trip in result.trips for amount in trip.lines)
