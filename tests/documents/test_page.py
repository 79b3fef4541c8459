"""Pages: what stands on each, what stays together, and what goes into the file besides."""

import io

import pikepdf
import pytest
from PIL import Image

from clinicdesk.documents.blocks import Gap
from clinicdesk.documents.page import Foot, Head, compose
from clinicdesk.documents.pagination import DoesNotFit, NewPage, paginate
from clinicdesk.documents.tables import ItemTable, Row, TableColumn
from clinicdesk.documents.theme import BODY, HEADING, TITLE
from clinicdesk.domain.errors import InvalidInput
from tests.documents.reading import fonts, text, texts

HEAD = Head("Sông Hàn Dental", "12 Bờ Sông", "", ("+84 236 555 0142",))
FOOT = Foot("P-1 · revision 2", lambda number, count: f"Page {number}/{count}")


def made(press, blocks, language="en", head=HEAD):
    return compose(blocks, press.typesetter(language), head, FOOT, title="A <plan> & more")


def table(press, rows, *, subtotal=True):
    setter = press.typesetter("en")
    lines = [Row((setter.text(f"line {n}", BODY), setter.text(f"{n} USD", BODY))) for n in range(rows)]
    if subtotal:
        lines.append(Row((setter.text("subtotal", BODY), None), with_previous=True))
    header = Row((setter.text("name of column", BODY), None))
    return ItemTable((TableColumn(), TableColumn(80)), [header], lines)


def test_every_page_has_letterhead_number_and_count(press):
    pages = texts(made(press, [table(press, 90)]))
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert "Sông Hàn Dental" in page
        assert f"Page {number}/{len(pages)}" in page
        assert "P-1 · revision 2" in page


def test_the_header_row_comes_back_and_no_row_is_lost_or_doubled(press):
    pages = texts(made(press, [table(press, 90)]))
    assert all("name of column" in page for page in pages)
    words = " ".join(pages)
    assert all(words.count(f" {n} USD") == 1 for n in range(90))


@pytest.mark.parametrize("rows", range(20, 45))
def test_a_subtotal_is_never_alone_on_a_page(press, rows):
    for page in texts(made(press, [table(press, rows)])):
        assert "subtotal" not in page or f"line {rows - 1}" in page


@pytest.mark.parametrize("rows", range(25, 42))
def test_a_heading_never_ends_a_page(press, rows):
    setter = press.typesetter("en")
    blocks = [table(press, rows), Gap(9), setter.heading("Heading", HEADING), Gap(3), table(press, 3)]
    for page in texts(made(press, blocks)):
        if "Heading" in page:
            assert "name of column" in page.split("Heading")[1]


def test_a_long_paragraph_runs_over_pages(press):
    words = "Two broken back teeth are replaced with implants. " * 220
    data = made(press, [press.typesetter("en").text(words, TITLE)])
    assert len(texts(data)) > 3
    assert text(data).count("implants") == 220


def test_what_cannot_be_cut_and_is_too_high_is_refused(press):
    setter = press.typesetter("en")
    row = Row((setter.text("word " * 4000, TITLE), None))
    with pytest.raises(DoesNotFit):
        made(press, [ItemTable((TableColumn(), TableColumn(80)), [], [row])])


def test_gaps_do_not_begin_a_page(press):
    pages = paginate([Gap(20), press.typesetter("en").text("a", BODY)], 300, 400)
    assert [block.__class__.__name__ for block, _, _ in pages[0].blocks] == ["Text"]


def test_a_new_part_begins_on_a_page_of_its_own_and_leaves_no_empty_one(press):
    setter = press.typesetter("en")
    words = [setter.text(letter, BODY) for letter in "abc"]
    heading = setter.heading("d", HEADING)
    pages = paginate(
        [NewPage(), words[0], heading, NewPage(), Gap(9), words[1], NewPage(), words[2]], 300, 400
    )
    assert [len(page.blocks) for page in pages] == [2, 1, 1]
    assert pages[1].blocks[0][1] == 0


def test_the_file_says_what_it_is_and_has_bookmarks(press):
    setter = press.typesetter("vi")
    data = made(press, [setter.heading("Răng của bạn", HEADING), setter.text("x", BODY)], "vi")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "vi"
        assert str(pdf.docinfo["/Title"]) == "A <plan> & more"
        assert str(pdf.docinfo["/Author"]) == "Sông Hàn Dental"
        with pdf.open_outline() as outline:
            assert [entry.title for entry in outline.root] == ["Răng của bạn"]


def test_no_font_but_ours_is_named(press):
    found = fonts(made(press, [table(press, 3)]))
    assert found
    assert all("Noto" in name and embedded for name, embedded in found.items())


def test_the_page_is_mirrored_for_right_to_left(press):
    import pypdfium2

    def left_of(language, word):
        document = pypdfium2.PdfDocument(made(press, [press.typesetter(language).text("x", BODY)], language))
        page = document[0].get_textpage()
        index, _ = page.search(word).get_next()
        box = page.get_charbox(index)
        document.close()
        return box[0]

    assert left_of("en", "Sông") < 200 < left_of("ar", "Sông")
    assert left_of("en", "Page") > 400 > left_of("ar", "Page")


def picture(side):
    target = io.BytesIO()
    Image.new("RGB", (side, side), (200, 30, 30)).save(target, "PNG")
    return target.getvalue()


def test_the_clinics_own_logo_is_printed(press):
    data = made(press, [press.typesetter("en").text("x", BODY)], head=Head("A", logo=picture(40)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [(image.Width, image.Height) for image in pdf.pages[0].get_images().values()] == [(40, 40)]


def test_a_logo_that_is_no_picture_is_refused(press):
    with pytest.raises(InvalidInput, match="logo"):
        made(press, [press.typesetter("en").text("x", BODY)], head=Head("A", logo=b"<svg/>"))
