"""Estimates for a later phase: a plan of its own for one trip of another plan, at today's prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from clinicdesk.domain.cadence import add_months
from clinicdesk.domain.clinic import DepositRule
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.errors import Conflict
from clinicdesk.domain.leads import OPEN_STAGES, FactKind
from clinicdesk.domain.money import Money
from clinicdesk.domain.plan_papers import PlanDocument, PlanPaperItem, PlanPaperPhase
from clinicdesk.domain.plans import Plan, PlanItem, PlanOption, PlanTrip
from clinicdesk.domain.text import marked
from clinicdesk.domain.treatments import trips
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.offers import offer_of
from clinicdesk.services.plan_drafts import new_plan
from clinicdesk.storage import leads, plans, treatments
from clinicdesk.storage.work import Work

WINDOW_MONTHS = 2
"""How long the window of return stays open where only its beginning is foreseen (as in the due list)."""

ASSUMPTIONS = ("healing_normal", "xray_current", "new_price_first")


def phase_draft(work: Work, context: Context, source: Plan, trip: int) -> Plan:
    """Return the draft of an estimate for a later trip (2 is the second) of the option that was accepted.

    Prices are today's, except those a person typed; there is no deposit until somebody sets one. Raises
    Conflict where the plan has no such trip.
    """
    stays = source.options[_accepted(work, source)].trips
    if not 1 < trip <= len(stays):
        raise Conflict(
            marked("Plan {number} has no trip {trip} that comes later."), number=source.number, trip=trip
        )
    lead_id = _lead_of(work, source)
    plan = new_plan(work, context, source.patient_id, lead_id, source.language, source.currency)
    prices = {code: p.prices.get(plan.currency) for code, p in offer_of(work, context).procedures.items()}
    today = clinic_date(work.at, settings_of(work, context).clinic.tz)
    return replace(
        plan,
        options=(PlanOption((_at_prices(stays[trip - 1], prices, today),)),),
        title=source.title,
        dentist_id=source.dentist_id,
        second_language=source.second_language,
        included=source.included,
        not_included=source.not_included,
        assumptions=ASSUMPTIONS,
        absent_teeth=source.absent_teeth,
        deposit=DepositRule(
            points=0, minor=0, ladder=source.deposit.ladder, free_moves=source.deposit.free_moves
        ),
        follows_plan_id=source.id,
        follows_trip=trip,
    )


def _accepted(work: Work, source: Plan) -> int:
    """Return the option that the patient accepted, else the one that counts."""
    facts = leads.facts(work, source.lead_id) if source.lead_id is not None else ()
    for fact in reversed(facts):
        option = fact.detail.get("option", 0)
        if fact.kind is FactKind.PLAN_ACCEPTED and fact.detail.get("plan_id") == source.id:
            return option if 0 <= option < len(source.options) else source.chosen
    return source.chosen


def _lead_of(work: Work, source: Plan) -> int | None:
    """Return the patient's newest open inquiry, else that of the plan before."""
    own = [lead for lead in leads.of_patient(work, source.patient_id) if lead.stage in OPEN_STAGES]
    newest = max(own, key=lambda lead: (lead.received_at, lead.id), default=None)
    return newest.id if newest is not None else source.lead_id


def _at_prices(trip: PlanTrip, prices: Mapping[str, int | None], today: date) -> PlanTrip:
    def priced(item: PlanItem) -> PlanItem:
        price = prices.get(item.code)
        return item if item.price_typed or price is None else replace(item, unit_minor=price)

    starts_on = trip.starts_on if trip.starts_on and trip.starts_on > today else None
    return replace(trip, items=tuple(priced(item) for item in trip.items), starts_on=starts_on)


def phase_of(work: Work, plan: Plan) -> PlanPaperPhase | None:
    """Return what the paper of a later phase says of the plan it belongs to; None for other plans."""
    source = _followed(work, plan)
    if source is None:
        return None
    healing = plan.options[plan.chosen].trips[0].healing_months if plan.options[plan.chosen].trips else 0
    window = _window(work, source, plan, healing)
    return PlanPaperPhase(source.number, source.revision, plan.follows_trip, *window, healing)


def _followed(work: Work, plan: Plan) -> Plan | None:
    if plan.follows_plan_id is None or plan.follows_trip < 1:
        return None
    return plans.get(work, plan.follows_plan_id)


def _window(work: Work, source: Plan, plan: Plan, healing: int) -> tuple[date | None, date | None]:
    """Return when to come back: as the dentist set it, else after healing, else as the plan foresees."""
    for noted in reversed(treatments.next_trips_of(work, plan.patient_id)):
        if noted.plan_id == source.id or (noted.lead_id is not None and noted.lead_id == source.lead_id):
            return noted.opens_on, noted.closes_on
    own = [trip for trip in trips(treatments.of_patient(work, plan.patient_id)) if trip.lead_id is not None]
    done = next((trip for trip in own if trip.lead_id == source.lead_id), None)
    if done is not None:
        begins = add_months(done.last_on, max(1, healing))
        return begins, add_months(begins, WINDOW_MONTHS)
    option = source.options[source.chosen].trips
    planned = option[plan.follows_trip - 1].starts_on if plan.follows_trip <= len(option) else None
    return planned, None


def earlier_prices(work: Work, plan: Plan) -> Mapping[object, Money]:
    """Return the unit prices of the trip that an estimate is for, as they were issued before.

    They are known by procedure and teeth, and by procedure alone.
    """
    source = _followed(work, plan)
    paper = plans.document(work, source.id, source.revision) if source else None
    if source is None or paper is None or paper.currency != plan.currency:
        return {}
    found: dict[object, Money] = {}
    for item in _items(paper, plan.follows_trip):
        found.setdefault((item.code, item.teeth), item.unit_price)
        found.setdefault(item.code, item.unit_price)
    return found


def _items(paper: PlanDocument, trip: int) -> list[PlanPaperItem]:
    stays = (stay for option in paper.options for stay in option.trips if stay.number == trip)
    return [item for stay in stays for item in stay.items]
