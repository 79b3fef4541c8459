"""The sections of the clinic itself: letterhead, hours and promises."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout

from clinicdesk.domain.changes import Done
from clinicdesk.domain.clinic import Clinic, Promises
from clinicdesk.domain.errors import ClinicError, InvalidInput
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.settings.names import NamesCard
from clinicdesk.ui.settings.section import Section, Write
from clinicdesk.ui.widgets.choices import check_box
from clinicdesk.ui.widgets.clinic_form import ClinicForm
from clinicdesk.ui.widgets.fields import NumberField
from clinicdesk.ui.widgets.hours_form import HoursForm
from clinicdesk.ui.widgets.planes import Card

MISSING = marked("Something here cannot be read. Look at the marked field.")


class LetterheadSection(Section):
    """Name, country, zone and what every paper prints at its head."""

    def __init__(self, desk: Desk) -> None:
        t = desk.t
        super().__init__(
            desk,
            t("Clinic and letterhead"),
            t("Printed on plans, receipts and summaries from the next one on."),
        )
        self._form = ClinicForm(desk.look, t, desk.services.clinic.get())
        self._form.edited.connect(self.edited)
        self.names = NamesCard(desk)
        self.names.edited.connect(self.edited)
        self.body.add(self._form, self.names)
        self.body.column.addStretch(1)

    def show_stored(self) -> None:
        """Show the clinic as it is stored."""
        clinic: Clinic = self.desk.services.clinic.get()
        self._form.show_clinic(clinic)
        self.names.show_names(clinic.names)

    def write(self) -> Write:
        """Return the write of the letterhead."""
        if not self._form.check():
            raise InvalidInput(MISSING)
        clinic = replace(self._form.clinic(), names=self.names.names())
        return lambda progress: self.desk.services.clinic.edit(clinic, progress=progress)

    def show_error(self, error: ClinicError) -> bool:
        """Show the sentence under its field."""
        return self.names.show_error(error) or self._form.group.show_error(error)


class HoursSection(Section):
    """When the clinic is open, its holidays, and how fast it promises to be."""

    def __init__(self, desk: Desk) -> None:
        t, look = desk.t, desk.look
        super().__init__(
            desk,
            t("Hours and promises"),
            t("The clocks count business hours only. Open cases follow a change at once."),
        )
        services = desk.services.clinic
        self._hours = HoursForm(look, t, services.hours().week)
        self._holidays = check_box("")
        self._reply = NumberField(look, t, t("First reply within"), least=1, most=48, unit=t("hours"))
        self._plan = NumberField(look, t, t("Written plan within"), least=1, most=168, unit=t("hours"))
        self._hold = NumberField(look, t, t("A held date lapses after"), least=1, most=60, unit=t("days"))
        hours = Card(t("Opening hours"))
        hours.add(self._hours, self._holidays)
        promises = Card(t("Promises"), t("counted in business hours"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for place, field in enumerate((self._reply, self._plan, self._hold)):
            grid.addWidget(field, 0, place)
            field.edited.connect(self.edited)
        promises.column.addLayout(grid)
        self.body.add(hours, promises)
        self.body.column.addStretch(1)
        self._hours.edited.connect(self.edited)
        self._holidays.toggled.connect(self.edited)

    def show_stored(self) -> None:
        """Show hours and promises as they are stored."""
        services, t = self.desk.services.clinic, self.desk.t
        clinic: Clinic = services.get()
        self._hours.show_week(services.hours().week)
        self._holidays.blockSignals(True)
        self._holidays.setChecked(clinic.public_holidays)
        self._holidays.setText(
            t("Skip public holidays of {country}", country=t.formats.country(clinic.country))
        )
        self._holidays.blockSignals(False)
        self._reply.set_value(max(1, clinic.promises.first_reply_minutes // 60))
        self._plan.set_value(clinic.promises.plan_hours)
        self._hold.set_value(clinic.promises.hold_days)

    def write(self) -> Write:
        """Return the write of hours first, then of holidays and promises."""
        services = self.desk.services.clinic
        week = {day: spans for day, spans in self._hours.week().items() if spans}
        promises = Promises(self._reply.value() * 60, self._plan.value(), self._hold.value())
        before: Clinic = services.get()
        clinic = replace(before, promises=promises, public_holidays=self._holidays.isChecked())
        old_week = dict(services.hours().week)
        return partial(_write_hours, services, (old_week, before), (week, clinic))

    def show_error(self, error: ClinicError) -> bool:
        """Show the sentence under the days."""
        if error.field != "hours":
            return False
        self._hours.show_error(self.desk.t.error(error))
        return True


def _write_hours(
    services: Any, before: tuple[Any, Clinic], after: tuple[Any, Clinic], progress: Any
) -> Done[Any]:
    """Write hours and promises as one act whose undo puts both back."""
    services.set_hours(after[0], progress=progress)
    done: Done[Any] = services.edit(after[1], progress=progress)
    quiet = partial(_write_hours, services, after, before, None)
    return replace(done, summary=marked("Hours and promises were changed."), undo=quiet)
