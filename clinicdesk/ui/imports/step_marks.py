"""The three steps in the head of the page: done, current, to come."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.painting import CENTRE, draw_icon, draw_row_text, metrics, mirrored, rounded

DISC, GAP, BETWEEN = 20, 7, 20


class StepMarks(QWidget):
    """A disc and a word for each step, side by side."""

    def __init__(self, look: Look, words: Sequence[str]) -> None:
        """Show ``words``; the first step is current."""
        super().__init__()
        self._look = look
        self._words = list(words)
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.go_to(0)

    @property
    def current(self) -> int:
        """The index of the current step."""
        return self._current

    def go_to(self, step: int) -> None:
        """Make ``step`` current."""
        self._current = step
        self.setAccessibleName(f"{step + 1}. {self._words[step]}")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as all discs and words."""
        theme = self._look.theme
        return QSize(sum(self._widths()) + theme.px(BETWEEN) * (len(self._words) - 1), theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the steps."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        x, disc = 0, theme.px(DISC)
        for index, (words, width) in enumerate(zip(self._words, self._widths(), strict=True)):
            place = QRect(x, (self.height() - disc) // 2, disc, disc)
            self._paint_disc(painter, mirrored(self.layoutDirection(), self.rect(), place), index)
            left = disc + theme.px(GAP)
            text = mirrored(
                self.layoutDirection(), self.rect(), QRect(x + left, 0, width - left, self.height())
            )
            now = index == self._current
            role, token = (
                (Role.NAME, "accent") if now else (Role.BODY, "t2" if index < self._current else "t3")
            )
            draw_row_text(
                painter, theme, mirrored(self.layoutDirection(), self.rect(), text), words, role, token
            )
            x += width + theme.px(BETWEEN)

    def _paint_disc(self, painter: QPainter, place: QRect, index: int) -> None:
        theme = self._look.theme
        if index < self._current:
            rounded(painter, theme, QRectF(place), "green", "", place.height() / 2)
            draw_icon(painter, self._look, place, "check", theme.px(13), "onacc")
            return
        now = index == self._current
        rounded(
            painter, theme, QRectF(place), "accent" if now else "", "" if now else "line2", place.height() / 2
        )
        draw_row_text(
            painter, theme, place, str(index + 1), Role.CAPTION_STRONG, "onacc" if now else "t3", CENTRE
        )

    def _widths(self) -> list[int]:
        theme = self._look.theme
        measure = metrics(theme, Role.NAME)
        return [theme.px(DISC + GAP) + measure.horizontalAdvance(words) + 2 for words in self._words]
