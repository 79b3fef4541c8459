"""E-mail drafts that carry a paper: in the paper’s language, recorded as prepared and never as sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.errors import ClinicError, Conflict, NotFound
from clinicdesk.domain.messages import Channel, MailFile, PaperMail
from clinicdesk.domain.people import Patient, StaffMember, address_of
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.messaging.email import Attachment, Mailbox, draft
from clinicdesk.services import phones
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.conversations import Conversations
from clinicdesk.services.lead_facts import found_lead
from clinicdesk.services.messages import Messages, must_be_allowed, permission
from clinicdesk.services.people import found_patient
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.storage import messages, staff
from clinicdesk.storage.work import Work

PREPARED = "mail_draft"
"""The kind of the timeline's line that says a draft was made."""


@dataclass(frozen=True)
class Words:
    """Subject and text of a mail."""

    subject: str
    body: str


class MailDrafts:
    """Drafts for the staff's own mail program; whether one was sent is for a person to record."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def prepare(self, mail: PaperMail, files: Sequence[MailFile]) -> Done[bytes]:
        """Return the content of an .eml file with ``files`` in it, and put it on the timeline as prepared.

        Raises NotFound without a mail address, and Conflict where the clinic has none or the patient does
        not want to be written to.
        """
        words = self._message(mail)
        with self.context.writing() as work:
            patient = found_patient(work, mail.patient_id)
            lead = found_lead(work, mail.lead_id) if mail.lead_id is not None else None
            email = Channel.EMAIL.value
            must_be_allowed(permission(work, patient, lead, Purpose.CARE, email), patient)
            address = address_of(patient, email)
            if not address:
                raise NotFound(marked("No mail address is on the record yet."))
            clinic = settings_of(work, self.context).clinic
            if not clinic.email:
                raise Conflict(marked("The clinic has no mail address yet. Add it in the settings."))
            words = words or self._covering(work, mail, patient)
            content = draft(
                Mailbox(clinic.email, clinic.name),
                Mailbox(address, patient.name),
                words.subject,
                words.body,
                [Attachment(file.name, file.content) for file in files],
            )
            line = messages.add(
                work,
                patient.id,
                direction=messages.NOTE,
                kind=PREPARED,
                lead_id=mail.lead_id,
                channel=email,
                language=mail.language,
                subject=words.subject,
                body=", ".join(file.name for file in files),
            )
            work.audit("message.prepared", "message", line, {"number": mail.number})
        return Done(
            content,
            Changes.PATIENTS | Changes.MESSAGES,
            marked("An e-mail draft for {name} is prepared; it is not sent."),
            {"name": patient.name},
            partial(Conversations(self.context).take_back_message, line),
        )

    def _message(self, mail: PaperMail) -> Words | None:
        """Return the message about the paper; None where there is none, or it is about another paper."""
        if not mail.kind:
            return None
        try:
            made = Messages(self.context).compose(
                lead_id=mail.lead_id,
                patient_id=mail.patient_id,
                kind=mail.kind,
                language=mail.language,
                channel=Channel.EMAIL.value,
            )
        except ClinicError as error:
            if error.field == "language":
                return None
            raise
        # A message speaks of the newest receipt or plan; one that does not name this paper is about another.
        return Words(made.subject, made.body) if mail.number in made.subject + made.body else None

    def _covering(self, work: Work, mail: PaperMail, patient: Patient) -> Words:
        """Return a short text of names, numbers and the paper's own title: nothing in another language."""
        clinic = settings_of(work, self.context).clinic
        t = Translator("documents", mail.language)
        title = t(mail.title) if mail.title and t.has(mail.title) else ""
        sender = self._sender(work, mail, patient)
        phone = phones.pretty(sender.phone) if sender and sender.phone else clinic.phone
        lines = [
            patient.native_name or patient.name,
            "",
            " ".join(part for part in (title, mail.number) if part),
            "",
            *(part for part in (sender.name if sender else "", clinic.name, phone) if part),
        ]
        return Words(f"{clinic.name}, {mail.number}", "\n".join(lines))

    def _sender(self, work: Work, mail: PaperMail, patient: Patient) -> StaffMember | None:
        lead = found_lead(work, mail.lead_id) if mail.lead_id is not None else None
        owner = (lead.owner_id if lead else None) or patient.owner_id
        found = staff.get(work, owner) if owner is not None else None
        return found or self.context.actor
