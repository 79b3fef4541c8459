from dataclasses import replace
from datetime import date

from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import Letterhead, PaperPatient, Said
from clinicdesk.domain.plan_papers import (
    PlanDocument,
    PlanPaperDeposit,
    PlanPaperDiscount,
    PlanPaperItem,
    PlanPaperOption,
    PlanPaperTrip,
)
from clinicdesk.domain.revisions import changes


def item(code: str, minor: int, *teeth: int) -> PlanPaperItem:
    sums = Money(minor * max(1, len(teeth)), "USD")
    return PlanPaperItem(
        code, Said(code), max(1, len(teeth)), "tooth", Money(minor, "USD"), sums, sums, teeth=teeth
    )


def paper(*trips: tuple[PlanPaperItem, ...]) -> PlanDocument:
    zero = Money(0, "USD")
    whole = sum(line.net.minor for trip in trips for line in trip)
    stays = tuple(PlanPaperTrip(n, 6, lines, zero, zero, zero) for n, lines in enumerate(trips, 1))
    option = PlanPaperOption("A", stays, zero, Money(whole, "USD"))
    deposit = PlanPaperDeposit(Money(30000, "USD"), ())
    return PlanDocument(
        "P-1",
        1,
        "en",
        "USD",
        Letterhead("Clinic"),
        PaperPatient("X"),
        (option,),
        deposit,
        valid_until=date(2027, 1, 1),
    )


def test_the_same_paper_has_no_changes() -> None:
    one = paper((item("IMP", 100, 36), item("CRO", 50, 36)))
    assert changes(one, replace(one, revision=2, summary=Said("New words"))) == ()


def test_added_removed_and_changed_lines_are_named_with_their_sums() -> None:
    before = paper((item("IMP", 100, 36), item("CRO", 50, 36)))
    after = paper((item("IMP", 120, 36), item("VEN", 70, 11)))
    found = [(change.kind, change.name.text) for change in changes(before, after)]
    assert found == [("price", "IMP"), ("removed", "CRO"), ("added", "VEN"), ("total", "")]
    price = changes(before, after)[0]
    assert (price.before, price.after) == (Money(100, "USD"), Money(120, "USD"))


def test_a_line_with_other_teeth_is_the_same_line() -> None:
    found = changes(paper((item("IMP", 100, 36),)), paper((item("IMP", 100, 36, 46),)))
    assert [(c.kind, c.before_text, c.after_text) for c in found[:2]] == [
        ("teeth", "36", "36, 46"),
        ("quantity", "1", "2"),
    ]


def test_a_line_moved_to_another_trip_says_so() -> None:
    found = changes(paper((item("IMP", 100, 36),), ()), paper((), (item("IMP", 100, 36),)))
    assert [(c.kind, c.before_text, c.after_text) for c in found] == [("moved", "1", "2")]


def test_two_equal_lines_are_told_apart() -> None:
    twice = paper((item("IMP", 100, 36), item("IMP", 100, 46)))
    assert [c.kind for c in changes(twice, paper((item("IMP", 100, 46),)))] == ["removed", "total"]


def test_a_new_deposit_and_validity_are_changes() -> None:
    before = paper((item("IMP", 100, 36),))
    deposit = replace(before.deposit, amount=Money(50000, "USD"))
    after = replace(before, deposit=deposit, valid_until=date(2027, 2, 1))
    assert [c.kind for c in changes(before, after)] == ["deposit", "valid_until"]


def test_a_changed_price_discount_material_or_guarantee_is_named_with_both_values() -> None:
    line = item("IMP", 100, 36)
    new = replace(
        line,
        unit_price=Money(90, "USD"),
        discount_points=500,
        material=Said("Straumann"),
        guarantee_months=120,
        place=Said("upper jaw"),
    )
    found = {change.kind: change for change in changes(paper((line,)), paper((new,)))}
    assert set(found) == {"material", "guarantee", "price", "discount"}
    assert (found["material"].before_said, found["material"].after_said) == (Said(""), Said("Straumann"))
    assert (found["guarantee"].before_text, found["guarantee"].after_text) == ("0", "120")
    assert (found["discount"].before_text, found["discount"].after_text) == ("0", "500")


