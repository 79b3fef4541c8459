"""Reads and writes appointments and how patients come to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update

from clinicdesk.domain.visits import Appointment, Travel, VisitRow
from clinicdesk.storage import tables as t
from clinicdesk.storage.cases import travel_of, visit_of
from clinicdesk.storage.work import Work

_a, _v = t.appointment, t.travel


def add(work: Work, visit: Appointment) -> int:
    """Store a new appointment, agreed now, and return its id."""
    made = work.execute(
        insert(_a).values(_values(visit) | {"patient_id": visit.patient_id}).returning(_a.c.id)
    )
    return int(made.scalar_one())


def write(work: Work, visit: Appointment) -> None:
    """Store a changed appointment."""
    work.execute(update(_a).where(_a.c.id == visit.id).values(_values(visit)))


def _values(visit: Appointment) -> dict[str, object]:
    return {
        "lead_id": visit.lead_id,
        "plan_id": visit.plan_id,
        "trip": visit.trip,
        "starts_at": visit.starts_at,
        "minutes": visit.minutes,
        "title": visit.title,
        "chair": visit.chair,
        "dentist_id": visit.dentist_id,
        "state": visit.state.value,
        "held_until": visit.held_until,
        "changed_at": visit.changed_at,
    }


def get(work: Work, appointment_id: int) -> Appointment | None:
    """Return one appointment; None where there is none of that id."""
    row = work.execute(select(_a).where(_a.c.id == appointment_id)).one_or_none()
    return visit_of(row) if row is not None else None


def of_lead(work: Work, lead_id: int) -> tuple[Appointment, ...]:
    """Return the lead's appointments in the order of their time."""
    rows = work.execute(select(_a).where(_a.c.lead_id == lead_id).order_by(_a.c.starts_at, _a.c.id))
    return tuple(visit_of(row) for row in rows)


def between(work: Work, first: datetime, last: datetime) -> tuple[VisitRow, ...]:
    """Return every appointment that starts from ``first`` until before ``last``, in order."""
    rows = work.execute(
        select(
            _a,
            t.patient.c.name,
            t.patient.c.native_name,
            t.patient.c.country,
            t.staff.c.name.label("dentist"),
        )
        .select_from(
            _a.join(t.patient, t.patient.c.id == _a.c.patient_id).outerjoin(
                t.staff, t.staff.c.id == _a.c.dentist_id
            )
        )
        .where(_a.c.starts_at >= first, _a.c.starts_at < last)
        .order_by(_a.c.starts_at, _a.c.id)
    ).all()
    found = travels(work, [row.lead_id for row in rows if row.lead_id is not None])
    return tuple(
        VisitRow(
            visit_of(row),
            row.name,
            row.native_name,
            row.country,
            row.dentist or "",
            found.get(row.lead_id) if row.lead_id is not None else None,
        )
        for row in rows
    )


def travels(work: Work, lead_ids: list[int]) -> dict[int, Travel]:
    """Return how the patients of ``lead_ids`` come, by lead."""
    rows = work.execute(select(_v).where(_v.c.lead_id.in_(sorted(set(lead_ids))))) if lead_ids else ()
    return {row.lead_id: travel_of(row) for row in rows}


def travel(work: Work, lead_id: int) -> Travel | None:
    """Return how the patient of one lead comes; None where nothing is known."""
    return travels(work, [lead_id]).get(lead_id)


def write_travel(work: Work, found: Travel) -> None:
    """Store how the patient of a lead comes, whether or not something was known before."""
    values = {
        "lands_at": found.lands_at,
        "leaves_at": found.leaves_at,
        "flight": found.flight,
        "hotel": found.hotel,
        "transfer": found.transfer,
        "companion": found.companion,
        "note": found.note,
        "changed_at": work.at,
    }
    changed = work.execute(update(_v).where(_v.c.lead_id == found.lead_id).values(values))
    if changed.rowcount == 0:
        work.execute(insert(_v).values(values | {"lead_id": found.lead_id}))
