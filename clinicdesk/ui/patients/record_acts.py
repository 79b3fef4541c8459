"""What can be done from the record; each act is recorded through the services and can be undone."""

from datetime import date, datetime, timedelta
from functools import partial
from uuid import uuid4

from PySide6.QtWidgets import QMenu, QWidget

from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.leads import OPEN_STAGES, Lead, LostReason, Stage
from clinicdesk.domain.record import RecordView, TreatmentRow
from clinicdesk.domain.text import marked
from clinicdesk.domain.visits import Appointment, AppointmentState
from clinicdesk.ui.asking import ask_channel, ask_lost_reason
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.patients.box_row import Act
from clinicdesk.ui.patients.itinerary_acts import itinerary_acts
from clinicdesk.ui.patients.money_acts import MoneyActs
from clinicdesk.ui.patients.record_words import SOURCES
from clinicdesk.ui.prompts import Choice
from clinicdesk.ui.times import read_time

_PURPOSES = {
    Purpose.CARE: marked("care messages"),
    Purpose.MARKETING: marked("marketing"),
    Purpose.PHOTOS: marked("photos"),
}


class RecordActs(MoneyActs):
    """The acts of one record page; ``view`` is the record that is shown now."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        """Act for ``page``; dialogs stand over its window."""
        self._desk, self._page = desk, page
        self.view: RecordView | None = None

    # The menu

    def menu(self) -> QMenu:
        """Return everything that can be done with this record now."""
        menu = QMenu(self._page)
        for group in self._groups():
            if group and not menu.isEmpty():
                menu.addSeparator()
            for words, call in group:
                menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _=False, call=call: call())
        return menu

    def _groups(self) -> list[list[Act]]:
        t, view = self._desk.t, self._shown()
        people: list[Act] = [
            (t("Edit patient"), self.edit_patient),
            (t("Log a contact"), self.log_contact),
            (t("Add a task"), self.add_task),
        ]
        consent: list[Act] = [
            (
                t("Record an answer about {purpose}", purpose=t(words)),
                partial(self.record_consent, purpose),
            )
            for purpose, words in _PURPOSES.items()
        ]
        if not view.suppressed and view.patient.contacts:
            consent.append((t("Never write again"), self.opt_out))
        return [people, self._of_lead(), self._of_visits(), consent]

    def _of_lead(self) -> list[Act]:
        t, lead = self._desk.t, self.lead()
        acts: list[Act] = []
        if lead is None:
            return acts
        if lead.stage is Stage.LOST:
            acts.append((t("Reopen the inquiry"), lambda: self.reopen(lead)))
        if lead.stage in OPEN_STAGES:
            if self._desk.navigator.can_open("treatment"):
                acts.append((t("Record treatment"), lambda: self.record_treatment(lead)))
            acts.append((t("Mark as lost"), lambda: self.lose(lead)))
        acts.append((t("Edit travel facts"), self.edit_travel))
        return acts + itinerary_acts(self._desk, self._shown(), lead)

    def _of_visits(self) -> list[Act]:
        t, formats = self._desk.t, self._desk.t.formats
        acts: list[Act] = []
        booked = {AppointmentState.HELD, AppointmentState.CONFIRMED}
        for visit in self._shown().appointments:
            if visit.state in booked:
                on = formats.date(self._desk.local(visit.starts_at).date(), "day")
                acts.append((t("Move the visit of {on}", on=on), partial(self.move, visit)))
                acts.append((t("Cancel the visit of {on}", on=on), partial(self.cancel, visit)))
        return acts

    # People

    def edit_patient(self) -> None:
        """Open the form of the patient's own facts."""
        from clinicdesk.ui.patients.patient_form import PatientDialog

        PatientDialog(self._desk, self._page.window(), self._shown().patient).open()

    def add_note(self) -> None:
        """Ask for a note and put it on the timeline."""
        t, patient = self._desk.t, self._shown().patient
        title = t("Add a note to {name}", name=patient.name)
        text = self._desk.prompts.ask_text(title, t("Note"), t("Add the note"), lines=5)
        if text and text.strip():
            self._do(self._services.patients.add_note, patient.id, text=text, operation=uuid4())

    def log_contact(self) -> None:
        """Ask how the contact was and what came of it, and put it on the timeline."""
        t, view = self._desk.t, self._shown()
        name = view.patient.name
        asked = self._desk.prompts.choose_reason(
            t("Log a contact with {name}", name=name),
            t("On an open inquiry a call with an outcome is the reply, and what they said is their answer."),
            [
                Choice("out", t("We called or wrote")),
                Choice("in", t("They called or wrote")),
            ],
            t("Log the contact"),
            note=t("What was said"),
        )
        if asked is None:
            return
        lead = self.open_lead()
        likely = (view.patient.preferred_channel, lead.channel if lead else "", "phone")
        title = t("Log a contact with {name}", name=name)
        way = ask_channel(self._desk, title, t("By which channel?"), t("Log the contact"), likely=likely)
        if way is None:
            return
        inbound = asked.key == "in"
        self._do(
            self._services.patients.log_contact,
            view.patient.id,
            channel=way.key,
            outcome="" if inbound else asked.note,
            text=asked.note if inbound else "",
            lead_id=lead.id if lead else None,
            inbound=inbound,
            operation=uuid4(),
        )

    def add_task(self) -> None:
        """Ask what is to be done and when."""
        t, patient = self._desk.t, self._shown().patient
        title = t("Add a task for {name}", name=patient.name)
        words = self._desk.prompts.ask_text(title, t("What is to be done"), t("Next"))
        if not words or not words.strip():
            return
        today = self._desk.today()
        on = self._desk.prompts.ask_date(
            title, t("On which day"), t("Add the task"), day=today + timedelta(days=1), earliest=today
        )
        if on is not None:
            lead = self.open_lead()
            self._do(
                self._services.followups.add_task,
                patient.id,
                title=words,
                due_on=on,
                owner_id=patient.owner_id,
                lead_id=lead.id if lead else None,
                operation=uuid4(),
            )

    def record_consent(self, purpose: Purpose) -> None:
        """Ask what the patient answered, and how."""
        t, patient = self._desk.t, self._shown().patient
        choices = [
            Choice(f"{answer}:{source}", t("{answer}, {source}", answer=t(words), source=t(SOURCES[source])))
            for answer, words in (("yes", marked("Yes")), ("no", marked("No")))
            for source in ("message", "phone", "form")
        ]
        asked = self._desk.prompts.choose_reason(
            t(
                "Record what {name} answered about {purpose}",
                name=patient.name,
                purpose=t(_PURPOSES[purpose]),
            ),
            t("The answer, its day and its source stay on the record."),
            choices,
            t("Record the answer"),
            note=t("Their words, optional"),
        )
        if asked is not None:
            answer, _, source = asked.key.partition(":")
            self._do(
                self._services.patients.set_consent,
                patient.id,
                purpose=purpose,
                given=answer == "yes",
                source=source,
                wording=asked.note,
            )

    def opt_out(self) -> None:
        """Put every address on the do-not-contact list, once that was confirmed."""
        t, patient = self._desk.t, self._shown().patient
        sure = self._desk.prompts.confirm(
            t("Never write to {name} again", name=patient.name),
            t("Every address goes on the do-not-contact list, for care as for marketing."),
            t("Never write again"),
            danger=True,
        )
        if sure:
            self._do(self._services.patients.opt_out, patient.id, source="in_person")

    # The inquiry

    def lead(self) -> Lead | None:
        """Return the newest inquiry."""
        view = self._shown()
        return max(view.leads, key=lambda lead: (lead.received_at, lead.id), default=None)

    def open_lead(self) -> Lead | None:
        """Return the newest inquiry that is still open."""
        open_ones = [lead for lead in self._shown().leads if lead.stage in OPEN_STAGES]
        return max(open_ones, key=lambda lead: (lead.received_at, lead.id), default=None)

    def lose(self, lead: Lead) -> None:
        """Ask why the inquiry is lost."""
        reason = ask_lost_reason(self._desk, self._shown().patient.name)
        if reason is not None:
            self._do(
                self._services.leads.lose,
                lead.id,
                reason=LostReason(reason.key),
                note=reason.note,
                operation=uuid4(),
            )

    def reopen(self, lead: Lead) -> None:
        """Open a lost inquiry again."""
        self._do(self._services.leads.reopen, lead.id, operation=uuid4())

    def record_treatment(self, lead: Lead) -> None:
        """Show where the treatment of an inquiry is recorded."""
        self._desk.navigator.open_record("treatment", lead.id)

    def new_plan(self) -> None:
        """Start a plan for the open inquiry and open it in the editor."""
        view, lead = self._shown(), self.open_lead()
        currency = lead.value.currency if lead and lead.value else ""
        done = self._do(
            self._services.plans.draft,
            patient_id=view.patient.id,
            lead_id=lead.id if lead else None,
            currency=currency,
            operation=uuid4(),
        )
        if done is not None:
            self._desk.open_plan(done.value.id)

    def write(self) -> None:
        """Show the next follow-up on Today, where its message is written."""
        step = self._shown().next_step
        if step is not None:
            self._desk.navigator.open_record("due", step.followup_id)

    # Visits

    def of_visit(self, visit: Appointment) -> list[Act]:
        """Return what can be done with a booked visit."""
        t, visits = self._desk.t, self._services.visits
        acts: list[Act] = []
        if visit.state is AppointmentState.HELD:
            acts.append((t("Confirm"), lambda: self._do(visits.confirm, visit.id)))
        acts.append((t("Move"), lambda: self.move(visit)))
        if self._desk.local(visit.starts_at).date() <= self._desk.today():
            acts.append((t("Arrived"), lambda: self._do(visits.arrive, visit.id)))
            acts.append((t("Did not come"), lambda: self._do(visits.no_show, visit.id)))
        acts.append((t("Cancel the visit"), lambda: self.cancel(visit)))
        return acts

    def move(self, visit: Appointment) -> None:
        """Ask for another day and time."""
        t = self._desk.t
        local = self._desk.local(visit.starts_at)
        title = t("Move the visit of {on}", on=t.formats.date(local.date(), "medium"))
        today = self._desk.today()
        on = self._desk.prompts.ask_date(
            title, t("On which day"), t("Next"), day=max(local.date(), today), earliest=today
        )
        if on is None:
            return
        at = self._desk.prompts.ask_value(
            title, t("At what time"), t("Move"), read=read_time, text=t.formats.time(local)
        )
        if at is not None:
            starts = datetime.combine(on, at, tzinfo=self._desk.zone)
            self._do(self._services.visits.move, visit.id, starts_at=starts)

    def cancel(self, visit: Appointment) -> None:
        """Cancel a visit; Undo puts it back."""
        self._do(self._services.visits.cancel, visit.id)

    def edit_travel(self) -> None:
        """Open the form of how the patient comes."""
        from clinicdesk.ui.patients.travel_form import TravelDialog

        lead = self.open_lead() or self.lead()
        if lead is None:
            return
        try:
            travel = self._services.visits.travel(lead.id)
        except ClinicError as error:
            self._desk.commands.tell(error)
            return
        TravelDialog(self._desk, self._page.window(), travel, self._shown().patient.name).open()

    def change_return(self, treatment: TreatmentRow) -> None:
        """Ask when the patient ideally returns: a day of the dentist's, or the rule's again."""
        t = self._desk.t
        if treatment.overridden:
            asked = self._desk.prompts.choose_reason(
                t("Change the ideal return"),
                t("The dentist set this day."),
                [Choice("day", t("Another day")), Choice("rule", t("Follow the rule again"))],
                t("Change"),
            )
            if asked is None:
                return
            if asked.key == "rule":
                self._do(self._services.treatments.override_return, treatment.id, on=None)
                return
        day = treatment.ideal_return_on or self._desk.today()
        on: date | None = self._desk.prompts.ask_date(
            t("Change the ideal return"), t("Ideal return"), t("Set the day"), day=day
        )
        if on is not None:
            self._do(self._services.treatments.override_return, treatment.id, on=on)
