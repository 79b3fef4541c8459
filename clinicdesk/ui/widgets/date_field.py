"""A day: typed in words of the language or as 2027-01-18, or picked from a month."""

import re
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import fold, marked, single_line
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import IconButton
from clinicdesk.ui.widgets.fields import ReadField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.painting import CENTRE, draw_row_text, focus_ring, mirrored, rounded

YEARS = range(1900, 2200)
"""Years that a clinic can mean; others are slips of the finger."""

_ISO = re.compile(r"(\d{4})[-./年년] ?(\d{1,2})[-./月월] ?(\d{1,2})[.日일]?")
_NUMBERS = re.compile(r"(\d{1,2})[./\s-]+(\d{1,2})[./\s-]+(\d{4})")
_NOT_A_DAY = marked("“{text}” is not a day. Type it as 2027-01-18 or 18 Jan 2027.")


def read_day(t: Translator, text: str) -> date:
    """Read a day as typed: "2027-01-18", "18.1.2027", or a day, a month's name and a year.

    Numbers with dots, strokes or spaces are day, month, year, and are shown back with the month's name.
    Raises InvalidInput for anything else and for days that do not exist.
    """
    text = single_line(text)
    try:
        if found := _ISO.fullmatch(text):
            day = date(int(found[1]), int(found[2]), int(found[3]))
        elif found := _NUMBERS.fullmatch(text):
            day = date(int(found[3]), int(found[2]), int(found[1]))
        else:
            day = _read_named(t, text)
    except ValueError as error:
        raise InvalidInput(_NOT_A_DAY, text=text[:40]) from error
    if day.year not in YEARS:
        raise InvalidInput(_NOT_A_DAY, text=text[:40])
    return day


def _read_named(t: Translator, text: str) -> date:
    typed = " ".join(re.findall(r"\w+", fold(text)))
    years = re.findall(r"\b\d{4}\b", typed)
    days = re.findall(r"\b\d{1,2}\b", typed)
    if len(years) != 1 or len(days) != 1:
        raise ValueError(text)
    words = {word for word in typed.split() if not word.isdigit()}
    for month in range(1, 13):
        day = date(int(years[0]), month, 2)
        for width in ("medium", "long"):
            name = {w for w in re.findall(r"\w+", fold(t.formats.date(day, width))) if not w.isdigit()}
            if name and name <= words:
                return day.replace(day=int(days[0]))
    raise ValueError(text)


class DateField(ReadField[date]):
    """A day in the clinic's calendar; what was typed is shown back with weekday and month in words."""

    def __init__(
        self,
        look: Look,
        t: Translator,
        name: str,
        *,
        today: date,
        day: date | None = None,
        earliest: date | None = None,
        latest: date | None = None,
    ) -> None:
        """Propose ``day``; days before ``earliest`` and after ``latest`` are refused. ``today`` is marked."""
        super().__init__(look, t, name, self._read_day, hint=t("Day, month and year"), limit=40)
        self._today, self._earliest, self._latest = today, earliest, latest
        self._popup: CalendarPopup | None = None
        self.open_button = IconButton(look, "calendar", t("Choose a day"), kind="plain")
        self.append(self.open_button)
        self.open_button.clicked.connect(self.open_calendar)
        self.editor.editingFinished.connect(self._show_back)
        if day is not None:
            self.set_day(day)

    def day_or_none(self) -> date | None:
        """Return the day, None while the field is empty. Raises InvalidInput if it cannot be read."""
        return self.value() if self.text().strip() else None

    def set_day(self, day: date | None) -> None:
        """Set the day without emitting ``edited``."""
        self.set_text("" if day is None else self.t.formats.date(day, "medium"))
        self.show_error("")

    def open_calendar(self) -> None:
        """Open the month under the field."""
        try:
            day = self.value()
        except InvalidInput:
            day = self._today
        self._popup = CalendarPopup(self.look, self.t, day, self._today, self)
        self._popup.set_limits(self._earliest, self._latest)
        self._popup.picked.connect(self._picked)
        corner = self.editor.mapToGlobal(QPoint(0, self.editor.height() + 2))
        self._popup.move(corner)
        self._popup.show()

    def _read_day(self, text: str) -> date:
        day = read_day(self.t, text)
        if self._earliest is not None and day < self._earliest:
            raise InvalidInput(marked("The day must not be before {first}."), first=self._earliest)
        if self._latest is not None and day > self._latest:
            raise InvalidInput(marked("The day must not be after {last}."), last=self._latest)
        return day

    def _show_back(self) -> None:
        if self.text().strip() and self.check():
            self.set_day(self.value())

    def _picked(self, day: date) -> None:
        self.set_day(day)
        self.editor.setFocus()
        self.edited.emit()


