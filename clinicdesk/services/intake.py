"""Takes inquiries in: a known patient's or a new one's, checked, with the first clock running."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any, TypedDict, Unpack
from uuid import UUID

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.consent import Consent, Purpose
from clinicdesk.domain.errors import Conflict, InvalidInput
from clinicdesk.domain.leads import Lead, Origin
from clinicdesk.domain.money import Money
from clinicdesk.domain.people import Patient
from clinicdesk.domain.text import marked, within_line, within_paragraph
from clinicdesk.services.context import Context
from clinicdesk.services.lead_facts import found_lead
from clinicdesk.services.people import (
    PatientFields,
    add_patient,
    checked_patient,
    clinic_today,
    filled,
    found_patient,
    past,
)
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.services.reconcile import reconcile
from clinicdesk.storage import consent as consents
from clinicdesk.storage import leads as repository
from clinicdesk.storage import patients as patient_repository
from clinicdesk.storage import staff
from clinicdesk.storage.work import Work

MOST_QUESTIONS = 50
WROTE_FIRST = "inquiry"
"""The source of the yes to care messages that somebody gives by writing to the clinic."""
CHANGED = Changes.LEADS | Changes.FOLLOWUPS | Changes.PATIENTS


class LeadDetails(TypedDict, total=False):
    """What an inquiry says beside who asks and how it came in."""

    origin: Origin
    request: str
    treatment: str
    reference: str
    questions: Iterable[str]
    received_at: datetime
    travel_from: date | None
    travel_to: date | None
    travel_note: str


class LeadFields(LeadDetails, total=False):
    """What can be changed of a lead; its owner, its value and its facts have their own steps."""

    channel: str


class InquiryFields(LeadDetails, PatientFields, total=False):
    """What a new inquiry says, and of whom."""


class Intake:
    """New inquiries; part of ``Leads``."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def receive(
        self,
        *,
        channel: str,
        patient_id: int | None = None,
        lead_owner_id: int | None = None,
        value: Money | None = None,
        operation: UUID | None = None,
        **fields: Unpack[InquiryFields],
    ) -> Done[Lead]:
        """Take an inquiry in, of a known patient (``patient_id``) or of a new one (the patient's fields).

        A known patient's record gains the addresses and facts it lacks, nothing in it is overwritten.
        ``owner_id`` owns both, ``lead_owner_id`` the lead where it is somebody else's. The first clock
        runs from ``received_at``. Whoever writes first agrees to care messages unless they ever said no.
        Raises InvalidInput with the field that cannot be used; the undo takes the inquiry out again.
        """
        details, about = _apart(fields)
        with self.context.writing() as work:
            earlier = work.once(operation, "lead.receive")
            if earlier is not None:
                return self._received(work, earlier["lead_id"], earlier["made"])
            made = patient_id is None
            person, before = self._person(work, patient_id, about)
            owner = lead_owner_id or about.get("owner_id") or person.owner_id
            received_at = past(work, details.pop("received_at", None), "received_at")
            empty = Lead(0, person.id, channel, Origin.NEW, received_at, owner_id=owner, value=value)
            active_member(work, owner)
            lead = checked_lead(with_details(empty, details))
            lead_id = repository.add(work, lead)
            _agree_to_care(work, person.id, received_at)
            reconcile(work, self.context, person.id)
            work.audit("lead.receive", "lead", lead_id, {"origin": lead.origin.value})
            work.remember(operation, {"lead_id": lead_id, "made": made})
            return self._received(work, lead_id, made, before)

    def _person(
        self, work: Work, patient_id: int | None, fields: PatientFields
    ) -> tuple[Patient, Patient | None]:
        """Return who asks, and the record as it was where the inquiry added facts to it."""
        if patient_id is None:
            return add_patient(work, self.context, fields), None
        before = found_patient(work, patient_id)
        after = checked_patient(filled(before, fields), clinic_today(work, self.context))
        if after == before:
            return before, None
        patient_repository.write(work, after)
        work.audit("patient.edit", "patient", patient_id, {"by": "inquiry"})
        return after, before

    def _received(self, work: Work, lead_id: int, made: bool, before: Patient | None = None) -> Done[Lead]:
        lead = found_lead(work, lead_id)
        return Done(
            lead,
            CHANGED,
            marked("The inquiry of {name} is on the board."),
            {"name": found_patient(work, lead.patient_id).name},
            partial(self.withdraw, lead_id, with_patient=made, before=before),
        )

    @permitted(EVERYBODY)
    def withdraw(
        self, lead_id: int, *, with_patient: bool = False, before: Patient | None = None
    ) -> Done[int]:
        """Take out an inquiry that was entered by mistake, and the record made with it.

        ``before`` is the patient's record as it was before the inquiry added facts to it.
        Raises Conflict where it has a history: then it is lost, not gone.
        """
        with self.context.writing() as work:
            lead = found_lead(work, lead_id)
            if repository.has_history(work, lead_id):
                raise Conflict(marked("This inquiry has a history now. Mark it as lost instead."))
            repository.remove(work, lead_id)
            if with_patient and not patient_repository.has_history(work, lead.patient_id):
                patient_repository.remove(work, lead.patient_id)
            else:
                if before is not None:
                    patient_repository.write(work, before)
                reconcile(work, self.context, lead.patient_id)
            work.audit("lead.withdraw", "lead", lead_id)
        return Done(lead_id, CHANGED, marked("The inquiry was taken out."))


