"""The section of closed days: the clinic's own days off, and the holidays on which it opens anyway."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout

from clinicdesk.domain.changes import Done
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.hours import ClosedDay
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.settings.section import Section
from clinicdesk.ui.tasks import Progress
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.chips import Chip
from clinicdesk.ui.widgets.choices import check_box
from clinicdesk.ui.widgets.date_field import DateField
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import LineField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Card, clear_layout, row


class ClosedDaysSection(Section):
    """Days off are added and taken away one by one; every clock and due date follows at once."""

    def __init__(self, desk: Desk) -> None:
        t, look = desk.t, desk.look
        super().__init__(
            desk,
            t("Closed days"),
            t("No clock runs on a closed day. Public holidays are closed already, unless you say otherwise."),
            saves=False,
        )
        self.day = DateField(look, t, t("Day"), today=desk.today(), earliest=desk.today())
        self.name = LineField(look, t, t("What for"), hint=t("Team outing"), limit=80)
        self.open_anyway = check_box(t("A holiday on which we open"))
        self.add_button = Button(look, t("Add"), icon="plus")
        self.add_button.clicked.connect(self._add)
        self._group = FieldGroup(t, day=self.day, name=self.name)
        new = Card(t("Another day"))
        line = row(self.day, self.name, self.open_anyway, self.add_button, spacing=16)
        line.setStretch(0, 1)
        line.setStretch(1, 2)
        new.column.addLayout(line)
        self._own, self._public = _grid(), _grid()
        own = Card(t("Our own days"))
        own.column.addLayout(self._own)
        self._public_card = Card(t("Public holidays"), t("the next twelve months"))
        self._public_card.column.addLayout(self._public)
        self.body.add(new, self.strip, own, self._public_card)
        self.body.column.addStretch(1)

    def show_stored(self) -> None:
        """Show the days to come, and the coming public holidays."""
        desk, t = self.desk, self.desk.t
        clear_layout(self._own)
        clear_layout(self._public)
        coming = [day for day in self._days() if day.on >= desk.today()]
        for place, day in enumerate(coming):
            remove = Button(desk.look, t("Take away"), small=True)
            remove.clicked.connect(partial(self._remove, day))
            kind = Chip(desk.look, t("open"), "green") if day.open_anyway else Chip(desk.look, t("closed"))
            widgets = (
                label(self._named(day.on), Role.NAME),
                label(day.name, Role.BODY, tone="t2"),
                kind,
                remove,
            )
            for column, widget in enumerate(widgets):
                self._own.addWidget(widget, place, column)
        if not coming:
            self._own.addWidget(label(t("No day of your own is closed yet."), Role.BODY, tone="t2"), 0, 0)
        for place, (on, name) in enumerate(self._holidays()):
            self._public.addWidget(label(self._named(on), Role.NAME), place, 0)
            self._public.addWidget(label(name, Role.BODY, tone="t2"), place, 1)
        self._public_card.setVisible(self.desk.services.clinic.get().public_holidays)

    def _days(self) -> tuple[ClosedDay, ...]:
        days: tuple[ClosedDay, ...] = self.desk.services.clinic.closed_days()
        return days

    def _holidays(self) -> list[tuple[date, str]]:
        today = self.desk.today()
        found: dict[date, str] = {}
        for year in (today.year, today.year + 1):
            found.update(self.desk.services.clinic.holidays(year))
        return sorted((on, name) for on, name in found.items() if 0 <= (on - today).days <= 366)

    def _named(self, on: date) -> str:
        return self.desk.t.formats.date(on, "full")

    def _add(self) -> None:
        if not self._group.check():
            return
        new = ClosedDay(self.day.value(), self.name.value(), self.open_anyway.isChecked())
        self._write((*(day for day in self._days() if day.on != new.on), new))
        self.day.set_day(None)
        self.name.set_text("")
        self.open_anyway.setChecked(False)

    def _remove(self, gone: ClosedDay, _clicked: bool = False) -> None:
        self._write(tuple(day for day in self._days() if day.on != gone.on))

    def _write(self, days: tuple[ClosedDay, ...]) -> None:
        def job(progress: Progress) -> Done[Any]:
            done: Done[Any] = self.desk.services.clinic.set_closed_days(days, progress=progress.report)
            return replace(done, summary=marked("The closed days were changed; the clocks follow."))

        task = self.desk.runner.run(job, self._written, self._not_written)
        self.strip.follow(task, self.desk.t("Moving what is due"))

    def _written(self, done: Done[Any]) -> None:
        self.desk.commands.took(done, self)
        self.show_stored()

    def _not_written(self, error: Exception) -> None:
        if not (isinstance(error, ClinicError) and self._group.show_error(error)):
            self.desk.commands.tell(error)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    return grid
