"""Does what the buttons of the pane say: opens drafts, records what was sent, snoozes, skips."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtGui import QGuiApplication

from clinicdesk.domain.changes import Done
from clinicdesk.domain.due import PaneView
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.leads import LostReason
from clinicdesk.domain.messages import Channel, Composed
from clinicdesk.ui.asking import ask_lost_reason
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.opener import Opener
from clinicdesk.ui.prompts import Choice
from clinicdesk.ui.times import read_time
from clinicdesk.ui.today.drafts import MailDrafts
from clinicdesk.ui.today.skipping import ask_skip_reason
from clinicdesk.ui.today.verbs import appointment_of
from clinicdesk.ui.today.words import KINDS
from clinicdesk.ui.wording import channel_name

FIRST_HOUR = time(9, 0)
HELD_DAYS = 7


@dataclass(frozen=True)
class Subject:
    """What an act is about: the line with its facts, its message, and the text as it now stands."""

    view: PaneView
    message: Composed | None
    text: str
    operation: UUID


class Acts:
    """One method for each verb; each takes the ``Subject`` that the pane shows."""

    def __init__(self, desk: Desk, opener: Opener, said: Callable[[str], None]) -> None:
        """Act through ``desk`` and ``opener``; ``said`` shows a sentence under the buttons."""
        self._desk = desk
        self._opener = opener
        self._said = said
        self._drafts = MailDrafts(desk)
        self._opened: dict[int, str] = {}

    def run(self, act: str, subject: Subject) -> None:
        """Do the act of a verb. Raises AttributeError for one that does not exist: that is a bug."""
        getattr(self, act)(subject)

    # Messages

    def open_channel(self, subject: Subject) -> None:
        """Open a draft in the patient's own channel; the text is copied where the link cannot carry it."""
        from clinicdesk.messaging.links import link

        message, t = subject.message, self._desk.t
        if message is None:
            return
        try:
            made = link(
                Channel(message.channel),
                message.address,
                subject.text,
                message.language,
                subject=message.subject,
            )
        except ClinicError as error:
            self._desk.commands.tell(error)
            return
        self._opened[subject.view.row.id] = message.channel
        channel = channel_name(t, message.channel)
        if made.copy:
            self._to_clipboard(subject.text)
        if made.url and not made.scan and not self._opener.open_link(made.url):
            self._to_clipboard(subject.text)
            self._said(
                t("No program took the link: the text is copied, open {channel} by hand.", channel=channel)
            )
        elif made.copy and made.url and not made.scan:
            self._said(t("The text is copied: paste it in the chat."))
        elif made.copy:
            self._said(t("The text is copied: open {channel} and paste it.", channel=channel))
        elif message.channel != Channel.PHONE:
            self._said(t("The draft is open in {channel}.", channel=channel))

    def email(self, subject: Subject) -> None:
        """Write an unsent mail with its PDF and open it in the mail program."""
        t = self._desk.t
        try:
            file = self._drafts.write(subject.view, subject.message, subject.text)
        except ClinicError as error:
            self._desk.commands.tell(error)
            return
        self._opened[subject.view.row.id] = Channel.EMAIL.value
        if self._opener.open_file(file):
            self._said(t("The draft is open in the mail program."))
        else:
            self._desk.notices.fail(t("No mail program took the draft. It is at {file}.", file=str(file)))

    def copy(self, subject: Subject) -> None:
        """Copy the text."""
        self._to_clipboard(subject.text)
        self._said(self._desk.t("The text is copied."))

    def sent(self, subject: Subject) -> None:
        """Record that the message went out, by the channel whose draft was opened last."""
        message = subject.message
        if message is None:
            return
        self._do(
            self._desk.services.messages.mark_sent,
            subject.view.row.id,
            channel=self._opened.get(subject.view.row.id, message.channel),
            body=subject.text,
            subject=message.subject,
            language=message.language,
            plan_id=message.plan_id,
            operation=subject.operation,
        )

    def called(self, subject: Subject) -> None:
        """Record a call with what came of it: on a first reply that is the reply."""
        t, row = self._desk.t, subject.view.row
        title = t("Log the call to {name}", name=row.name)
        outcome = self._desk.prompts.ask_text(title, t("What came of it"), t("Log the call"), lines=3)
        if not outcome or not outcome.strip():
            return
        if row.kind.value == "first_reply":
            self._log(subject, "phone", outcome, inbound=False)
            return
        self._do(
            self._desk.services.messages.mark_sent,
            row.id,
            channel="phone",
            body=outcome,
            operation=subject.operation,
        )

    def answered(self, subject: Subject) -> None:
        """Record that the patient wrote or called back."""
        t, row = self._desk.t, subject.view.row
        title = t("Log the answer of {name}", name=row.name)
        text = self._desk.prompts.ask_text(title, t("What they said"), t("Log the answer"), lines=4)
        if text and text.strip():
            channel = subject.message.channel if subject.message else row.channel
            self._log(subject, channel, text, inbound=True)

    def allow(self, subject: Subject) -> None:
        """Record that the patient said yes to messages of this kind, and how."""
        t, row = self._desk.t, subject.view.row
        choice = self._desk.prompts.choose_reason(
            t("Record a yes of {name}", name=row.name),
            t("Ask first. The answer, its day and its source stay on the record."),
            [
                Choice("message", t("They wrote it")),
                Choice("phone", t("They said it on the phone")),
                Choice("in_person", t("They said it at the clinic")),
            ],
            t("Record the yes"),
            note=t("Note, optional"),
        )
        if choice is not None:
            source = f"{choice.key}: {choice.note}" if choice.note else choice.key
            service = self._desk.services.patients.set_consent
            self._do(service, row.patient_id, purpose=row.purpose, given=True, source=source)

    # Lines that are no message

    def done(self, subject: Subject) -> None:
        """Tick a task."""
        service = self._desk.services.followups.done
        self._do(service, subject.view.row.id, operation=subject.operation)

    def arrived(self, subject: Subject) -> None:
        """Record that the patient came."""
        self._do(self._desk.services.visits.arrive, appointment_of(subject.view))

    def no_show(self, subject: Subject) -> None:
        """Record that the patient did not come."""
        self._do(self._desk.services.visits.no_show, appointment_of(subject.view))

    def moved(self, subject: Subject) -> None:
        """Move the appointment to another day and time."""
        t, row = self._desk.t, subject.view.row
        at = self._ask_instant(t("Move the appointment of {name}", name=row.name), t("Move"))
        if at is not None:
            self._do(self._desk.services.visits.move, appointment_of(subject.view), starts_at=at)

    def hold(self, subject: Subject) -> None:
        """Hold a new date for a patient whose deposit is paid: it is a booking at once."""
        t, row = self._desk.t, subject.view.row
        at = self._ask_instant(t("Hold a date for {name}", name=row.name), t("Hold"))
        if at is not None:
            self._do(
                self._desk.services.visits.hold,
                starts_at=at,
                lead_id=row.lead_id,
                plan_id=subject.view.row.plan_id,
                confirmed=True,
                operation=subject.operation,
            )

    def treatment(self, subject: Subject) -> None:
        """Open the sheet that records the treatment."""
        self._sheet("treatment", subject)

    def deposit(self, subject: Subject) -> None:
        """Open the sheet that requests the deposit."""
        self._sheet("deposit", subject)

    def payment(self, subject: Subject) -> None:
        """Open the sheet that records what was paid and makes the receipt."""
        self._sheet("deposit", subject, payment=True)

    def itinerary(self, subject: Subject) -> None:
        """Open the itinerary of the trip that the line is about."""
        if subject.view.row.lead_id is not None and self._desk.navigator.can_open("itinerary"):
            self._desk.navigator.open_sheet("itinerary", lead_id=subject.view.row.lead_id)

    def plan(self, subject: Subject) -> None:
        """Open the patient's plan, starting one where there is none."""
        row = subject.view.row
        own = self._desk.services.plans.for_lead(row.lead_id) if row.lead_id is not None else ()
        plan_id = own[0].id if own else None
        if plan_id is None:
            made: Done[Any] | None = self._do(
                self._desk.services.plans.draft,
                patient_id=row.patient_id,
                lead_id=row.lead_id,
                operation=subject.operation,
            )
            plan_id = getattr(made.value, "id", None) if made is not None else None
        if plan_id is not None and self._desk.navigator.can_open("plan"):
            self._desk.open_plan(plan_id)

    def park(self, subject: Subject) -> None:
        """Leave the lead in peace until a day."""
        t, row = self._desk.t, subject.view.row
        today = self._desk.today()
        until = self._desk.prompts.ask_date(
            t("Park {name}", name=row.name),
            t("Until"),
            t("Park"),
            day=today + timedelta(days=30),
            earliest=today + timedelta(days=1),
        )
        if until is not None:
            service = self._desk.services.leads.park
            self._do(service, row.lead_id, until=until, operation=subject.operation)

    def lose(self, subject: Subject) -> None:
        """Close the lead as lost, because."""
        reason = ask_lost_reason(self._desk, subject.view.row.name)
        if reason is not None:
            self._do(
                self._desk.services.leads.lose,
                subject.view.row.lead_id,
                reason=LostReason(reason.key),
                note=reason.note,
                operation=subject.operation,
            )

    def record(self, subject: Subject) -> None:
        """Open the patient's record."""
        if self._desk.navigator.can_open("patient"):
            self._desk.open_patient(subject.view.row.patient_id)

    # Every line

    def snooze(self, subject: Subject, until: datetime) -> None:
        """Hide the line until an instant."""
        self._do(self._desk.services.followups.snooze, subject.view.row.id, until=until)

    def snooze_to_date(self, subject: Subject) -> None:
        """Hide the line until a day that is asked for."""
        t, today = self._desk.t, self._desk.today()
        day = self._desk.prompts.ask_date(
            t("Snooze {name}", name=subject.view.row.name),
            t("Until"),
            t("Snooze"),
            day=today + timedelta(days=14),
            earliest=today + timedelta(days=1),
        )
        if day is not None:
            self.snooze(subject, self.morning(day))

    def morning(self, day: date) -> datetime:
        """Return the first instant of a day on the clinic's clock."""
        return datetime.combine(day, time(), tzinfo=self._desk.zone)

    def wait_for(self, subject: Subject, whom: str) -> None:
        """Mark that somebody else must act first."""
        self._do(self._desk.services.followups.wait_for, subject.view.row.id, whom=whom)

    def skip(self, subject: Subject) -> None:
        """Set the line aside for this time, because."""
        row = subject.view.row
        what = self._desk.t(KINDS[row.kind])
        asked = ask_skip_reason(self._desk, row, what)
        if asked is not None:
            self._do(
                self._desk.services.followups.skip,
                row.id,
                reason=asked.words,
                lost=asked.lost is not None,
                lost_reason=asked.lost,
            )

    # Steps

    def _log(self, subject: Subject, channel: str, text: str, *, inbound: bool) -> None:
        row = subject.view.row
        self._do(
            self._desk.services.patients.log_contact,
            row.patient_id,
            channel=channel,
            outcome="" if inbound else text,
            text=text if inbound else "",
            lead_id=row.lead_id,
            inbound=inbound,
            operation=uuid4() if inbound else subject.operation,
        )

    def _sheet(self, kind: str, subject: Subject, **facts: Any) -> None:
        row = subject.view.row
        if self._desk.navigator.can_open(kind):
            self._desk.navigator.open_sheet(kind, lead_id=row.lead_id, plan_id=row.plan_id, **facts)

    def _ask_instant(self, title: str, verb: str) -> datetime | None:
        t, today = self._desk.t, self._desk.today()
        next_week = today + timedelta(days=HELD_DAYS)
        day = self._desk.prompts.ask_date(title, t("Day"), t("Next: the time"), day=next_week, earliest=today)
        if day is None:
            return None
        usual = t.formats.time(FIRST_HOUR)
        at = self._desk.prompts.ask_value(title, t("Time"), verb, read=read_time, text=usual)
        return datetime.combine(day, at, tzinfo=self._desk.zone) if at is not None else None

    def _to_clipboard(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def _do(self, function: Callable[..., Done[Any]], *args: Any, **facts: Any) -> Done[Any] | None:
        return self._desk.commands.do(function, *args, **facts)
