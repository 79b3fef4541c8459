"""One invented patient's way: written, answered, planned, paid, flown in, treated, and perhaps back again.

A journey is a generator that yields the instant of its next step; the story moves the clock there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from clinicdesk.demo.people import Person
from clinicdesk.demo.stage import SLOWER_CHANNELS, Stage
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.leads import LostReason, Origin
from clinicdesk.domain.money import Money, Rate
from clinicdesk.domain.payments import PaymentKind
from clinicdesk.domain.plans import Plan
from clinicdesk.domain.treatments import NextTrip, TreatmentLine
from clinicdesk.domain.visits import Travel
from clinicdesk.services.payments import Received

HOURS, DAYS = timedelta(hours=1), timedelta(days=1)
FLIGHTS = ("VN 432", "SQ 172", "TG 947", "CX 713", "KE 461", "QR 973", "VJ 873", "TR 326")
HOTELS = ("Han River Hotel", "Golden Bay", "Sanouva", "Brilliant", "Minh Toàn", "Private flat")
RATES = {"GB": ("GBP", "1.31"), "DE": ("EUR", "1.09"), "FR": ("EUR", "1.09"), "AU": ("AUD", "0.66")}
LOST = {
    LostReason.PRICE: 30, LostReason.ELSEWHERE: 25, LostReason.NO_ANSWER: 30, LostReason.HEALTH: 5,
    LostReason.TRAVEL: 7, LostReason.NOT_SERIOUS: 3,
}  # fmt: skip


@dataclass
class Traveller:
    """Where one patient's journey stands; ``owner_id`` looks after them."""

    person: Person
    owner_id: int
    patient_id: int | None = None
    lead_id: int = 0
    wish: Mapping[str, Any] | None = None


def inquiry(stage: Stage, traveller: Traveller, origin: Origin = Origin.NEW) -> Iterator[datetime]:
    """Play one lead from the message that came in to its end."""
    wish = traveller.wish = stage.wish() if origin is Origin.NEW else traveller.wish or stage.wish()
    channel = stage.channel() if origin is Origin.NEW else traveller.person.preferred_channel
    _receive(stage, traveller, origin, channel, wish)
    received_at = stage.clock.now()
    if stage.chance(0.03):
        yield stage.at_work(stage.after(received_at, 3 * DAYS, 8 * DAYS))
        _lose(stage, traveller, LostReason.NO_ANSWER)
        return
    yield _reply_time(stage, channel, received_at)
    me = stage.acting(traveller.owner_id)
    me.leads.record_reply(
        traveller.lead_id, channel=traveller.person.preferred_channel, text=_first_words(traveller)
    )
    if stage.chance(0.16 if origin is Origin.NEW else 0.05):
        yield stage.at_work(stage.after(stage.clock.now(), 1 * DAYS, 5 * DAYS))
        _lose(stage, traveller)
        return
    yield stage.at_work(stage.after(stage.clock.now(), 3 * HOURS, 30 * HOURS))
    plan = _issued(stage, traveller)
    me.leads.record_plan_sent(
        traveller.lead_id, plan_id=plan.id, revision=1, channel=traveller.person.preferred_channel
    )
    yield from _booking(stage, traveller, plan, origin)


def _receive(
    stage: Stage, traveller: Traveller, origin: Origin, channel: str, wish: Mapping[str, Any]
) -> None:
    person, random = traveller.person, stage.random
    low, high = wish["value"]
    fields: dict[str, Any] = {}
    if traveller.patient_id is None:
        fields = dict(vars(person))
        fields["owner_id"] = traveller.owner_id
    lead = stage.services.leads.receive(
        channel=channel,
        patient_id=traveller.patient_id,
        origin=origin,
        request=random.choice(wish["words"]) if origin is Origin.NEW else "",
        treatment=wish["treatment"],
        value=Money(random.randrange(low, high, 10) * 100, "USD"),
        questions=(),
        reference=f"SJ-{random.randrange(800000, 899999)}" if channel == "SmileJet" else "",
        **fields,
    ).value
    traveller.lead_id, traveller.patient_id = lead.id, lead.patient_id


def _reply_time(stage: Stage, channel: str, received_at: datetime) -> datetime:
    """Return when somebody answers: hours at first, faster from year to year, slow on some channels."""
    started = stage.ends_at - 730 * DAYS
    progress = (received_at - started) / (stage.ends_at - started)
    usual = 260 - 170 * progress
    minutes = stage.random.expovariate(1 / (usual * SLOWER_CHANNELS.get(channel, 1.0)))
    return stage.at_work(stage.at_work(received_at) + timedelta(minutes=8 + min(minutes, 2000)))


