"""Patients: their records, consent, notes and logged contacts, the list of them, and who may be who twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Unpack
from uuid import UUID

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.consent import Consent, Permission, Purpose
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.leads import FactKind
from clinicdesk.domain.people import Contact, DuplicateRow, Patient, PatientQuery, PatientRow
from clinicdesk.domain.record import RecordView
from clinicdesk.domain.text import marked, within_line, within_paragraph
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.duplicates import compare
from clinicdesk.services.people import PatientFields, checked_contacts, checked_patient, with_fields
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.services.reconcile import reconcile
from clinicdesk.storage import consent as consents
from clinicdesk.storage import leads, messages, patient_list, records
from clinicdesk.storage import patients as repository
from clinicdesk.storage.work import Work


class Patients:
    """Everybody the clinic has a record of."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def add(self, *, operation: UUID | None = None, **fields: Unpack[PatientFields]) -> Done[Patient]:
        """Make a record of a person; the undo removes it while nothing hangs on it.

        Raises InvalidInput with the field that cannot be used.
        """
        with self.context.writing() as work:
            earlier = work.once(operation, "patient.add")
            if earlier is not None:
                return self._added(found_patient(work, earlier["patient_id"]))
            patient = add_patient(work, self.context, fields)
            reconcile(work, self.context, patient.id)
            work.remember(operation, {"patient_id": patient.id})
        return self._added(patient)

    def _added(self, patient: Patient) -> Done[Patient]:
        return Done(
            patient,
            Changes.PATIENTS,
            marked("{name} has a record now."),
            {"name": patient.name},
            partial(self.remove, patient.id),
        )

    @permitted(EVERYBODY)
    def remove(self, patient_id: int) -> Done[int]:
        """Remove a record that was made by mistake; raises Conflict where anything hangs on it."""
        with self.context.writing() as work:
            patient = found_patient(work, patient_id)
            if repository.has_history(work, patient_id):
                raise Conflict(
                    marked("{name} has a history now, and it stays on the record."), name=patient.name
                )
            repository.remove(work, patient_id)
            work.audit("patient.remove", "patient", patient_id)
        return Done(
            patient_id, Changes.PATIENTS, marked("The record of {name} was removed."), {"name": patient.name}
        )

    @permitted(EVERYBODY)
    def edit(self, patient_id: int, **fields: Unpack[PatientFields]) -> Done[Patient]:
        """Change the given fields of a record; the undo puts the earlier ones back.

        Raises NotFound, or InvalidInput with the field that cannot be used.
        """
        with self.context.writing() as work:
            before = found_patient(work, patient_id)
            patient = checked_patient(with_fields(before, fields), clinic_today(work, self.context))
            repository.write(work, patient)
            reconcile(work, self.context, patient_id)
            work.audit("patient.edit", "patient", patient_id, {"fields": sorted(fields)})
        earlier: PatientFields = {name: getattr(before, name) for name in fields}  # type: ignore[assignment]
        return Done(
            patient,
            Changes.PATIENTS | Changes.FOLLOWUPS,
            marked("The record of {name} was changed."),
            {"name": patient.name},
            partial(self.edit, patient_id, **earlier),
        )

    @permitted(EVERYBODY)
    def get(self, patient_id: int) -> Patient:
        """Return one patient with all addresses; raises NotFound."""
        with self.context.reading() as work:
            return found_patient(work, patient_id)

    @permitted(EVERYBODY)
    def record(self, patient_id: int) -> RecordView:
        """Return everything the record page shows; raises NotFound."""
        with self.context.reading() as work:
            settings = settings_of(work, self.context)
            view = records.read(work, patient_id, settings.clinic)
            if view is None:
                raise NotFound(marked("This record is not in the clinic's file."))
            return view

    @permitted(EVERYBODY)
    def page(self, query: PatientQuery, *, offset: int = 0, limit: int = 200) -> tuple[PatientRow, ...]:
        """Return the rows ``offset`` to ``offset + limit`` of the list that ``query`` describes."""
        with self.context.reading() as work:
            clinic = settings_of(work, self.context).clinic
            ids = patient_list.ids(work, query, self.context.by, clinic)[offset : offset + limit]
            return patient_list.rows(work, ids, clinic)

    @permitted(EVERYBODY)
    def ids(self, query: PatientQuery) -> tuple[int, ...]:
        """Return the ids of everybody ``query`` finds, in its order; fetch the rows by need."""
        with self.context.reading() as work:
            clinic = settings_of(work, self.context).clinic
            return patient_list.ids(work, query, self.context.by, clinic)

    @permitted(EVERYBODY)
    def rows(self, ids: Iterable[int]) -> tuple[PatientRow, ...]:
        """Return the rows of ``ids`` (at most a few hundred) in their order."""
        with self.context.reading() as work:
            return patient_list.rows(work, tuple(ids), settings_of(work, self.context).clinic)

    @permitted(EVERYBODY)
    def count(self, query: PatientQuery) -> int:
        """Return how many patients ``query`` finds."""
        with self.context.reading() as work:
            clinic = settings_of(work, self.context).clinic
            return patient_list.count(work, query, self.context.by, clinic)

    @permitted(EVERYBODY)
    def markets(self) -> tuple[str, ...]:
        """Return the countries (ISO 3166) that patients live in."""
        with self.context.reading() as work:
            return repository.markets(work)

    @permitted(EVERYBODY)
    def duplicates(
        self,
        name: str,
        contacts: Iterable[Contact] = (),
        birth_on: date | None = None,
        country: str = "",
        *,
        exclude: int | None = None,
    ) -> tuple[DuplicateRow, ...]:
        """Return the records that may be this person, the likeliest first, with the facts that agree.

        Addresses that cannot be read are not compared. ``exclude`` leaves one record out.
        """
        known = _readable(contacts, country)
        with self.context.reading() as work:
            asked = Patient(0, name, birth_on=birth_on, country=country, contacts=known)
            return compare(work, asked, exclude)

    @permitted(EVERYBODY)
    def may_contact(self, patient_id: int, *, channel: str, purpose: Purpose) -> Permission:
        """Return whether a message of ``purpose`` may go to the patient by ``channel``, and why not."""
        with self.context.reading() as work:
            return consents.permission(work, found_patient(work, patient_id), purpose, channel)

    @permitted(EVERYBODY)
    def set_consent(
        self,
        patient_id: int,
        *,
        purpose: Purpose,
        channel: str = "",
        given: bool,
        source: str = "",
        wording: str = "",
    ) -> Done[Consent]:
        """Record what the patient answered, now; the undo takes the answer back."""
        with self.context.writing() as work:
            patient = found_patient(work, patient_id)
            answer = Consent(
                Purpose(purpose),
                given,
                work.at,
                within_line(channel, "channel", 20),
                within_line(source, "source"),
                within_paragraph(wording, "wording", 2000),
            )
            consent_id = consents.add(work, patient_id, answer)
            reconcile(work, self.context, patient_id)
            work.audit(
                "consent.set", "patient", patient_id, {"purpose": answer.purpose.value, "given": given}
            )
        return Done(
            answer,
            Changes.PATIENTS | Changes.FOLLOWUPS,
            marked("The answer of {name} is on the record."),
            {"name": patient.name},
            partial(self.take_back_consent, patient_id, consent_id),
        )

    @permitted(EVERYBODY)
    def take_back_consent(self, patient_id: int, consent_id: int) -> Done[int]:
        """Take back an answer that was recorded by mistake; the earlier one counts again."""
        with self.context.writing() as work:
            consents.remove(work, consent_id)
            reconcile(work, self.context, patient_id)
            work.audit("consent.take_back", "patient", patient_id, {"consent": consent_id})
        return Done(
            patient_id,
            Changes.PATIENTS | Changes.FOLLOWUPS,
            marked("The answer was taken back."),
        )

    @permitted(EVERYBODY)
    def opt_out(self, patient_id: int, *, source: str) -> Done[int]:
        """Put every address of the patient on the do-not-contact list; whoever shares one is bound too.

        The undo takes off exactly what this put on.
        """
        source = within_line(source, "source")
        with self.context.writing() as work:
            patient = found_patient(work, patient_id)
            put = tuple(a for a in addresses(patient) if consents.suppress(work, a, source))
            reconcile(work, self.context, patient_id)
            work.audit("consent.opt_out", "patient", patient_id, {"addresses": len(put)})
        return Done(
            patient_id,
            Changes.PATIENTS | Changes.FOLLOWUPS,
            marked("{name} will not be written to again."),
            {"name": patient.name},
            partial(self._take_off, patient_id, put),
        )

    def _take_off(self, patient_id: int, put: tuple[str, ...]) -> Done[int]:
        with self.context.writing() as work:
            for address in put:
                consents.lift(work, address)
            reconcile(work, self.context, patient_id)
            work.audit("consent.opt_out_undone", "patient", patient_id, {"addresses": len(put)})
        return Done(patient_id, Changes.PATIENTS | Changes.FOLLOWUPS, marked("The opt-out was taken back."))

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
            _own_lead(work, patient_id, lead_id)
            when = past(work, at)
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


