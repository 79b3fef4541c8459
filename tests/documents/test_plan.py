"""The treatment plan on paper."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clinicdesk.documents.fonts import UnknownGlyph
from clinicdesk.documents.plan import plan_pdf
from clinicdesk.documents.press import Press
from clinicdesk.domain.papers import PaperPatient, Said
from clinicdesk.domain.plan_papers import PlanPaperDeposit
from tests.documents.conftest import RESOURCES
from tests.documents.papers import LADDER, item, long_plan, plan, usd
from tests.documents.reading import codes, fonts, seen, text, texts


def test_the_plan_of_the_picture_says_everything_on_two_pages(press):
    pages = texts(plan_pdf(plan(), press))
    assert len(pages) == 2
    first, second = pages
    for words in (
        "Treatment plan and quotation",
        "P-2026-0398",
        "Revision 2, issued 12 November 2026",
        "Prices valid until 12 January 2027",
        "Marama Ngata",
        "Wellington, New Zealand",
        "Born 4 March 1971",
        "Dr. Phạm Gia Minh",
        "English, Arabic",
        "Letter from your dentist",
        "2 trips",
        "14 days",
        "5,665 USD",
        "300 USD",
        "Trip 1, January 2027, 6 days",
        "about 4 months healing at home",
        "Implant with crown",
        "LL6 for 36",
        "18, 28, 38, 48",
        "Bone graft*",
        "380*",
        "Straumann BLX · guarantee 10 years",
        "Trip 1 subtotal, USD",
        "3,130*",
    ):
        assert words in first, words
    for words in (
        "May 2027, 8 days",
        "Discount 5 %, Implant",
        "−105",
        "5,665*",
        "Due on trip 1",
        "2,725*",
        "Reserve your place: 300 USD",
        "Tuesday 12 January 2027, 09:00",
        "20 November 2026",
        "30 days or more before the date",
        "14 to 29 days before",
        "Account 0071 0055 5142, SWIFT EXAMVNVX, reference P-0398",
        "Night guard worn; check-up every 12 months",
        "Airport pick-up on both trips",
        "Sinus lift, 650 USD if needed",
        "Gums are healthy enough for implants",
        "I have read this plan",
        "price list 2026-10",
        f"check code {plan().check_code}",
        "Page 2/2",
    ):
        assert words in second, words


def test_the_code_leads_to_the_payment_page(press):
    assert codes(plan_pdf(plan(), press)) == ["https://pay.example/P-2026-0398"]


def test_the_same_plan_gives_the_same_bytes(press):
    once = plan_pdf(plan(), press)
    assert once == plan_pdf(plan(), press) == plan_pdf(plan(), Press.open(RESOURCES))


def test_in_vietnamese_every_word_of_the_page_is_vietnamese(press):
    words = text(plan_pdf(plan(language="vi"), press))
    for expected in ("Kế hoạch điều trị và báo giá", "5.665 USD", "Chuyến 1", "12/01/2027", "Bệnh nhân"):
        assert expected in words
    for english in (
        "Trip",
        "Patient",
        "Total",
        "Included",
        "Deposit",
        "Page",
        "Revision",
        "Estimate",
        "Scan to",
    ):
        assert english not in words, english


def test_a_bilingual_plan_says_each_word_twice(press):
    words = text(plan_pdf(plan(second_language="vi"), press))
    for expected in (
        "What you pay",
        "Chi phí của bạn",
        "Qty",
        "SL",
        "Nha khoa Sông Hàn",
        "Quét để trả bằng thẻ",
    ):
        assert expected in words


@pytest.mark.parametrize("language", ["ar", "he"])
def test_a_right_to_left_plan_keeps_numbers_and_teeth_in_order(press, language):
    words = seen(plan_pdf(plan(language=language), press))
    for expected in ("P-2026-0398", "36,46", "18,28,38,48", "12–22"):
        assert expected in words


@pytest.mark.parametrize("lines", [1, 12, 25, 60])
def test_long_plans_lose_no_line(press, lines):
    pages = texts(plan_pdf(long_plan(lines), press))
    words = " ".join(pages)
    assert all(f" {n + 1} " in words for n in range(lines))
    for page in pages:
        assert page.count("made here") == page.count("Tooth-coloured full cover")
        assert "Trip 1 subtotal" not in page or "made here" in page
    assert f"Page {len(pages)}/{len(pages)}" in pages[-1]


def test_a_bare_draft_prints_too(press):
    option = replace(plan().options[0], trips=(), discounts=(), marks={}, estimate=False)
    bare = replace(
        plan(),
        options=(option,),
        issued_on=None,
        valid_until=None,
        summary=Said(""),
        materials=(),
        included=(),
        not_included=(),
        assumptions=(),
        records=(),
        deposit=PlanPaperDeposit(usd(0), LADDER),
        patient=PaperPatient("Noura Al-Harbi", "نورة الحربي"),
    )
    words = text(plan_pdf(bare, press))
    assert "Draft of revision 2, not issued" in words
    assert "Noura Al-Harbi" in words


def test_options_stand_under_their_letters_with_their_own_sums(press):
    first = plan().options[0]
    other = replace(first, letter="B", title="Without implants", total=usd(4000), discounts=())
    _, words = text(plan_pdf(plan(options=(first, other)), press)).split("Treatment plan and quotation")
    assert "Option A" in words
    assert "Option B" in words
    assert "Without implants" in words
    assert words.count("What you pay") == 2
    assert words.count("Reserve your place") == 1


def test_optional_lines_stand_apart(press):
    extra = item("Whitening", "Brighter teeth", 150, optional=True)
    option = replace(plan().options[0], optional=(extra,))
    words = text(plan_pdf(plan(options=(option,)), press))
    assert "not part of the total" in words
    assert words.index("not part of the total") < words.index("Whitening")


def test_the_longest_words_that_can_be_typed_run_over_pages(press):
    words = "Tooth and bone are healthy enough for this. "
    lines = tuple(Said(f"{n} {words * 6}") for n in range(40))
    document = plan(summary=Said(words * 90, words * 90), included=lines, assumptions=lines)
    pages = texts(plan_pdf(document, press))
    said = " ".join(pages)
    assert said.count("enough") == 90 + 90 + 2 * 40 * 6
    assert all(f" {n} Tooth" in said for n in range(40))
    assert "14 days" in pages[0]


PRESS = Press.open(RESOURCES)
HOSTILE = (
    "<b>bold</b> & <img src='file:///etc/passwd'>",
    "{name} %s \\n $x",
    "(Tj) ET Q BT << /Type >> endobj",
    "a\u202egnp.exe\u202c b\u2066c",
    "e" + "\u0301" * 30,
    "نورة (Straumann) \u200f12",
    "x" * 400,
)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_type_is_printed_and_never_read(press, words):
    hostile = plan(
        patient=PaperPatient(words, words, words, "NZ"),
        summary=Said(words),
        records=(words, words),
        included=(Said(words),),
        title=words[:80],
    )
    data = plan_pdf(hostile, press)
    assert all(embedded for embedded in fonts(data).values())
    if words.isascii() and len(words) < 100:
        assert words in text(data)


def test_an_emoji_stops_the_document_by_name(press):
    with pytest.raises(UnknownGlyph, match="GRINNING FACE"):
        plan_pdf(plan(summary=Said("Smile 😀")), press)


@settings(max_examples=25)
@given(name=st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=40))
@example(name="\x85")
def test_any_name_is_printed_or_refused_by_name(name):
    document = plan(patient=PaperPatient(name, "", "", "NZ"))
    if not PRESS.missing(name, "en"):
        assert plan_pdf(document, PRESS)
        return
    with pytest.raises(UnknownGlyph) as refused:
        plan_pdf(document, PRESS)
    assert refused.value.data["character"] in PRESS.missing(name, "en")
