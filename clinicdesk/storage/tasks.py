"""Reads and writes what members of staff wrote down to be done on a date."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update

from clinicdesk.domain.cases import OwnTask
from clinicdesk.storage.tables import task as t
from clinicdesk.storage.work import Work


def add(work: Work, patient_id: int, task: OwnTask) -> int:
    """Store one task and return its id."""
    made = work.execute(
        insert(t)
        .values(
            patient_id=patient_id,
            lead_id=task.lead_id,
            owner_id=task.owner_id,
            title=task.title,
            due_on=task.due_on,
            created_at=work.at,
        )
        .returning(t.c.id)
    )
    return int(made.scalar_one())


def set_retracted(work: Work, task_id: int, at: datetime | None) -> None:
    """Take a task back (``at``), or let it stand again (None)."""
    work.execute(update(t).where(t.c.id == task_id).values(retracted_at=at))


def patient_of(work: Work, task_id: int) -> int | None:
    """Return whose task it is; None where there is none of that id."""
    return work.execute(select(t.c.patient_id).where(t.c.id == task_id)).scalar_one_or_none()
