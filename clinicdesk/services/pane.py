"""What somebody must know of a patient to do one line of the due list."""

from __future__ import annotations

from dataclasses import replace

from clinicdesk.domain.consent import Consent, Purpose, last_answer
from clinicdesk.domain.due import PaneView
from clinicdesk.domain.errors import NotFound
from clinicdesk.domain.hours import OpeningHours
from clinicdesk.domain.leads import Lead
from clinicdesk.domain.people import ContactKind
from clinicdesk.domain.text import marked
from clinicdesk.services.due_rows import blocked, due_row
from clinicdesk.storage import consent, due, leads, pane, patients
from clinicdesk.storage.work import Work


def pane_view(work: Work, hours: OpeningHours, followup_id: int) -> PaneView:
    """Return the facts beside one follow-up, whatever its state; raises NotFound.

    The lead is the follow-up's own, else the patient's newest; the plan is the lead's last, else the
    patient's.
    """
    facts = due.one(work, followup_id)
    patient = patients.get(work, facts.followup.patient_id) if facts else None
    if facts is None or patient is None:
        raise NotFound(marked("This line is not on the list any more."))
    answers = consent.answers(work, [patient.id]).get(patient.id, [])
    row, lead = facts.followup, _lead(work, patient.id, facts.followup.lead_id)
    plan = pane.plan(work, patient.id, lead.id if lead else None)
    care, marketing = last_answer(answers, Purpose.CARE), last_answer(answers, Purpose.MARKETING)
    opted_out = patient.id in due.opted_out(work, [patient.id])
    is_blocked = blocked(row, answers, opted_out=opted_out)
    shown = due_row(facts, now=work.at, hours=hours, is_blocked=is_blocked)
    return PaneView(
        row=replace(shown, plan_id=plan.id or None),
        language=patient.language,
        zone=patient.zone,
        phone=patient.contact(ContactKind.PHONE) or patient.contact(ContactKind.WHATSAPP),
        email=patient.contact(ContactKind.EMAIL),
        treatment=lead.treatment if lead else "",
        likely_value=lead.value if lead else None,
        travel_from=lead.travel_from if lead else None,
        travel_to=lead.travel_to if lead else None,
        travel_note=lead.travel_note if lead else "",
        care_given=_given(care),
        care_at=care.at if care else None,
        marketing_given=_given(marketing),
        marketing_at=marketing.at if marketing else None,
        words=lead.request if lead else "",
        words_at=lead.received_at if lead else None,
        questions=lead.questions if lead else (),
        plan_number=plan.number,
        plan_revision=plan.revision,
        plan_total=plan.total,
        plan_valid_until=plan.valid_until,
        dentist=plan.dentist,
        alert=patient.alert,
        contacts=pane.contacts(work, patient.id),
        preferred_channel=patient.preferred_channel,
        detail=row.detail,
    )


def _lead(work: Work, patient_id: int, lead_id: int | None) -> Lead | None:
    found = leads.of_patient(work, patient_id)
    return next((lead for lead in found if lead.id == lead_id), found[0] if found else None)


def _given(answer: Consent | None) -> bool | None:
    return answer.given if answer is not None else None
