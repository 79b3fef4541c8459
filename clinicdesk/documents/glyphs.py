"""Writes one line of shaped runs as PDF text operators, with the characters that a reader copies."""

from typing import NamedTuple

from clinicdesk.documents.bidi import visual_order
from clinicdesk.documents.justify import Stretch, stretched
from clinicdesk.documents.shaping import Run, Shaped, cut_run


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
    """A line as operators with signs for glyphs.

    ``width`` is in points; ``parts`` are the parts of spans from left to right.
    """

    operators: str
    width: float
    parts: tuple[Stretched, ...]


EMPTY = Drawn("", 0.0, ())


def drawn_line(shaped: Shaped, start: int, stop: int, inks: Inks, width: float | None = None) -> Drawn:
    """The line of the characters ``start`` to ``stop``, in visual order; ``width`` in points justifies it."""
    cut = [
        cut_run(shaped.text, run, start, stop, shaped.language)
        for run in shaped.runs
        if run.item.start < stop and run.item.end > start and start < stop
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
    return Drawn(" ".join(operators), x, tuple(parts))


def _write(operators: list[str], shaped: Shaped, run: Run, scale: float, stretch: Stretch | None) -> float:
    """The glyphs of a run as one operator, moves between them as numbers inside; returns its advance."""
    sign, face = shaped.signs.sign, run.item.face
    room = stretch.room / scale if stretch else 0.0
    shown: list[str] = []
    pen: float = 0
    drawn: float = 0
    for parts, cluster, advance, dx, width, text in run.glyphs:
        at = pen + dx
        if at != drawn:
            shown.append(f">{_number(drawn - at)}<")
        shown.append(sign(face, parts, width, text))
        drawn = at + width
        pen += advance
        if stretch and cluster in stretch.places:
            pen += room
    if drawn != pen:
        shown.append(f">{_number(drawn - pen)}<")
    operators.append(f"[<{''.join(shown)}>] TJ".replace("<>", ""))
    return pen


def _number(value: float) -> str:
    return f"{value:.5g}"
