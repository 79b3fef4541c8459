"""The head of Today: title, what is next in one sentence, counters that filter, and the column names."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from clinicdesk.domain.board import LookState
from clinicdesk.domain.due import DueList, DueRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.theme import Role
from clinicdesk.ui.today.delegate import Columns
from clinicdesk.ui.widgets.buttons import CountPill
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.painting import CENTRE, LEADING, TRAILING, draw_row_text
from clinicdesk.ui.widgets.planes import Plane, row
from clinicdesk.ui.wording import minutes_until, near_time

COLUMN_HEAD_HEIGHT = 25


class Head(Plane):
    """Title, sentence and counters; a pressed counter shows only rows in its state."""

    filtered = Signal(object)
    """The set of states to show; empty for all."""

    def __init__(self, desk: Desk) -> None:
        """Make the head."""
        super().__init__("surface", (20, 10, 16, 12), 2)
        self._desk = desk
        t, look = desk.t, desk.look
        self.overdue = CountPill(look, State.OVERDUE, t("overdue"))
        self.soon = CountPill(look, State.RUNNING_OUT, t("running out"))
        self.today = CountPill(look, State.TODAY, t("today"))
        self.done = CountPill(look, State.DONE, t("done"))
        # What is done is a count only: it stands on each record, there is no list of it here.
        self.done.setEnabled(False)
        self.done.setCheckable(False)
        self.done.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.done.setCursor(Qt.CursorShape.ArrowCursor)
        self._filters = {
            LookState.OVERDUE: self.overdue,
            LookState.SOON: self.soon,
            LookState.TODAY: self.today,
        }
        for pill in self._filters.values():
            pill.toggled.connect(self._press)
        self.says = ElidedLabel(look, "", Role.BODY, "t2")
        title = label(t("Today"), Role.PAGE_TITLE)
        pills = row(self.overdue, self.soon, self.today, self.done, spacing=8)
        self.column.addLayout(row(title, None, pills))
        self.add(self.says)

    def show_list(self, due_list: DueList) -> None:
        """Show the counts of a list and what is next in it."""
        counts = due_list.counts
        self.overdue.set_count(counts.overdue)
        self.soon.set_count(counts.soon)
        self.today.set_count(counts.today)
        self.done.set_count(due_list.done_today)
        self.says.set_text(self._sentence(due_list))

    def chosen(self) -> frozenset[LookState]:
        """The states whose counters are pressed."""
        return frozenset(state for state, pill in self._filters.items() if pill.isChecked())

    def clear(self) -> None:
        """Release every counter."""
        for pill in self._filters.values():
            pill.setChecked(False)

    def _press(self) -> None:
        self.filtered.emit(self.chosen())

    def _sentence(self, due_list: DueList) -> str:
        t, counts = self._desk.t, due_list.counts
        said = [t("{to_do} to do, {done} done.", to_do=counts.to_do, done=due_list.done_today)]
        late = [row for row in due_list.rows if row.state is LookState.OVERDUE]
        if len(late) == 1:
            said.append(t("{name} is past due.", name=late[0].name))
        elif late:
            most = late[0].name
            count = len(late) - 1
            said.append(
                t.n(
                    "{name} and {count} other are past due.",
                    "{name} and {count} others are past due.",
                    count,
                    name=most,
                )
            )
        following = next_clocked(self._desk, due_list.rows)
        if following is not None and following.due_at is not None:
            at = self._desk.local(following.due_at)
            same_day = at.date() == self._desk.today()
            when = t.formats.time(at) if same_day else near_time(self._desk, following.due_at)
            said.append(t("Next is {name}, {at}.", name=following.name, at=when))
        if counts.snoozed:
            said.append(t.n("{count} is snoozed.", "{count} are snoozed.", counts.snoozed))
        return " ".join(said)


def next_clocked(desk: Desk, rows: Iterable[DueRow]) -> DueRow | None:
    """Return the row whose clock runs out first from now on."""
    now = desk.now()
    running = [row for row in rows if row.due_at is not None and minutes_until(now, row.due_at) > 0]
    return min(running, key=lambda row: (row.due_at, row.id), default=None)


class ColumnHead(QWidget):
    """The names of the list's columns, over the columns."""

    def __init__(self, desk: Desk) -> None:
        """Make the line."""
        super().__init__()
        self._desk = desk
        self.setFixedHeight(desk.look.theme.px(COLUMN_HEAD_HEIGHT))

    def sizeHint(self) -> QSize:
        """25 high."""
        return QSize(400, self._desk.look.theme.px(COLUMN_HEAD_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the names."""
        t, theme = self._desk.t, self._desk.look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(self.rect(), theme.brush("surface"))
        line = theme.brush("line")
        painter.fillRect(QRect(0, 0, self.width(), 1), line)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), line)
        columns = Columns(self._desk, self.rect())
        for part, words, align in (
            (columns.patient, t("Patient"), LEADING),
            (columns.what, t("What to do"), LEADING),
            (columns.due, t("Due"), TRAILING),
            (columns.channel, t("Via"), CENTRE),
            (columns.owner, t("Who"), CENTRE),
        ):
            place = columns.place(self.layoutDirection(), part, 0, self.height())
            draw_row_text(painter, theme, place, words, Role.LABEL, "t3", align)
