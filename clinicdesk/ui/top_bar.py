"""The top bar: search, the clinic's clock, whose work is shown, and New inquiry."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.controls import SearchField
from clinicdesk.ui.widgets.labels import IconLabel, label
from clinicdesk.ui.widgets.planes import Plane, row

HEIGHT, SEARCH_WIDTH = 56, 404


@dataclass(frozen=True)
class Coordinator:
    """One choice of the coordinator filter."""

    id: Any
    name: str


class TopBar(Plane):
    """The bar over every page."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the bar; coordinators are offered with ``offer``."""
        super().__init__("head", (20, 0, 16, 0), 0, parent)
        self._desk = desk
        t, look = desk.t, desk.look
        self.search = SearchField(
            look,
            t("Find a patient, plan, phone number or note"),
            desk.actions.caps("find"),
        )
        self.time = label("", Role.SECTION, tabular=True)
        self.day = label("", Role.BODY, tone="t2")
        self.coordinators = Button(look, t(ALL), icon="users")
        self.coordinators.hide()
        self.inquiry = Button(
            look, t("New inquiry"), kind="primary", icon="plus", keys=desk.actions.caps("new-inquiry")
        )
        self._lay_out()
        desk.ticker.ticked.connect(self.show_time)
        look.theme.changed.connect(self._resize)
        self._resize()
        self.show_time()

    def offer(self, coordinators: Sequence[Coordinator]) -> None:
        """Offer these people in the filter; with one or none the filter is not shown."""
        menu = QMenu(self)
        group = QActionGroup(menu)
        for person in (Coordinator(None, self._desk.t(ALL)), *coordinators):
            action = QAction(person.name.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(person.id == self._desk.coordinator.staff)
            action.triggered.connect(self._choosing(person))
            group.addAction(action)
            menu.addAction(action)
        self.coordinators.set_menu(menu)
        self.coordinators.setVisible(len(coordinators) > 1)

    def show_time(self) -> None:
        """Show the clinic's present time and day."""
        now = self._desk.local(self._desk.now())
        formats = self._desk.t.formats
        self.time.setText(formats.time(now))
        self.day.setText(formats.date(now.date(), "weekday"))

    def _resize(self) -> None:
        theme = self._desk.look.theme
        self.setFixedHeight(theme.px(HEIGHT))
        self.search.setFixedWidth(theme.px(SEARCH_WIDTH))

    def _choosing(self, person: Coordinator) -> Any:
        def choose() -> None:
            self.coordinators.set_look(text=person.name)
            self._desk.coordinator.choose(person.id)

        return choose

    def _lay_out(self) -> None:
        clock = row(IconLabel(self._desk.look, "clock"), self.time, self.day, spacing=7)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.search)
        line.addStretch(1)
        line.addLayout(clock)
        line.addSpacing(6)
        line.addWidget(self.coordinators)
        line.addWidget(self.inquiry)
        self.column.addLayout(line)


ALL = marked("All coordinators")