def _first_words(traveller: Traveller) -> str:
    wish = traveller.wish or {}
    given = traveller.person.given_name
    return (
        f"Hello {given}, thank you for writing. You asked about {str(wish.get('treatment', '')).lower()}. "
        "Your written plan with every price comes tomorrow."
    )


def _issued(stage: Stage, traveller: Traveller) -> Plan:
    """Write and issue the plan: a template, the patient's teeth, a dentist, what was looked at."""
    me, wish, random = stage.acting(traveller.owner_id), traveller.wish or stage.wish(), stage.random
    plan = me.plans.draft(
        patient_id=traveller.patient_id or 0, lead_id=traveller.lead_id, template=wish["template"]
    ).value
    dentist = random.choice(stage.dentists)
    plan = replace(
        _with_teeth(plan, random.choice(wish["teeth"]) if wish["teeth"] else ()),
        dentist_id=dentist.id,
        records=("Panoramic X-ray", "4 photos") if stage.chance(0.7) else ("Panoramic X-ray",),
        discount_points=random.choice((0, 0, 0, 500)),
        discount_reason="",
    )
    plan = me.plans.save(plan).value
    me.plans.issue(plan.id)
    return plan


def _with_teeth(plan: Plan, teeth: tuple[int, ...] | list[int]) -> Plan:
    """Return the plan with the patient's teeth wherever the template named its own."""
    if not teeth:
        return plan
    trips = tuple(
        replace(
            trip,
            items=tuple(
                replace(item, teeth=tuple(teeth), quantity=len(teeth))
                if len(item.teeth) == len(teeth)
                else item
                for item in trip.items
            ),
        )
        for trip in plan.options[0].trips
    )
    return replace(plan, options=(replace(plan.options[0], trips=trips),))


def _booking(stage: Stage, traveller: Traveller, plan: Plan, origin: Origin) -> Iterator[datetime]:
    """Ask for the deposit, and play on if it is paid."""
    me = stage.acting(traveller.owner_id)
    yield stage.at_work(stage.after(stage.clock.now(), 1 * HOURS, 40 * HOURS))
    visit_on = clinic_date(stage.clock.now(), stage.hours.zone) + timedelta(
        days=stage.random.randrange(24, 95)
    )
    me.payments.request_deposit(
        traveller.lead_id,
        plan_id=plan.id,
        starts_at=stage.visit_at(visit_on),
        minutes=stage.random.choice((60, 90, 120)),
        chair=stage.random.choice(("1", "2", "3")),
        channel=traveller.person.preferred_channel,
        hold_ends_at=stage.clock.now() + 7 * DAYS,
    )
    if not stage.chance(0.46 if origin is Origin.NEW else 0.75):
        yield stage.at_work(stage.after(stage.clock.now(), 12 * DAYS, 30 * DAYS))
        _lose(stage, traveller)
        return
    yield stage.at_work(stage.after(stage.clock.now(), 12 * HOURS, 6 * DAYS))
    stage.services.leads.record_answer(traveller.lead_id, channel=traveller.person.preferred_channel)
    me.leads.accept_plan(traveller.lead_id, plan_id=plan.id)
    _pay(stage, traveller, plan, PaymentKind.DEPOSIT)
    yield from _journey_there(stage, traveller, plan)


def _pay(stage: Stage, traveller: Traveller, plan: Plan, kind: PaymentKind) -> None:
    """Record the deposit, or the balance of what was planned, sometimes in the patient's own currency."""
    me, random = stage.acting(traveller.owner_id), stage.random
    balance = me.payments.balance(plan.id)
    request = me.payments.open_request(traveller.lead_id)
    amount = request.amount if kind is PaymentKind.DEPOSIT and request else balance.left
    if amount.minor <= 0:
        return
    paid, rate = None, None
    if traveller.person.country in RATES and kind is PaymentKind.DEPOSIT:
        currency, typed = RATES[traveller.person.country]
        rate = Decimal(typed)
        paid = _in_other_currency(amount, currency, rate, stage.clock.now())
    me.payments.record(
        Received(
            patient_id=traveller.patient_id or 0,
            kind=kind,
            amount=amount,
            paid=paid,
            rate=rate if paid else None,
            plan_id=plan.id,
            lead_id=traveller.lead_id,
            way=random.choice(("card", "bank", "link")) if kind is PaymentKind.DEPOSIT else "card",
            payer=traveller.person.name,
        )
    )


