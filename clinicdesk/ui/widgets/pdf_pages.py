"""Turns pages of a PDF into pictures; every function may be called on any thread."""

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from PySide6.QtGui import QImage

one_at_a_time = Lock()
"""PDFium keeps state of its own for the whole process and must never run on two threads at once."""

LEAST_WIDE = 40
_HAIR = 1e-6
"""Less than a pixel by this much, so that rounding up meets the width that was asked for."""


@dataclass(frozen=True)
class PageSize:
    """Width and height of a page in points."""

    width: float
    height: float


A4 = PageSize(595.28, 841.89)


@dataclass(frozen=True)
class Part:
    """A part of a page drawn ``whole`` pixels wide: left, top, width and height in those pixels.

    Without a width it is the whole page.
    """

    page: int
    whole: int
    left: int = 0
    top: int = 0
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Picture:
    """A part of a page as pixels."""

    part: Part
    image: QImage


@dataclass(frozen=True)
class Drawn:
    """One page as a picture, of a paper of ``pages`` pages."""

    pdf: bytes
    pages: int
    page: int
    picture: QImage


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """Open a PDF for a block that has PDFium for itself."""
    import pypdfium2

    with one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def page_sizes(document: Any) -> tuple[PageSize, ...]:
    """Return the size of every page of an opened PDF."""
    return tuple(PageSize(*document.get_page_size(page)) for page in range(len(document)))


def second_chapter(document: Any) -> int:
    """Return the page (from 0) of the second bookmark of an opened PDF; 0 where there is none."""
    for place, bookmark in enumerate(document.get_toc(max_depth=1)):
        if place:
            target = bookmark.get_dest()
            return int(target.get_index() or 0) if target else 0
    return 0


def height_of(size: PageSize, whole: int) -> int:
    """Return how many pixels high a page is when it is ``whole`` pixels wide."""
    return math.ceil(size.height * whole / size.width - _HAIR)


def render(document: Any, part: Part) -> QImage:
    """Return a part of a page of an opened PDF."""
    sheet = document[part.page]
    wide, high = sheet.get_size()
    whole = max(LEAST_WIDE, part.whole)
    scale = (whole - _HAIR) / wide
    crop = (0.0, 0.0, 0.0, 0.0)
    if part.width:
        tall = math.ceil(high * scale)
        edges = (part.left, tall - part.top - part.height, whole - part.left - part.width, part.top)
        left, bottom, right, upper = (max(0.0, (edge - _HAIR) / scale) for edge in edges)
        crop = (left, bottom, right, upper)
    bitmap = sheet.render(scale=scale, crop=crop, prefer_bgrx=True)
    pixels = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
    )
    # The copy owns its pixels; those of the bytes end with this call.
    return pixels.copy()


def pictures(document: Any, parts: Iterable[Part]) -> tuple[Picture, ...]:
    """Return parts of an opened PDF; those of pages that it does not have are left out."""
    pages = len(document)
    return tuple(Picture(part, render(document, part)) for part in parts if part.page < pages)


def draw(pdf: bytes, page: int, width: int) -> Drawn:
    """Return a page (from 0; the last one where there are fewer) as a picture ``width`` pixels wide."""
    with opened(pdf) as document:
        pages = len(document)
        page = max(0, min(page, pages - 1))
        return Drawn(pdf, pages, page, render(document, Part(page, width)))
