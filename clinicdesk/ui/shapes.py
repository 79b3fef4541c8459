"""Paints the domain's outlines (teeth and treatment signs) in the colours of the theme."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from clinicdesk.domain.shapes import Path, Shape
from clinicdesk.ui.theme import Theme


def painter_path(path: Path) -> QPainterPath:
    """Return the Qt path of absolute M, L, C and Z commands."""
    drawn = QPainterPath()
    for letter, *numbers in path:
        if letter == "M":
            drawn.moveTo(numbers[0], numbers[1])
        elif letter == "L":
            drawn.lineTo(numbers[0], numbers[1])
        elif letter == "C":
            drawn.cubicTo(*numbers)
        else:
            drawn.closeSubpath()
    return drawn


def paint_shapes(painter: QPainter, theme: Theme, shapes: Iterable[Shape]) -> None:
    """Fill and stroke the shapes in order, with the painter's own transformation."""
    for shape in shapes:
        painter.setBrush(theme.brush(shape.fill) if shape.fill else Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(theme, shape) if shape.stroke else Qt.PenStyle.NoPen)
        painter.drawPath(painter_path(shape.path))


def _pen(theme: Theme, shape: Shape) -> QPen:
    pen = QPen(theme.pen(shape.stroke or "", shape.width))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if shape.round_caps:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if shape.dash is not None:
        # Qt counts dashes in widths of the pen, the drawing in units of the canvas.
        pen.setDashPattern([length / shape.width for length in shape.dash])
    return pen
