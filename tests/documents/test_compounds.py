"""Compound glyphs: a letter with its marks as one glyph of the embedded font, read by fontTools."""

import io

import pikepdf
import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicdesk.documents.compounds import Compound, Part, with_compounds
from clinicdesk.documents.theme import BODY
from tests.documents.conftest import RESOURCES
from tests.documents.test_paragraph import PRESS, printed

THAI = (RESOURCES / "fonts" / "NotoSansThai-Regular.ttf").read_bytes()
GLYPHS = 60


def outline(font, name):
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return pen.value


def moved(outline, dx, dy):
    return [(act, tuple((x + dx, y + dy) for x, y in points)) for act, points in outline]


def reread(data):
    font = TTFont(io.BytesIO(data), checkChecksums=2)
    font.ensureDecompiled()
    return font


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(
            Compound,
            st.lists(
                st.builds(Part, st.integers(0, GLYPHS), st.integers(-900, 900), st.integers(-900, 900)),
                min_size=1,
                max_size=5,
            ).map(tuple),
            st.integers(0, 3000),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_compound_draws_its_parts_where_they_were_put(compounds):
    plain, made = reread(THAI), reread(with_compounds(THAI, compounds))
    count = plain["maxp"].numGlyphs
    assert made["maxp"].numGlyphs == count + len(compounds)
    for number, compound in enumerate(compounds, count):
        name = made.getGlyphName(number)
        wanted = [
            act
            for part in compound.parts
            for act in moved(outline(plain, plain.getGlyphName(part.glyph)), part.dx, part.dy)
        ]
        assert outline(made, name) == wanted
        pen = BoundsPen(made.getGlyphSet(), ignoreSinglePoints=True)
        made.getGlyphSet()[name].draw(pen)
        glyph = made["glyf"][name]
        box = (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
        assert pen.bounds is None or box == pytest.approx(pen.bounds, abs=1)
        assert made["hmtx"][name] == (compound.advance, glyph.xMin)
    for number in range(count):
        name = plain.getGlyphName(number)
        assert made["hmtx"][made.getGlyphName(number)] == plain["hmtx"][name]


def test_a_font_without_compounds_stays_as_it_is():
    assert with_compounds(THAI, []) is THAI


def test_every_code_of_a_page_stands_for_characters_and_is_as_wide_as_its_glyph():
    data = printed(PRESS.typesetter("ar").text("خطة العلاج وعرض الأسعار ثلاثية", BODY))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        inner = font.DescendantFonts[0]
        program = reread(inner.FontDescriptor.FontFile2.read_bytes())
        glyphs = inner.CIDToGIDMap.read_bytes()
        widths = [int(width) for width in inner.W[1]]
        said = font.ToUnicode.read_bytes().decode()
        assert b"ActualText" not in pdf.pages[0].Contents.read_bytes()
    for code in range(1, len(glyphs) // 2):
        glyph = int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")
        assert program["hmtx"][program.getGlyphName(glyph)][0] == widths[code]
        assert f"<{code:04X}> <" in said
