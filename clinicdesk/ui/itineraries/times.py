"""The visits of the plan that have no time yet: a day and a time each, booked together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.domain.itinerary import PlannedVisit

if TYPE_CHECKING:
    from clinicdesk.services.itineraries import ItineraryDraft

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.times import read_time_or_none
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.date_field import DateField
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import ReadField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import clear_layout, row


class _Line:
    """One visit without a time: its day may be moved, its time is to be typed."""

    def __init__(self, desk: Desk, visit: PlannedVisit, name: str) -> None:
        t = desk.t
        self.visit, self.name = visit, name
        self.operation: UUID = uuid4()
        today = desk.today()
        self.day = DateField(desk.look, t, name, today=today, day=visit.on)
        self.time: ReadField[time | None] = ReadField(
            desk.look, t, t("At"), read_time_or_none, hint="9:30", limit=12
        )
        self.time.set_name(t("Time of {name}", name=name))
        self.group = FieldGroup(t, starts_at=self.day, time=self.time)


class TimesForm(QWidget):
    """Lines that stay as they are while the draft is drawn again; ``booked`` is told after a write."""

    booked = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make an empty form."""
        super().__init__()
        self._desk = desk
        self.lines: list[_Line] = []
        self._shown: tuple[PlannedVisit, ...] = ()
        self._draft: ItineraryDraft | None = None
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.book = Button(desk.look, desk.t("Book these times"), icon="calendar-plus")
        self.book.clicked.connect(self._book)
        words = desk.t("Visits of the plan without a time. Those that get one are booked.")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(label(words, Role.CAPTION, tone="t2", wrap=True))
        outer.addLayout(self._column)
        outer.addLayout(row(self.book, None))

    def show_draft(self, draft: ItineraryDraft) -> None:
        """Offer the visits of ``draft`` that have no time; the lines stay where they are the same."""
        self._draft = draft
        self.setVisible(bool(draft.planned))
        if draft.planned == self._shown:
            return
        self._shown = draft.planned
        clear_layout(self._column)
        names = self._names(draft.planned)
        self.lines = [_Line(self._desk, *pair) for pair in zip(draft.planned, names, strict=True)]
        for line in self.lines:
            across = row(line.day, line.time, spacing=12)
            across.setStretch(0, 3)
            across.setStretch(1, 2)
            self._column.addLayout(across)

    def focus_first(self) -> None:
        """Go to the first time that is not typed."""
        empty = [line for line in self.lines if not line.time.text().strip()]
        if empty:
            empty[0].time.setFocus()

    def _names(self, planned: Sequence[PlannedVisit]) -> list[str]:
        """Return what the staff call each visit."""
        t, catalogue = self._desk.t, self._desk.services.catalogue
        names = [catalogue.text("visits", visit.title, t.language) for visit in planned]
        return [name or t("Visit") for name in names]

    def _book(self) -> None:
        """Book each visit that has a time; a line that cannot be booked keeps what was typed."""
        draft = self._draft
        lines = [line for line in self.lines if line.time.text().strip()]
        if draft is None or not all(line.group.check() for line in lines):
            return
        done = [self._hold(draft, line) for line in lines]
        if any(done):
            self.booked.emit()

    def _hold(self, draft: ItineraryDraft, line: _Line) -> bool:
        starts = datetime.combine(line.day.value(), line.time.value() or time(), tzinfo=self._desk.zone)
        document = draft.document
        hold = partial(
            self._desk.services.visits.hold,
            starts_at=starts,
            lead_id=draft.lead_id,
            patient_id=draft.patient_id,
            plan_id=draft.plan_id,
            trip=document.trip,
            title=line.visit.title,
            minutes=line.visit.minutes,
            dentist_id=draft.dentist_id,
            confirmed=True,
            operation=line.operation,
        )
        done = self._desk.commands.do(hold, form=line.group)
        others = done.data.get("overlaps") if done is not None else 0
        if isinstance(others, int) and others:
            self._desk.notices.fail(
                self._desk.t.n(
                    "{name} is booked, but {count} other visit needs the same dentist at that time.",
                    "{name} is booked, but {count} other visits need the same dentist at that time.",
                    others,
                    name=line.name,
                )
            )
        return done is not None
