"""Starts drafts: empty ones, from a template, or from another plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.errors import InvalidInput, NotFound
from clinicdesk.domain.plans import Plan, PlanOption, with_lines
from clinicdesk.domain.text import marked
from clinicdesk.services import words
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.offers import offer_of
from clinicdesk.services.papers import known_patient
from clinicdesk.storage import leads
from clinicdesk.storage.work import Work

VALID_DAYS = 60
"""How long the prices of a new draft are valid; the editor changes it."""

INCLUDED = ("exam_xrays", "anaesthetic", "temporaries", "messages")
NOT_INCLUDED = ("travel", "medicines", "other_teeth")
ASSUMPTIONS = ("xray_current", "gums_healthy", "new_price_first")


def new_plan(
    work: Work, context: Context, patient_id: int, lead_id: int | None, language: str, currency: str
) -> Plan:
    """Return an empty draft without a number, in the patient's language and the inquiry's currency.

    Raises NotFound for a patient who is not there, or an inquiry that is not theirs.
    """
    clinic = settings_of(work, context).clinic
    patient = known_patient(work, patient_id)
    lead = leads.get(work, lead_id) if lead_id is not None else None
    if lead_id is not None and (lead is None or lead.patient_id != patient_id):
        raise NotFound(marked("This inquiry is not one of the patient's."))
    spoken = language or (patient.language if patient.language in words.languages() else clinic.language)
    currency = currency or (lead.value.currency if lead and lead.value else clinic.currency)
    rule = clinic.deposit
    return Plan(
        id=0,
        patient_id=patient_id,
        lead_id=lead_id,
        number="",
        language=spoken,
        currency=currency,
        valid_until=clinic_date(work.at, clinic.tz) + timedelta(days=VALID_DAYS),
        deposit=rule if currency == clinic.currency else rule.as_percentage(),
        included=INCLUDED,
        not_included=NOT_INCLUDED,
        assumptions=ASSUMPTIONS,
    )


def from_template(work: Work, context: Context, plan: Plan, template: str) -> Plan:
    """Return the draft with a template's trips at the clinic's own prices; raises InvalidInput."""
    if template not in words.template_keys():
        raise InvalidInput(marked("There is no such template."), field="template")
    offer = offer_of(work, context)
    trips = words.template_trips(template, offer.procedures, plan.currency)
    title = words.text("templates", template, plan.language, offer.texts)
    summary = plan.summary or words.text("summaries", template, plan.language, offer.texts)
    return replace(plan, options=(PlanOption(trips),), title=title, summary=summary)


def copied(source: Plan, plan: Plan) -> Plan:
    """Return the new draft with the source's lines and texts; prices only where the currency is the same."""
    options = source.options
    if source.currency != plan.currency:
        options = with_lines(options, lambda *line: replace(line[-1], unit_minor=None, kept_prices=()))
    return replace(
        plan,
        options=options,
        chosen=source.chosen,
        title=source.title,
        dentist_id=source.dentist_id,
        summary=source.summary if source.language == plan.language else "",
        included=source.included,
        not_included=source.not_included,
        assumptions=source.assumptions,
        absent_teeth=source.absent_teeth,
    )