def test_a_new_area_says_both_in_words() -> None:
    line = replace(item("SCA", 100), area="upper", place=Said("upper jaw"))
    both = replace(line, area="full", place=Said("both jaws"))
    (change,) = changes(paper((line,)), paper((both,)))
    assert (change.kind, change.before_said.text, change.after_said.text) == (
        "teeth",
        "upper jaw",
        "both jaws",
    )


def test_a_discount_on_the_plan_is_told_from_those_of_its_lines() -> None:
    before = paper((item("IMP", 100, 36),))
    option = before.options[0]
    off = (PlanPaperDiscount(Money(10, "USD"), 0, Said("")),)
    after = replace(before, options=(replace(option, discounts=off, total=Money(90, "USD")),))
    found = changes(before, after)
    assert [(c.kind, c.before, c.after) for c in found] == [
        ("discount", Money(0, "USD"), Money(10, "USD")),
        ("total", Money(100, "USD"), Money(90, "USD")),
    ]
    own = replace(option.trips[0].items[0], net=Money(90, "USD"), discount_points=1000)
    lines = replace(option.trips[0], items=(own,))
    of_line = replace(
        before, options=(replace(option, trips=(lines,), discounts=off, total=Money(90, "USD")),)
    )
    assert [c.kind for c in changes(before, of_line)] == ["discount", "total"]


def test_a_trip_at_another_time_or_of_another_length_is_a_change() -> None:
    before = paper((item("IMP", 100, 36),))
    trip = replace(before.options[0].trips[0], starts_on=date(2027, 1, 12), days=9)
    after = replace(before, options=(replace(before.options[0], trips=(trip,)),))
    assert [(c.kind, c.before_text, c.after_text, c.trip) for c in changes(before, after)] == [
        ("starts", "", "2027-01-12", 1),
        ("days", "6", "9", 1),
    ]


def test_a_line_that_becomes_optional_leaves_the_total() -> None:
    before = paper((item("IMP", 100, 36),))
    option = before.options[0]
    trip = replace(option.trips[0], items=())
    loose = replace(option.trips[0].items[0], optional=True)
    after = replace(
        before, options=(replace(option, trips=(trip,), optional=(loose,), total=Money(0, "USD")),)
    )
    first = changes(before, after)[0]
    assert (first.kind, first.before_text, first.after_text) == ("moved", "1", "0")


def test_options_are_told_apart_by_their_letters() -> None:
    before = paper((item("IMP", 100, 36),))
    second = replace(before.options[0], letter="B", title="Bridge", total=Money(80, "USD"))
    both = replace(before, options=(before.options[0], second))
    assert [(c.kind, c.name.text, c.option) for c in changes(before, both)] == [("option", "Bridge", "B")]
    assert [(c.kind, c.before, c.option) for c in changes(both, before)] == [
        ("option_gone", Money(80, "USD"), "B")
    ]


def test_another_currency_or_language_compares_only_what_can_be_compared() -> None:
    line = replace(item("IMP", 100, 36), material=Said("Titanium"))
    before = paper((line,))
    ninety = Money(90, "EUR")
    euro = replace(line, unit_price=ninety, gross=ninety, net=ninety, material=Said("Titan"))
    option = replace(paper((euro,)).options[0], total=ninety)
    after = replace(before, currency="EUR", language="de", options=(option,))
    assert [c.kind for c in changes(before, after)] == ["total"]


def test_a_validity_that_was_not_said_before_is_a_change() -> None:
    before = replace(paper((item("IMP", 100, 36),)), valid_until=None)
    (change,) = changes(before, replace(before, valid_until=date(2027, 2, 1)))
    assert (change.kind, change.before_text, change.after_text) == ("valid_until", "", "2027-02-01")
