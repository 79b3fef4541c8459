"""The due list as a projection of facts: which follow-ups should exist for a patient, and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
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
    ``detail`` holds the facts that explain it: reasons of a recall, plan number, appointment, amounts;
    dates in it are ISO text, and ``late_on`` is the first day on which it counts as late. ``active`` is
    False once the facts no longer ask for it; what people did to it is kept.
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
    active: bool = True

    @property
    def identity(self) -> tuple[int, str, str, int]:
        """Return what stays the same when dates move: patient, kind, anchor and count."""
        return (self.patient_id, self.kind.value, self.anchor, self.n)


DONE_BY_FACTS = frozenset(
    {
        FollowupKind.FIRST_REPLY,
        FollowupKind.SEND_PLAN,
        FollowupKind.DEPOSIT_REQUEST,
        FollowupKind.CONFIRMATION,
        FollowupKind.ARRIVAL,
        FollowupKind.RECORD_TREATMENT,
    }
)
"""These are done when the fact is recorded, never by ticking them: so the numbers cannot lie."""


@dataclass(frozen=True)
class Diff:
    """What must be written so that the stored follow-ups say what the facts say."""

    insert: tuple[Followup, ...] = ()
    update: tuple[Followup, ...] = ()
    retire: tuple[Followup, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything must be written."""
        return bool(self.insert or self.update or self.retire)


def merge(projected: Iterable[Followup], stored: Iterable[Followup]) -> Diff:
    """Return the difference between what should exist and what is stored.

    Dates and details follow the facts; what a person did (done, snoozed, skipped) stays. A line that is
    done by a fact and was not set aside is done exactly while the fact stands. Merging the same
    projection again is empty.
    """
    kept = {row.identity: row for row in stored}
    insert: list[Followup] = []
    update: list[Followup] = []
    for row in projected:
        before = kept.pop(row.identity, None)
        if before is None:
            insert.append(row)
            continue
        after = _with_acts(row, before)
        if after != before:
            update.append(after)
    retire = tuple(replace(row, active=False) for row in kept.values() if row.active)
    return Diff(tuple(insert), tuple(update), retire)


def _with_acts(row: Followup, before: Followup) -> Followup:
    state, state_at = before.state, before.state_at
    if row.kind in DONE_BY_FACTS:
        if row.state is FollowupState.DONE and state is not FollowupState.SKIPPED:
            state, state_at = row.state, row.state_at
        elif row.state is FollowupState.OPEN and state is FollowupState.DONE:
            state, state_at = FollowupState.OPEN, None
    return replace(
        row,
        id=before.id,
        state=state,
        state_at=state_at,
        snoozed_until=before.snoozed_until,
        reason=before.reason,
        active=True,
    )
