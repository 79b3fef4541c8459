"""Tables whose rows are never cut: the header is repeated, a subtotal stays with the row above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinicdesk.documents.blocks import ENDLESS, shared_widths
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.sheet import Block
from clinicdesk.documents.theme import Colour


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column's width in points, or None for a share of what is left."""

    width: float | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from the leading side, one for each column (None is empty), with room above and below in points.

    ``ground`` fills the row, ``tint`` all of it but the first column, ``line`` is drawn under it.
    ``with_previous`` keeps it on the page of the row before it; ``inset`` is the room at both ends of the
    row.  ``spanning`` gives the first cell all of it.
    """

    cells: tuple[Flowable | None, ...]
    above: float = 4.0
    below: float = 4.0
    ground: Colour | None = None
    tint: Colour | None = None
    line: Colour | None = None
    line_width: float = 0.75
    with_previous: bool = False
    inset: float = 0.0
    spanning: bool = False


class ItemTable(Block):
    """Rows under ``headers``, which come back on every page the table reaches."""

    def __init__(
        self,
        columns: Sequence[TableColumn],
        headers: Sequence[Row],
        rows: Sequence[Row],
        *,
        gap: float = 6.0,
        right_to_left: bool = False,
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.headers = tuple(headers)
        self.rows = tuple(rows)
        self.gap = gap
        self.right_to_left = right_to_left
        self._widths: list[float] = []
        self._heights: list[float] = []

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure every row at ``width`` points."""
        self._widths = shared_widths([(c.width, c.share) for c in self.columns], width, self.gap)
        self._heights = [self._row_height(row, width) for row in (*self.headers, *self.rows)]
        self.width, self.height = width, sum(self._heights)
        return self.width, self.height

    def _row_height(self, row: Row, width: float) -> float:
        tallest = 0.0
        for cell, own in zip(row.cells, self._cell_widths(row, width), strict=True):
            if cell is not None:
                tallest = max(tallest, cell.wrap(own, ENDLESS)[1])
        return tallest + row.above + row.below

    def _cell_widths(self, row: Row, width: float) -> list[float]:
        if row.spanning:
            return [width - 2 * row.inset] + [0.0] * (len(row.cells) - 1)
        widths = list(self._widths)
        widths[0] -= row.inset
        widths[-1] -= row.inset
        return widths

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two tables, the first at most ``height`` points high; nothing if no row fits under the headers."""
        self.wrap(width, height)
        used = sum(self._heights[: len(self.headers)])
        fitting = 0
        for place, own in enumerate(self._heights[len(self.headers) :]):
            if used + own > height + 0.01:
                break
            used += own
            fitting = place + 1
        if fitting == len(self.rows):
            return [self]
        while fitting and self.rows[fitting].with_previous:
            fitting -= 1
        if fitting == 0:
            return []
        return [self._part(self.rows[:fitting]), self._part(self.rows[fitting:])]

    def _part(self, rows: tuple[Row, ...]) -> "ItemTable":
        return ItemTable(self.columns, self.headers, rows, gap=self.gap, right_to_left=self.right_to_left)

    def draw(self) -> None:
        """Draw the rows from the top."""
        top = self.height
        for row, height in zip((*self.headers, *self.rows), self._heights, strict=True):
            self._draw_row(row, top, height)
            top -= height

    def _draw_row(self, row: Row, top: float, height: float) -> None:
        sheet = self.sheet
        if row.ground is not None:
            sheet.draw_box(0, top - height, self.width, height, colour=row.ground)
        if row.tint is not None:
            start = self._widths[0] + self.gap / 4
            left = 0.0 if self.right_to_left else start
            sheet.draw_box(left, top - height, self.width - start, height, colour=row.tint)
        x = row.inset
        for cell, own in zip(row.cells, self._cell_widths(row, self.width), strict=True):
            if cell is not None:
                left = self.width - x - own if self.right_to_left else x
                cell.drawOn(sheet, left, top - row.above - cell.height)
            x += own + self.gap
        if row.line is not None:
            sheet.draw_box(0, top - height, self.width, row.line_width, colour=row.line)
