"""What follows by itself from a treatment: the lines that will be stored, and the consent that some need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.followups import Followup, FollowupKind
from clinicdesk.domain.text import marked
from clinicdesk.domain.treatments import NextTrip
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.chips import Chip
from clinicdesk.ui.widgets.labels import ElidedLabel, IconLabel, label
from clinicdesk.ui.widgets.painting import CENTRE, draw_row_text, draw_state, metrics, mirrored, rounded
from clinicdesk.ui.widgets.planes import Plane, clear_layout, column, row
from clinicdesk.ui.wording import near_day

if TYPE_CHECKING:
    from clinicdesk.services.treatments import Follows, Preview

WORDS = {
    FollowupKind.THIRTY_DAY: marked("How is it, any soreness"),
    FollowupKind.NINETY_DAY: marked("Review request"),
    FollowupKind.RECALL: marked("Recall for the check-up"),
    FollowupKind.PHASE_TWO: marked("Book the next trip"),
    FollowupKind.YEARLY_GREETING: marked("Greeting, one year later"),
}
"""What each kind does for the patient."""

PURPOSE_WORDS = {Purpose.CARE: marked("care"), Purpose.MARKETING: marked("marketing")}
SHORT = {
    FollowupKind.THIRTY_DAY: "30",
    FollowupKind.NINETY_DAY: "90",
    FollowupKind.RECALL: marked("recall"),
    FollowupKind.PHASE_TWO: marked("trip"),
    FollowupKind.YEARLY_GREETING: marked("year"),
}


class FollowsCard(Plane):
    """A strip of time, then a row for each line: when, what, and whether consent allows it."""

    def __init__(self, desk: Desk) -> None:
        """Wait for a preview."""
        super().__init__("panel", (14, 10, 14, 10), 6)
        self._desk = desk
        t = desk.t
        self.caption = ElidedLabel(desk.look, "", Role.CAPTION, "t3")
        self.column.addLayout(row(label(t("What follows by itself"), Role.SECTION), None, self.caption))
        self.strip = TimeStrip(desk)
        self.add(self.strip)
        self.list = Plane("")
        self.list.column.setSpacing(10)
        self.add(self.list)
        self._kinds: tuple[str, ...] = ()

    def show_preview(self, preview: Preview, caption: str, last_day: date, trip: NextTrip | None) -> None:
        """Show what would be stored."""
        self.caption.set_text(caption)
        self._kinds = tuple(row.followup.kind.value for row in preview.rows)
        clear_layout(self.list.column)
        self.strip.show_rows(preview.rows, last_day, preview.ideal_return_on, trip)
        self.strip.setVisible(bool(preview.rows))
        for one in preview.rows:
            self.list.column.addWidget(self._row(one))
        if not preview.rows:
            self.say(self._desk.t("Nothing: no rule asks for a message after this work."))

    def say(self, sentence: str) -> None:
        """Show a sentence in place of the rows, as while something cannot be read."""
        clear_layout(self.list.column)
        self.strip.hide()
        self.list.add(label(sentence, Role.BODY, tone="t2", wrap=True))

    def kinds(self) -> tuple[str, ...]:
        """The kinds shown, in order."""
        return self._kinds

    def _row(self, one: Follows) -> QWidget:
        desk, t, found = self._desk, self._desk.t, one.followup
        look = desk.look
        when = QWidget()
        when.setFixedWidth(look.theme.px(104))
        when.setLayout(
            column(
                ElidedLabel(look, near_day(desk, found.due_on), Role.NAME),
                ElidedLabel(look, self._when(found), Role.CAPTION, "t2"),
            )
        )
        state = _Shape(desk, State.BLOCKED if one.blocked else State.LATER)
        what = column(
            ElidedLabel(look, t(WORDS.get(found.kind, found.kind.value))),
            ElidedLabel(look, self._note(one), Role.CAPTION, "t2"),
        )
        chip = Chip(look, t(PURPOSE_WORDS[found.purpose]))
        box = QWidget()
        line = row(when, state, spacing=10)
        line.addLayout(what, 1)
        line.addWidget(chip)
        box.setLayout(line)
        return box

    def _when(self, found: Followup) -> str:
        t = self._desk.t
        if found.closes_on is not None and found.closes_on > found.due_on:
            return t("to {day}", day=t.formats.date(found.closes_on, "medium"))
        if found.opens_on < found.due_on:
            return t("opens {day}", day=t.formats.date(found.opens_on, "day"))
        return ""

    def _note(self, one: Follows) -> str:
        t = self._desk.t
        if one.blocked:
            return t("no consent to {purpose}", purpose=t(PURPOSE_WORDS[one.followup.purpose]))
        return t("waits on Today from {day}", day=t.formats.date(one.followup.opens_on, "medium"))


class _Shape(QWidget):
    """One state's shape."""

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__()
        self._desk, self._state = desk, state
        edge = desk.look.theme.px(18)
        self.setFixedSize(edge, edge)
        self.setAccessibleName(desk.t("blocked") if state is State.BLOCKED else desk.t("later"))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_state(QPainter(self), self._desk.look, self.rect(), self._state, self._desk.look.theme.px(16))


