"""Thin bars as widgets: the countdown of a due row and the mix of due states over a board's column."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Theme
from clinicdesk.ui.widgets.labels import plain_tip
from clinicdesk.ui.widgets.painting import mirrored, rounded

COUNTDOWN = (92, 3)
MIX_TOKENS = ("red", "orange", "accent", "line2")
"""Overdue, running out, due today, the rest."""


def draw_mix(painter: QPainter, theme: Theme, rect: QRect, counts: Sequence[int]) -> None:
    """Draw a mix bar, 4 high: ``counts`` are overdue, running out, today and rest; none is left out at 0."""
    parts = [(count, token) for count, token in zip(counts, MIX_TOKENS, strict=True) if count]
    total = sum(counts)
    if not total:
        rounded(painter, theme, QRectF(rect), "line2", "", 2)
        return
    gap = 3
    room = rect.width() - gap * (len(parts) - 1)
    x, passed = rect.x(), 0
    for index, (count, token) in enumerate(parts):
        passed += count
        right = rect.x() + room * passed // total + gap * index
        part = QRect(x, rect.y(), max(2, right - x), rect.height())
        rounded(painter, theme, QRectF(mirrored(painter.layoutDirection(), rect, part)), token, "", 2)
        x = right + gap


class MixBar(QWidget):
    """How many are overdue, running out, due today and neither, 4 high."""

    def __init__(
        self, look: Look, counts: Sequence[int] = (0, 0, 0, 0), parent: QWidget | None = None
    ) -> None:
        """Show four counts."""
        super().__init__(parent)
        self._look = look
        self.setFixedHeight(4)
        self.set_counts(counts)

    def set_counts(self, counts: Sequence[int], words: str = "") -> None:
        """Show other counts; ``words`` say them (tooltip and screen reader)."""
        self._counts = tuple(counts)
        self.setToolTip(plain_tip(words))
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        draw_mix(painter, self._look.theme, self.rect(), self._counts)
