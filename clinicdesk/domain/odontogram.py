"""The tooth chart as pure geometry: which tooth stands where, and the shapes that show a treatment on it.

One drawing model for the screen and for paper: both only fill and stroke the shapes given here, in the
colours their tokens name.  Lengths are units of the chart's own canvas (452 x 178 for permanent teeth),
x grows to the right, y downwards.  The patient's right is on the left, in every language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any, TypeAlias

from clinicdesk.domain.shapes import Path, Shape, circle, parse_path

TOOTH_SCALE = 1.04
"""How much larger than its outline in the geometry a tooth is drawn, so that neighbours nearly touch."""


class Mark(StrEnum):
    """What the chart can show on a tooth."""

    IMPLANT = "implant"
    CROWN = "crown"
    BRIDGE = "bridge"
    VENEER = "veneer"
    ROOT_CANAL = "root_canal"
    FILLING = "filling"
    REMOVAL = "removal"
    MISSING = "missing"
    EXISTING = "existing"


@dataclass(frozen=True, slots=True)
class Label:
    """A tooth number; ``x`` is its centre, ``y`` its baseline, ``size`` the height of the letters' em."""

    tooth: int
    text: str
    x: float
    y: float
    size: float
    bold: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Cell:
    """The rectangle of one tooth with its number: where a click means that tooth."""

    tooth: int
    x: float
    y: float
    width: float
    height: float
    centre: float
    upper: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart: shapes in painting order, then the numbers."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Geometry:
    """Outlines and order of the teeth of one dentition."""

    crowns: Mapping[str, Path]
    roots: Mapping[str, Path]
    kinds: Mapping[int, str]
    stretch: Mapping[int, float]
    cell_widths: Mapping[int, float]
    upper: tuple[int, ...]
    lower: tuple[int, ...]
    width: float
    height: float
    upper_neck: float
    lower_neck: float
    upper_baseline: float
    lower_baseline: float
    midline_gap: float
    one_row: bool = False

    @cached_property
    def cells(self) -> Mapping[int, Cell]:
        """Every tooth's cell, by FDI number."""
        middle = (self.height if self.upper else 0.0) if self.one_row else self.height / 2
        rows = (*self._row(self.upper, 0.0, middle), *self._row(self.lower, middle, self.height))
        return {cell.tooth: cell for cell in rows}

    def _row(self, teeth: tuple[int, ...], top: float, bottom: float) -> Iterable[Cell]:
        if not teeth:
            return
        used = sum(self.cell_widths[tooth] for tooth in teeth) + self.midline_gap
        gap = (self.width - used) / (len(teeth) - 1)
        x = 0.0
        for index, tooth in enumerate(teeth):
            if index == len(teeth) // 2:
                x += self.midline_gap
            width = self.cell_widths[tooth]
            yield Cell(tooth, x - gap / 2, top, width + gap, bottom - top, x + width / 2, teeth is self.upper)
            x += width + gap


def read_geometry(data: Mapping[str, Any]) -> Geometry:
    """The permanent teeth from the contents of ``resources/look/teeth.json``."""
    canvas = data["canvas"]
    return Geometry(
        crowns={kind: parse_path(text) for kind, text in data["crown"].items()},
        roots={kind: parse_path(text) for kind, text in data["root"].items()},
        kinds={int(tooth): kind for tooth, kind in data["type"].items()},
        stretch={int(tooth): float(value) for tooth, value in data["tsx"].items()},
        cell_widths={int(tooth): float(value) for tooth, value in data["cell_width"].items()},
        upper=tuple(data["order_upper"]),
        lower=tuple(data["order_lower"]),
        width=canvas["w"],
        height=canvas["h"],
        upper_neck=canvas["y_upper"],
        lower_neck=canvas["y_lower"],
        upper_baseline=canvas["number_y_upper"],
        lower_baseline=canvas["number_y_lower"],
        midline_gap=canvas["midline_gap"],
    )


