"""Makes the rows of the due list: state, share of the clock, words, and what consent forbids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from clinicdesk.domain import due_words
from clinicdesk.domain.board import WAITING, LookState, look_state
from clinicdesk.domain.consent import Consent, Purpose, Refusal, may_contact
from clinicdesk.domain.due import GROUP_OF, DueCounts, DueGroup, DueRow
from clinicdesk.domain.followups import Followup, FollowupKind
from clinicdesk.domain.hours import OpeningHours, business_minutes_between
from clinicdesk.domain.text import initials
from clinicdesk.storage.due import DueFacts

_NOT_MESSAGES = frozenset({FollowupKind.ARRIVAL, FollowupKind.RECORD_TREATMENT, FollowupKind.TASK})
_ORDER = {group: index for index, group in enumerate(DueGroup)}


def waiting_reason(whom: str) -> str:
    """Return how it is stored that the patient, the dentist or the bank must act first."""
    return WAITING + whom


def blocked(row: Followup, answers: Iterable[Consent], *, opted_out: bool = False) -> bool:
    """Return whether consent forbids the message that this follow-up asks for (safety rule 11).

    An opt-out forbids all, marketing needs a yes. Care is stopped by a no; that nobody asked yet is for
    the composer to say.
    """
    if row.kind in _NOT_MESSAGES:
        return False
    permission = may_contact(answers, suppressed=opted_out, purpose=row.purpose)
    if permission:
        return False
    return row.purpose is not Purpose.CARE or permission.refusal is not Refusal.NOT_ASKED


def due_row(facts: DueFacts, *, now: datetime, hours: OpeningHours, is_blocked: bool) -> DueRow:
    """Return the row of one follow-up as it stands at ``now``."""
    row = facts.followup
    lead = facts.lead
    started_at = _started_at(row, facts)
    title_key, title_data = due_words.title(row, lead)
    note_key, note_data = due_words.note(row, lead)
    return DueRow(
        id=row.id,
        patient_id=row.patient_id,
        lead_id=row.lead_id,
        plan_id=row.detail.get("plan_id"),
        name=facts.name,
        native_name=facts.native_name,
        country=facts.country,
        zone=facts.zone,
        kind=row.kind,
        group=GROUP_OF[row.kind],
        state=_state(row, now, hours, is_blocked),
        due_on=row.due_on,
        due_at=row.due_at,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        received_at=lead.received_at,
        started_at=started_at,
        share_used=_share(row, started_at, now, hours),
        channel=facts.preferred_channel or lead.channel,
        owner_id=row.owner_id,
        owner_initials=initials(facts.owner_name),
        owner_colour=facts.owner_colour,
        title_key=title_key,
        title_data=title_data,
        note_key=note_key,
        note_data=note_data,
        n=row.n,
        purpose=row.purpose,
        snoozed_until=row.snoozed_until,
    )


def _state(row: Followup, now: datetime, hours: OpeningHours, is_blocked: bool) -> LookState:
    return look_state(
        row.kind,
        due_at=row.due_at,
        due_on=row.due_on,
        snoozed_until=row.snoozed_until,
        now=now,
        zone=hours.zone,
        detail=row.detail,
        reason=row.reason,
        blocked=is_blocked,
    )


def _started_at(row: Followup, facts: DueFacts) -> datetime | None:
    if row.kind is FollowupKind.FIRST_REPLY:
        return facts.lead.received_at
    if row.kind is FollowupKind.SEND_PLAN:
        return datetime.fromisoformat(row.detail["replied_at"])
    return None


def _share(row: Followup, started_at: datetime | None, now: datetime, hours: OpeningHours) -> int | None:
    """Return how much of the clock is spent: business time of a first reply, plain time of a plan."""
    if row.due_at is None or started_at is None:
        return None
    if now >= row.due_at:
        return 100
    if row.kind is FollowupKind.FIRST_REPLY:
        whole = business_minutes_between(started_at, row.due_at, hours)
        spent = business_minutes_between(started_at, now, hours)
    else:
        whole = int((row.due_at - started_at).total_seconds()) // 60
        spent = int((now - started_at).total_seconds()) // 60
    return max(0, min(100, 100 * spent // whole)) if whole > 0 else 0


def in_order(rows: Iterable[DueRow]) -> tuple[DueRow, ...]:
    """Return the rows by the cost of delay: groups in their fixed order, inside a group by due time."""
    return tuple(sorted(rows, key=lambda row: (_ORDER[row.group], row.due_on, _instant(row), row.id)))


def _instant(row: DueRow) -> float:
    """Return the due instant for sorting within a day; rows without a clock come last."""
    return row.due_at.timestamp() if row.due_at is not None else float("inf")


def counted(rows: Iterable[DueRow], snoozed: int) -> DueCounts:
    """Return how many of the rows are in each state."""
    found: Mapping[LookState, int] = _tally(rows)
    return DueCounts(
        found.get(LookState.OVERDUE, 0),
        found.get(LookState.SOON, 0),
        found.get(LookState.TODAY, 0),
        found.get(LookState.LATER, 0),
        found.get(LookState.WAITING, 0),
        found.get(LookState.BLOCKED, 0),
        snoozed,
    )


def _tally(rows: Iterable[DueRow]) -> dict[LookState, int]:
    found: dict[LookState, int] = {}
    for row in rows:
        found[row.state] = found.get(row.state, 0) + 1
    return found
