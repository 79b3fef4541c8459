"""The form of how a patient comes: landing and leaving, flight, hotel, transfer, companion."""

from dataclasses import replace
from datetime import datetime, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from clinicdesk.domain.visits import Travel
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.patients.optional_day import OptionalDay
from clinicdesk.ui.patients.times import read_time_or_none
from clinicdesk.ui.questions import QuestionDialog
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import AreaField, LineField, ReadField

WIDTH = 560


class TravelDialog(QuestionDialog):
    """Saves the facts of one inquiry's journey; what is not known stays empty."""

    def __init__(self, desk: Desk, window: QWidget, travel: Travel, name: str) -> None:
        """Show ``travel``."""
        t = desk.t
        text = t("What is not known stays empty. Times are the clinic’s.")
        title = t("Edit the journey of {name}", name=name)
        super().__init__(desk.look, t, title, t("Save"), text=text, parent=window)
        self._desk, self._travel = desk, travel
        self.setFixedWidth(desk.look.theme.px(WIDTH))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.lands_on, self.lands_time = self._instant(t("Lands on"), travel.lands_at)
        self.leaves_on, self.leaves_time = self._instant(t("Leaves on"), travel.leaves_at)
        lines: dict[str, LineField] = {
            "flight": LineField(desk.look, t, t("Flight"), text=travel.flight, limit=120),
            "hotel": LineField(desk.look, t, t("Hotel"), text=travel.hotel, limit=200),
            "transfer": LineField(desk.look, t, t("Transfer"), text=travel.transfer, limit=200),
            "companion": LineField(desk.look, t, t("Travels with"), text=travel.companion, limit=200),
        }
        self.note = AreaField(desk.look, t, t("Note"), text=travel.note, lines=2)
        self.fields = FieldGroup(t, lands_at=self.lands_on, leaves_at=self.leaves_on, note=self.note, **lines)
        self._times = FieldGroup(t, lands=self.lands_time, leaves=self.leaves_time)
        self._lines = lines
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        order: tuple[QWidget, ...] = (
            self.lands_on,
            self.lands_time,
            self.leaves_on,
            self.leaves_time,
            *lines.values(),
        )
        for place, field in enumerate(order):
            grid.addWidget(field, place // 2, place % 2)
        grid.addWidget(self.note, len(order) // 2, 0, 1, 2)
        self.body.addLayout(grid)
        self.accepts = self._save
        self.lands_on.setFocus()

    def _instant(self, words: str, at: datetime | None) -> tuple[OptionalDay, ReadField[time | None]]:
        desk, t = self._desk, self._desk.t
        local = desk.local(at) if at else None
        on = OptionalDay(desk.look, t, words, today=desk.today(), day=local.date() if local else None)
        text = t.formats.time(local) if local else ""
        return on, ReadField(desk.look, t, t("At"), read_time_or_none, text=text, hint="9:30", limit=12)

    def _joined(self, on: OptionalDay, at: ReadField[time | None]) -> datetime | None:
        day = on.day_or_none()
        if day is None:
            return None
        return datetime.combine(day, at.value() or time(12), tzinfo=self._desk.zone)

    def _save(self) -> bool:
        self.fields.clear()
        if not self.fields.check() or not self._times.check():
            return False
        travel = replace(
            self._travel,
            lands_at=self._joined(self.lands_on, self.lands_time),
            leaves_at=self._joined(self.leaves_on, self.leaves_time),
            note=self.note.value(),
            flight=self._lines["flight"].value(),
            hotel=self._lines["hotel"].value(),
            transfer=self._lines["transfer"].value(),
            companion=self._lines["companion"].value(),
        )
        save = self._desk.services.visits.set_travel
        return self._desk.commands.do(save, travel.lead_id, travel, form=self.fields) is not None
