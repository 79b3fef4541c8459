"""What the pages of a PDF really draw: every code of every line, with its glyph and its characters."""

import io
import re
from typing import NamedTuple

import pikepdf


class Line(NamedTuple):
    """A line of text as it stands on a page, from left to right, and the glyphs that draw it."""

    page: int
    text: str
    glyphs: tuple[int, ...]


class _Font(NamedTuple):
    texts: dict[int, str]
    glyphs: bytes


def lines(data: bytes) -> list[Line]:
    """The lines of the pages, in the order in which they were drawn."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts: dict[tuple[int, int], _Font] = {}
        for number, page in enumerate(pdf.pages):
            found += _of_page(page, number, fonts)
    return found


def _of_page(page: pikepdf.Page, number: int, fonts: dict[tuple[int, int], _Font]) -> list[Line]:
    found: list[Line] = []
    font: _Font | None = None
    text: list[str] = []
    glyphs: list[int] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BT":
            text, glyphs = [], []
        elif name == "Tf":
            object_ = page.Resources.Font[operands[0]]
            key = object_.objgen
            font = fonts.get(key) or fonts.setdefault(key, _font(object_))
        elif name in ("TJ", "Tj"):
            assert font is not None
            for part in operands[0] if name == "TJ" else operands:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    for place in range(0, len(codes), 2):
                        code = int.from_bytes(codes[place : place + 2], "big")
                        text.append(font.texts[code])
                        glyphs.append(int.from_bytes(font.glyphs[2 * code : 2 * code + 2], "big"))
        elif name == "ET":
            found.append(Line(number, "".join(text), tuple(glyphs)))
    return found


def _font(font: pikepdf.Object) -> _Font:
    said = font.ToUnicode.read_bytes().decode("ascii")
    texts = {
        int(code, 16): bytes.fromhex(words).decode("utf-16-be")
        for code, words in re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]*)>$", said, re.MULTILINE)
    }
    return _Font(texts, font.DescendantFonts[0].CIDToGIDMap.read_bytes())
