"""The options of a plan side by side on paper."""

from contextlib import suppress
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicdesk.documents.fonts import UnknownGlyph
from clinicdesk.documents.options import options_pdf
from clinicdesk.documents.plan import plan_pdf
from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import PlanPaperComparison, PlanPaperDeposit
from clinicdesk.domain.plans import LONGEST_OPTION_LINE, LONGEST_OPTION_TEXT
from tests.documents.options import options_plan, with_discount
from tests.documents.papers import LADDER, item, usd
from tests.documents.reading import text, texts


def test_the_page_of_the_picture_says_everything_once(press):
    (page,) = texts(options_pdf(options_plan(), press))
    for words in (
        "Two ways to treat your teeth",
        "P-2026-0409, options A and B",
        "Prices valid until 17 January 2027",
        "Three implants, three crowns every tooth stands alone",
        "Two implants, one bridge the middle tooth hangs between two",
        "It looks and cleans like three natural teeth.",
        "Implant 3 × Straumann BLX 2 × Straumann BLX",
        "Crown on implant 3 × Zirconia –",
        "Bridge on two implants – 1 × Zirconia",
        "Trip 1 January 2027, 6 days",
        "May 2027, 6 days, after 4 months",
        "Impressions, Try-in, Fit",
        "Visits in the chair 6 6",
        "Days in the country 12 11",
        "10 years: Implant",
        "5 years: Bridge on two implants",
        "Brush, and a small brush under the bridge",
        "One crown is renewed",
        "Tinted lines differ",
        "Implant, 1,050 each 3,150 2,100",
        "Crown on implant, 520 each 1,560 –",
        "Bridge on two implants – 1,290",
        "4,865 3,545",
        "A costs 1,320 USD more than B.",
        "The deposit is 300 USD in each.",
        "B suits you if",
        "the price decides",
        "All options assume",
        "My choice",
        "I have a question",
        "Grace Whitfield",
        "Options to plan P-2026-0409 · revision 1 · 17 November 2026",
        "Page 1/1",
    ):
        assert words in page, words


def test_only_the_jaw_that_is_treated_is_drawn(press):
    (page,) = texts(options_pdf(options_plan(), press))
    assert "18 17 16 15 14" in page
    assert "48 47 46" not in page


def test_three_options_have_three_columns(press):
    words = text(options_pdf(options_plan(3), press))
    for expected in (
        "Three ways to treat your teeth",
        "options A, B and C",
        "Removable denture – – 1",
        "A, USD B, USD C, USD",
        "4,865 3,545 795",
        "A costs 4,070 USD more than C. B costs 2,750 USD more than C.",
        "Option C",
    ):
        assert expected in words, expected


def test_the_whole_plan_begins_with_the_page_of_options_and_is_one_paper(press):
    pdf = plan_pdf(options_plan(), press)
    pages = texts(pdf)
    assert "Two ways to treat your teeth" in pages[0]
    assert "Treatment plan and quotation" in pages[1]
    assert all(f"check code {options_plan().check_code}" in page for page in pages)
    assert f"Page {len(pages)}/{len(pages)}" in pages[-1]