def primary_geometry(permanent: Geometry) -> Geometry:
    """The twenty primary teeth (FDI 51-85), drawn with the outlines of the permanent ones.

    A primary tooth takes the place of the permanent tooth with its position, except that the fourth and
    fifth are molars and take the outline of the first permanent molar.
    """

    def model(tooth: int) -> int:
        position = tooth % 10
        return (tooth // 10 - 4) * 10 + (6 if position >= 4 else position)

    upper = (55, 54, 53, 52, 51, 61, 62, 63, 64, 65)
    lower = (85, 84, 83, 82, 81, 71, 72, 73, 74, 75)
    teeth = (*upper, *lower)
    widths = {tooth: permanent.cell_widths[model(tooth)] for tooth in teeth}
    return Geometry(
        crowns=permanent.crowns,
        roots=permanent.roots,
        kinds={tooth: permanent.kinds[model(tooth)] for tooth in teeth},
        stretch={tooth: permanent.stretch[model(tooth)] for tooth in teeth},
        cell_widths=widths,
        upper=upper,
        lower=lower,
        width=sum(widths[tooth] for tooth in upper) + 4 * (len(upper) - 1),
        height=permanent.height,
        upper_neck=permanent.upper_neck,
        lower_neck=permanent.lower_neck,
        upper_baseline=permanent.upper_baseline,
        lower_baseline=permanent.lower_baseline,
        midline_gap=permanent.midline_gap,
    )


def one_jaw(geometry: Geometry, *, upper: bool) -> Geometry:
    """The same dentition with one row of teeth only, half as high."""
    half = geometry.height / 2
    return replace(
        geometry,
        upper=geometry.upper if upper else (),
        lower=() if upper else geometry.lower,
        height=half,
        lower_neck=geometry.lower_neck - half,
        lower_baseline=geometry.lower_baseline - half,
        one_row=True,
    )


def chart(
    geometry: Geometry,
    marks: Mapping[int, tuple[Mark, ...]],
    absent: frozenset[int] = frozenset(),
    touched: frozenset[int] = frozenset(),
) -> Chart:
    """The chart of one dentition.

    ``absent`` teeth are not in the mouth now; ``touched`` ones have their number in bold.  Marks on teeth of
    the other dentition are not drawn here: use ``tooth in geometry.cells`` to tell which chart shows them.
    """
    shapes = list(_axes(geometry))
    for tooth in geometry.cells:
        own = frozenset(marks.get(tooth, ()))
        gone = tooth in absent or Mark.MISSING in own
        shapes += _tooth(geometry, tooth, own, gone)
    shapes += _bridge_bars(geometry, marks)
    return Chart(geometry.width, geometry.height, tuple(shapes), tuple(_labels(geometry, touched)))


def tooth_at(geometry: Geometry, x: float, y: float) -> int | None:
    """The tooth at a point of the canvas, or None beside all of them."""
    for cell in geometry.cells.values():
        if cell.x <= x < cell.x + cell.width and cell.y <= y < cell.y + cell.height:
            return cell.tooth
    return None


def _axes(geometry: Geometry) -> Iterable[Shape]:
    middle, centre = geometry.height / 2, geometry.width / 2
    if not geometry.one_row:
        yield Shape((("M", 0.0, middle), ("L", geometry.width, middle)), stroke="line")
    yield Shape((("M", centre, 0.0), ("L", centre, geometry.height)), stroke="line", dash=(2.0, 2.0))


def _labels(geometry: Geometry, touched: frozenset[int]) -> Iterable[Label]:
    for cell in geometry.cells.values():
        bold = cell.tooth in touched
        baseline = geometry.upper_baseline if cell.upper else geometry.lower_baseline
        colour = "t1" if bold else "t3"
        yield Label(cell.tooth, str(cell.tooth), cell.centre, baseline, 9.6, bold, colour)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a tooth's own coordinates (origin at its neck, y towards the biting edge) lie on the canvas."""

    tooth: int
    x: float
    y: float
    scale_x: float
    scale_y: float

    def put(self, path: Path, stretch: bool = True) -> Path:
        return _put(self, path, self.scale_x if stretch else TOOTH_SCALE)


@lru_cache(maxsize=4096)
def _put(place: _Place, path: Path, scale: float) -> Path:
    """The path at its place, kept: the same few teeth are drawn in every chart."""
    return tuple(
        (letter, *(_moved(value, index, place, scale) for index, value in enumerate(numbers)))
        for letter, *numbers in path
    )


def _moved(value: float, index: int, place: _Place, scale_x: float) -> float:
    moved = place.y + value * place.scale_y if index % 2 else place.x + value * scale_x
    return round(moved, 3)


def _place(geometry: Geometry, tooth: int) -> _Place:
    cell = geometry.cells[tooth]
    neck = geometry.upper_neck if cell.upper else geometry.lower_neck
    flip = 1 if cell.upper else -1
    return _Place(tooth, cell.centre, neck, geometry.stretch[tooth] * TOOTH_SCALE, flip * TOOTH_SCALE)


_COVERS = (Mark.BRIDGE, Mark.CROWN, Mark.VENEER)
_CROWN_LOOK = {
    Mark.BRIDGE: ("k-bridge-f", "k-bridge"),
    Mark.CROWN: ("k-crown-f", "k-crown"),
    Mark.VENEER: ("k-veneer-f", "k-veneer"),
}
_DASH = (2.0, 1.8)


def _tooth(geometry: Geometry, tooth: int, marks: frozenset[Mark], gone: bool) -> Iterable[Shape]:
    place = _place(geometry, tooth)
    kind = geometry.kinds[tooth]
    yield from _root(place, geometry.roots[kind], marks, gone, molar=kind == "m")
    yield from _crown(place, geometry.crowns[kind], marks, gone)


def _root(place: _Place, outline: Path, marks: frozenset[Mark], gone: bool, molar: bool) -> Iterable[Shape]:
    path = place.put(outline)
    if Mark.IMPLANT in marks:
        yield from _implant(place)
    elif Mark.REMOVAL in marks:
        yield Shape(path, stroke="k-ext", dash=_DASH, tooth=place.tooth)
    elif gone:
        yield Shape(path, stroke="line2", dash=_DASH, tooth=place.tooth)
    else:
        yield Shape(path, fill="troot", stroke="tline", tooth=place.tooth)
    if Mark.ROOT_CANAL in marks:
        yield from _root_canal(place, molar)
    if Mark.REMOVAL in marks and Mark.IMPLANT not in marks:
        yield _lines(place, (((-5, -22), (5, -9)), ((5, -22), (-5, -9))), "k-ext", 1.8)


def _crown(place: _Place, outline: Path, marks: frozenset[Mark], gone: bool) -> Iterable[Shape]:
    path = place.put(outline)
    cover = next((mark for mark in _COVERS if mark in marks), None)
    if cover is not None:
        fill, stroke = _CROWN_LOOK[cover]
        yield Shape(path, fill=fill, stroke=stroke, width=1.4, tooth=place.tooth)
    elif Mark.REMOVAL in marks or Mark.IMPLANT in marks:
        yield Shape(path, stroke="k-ext", dash=_DASH, tooth=place.tooth)
    elif gone:
        yield Shape(path, stroke="line2", dash=_DASH, tooth=place.tooth)
    else:
        fill = "told" if Mark.EXISTING in marks else "tooth"
        yield Shape(path, fill=fill, stroke="tline", tooth=place.tooth)
    if cover is Mark.CROWN:
        yield _lines(place, (((-4.2, 11), (4.2, 11)), ((0, 6.8), (0, 15.2))), "k-crown", 1.5, stretch=False)
    if cover is Mark.VENEER:
        bars = tuple(((x, 6.5), (x, 18)) for x in (-4.2, 0, 4.2))
        yield _lines(place, bars, "k-veneer", 1.2)
    if Mark.FILLING in marks:
        yield Shape(place.put(circle(0, 11, 3.6), stretch=False), fill="k-fill", tooth=place.tooth)


def _implant(place: _Place) -> Iterable[Shape]:
    body = parse_path("M-4.6,-1L4.6,-1L3.9,-22C3.2,-25.4 1.6,-27 0,-27C-1.6,-27 -3.2,-25.4 -3.9,-22Z")
    yield Shape(place.put(body, stretch=False), fill="k-imp", tooth=place.tooth)
    threads = tuple(((-6.6 + n * 0.25, -5.0 - 4 * n), (6.6 - n * 0.25, -6.4 - 4 * n)) for n in range(5))
    yield _lines(place, threads, "k-imp", 1.7, stretch=False)


def _root_canal(place: _Place, molar: bool) -> Iterable[Shape]:
    if not molar:
        yield _lines(place, (((0, -1), (0, -28)),), "k-rct", 2.4)
        return
    for side in (1.0, -1.0):
        path: Path = (("M", side, -1.0), ("C", side * 5, -7.0, side * 7.4, -16.0, side * 7.8, -26.0))
        yield Shape(place.put(path), stroke="k-rct", width=2.2, round_caps=True, tooth=place.tooth)


def _bridge_bars(geometry: Geometry, marks: Mapping[int, tuple[Mark, ...]]) -> Iterable[Shape]:
    """One bar through every bridge; neighbours that both carry the mark are one bridge."""
    for row in (geometry.upper, geometry.lower):
        bridged = [Mark.BRIDGE in marks.get(tooth, ()) for tooth in row]
        edges = [False, *bridged, False]
        starts = [index for index, (before, now) in enumerate(pairwise(edges)) if now and not before]
        ends = [index - 1 for index, (before, now) in enumerate(pairwise(edges)) if before and not now]
        for start, end in zip(starts, ends, strict=True):
            first, last = geometry.cells[row[start]], geometry.cells[row[end]]
            y = round(_place(geometry, row[start]).y + 11 * _place(geometry, row[start]).scale_y, 3)
            left, right = round(first.x + 0.5, 3), round(last.x + last.width - 0.5, 3)
            yield Shape((("M", left, y), ("L", right, y)), stroke="k-bridge", width=2.2)


_Segment: TypeAlias = tuple[tuple[float, float], tuple[float, float]]


def _lines(
    place: _Place, segments: tuple[_Segment, ...], stroke: str, width: float, stretch: bool = True
) -> Shape:
    path = tuple(command for (x1, y1), (x2, y2) in segments for command in (("M", x1, y1), ("L", x2, y2)))
    return Shape(place.put(path, stretch), stroke=stroke, width=width, round_caps=True, tooth=place.tooth)
