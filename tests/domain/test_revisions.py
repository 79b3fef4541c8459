from dataclasses import replace
from datetime import date

from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import Letterhead, PaperPatient, Said
from clinicdesk.domain.plan_papers import (
    PlanDocument,
    PlanPaperDeposit,
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
