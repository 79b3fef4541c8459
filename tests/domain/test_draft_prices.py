"""What a new price does to a draft: exact, and only on the lines that were chosen."""

from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.draft_prices import draft_prices, older_prices, with_prices
from clinicdesk.domain.plans import Plan, PlanItem, PlanOption, PlanTrip, lines
from clinicdesk.domain.procedures import Procedure, Scope, Unit
from clinicdesk.domain.totals import totals

CODES = ("AAA-01", "BBB-01", "CCC-01")
items = st.builds(
    PlanItem,
    st.sampled_from(CODES),
    quantity=st.integers(1, 9),
    unit_minor=st.one_of(st.none(), st.integers(0, 10**7)),
    price_typed=st.booleans(),
    discount_points=st.integers(0, 5000),
    optional=st.booleans(),
)
prices = st.dictionaries(st.sampled_from(CODES), st.integers(0, 10**7))


def catalogue(found: dict[str, int]) -> dict[str, Procedure]:
    return {
        code: Procedure(code, "x", Unit.TOOTH, Scope.NONE, prices={"USD": minor})
        for code, minor in found.items()
    }


@given(st.lists(items, max_size=6), prices, st.data())
def test_chosen_lines_take_the_new_price_and_no_other(
    made: list[PlanItem], found: dict[str, int], data: st.DataObject
) -> None:
    plan = Plan(1, 1, "P-1", "en", "USD", (PlanOption((PlanTrip(tuple(made)),)),))
    older = older_prices(plan, catalogue(found), {})
    chosen = data.draw(st.lists(st.sampled_from(older), unique_by=lambda one: one.place)) if older else []
    after = with_prices(plan, chosen)
    places = {one.place for one in chosen}
    for (*place, old), (*_, new) in zip(lines(plan), lines(after), strict=True):
        if tuple(place) in places:
            assert (new.unit_minor, new.price_typed) == (found[old.code], False)
        else:
            assert new == old
    shown = draft_prices(plan, "Ann", chosen)
    assert (shown.total, shown.new_total) == (totals(plan).total, totals(after).total)
    assert (shown.deposit, shown.new_deposit) == (totals(plan).deposit, totals(after).deposit)


@given(st.lists(items, max_size=6), prices)
def test_a_draft_brought_up_to_date_has_no_older_price(made: list[PlanItem], found: dict[str, int]) -> None:
    plan = Plan(1, 1, "P-1", "en", "USD", (PlanOption((PlanTrip(tuple(made)),)),))
    older = older_prices(plan, catalogue(found), {})
    assert older_prices(with_prices(plan, older), catalogue(found), {}) == []
    assert all(one.before != one.after for one in older)
