"""A plan goes from currency to currency and back, and no price is lost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.clinic import DepositRule
from clinicdesk.domain.currencies import in_currency
from clinicdesk.domain.plans import Plan, PlanItem, PlanOption, PlanTrip, checked
from clinicdesk.domain.procedures import Procedure, Scope, Unit

CURRENCIES = ("USD", "EUR", "VND", "JPY")
PROCEDURES = {
    "CRO-01": Procedure("CRO-01", "crown", Unit.TOOTH, Scope.TEETH, prices={"USD": 32000, "EUR": 29000}),
    "IMP-01": Procedure("IMP-01", "implant", Unit.TOOTH, Scope.TEETH, prices={"USD": 105000, "JPY": 160000}),
}


def plan(*items: PlanItem, **fields: object) -> Plan:
    whole = Plan(1, 1, "P-2026-0001", "en", "USD", (PlanOption((PlanTrip(items),)), PlanOption()))
    return replace(whole, **fields)  # type: ignore[arg-type]


def items(of: Plan) -> tuple[PlanItem, ...]:
    return of.options[0].trips[0].items


def sums(of: Plan) -> Plan:
    """Return the plan without what it keeps for other currencies."""
    bare = tuple(replace(item, kept_prices=()) for item in items(of))
    return replace(of, options=(PlanOption((PlanTrip(bare),)), PlanOption()), kept_sums=())


def test_each_line_takes_the_price_of_the_catalogue() -> None:
    euro = in_currency(plan(PlanItem("CRO-01", unit_minor=32000)), "EUR", PROCEDURES)
    assert (euro.currency, items(euro)[0].unit_minor, items(euro)[0].price_typed) == ("EUR", 29000, False)


def test_a_line_without_a_price_there_has_none_and_gets_its_own_back() -> None:
    typed = plan(PlanItem("IMP-01", unit_minor=99900, price_typed=True), PlanItem("OWN-01", unit_minor=5))
    euro = in_currency(typed, "EUR", PROCEDURES)
    assert [item.unit_minor for item in items(euro)] == [None, None]
    assert sums(in_currency(euro, "USD", PROCEDURES)) == typed


def test_what_was_typed_meanwhile_is_kept_too() -> None:
    euro = in_currency(plan(PlanItem("IMP-01", unit_minor=105000)), "EUR", PROCEDURES)
    line = replace(items(euro)[0], unit_minor=95000, price_typed=True)
    euro = replace(euro, options=(PlanOption((PlanTrip((line,)),)), PlanOption()))
    back = in_currency(in_currency(euro, "USD", PROCEDURES), "EUR", PROCEDURES)
    assert sums(back) == sums(euro)


def test_a_catalogue_that_changed_meanwhile_changes_no_kept_price() -> None:
    dear = {"CRO-01": replace(PROCEDURES["CRO-01"], prices={"USD": 40000, "EUR": 35000})}
    first = plan(PlanItem("CRO-01", unit_minor=32000))
    euro = in_currency(first, "EUR", dear)
    assert items(euro)[0].unit_minor == 35000
    assert sums(in_currency(euro, "USD", dear)) == first


def test_fixed_sums_wait_for_their_currency() -> None:
    fixed = plan(discount_minor=5000, deposit=DepositRule(points=0, minor=30000))
    euro = in_currency(fixed, "EUR", PROCEDURES)
    assert (euro.discount_minor, euro.deposit.minor, euro.deposit.points) == (0, 0, 500)
    assert in_currency(euro, "USD", PROCEDURES) == replace(fixed, kept_sums=euro_only(euro))


def euro_only(euro: Plan) -> tuple[object, ...]:
    return in_currency(euro, "USD", PROCEDURES).kept_sums


def test_a_percentage_changed_meanwhile_stays() -> None:
    euro = in_currency(plan(deposit=DepositRule(points=500)), "EUR", PROCEDURES)
    euro = replace(euro, deposit=replace(euro.deposit, points=1000))
    assert in_currency(euro, "USD", PROCEDURES).deposit.points == 1000


lines = st.builds(
    PlanItem,
    code=st.sampled_from(["CRO-01", "IMP-01", "OWN-01"]),
    unit_minor=st.one_of(st.none(), st.integers(0, 10**7)),
    price_typed=st.booleans(),
    discount_points=st.integers(0, 10000),
    optional=st.booleans(),
).map(lambda item: item if item.unit_minor is not None else replace(item, price_typed=False))
rules = st.one_of(
    st.builds(DepositRule, points=st.integers(1, 9000)),
    st.builds(DepositRule, points=st.sampled_from([0, 500]), minor=st.integers(1, 10**6)),
)


@given(
    st.lists(lines, max_size=5),
    st.integers(0, 10**6),
    rules,
    st.lists(st.sampled_from(CURRENCIES), max_size=9),
)
def test_any_way_there_and_back_changes_nothing(
    found: list[PlanItem], discount: int, rule: DepositRule, way: list[str]
) -> None:
    # A line without a price takes the catalogue's when it comes back to a currency that has one.
    priced = [item for item in found if item.unit_minor is not None or item.code == "OWN-01"]
    first = plan(*priced, discount_minor=discount, deposit=rule)
    now = first
    for currency in (*way, "USD"):
        now = checked(in_currency(now, currency, PROCEDURES))
        assert now.currency == currency
    assert sums(now) == first
    again = now
    for currency in (*reversed(way), "USD"):
        again = in_currency(again, currency, PROCEDURES)
    assert sums(again) == first
