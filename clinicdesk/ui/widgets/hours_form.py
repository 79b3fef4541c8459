"""The week's opening hours as a form: a tick, two times and a bar of the day for each weekday."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy, QWidget

from clinicdesk.domain.errors import ClinicError, InvalidInput
from clinicdesk.domain.hours import Interval
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.icons import State
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.fields import ReadField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.painting import mirrored, rounded

DAY = 24 * 60
MONDAY = date(2024, 1, 1)
TIME = re.compile(r"^\s*(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?\s*$")
USUAL: tuple[Interval, ...] = ((9 * 60, 17 * 60),)


def read_time(text: str) -> int:
    """Return the minutes after midnight that "9", "9:30", "09.30" or "24:00" say.

    Raises InvalidInput for anything else.
    """
    match = TIME.match(text)
    minutes = int(match.group(1)) * 60 + int(match.group(2) or 0) if match else DAY + 1
    if match is None or minutes > DAY or int(match.group(2) or 0) > 59:
        raise InvalidInput(
            marked("{time} is no time. Write it as 9:00 or 17:30."), field="hours", time=text[:20]
        )
    return minutes


def shown_time(minutes: int) -> str:
    """Return minutes after midnight as 09:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


class DayBar(QWidget):
    """Where the open hours lie in the day from midnight to midnight."""

    def __init__(self, look: Look) -> None:
        """Make an empty bar."""
        super().__init__()
        self._look = look
        self._spans: tuple[Interval, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_spans(self, spans: tuple[Interval, ...]) -> None:
        """Show these open hours."""
        self._spans = spans
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room, 10 high."""
        return QSize(self._look.theme.px(200), self._look.theme.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track and the open hours."""
        painter = QPainter(self)
        whole = self.rect()
        rounded(painter, self._look.theme, QRectF(whole), "hover", "", 2)
        for opens, closes in self._spans:
            left = whole.width() * opens // DAY
            part = QRect(left, 0, max(2, whole.width() * closes // DAY - left), whole.height())
            part = mirrored(self.layoutDirection(), whole, part)
            rounded(painter, self._look.theme, QRectF(part), "aline", "", 2)


class DayRow:
    """The widgets of one weekday; a second span (a lunch break) is kept as it is."""

    def __init__(self, look: Look, t: Translator, weekday: int) -> None:
        name = t.formats.weekday(MONDAY + timedelta(days=weekday))
        self.open = QCheckBox(name)
        self.opens = ReadField(look, t, "", read_time, limit=8)
        self.closes = ReadField(look, t, "", read_time, limit=8)
        self.opens.set_name(t("{day} opens", day=name))
        self.closes.set_name(t("{day} closes", day=name))
        self.closed = label(t("closed"), Role.BODY, tone="t3")
        self.bar = DayBar(look)
        self._rest: tuple[Interval, ...] = ()

    def show_spans(self, spans: tuple[Interval, ...]) -> None:
        """Show the day's open hours; none is closed."""
        first = spans or USUAL
        self.open.setChecked(bool(spans))
        self.opens.set_text(shown_time(first[0][0]))
        self.closes.set_text(shown_time(first[0][1]))
        self._rest = tuple(spans[1:])
        self.refresh()

    def spans(self) -> tuple[Interval, ...]:
        """Return the day's open hours; raises InvalidInput where a time cannot be read."""
        if not self.open.isChecked():
            return ()
        opens, closes = self.opens.value(), self.closes.value()
        if opens >= closes:
            raise InvalidInput(marked("The day ends before it begins."), field="hours")
        return ((opens, closes), *self._rest)

    def refresh(self) -> None:
        """Show the fields of an open day, the word of a closed one, and the bar."""
        is_open = self.open.isChecked()
        self.opens.setVisible(is_open)
        self.closes.setVisible(is_open)
        self.closed.setVisible(not is_open)
        try:
            self.bar.show_spans(self.spans())
        except ClinicError:
            self.bar.show_spans(())


class HoursForm(QWidget):
    """Seven days; ``edited`` is emitted when a person changes one."""

    edited = Signal()

    def __init__(self, look: Look, t: Translator, week: Mapping[int, tuple[Interval, ...]]) -> None:
        """Show ``week``: minutes after midnight per weekday, Monday is 0."""
        super().__init__()
        self._days = [DayRow(look, t, weekday) for weekday in range(7)]
        self.error = StateLabel(look, State.OVERDUE, "", Role.CAPTION)
        self.error.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(4, 1)
        for weekday, day in enumerate(self._days):
            grid.setRowMinimumHeight(weekday, look.theme.px(36))
            for column, widget in enumerate((day.open, day.opens, day.closes)):
                grid.addWidget(widget, weekday, column)
            grid.addWidget(day.closed, weekday, 1)
            grid.addWidget(day.bar, weekday, 4)
            for field in (day.opens, day.closes):
                field.setFixedWidth(look.theme.px(88))
                field.edited.connect(self._changed)
            day.open.toggled.connect(self._changed)
        grid.addWidget(self.error, 7, 0, 1, 5)
        self.show_week(week)

    def show_week(self, week: Mapping[int, tuple[Interval, ...]]) -> None:
        """Show other hours without emitting ``edited``."""
        self.blockSignals(True)
        for weekday, day in enumerate(self._days):
            day.show_spans(tuple(week.get(weekday, ())))
        self.blockSignals(False)

    def week(self) -> dict[int, tuple[Interval, ...]]:
        """Return the hours as they stand; raises InvalidInput (field "hours") where one cannot be read."""
        return {weekday: day.spans() for weekday, day in enumerate(self._days)}

    def show_error(self, text: str) -> None:
        """Show ``text`` under the days; empty text clears it."""
        self.error.show_state(State.OVERDUE, text)
        self.error.setVisible(bool(text))

    def _changed(self) -> None:
        for day in self._days:
            day.refresh()
        self.show_error("")
        self.edited.emit()
