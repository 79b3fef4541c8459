"""Keeps the pictures of a paper's pages, and says which ones are missing for what is seen."""

from collections.abc import Collection, Iterable, Mapping

from PySide6.QtCore import QRect, QSize

from clinicdesk.ui.widgets.pdf_pages import Part, Picture

MOST_PIXELS = 7_000_000
"""Of one picture; a page that needs more is drawn coarsely, and the part that is seen exactly."""
COARSE_WIDE = 1200


class PagePictures:
    """The pictures of one paper; those of an older paper are never mixed with them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._pictures: dict[Part, Picture] = {}

    def replace(self, pictures: Iterable[Picture]) -> None:
        """Keep the pictures of another paper alone."""
        self._pictures = {picture.part: picture for picture in pictures}

    def add(self, pictures: Iterable[Picture], near: Collection[int], widths: Mapping[int, int]) -> None:
        """Keep more pictures of the same paper; drop those of pages far away, and parts of other sizes."""
        new = {picture.part: picture for picture in pictures}
        renewed = {part.page for part in new if part.width}
        kept = {
            part: picture
            for part, picture in self._pictures.items()
            if part.page in near
            and not (part.width and (part.page in renewed or part.whole != widths.get(part.page)))
        }
        self._pictures = kept | new

    def of(self, page: int) -> list[Picture]:
        """Return the pictures of a page: whole ones first, coarse before fine, then exact parts."""
        own = (picture for picture in self._pictures.values() if picture.part.page == page)
        return sorted(own, key=lambda picture: (picture.part.width > 0, picture.part.whole))

    def missing(self, page: int, place: QRect, visible: QRect, room: QSize) -> list[Part]:
        """Return the parts of a page that lies at ``place``, and of which ``visible`` is seen, to be drawn.

        A part reaches a quarter of ``room`` beyond what is seen, so that a little scrolling asks for nothing.
        """
        whole = place.width()
        if whole * place.height() <= MOST_PIXELS:
            needed = [Part(page, whole)]
        else:
            seen = visible.translated(-place.topLeft())
            needed = [Part(page, COARSE_WIDE)]
            own = (part for part in self._pictures if part.page == page and part.whole == whole)
            if not any(part.width and _box(part).contains(seen) for part in own):
                across, down = room.width() // 4, room.height() // 4
                around = seen.adjusted(-across, -down, across, down)
                box = around.intersected(QRect(0, 0, whole, place.height()))
                needed.append(Part(page, whole, box.x(), box.y(), box.width(), box.height()))
        return [part for part in needed if part not in self._pictures]


def _box(part: Part) -> QRect:
    return QRect(part.left, part.top, part.width, part.height)
