"""Gathers what a message can say of one patient's case, and words it in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.deposits import DepositRequest
from clinicdesk.domain.followups import Followup
from clinicdesk.domain.hours import OpeningHours, plan_due
from clinicdesk.domain.leads import Fact, FactKind, Lead, Stage
from clinicdesk.domain.money import Money
from clinicdesk.domain.pay_codes import pay_link
from clinicdesk.domain.people import StaffMember
from clinicdesk.domain.plans import Plan
from clinicdesk.domain.record import PaymentRow, PlanRow, RecordView
from clinicdesk.domain.visits import Appointment, AppointmentState
from clinicdesk.i18n.catalog import Translator
from clinicdesk.messaging import phrases
from clinicdesk.services import phones
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.offers import Offer, offer_of
from clinicdesk.storage import leads, payments, plans, records, staff
from clinicdesk.storage.work import Work

_AHEAD = frozenset({AppointmentState.HELD, AppointmentState.CONFIRMED})


@dataclass(frozen=True)
class Gathered:
    """The facts behind one message, in no language yet."""

    view: RecordView
    lead: Lead | None
    facts: tuple[Fact, ...]
    followup: Followup | None
    clinic: Clinic
    hours: OpeningHours
    today: date
    offer: Offer
    coordinator: StaffMember | None
    team: Mapping[int, StaffMember]
    plan: PlanRow | None
    draft: Plan | None
    deposit: Money | None
    request: DepositRequest | None
    visits: tuple[Appointment, ...]
    plan_due_on: date

    @property
    def detail(self) -> Mapping[str, Any]:
        """Return the follow-up's own facts."""
        return self.followup.detail if self.followup else {}


def gather(
    work: Work, context: Context, patient_id: int, lead_id: int | None, followup: Followup | None
) -> Gathered | None:
    """Return what is known of the patient's case; None where there is no such patient."""
    settings = settings_of(work, context)
    view = records.read(work, patient_id, settings.clinic)
    if view is None:
        return None
    team = {member.id: member for member in staff.all_members(work)}
    lead = _lead(view, lead_id)
    facts = leads.facts(work, lead.id) if lead else ()
    plan = _plan(view, lead, facts, followup)
    request = payments.open_request(work, lead.id) if lead else None
    now = work.at
    owner = (lead.owner_id if lead else None) or view.patient.owner_id
    ahead = (v for v in view.appointments if v.state in _AHEAD and v.starts_at >= now)
    return Gathered(
        view=view,
        lead=lead,
        facts=facts,
        followup=followup,
        clinic=settings.clinic,
        hours=settings.hours,
        today=clinic_date(now, settings.clinic.tz),
        offer=offer_of(work, context),
        coordinator=team.get(owner or 0) or context.actor,
        team=team,
        plan=plan,
        draft=plans.get(work, plan.id) if plan else None,
        deposit=request.amount if request else _deposit(work, plan),
        request=request,
        visits=tuple(ahead),
        plan_due_on=clinic_date(
            plan_due(now, settings.hours, settings.clinic.promises.plan_hours), settings.clinic.tz
        ),
    )


def _lead(view: RecordView, lead_id: int | None) -> Lead | None:
    """Return the lead asked for, else the newest that is not lost, else the newest."""
    asked = [lead for lead in view.leads if lead.id == lead_id]
    alive = [lead for lead in view.leads if lead.stage is not Stage.LOST]
    return next(iter((*asked, *alive, *view.leads)), None)


def _plan(
    view: RecordView, lead: Lead | None, facts: Iterable[Fact], followup: Followup | None
) -> PlanRow | None:
    """Return the issued plan that is meant: the follow-up's, the one sent last, the lead's, the newest."""
    issued = [plan for plan in view.plans if plan.revision]
    number = followup.detail.get("plan") if followup else None
    sent = [fact.detail.get("plan_id") for fact in facts if fact.kind is FactKind.PLAN_SENT]
    named = [plan for plan in issued if number and plan.number == number]
    last = [plan for plan in issued if sent and plan.id == sent[-1]]
    own = [plan for plan in issued if lead is not None and plan.lead_id == lead.id]
    return next(iter((*named, *last, *own, *(issued if lead is None else ()))), None)


def _deposit(work: Work, plan: PlanRow | None) -> Money | None:
    if plan is None:
        return None
    revision = next((r for r in plans.revisions(work, plan.id) if r.revision == plan.revision), None)
    return revision.deposit if revision and revision.deposit.minor else None


def worded(known: Gathered, language: str) -> dict[str, str]:
    """Return every place that has a fact, written in ``language``; the others are left out."""
    t = Translator("messages", language)
    found = (
        _people(known)
        | _case(known, t)
        | _plan_words(known, t)
        | _deposit_words(known, t)
        | _journey(known, t)
        | _aftercare(known, t)
        | _payment_words(known, t)
    )
    return {place: text for place, text in found.items() if text}


def _people(known: Gathered) -> dict[str, str]:
    patient, clinic, coordinator = known.view.patient, known.clinic, known.coordinator
    return {
        "name": patient.given_name or patient.name,
        "clinic": clinic.name,
        "city": clinic.city,
        "address": clinic.address,
        "coordinator": coordinator.name if coordinator else "",
        "coordinator_phone": phones.pretty((coordinator.phone if coordinator else "") or clinic.phone),
        "dentist": _dentist(known),
    }


def _dentist(known: Gathered) -> str:
    dentist = known.team.get((known.draft.dentist_id if known.draft else None) or 0)
    if dentist is not None:
        # "Dr." belongs before the name; "Implant dentist" is what a document prints under it.
        return f"{dentist.title} {dentist.name}" if dentist.title.endswith(".") else dentist.name
    return next((done.dentist for done in known.view.treatments if done.done_on and done.dentist), "")


