"""Small drawn things beside text: bars, ticks, crosses and the writing line of a signature."""

from collections.abc import Sequence

from clinicdesk.documents.blocks import ENDLESS, Column, Columns, Drawing, Stretchy, stacked
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.paragraph import Text
from clinicdesk.documents.sheet import Block
from clinicdesk.documents.theme import Colour, Theme
from clinicdesk.domain.shapes import Path, Shape, circle, parse_path

TICK = Shape(parse_path("M2.6,8.6L6.2,12.2L13.4,4.6"), stroke="green", width=2.0, round_caps=True)
CROSS = Shape(parse_path("M3.6,3.6L12.4,12.4M12.4,3.6L3.6,12.4"), stroke="red", width=2.0, round_caps=True)
_DOT = circle(8, 5.2, 1.0)
NOTICE = (
    Shape(circle(8, 8, 5.6), stroke="orange", width=1.5),
    Shape(_DOT, fill="orange"),
    Shape(parse_path("M8,7.8L8,11.2"), stroke="orange", width=1.6, round_caps=True),
)


class Barred(Stretchy):
    """A block with a bar at its leading edge, stretched with its row."""

    def __init__(
        self,
        block: Flowable | Sequence[Flowable],
        *,
        colour: Colour,
        right_to_left: bool,
        inset: float = 7.0,
        thickness: float = 1.5,
    ) -> None:
        super().__init__()
        self.block = stacked(block)
        self.colour = colour
        self.right_to_left = right_to_left
        self.inset = inset
        self.thickness = thickness
        self._inner = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The width and the block's height, at least ``least_height``."""
        self._inner = self.block.wrap(width - self.inset, ENDLESS)[1]
        self.width, self.height = width, max(self._inner, self.least_height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the bar, then the block beside it from the top."""
        x = self.width - self.thickness if self.right_to_left else 0.0
        self.sheet.draw_box(x, 0, self.thickness, self.height, colour=self.colour)
        self.block.drawOn(self.sheet, 0 if self.right_to_left else self.inset, self.height - self._inner)


class Line(Block):
    """A dashed or solid line across the middle of its height."""

    def __init__(self, colour: Colour, *, height: float, dash: tuple[float, float] | None = None) -> None:
        super().__init__()
        self.colour = colour
        self.height = height
        self.dash = dash

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The whole width and the given height."""
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Draw the line."""
        path: Path = (("M", 0.0, self.height / 2), ("L", self.width, self.height / 2))
        self.sheet.draw_path(path, stroke=self.colour, width=1.1, dash=self.dash)


class Disc(Block):
    """A number in a filled circle."""

    def __init__(self, digits: Text, colour: Colour, side: float = 18.0) -> None:
        super().__init__()
        self.digits = digits
        self.colour = colour
        self.width = self.height = side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The circle's own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the circle, then the number in its middle."""
        middle = self.width / 2
        self.sheet.draw_path(circle(middle, middle, middle), fill=self.colour)
        height = self.digits.wrap(self.width, self.height)[1]
        self.digits.drawOn(self.sheet, 0, middle - height / 2)


def numbered(digits: Text, block: Flowable, theme: Theme, right_to_left: bool) -> Columns:
    """A step of several with its number in a disc before it."""
    disc = Disc(digits, theme.colours["accent"])
    return Columns([Column(disc, disc.width), Column(block)], gap=9, right_to_left=right_to_left)


def listed(text: Text, shapes: Sequence[Shape], theme: Theme, right_to_left: bool) -> Columns:
    """A line of a list with a drawn sign before it."""
    sign = Drawing(shapes, (16, 18), theme, 0.6)
    return Columns([Column(sign, 10), Column(text)], gap=5, right_to_left=right_to_left)
