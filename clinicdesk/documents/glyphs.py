"""Writes one line of shaped runs as PDF text operators, with the characters that a reader copies."""

from typing import NamedTuple

from clinicdesk.documents.bidi import visual_order
from clinicdesk.documents.embedding import EmbeddedFont
from clinicdesk.documents.shaping import Run, Shaped, readable
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
        exact = exact and run.exact
        operators += _run_operators(font, run, size / 1000, (x, baseline))
        x += run.advance * size / 1000
    operators.append("ET")
    line = " ".join(operators)
    if exact or shaped.base or any(run.item.level % 2 for run in runs):
        return line
    first, last = runs[0].item.start, runs[-1].item.end
    actual = readable(shaped.text[first:last]).encode("utf-16-be").hex().upper()
    return f"/Span <</ActualText <FEFF{actual}>>> BDC {line} EMC"


def _run_operators(font: EmbeddedFont, run: Run, scale: float, origin: tuple[float, float]) -> list[str]:
    """One TJ for every stretch of glyphs at the same height, kerning as numbers inside it."""
    x, baseline = origin
    operators: list[str] = []
    shown: list[str] = []
    pen = drawn = 0
    height: int | None = None
    for number, _, advance, dx, dy, width, text in run.glyphs:
        at = pen + dx
        if dy != height:
            if shown:
                operators.append(f"[<{''.join(shown)}>] TJ")
                shown = []
            height = dy
            operators.append(f"1 0 0 1 {x + at * scale:.3f} {baseline + dy * scale:.3f} Tm")
        elif at != drawn:
            shown.append(f">{drawn - at}<")
        shown.append(font.code(number, text))
        drawn = at + width
        pen += advance
    operators.append(f"[<{''.join(shown)}>] TJ")
    return operators