def test_the_second_bookmark_is_where_the_full_plan_begins(press, tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(plan_pdf(options_plan(), press))
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
    assert titles[:2] == ["Two ways to treat your teeth", "Treatment plan and quotation"]


def test_more_options_than_fit_beside_one_another_come_one_after_another(press):
    five = tuple(replace(options_plan().options[0], letter=letter) for letter in "ABCDE")
    words = text(plan_pdf(options_plan(options=five, comparisons=()), press))
    assert "ways to treat your teeth" not in words
    assert "Option E" in words
    assert words.count("It looks and cleans like three natural teeth.") == 5


def test_equal_options_say_that_they_cost_the_same_and_tint_nothing(press):
    one = options_plan().options[0]
    twins = (one, replace(one, letter="B"))
    words = text(options_pdf(options_plan(options=twins, comparisons=()), press))
    assert "Every option costs the same." in words
    assert "Tinted" not in words


def test_a_percentage_makes_a_deposit_for_each_option(press):
    found = options_plan(deposit=PlanPaperDeposit(usd(486), LADDER, points=1000))
    words = text(options_pdf(found, press))
    assert "The deposit for A is 486.50 USD. The deposit for B is 354.50 USD." in words
    full = text(plan_pdf(found, press))
    assert "Deposit now 486.50" in full
    assert "Deposit now 354.50" in full


def test_a_discount_is_a_line_of_its_own(press):
    one, two = options_plan().options
    words = text(options_pdf(options_plan(options=(with_discount(one, usd(65)), two)), press))
    assert "Discount −65 –" in words
    assert "4,800 3,545" in words


def test_the_teeth_are_named_where_they_alone_differ(press):
    one = options_plan().options[0]
    moved = tuple(
        replace(
            trip, items=tuple(replace(line, teeth=(24, 25, 26)[: len(line.teeth)]) for line in trip.items)
        )
        for trip in one.trips
    )
    words = text(options_pdf(options_plan(options=(one, replace(one, letter="B", trips=moved))), press))
    assert "3 × Straumann BLX 16–14" in words
    assert "3 × Straumann BLX 24–26" in words


def test_many_lines_and_long_texts_split_and_lose_nothing(press):
    def many(option):
        more = tuple(item(f"Procedure {n}", "", 10 + n, teeth=(11,), guarantee_months=12) for n in range(60))
        first = replace(option.trips[0], items=(*option.trips[0].items, *more))
        return replace(
            option, trips=(first, *option.trips[1:]), summary="word " * 100, suits=("because " * 30,) * 12
        )

    own = tuple(PlanPaperComparison(f"Question {n}", ("yes " * 40, "no " * 40)) for n in range(20))
    found = options_plan(options=tuple(map(many, options_plan().options)), comparisons=own)
    pages = texts(options_pdf(found, press))
    words = " ".join(pages)
    assert len(pages) > 3
    assert all(f"Procedure {n} " in words for n in range(60))
    assert all(f"Question {n} " in words for n in range(20))
    for page in pages[:-1]:
        assert not page.replace("Options to plan", "").rstrip().endswith("What you pay A, USD B, USD")


@pytest.mark.parametrize("language", ["ar", "he", "ja", "th", "vi"])
def test_other_languages_and_directions_keep_every_figure(press, language):
    words = text(options_pdf(options_plan(language=language, second_language="en"), press))
    for expected in ("P-2026-0409", "Straumann BLX", "Three implants, three crowns"):
        assert expected in words
    assert "Two ways to treat your teeth" in words


@pytest.mark.parametrize("hostile", ["<b>A</b> & <img src='x'>", "\u202eevil\u202c", "%s {name}", "ﷺ" * 4])
def test_what_people_typed_is_printed_or_refused_by_name(press, hostile):
    one, two = options_plan().options
    typed = replace(one, title=hostile, note=hostile, summary=hostile, suits=(hostile,))
    found = options_plan(options=(typed, two), comparisons=(PlanPaperComparison(hostile, (hostile, "")),))
    words = text(options_pdf(found, press))
    assert "Two ways" in words
    if hostile.isascii():
        assert words.count(hostile) == 6


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=2, max_size=2), st.integers(0, 600))
def test_any_text_and_any_sum_is_printed_or_refused(press, answers, off):
    one, two = options_plan().options
    found = options_plan(
        options=(with_discount(one, usd(off)) if off else one, replace(two, summary=answers[0])),
        comparisons=(PlanPaperComparison("Own", tuple(answers)),),
        summary=Said(answers[1]),
    )
    with suppress(UnknownGlyph):
        assert options_pdf(found, press).startswith(b"%PDF")


@pytest.mark.parametrize("letter", ["W", "歯", "ก"])
def test_the_longest_words_of_three_options_stand_on_a_page(press, letter):
    def long(option):
        line, words = letter * LONGEST_OPTION_LINE, letter * LONGEST_OPTION_TEXT
        marks = {16: ("implant",), 46: ("implant",), 55: ("filling",), 85: ("filling",)}
        return replace(option, title=line, note=line, summary=words, marks=marks)

    found = options_plan(3)
    pages = texts(options_pdf(replace(found, options=tuple(map(long, found.options))), press))
    assert sum(page.count("Option C") for page in pages) >= 2
