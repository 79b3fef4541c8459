"""The shaped paragraph: its lines, its splits, and what a reader copies out of it."""

import shutil
import subprocess
import unicodedata
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicdesk.documents.bidi import visual_order
from clinicdesk.documents.glyphs import Inks
from clinicdesk.documents.lines import visible_end
from clinicdesk.documents.paragraph import Span
from clinicdesk.documents.press import Press
from clinicdesk.documents.shaping import cut_run
from clinicdesk.documents.sheet import Sheet
from clinicdesk.documents.theme import BODY, TITLE, Align
from tests.documents.conftest import RESOURCES
from tests.documents.reading import fonts, text

PRESS = Press.open(RESOURCES)


def printed(paragraph, width=400):
    target = BytesIO()
    sheet = Sheet(target, language="en", title="t", author="a", profile=PRESS.theme.profile)
    height = paragraph.wrap(width, 800)[1]
    paragraph.drawOn(sheet, 50, 800 - height)
    sheet.showPage()
    sheet.save()
    return target.getvalue()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "A <b>bold</b> claim & <img src='file:///etc/passwd'/> &amp; fine"),
        ("vi", "Nguyễn Thị Ánh Tuyết, Bảy triệu năm trăm hai mươi lăm nghìn đồng"),
        ("th", "รากฟันเทียมและครอบฟันน้ำหนัก"),
        ("ja", "右下の奥歯をインプラントで補います。髙橋様"),
        ("ko", "임플란트 치료 계획서와 견적"),
        ("zh-Hans", "种植牙治疗计划与报价"),
        ("ru", "План лечения и смета ещё"),
        ("fr", "Œuvre affiné fluet à 1 000 €"),
    ],
)
def test_what_is_copied_is_what_was_written(language, words):
    data = printed(PRESS.typesetter(language).text(words, BODY))
    assert unicodedata.normalize("NFC", text(data)) == words


POPPLER = shutil.which("pdftotext")


@pytest.mark.skipif(POPPLER is None, reason="needs poppler's pdftotext")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "خطة العلاج وعرض الأسعار"),
        ("he", "תוכנית טיפול והצעת מחיר"),
        ("ar", "هاتف \u2066+84 28 3822 1234\u2069"),
    ],
)
def test_right_to_left_words_are_copied_whole(language, words, tmp_path):
    path = tmp_path / "page.pdf"
    path.write_bytes(printed(PRESS.typesetter(language).text(words, BODY)))
    copied = subprocess.run([POPPLER, path, "-"], capture_output=True, check=True).stdout.decode()
    assert [word for word in words.split() if word.strip("\u2066\u2069") not in copied] == []


def drawn_from_left(paragraph):
    """The characters of a paragraph's first line in the order in which they stand on the page."""
    shaped = paragraph.shaped
    order = visual_order([run.item.level for run in shaped.runs])
    return "".join(glyph.text for place in order for glyph in shaped.runs[place].glyphs)


def test_a_phone_number_and_a_brand_keep_their_order_in_arabic():
    typesetter = PRESS.typesetter("ar")
    phone = typesetter.text(f"هاتف {typesetter.isolated('+84 28 3822 1234')} صباحًا", BODY)
    assert "+84 28 3822 1234" in drawn_from_left(phone)
    brand = drawn_from_left(typesetter.text("زرعة (Straumann BLX) واحدة", BODY))
    assert ")Straumann BLX(" in brand or "(Straumann BLX)" in brand
    assert brand.startswith("ةدحاو")


def test_only_embedded_fonts_of_ours_are_used():
    found = fonts(printed(PRESS.typesetter("en").text([Span("a"), Span("b", bold=True)], BODY)))
    assert len(found) == 2
    assert all("NotoSans" in name and embedded for name, embedded in found.items())


def test_the_same_text_gives_the_same_bytes():
    made = [printed(PRESS.typesetter("ja").text("右下の奥歯 Implant", BODY)) for _ in range(2)]
    fresh = printed(Press.open(RESOURCES).typesetter("ja").text("右下の奥歯 Implant", BODY))
    assert made[0] == made[1] == fresh


def test_alignment_is_mirrored():
    for language, words, at_right in (("en", "word", False), ("ar", "كلمة", True)):
        paragraph = PRESS.typesetter(language).text(words, BODY)
        paragraph.wrap(300, 100)
        assert (paragraph._left(20) > 100) is at_right
        ending = PRESS.typesetter(language).text(words, BODY, Align.END)
        ending.wrap(300, 100)
        assert (ending._left(20) > 100) is not at_right


def test_links_are_those_of_a_document():
    paragraph = PRESS.typesetter("en").text(
        [Span("See "), Span("the page", link="https://x.example/a")], BODY
    )
    assert b"https://x.example/a" in printed(paragraph)
    with pytest.raises(ValueError, match="not a link"):
        Span("run", link="file:///etc/passwd")


def test_a_paragraph_splits_between_lines_and_loses_nothing():
    words = "Two broken back teeth in your lower jaw are replaced with implants. " * 4
    paragraph = PRESS.typesetter("en").text(words, BODY)
    height = paragraph.wrap(150, 800)[1]
    assert paragraph.split(150, BODY.leading / 2) == []
    assert paragraph.split(150, height) == [paragraph]
    first, rest = paragraph.split(150, BODY.leading * 3 + 1)
    assert first.wrap(150, 800)[1] + rest.wrap(150, 800)[1] == pytest.approx(height)
    assert f"{text(printed(first, 150))} {text(printed(rest, 150))}" == words.strip()


