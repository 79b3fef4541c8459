"""What was said with a patient: notes, calls and messages on the timeline, and taking them back."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.errors import InvalidInput, NotFound
from clinicdesk.domain.leads import FactKind, Lead
from clinicdesk.domain.text import marked, within_line, within_paragraph
from clinicdesk.services.context import Context
from clinicdesk.services.lead_facts import set_message_counts
from clinicdesk.services.people import found_patient, past
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.services.reconcile import reconcile
from clinicdesk.storage import leads, messages
from clinicdesk.storage.work import Work


class Conversations:
    """The timeline's own lines; part of ``Patients``."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def add_note(
        self, patient_id: int, *, text: str, lead_id: int | None = None, operation: UUID | None = None
    ) -> Done[int]:
        """Put a note on the patient's timeline and return its id; it stops no clock."""
        body = within_paragraph(text, "text")
        if not body:
            raise InvalidInput(marked("Write the note first."), field="text")
        with self.context.writing() as work:
            earlier = work.once(operation, "patient.note")
            if earlier is not None:
                return self._noted(earlier["message_id"])
            found_patient(work, patient_id)
            _own_lead(work, patient_id, lead_id)
            note_id = messages.add(
                work, patient_id, direction=messages.NOTE, kind="note", lead_id=lead_id, body=body
            )
            work.audit("patient.note", "message", note_id)
            work.remember(operation, {"message_id": note_id})
        return self._noted(note_id)

    def _noted(self, note_id: int) -> Done[int]:
        return Done(
            note_id,
            Changes.PATIENTS | Changes.MESSAGES,
            marked("The note is on the timeline."),
            undo=partial(self.take_back_message, note_id),
        )

    @permitted(EVERYBODY)
    def log_contact(
        self,
        patient_id: int,
        *,
        channel: str,
        outcome: str = "",
        text: str = "",
        lead_id: int | None = None,
        inbound: bool = False,
        at: datetime | None = None,
        operation: UUID | None = None,
    ) -> Done[int]:
        """Put a call or a message on the timeline and return its id.

        On a lead, an inbound one is the patient's answer, and an outbound one with an outcome is a reply
        (examples.md): both are facts, recorded at the time they happened.
        """
        body = within_paragraph("\n".join(part for part in (outcome.strip(), text) if part), "text")
        with self.context.writing() as work:
            earlier = work.once(operation, "patient.contact")
            if earlier is not None:
                return self._logged(earlier["message_id"])
            found_patient(work, patient_id)
            lead = _own_lead(work, patient_id, lead_id)
            when = past(work, at)
            if lead is not None and when < lead.received_at:
                raise InvalidInput(marked("This time is before the inquiry came in."), field="at")
            message_id = messages.add(
                work,
                patient_id,
                direction=messages.IN if inbound else messages.OUT,
                kind="call" if channel == "phone" else "message",
                at=when,
                lead_id=lead_id,
                channel=within_line(channel, "channel", 20),
                body=body,
            )
            if lead_id is not None and (inbound or outcome.strip()):
                kind = FactKind.ANSWERED if inbound else FactKind.REPLIED
                detail = {"message_id": message_id, "channel": channel}
                leads.add_fact(work, lead_id, kind, at=when, detail=detail)
            reconcile(work, self.context, patient_id)
            work.audit("patient.contact", "message", message_id, {"channel": channel, "inbound": inbound})
            work.remember(operation, {"message_id": message_id})
        return self._logged(message_id)

    def _logged(self, message_id: int) -> Done[int]:
        return Done(
            message_id,
            Changes.PATIENTS | Changes.LEADS | Changes.MESSAGES | Changes.FOLLOWUPS,
            marked("The contact is on the timeline."),
            undo=partial(self.take_back_message, message_id),
        )

    @permitted(EVERYBODY)
    def take_back_message(self, message_id: int) -> Done[int]:
        """Take back a note or a logged contact with the facts it stands for; the undo restores them."""
        return self._count_message(message_id, counts=False)

    @permitted(EVERYBODY)
    def restore_message(self, message_id: int) -> Done[int]:
        """Let a note or a logged contact that was taken back count again."""
        return self._count_message(message_id, counts=True)

    def _count_message(self, message_id: int, *, counts: bool) -> Done[int]:
        with self.context.writing() as work:
            patient_id = messages.patient_of(work, message_id)
            if patient_id is None:
                raise NotFound(marked("This line is not on a timeline."))
            set_message_counts(work, message_id, counts=counts)
            reconcile(work, self.context, patient_id)
            work.audit("message.restore" if counts else "message.retract", "message", message_id)
        return Done(
            message_id,
            Changes.PATIENTS | Changes.LEADS | Changes.MESSAGES | Changes.FOLLOWUPS,
            marked("The line is back on the timeline.") if counts else marked("The line was taken back."),
            undo=partial(self.take_back_message if counts else self.restore_message, message_id),
        )


def _own_lead(work: Work, patient_id: int, lead_id: int | None) -> Lead | None:
    if lead_id is None:
        return None
    lead = leads.get(work, lead_id)
    if lead is None or lead.patient_id != patient_id:
        raise NotFound(marked("This inquiry is not on this patient's record."))
    return lead
