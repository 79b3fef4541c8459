"""A lead and its dated facts, and the stage that those facts say it is in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from clinicdesk.domain.money import Money
from clinicdesk.domain.text import searchable

SEARCHED_LENGTH = 400
"""Characters of a lead that the search box looks at: treatment, reference and the request's beginning."""


class Origin(StrEnum):
    """Why a lead exists: a first inquiry, or a patient who comes back."""

    NEW = "new"
    RECALL = "recall"
    PHASE_TWO = "phase_two"
    REFERRAL = "referral"


class Stage(StrEnum):
    """The columns of the pipeline, in order; computed from facts, never typed."""

    NEW = "new"
    REPLIED = "replied"
    PLAN_SENT = "plan_sent"
    DEPOSIT_REQUESTED = "deposit_requested"
    DEPOSIT_PAID = "deposit_paid"
    PRE_ARRIVAL = "pre_arrival"
    ARRIVED = "arrived"
    TREATED = "treated"
    LOST = "lost"


OPEN_STAGES = (
    Stage.NEW,
    Stage.REPLIED,
    Stage.PLAN_SENT,
    Stage.DEPOSIT_REQUESTED,
    Stage.DEPOSIT_PAID,
    Stage.PRE_ARRIVAL,
    Stage.ARRIVED,
)


class FactKind(StrEnum):
    """What can be recorded of a lead. ``received_at`` of the lead itself is its first fact."""

    ACKNOWLEDGED = "acknowledged"  # an automatic answer went out; stops no clock
    REPLIED = "replied"  # a real reply: a sent message, or a logged call with an outcome
    ANSWERED = "answered"  # the patient wrote or called back
    PLAN_SENT = "plan_sent"  # detail: plan_id, revision
    PLAN_ACCEPTED = "plan_accepted"  # detail: plan_id, option
    DEPOSIT_REQUESTED = "deposit_requested"  # detail: request_id, plan_id
    DEPOSIT_PAID = "deposit_paid"  # detail: payment_id
    DEPOSIT_REFUNDED = "deposit_refunded"  # in full; detail: payment_id
    BOOKING_CANCELLED = "booking_cancelled"  # detail: appointment_id
    ITINERARY_SENT = "itinerary_sent"
    ARRIVED = "arrived"  # detail: appointment_id
    NO_SHOW = "no_show"  # detail: appointment_id
    TREATED = "treated"  # the trip's treatments were recorded
    LOST = "lost"  # detail: reason, note
    REOPENED = "reopened"
    PARKED = "parked"  # detail: until


class LostReason(StrEnum):
    """Why a lead was lost; asked whenever one is."""

    PRICE = "price"
    ELSEWHERE = "elsewhere"
    NO_ANSWER = "no_answer"
    HEALTH = "health"
    TRAVEL = "travel"
    NOT_SERIOUS = "not_serious"
    OTHER = "other"


@dataclass(frozen=True)
class Fact:
    """One dated fact of a lead; ``by`` is the member of staff who recorded it."""

    kind: FactKind
    at: datetime
    by: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0


@dataclass(frozen=True)
class Lead:
    """One inquiry on its way through the pipeline; ``value`` is what it may be worth."""

    id: int
    patient_id: int
    channel: str
    origin: Origin
    received_at: datetime
    request: str = ""
    treatment: str = ""
    reference: str = ""
    questions: tuple[str, ...] = ()
    owner_id: int | None = None
    value: Money | None = None
    travel_from: date | None = None
    travel_to: date | None = None
    travel_note: str = ""
    stage: Stage = Stage.NEW
    stage_at: datetime | None = None


