"""What the options of a plan have in common, and where they differ."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.money import total
from clinicdesk.domain.options import cheapest, compare, deposit_of, is_compared
from clinicdesk.domain.plan_papers import PlanPaperDeposit
from tests.documents.options import options_plan, with_discount
from tests.documents.papers import LADDER, usd


def test_procedures_on_teeth_are_compared_and_what_all_do_alike_is_not():
    rows = {row.name.text: row for row in compare(options_plan()).work}
    assert list(rows) == ["Implant", "Crown on implant", "Bridge on two implants"]
    first, second = rows["Implant"].cells
    assert (first.quantity, second.quantity) == (3, 2)
    assert rows["Crown on implant"].cells[1] is None
    assert all(row.differs for row in rows.values())


def test_trips_visits_and_days_are_compared():
    found = compare(options_plan(3))
    assert [row.differs for row in found.trips] == [True, True]
    assert found.trips[1].cells[2] is None
    assert found.visits.cells == (6, 6, 3)
    assert found.days.cells == (12, 11, 9)


def test_guarantees_stand_from_the_longest_to_the_shortest():
    promises = compare(options_plan()).guarantees.cells[0]
    assert [(one.months, one.names[0].text) for one in promises] == [
        (120, "Implant"),
        (60, "Crown on implant"),
    ]


def test_own_comparisons_differ_where_their_texts_do():
    assert [row.differs for row in compare(options_plan()).own] == [True, True]


def test_the_deposit_follows_the_option_where_it_is_a_percentage():
    fixed, share = options_plan(), options_plan(deposit=PlanPaperDeposit(usd(486), LADDER, points=1000))
    assert [deposit_of(fixed, option) for option in fixed.options] == [usd(300), usd(300)]
    assert [deposit_of(share, option).minor for option in share.options] == [48650, 35450]


def test_two_or_three_options_stand_beside_one_another():
    three = options_plan(3)
    assert [is_compared(replace(three, options=three.options[:n])) for n in (1, 2, 3)] == [False, True, True]
    assert not is_compared(replace(three, options=(*three.options, three.options[0])))
    assert cheapest(three).letter == "C"


@given(st.integers(0, 700), st.integers(1, 3))
def test_the_prices_of_an_option_sum_to_its_total(off, count):
    plan = options_plan(count)
    first = with_discount(plan.options[0], usd(off)) if off else plan.options[0]
    plan = replace(plan, options=(first, *plan.options[1:]))
    found = compare(plan)
    for place, option in enumerate(plan.options):
        cells = [row.cells[place] for row in (*found.prices, found.discount)]
        assert total((cell.amount for cell in cells if cell), "USD") == option.total