LETTERS = "aбñ漢字。「 -\u00a0\u200bกำเแ\u0e48שלאםع\u0644\u0627(5)%\n\u2066\u2069fiẹ\u0301"
LANGUAGES = st.sampled_from(["en", "ar", "th", "ja"])


@settings(max_examples=150)
@given(st.text(alphabet=LETTERS, min_size=1, max_size=60), LANGUAGES, st.floats(20, 200))
def test_lines_cover_the_text_in_order_and_fit(words, language, width):
    paragraph = PRESS.typesetter(language).text(words, TITLE)
    paragraph.wrap(width, 800)
    shaped, places, lines = paragraph.shaped, paragraph.places, paragraph.lines
    assert (lines[0][0], lines[-1][1]) == (0, len(shaped.text))
    assert all(end == start for (_, end), (start, _) in pairwise(lines))
    widest = max(b - a for a, b in pairwise(places))
    for start, end in lines:
        # A line that is too wide holds no more than a few clusters that must not be parted.
        used = places[visible_end(shaped.text, start, end)] - places[start]
        assert used <= max(width + 0.02, 4 * widest)
    printed(paragraph, width)


def reach(paragraph, width):
    """Left and right end in points of what each line draws."""
    paragraph.wrap(width, 800)
    ends = []
    for start, end in paragraph.lines:
        colours = ("0 0 0 rg",) * len(paragraph.spans)
        line = paragraph._drawn(start, end, Inks(paragraph.sizes, colours))
        left = paragraph._left(line.width)
        ends.append((left, left + line.width))
    return ends


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Two broken back teeth in your lower jaw are replaced with implants. " * 4),
        ("ja", "右下の奥歯をインプラントで補います。治療は二回の来院に分けて行います。" * 4),
        ("zh-Hans", "种植牙需要约四个月愈合，因此治疗分两次进行。" * 5),
        ("th", "รากฟันเทียมต้องใช้เวลา ประมาณสี่เดือน จึงแบ่งการรักษา เป็นสองครั้ง " * 3),
        ("ar", "تحتاج الزرعات إلى نحو أربعة أشهر للالتئام لذلك يتم العلاج على رحلتين " * 3),
    ],
)
def test_justified_lines_reach_both_edges_but_the_last(language, words):
    ends = reach(PRESS.typesetter(language).text(words.strip(), BODY, Align.JUSTIFIED), 190)
    assert len(ends) > 3
    assert all(left == pytest.approx(0, abs=0.05) for left, _ in ends[:-1])
    full = [right for _, right in ends[:-1] if right == pytest.approx(190, abs=0.05)]
    assert len(full) >= len(ends) - 2
    ragged = reach(PRESS.typesetter(language).text(words.strip(), BODY), 190)
    assert ends[-1] == pytest.approx(ragged[-1], abs=0.05)


def test_a_justified_paragraph_is_copied_as_it_was_written():
    words = "Two broken back teeth in your lower jaw are replaced with implants. " * 3
    assert text(printed(PRESS.typesetter("en").text(words, BODY, Align.JUSTIFIED), 190)) == words.strip()


def test_letters_are_shaped_afresh_where_a_line_ends_inside_of_a_word():
    word = "ببببببببببببببببببببب"
    paragraph = PRESS.typesetter("ar").text(word, TITLE)
    paragraph.wrap(60, 800)
    assert len(paragraph.lines) > 1
    start, end = paragraph.lines[0]
    cut = cut_run(paragraph.shaped.text, paragraph.shaped.runs[0], start, end, "ar")
    alone = PRESS.typesetter("ar").text(word[start:end], TITLE).shaped.runs[0]
    assert [glyph.parts for glyph in cut.glyphs] == [glyph.parts for glyph in alone.glyphs]


def test_a_link_covers_its_words_on_each_line_and_is_printed_as_typed():
    typed = "clinic.example/a"
    paragraph = PRESS.typesetter("en").text(
        [
            Span("See the page about your stay "),
            Span(f"{typed} and more there", link="https://clinic.example/a"),
        ],
        BODY,
    )
    data = printed(paragraph, 120)
    with pikepdf.open(BytesIO(data)) as pdf:
        notes = list(pdf.pages[0].Annots)
        assert len(notes) > 1
        assert {str(note.A.URI) for note in notes} == {"https://clinic.example/a"}
    assert typed in text(data)


@pytest.mark.parametrize("typed", ["https://evil.example/x", "javascript:alert(1)", "mailto:a@b.example"])
def test_what_people_type_is_never_a_link(typed):
    with pikepdf.open(BytesIO(printed(PRESS.typesetter("en").text(typed, BODY)))) as pdf:
        assert "/Annots" not in pdf.pages[0]


@pytest.mark.parametrize(
    "typed", ["\u202eabc", "\u202dabc", "\u2067abc", "a\u2066\u2067b", "\u2069abc", "\u202babc"]
)
def test_a_control_that_is_not_closed_turns_nothing_beside_it(typed):
    beside = PRESS.typesetter("en").text(f"Account {typed}, SWIFT EXAMVNVX", BODY)
    assert "SWIFT EXAMVNVX" in drawn_from_left(beside)
    assert {run.item.level for run in beside.shaped.runs} == {0}


def test_a_line_of_spaces_is_drawn_as_nothing():
    paragraph = PRESS.typesetter("en").text("x" * 40 + " -" * 60 + " " * 90 + "x" * 40, BODY)
    data = printed(paragraph, 60)
    assert text(data).count("x") == 80