class TimeStrip(QWidget):
    """The same lines on a line of time from the last day on: dots for days, bars for windows."""

    def __init__(self, desk: Desk) -> None:
        """Show nothing yet."""
        super().__init__()
        self._desk = desk
        self._marks: list[tuple[date, date | None, str, bool]] = []
        self._first = self._last = desk.today()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(
        self, rows: Iterable[Follows], last_day: date, ideal: date | None, trip: NextTrip | None
    ) -> None:
        """Show ``rows``, the window of the next trip and the ideal return."""
        t = self._desk.t
        self._marks = []
        for one in rows:
            found = one.followup
            window = found.kind in {FollowupKind.RECALL, FollowupKind.PHASE_TWO}
            end = found.closes_on if window else None
            on = found.due_on
            if found.kind is FollowupKind.PHASE_TWO and trip is not None:
                on, end = trip.opens_on, trip.closes_on
            self._marks.append((on, end, t(SHORT.get(found.kind, "")), window))
        if ideal is not None:
            self._marks.append((ideal, None, t("return"), False))
        self._first = last_day
        self._last = max([last_day, *(end or on for on, end, _, _ in self._marks)])
        self.update()

    def sizeHint(self) -> QSize:
        """Words, line and months."""
        return QSize(300, self._desk.theme.px(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the marks with their words, and the months."""
        theme, painter = self._desk.theme, QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        y = theme.px(28)
        painter.fillRect(self._at(QRect(0, y, self.width(), 2)), theme.brush("line2"))
        painter.fillRect(self._at(QRect(theme.px(8), y - theme.px(9), 2, theme.px(20))), theme.brush("red"))
        taken = 0
        for on, end, words, window in sorted(self._marks, key=lambda mark: (mark[0], not mark[3])):
            x = self._x(on)
            if window:
                wide = max(theme.px(12), self._x(end) - x if end else theme.px(12))
                bar = QRect(x, y - theme.px(6), wide, theme.px(14))
                rounded(painter, theme, QRectF(self._at(bar)), "violett", "violet", 3)
                middle = x + wide // 2
            else:
                edge = theme.px(10)
                dot = QRect(x - edge // 2, y - edge // 2 + 1, edge, edge)
                rounded(painter, theme, QRectF(self._at(dot)), "surface", "t2", edge / 2)
                middle = x
            measure = metrics(theme, Role.CAPTION_STRONG).horizontalAdvance(words) + 2
            left = max(0, min(self.width() - measure, middle - measure // 2))
            if words and left >= taken:
                place = self._at(QRect(left, 0, measure, theme.px(16)))
                draw_row_text(painter, theme, place, words, Role.CAPTION_STRONG, "t1", CENTRE)
                taken = left + measure + theme.px(4)
        self._paint_months(painter, y + theme.px(14))

    def _paint_months(self, painter: QPainter, y: int) -> None:
        theme = self._desk.theme
        names = self._desk.t.formats.locale.months["stand-alone"]["abbreviated"]
        day = self._first.replace(day=1)
        taken = 0
        while day <= self._last:
            if day >= self._first and day.month % 2 == 1:
                words = names[day.month] if day.month != 1 else str(day.year)
                wide = metrics(theme, Role.LABEL).horizontalAdvance(words) + 2
                x = self._x(day)
                if x - wide // 2 >= taken and x + wide // 2 <= self.width():
                    place = self._at(QRect(x - wide // 2, y, wide, theme.px(15)))
                    draw_row_text(painter, theme, place, words, Role.LABEL, "t3", CENTRE)
                    taken = x + wide // 2 + theme.px(4)
            day = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)

    def _x(self, on: date) -> int:
        theme = self._desk.theme
        span = max(1, (self._last - self._first).days)
        room = self.width() - theme.px(32)
        return theme.px(9) + round((on - self._first).days / span * room)

    def _at(self, rect: QRect) -> QRect:
        return mirrored(self.layoutDirection(), self.rect(), rect)


class ConsentBox(Plane):
    """One sentence about messages that a missing consent blocks, and the way to ask for it."""

    asked = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make a hidden box."""
        super().__init__("tint", (14, 10, 14, 10))
        self._desk = desk
        self.words = label("", Role.BODY, tone="t2", wrap=True)
        self.button = small(desk.look, desk.t("Record consent"))
        self.button.clicked.connect(self.asked)
        line = row(IconLabel(desk.look, "shield-check", size=17, token="accent"), spacing=12)
        line.addWidget(self.words, 1)
        line.addWidget(self.button)
        self.column.addLayout(line)
        self.hide()

    def show_blocked(self, blocked: int, total: int) -> None:
        """Say how many of the messages wait for a consent; hidden where none does."""
        self.setVisible(bool(blocked))
        self.words.setText(
            self._desk.t.n(
                "Ask today: {count} of {total} messages needs the patient’s consent to marketing.",
                "Ask today: {count} of {total} messages need the patient’s consent to marketing.",
                blocked,
                total=total,
            )
        )
