"""Follow-ups from the paid deposit to the recorded treatment: messages before the landing, then the days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from clinicdesk.domain.followups import Followup, FollowupKind
from clinicdesk.domain.leads import Fact, FactKind
from clinicdesk.domain.visits import Appointment, AppointmentState, Travel
from clinicdesk.domain.way import Way, done

_BOOKED = frozenset({AppointmentState.HELD, AppointmentState.CONFIRMED})
_CAME = _BOOKED | {AppointmentState.ARRIVED}
_MESSAGES = (
    (FollowupKind.LOGISTICS, "logistics"),
    (FollowupKind.TREATMENT_DAYS, "treatment_days"),
    (FollowupKind.CHECK_IN, "check_in"),
)
LANDING_DAYS = 30
"""A landing this many days before the first visit or less belongs to the same trip."""


def arrivals(way: Way) -> Iterator[Followup]:
    """Yield the lead's follow-ups that are tied to its held or confirmed date.

    Anchors name the appointment and its date, so that a moved appointment moves its messages and what
    was sent for the old date does not count for the new one (complaints.md, 18).
    """
    booked = next_booked(way)
    arrived = way.first(FactKind.ARRIVED)
    paid = way.first(FactKind.DEPOSIT_PAID)
    if paid is not None and arrived is None:
        if booked is None:
            yield _new_date(way, paid)
        else:
            yield from _before(way, booked, paid)
    answered = list(_arrivals_done(way, arrived))
    yield from answered
    if booked is not None and arrived is None:
        asked = _arrival(way, booked)
        if asked.identity not in {row.identity for row in answered}:
            yield asked
    if arrived is not None:
        yield _record_treatment(way, arrived)


def anchor_of(way: Way, visit: Appointment) -> str:
    """Return what ties a follow-up to one date of one appointment."""
    return f"appointment:{visit.id}:{way.on(visit.starts_at).isoformat()}"


def own_visits(way: Way) -> list[Appointment]:
    """Return the lead's appointments in the order of their time."""
    own = [visit for visit in way.case.appointments if visit.lead_id == way.lead.id]
    return sorted(own, key=lambda visit: (visit.starts_at, visit.id))


def next_booked(way: Way) -> Appointment | None:
    """Return the first held or confirmed appointment of the lead."""
    return next((visit for visit in own_visits(way) if visit.state in _BOOKED), None)


def travel_of(way: Way) -> Travel | None:
    """Return how the patient comes on this lead."""
    return next((travel for travel in way.case.travels if travel.lead_id == way.lead.id), None)


def arrival_on(way: Way, visit: Appointment) -> date:
    """Return the day the patient comes: of the landing where it is known, else of the first visit."""
    travel, visit_on = travel_of(way), way.on(visit.starts_at)
    if travel is None or travel.lands_at is None:
        return visit_on
    lands_on = way.on(travel.lands_at)
    return lands_on if timedelta(0) <= visit_on - lands_on <= timedelta(days=LANDING_DAYS) else visit_on


def _facts_of_trip(way: Way, visit: Appointment) -> dict[str, Any]:
    travel = travel_of(way)
    known = {
        "flight": bool(travel and (travel.flight or travel.lands_at)),
        "hotel": bool(travel and travel.hotel),
        "transfer": bool(travel and travel.transfer),
    }
    facts: dict[str, Any] = {
        "appointment_id": visit.id,
        "visit_on": way.on(visit.starts_at).isoformat(),
        "arrival_on": arrival_on(way, visit).isoformat(),
        "missing": [name for name, there in known.items() if not there],
    }
    if travel and travel.lands_at:
        facts["lands_at"] = travel.lands_at.isoformat()
    return facts


def _before(way: Way, visit: Appointment, paid: Fact) -> Iterator[Followup]:
    """Yield the confirmation, and the messages 21, 7 and 3 days before the arrival or at once."""
    detail, anchor = _facts_of_trip(way, visit), anchor_of(way, visit)
    agreed_at = max(paid.at, visit.changed_at or paid.at)
    confirmation = way.row(FollowupKind.CONFIRMATION, anchor, way.on(agreed_at), detail=detail)
    sent = way.last(FactKind.ITINERARY_SENT)
    yield done(confirmation, sent.at) if sent and sent.at >= (visit.changed_at or sent.at) else confirmation
    comes_on, paid_on = arrival_on(way, visit), way.on(paid.at)
    for kind, key in _MESSAGES:
        rule = way.rules.cadences.rule(key)
        if not rule.enabled:
            continue
        due_on = max(paid_on, comes_on + timedelta(days=rule.steps[0]))
        yield way.row(
            kind,
            anchor,
            due_on,
            opens_on=max(paid_on, due_on - timedelta(days=rule.opens)),
            closes_on=max(due_on, comes_on),
            detail=detail,
        )


def _arrival(way: Way, visit: Appointment) -> Followup:
    return way.row(
        FollowupKind.ARRIVAL,
        anchor_of(way, visit),
        way.on(visit.starts_at),
        detail={**_facts_of_trip(way, visit), "starts_at": visit.starts_at.isoformat()},
    )


def _arrivals_done(way: Way, arrived: Fact | None) -> Iterator[Followup]:
    """Yield the arrivals that were answered: the patient came, or did not."""
    visits = own_visits(way)
    by_id = {visit.id: visit for visit in visits}
    answered: set[int] = set()
    for fact in way.lead.facts:
        if fact.kind is FactKind.NO_SHOW:
            visit = by_id.get(fact.detail.get("appointment_id", 0))
        elif fact is arrived:
            came = next((visit for visit in visits if visit.state in _CAME), None)
            visit = by_id.get(fact.detail.get("appointment_id", 0)) or came
        else:
            continue
        if visit is not None and visit.id not in answered:
            answered.add(visit.id)
            yield done(_arrival(way, visit), fact.at)


def _new_date(way: Way, paid: Fact) -> Followup:
    """Return the line that asks for a date: the deposit is paid and nothing is booked, or not any more."""
    missed = way.last(FactKind.NO_SHOW) or way.last(FactKind.BOOKING_CANCELLED)
    last = missed if missed and missed.at >= paid.at else paid
    return way.row(
        FollowupKind.ARRIVAL,
        f"lead:{way.lead.id}:date:{last.id}",
        way.on(last.at) + timedelta(days=0 if last is paid else 1),
        opens_on=way.on(last.at),
        detail={"no_date": True, "missed": last.kind is FactKind.NO_SHOW},
    )


def _record_treatment(way: Way, arrived: Fact) -> Followup:
    """Return the line of the last day of the trip: its last visit, else the day of leaving."""
    arrived_on, travel = way.on(arrived.at), travel_of(way)
    days = [way.on(visit.starts_at) for visit in own_visits(way) if visit.state in _CAME]
    last_on = max([*days, arrived_on])
    if last_on == arrived_on and travel is not None and travel.leaves_at is not None:
        last_on = max(arrived_on, way.on(travel.leaves_at))
    row = way.row(
        FollowupKind.RECORD_TREATMENT,
        f"lead:{way.lead.id}",
        last_on,
        detail={"arrived_on": arrived_on.isoformat()},
    )
    treated = way.last(FactKind.TREATED)
    return done(row, treated.at) if treated else row
