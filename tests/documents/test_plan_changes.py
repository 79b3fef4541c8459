"""What changed since the revision before, on paper."""

from io import BytesIO

import pikepdf

from clinicdesk.documents.plan import plan_pdf
from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import PlanChange
from tests.documents.options import options_plan
from tests.documents.papers import plan, usd
from tests.documents.reading import text, texts

EVERY_KIND = (
    PlanChange("added", Said("Filling"), after=usd(55)),
    PlanChange("removed", Said("Bone graft"), before=usd(380)),
    PlanChange("moved", Said("Crown"), before_text="1", after_text="2"),
    PlanChange("moved", Said("Whitening"), before_text="2", after_text="0"),
    PlanChange("teeth", Said("Implant"), before_text="36", after_text="36, 46"),
    PlanChange("teeth", Said("Scan"), before_said=Said("upper jaw"), after_said=Said("both jaws")),
    PlanChange("quantity", Said("Implant"), before_text="1", after_text="2"),
    PlanChange("material", Said("Implant"), before_said=Said("Neodent"), after_said=Said("Straumann BLX")),
    PlanChange("guarantee", Said("Implant"), before_text="0", after_text="120"),
    PlanChange("price", Said("Implant"), before=usd(1100), after=usd(1050)),
    PlanChange("discount", Said("Implant"), before_text="0", after_text="550"),
    PlanChange("discount", before=usd(0), after=usd(105)),
    PlanChange("starts", before_text="2027-01-12", after_text="2027-02-02", trip=1),
    PlanChange("days", before_text="6", after_text="8", trip=2),
    PlanChange("option", Said("Bridge"), after=usd(3545), option="B"),
    PlanChange("option_gone", Said("Denture"), before=usd(900), option="C"),
    PlanChange("total", before=usd(5770), after=usd(5665), option="A"),
    PlanChange("deposit", before=usd(250), after=usd(300)),
    PlanChange("valid_until", before_text="2026-12-12", after_text="2027-01-12"),
)


def test_every_kind_of_change_is_said_with_what_was_and_what_is(press):
    first = texts(plan_pdf(plan(changes=EVERY_KIND), press))[0]
    for words in (
        "What changed since revision 1 Before Now",
        "Filling · new – 55 USD",
        "Bone graft · no longer in the plan 380 USD –",
        "Crown · another trip Trip 1 Trip 2",
        "Whitening · another trip Trip 2 not part of the total",
        "Implant · teeth 36 36, 46",
        "Scan · teeth upper jaw both jaws",
        "Implant · quantity 1 2",
        "Implant · material Neodent Straumann BLX",
        "Implant · guarantee – 10 years",
        "Implant · unit price 1,100 USD 1,050 USD",
        "Implant · discount 0 % 5.5 %",
        "Discount 0 USD 105 USD",
        "Beginning of trip 1 12 January 2027 2 February 2027",
        "Length of trip 2 6 days 8 days",
        "Bridge · Option B, new option – 3,545 USD",
        "Denture · Option C, no longer offered 900 USD –",
        "Option A, Total 5,770 USD 5,665 USD",
        "Deposit 250 USD 300 USD",
        "Prices valid until 12 December 2026 12 January 2027",
    ):
        assert words in first, words


def test_the_changes_come_before_the_plan_itself(press):
    first = texts(plan_pdf(plan(changes=EVERY_KIND[:2]), press))[0]
    assert first.index("What changed") < first.index("In short")


def test_a_first_revision_says_nothing_of_changes(press):
    assert "What changed" not in text(plan_pdf(plan(revision=1), press))


def test_many_changes_run_over_pages_under_their_heads(press):
    many = EVERY_KIND * 6
    pages = texts(plan_pdf(plan(changes=many), press))
    assert pages[1].count("What changed since revision 1 Before Now") == 1
    assert " ".join(pages).count("Implant · material") == 6


def test_both_languages_of_a_paper_say_what_changed(press):
    words = text(plan_pdf(plan(changes=EVERY_KIND, second_language="vi"), press))
    assert "12 January 2027" in words
    assert "12/01/2027" in words


def test_where_options_are_compared_the_changes_stand_on_their_page_once(press):
    pdf = plan_pdf(options_plan(revision=2, changes=EVERY_KIND[:3]), press)
    pages = texts(pdf)
    assert "What changed since revision 1" in pages[0]
    assert " ".join(pages).count("What changed since revision 1") == 1
    with pikepdf.open(BytesIO(pdf)) as document, document.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
    assert titles[1] == "Treatment plan and quotation"
