"""A lead and its dated facts, and the stage that those facts say it is in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from clinicdesk.domain.money import Money


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