class CalendarPopup(QFrame):
    """A month to pick a day from: arrows move by days and weeks, Page Up and Down by months."""

    picked = Signal(object)

    def __init__(
        self, look: Look, t: Translator, day: date, today: date, parent: QWidget | None = None
    ) -> None:
        """Show the month of ``day``."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("plane", "popup")
        self._t = t
        self.grid = MonthGrid(look, t, day, today)
        self.title = label("", Role.SECTION)
        back = IconButton(look, "chevron-left", t("Month before"), small=True)
        forth = IconButton(look, "chevron-right", t("Month after"), small=True)
        head = QHBoxLayout()
        head.addWidget(back)
        head.addWidget(self.title, 1, Qt.AlignmentFlag.AlignHCenter)
        head.addWidget(forth)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.addLayout(head)
        layout.addWidget(self.grid)
        back.clicked.connect(lambda: self.grid.turn(-1))
        forth.clicked.connect(lambda: self.grid.turn(1))
        self.grid.moved.connect(self._name_month)
        self.grid.picked.connect(self._take)
        self._name_month(day)
        self.grid.setFocus()

    def set_limits(self, earliest: date | None, latest: date | None) -> None:
        """Grey the days outside."""
        self.grid.set_limits(earliest, latest)

    def _name_month(self, day: date) -> None:
        self.title.setText(self._t.formats.month(day))

    def _take(self, day: date) -> None:
        self.close()
        self.picked.emit(day)


class MonthGrid(QWidget):
    """The days of one month in weeks from Monday; ``picked`` is emitted for a click or Enter."""

    picked = Signal(object)
    moved = Signal(object)
    _CELL = 34

    def __init__(self, look: Look, t: Translator, day: date, today: date) -> None:
        """Show the month of ``day``, with ``today`` ringed."""
        super().__init__()
        self._look, self._t = look, t
        self._day, self._today = day, today
        self._earliest: date | None = None
        self._latest: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._speak()

    @property
    def day(self) -> date:
        """The day that Enter would pick."""
        return self._day

    def set_limits(self, earliest: date | None, latest: date | None) -> None:
        """Let only the days between be picked."""
        self._earliest, self._latest = earliest, latest
        self.update()

    def turn(self, months: int) -> None:
        """Go to the same day of another month, or to its last day."""
        number = self._day.year * 12 + self._day.month - 1 + months
        first = date(number // 12, number % 12 + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self._go(last.replace(day=min(self._day.day, last.day)))

    def sizeHint(self) -> QSize:
        """Seven by seven cells."""
        edge = self._look.theme.px(self._CELL)
        return QSize(7 * edge, 7 * edge)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by days, weeks and months; pick with Enter or Space."""
        mirror = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        days = {
            Qt.Key.Key_Left: -mirror,
            Qt.Key.Key_Right: mirror,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }
        key = Qt.Key(event.key())
        if key in days:
            self._go(self._day + timedelta(days=days[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self._day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the day that was clicked."""
        for day in self._days():
            if self._cell(day).contains(event.position().toPoint()):
                self._pick(day)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the weekdays and the days."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        edge = theme.px(self._CELL)
        monday = date(2024, 1, 1)
        for index in range(7):
            name = self._t.formats.weekday(monday + timedelta(days=index))[:2]
            cell = mirrored(self.layoutDirection(), self.rect(), QRect(index * edge, 0, edge, edge))
            draw_row_text(painter, theme, cell, name, Role.LABEL, "t3", CENTRE)
        for day in self._days():
            self._paint_day(painter, day)

    def _paint_day(self, painter: QPainter, day: date) -> None:
        theme = self._look.theme
        cell = self._cell(day)
        frame = QRectF(cell.adjusted(2, 2, -2, -2))
        chosen = day == self._day
        if chosen:
            rounded(painter, theme, frame, "accent", "", 6)
        elif day == self._today:
            rounded(painter, theme, frame, "", "accent", 6)
        ink = "onacc" if chosen else "t1" if self._allowed(day) else "t3"
        role = Role.NAME if day == self._today or chosen else Role.BODY
        draw_row_text(
            painter, theme, cell, str(day.day), role, ink if self._allowed(day) else "line2", CENTRE
        )
        if chosen and self.hasFocus():
            focus_ring(painter, theme, QRectF(cell), 7)

    def _days(self) -> list[date]:
        first = self._day.replace(day=1)
        days = [first + timedelta(days=index) for index in range(31)]
        return [day for day in days if day.month == first.month]

    def _cell(self, day: date) -> QRect:
        edge = self._look.theme.px(self._CELL)
        place = day.day - 1 + day.replace(day=1).weekday()
        rect = QRect(place % 7 * edge, (place // 7 + 1) * edge, edge, edge)
        return mirrored(self.layoutDirection(), self.rect(), rect)

    def _allowed(self, day: date) -> bool:
        after = self._earliest is None or day >= self._earliest
        return after and (self._latest is None or day <= self._latest)

    def _pick(self, day: date) -> None:
        if self._allowed(day):
            self._go(day)
            self.picked.emit(day)

    def _go(self, day: date) -> None:
        if day.year not in YEARS:
            return
        self._day = day
        self._speak()
        self.moved.emit(day)
        self.update()

    def _speak(self) -> None:
        self.setAccessibleName(self._t.formats.date(self._day, "full"))
