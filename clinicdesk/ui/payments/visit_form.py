"""The appointment that a deposit holds: day, time, minutes, chair, dentist, and who else needs them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinicdesk.domain.visits import Appointment, AppointmentState, VisitRow, overlapping
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.payments.case import MoneyCase
from clinicdesk.ui.payments.reading import instant, value_or_none
from clinicdesk.ui.theme import Role
from clinicdesk.ui.times import read_time
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.date_field import DateField
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import ChoiceField, LineField, NumberField, ReadField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import column, row

FIRST_HOUR, LAST_HOUR = time(9, 0), time(17, 0)
SHORTEST, LONGEST = 5, 24 * 60


class VisitForm(QWidget):
    """Fields of the held date; it may be left empty, then the request is tied to what is booked already."""

    edited = Signal()

    def __init__(self, desk: Desk, case: MoneyCase) -> None:
        """Show the date that is held now."""
        super().__init__()
        self._desk, self._case = desk, case
        self._make_fields()
        self.fields = FieldGroup(
            desk.t,
            starts_at=self.day,
            time=self.time,
            chair=self.chair,
            dentist_id=self.dentist,
            minutes=self.minutes,
            hold_ends_at=self.hold_day,
            hold_time=self.hold_time,
        )
        self.fields.on_edited(self._told)
        self.taken = label("", Role.CAPTION, tone="t2", wrap=True)
        self.warning = StateLabel(desk.look, State.RUNNING_OUT, "", Role.CAPTION)
        self._lay_out()
        for field in (self.day, self.time, self.minutes, self.chair, self.dentist):
            field.setEnabled(not self.tied)
        for field in (self.hold_day, self.hold_time):
            field.setVisible(not self.tied)
        self._compare()

    @property
    def tied(self) -> bool:
        """Whether a visit is booked that no open request holds: then the request is tied to it as it is."""
        case, visit = self._case, self._case.visit
        if visit is None:
            return False
        own = case.request is not None and case.request.appointment_id == visit.id
        return not own or visit.state is not AppointmentState.HELD

    def _make_fields(self) -> None:
        desk, visit, t = self._desk, self._case.visit, self._desk.t
        look, today = desk.look, desk.today()
        local = desk.local(visit.starts_at) if visit else None
        day = local.date() if local else self._case.paper.options[0].trips[0].starts_on
        upcoming = day if day is not None and day >= today else None
        at = t.formats.time(local.time() if local else FIRST_HOUR)
        self.day = DateField(look, t, t("Holds this appointment"), today=today, day=upcoming, earliest=today)
        self.time = ReadField(look, t, t("Time"), read_time, text=at, limit=20)
        self.minutes = NumberField(
            look,
            t,
            t("Takes"),
            number=visit.minutes if visit else 60,
            least=SHORTEST,
            most=LONGEST,
            unit=t("min"),
        )
        self.chair = LineField(look, t, t("Chair"), text=visit.chair if visit else "", limit=40)
        people: list[tuple[int | None, str]] = [(None, t("Not decided"))]
        people += [(member.id, member.name) for member in self._case.dentists()]
        self.dentist = ChoiceField(look, t, t("Dentist"), people)
        self.dentist.set_value(self._case.dentist_id())
        if self.dentist.editor.currentIndex() < 0:
            self.dentist.set_value(None)
        ends = self._proposed_end(upcoming)
        self.hold_day = DateField(
            look, t, t("Hold ends, if unpaid"), today=today, day=ends.date(), earliest=today
        )
        self.hold_time = ReadField(look, t, t("At"), read_time, text=t.formats.time(ends), limit=20)

    def _proposed_end(self, day: date | None) -> datetime:
        desk, visit = self._desk, self._case.visit
        if visit is not None and visit.held_until is not None and visit.held_until > desk.now():
            return desk.local(visit.held_until)
        promised = desk.today() + timedelta(days=self._case.clinic.promises.hold_days)
        if day is not None and day <= promised:
            promised = max(desk.today(), day - timedelta(days=1))
        return datetime.combine(promised, LAST_HOUR, tzinfo=desk.zone)

    def held_on(self) -> date | None:
        """Return the day that stands in the form, None while it is empty or cannot be read."""
        return value_or_none(self.day.day_or_none)

    def check(self) -> bool:
        """Show what is wrong beside each field; return whether all can be read."""
        if self.tied or not self.day.text().strip():
            self.fields.clear()
            return True
        return self.fields.check()

    def facts(self) -> dict[str, Any]:
        """Return the appointment as ``request_deposit`` takes it; empty where nothing new is held.

        Raises ClinicError.
        """
        day = None if self.tied else self.day.day_or_none()
        if day is None:
            return {}
        zone = self._desk.zone
        return {
            "starts_at": instant(day, self.time.value(), zone),
            "minutes": self.minutes.value(),
            "chair": self.chair.value(),
            "dentist_id": self.dentist.value(),
            "hold_ends_at": instant(self.hold_day.value(), self.hold_time.value(), zone),
            "title": self._case.visit.title if self._case.visit else "",
        }

    def _told(self) -> None:
        self._compare()
        self.edited.emit()

    def _compare(self) -> None:
        """Say who else needs the chair or the dentist then."""
        facts = value_or_none(self.facts)
        clash = self._clashes(facts) if facts else ()
        t = self._desk.t
        self.warning.setVisible(bool(clash))
        self.taken.setVisible(not clash)
        if clash:
            self.warning.show_state(State.RUNNING_OUT, _clash_words(self._desk, clash[0], len(clash)))
        elif self.tied:
            self.taken.setText(t("Booked already: the request is tied to it."))
        elif facts:
            self.taken.setText(self._free_words(t, facts))
        else:
            self.taken.setText(t("Without a day nothing is held."))

    def _free_words(self, t: Translator, facts: dict[str, Any]) -> str:
        lasts = t.formats.duration(facts["minutes"])
        if not facts["chair"] and facts["dentist_id"] is None:
            return t("{lasts}. Name a chair or a dentist, so that a clash is seen.", lasts=lasts)
        parts = [t("Chair {chair}", chair=facts["chair"])] if facts["chair"] else []
        parts += [m.name for m in self._case.staff if m.id == facts["dentist_id"]]
        return t("{who}, {lasts}. Nobody else holds it.", who=", ".join(parts), lasts=lasts)

    def _clashes(self, facts: dict[str, Any]) -> tuple[VisitRow, ...]:
        starts = facts["starts_at"]
        wanted = Appointment(
            id=self._case.visit.id if self._case.visit else 0,
            patient_id=self._case.patient.id,
            starts_at=starts,
            state=AppointmentState.HELD,
            minutes=facts["minutes"],
            chair=facts["chair"],
            dentist_id=facts["dentist_id"],
        )
        rows = self._desk.services.visits.between(starts - timedelta(days=1), starts + timedelta(days=1))
        taken = {own.id for own in overlapping(wanted, (row.visit for row in rows))}
        return tuple(row for row in rows if row.visit.id in taken)

    def _lay_out(self) -> None:
        when = row(self.day, self.time, self.minutes, spacing=10)
        who = row(self.chair, self.dentist, spacing=10)
        hold = row(self.hold_day, self.hold_time, spacing=10)
        for line, shares in ((when, (5, 2, 3)), (who, (2, 5)), (hold, (5, 2))):
            for place, share in enumerate(shares):
                line.setStretch(place, share)
        body = column(when, who, self.taken, self.warning, hold, spacing=10)
        self.setLayout(body)


def _clash_words(desk: Desk, other: VisitRow, count: int) -> str:
    t, visit = desk.t, other.visit
    starts = desk.local(visit.starts_at)
    ends = starts + timedelta(minutes=visit.minutes)
    return t.n(
        "{name} has it {first} to {last}.",
        "{name} has it {first} to {last}, and {count} visits clash in all.",
        count,
        name=other.name,
        first=t.formats.time(starts),
        last=t.formats.time(ends),
    )
