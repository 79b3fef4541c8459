"""Writes one line of shaped runs as PDF text operators, with the characters that a reader copies."""

from typing import NamedTuple

from clinicdesk.documents.bidi import visual_order
from clinicdesk.documents.justify import Stretch, stretched
from clinicdesk.documents.shaping import Run, Shaped, cut_run, readable


class Inks(NamedTuple):
    """The size in points and the operator of the colour of each span of a paragraph."""

    sizes: tuple[float, ...]
    colours: tuple[str, ...]


class Stretched(NamedTuple):
    """Part of a line: its span, its left edge and its width in points."""

    span: int
    left: float
    width: float


class Drawn(NamedTuple):
    """A line as operators with signs for glyphs: ``before`` and ``after`` stand outside of the text object.

    ``width`` is in points; ``parts`` are the parts of spans from left to right.
    """

    before: str
    operators: str
    after: str
    width: float
    parts: tuple[Stretched, ...]


EMPTY = Drawn("", "", "", 0.0, ())


def drawn_line(shaped: Shaped, start: int, stop: int, inks: Inks, width: float | None = None) -> Drawn:
    """The line of the characters ``start`` to ``stop``, in visual order; ``width`` in points justifies it.

    A left-to-right line whose glyphs do not stand one for each character carries its text as /ActualText.
    """
    cut = [
        cut_run(shaped.text, run, start, stop, shaped.language)
        for run in shaped.runs
        if run.item.start < stop and run.item.end > start
    ]
    runs = [run for run in cut if run.glyphs]
    if not runs:
        return EMPTY
    stretch = stretched(shaped, runs, inks.sizes, width) if width is not None else None
    operators: list[str] = []
    parts: list[Stretched] = []
    shown: tuple[str, float, str] = ("", 0.0, "")
    x = 0.0
    for place in visual_order([run.item.level for run in runs]):
        run = runs[place]
        size, colour = inks.sizes[run.item.span], inks.colours[run.item.span]
        if shown[:2] != (run.item.face.stem, size):
            operators.append(f"/{run.item.face.stem} {size:.4g} Tf")
        if shown[2] != colour:
            operators.append(colour)
        shown = (run.item.face.stem, size, colour)
        advance = _write(operators, shaped, run, size / 1000, stretch)
        parts.append(Stretched(run.item.span, x, advance * size / 1000))
        x += advance * size / 1000
    before, after = _said(shaped, runs)
    return Drawn(before, " ".join(operators), after, x, tuple(parts))


def _said(shaped: Shaped, runs: list[Run]) -> tuple[str, str]:
    """The marks around a line that says its text by itself; nothing where its glyphs do."""
    if all(run.exact for run in runs) or shaped.base or any(run.item.level % 2 for run in runs):
        return "", ""
    first, last = runs[0].item.start, runs[-1].item.end
    actual = readable(shaped.text[first:last]).encode("utf-16-be").hex().upper()
    return f"/Span <</ActualText <FEFF{actual}>>> BDC ", " EMC"


def _write(operators: list[str], shaped: Shaped, run: Run, scale: float, stretch: Stretch | None) -> float:
    """The glyphs of a run, moves between them as numbers, heights as text rise; returns its advance."""
    sign, face = shaped.signs.sign, run.item.face
    room = stretch.room / scale if stretch else 0.0
    shown: list[str] = []
    pen: float = 0
    drawn: float = 0
    height = 0
    for glyph in run.glyphs:
        if glyph.dy != height:
            _show(operators, shown)
            height = glyph.dy
            operators.append(f"{height * scale:.4g} Ts")
        at = pen + glyph.dx
        if at != drawn:
            shown.append(f">{_number(drawn - at)}<")
        shown.append(sign(face, glyph.number, glyph.text))
        drawn = at + glyph.width
        pen += glyph.advance
        if stretch and glyph.cluster in stretch.places:
            pen += room
    if drawn != pen:
        shown.append(f">{_number(drawn - pen)}<")
    _show(operators, shown)
    if height:
        operators.append("0 Ts")
    return pen


def _show(operators: list[str], shown: list[str]) -> None:
    """Add what is to be shown at one height as one operator, and begin anew."""
    if shown:
        operators.append(f"[<{''.join(shown)}>] TJ".replace("<>", ""))
        shown.clear()


def _number(value: float) -> str:
    return f"{value:.5g}"
