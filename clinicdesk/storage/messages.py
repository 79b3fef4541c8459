"""Reads and writes what was written, called and noted; a row that was taken back stays and counts no more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, insert, select, update

from clinicdesk.domain.text import searchable
from clinicdesk.storage import tables
from clinicdesk.storage.work import Work

OUT, IN, NOTE = "out", "in", "note"
SEARCHED_LENGTH = 400
_RETRACTED = " taken back "

_t = tables.message


def add(
    work: Work,
    patient_id: int,
    *,
    direction: str,
    kind: str,
    at: datetime | None = None,
    lead_id: int | None = None,
    followup_id: int | None = None,
    purpose: str = "",
    channel: str = "",
    language: str = "",
    subject: str = "",
    body: str = "",
    key: str | None = None,
) -> int:
    """Store one message, call or note and return its id; notes are found by the search box."""
    made = work.execute(
        insert(_t)
        .values(
            patient_id=patient_id,
            lead_id=lead_id,
            followup_id=followup_id,
            direction=direction,
            kind=kind,
            purpose=purpose,
            channel=channel,
            language=language,
            subject=subject,
            body=body,
            at=at or work.at,
            by=work.by,
            key=key,
            search=searchable(body[:SEARCHED_LENGTH]) if direction == NOTE else None,
        )
        .returning(_t.c.id)
    )
    return int(made.scalar_one())


def retract(work: Work, message_id: int) -> None:
    """Take a message back: it stays in the file, counts no more, and its key is free again."""
    mark = f"{_RETRACTED}{message_id}"
    work.execute(
        update(_t)
        .where(_t.c.id == message_id, _t.c.retracted_at.is_(None))
        .values(retracted_at=work.at, key=_t.c.key + mark)
    )


def restore(work: Work, message_id: int) -> None:
    """Let a message that was taken back count again."""
    key = func.replace(_t.c.key, f"{_RETRACTED}{message_id}", "")
    work.execute(update(_t).where(_t.c.id == message_id).values(retracted_at=None, key=key))


def has_key(work: Work, key: str) -> bool:
    """Return whether a message with this key counts: one per patient, purpose and period (safety rule 12)."""
    return work.execute(select(_t.c.id).where(_t.c.key == key)).first() is not None


def patient_of(work: Work, message_id: int) -> int | None:
    """Return whose message it is; None where there is none of that id."""
    return work.execute(select(_t.c.patient_id).where(_t.c.id == message_id)).scalar_one_or_none()
