"""Reads what the pane beside the due list shows of one patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from clinicdesk.domain.due import PaneContact
from clinicdesk.domain.money import Money
from clinicdesk.storage import tables as t
from clinicdesk.storage.work import Work

LAST_CONTACTS = 5


@dataclass(frozen=True)
class PanePlan:
    """The patient's last plan; ``total`` and ``valid_until`` are those of its last issued revision."""

    id: int = 0
    number: str = ""
    revision: int = 0
    total: Money | None = None
    valid_until: date | None = None
    dentist: str = ""


def contacts(work: Work, patient_id: int) -> tuple[PaneContact, ...]:
    """Return the last contacts with the patient, newest first; notes are not contacts."""
    m = t.message
    rows = work.execute(
        select(m.c.at, m.c.channel, m.c.direction, m.c.kind, m.c.body)
        .where(m.c.patient_id == patient_id, m.c.direction.in_(("in", "out")), m.c.retracted_at.is_(None))
        .order_by(m.c.at.desc(), m.c.id.desc())
        .limit(LAST_CONTACTS)
    )
    return tuple(PaneContact(row.at, row.channel, row.direction == "in", row.kind, row.body) for row in rows)


def plan(work: Work, patient_id: int, lead_id: int | None) -> PanePlan:
    """Return the lead's last plan, else the patient's; an empty one where there is none."""
    p, r, s = t.plan, t.plan_revision, t.staff
    row = work.execute(
        select(
            p.c.id,
            p.c.number,
            p.c.revision,
            r.c.total_minor,
            r.c.currency,
            r.c.valid_until,
            s.c.name.label("dentist"),
        )
        .select_from(
            p.outerjoin(r, (r.c.plan_id == p.c.id) & (r.c.revision == p.c.revision)).outerjoin(
                s, s.c.id == p.c.dentist_id
            )
        )
        .where(p.c.patient_id == patient_id)
        .order_by((p.c.lead_id == (lead_id or 0)).desc(), p.c.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return PanePlan()
    total = Money(row.total_minor, row.currency) if row.total_minor is not None else None
    return PanePlan(row.id, row.number, row.revision, total, row.valid_until, row.dentist or "")
