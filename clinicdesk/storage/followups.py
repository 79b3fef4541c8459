"""Reads and writes follow-ups: what is stored of them, the differences, and what people did to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.followups import Diff, Followup, FollowupKind, FollowupState
from clinicdesk.storage.tables import followup as t
from clinicdesk.storage.tables import patient
from clinicdesk.storage.work import Work

COLUMNS = (
    t.c.id, t.c.patient_id, t.c.lead_id, t.c.owner_id, t.c.kind, t.c.anchor, t.c.n, t.c.purpose, t.c.due_at,
    t.c.due_on, t.c.opens_on, t.c.closes_on, t.c.detail, t.c.active, t.c.state, t.c.state_at,
    t.c.snoozed_until, t.c.reason,
)  # fmt: skip
_OF_PATIENTS = select(*COLUMNS).where(t.c.patient_id.in_(bindparam("ids", expanding=True)))
_ONE = select(*COLUMNS).where(t.c.id == bindparam("id"))
_INSERT = insert(t)
_UPDATE = update(t).where(t.c.id == bindparam("row"))
_RETIRE = update(t).where(t.c.id == bindparam("row")).values(active=0)
_ACT = (
    update(t)
    .where(t.c.id == bindparam("row"))
    .values(
        state=bindparam("new_state"),
        state_at=bindparam("new_at"),
        state_by=bindparam("new_by"),
        snoozed_until=bindparam("new_snooze"),
        reason=bindparam("new_reason"),
    )
)


def followup_of(row: Row[Any]) -> Followup:
    """Return the follow-up of one row of this table."""
    return Followup(
        row.patient_id,
        FollowupKind(row.kind),
        row.anchor,
        row.due_on,
        row.opens_on,
        Purpose(row.purpose),
        row.n,
        row.lead_id,
        row.owner_id,
        row.due_at,
        row.closes_on,
        row.detail,
        row.id,
        FollowupState(row.state),
        row.state_at,
        row.snoozed_until,
        row.reason,
        bool(row.active),
    )


def of_patients(work: Work, patient_ids: Sequence[int]) -> dict[int, tuple[Followup, ...]]:
    """Return all stored follow-ups of each of ``patient_ids``, inactive ones too."""
    found: dict[int, list[Followup]] = {}
    if patient_ids:
        for row in work.execute(_OF_PATIENTS, {"ids": list(patient_ids)}):
            found.setdefault(row.patient_id, []).append(followup_of(row))
    return {patient_id: tuple(rows) for patient_id, rows in found.items()}


def get(work: Work, followup_id: int) -> Followup | None:
    """Return one follow-up; None where there is none of that id."""
    row = work.execute(_ONE, {"id": followup_id}).one_or_none()
    return followup_of(row) if row is not None else None


def everybody(work: Work) -> list[int]:
    """Return every patient's id, in order."""
    return list(work.execute(select(patient.c.id).order_by(patient.c.id)).scalars())


def apply(work: Work, diff: Diff) -> None:
    """Write the difference, and nothing else."""
    if diff.insert:
        work.execute(_INSERT, [_values(row) for row in diff.insert])
    if diff.update:
        work.execute(_UPDATE, [_values(row) | {"row": row.id} for row in diff.update])
    if diff.retire:
        work.execute(_RETIRE, [{"row": row.id} for row in diff.retire])


def _values(row: Followup) -> dict[str, Any]:
    return {
        "patient_id": row.patient_id,
        "lead_id": row.lead_id,
        "owner_id": row.owner_id,
        "kind": row.kind.value,
        "anchor": row.anchor,
        "n": row.n,
        "purpose": row.purpose.value,
        "due_at": row.due_at,
        "due_on": row.due_on,
        "opens_on": row.opens_on,
        "closes_on": row.closes_on,
        "detail": dict(row.detail),
        "active": int(row.active),
        "state": row.state.value,
        "state_at": row.state_at,
        "snoozed_until": row.snoozed_until,
        "reason": row.reason,
    }


def act(
    work: Work,
    followup_id: int,
    *,
    state: FollowupState,
    at: datetime | None,
    snoozed_until: datetime | None = None,
    reason: str = "",
) -> None:
    """Store what a person did to a follow-up: done, skipped because, snoozed until, or open again."""
    work.execute(
        _ACT,
        {
            "row": followup_id,
            "new_state": state.value,
            "new_at": at,
            "new_by": work.by,
            "new_snooze": snoozed_until,
            "new_reason": reason,
        },
    )


def restore(work: Work, rows: Iterable[Followup]) -> None:
    """Store the acts of ``rows`` as they were: the undo of what a person did."""
    for row in rows:
        act(
            work,
            row.id,
            state=row.state,
            at=row.state_at,
            snoozed_until=row.snoozed_until,
            reason=row.reason,
        )
