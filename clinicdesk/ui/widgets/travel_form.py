"""How a patient comes, as a form: landing and leaving, flight, hotel, transfer, companion."""

from dataclasses import replace
from datetime import datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from clinicdesk.domain.visits import Travel
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.times import read_time_or_none
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import AreaField, LineField, ReadField
from clinicdesk.ui.widgets.optional_day import OptionalDay


class TravelForm(QWidget):
    """The facts of one inquiry's journey; what is not known stays empty, times are the clinic's.

    ``fields`` is the form of the command that stores them; ``edited`` is emitted at every change.
    """

    edited = Signal()

    def __init__(self, desk: Desk, travel: Travel) -> None:
        """Show ``travel``."""
        super().__init__()
        t = desk.t
        self._desk, self._travel = desk, travel
        self.lands_on, self.lands_time = self._instant(t("Lands on"), travel.lands_at)
        self.leaves_on, self.leaves_time = self._instant(t("Leaves on"), travel.leaves_at)
        self.lines: dict[str, LineField] = {
            "flight": LineField(desk.look, t, t("Flight"), text=travel.flight, limit=120),
            "hotel": LineField(desk.look, t, t("Hotel"), text=travel.hotel, limit=200),
            "transfer": LineField(desk.look, t, t("Transfer"), text=travel.transfer, limit=200),
            "companion": LineField(desk.look, t, t("Travels with"), text=travel.companion, limit=200),
        }
        self.note = AreaField(desk.look, t, t("Note"), text=travel.note, lines=2)
        self.fields = FieldGroup(
            t, lands_at=self.lands_on, leaves_at=self.leaves_on, note=self.note, **self.lines
        )
        self._times = FieldGroup(t, lands=self.lands_time, leaves=self.leaves_time)
        for group in (self.fields, self._times):
            group.on_edited(self.edited.emit)
        self._lay_out()

    def check(self) -> bool:
        """Show what cannot be read beside its field; return whether everything could be."""
        self.fields.clear()
        return self.fields.check() and self._times.check()

    def travel(self) -> Travel:
        """Return the facts as typed. Raises ClinicError where a day or a time cannot be read."""
        return replace(
            self._travel,
            lands_at=self._joined(self.lands_on, self.lands_time),
            leaves_at=self._joined(self.leaves_on, self.leaves_time),
            note=self.note.value(),
            flight=self.lines["flight"].value(),
            hotel=self.lines["hotel"].value(),
            transfer=self.lines["transfer"].value(),
            companion=self.lines["companion"].value(),
        )

    def took(self, travel: Travel) -> None:
        """Say that ``travel`` is what is stored now; what is typed stays."""
        self._travel = travel

    def changed(self) -> bool:
        """Whether what is typed differs from what is stored. Raises ClinicError where it cannot be read."""
        return self.travel() != self._travel

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

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        order: tuple[QWidget, ...] = (
            self.lands_on,
            self.lands_time,
            self.leaves_on,
            self.leaves_time,
            *self.lines.values(),
        )
        for place, field in enumerate(order):
            grid.addWidget(field, place // 2, place % 2)
        grid.addWidget(self.note, len(order) // 2, 0, 1, 2)
