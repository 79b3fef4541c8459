"""The page of one patient's record: head, journey, timeline, teeth, and the boxes at the side."""

from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinicdesk.domain.changes import Changes
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.record import RecordView
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.page import Page
from clinicdesk.ui.patients.journey_points import day_of, points
from clinicdesk.ui.patients.record_acts import RecordActs
from clinicdesk.ui.patients.record_head import RecordHead
from clinicdesk.ui.patients.side import SideColumn
from clinicdesk.ui.patients.teeth import TeethColumn
from clinicdesk.ui.patients.timeline import Timeline
from clinicdesk.ui.widgets.journey import JourneyStrip
from clinicdesk.ui.widgets.planes import Plane, rule

TIMELINE_WIDTH, SIDE_WIDTH = 396, 346
TIMELINE_SHARE, SIDE_SHARE = 0.30, 0.30
"""What the outer columns take at most of a narrow page; the teeth keep the rest."""


class RecordPage(Page):
    """Everything the clinic knows of one patient, and what can be done about it."""

    listens_to = Changes.EVERYTHING & ~Changes.SPEND

    def __init__(self, desk: Desk) -> None:
        """Make the page; a record is shown once one is opened."""
        super().__init__(desk)
        self.title = desk.t("Record")
        self.patient_id = 0
        self.acts = RecordActs(desk, self)
        self.head = RecordHead(desk)
        self.journey = JourneyStrip(desk.look, desk.t)
        self.timeline = Timeline(desk)
        self.teeth = TeethColumn(desk)
        self.side = SideColumn(desk, self.acts)
        self._lay_out()
        self._connect()

    def open(self, kind: str, key: Any, **facts: Any) -> None:
        """Show the record of a patient's id."""
        self.patient_id = int(key)
        self.stale = True

    def reload(self) -> None:
        """Read the record again."""
        if not self.patient_id:
            return
        services = self.desk.services
        view: RecordView = services.patients.record(self.patient_id)
        offer, language = services.catalogue.offer(), self.desk.t.language
        self.acts.view = view
        self.head.show_view(view)
        self.journey.show_points(points(self.desk, view.journey), self.desk.today())
        self.timeline.show_view(view)
        self.teeth.show_view(view, lambda code: str(offer.name(code, language)))
        self.side.show_view(view, services.clinic.get().currency)

    def areas(self) -> list[QWidget]:
        """Buttons, journey, timeline, and the boxes."""
        buttons = (self.head.write_button, self.head.plan_button, self.head.more)
        first = next(button for button in buttons if button.isVisibleTo(self))
        boxes = [row for row in self.side.rows if row.focusPolicy()]
        return [first, self.journey, self.timeline.first(), *boxes[:1]]

    def enter(self) -> None:
        """Come on stage; a record that is gone leads back."""
        try:
            super().enter()
        except ClinicError as error:
            self.desk.commands.tell(error)
        self.areas()[0].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share a narrow page among the columns."""
        super().resizeEvent(event)
        px, wide = self.desk.look.theme.px, event.size().width()
        self.timeline.setFixedWidth(min(px(TIMELINE_WIDTH), round(wide * TIMELINE_SHARE)))
        self.side.setFixedWidth(min(px(SIDE_WIDTH), round(wide * SIDE_SHARE)))

    def _lay_out(self) -> None:
        strip = Plane("sunk")
        strip.add(self.journey, rule())
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.timeline)
        across.addWidget(rule(vertical=True))
        across.addWidget(self.teeth, 1)
        across.addWidget(rule(vertical=True))
        across.addWidget(self.side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(strip)
        layout.addLayout(across, 1)

    def _connect(self) -> None:
        self.head.write.connect(self.acts.write)
        self.head.new_plan.connect(self.acts.new_plan)
        self.head.menu_asked.connect(self._show_menu)
        self.timeline.note_asked.connect(self.acts.add_note)
        self.journey.opened.connect(lambda key: self.timeline.go_to_day(day_of(key)))
        self.teeth.return_asked.connect(self.acts.change_return)
        self.desk.ticker.ticked.connect(self._tick)

    def _tick(self) -> None:
        if self.isVisible():
            self.head.show_clock()

    def _show_menu(self) -> None:
        menu = self.acts.menu()
        button = self.head.more
        menu.exec(button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width(), button.height() + 2)))
        menu.deleteLater()
