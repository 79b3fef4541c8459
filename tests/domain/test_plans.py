from dataclasses import replace

import pytest

from clinicdesk.domain.clinic import DepositRule
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.plans import (
    Plan,
    PlanItem,
    PlanOption,
    PlanTrip,
    PlanVisit,
    checked,
    item_of,
    lines,
    with_quantity,
    with_teeth,
)
from clinicdesk.domain.procedures import Procedure, Scope, Unit
from clinicdesk.domain.teeth import Chosen, parse

IMPLANT = Procedure(
    "IMP-01",
    "implant",
    Unit.IMPLANT,
    Scope.TEETH,
    materials=("Straumann BLX", "Neodent"),
    guarantee_months=120,
    prices={"USD": 105000},
)


def plan(item: PlanItem, **fields: object) -> Plan:
    whole = Plan(1, 1, "P-2026-0001", "en", "USD", (PlanOption((PlanTrip((item,)),)),))
    return replace(whole, **fields)  # type: ignore[arg-type]


def test_a_new_line_brings_price_material_and_guarantee() -> None:
    item = item_of(IMPLANT, "USD", parse("36, 46"))
    assert (item.unit_minor, item.material, item.guarantee_months) == (105000, "Straumann BLX", 120)
    assert item.quantity == 2
    assert item_of(IMPLANT, "EUR").unit_minor is None


def test_the_quantity_follows_the_teeth_until_it_is_typed() -> None:
    item = with_teeth(item_of(IMPLANT, "USD"), parse("15, 12, 22, 25"), IMPLANT.unit)
    assert item.quantity == 4
    typed = with_quantity(item, 3)
    assert with_teeth(typed, Chosen((15,)), IMPLANT.unit).quantity == 3


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (PlanItem("X", quantity=0), "quantity"),
        (PlanItem("X", quantity=10**9), "quantity"),
        (PlanItem("X", unit_minor=-1), "unit_price"),
        (PlanItem("X", unit_minor=10**30), "unit_price"),
        (PlanItem("X", discount_points=10001), "item_discount"),
        (PlanItem("X", guarantee_months=-1), "guarantee"),
        (PlanItem("X", note="x" * 10_000_000), "note"),
    ],
)
def test_a_line_that_cannot_be_meant_names_its_field_and_place(item: PlanItem, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked(plan(item))
    assert caught.value.field == field


def test_a_bad_number_says_in_which_line_it_is() -> None:
    with pytest.raises(InvalidInput) as caught:
        checked(plan(PlanItem("X", quantity=0)))
    assert {name: caught.value.data[name] for name in ("option", "trip", "item")} == {
        "option": 0,
        "trip": 0,
        "item": 0,
    }


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"chosen": 3}, "chosen"),
        ({"options": ()}, "chosen"),
        ({"discount_points": -1}, "discount"),
        ({"deposit": DepositRule(points=99999)}, "deposit"),
        ({"summary": "x" * 5000}, "summary"),
        ({"options": (PlanOption((PlanTrip(days=0),)),)}, "days"),
        ({"options": (PlanOption((PlanTrip(visits=(PlanVisit(0),)),)),)}, "visit_day"),
        ({"options": (PlanOption((PlanTrip((PlanItem("X"),) * 201),)),)}, "items"),
    ],
)
def test_a_plan_that_cannot_be_meant_names_its_field(fields: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked(plan(PlanItem("X"), **fields))
    assert caught.value.field == field


def test_typed_text_is_cleaned_and_kept_as_typed() -> None:
    draft = checked(plan(PlanItem("X", note="<b>\u202e=1+1\n"), included=(" Flights ", "\x00")))
    assert next(lines(draft))[3].note == "<b>=1+1"
    assert draft.included == ("Flights",)
