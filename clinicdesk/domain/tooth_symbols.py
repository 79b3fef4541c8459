"""The small 16 x 16 sign of each mark of the tooth chart, for legends, buttons and lists."""

from clinicdesk.domain.odontogram import Mark
from clinicdesk.domain.shapes import Shape, circle, parse_path, rounded_box

SIZE = 16.0
"""Side of the square that every sign is drawn in."""

_DASH = (2.0, 1.8)
_BOX = rounded_box(2, 2, 12, 12, 3.5)


def symbol(mark: Mark) -> tuple[Shape, ...]:
    """The shapes of one sign, in painting order, colours as token names."""
    return _SYMBOLS[mark]


def _stroke(text: str, colour: str, width: float) -> Shape:
    return Shape(parse_path(text), stroke=colour, width=width, round_caps=True)


_SYMBOLS = {
    Mark.IMPLANT: (
        Shape(rounded_box(5.6, 1.5, 4.8, 13, 2.2), fill="k-imp"),
        _stroke("M3.8,5.6L12.2,4M3.8,9L12.2,7.4M3.8,12.4L12.2,10.8", "k-imp", 1.5),
    ),
    Mark.CROWN: (
        Shape(rounded_box(2, 2.5, 12, 11, 3), fill="k-crown-f", stroke="k-crown", width=1.3),
        _stroke("M5,8L11,8M8,5L8,11", "k-crown", 1.4),
    ),
    Mark.BRIDGE: (
        Shape(rounded_box(1, 3, 6.4, 10, 2), fill="k-bridge-f", stroke="k-bridge", width=1.2),
        Shape(rounded_box(8.6, 3, 6.4, 10, 2), fill="k-bridge-f", stroke="k-bridge", width=1.2),
        Shape(parse_path("M1,8L15,8"), stroke="k-bridge", width=2.2),
    ),
    Mark.VENEER: (
        Shape(rounded_box(2.5, 2, 11, 12, 2.5), fill="k-veneer-f", stroke="k-veneer", width=1.3),
        _stroke("M5.6,5L5.6,11M8,5L8,11M10.4,5L10.4,11", "k-veneer", 1.2),
    ),
    Mark.ROOT_CANAL: (
        Shape(
            parse_path("M4,1.5L12,1.5C12.5,6.5 11.5,10.5 9.5,14.5L6.5,14.5C4.5,10.5 3.5,6.5 4,1.5Z"),
            fill="troot",
            stroke="tline",
        ),
        _stroke("M8,3L8,12.5", "k-rct", 2.0),
    ),
    Mark.FILLING: (
        Shape(_BOX, fill="tooth", stroke="tline"),
        Shape(circle(8, 8, 3.4), fill="k-fill"),
    ),
    Mark.REMOVAL: (
        Shape(_BOX, stroke="k-ext", dash=_DASH),
        _stroke("M4.5,4.5L11.5,11.5M11.5,4.5L4.5,11.5", "k-ext", 1.6),
    ),
    Mark.MISSING: (Shape(_BOX, stroke="tline", dash=_DASH),),
    Mark.EXISTING: (Shape(_BOX, fill="told", stroke="tline"),),
}
