"""What pages are composed of besides text: gaps, rules, columns, panels and drawings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.sheet import Block, Sheet, path_operators
from clinicdesk.documents.theme import Colour, Theme
from clinicdesk.domain.shapes import Shape, rounded_box

ENDLESS = 1e6
"""A height that nothing on a page reaches, for measuring, in points."""


class Gap(Block):
    """Empty height; it disappears at the top of a page."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The whole width and the gap's height."""
        return width, self.height

    def draw(self) -> None:
        """Draw nothing."""


class Rule(Block):
    """A horizontal line over the whole width."""

    def __init__(self, colour: Colour, thickness: float = 0.75) -> None:
        super().__init__()
        self.colour = colour
        self.thickness = thickness

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The whole width and the line's thickness."""
        self.width, self.height = width, self.thickness
        return width, self.thickness

    def draw(self) -> None:
        """Draw the line."""
        self.sheet.draw_box(0, 0, self.width, self.thickness, colour=self.colour)


class Stack(Block):
    """Blocks under one another that stay together."""

    def __init__(self, blocks: Sequence[Flowable]) -> None:
        super().__init__()
        self.blocks = tuple(blocks)
        self._heights: tuple[float, ...] = ()

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The width and the sum of the heights."""
        self._heights = tuple(block.wrap(width, ENDLESS)[1] for block in self.blocks)
        self.width, self.height = width, sum(self._heights)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the blocks from the top."""
        y = self.height
        for block, height in zip(self.blocks, self._heights, strict=True):
            y -= height
            block.drawOn(self.canv, 0, y)


class Stretchy(Block):
    """A block that fills at least ``least_height`` points, so that neighbours end on one line."""

    least_height = 0.0


def stacked(block: Flowable | Sequence[Flowable]) -> Flowable:
    """One flowable of one or several."""
    return block if isinstance(block, Flowable) else Stack(block)


@dataclass(frozen=True, slots=True)
class Column:
    """One of several columns; ``width`` in points, or None for a share of what is left."""

    block: Flowable | Sequence[Flowable]
    width: float | None = None
    share: float = 1.0


class Columns(Block):
    """Blocks beside one another, from the right in right-to-left documents, with lines between if wanted."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        gap: float,
        right_to_left: bool,
        line: Colour | None = None,
        stretch: bool = False,
    ) -> None:
        super().__init__()
        self.blocks = [stacked(column.block) for column in columns]
        self.columns = tuple(columns)
        self.gap = gap
        self.right_to_left = right_to_left
        self.line = line
        self.stretch = stretch
        self._widths: list[float] = []
        self._heights: list[float] = []

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The width and the height of the highest column; stretchy blocks fill it if wanted."""
        self._widths = shared_widths([(c.width, c.share) for c in self.columns], width, self.gap)
        sized = list(zip(self.blocks, self._widths, strict=True))
        self._heights = [block.wrap(own, ENDLESS)[1] for block, own in sized]
        self.width, self.height = width, max(self._heights)
        if self.stretch:
            for block, own in sized:
                if isinstance(block, Stretchy):
                    block.least_height = self.height
                    block.wrap(own, ENDLESS)
            self._heights = [
                self.height if isinstance(b, Stretchy) else h
                for b, h in zip(self.blocks, self._heights, strict=True)
            ]
        return self.width, self.height

    def draw(self) -> None:
        """Draw the columns, all from the top."""
        sheet = self.sheet
        x = self.width if self.right_to_left else 0.0
        for place, (block, width, height) in enumerate(
            zip(self.blocks, self._widths, self._heights, strict=True)
        ):
            left = x - width if self.right_to_left else x
            block.drawOn(sheet, left, self.height - height)
            if self.line and place:
                edge = x + self.gap / 2 if self.right_to_left else x - self.gap / 2
                sheet.draw_line((edge, 0), (edge, self.height), self.line, 0.75)
            x += -(width + self.gap) if self.right_to_left else width + self.gap


def shared_widths(wanted: Sequence[tuple[float | None, float]], width: float, gap: float) -> list[float]:
    """Widths of columns: fixed ones as given, the others by share of what is left."""
    left = width - gap * (len(wanted) - 1) - sum(own or 0.0 for own, _ in wanted)
    shares = sum(share for own, share in wanted if own is None) or 1.0
    return [left * share / shares if own is None else own for own, share in wanted]


class Panel(Stretchy):
    """A block with room around it, on a coloured or bordered ground."""

    def __init__(
        self,
        block: Flowable | Sequence[Flowable],
        *,
        padding: tuple[float, float] = (9.0, 9.0),
        fill: Colour | None = None,
        stroke: Colour | None = None,
        radius: float = 4.5,
    ) -> None:
        super().__init__()
        self.block = stacked(block)
        self.padding = padding
        self.fill = fill
        self.stroke = stroke
        self.radius = radius
        self._inner = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The width and the block's height with the padding (horizontal, vertical) around it."""
        across, along = self.padding
        self._inner = self.block.wrap(width - 2 * across, ENDLESS)[1]
        self.width, self.height = width, max(self._inner + 2 * along, self.least_height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the ground, then the block at its top."""
        across, along = self.padding
        box = rounded_box(0, 0, self.width, self.height, self.radius)
        self.sheet.draw_path(box, fill=self.fill, stroke=self.stroke, width=0.75)
        self.block.drawOn(self.canv, across, self.height - along - self._inner)


class Drawing(Block):
    """Shapes of the domain, drawn at a scale; y grows downwards in them."""

    def __init__(
        self, shapes: Sequence[Shape], size: tuple[float, float], theme: Theme, scale: float = 1.0
    ) -> None:
        super().__init__()
        self.shapes = shapes
        self.theme = theme
        self.scale = scale
        self.width, self.height = size[0] * scale, size[1] * scale

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The drawing's own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Fill and stroke every shape in order."""
        draw_shapes(self.sheet, self.shapes, self.theme, self.scale, (0.0, self.height))


def draw_shapes(
    sheet: Sheet, shapes: Sequence[Shape], theme: Theme, scale: float, origin: tuple[float, float]
) -> None:
    """Draw shapes whose top left corner lies at ``origin`` of the sheet."""
    x, y = origin
    drawn = " ".join([_operators(shape, *_inks(shape, theme)) for shape in shapes])
    sheet.write(f"q {scale:.5g} 0 0 {-scale:.5g} {x:.3f} {y:.3f} cm {drawn} Q")


def _inks(shape: Shape, theme: Theme) -> tuple[Colour | None, Colour | None]:
    colours = theme.colours
    return colours[shape.fill] if shape.fill else None, colours[shape.stroke] if shape.stroke else None


@lru_cache(maxsize=4096)
def _operators(shape: Shape, fill: Colour | None, stroke: Colour | None) -> str:
    """A shape in its own coordinates, kept: the same teeth and signs are drawn in every document."""
    return path_operators(
        shape.path, fill=fill, stroke=stroke, width=shape.width, dash=shape.dash, round_caps=shape.round_caps
    )
