"""What a page is made of: something with a width and a height that can be drawn, and perhaps cut in two.

It has the shape of ReportLab's flowables.  Its own base class spares every start the import of `platypus`,
which takes longer than a document.
"""

from abc import ABC, abstractmethod
from typing import Any


class Flowable(ABC):
    """A part of a document; ``keepWithNext`` holds it on the page of what follows."""

    keepWithNext = 0  # noqa: N815 - ReportLab's name

    def __init__(self) -> None:
        self.width = 0.0
        self.height = 0.0
        self.canv: Any = None

    @abstractmethod
    def wrap(self, width: float, height: float, /) -> tuple[float, float]:
        """The size in points in a room of ``width`` by ``height``."""

    def split(self, _width: float, _height: float, /) -> "list[Flowable]":
        """Two parts of which the first fits into the room; nothing where it cannot be cut so."""
        return []

    @abstractmethod
    def drawOn(self, canvas: Any, x: float, y: float, /) -> None:  # noqa: N802 - ReportLab's name
        """Draw with the lower left corner at a point of ``canvas``."""