def add_patient(work: Work, context: Context, fields: PatientFields) -> Patient:
    """Store a new patient inside ``work``, checked; raises InvalidInput with the field."""
    patient = checked_patient(with_fields(Patient(0, ""), fields), clinic_today(work, context))
    patient = replace(patient, created_at=work.at)
    patient = replace(patient, id=repository.add(work, patient))
    work.audit("patient.add", "patient", patient.id)
    return patient


def found_patient(work: Work, patient_id: int) -> Patient:
    """Return one patient; raises NotFound."""
    patient = repository.get(work, patient_id)
    if patient is None:
        raise NotFound(marked("This record is not in the clinic's file."))
    return patient


def past(work: Work, at: datetime | None, field: str = "at") -> datetime:
    """Return ``at``, or the present where it is None; raises InvalidInput for what is still to come."""
    if at is not None and at > work.at:
        raise InvalidInput(marked("This time is still to come."), field=field)
    return at or work.at


def addresses(patient: Patient) -> tuple[str, ...]:
    """Return the patient's addresses as they are compared, each once."""
    from clinicdesk.domain.people import folded_contact

    return tuple(dict.fromkeys(folded_contact(contact) for contact in patient.contacts))


def set_message_counts(work: Work, message_id: int, *, counts: bool) -> None:
    """Let a message and the facts it stands for count, or not."""
    change = messages.restore if counts else messages.retract
    change(work, message_id)
    for fact_id in leads.facts_of_message(work, message_id):
        (leads.restore_fact if counts else leads.retract_fact)(work, fact_id)


def _own_lead(work: Work, patient_id: int, lead_id: int | None) -> None:
    if lead_id is None:
        return
    lead = leads.get(work, lead_id)
    if lead is None or lead.patient_id != patient_id:
        raise NotFound(marked("This inquiry is not on this patient's record."))


def clinic_today(work: Work, context: Context) -> date:
    """Return the clinic's calendar date of this transaction."""
    return clinic_date(work.at, settings_of(work, context).clinic.tz)


def _readable(contacts: Iterable[Contact], country: str) -> tuple[Contact, ...]:
    found: list[Contact] = []
    for contact in contacts:
        try:
            found.extend(checked_contacts([contact], country))
        except InvalidInput:
            continue
    return tuple(found)
