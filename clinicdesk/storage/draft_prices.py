"""Finds the plans whose drafts are in work, for those whose prices may be brought up to date."""

from __future__ import annotations

from sqlalchemy import select

from clinicdesk.storage import tables
from clinicdesk.storage.work import Work

_t, _r = tables.plan, tables.plan_revision


def in_work(work: Work) -> tuple[tuple[int, str], ...]:
    """Return id and patient's name of every open draft, the newest first.

    A plan is in work while it was never issued, or was saved after it was issued last.
    """
    last = (_r.c.plan_id == _t.c.id) & (_r.c.revision == _t.c.revision)
    query = (
        select(_t.c.id, tables.patient.c.name)
        .join(tables.patient, tables.patient.c.id == _t.c.patient_id)
        .outerjoin(_r, last)
        .where(_t.c.closed_at.is_(None), (_t.c.revision == 0) | (_t.c.changed_at > _r.c.issued_at))
        .order_by(_t.c.id.desc())
    )
    return tuple((row.id, row.name) for row in work.execute(query))
