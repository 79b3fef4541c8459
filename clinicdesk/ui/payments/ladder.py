"""The refund rule of a deposit: its steps with the last day of each, and the same as a bar to the visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.domain.clinic import RefundStep
from clinicdesk.domain.deposits import last_days
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.painting import CENTRE, TRAILING, draw_row_text, metrics, mirrored, rounded
from clinicdesk.ui.widgets.planes import Plane, clear_layout, row, rule

FULL, NOTHING = 100, 0


def tone_of(percent: int) -> str:
    """Return the colour of a step: all, a part, or nothing."""
    return "green" if percent == FULL else "orange" if percent > NOTHING else "t2"


class RefundLadder(Plane):
    """The steps in a box; without a date of the visit the days alone are shown."""

    def __init__(self, look: Look, t: Translator) -> None:
        """Make an empty box."""
        super().__init__("card")
        self._look, self._t = look, t
        self.bar = LadderBar(look, t)

    def show_rule(
        self, ladder: Sequence[RefundStep], free_moves: int, held_on: date | None, today: date
    ) -> None:
        """Show the steps of ``ladder`` for a visit on ``held_on``."""
        self.column.removeWidget(self.bar)
        self.bar.setParent(None)
        clear_layout(self.column)
        ends = last_days(ladder, held_on) if held_on is not None else ()
        for number in range(len(ladder)):
            if number:
                self.add(rule())
            self.column.addWidget(self._step(ladder, number, free_moves, ends))
        if held_on is not None and held_on > today:
            self.add(rule(), self.bar)
            self.bar.show_steps(ladder, held_on, today)
            self.bar.show()

    def _step(
        self, ladder: Sequence[RefundStep], number: int, free_moves: int, ends: Sequence[date]
    ) -> Plane:
        step, look, t = ladder[number], self._look, self._t
        line = Plane("", (12, 5, 12, 5))
        percent = label(t.formats.percent(step.percent), Role.NAME, tone=tone_of(step.percent))
        percent.setFixedWidth(look.theme.px(52))
        words = ElidedLabel(look, self._words(ladder, number, free_moves))
        until = ""
        if ends and number < len(ladder) - 1:
            until = t("until {day}", day=t.formats.date(ends[number], "medium"))
        line.column.addLayout(row(percent, words, None, label(until, Role.BODY, tone="t2")))
        return line

    def _words(self, ladder: Sequence[RefundStep], number: int, free_moves: int) -> str:
        step, t = ladder[number], self._t
        if number == len(ladder) - 1 and number:
            moves = t.n("later, {count} free move", "later, {count} free moves", free_moves)
            return moves if free_moves else t("later")
        if not number:
            return t.n("{count} day or more", "{count} days or more", step.days)
        return t("{least} to {most} days", least=step.days, most=ladder[number - 1].days - 1)


class LadderBar(QWidget):
    """Today to the visit as one line, coloured by what would be given back."""

    def __init__(self, look: Look, t: Translator) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look, self._t = look, t
        self._parts: list[tuple[float, float, str]] = []
        self._marks: list[tuple[float, str]] = []
        self._end = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, ladder: Sequence[RefundStep], held_on: date, today: date) -> None:
        """Show ``ladder`` between ``today`` and ``held_on``."""
        span = max(1, (held_on - today).days)
        self._parts, self._marks = [], []
        start = today
        for number, step in enumerate(ladder):
            last = number == len(ladder) - 1
            end = held_on if last else held_on - timedelta(days=step.days)
            if end <= start:
                continue
            here = (start - today).days / span
            there = (end - today).days / span
            token = {"green": "green", "orange": "orange"}.get(tone_of(step.percent), "line2")
            self._parts.append((here, there, token))
            if not last:
                self._marks.append((there, self._t.formats.date(end, "day")))
            start = end
        self._end = self._t.formats.date(held_on, "day")
        self.update()

    def sizeHint(self) -> QSize:
        """A bar with a line of words."""
        return QSize(240, self._look.theme.px(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the parts, the visit, and the days that fit."""
        theme, painter = self._look.theme, QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        side, wide = theme.px(12), self.width() - 2 * theme.px(12)
        for here, there, token in self._parts:
            part = QRect(
                side + round(here * wide), theme.px(11), round((there - here) * wide) - 2, theme.px(7)
            )
            rounded(painter, theme, QRectF(self._at(part)), token, "", 2)
        visit = self._at(QRect(side + wide - 2, theme.px(6), 2, theme.px(17)))
        painter.fillRect(visit, theme.brush("t1"))
        line = theme.px(24)
        draw_row_text(
            painter,
            theme,
            self._at(QRect(side, line, wide, theme.px(16))),
            self._t("today"),
            Role.LABEL,
            "t3",
        )
        room = QRect(side, line, wide, theme.px(16))
        draw_row_text(painter, theme, self._at(room), self._end, Role.CAPTION_STRONG, "t1", TRAILING)
        self._paint_days(painter, side, wide, line)

    def _paint_days(self, painter: QPainter, side: int, wide: int, line: int) -> None:
        theme = self._look.theme
        measure = metrics(theme, Role.LABEL)
        free_from = side + measure.horizontalAdvance(self._t("today")) + theme.px(8)
        free_to = side + wide - metrics(theme, Role.CAPTION_STRONG).horizontalAdvance(self._end) - theme.px(8)
        for place, words in self._marks:
            own = measure.horizontalAdvance(words) + 2
            x = side + round(place * wide) - own // 2
            if x >= free_from and x + own <= free_to:
                cell = self._at(QRect(x, line, own, theme.px(16)))
                draw_row_text(painter, theme, cell, words, Role.LABEL, "t2", CENTRE)
                free_from = x + own + theme.px(6)

    def _at(self, rect: QRect) -> QRect:
        return mirrored(self.layoutDirection(), self.rect(), rect)
