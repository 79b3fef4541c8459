"""Writes one line of shaped runs as PDF text operators, with the characters that a reader copies."""

from typing import NamedTuple

from clinicdesk.documents.bidi import visual_order
from clinicdesk.documents.embedding import EmbeddedFont
from clinicdesk.documents.fonts import is_invisible
from clinicdesk.documents.shaping import Run, Shaped
from clinicdesk.documents.sheet import Sheet
from clinicdesk.documents.theme import Colour


class Inks(NamedTuple):
    """Size in points and colour of each span of a paragraph."""

    sizes: tuple[float, ...]
    colours: tuple[Colour, ...]


def line_operators(
    sheet: Sheet,
    shaped: Shaped,
    runs: list[Run],
    inks: Inks,
    origin: tuple[float, float],
) -> str:
    """The operators of one line from ``origin``; runs come in logical order and are drawn in visual order.

    A left-to-right line whose glyphs do not stand one for each character carries its text as /ActualText.
    """
    x, baseline = origin
    operators = ["BT"]
    exact = True
    shown: tuple[str, float, Colour] | None = None
    for place in visual_order([run.item.level for run in runs]):
        run = runs[place]
        size, colour = inks.sizes[run.item.span], inks.colours[run.item.span]
        font = sheet.font(run.item.face)
        if shown is None or shown[:2] != (font.name, size):
            operators.append(f"/{font.name} {size:.4g} Tf")
        if shown is None or shown[2] is not colour:
            operators.append(colour.fill)
        shown = (font.name, size, colour)
        characters = _characters(shaped.text, run)
        exact = exact and len(characters) == len(run.glyphs)
        operators += _run_operators(font, run, characters, size / 1000, (x, baseline))
        x += sum(glyph.advance for glyph in run.glyphs) * size / 1000
    operators.append("ET")
    line = " ".join(operators)
    if exact or shaped.base or any(run.item.level % 2 for run in runs):
        return line
    first, last = runs[0].item.start, runs[-1].item.end
    actual = _readable(shaped.text[first:last]).encode("utf-16-be").hex().upper()
    return f"/Span <</ActualText <FEFF{actual}>>> BDC {line} EMC"


def _characters(text: str, run: Run) -> dict[int, str]:
    """What each glyph stands for, by its place in the run: all of a cluster belongs to its widest glyph."""
    starts = sorted({glyph.cluster for glyph in run.glyphs})
    ends = dict(zip(starts, [*starts[1:], run.item.end], strict=True))
    widest: dict[int, int] = {}
    for place, glyph in enumerate(run.glyphs):
        best = widest.get(glyph.cluster)
        if best is None or glyph.advance > run.glyphs[best].advance:
            widest[glyph.cluster] = place
    return {place: _readable(text[start : ends[start]]) for start, place in widest.items()}


def _readable(text: str) -> str:
    """Text as a reader should copy it: plain spaces, without what only steers the layout."""
    if text.isascii():
        return text
    return "".join(" " if c in "\u00a0\u202f\u2009" else c for c in text if not is_invisible(c))


def _run_operators(
    font: EmbeddedFont, run: Run, characters: dict[int, str], scale: float, origin: tuple[float, float]
) -> list[str]:
    x, baseline = origin
    operators: list[str] = []
    pieces: list[str] = []
    codes: list[str] = []
    pen = drawn = 0
    height: int | None = None

    def flush() -> None:
        if codes:
            pieces.append(f"<{''.join(codes)}>")
            codes.clear()
        if pieces:
            operators.append(f"[{''.join(pieces)}] TJ")
            pieces.clear()

    for place, glyph in enumerate(run.glyphs):
        at = pen + glyph.dx
        if glyph.dy != height:
            flush()
            height = glyph.dy
            operators.append(f"1 0 0 1 {x + at * scale:.3f} {baseline + height * scale:.3f} Tm")
            drawn = at
        if at != drawn:
            if codes:
                pieces.append(f"<{''.join(codes)}>")
                codes.clear()
            pieces.append(str(drawn - at))
            drawn = at
        codes.append(font.code(glyph.number, characters.get(place, "")))
        drawn += font.face.advance(glyph.number)
        pen += glyph.advance
    flush()
    return operators