def _apart(fields: InquiryFields) -> tuple[dict[str, Any], PatientFields]:
    """Return what is said of the inquiry, and what of the patient."""
    details = {name: value for name, value in fields.items() if name in LeadDetails.__annotations__}
    about: Any = {name: value for name, value in fields.items() if name not in details}
    return details, about


def with_details(lead: Lead, fields: LeadFields | dict[str, Any]) -> Lead:
    """Return ``lead`` with the given fields, lists as tuples."""
    values: dict[str, Any] = dict(fields)
    if "questions" in values:
        values["questions"] = tuple(values["questions"])
    if "origin" in values:
        values["origin"] = Origin(values["origin"])
    return replace(lead, **values)


def checked_lead(lead: Lead) -> Lead:
    """Return ``lead`` with clean texts; raises InvalidInput with the field that cannot be used."""
    channel = within_line(lead.channel, "channel", 60)
    if not channel:
        raise InvalidInput(marked("Say how the inquiry came in."), field="channel")
    if lead.value is not None and lead.value.minor < 0:
        raise InvalidInput(marked("A value is not below zero."), field="value")
    if lead.travel_from and lead.travel_to and lead.travel_to < lead.travel_from:
        raise InvalidInput(marked("The last day of the trip is before the first."), field="travel_to")
    questions = tuple(q for q in (within_line(q, "questions", 500) for q in lead.questions) if q)
    if len(questions) > MOST_QUESTIONS:
        raise InvalidInput(marked("{most} questions are the most."), field="questions", most=MOST_QUESTIONS)
    return replace(
        lead,
        channel=channel,
        request=within_paragraph(lead.request, "request"),
        treatment=within_line(lead.treatment, "treatment"),
        reference=within_line(lead.reference, "reference"),
        travel_note=within_line(lead.travel_note, "travel_note"),
        questions=questions,
    )


def active_member(work: Work, staff_id: int | None) -> int | None:
    """Return ``staff_id``; raises InvalidInput where that person no longer works here."""
    if staff_id is None:
        return None
    member = staff.get(work, staff_id)
    if member is None or not member.active:
        raise InvalidInput(marked("Choose somebody who works here."), field="owner_id")
    return staff_id


def _agree_to_care(work: Work, patient_id: int, at: datetime) -> None:
    answers = consents.answers(work, [patient_id]).get(patient_id, [])
    if not any(answer.purpose is Purpose.CARE for answer in answers):
        consents.add(work, patient_id, Consent(Purpose.CARE, True, at, source=WROTE_FIRST))