def _case(known: Gathered, t: Translator) -> dict[str, str]:
    lead = known.lead
    if lead is None:
        return {}
    value = lead.value or (known.plan.total if known.plan else None)
    found = {
        "request": lead.treatment,
        "price": t.formats.money(value) if value else "",
        "plan_due": t.formats.near(known.plan_due_on, known.today),
    }
    if lead.travel_from:
        found["window"] = t.formats.dates(lead.travel_from, lead.travel_to or lead.travel_from)
    return found


def _plan_words(known: Gathered, t: Translator) -> dict[str, str]:
    plan = known.plan
    if plan is None:
        return {}
    sent = [fact.at for fact in known.facts if fact.kind is FactKind.PLAN_SENT]
    found = {
        "plan_number": plan.number,
        "plan_total": t.formats.money(plan.total) if plan.total else "",
        "plan_valid_until": t.formats.date(plan.valid_until) if plan.valid_until else "",
        "sent_on": t.formats.date(clinic_date(sent[-1], known.clinic.tz)) if sent else "",
    }
    stay = phrases.stay(t, _days(known)) if known.draft else ""
    return found | ({"window": stay} if stay else {})


def _days(known: Gathered) -> Sequence[int]:
    draft = known.draft
    if draft is None:
        return ()
    trips = draft.options[min(draft.chosen, len(draft.options) - 1)].trips
    if known.followup is not None and known.followup.kind.value == "phase_two":
        trips = trips[1:]
    return [trip.days for trip in trips]


def _deposit_words(known: Gathered, t: Translator) -> dict[str, str]:
    request, clinic = known.request, known.clinic
    ladder = request.ladder if request else clinic.deposit.ladder
    ends = request.hold_ends_at if request else None
    number = known.plan.number if known.plan else ""
    return {
        "deposit": t.formats.money(known.deposit) if known.deposit else "",
        "refund_rule": phrases.refund_rule(t, ladder),
        "pay_link": pay_link(clinic.pay_link, number, known.deposit) if number else "",
        "bank": "\n".join(
            p for p in (clinic.bank.holder, clinic.bank.bank, clinic.bank.account, clinic.bank.swift) if p
        ),
        "hold_until": t.formats.date(clinic_date(ends, clinic.tz)) if ends else "",
    }


def _journey(known: Gathered, t: Translator) -> dict[str, str]:
    zone, travel = known.clinic.tz, known.view.travel
    lines = [f"{t.formats.date_time(v.starts_at.astimezone(zone))} {v.title}".strip() for v in known.visits]
    first = known.visits[0] if known.visits else None
    found = {
        "held_date": t.formats.date_time(first.starts_at.astimezone(zone)) if first else "",
        "visits": "\n".join(lines),
    }
    if travel is not None and known.lead is not None and travel.lead_id == known.lead.id:
        found |= {"flight": travel.flight, "hotel": travel.hotel, "transfer": travel.transfer}
    return found


def _aftercare(known: Gathered, t: Translator) -> dict[str, str]:
    done = [row for row in known.view.treatments if row.done_on is not None]
    last = max((row.done_on for row in done if row.done_on), default=None)
    names = [_named(known, row.code, row.title, row.teeth, t.language) for row in done if row.done_on == last]
    found = {
        "treatment": t.formats.items([name for name in names if name]),
        "treated_on": t.formats.date(last) if last else "",
        "return_window": _return_window(known, t),
        "next_trip": str(known.detail.get("title", "")),
    }
    reasons = known.detail.get("reasons") or []
    words = [
        _named(known, r.get("code", ""), r.get("title", ""), r.get("teeth", ()), t.language)
        for r in reasons
        if r.get("kind") == "treatment"
    ]
    found["reasons"] = t.formats.items(list(dict.fromkeys(word for word in words if word)))
    until = max((r["until_on"] for r in reasons if r.get("until_on")), default=None)
    found["guarantee_reason"] = phrases.guarantee_reason(t, date.fromisoformat(until)) if until else ""
    return found


def _named(known: Gathered, code: str, title: str, teeth: Sequence[int], language: str) -> str:
    """Return a kind of work in ``language``; what the clinic typed itself only where it has no code."""
    wording = known.offer.wording(code, language) if code else None
    name = wording.name if wording else ("" if code else title)
    return phrases.work(name, teeth) if name else ""


def _return_window(known: Gathered, t: Translator) -> str:
    detail = known.detail
    if detail.get("from_on") and detail.get("to_on"):
        return t.formats.dates(date.fromisoformat(detail["from_on"]), date.fromisoformat(detail["to_on"]))
    ideal = [row.ideal_return_on for row in known.view.treatments if row.ideal_return_on]
    ahead = [on for on in ideal if on >= known.today]
    on = date.fromisoformat(detail["ideal_on"]) if detail.get("ideal_on") else min(ahead, default=None)
    return t.formats.month(on) if on else ""


def _payment_words(known: Gathered, t: Translator) -> dict[str, str]:
    received = _last(known.view.payments, refund=False)
    refund = _last(known.view.payments, refund=True)
    open_on = {row.plan_id: row.open for row in known.view.balances}
    balance = open_on.get(received.plan_id or 0) if received else None
    return {
        "amount": t.formats.money(received.amount) if received else "",
        "receipt_number": known.view.payments[0].receipt if known.view.payments else "",
        "balance": t.formats.money(balance) if balance else "",
        "refund_amount": t.formats.money(-refund.amount) if refund else "",
    }


def _last(payments_found: Sequence[PaymentRow], *, refund: bool) -> PaymentRow | None:
    return next((p for p in payments_found if (p.amount.minor < 0) is refund), None)
