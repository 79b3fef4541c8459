"""Terms of a plan, what waits for a word, and what speaks against a wording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.completeness import Where, Words
from clinicdesk.domain.plans import Plan, PlanItem, PlanOption, PlanTrip, PlanVisit
from clinicdesk.domain.wordings import (
    PROCEDURES,
    Matrix,
    PlanTerms,
    Term,
    TermGroup,
    TermRow,
    blocked,
    brands_in,
    places_of,
    prices_in,
)

BRIDGE = Term(PROCEDURES, "BRG-01")


def waiting(
    number: int, *terms: Term, closed: bool = False, languages: tuple[str, ...] = ("ar",)
) -> PlanTerms:
    return PlanTerms(number, f"P-{number}", "Noura", languages, closed, frozenset(terms))


def test_every_text_of_a_plan_has_its_place() -> None:
    item = PlanItem("BRG-01", area="upper", material="zirconia", guarantee_condition="yearly_check")
    trip = PlanTrip((item,), (PlanVisit(1, "scan"), PlanVisit(2)))
    plan = Plan(1, 1, "P-1", "ar", "USD", (PlanOption((trip,)),), included=("airport", "typed"))
    found = dict(places_of(plan))
    line = Where("item", 0, 0, 0)
    assert found == {
        BRIDGE: line,
        Term("materials", "zirconia"): line,
        Term("guarantees", "yearly_check"): line,
        Term("areas", "upper"): line,
        Term("visits", "scan"): Where("trip", 0, 0),
        Term("included", "airport"): Where("included"),
        Term("included", "typed"): Where("included"),
    }


def test_only_open_plans_in_that_language_wait() -> None:
    plans = (
        waiting(1, BRIDGE),
        waiting(2, BRIDGE, closed=True),
        waiting(3, BRIDGE, languages=("de", "ar")),
        waiting(4, Term(PROCEDURES, "IMP-01")),
        waiting(5, BRIDGE, languages=("de",)),
    )
    found = blocked(plans, {"ar": frozenset({BRIDGE})})
    assert {key: [plan.number for plan in value] for key, value in found.items()} == {
        (BRIDGE, "ar"): ["P-1", "P-3"]
    }


def test_retired_terms_need_no_words() -> None:
    states = (Words.CHECKED, Words.MISSING)
    rows = (TermRow(BRIDGE, "Bridge", states), TermRow(Term("x", "y"), "Old", states, active=False))
    matrix = Matrix(("en", "ar"), (TermGroup("bridges", "Bridges", rows),))
    assert (matrix.cells, matrix.checked) == (2, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Only 500 USD now", ("500 USD",)),
        ("USD 1,200.50 each", ("USD 1,200.50",)),
        ("من 500$", ("500$",)),
        ("3.100.000 VND", ("3.100.000 VND",)),
        ("Final bridge, 12 teeth", ()),
        ("Root canal 2 to 3 visits of 90 minutes", ()),
        ("USDA approved 3", ()),
    ],
)
def test_amounts_of_money_are_found(text: str, found: tuple[str, ...]) -> None:
    assert prices_in(text, ("USD", "VND")) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A Straumann implant", ("Straumann BLX",)),
        ("mit STRAUMANN-Schraube", ("Straumann BLX",)),
        ("3M Filtek filling", ("3M Filtek",)),
        ("a 3M ruler", ()),
        ("Locators", ()),
        ("شتراومان", ()),
    ],
)
def test_brands_are_found_as_words(text: str, found: tuple[str, ...]) -> None:
    assert brands_in(text, ("Straumann BLX", "3M Filtek", "Locator")) == found


@given(st.text(max_size=80), st.lists(st.text(max_size=12), max_size=4))
def test_whatever_is_typed_is_looked_at(text: str, brands: list[str]) -> None:
    assert set(brands_in(text, brands)) <= set(brands)
    assert all(any(c.isdigit() for c in one) for one in prices_in(text, ("USD",)))
