"""The tooth chart on paper, and the small signs of its legend."""

from collections.abc import Mapping

from clinicdesk.documents.blocks import Drawing, draw_shapes
from clinicdesk.documents.paragraph import Text, Typesetter
from clinicdesk.documents.sheet import Block
from clinicdesk.documents.theme import Align, TextStyle
from clinicdesk.domain.odontogram import Chart, Geometry, Mark, chart, one_jaw, primary_geometry
from clinicdesk.domain.tooth_symbols import SIZE, symbol

LABEL_WIDTH = 24.0


class Odontogram(Block):
    """One dentition as wide as its room, at most ``widest`` points.

    It is never mirrored: the patient's right is on the left in every language.
    """

    def __init__(self, typesetter: Typesetter, drawn: Chart, widest: float = 300.0) -> None:
        super().__init__()
        self.typesetter = typesetter
        self.chart = drawn
        self.widest = widest
        self._scale = 1.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The width and the height that keep the chart's proportions."""
        # One scale for both dentitions, so that a primary tooth is not drawn larger than a permanent one.
        full = max(self.typesetter.theme.teeth.width, self.chart.width)
        self._scale = min(width, self.widest) / full
        self.width, self.height = width, self.chart.height * self._scale
        return self.width, self.height

    def draw(self) -> None:
        """Draw the teeth, then their numbers."""
        used = self.chart.width * self._scale
        room = min(self.width, self.widest)
        start = self.width - room if self.typesetter.right_to_left else 0.0
        left = start + (room - used) / 2
        origin = (left, self.height)
        draw_shapes(self.sheet, self.chart.shapes, self.typesetter.theme, self._scale, origin)
        for label in self.chart.labels:
            size = label.size * self._scale
            text = self._number(label.text, TextStyle(size, size * 1.4, label.bold, label.colour))
            rise = text.height - self.typesetter.baseline(text.style)
            x = left + label.x * self._scale - LABEL_WIDTH / 2
            text.drawOn(self.sheet, x, self.height - label.y * self._scale - rise)

    def _number(self, digits: str, style: TextStyle) -> Text:
        text = self.typesetter.text(digits, style, Align.CENTER)
        text.wrap(LABEL_WIDTH, style.leading)
        return text


def odontograms(
    typesetter: Typesetter,
    marks: Mapping[int, tuple[Mark, ...]],
    absent: frozenset[int] = frozenset(),
    widest: float = 300.0,
) -> list[Odontogram]:
    """The charts that show ``marks``: permanent teeth, then primary ones; one without marks is left out.

    Without any marks at all it is the empty chart of the permanent teeth.
    """
    permanent = typesetter.theme.teeth
    primary = primary_geometry(permanent)
    charts = [
        Odontogram(typesetter, _chart(geometry, marks, absent), widest)
        for geometry in (permanent, primary)
        if any(tooth in geometry.cells for tooth in marks)
    ]
    return charts or [Odontogram(typesetter, _chart(permanent, marks, absent), widest)]


def jaw_charts(
    typesetter: Typesetter,
    marks: Mapping[int, tuple[Mark, ...]],
    absent: frozenset[int] = frozenset(),
    widest: float = 300.0,
) -> list[Odontogram]:
    """Charts of only those rows of teeth that have ``marks``, the upper jaw first; none without any."""
    permanent = typesetter.theme.teeth
    rows = (
        one_jaw(geometry, upper=upper)
        for geometry in (permanent, primary_geometry(permanent))
        for upper in (True, False)
    )
    return [
        Odontogram(typesetter, chart(row, marks, absent, touched=frozenset(marks)), widest)
        for row in rows
        if any(marks.get(tooth) for tooth in row.cells)
    ]


def _chart(geometry: Geometry, marks: Mapping[int, tuple[Mark, ...]], absent: frozenset[int]) -> Chart:
    return chart(geometry, marks, absent, touched=frozenset(marks) - absent)


def sign(typesetter: Typesetter, mark: Mark, side: float) -> Drawing:
    """The legend's sign of a mark, ``side`` points wide."""
    return Drawing(symbol(mark), (SIZE, SIZE), typesetter.theme, side / SIZE)
