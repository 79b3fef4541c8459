"""The journey strip: a patient's dated points and spans on one axis of months, past solid, future dashed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.icons import State
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.painting import CENTRE, draw_row_text, draw_state, focus_ring, metrics, rounded

HEIGHT, AXIS, SIDE = 126, 60, 28
BUDDHIST_ERA = 543


@dataclass(frozen=True)
class Point:
    """A dated fact or plan: a state's shape where ``until_on`` is None, a span of days otherwise.

    ``tone`` colours a span: accent for a trip that was, atint for one to come, violett for a time to write.
    """

    key: str
    title: str
    caption: str
    on: date
    state: State = State.DONE
    until_on: date | None = None
    tone: str = "accent"


class JourneyStrip(QWidget):
    """Left and Right move between the points, Enter or a click opens one (``opened`` with its key)."""

    opened = Signal(str)

    def __init__(self, look: Look, t: Translator, parent: QWidget | None = None) -> None:
        """Make an empty strip."""
        super().__init__(parent)
        self._look, self._t = look, t
        self._points: list[Point] = []
        self._today = date.min
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.theme.changed.connect(self.updateGeometry)
        self._speak()

    def show_points(self, points: Sequence[Point], today: date) -> None:
        """Show points in order of their day, with today's line among them."""
        self._points = sorted(points, key=lambda point: (point.on, point.title))
        self._today = today
        self._at = min(self._at, max(0, len(self._points) - 1))
        self._speak()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(600, self._look.theme.px(HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the point that was clicked."""
        for index, point in enumerate(self._points):
            if self._place(point).adjusted(-4, -24, 4, 24).contains(event.position()):
                self._at = index
                self._open()
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between points and open one."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._points:
            step = -1 if key == Qt.Key.Key_Left else 1
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                step = -step
            self._at = max(0, min(len(self._points) - 1, self._at + step))
            self._speak()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._points:
            self._open()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axis, months, spans, points and today."""
        if not self._points:
            return
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axis(painter)
        for point in self._points:
            self._paint_mark(painter, point)
        self._paint_words(painter)
        self._paint_today(painter)
        if self.hasFocus():
            focus_ring(
                painter, self._look.theme, self._place(self._points[self._at]).adjusted(-4, -4, 4, 4), 6
            )

    def _range(self) -> tuple[date, date]:
        days = [self._today, *(point.on for point in self._points)]
        days += [point.until_on for point in self._points if point.until_on is not None]
        span = max(60, (max(days) - min(days)).days)
        margin = timedelta(days=span // 14)
        return min(days) - margin, max(days) + margin

    def _x(self, day: date) -> float:
        first, last = self._range()
        share = (day - first).days / max(1, (last - first).days)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        return SIDE + share * (self.width() - 2 * SIDE)

    def _place(self, point: Point) -> QRectF:
        y = self._look.theme.px(AXIS)
        x = self._x(point.on)
        if point.until_on is None:
            return QRectF(x - 9, y - 9, 18, 18)
        end = self._x(point.until_on)
        return QRectF(min(x, end), y - 8, max(10.0, abs(end - x)), 16)

    def _paint_axis(self, painter: QPainter) -> None:
        theme = self._look.theme
        y = theme.px(AXIS)
        first, last = self._range()
        now = self._x(self._today)
        painter.setPen(theme.pen("accent", 2))
        painter.drawLine(QPointF(self._x(first), y), QPointF(now, y))
        dashed = QPen(theme.pen("line2", 2))
        dashed.setDashPattern([2, 2])
        painter.setPen(dashed)
        painter.drawLine(QPointF(now, y), QPointF(self._x(last), y))
        free = -1e9
        for month in _months(first, last):
            x = self._x(month)
            painter.setPen(theme.pen("line2"))
            painter.drawLine(QPointF(x, y - 4), QPointF(x, y + 4))
            words = _bare_month(self._t.formats.date(month, "medium"), month)
            wide = metrics(theme, Role.LABEL).horizontalAdvance(words)
            if abs(x - free) > wide + 14:
                place = QRect(round(x - 60), theme.px(HEIGHT - 20), 120, theme.px(15))
                draw_row_text(painter, theme, place, words, Role.LABEL, "t3", CENTRE)
                free = x

    def _paint_mark(self, painter: QPainter, point: Point) -> None:
        theme = self._look.theme
        place = self._place(point)
        if point.until_on is None:
            rounded(painter, theme, place, "sunk", "", 9)
            draw_state(painter, self._look, place.toAlignedRect(), point.state, 16)
            return
        fill, border = {"accent": ("accent", "accent"), "violett": ("violett", "violet")}.get(
            point.tone, (point.tone, "accent")
        )
        pen = QPen(theme.pen(border))
        if point.on > self._today:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(theme.brush(fill))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_words(self, painter: QPainter) -> None:
        """Write each point's words above the axis or, where that is taken, below; else leave them out."""
        theme = self._look.theme
        flag = self._flag()
        taken: dict[bool, list[tuple[float, float]]] = {True: [], False: [(flag.left(), flag.right())]}
        for point in self._points:
            wide = max(
                metrics(theme, Role.CAPTION_STRONG).horizontalAdvance(point.title),
                metrics(theme, Role.LABEL).horizontalAdvance(point.caption),
            )
            middle = self._place(point).center().x()
            left = max(2.0, min(self.width() - wide - 2.0, middle - wide / 2))
            for above in (True, False):
                if all(left + wide + 8 < start or left > end + 8 for start, end in taken[above]):
                    taken[above].append((left, left + wide))
                    self._write(painter, point, QRect(round(left), 0, wide + 2, 0), above=above)
                    break

    def _write(self, painter: QPainter, point: Point, place: QRect, *, above: bool) -> None:
        theme = self._look.theme
        top = theme.px(AXIS - 40 if above else AXIS + 12)
        title = QRect(place.x(), top, place.width(), theme.px(16))
        caption = QRect(place.x(), top + theme.px(14), place.width(), theme.px(15))
        draw_row_text(painter, theme, title, point.title, Role.CAPTION_STRONG, "t1", CENTRE)
        draw_row_text(painter, theme, caption, point.caption, Role.LABEL, "t2", CENTRE)

    def _paint_today(self, painter: QPainter) -> None:
        theme = self._look.theme
        x = round(self._x(self._today))
        painter.fillRect(QRect(x, theme.px(AXIS - 40), 2, theme.px(82)), theme.brush("red"))
        flag = self._flag()
        rounded(painter, theme, QRectF(flag), "t1", "", 4)
        draw_row_text(painter, theme, flag, self._today_words(), Role.CAPTION_STRONG, "surface", CENTRE)

    def _today_words(self) -> str:
        return self._t("Today, {day}", day=self._t.formats.date(self._today, "day"))

    def _flag(self) -> QRect:
        """Return where today's flag stands, below the axis: no point's words are written there."""
        theme = self._look.theme
        x = round(self._x(self._today))
        wide = metrics(theme, Role.CAPTION_STRONG).horizontalAdvance(self._today_words()) + theme.px(18)
        left = max(2, min(self.width() - wide - 2, x - wide // 2))
        return QRect(left, theme.px(AXIS + 15), wide, theme.px(20))

    def _open(self) -> None:
        self._speak()
        self.update()
        self.opened.emit(self._points[self._at].key)

    def _speak(self) -> None:
        if self._points:
            point = self._points[self._at]
            self.setAccessibleName(f"{point.title}, {point.caption}")
        else:
            self.setAccessibleName(self._t("Journey"))


def _months(first: date, last: date) -> list[date]:
    months = []
    number = first.year * 12 + first.month
    while date(number // 12, number % 12 + 1, 1) <= last:
        months.append(date(number // 12, number % 12 + 1, 1))
        number += 1
    return months


def _bare_month(words: str, month: date) -> str:
    """Return a month's short words from its first day's: "1 Mar 2027" is "Mar"; January keeps its year."""
    left_out = {"1", "01"}
    if month.month != 1:
        left_out |= {str(month.year), str(month.year + BUDDHIST_ERA)}
    kept = [word for word in words.split() if word.strip(".,") not in left_out]
    return " ".join(kept) or words
