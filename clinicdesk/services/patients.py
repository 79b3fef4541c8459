"""Patients: their records, consent, notes and logged contacts, the list of them, and who may be who twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Unpack
from uuid import UUID

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.consent import Consent, Permission, Purpose
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.people import (
    Contact,
    DuplicateRow,
    Patient,
    PatientQuery,
    PatientRow,
    folded_contact,
)
from clinicdesk.domain.record import RecordView
from clinicdesk.domain.text import marked, within_line, within_paragraph
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.conversations import Conversations
from clinicdesk.services.duplicates import compare
from clinicdesk.services.intake import active_member
from clinicdesk.services.people import (
    PatientFields,
    add_patient,
    checked_contacts,
    checked_patient,
    clinic_today,
    found_patient,
    with_fields,
)
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.services.reconcile import reconcile
from clinicdesk.storage import consent as consents
from clinicdesk.storage import patient_list, records
from clinicdesk.storage import patients as repository


class Patients(Conversations):
    """Everybody the clinic has a record of."""

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
    def assign(self, owners: Mapping[int, int | None]) -> Done[int]:
        """Give each patient (by id) to a coordinator, or to nobody, at once; the undo gives all back."""
        with self.context.writing() as work:
            for owner_id in set(owners.values()):
                active_member(work, owner_id)
            before: dict[int, int | None] = {}
            for patient_id, owner_id in owners.items():
                patient = found_patient(work, patient_id)
                if patient.owner_id != owner_id:
                    before[patient_id] = patient.owner_id
                    repository.write(work, replace(patient, owner_id=owner_id))
                    reconcile(work, self.context, patient_id)
                    work.audit("patient.assign", "patient", patient_id, {"staff": owner_id})
        return Done(
            len(before),
            Changes.PATIENTS | Changes.FOLLOWUPS,
            marked("Patients with a new owner: {count}."),
            {"count": len(before)},
            partial(self.assign, before),
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


def addresses(patient: Patient) -> tuple[str, ...]:
    """Return the patient's addresses as they are compared, each once."""
    return tuple(dict.fromkeys(folded_contact(contact) for contact in patient.contacts))


def _readable(contacts: Iterable[Contact], country: str) -> tuple[Contact, ...]:
    found: list[Contact] = []
    for contact in contacts:
        try:
            found.extend(checked_contacts([contact], country))
        except InvalidInput:
            continue
    return tuple(found)
