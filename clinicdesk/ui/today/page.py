"""The page Today: head with counters, the due list, its empty states, and the pane."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from clinicdesk.domain.changes import Changes
from clinicdesk.domain.due import DueGroup, DueList, DueRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.page import Page
from clinicdesk.ui.today.empty import empty_state
from clinicdesk.ui.today.header import ColumnHead, Head
from clinicdesk.ui.today.list_view import DueListView
from clinicdesk.ui.today.model import DueModel
from clinicdesk.ui.today.side import NARROW, WIDTH, nothing_chosen
from clinicdesk.ui.today.words import GROUPS, caption
from clinicdesk.ui.widgets.planes import ContentOrEmpty, Plane
from clinicdesk.ui.wording import minutes_until

if TYPE_CHECKING:
    from clinicdesk.ui.today.pane import Pane

FRESH = timedelta(minutes=2)
"""How long the bars may stand still; a row that changes its state is read again at the next tick."""
NARROW_BELOW = 1120
LAST_MINUTES = 300


class TodayPage(Page):
    """The list that the front desk works down, and the pane with what each line needs."""

    listens_to = (
        Changes.FOLLOWUPS
        | Changes.LEADS
        | Changes.PATIENTS
        | Changes.PLANS
        | Changes.PAYMENTS
        | Changes.VISITS
        | Changes.TREATMENTS
        | Changes.MESSAGES
        | Changes.CLINIC
        | Changes.STAFF
    )

    def __init__(self, desk: Desk) -> None:
        """Make the page; nothing is read yet."""
        super().__init__(desk)
        self.title = desk.t("Today")
        self._read_at: datetime | None = None
        self._list: DueList | None = None
        self.head = Head(desk)
        self.model = DueModel(desk)
        self.view = DueListView(desk, self.model)
        self._narrow = False
        self._nothing = nothing_chosen(desk)
        self._nothing.setFixedWidth(self._wide())
        self._ground = Plane("sunk")
        self._middle = ContentOrEmpty(self.view)
        self._side = QStackedWidget()
        self._side.addWidget(self._ground)
        self._side.addWidget(self._nothing)
        self._lay_out()
        self._connect()
        self._bind()

    @cached_property
    def pane(self) -> Pane:
        """The pane beside the list; it is made when the list is on screen, which does not wait for it."""
        from clinicdesk.ui.today.pane import Pane

        pane = Pane(self.desk)
        pane.set_narrow(self._narrow)
        pane.stepped.connect(self.view.step)
        self._side.addWidget(pane)
        return pane

    def reload(self) -> None:
        """Read the list again and keep the line that was chosen, else take the one in its place."""
        row = self.view.current_row()
        chosen, place = (row.id if row else 0), max(0, self.view.currentIndex().row())
        scrolled = self.view.verticalScrollBar().value()
        self._list = self.desk.services.followups.due_list(owner_id=self.desk.coordinator.staff)
        self._read_at = self.desk.now()
        self.model.show_rows(self._list.rows, self._titles())
        self.head.show_list(self._list)
        self._choose_again(chosen, place, scrolled)
        self._show_rows_or_nothing()

    def open(self, kind: str, key: object, **facts: object) -> None:
        """Show the first line of a lead ("due"); filters that would hide it are released."""
        if self.desk.coordinator.staff is not None:
            self.desk.coordinator.choose(None)
        self.head.clear()
        self.refresh()
        row = next((row for row in self.model.rows() if row.lead_id == key), None)
        if row is not None:
            self.model.unfold(row.group)
            self.view.select(self.model.position(row.id))
            self._show_pane(row)

    def areas(self) -> list[QWidget]:
        """List and pane."""
        return [self.view, self.pane]

    def enter(self) -> None:
        """Come on stage with the list in focus; read again what may have grown old."""
        self.stale = self.stale or self._is_old()
        super().enter()
        self.view.setFocus()

    def tick(self) -> None:
        """Move the clocks; read again where a state changed or the bars stood still for long."""
        if not self.isVisible():
            return
        if self._is_old() or self._state_changed():
            self.refresh()
            return
        self.model.touch(*self.view.visible_places())
        self.pane.show_clock()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the pane in a small window."""
        super().resizeEvent(event)
        narrow = event.size().width() < self.desk.look.theme.px(NARROW_BELOW)
        self._narrow = narrow
        if self._pane_is_made():
            self.pane.set_narrow(narrow)
        self.head.done.setHidden(narrow)
        self._side.setFixedWidth(self._wide())

    def _wide(self) -> int:
        return self.desk.look.theme.px(NARROW if self._narrow else WIDTH)

    def _pane_is_made(self) -> bool:
        return "pane" in self.__dict__

    def _lay_out(self) -> None:
        left = Plane("surface")
        left.add(self.head, ColumnHead(self.desk))
        left.column.addWidget(self._middle, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(left, 1)
        across.addWidget(self._side)
        self._side.setFixedWidth(self._wide())

    def _connect(self) -> None:
        self.head.filtered.connect(self._filter)
        self.view.chosen.connect(self._choose)
        self.view.painted.connect(self._show_first)
        self.view.opened.connect(self._open_record)
        self.desk.coordinator.changed.connect(self._other_people)
        self.desk.ticker.ticked.connect(self.tick)

    def _bind(self) -> None:
        bind = self.desk.actions.bind
        for action in ("channel", "email", "copy-text", "sent"):
            bind(action, self._pressing(action), self)
        bind("snooze", self._snooze, self)
        bind("skip", self._skip, self)
        bind("group-before", lambda: self.view.step_group(-1), self)
        bind("group-after", lambda: self.view.step_group(1), self)
        if self.desk.navigator.can_open("patient"):
            bind("open", self._open_record, self.view)

    def _snooze(self) -> None:
        self.pane.open_snooze()

    def _skip(self) -> None:
        self.pane.skip()

    def _open_record(self) -> None:
        self.pane.open_record()

    def _pressing(self, action: str) -> Callable[[], object]:
        return lambda: self.pane.press(action)

    def _other_people(self) -> None:
        self.stale = True
        if self.isVisible():
            self.refresh()

    def _filter(self, states: object) -> None:
        row = self.view.current_row()
        self.model.filter_states(states)  # type: ignore[arg-type]
        self._choose_again(row.id if row else 0, 0, 0)
        self._show_rows_or_nothing()

    def _choose_again(self, chosen: int, place: int, scrolled: int) -> None:
        found = self.model.position(chosen)
        if found < 0:
            found = min(place, len(self.model.items) - 1)
        if found >= 0:
            self.view.verticalScrollBar().setValue(scrolled)
            self.view.select(found)
            if self.view.current_row() is None:
                self.view.step(1)
            if self.view.current_row() is None:
                self.view.step(-1)

    def _show_rows_or_nothing(self) -> None:
        if not self.model.items and self._list is not None:
            self._middle.show_empty(empty_state(self.desk, self._list, self.head))
        else:
            self._middle.show_content()
        self._side.setCurrentWidget(self._beside())

    def _beside(self) -> QWidget:
        if self.view.current_row() is None:
            return self._nothing
        return self.pane if self._pane_is_made() else self._ground

    def _choose(self, row: DueRow) -> None:
        """Show a line in the pane; the first time once the list is on screen.

        What composes its message takes a moment to load, and the list does not wait for that.
        """
        if self.view.has_painted:
            self._show_pane(row)

    def _show_first(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self._show_pane(row)

    def _show_pane(self, row: DueRow) -> None:
        rows = self.model.rows()
        place = next((n for n, other in enumerate(rows, 1) if other.id == row.id), 0)
        self.pane.show_row(row, place, len(rows))
        self._side.setCurrentWidget(self.pane)

    def _is_old(self) -> bool:
        return self._read_at is None or not timedelta(0) <= self.desk.now() - self._read_at < FRESH

    def _state_changed(self) -> bool:
        if self._list is None or self._read_at is None:
            return True
        now = self.desk.now()
        edges = (0, 60, LAST_MINUTES)
        return any(
            minutes_until(self._read_at, row.due_at) > edge >= minutes_until(now, row.due_at)
            for row in self._list.rows
            if row.due_at is not None
            for edge in edges
        )

    def _titles(self) -> dict[DueGroup, tuple[str, str, str]]:
        t, promises = self.desk.t, self.desk.services.clinic.get().promises
        return {
            group: (
                words.icon,
                t(words.title),
                caption(t, group, promises.first_reply_minutes, promises.plan_hours),
            )
            for group, words in GROUPS.items()
        }
