"""Small charts drawn by hand: bars with a baseline tick, columns in two parts, and a spark line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import plain_tip
from clinicdesk.ui.widgets.painting import (
    CENTRE,
    TRAILING,
    draw_row_text,
    focus_ring,
    metrics,
    mirrored,
    rounded,
)


def draw_share(
    painter: QPainter, look: Look, rect: QRect, share: float | None, *, baseline: float | None, token: str
) -> None:
    """Draw a share bar, 12 high, in the middle of ``rect``."""
    theme = look.theme
    high = theme.px(12)
    track = QRect(rect.x(), rect.y() + (rect.height() - high) // 2, rect.width(), high)
    rounded(painter, theme, QRectF(track), "hover", "", 2)
    if share:
        part = QRect(track.x(), track.y(), round(track.width() * min(1.0, share)), high)
        rounded(painter, theme, QRectF(mirrored(painter.layoutDirection(), track, part)), token, "", 2)
    if baseline is not None:
        x = track.x() + round((track.width() - 2) * max(0.0, min(1.0, baseline)))
        tick = mirrored(painter.layoutDirection(), track, QRect(x, rect.y(), 2, rect.height()))
        painter.fillRect(tick, theme.brush("t1"))


@dataclass(frozen=True)
class Bar:
    """One bar of a ladder: its words, its number in words, its length, and a caption after it."""

    key: str
    words: str
    number: str
    value: float
    caption: str = ""
    token: str = "aline"


class BarLadder(QWidget):
    """Bars under each other on one scale, as the steps where inquiries stop.

    A click opens the names of a bar; so do Enter and Space, once Up and Down have chosen it.
    """

    opened = Signal(str)
    _ROW = 48

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        """Make an empty ladder; ``name`` is said by screen readers."""
        super().__init__(parent)
        self._look, self._name = look, name
        self._bars: Sequence[Bar] = ()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        self._bars = bars
        self._current = max(0, min(self._current, len(bars) - 1))
        spoken = "; ".join(f"{bar.words} {bar.number} {bar.caption}".strip() for bar in bars)
        self.setAccessibleName(f"{self._name}: {spoken}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row of 48 for each bar."""
        return QSize(320, self._look.theme.px(self._ROW) * max(1, len(self._bars)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the bar that was clicked."""
        index = int(event.position().y()) // self._look.theme.px(self._ROW)
        if 0 <= index < len(self._bars):
            self._current = index
            self.opened.emit(self._bars[index].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down choose a bar, Enter and Space open it."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self._bars:
            self._current = max(0, min(len(self._bars) - 1, self._current + step))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._bars:
            self.opened.emit(self._bars[self._current].key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw words, bars and numbers."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        most = max((bar.value for bar in self._bars), default=0) or 1
        start = theme.px(104)
        captions, numbers = metrics(theme, Role.CAPTION), metrics(theme, Role.NAME)
        after_bars = [captions.horizontalAdvance(bar.caption) for bar in self._bars]
        after_bars += [numbers.horizontalAdvance(bar.number) for bar in self._bars]
        end = max([theme.px(50), *(wide + theme.px(12) for wide in after_bars)])
        room = max(10, self.width() - start - end)
        high = theme.px(self._ROW)
        for index, bar in enumerate(self._bars):
            row = QRect(0, index * high, self.width(), high)
            name = QRect(0, row.y(), start - theme.px(8), high)
            draw_row_text(painter, theme, self._put(row, name), bar.words, Role.BODY, "t1")
            wide = max(3, round(room * bar.value / most))
            block = QRect(start, row.y() + theme.px(7), wide, high - theme.px(14))
            rounded(painter, theme, QRectF(self._put(row, block)), bar.token, "", 3)
            after = QRect(
                start + wide + theme.px(7), row.y(), self.width() - start - wide - theme.px(7), high
            )
            self._paint_number(painter, self._put(row, after), bar)
            if index == self._current and self.hasFocus():
                focus_ring(painter, theme, QRectF(row), 4)

    def _paint_number(self, painter: QPainter, rect: QRect, bar: Bar) -> None:
        theme = self._look.theme
        if not bar.caption:
            draw_row_text(painter, theme, rect, bar.number, Role.NAME, "t1")
            return
        half = rect.height() // 2
        upper = rect.adjusted(0, theme.px(5), 0, -half)
        lower = rect.adjusted(0, half, 0, -theme.px(7))
        draw_row_text(painter, theme, upper, bar.number, Role.NAME, "t1")
        draw_row_text(painter, theme, lower, bar.caption, Role.CAPTION, "t2")

    def _put(self, row: QRect, rect: QRect) -> QRect:
        return mirrored(self.layoutDirection(), row, rect)


@dataclass(frozen=True)
class Column:
    """One column in two parts: the lower, the upper on it, the words below and the share above."""

    words: str
    lower: float
    upper: float = 0
    share: str = ""
    current: bool = False


class Columns(QWidget):
    """Columns by quarter on one scale from zero, with round grid lines."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        """Make an empty chart; ``name`` is said by screen readers."""
        super().__init__(parent)
        self._look, self._name = look, name
        self._columns: Sequence[Column] = ()
        self.setMinimumHeight(look.theme.px(160))

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        self._columns = columns
        spoken = "; ".join(f"{one.words}: {one.lower + one.upper:g} {one.share}".strip() for one in columns)
        self.setAccessibleName(f"{self._name}: {spoken}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw grid, columns and words."""
        if not self._columns:
            return
        theme = self._look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        most = max(one.lower + one.upper for one in self._columns) or 1
        step = round_step(most)
        top, bottom, start = theme.px(22), self.height() - theme.px(24), theme.px(36)
        scale = (bottom - top) / most
        for line in range(int(most / step) + 1):
            y = round(bottom - line * step * scale)
            painter.fillRect(self._put(QRect(start, y, self.width() - start, 1)), theme.brush("line"))
            place = QRect(0, y - 8, start - theme.px(8), 16)
            draw_row_text(painter, theme, self._put(place), f"{line * step:g}", Role.CAPTION, "t3", TRAILING)
        pitch = (self.width() - start) / len(self._columns)
        for index, one in enumerate(self._columns):
            cell = QRect(round(start + index * pitch), 0, round(pitch), self.height())
            self._paint_column(painter, cell, one, scale=scale, bottom=bottom)

    def _paint_column(
        self, painter: QPainter, cell: QRect, one: Column, *, scale: float, bottom: int
    ) -> None:
        theme = self._look.theme
        wide = min(theme.px(36), round(cell.width() * 0.7))
        x = cell.x() + (cell.width() - wide) // 2
        low, high = round(one.lower * scale), round(one.upper * scale)
        painter.fillRect(self._put(QRect(x, bottom - low, wide, low)), theme.brush("aline"))
        if high > 1:
            painter.fillRect(self._put(QRect(x, bottom - low - high, wide, high - 1)), theme.brush("violet"))
        above = QRect(cell.x(), bottom - low - high - theme.px(18), cell.width(), theme.px(16))
        draw_row_text(painter, theme, self._put(above), one.share, Role.CAPTION_STRONG, "violet", CENTRE)
        below = QRect(cell.x(), bottom + theme.px(4), cell.width(), theme.px(16))
        role = Role.CAPTION_STRONG if one.current else Role.CAPTION
        draw_row_text(
            painter, theme, self._put(below), one.words, role, "t1" if one.current else "t2", CENTRE
        )

    def _put(self, rect: QRect) -> QRect:
        return mirrored(self.layoutDirection(), self.rect(), rect)


class Spark(QWidget):
    """A small line of a figure over periods, with the baseline dotted and the last point marked."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Make an empty line."""
        super().__init__(parent)
        self._look = look
        self._values: tuple[float, ...] = ()
        self._baseline: float | None = None
        self.setFixedSize(look.theme.px(92), look.theme.px(34))

    def show_values(self, values: Sequence[float], baseline: float | None = None, words: str = "") -> None:
        """Show ``values`` in order of time; ``words`` say them."""
        self._values, self._baseline = tuple(values), baseline
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        if len(self._values) < 2:
            return
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        known = [*self._values, *([] if self._baseline is None else [self._baseline])]
        low, high = min(known), max(known)
        span = (high - low) or 1
        inside = QRectF(self.rect()).adjusted(4, 5, -5, -5)

        def place(index: int, value: float) -> QPointF:
            share = index / (len(self._values) - 1)
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                share = 1 - share
            return QPointF(
                inside.x() + share * inside.width(), inside.bottom() - (value - low) / span * inside.height()
            )

        if self._baseline is not None:
            dotted = QPen(theme.pen("line2"))
            dotted.setDashPattern([2, 3])
            painter.setPen(dotted)
            painter.drawLine(place(0, self._baseline), place(len(self._values) - 1, self._baseline))
        line = QPolygonF([place(index, value) for index, value in enumerate(self._values)])
        painter.setPen(theme.pen("accent", 1.6))
        painter.drawPolyline(line)
        painter.setBrush(theme.brush("accent"))
        painter.drawEllipse(line.last(), 2.6, 2.6)


def round_step(most: float) -> float:
    """Return a step of 1, 2 or 5 times a power of ten that divides ``most`` into at most four parts."""
    step = 1.0
    while step * 4 < most:
        for factor in (2.0, 2.5, 2.0):
            step *= factor
            if step * 4 >= most:
                break
    while step > most:
        step /= 10
    return step
