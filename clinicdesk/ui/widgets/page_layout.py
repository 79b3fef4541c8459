"""Where the pages of a paper lie at a zoom: plain geometry in device pixels, so that nothing is blurred."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QSize

from clinicdesk.ui.widgets.pdf_pages import LEAST_WIDE, PageSize, height_of

PIXELS_A_POINT = 96 / 72
"""Of a screen pixel, at 100 %."""
STEPS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0)
GAP = 12
_SAME = 0.01


class Fit(StrEnum):
    """What the size of a page follows: its place's height, its place's width, or a factor."""

    PAGE = "page"
    WIDTH = "width"
    FACTOR = "factor"


@dataclass(frozen=True)
class Zoom:
    """How large pages are shown; ``factor`` (1.0 is 100 %) counts with ``Fit.FACTOR`` alone."""

    fit: Fit = Fit.PAGE
    factor: float = 1.0


@dataclass(frozen=True)
class Layout:
    """Each shown page's rectangle in device pixels of the whole ground, and the size of that ground."""

    places: dict[int, QRect]
    ground: QSize


def factor_of(zoom: Zoom, size: PageSize, room: QSize, ratio: float) -> float:
    """Return how large a page is shown, 1.0 being 100 %; ``room`` is the place in device pixels."""
    one = size.width * PIXELS_A_POINT * ratio
    if zoom.fit is Fit.FACTOR:
        return zoom.factor
    wide = room.width()
    if zoom.fit is Fit.PAGE:
        wide = min(wide, int(room.height() * size.width / size.height))
    return max(LEAST_WIDE, wide) / one


def lay_out(sizes: Sequence[PageSize], page: int, zoom: Zoom, room: QSize, ratio: float) -> Layout:
    """Return where pages lie: one alone where a page fits its place, else all below each other."""
    shown = [page] if zoom.fit is Fit.PAGE else range(len(sizes))
    gap = round(GAP * ratio)
    top, places = 0, {}
    for number in shown:
        size = sizes[number]
        factor = factor_of(zoom, size, room, ratio)
        wide = max(LEAST_WIDE, round(size.width * PIXELS_A_POINT * ratio * factor))
        places[number] = QRect(0, top, wide, height_of(size, wide))
        top += places[number].height() + gap
    across = max([room.width(), *(place.width() for place in places.values())])
    for place in places.values():
        place.moveLeft((across - place.width()) // 2)
    return Layout(places, QSize(across, max(0, top - gap)))


def next_zoom(zoom: Zoom, step: int, size: PageSize, room: QSize, ratio: float) -> Zoom:
    """Return the next larger (``step`` 1) or smaller (-1) size: fit page, fit width, 100 % to 300 %."""
    now = factor_of(zoom, size, room, ratio)
    stops = [(factor, Zoom(Fit.FACTOR, factor)) for factor in STEPS]
    stops += [(factor_of(Zoom(fit), size, room, ratio), Zoom(fit)) for fit in (Fit.PAGE, Fit.WIDTH)]
    if step > 0:
        above = [stop for stop in stops if stop[0] > now + _SAME and stop[0] <= STEPS[-1] + _SAME]
        return min(above, key=lambda stop: stop[0])[1] if above else zoom
    below = [stop for stop in stops if stop[0] < now - _SAME]
    return max(below, key=lambda stop: stop[0])[1] if below else zoom