_ADVANCES = {
    FactKind.REPLIED: Stage.REPLIED,
    FactKind.PLAN_SENT: Stage.PLAN_SENT,
    FactKind.PLAN_ACCEPTED: Stage.PLAN_SENT,
    FactKind.DEPOSIT_REQUESTED: Stage.DEPOSIT_REQUESTED,
    FactKind.DEPOSIT_PAID: Stage.DEPOSIT_PAID,
    FactKind.ITINERARY_SENT: Stage.PRE_ARRIVAL,
    FactKind.ARRIVED: Stage.ARRIVED,
    FactKind.TREATED: Stage.TREATED,
}
_ORDER = tuple(Stage)
_BOOKING = frozenset({Stage.DEPOSIT_REQUESTED, Stage.DEPOSIT_PAID, Stage.PRE_ARRIVAL})
# A step of ours on a lost lead is work on it again; a mere message to it is not.
_REOPENS = frozenset(_ADVANCES) - {FactKind.REPLIED} | {FactKind.ANSWERED, FactKind.REOPENED}
_WORKED_ON = frozenset(_ADVANCES) | {FactKind.ANSWERED, FactKind.REOPENED, FactKind.LOST}


def in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return ``facts`` as they happened; facts of one instant in the order they were recorded."""
    return tuple(sorted(facts, key=lambda fact: (fact.at, fact.id)))


def stage(received_at: datetime, facts: Iterable[Fact]) -> tuple[Stage, datetime]:
    """Return the stage that the facts say, and since when it has been that one (product.md, The pipeline).

    The furthest step counts, in whatever order the steps were taken. A full refund before arrival takes
    the deposit back, a cancelled or missed appointment the itinerary. A lost lead is open again as soon
    as the patient answers or the next step is taken, at the stage its other facts say.
    """
    reached: set[Stage] = {Stage.NEW}
    current, since, lost = Stage.NEW, received_at, False
    for fact in in_order(facts):
        lost = fact.kind is FactKind.LOST or (lost and fact.kind not in _REOPENS)
        if fact.kind is FactKind.DEPOSIT_REFUNDED:
            reached -= _BOOKING
        elif fact.kind in {FactKind.BOOKING_CANCELLED, FactKind.NO_SHOW}:
            reached.discard(Stage.PRE_ARRIVAL)
        elif fact.kind in _ADVANCES:
            reached.add(_ADVANCES[fact.kind])
        now = Stage.LOST if lost else max(reached, key=_ORDER.index)
        if now is not current:
            current, since = now, fact.at
    return current, since


def beyond(facts: Iterable[Fact], target: Stage) -> tuple[Fact, ...]:
    """Return the facts that hold a lead beyond ``target``, the latest first: what a step back takes back."""
    limit = _ORDER.index(target)
    far = (fact for fact in facts if fact.kind in _ADVANCES and _ORDER.index(_ADVANCES[fact.kind]) > limit)
    return tuple(reversed(in_order(far)))


def first_reply_at(facts: Iterable[Fact]) -> datetime | None:
    """Return when the patient first got a real answer: a reply, or a plan sent without one."""
    kinds = {FactKind.REPLIED, FactKind.PLAN_SENT}
    return min((fact.at for fact in facts if fact.kind in kinds), default=None)


def parked_until(facts: Iterable[Fact]) -> date | None:
    """Return until when the lead is parked; None where it is not, or something happened since."""
    until: date | None = None
    for fact in in_order(facts):
        if fact.kind is FactKind.PARKED:
            until = date.fromisoformat(fact.detail["until"])
        elif fact.kind in _WORKED_ON:
            until = None
    return until


def lost_reason(facts: Iterable[Fact]) -> LostReason | None:
    """Return why the lead was last lost; None where it never was."""
    lost = [fact for fact in in_order(facts) if fact.kind is FactKind.LOST]
    return LostReason(lost[-1].detail.get("reason", LostReason.OTHER)) if lost else None


def search_text(lead: Lead) -> str:
    """Return the folded text in which a lead is found."""
    words = " ".join((lead.treatment, lead.reference, lead.request[:SEARCHED_LENGTH]))
    return searchable(words)[:SEARCHED_LENGTH]