def _in_other_currency(amount: Money, currency: str, rate: Decimal, at: datetime) -> Money | None:
    """Return the least amount in ``currency`` that converts to exactly ``amount``; None where none does."""
    pinned = Rate(currency, amount.currency, rate, at)
    nearest = int(amount.decimal() / rate * 100)
    for minor in range(nearest - 2, nearest + 3):
        if pinned.convert(Money(minor, currency)) == amount:
            return Money(minor, currency)
    return None


def _journey_there(stage: Stage, traveller: Traveller, plan: Plan) -> Iterator[datetime]:
    """Confirm, collect the flight and hotel, and wait for the day; some move, few do not come."""
    me = stage.acting(traveller.owner_id)
    visit = next(iter(me.visits.of_lead(traveller.lead_id)))
    told = stage.chance(0.8)
    if told:
        yield stage.at_work(stage.after(stage.clock.now(), 30 * timedelta(minutes=1), 8 * HOURS))
        me.itineraries.issue(me.itineraries.wish(plan.id))
        me.leads.record_itinerary_sent(traveller.lead_id, channel=traveller.person.preferred_channel)
    days = sum(trip.days for trip in plan.options[0].trips[:1])
    if visit.starts_at - 12 * DAYS > stage.clock.now():
        yield stage.at_work(stage.after(visit.starts_at, -20 * DAYS, -10 * DAYS))
        me.visits.set_travel(traveller.lead_id, _travel(stage, traveller, visit.starts_at, days))
        if told:
            me.itineraries.issue(me.itineraries.wish(plan.id))
    if stage.chance(0.06) and visit.starts_at - 4 * DAYS > stage.clock.now():
        later = stage.visit_at(clinic_date(visit.starts_at, stage.hours.zone) + timedelta(days=14))
        visit = me.visits.move(visit.id, starts_at=later).value
    if visit.starts_at > stage.clock.now():
        yield visit.starts_at + timedelta(minutes=10)
    if stage.chance(0.05):
        yield stage.at_work(stage.clock.now() + 3 * HOURS)
        me.visits.no_show(visit.id)
        yield stage.at_work(stage.after(stage.clock.now(), 5 * DAYS, 15 * DAYS))
        _lose(stage, traveller, LostReason.TRAVEL)
        return
    me.visits.arrive(visit.id)
    yield from _treated(stage, traveller, plan, days)


def _travel(stage: Stage, traveller: Traveller, visit_at: datetime, days: int) -> Travel:
    lands = visit_at - timedelta(hours=stage.random.randrange(14, 40))
    return Travel(
        traveller.lead_id,
        lands_at=lands,
        leaves_at=visit_at + timedelta(days=days, hours=6),
        flight=stage.random.choice(FLIGHTS),
        hotel=stage.random.choice(HOTELS) if stage.chance(0.8) else "",
        transfer="Clinic car" if stage.chance(0.6) else "",
    )


def _treated(stage: Stage, traveller: Traveller, plan: Plan, days: int) -> Iterator[datetime]:
    """Treat, take the balance, and record what was done with the next trip's window."""
    me = stage.acting(traveller.owner_id)
    yield stage.at_work(stage.clock.now() + timedelta(days=max(0, days - 1), hours=3))
    _pay(stage, traveller, plan, PaymentKind.BALANCE)
    today = clinic_date(stage.clock.now(), stage.hours.zone)
    trips = plan.options[0].trips
    lines = tuple(
        TreatmentLine(code=item.code, teeth=item.teeth, dentist_id=plan.dentist_id, material=item.material)
        for item in trips[0].items
    )
    window = None
    if len(trips) > 1:
        opens = today + timedelta(days=30 * max(3, trips[1].healing_months))
        window = NextTrip(
            0,
            traveller.patient_id or 0,
            opens,
            opens + timedelta(days=45),
            plan_id=plan.id,
            days=trips[1].days,
        )
    me.treatments.record(
        traveller.lead_id, lines=lines, last_day=today, feels=stage.random.choice(("happy", "satisfied")),
        next_trip=window,
    )  # fmt: skip
    _answer_consent(stage, traveller)


def _answer_consent(stage: Stage, traveller: Traveller) -> None:
    from clinicdesk.domain.consent import Purpose

    stage.services.patients.set_consent(
        traveller.patient_id or 0,
        purpose=Purpose.MARKETING,
        channel="",
        given=stage.chance(0.68),
        source="form",
        wording="Signed at the clinic",
    )


def _lose(stage: Stage, traveller: Traveller, reason: LostReason | None = None) -> None:
    chosen = reason or stage.random.choices(list(LOST), list(LOST.values()))[0]
    try:
        stage.acting(traveller.owner_id).leads.lose(traveller.lead_id, reason=chosen)
    except ClinicError:
        return
