"""Charts on paper: a share as a bar with its baseline, and columns of two parts by period."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinicdesk.documents.paragraph import Text, Typesetter
from clinicdesk.documents.sheet import Block
from clinicdesk.documents.theme import LABEL, PX, Align, TextStyle
from clinicdesk.domain.shapes import rounded_box

BAR_HEIGHT = 10 * PX
TICK_WIDTH = 2 * PX
PERCENT = TextStyle(12 * PX, 14 * PX, bold=True)
COUNTED = TextStyle(10 * PX, 13 * PX, colour="t2")
PERCENT_WIDTH = 29.0
BETWEEN = 5.0
SHADE = TextStyle(10 * PX, 13 * PX, bold=True, colour="violet")


class ShareBar(Block):
    """Percent, a bar on the scale 0 to 100, a tick where the baseline was, and "26 of 71" under it."""

    def __init__(
        self,
        typesetter: Typesetter,
        percent: int | None,
        words: tuple[str, str],
        *,
        baseline: int | None = None,
        alarming: bool = False,
        bold: bool = True,
    ) -> None:
        super().__init__()
        self.percent = percent
        self.baseline = baseline
        self.alarming = alarming
        self.typesetter = typesetter
        style = PERCENT if bold else TextStyle(PERCENT.size, PERCENT.leading)
        self.said = typesetter.text(words[0], style.in_colour("orange" if alarming else "t1"), Align.END)
        self.counted = typesetter.text(words[1], COUNTED)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The width and the height of both lines."""
        self.said.wrap(PERCENT_WIDTH, 0)
        self.counted.wrap(width - PERCENT_WIDTH - BETWEEN, 0)
        self.width, self.height = width, PERCENT.leading + COUNTED.leading
        return self.width, self.height

    def draw(self) -> None:
        """Draw the track, the bar on it and the tick, mirrored in right-to-left documents."""
        colours, sheet = self.typesetter.theme.colours, self.sheet
        mirrored = self.typesetter.right_to_left
        room = self.width - PERCENT_WIDTH - BETWEEN
        start = 0.0 if mirrored else PERCENT_WIDTH + BETWEEN
        bottom = self.height - PERCENT.leading + (PERCENT.leading - BAR_HEIGHT) / 2
        sheet.draw_box(start, bottom, room, BAR_HEIGHT, colour=colours["hover"])
        if self.percent is not None:
            used = room * min(100, self.percent) / 100
            left = start + room - used if mirrored else start
            sheet.draw_box(
                left, bottom, used, BAR_HEIGHT, colour=colours["orange" if self.alarming else "aline"]
            )
        if self.baseline is not None:
            place = room * min(100, self.baseline) / 100
            x = start + room - place if mirrored else start + place
            tick = BAR_HEIGHT + 3
            sheet.draw_box(x - TICK_WIDTH / 2, bottom - 1.5, TICK_WIDTH, tick, colour=colours["t1"])
        said_at = self.width - PERCENT_WIDTH if mirrored else 0.0
        self.said.drawOn(sheet, said_at, self.height - PERCENT.leading)
        self.counted.drawOn(sheet, 0.0 if mirrored else PERCENT_WIDTH + BETWEEN, 0)


@dataclass(frozen=True, slots=True)
class ColumnPart:
    """One column: its two parts in one unit, the words over it and under it."""

    lower: int
    upper: int
    over: str
    under: str
    strong: bool = False


class StackedColumns(Block):
    """Columns of two parts over a scale with round marks; the last one is the period itself."""

    def __init__(
        self,
        typesetter: Typesetter,
        columns: Sequence[ColumnPart],
        marks: Sequence[tuple[int, str]],
        height: float,
    ) -> None:
        super().__init__()
        self.typesetter = typesetter
        self.columns = tuple(columns)
        self.marks = tuple(marks)
        self.height = height
        self.most = (
            max([mark for mark, _ in marks] + [column.lower + column.upper for column in columns], default=1)
            or 1
        )

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The whole width and the given height."""
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Draw the marks of the scale, then the columns."""
        sheet, colours = self.sheet, self.typesetter.theme.colours
        axis = max((self._text(words, LABEL).natural_width for _, words in self.marks), default=0.0) + 4
        floor, room = LABEL.leading + 1, self.height - 2 * LABEL.leading - 3
        for mark, words in self.marks:
            y = floor + room * mark / self.most
            sheet.draw_box(axis, y, self.width - axis, 0.5, colour=colours["line"])
            self._put(words, LABEL, 0, y - LABEL.leading / 2, axis - 4, Align.END)
        if not self.columns:
            return
        step = (self.width - axis) / len(self.columns)
        for place, column in enumerate(self.columns):
            index = len(self.columns) - 1 - place if self.typesetter.right_to_left else place
            self._column(column, axis + step * index, step, floor, room)

    def _column(self, column: ColumnPart, x: float, step: float, floor: float, room: float) -> None:
        sheet, colours = self.sheet, self.typesetter.theme.colours
        wide = step * 0.62
        left = x + (step - wide) / 2
        low = room * max(0, column.lower) / self.most
        high = room * max(0, column.upper) / self.most
        sheet.draw_box(left, floor, wide, low, colour=colours["aline"])
        if high > 0:
            sheet.draw_path(rounded_box(left, floor + low, wide, high, 0.0), fill=colours["violet"])
        self._put(column.over, SHADE, x, floor + low + high + 1, step, Align.CENTER)
        under = LABEL.in_bold().in_colour("t1") if column.strong else LABEL
        self._put(column.under, under, x, 0, step, Align.CENTER)

    def _text(self, words: str, style: TextStyle, align: Align = Align.START) -> Text:
        return self.typesetter.text(words, style, align)

    def _put(self, words: str, style: TextStyle, x: float, y: float, width: float, align: Align) -> None:
        text = self._text(words, style, align)
        text.wrap(width, 0)
        text.drawOn(self.sheet, x, y)


def round_marks(most: int, count: int = 3) -> tuple[int, ...]:
    """Return about ``count`` round marks from 0 up to ``most``: steps of 1, 2 or 5 times a power of ten."""
    if most < 1:
        return (0,)
    power = 1
    while True:
        for factor in (1, 2, 5):
            step = factor * power
            if most // step <= count:
                return tuple(range(0, most + 1, step))
        power *= 10
