"""The due list as a projection of facts: which follow-ups should exist for a patient, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from clinicdesk.domain.consent import Purpose


class FollowupKind(StrEnum):
    """Every line that the due list can hold (product.md, Follow-ups)."""

    FIRST_REPLY = "first_reply"
    SEND_PLAN = "send_plan"
    PLAN_FOLLOW_UP = "plan_follow_up"
    DEPOSIT_REQUEST = "deposit_request"
    DEPOSIT_CHASE = "deposit_chase"
    CONFIRMATION = "confirmation"
    LOGISTICS = "logistics"
    TREATMENT_DAYS = "treatment_days"
    CHECK_IN = "check_in"
    ARRIVAL = "arrival"
    RECORD_TREATMENT = "record_treatment"
    THIRTY_DAY = "thirty_day"
    NINETY_DAY = "ninety_day"
    RECALL = "recall"
    RECALL_REMINDER = "recall_reminder"
    PHASE_TWO = "phase_two"
    YEARLY_GREETING = "yearly_greeting"
    PLAN_EXPIRING = "plan_expiring"
    TASK = "task"


class FollowupState(StrEnum):
    """What people did to a follow-up; snoozing keeps it open and hides it until an instant."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Followup:
    """One line that should exist. ``kind``, ``anchor`` and ``n`` are its identity per patient.

    ``opens_on`` is the first day it is listed, ``due_on`` the clinic date of ``due_at`` (an instant only
    where a clock runs), ``closes_on`` the last day of its window (None stays until it is acted on).
    ``detail`` holds the facts that explain it: reasons of a recall, plan number, appointment, amounts.
    """

    patient_id: int
    kind: FollowupKind
    anchor: str
    due_on: date
    opens_on: date
    purpose: Purpose = Purpose.CARE
    n: int = 1
    lead_id: int | None = None
    owner_id: int | None = None
    due_at: datetime | None = None
    closes_on: date | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0
    state: FollowupState = FollowupState.OPEN
    state_at: datetime | None = None
    snoozed_until: datetime | None = None
    reason: str = ""

    @property
    def identity(self) -> tuple[int, str, str, int]:
        """Return what stays the same when dates move: patient, kind, anchor and count."""
        return (self.patient_id, self.kind.value, self.anchor, self.n)
