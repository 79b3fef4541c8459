"""Reads and writes issued itineraries, which never change, and the appointments they are made of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, insert, or_, select

from clinicdesk.domain.itinerary import ItineraryDocument, ItineraryRow
from clinicdesk.domain.visits import Appointment, AppointmentState
from clinicdesk.storage import tables
from clinicdesk.storage.cases import visit_of
from clinicdesk.storage.sealed import sealed
from clinicdesk.storage.work import Work

_t, _a = tables.itinerary, tables.appointment
_KEPT = tuple(
    state.value for state in (AppointmentState.HELD, AppointmentState.CONFIRMED, AppointmentState.ARRIVED)
)


def add(
    work: Work,
    place: tuple[int, int],
    document: ItineraryDocument,
    pdf: tuple[bytes, str],
    calendar: tuple[bytes, str],
) -> int:
    """Freeze one issue and return its id; ``place`` is patient and plan, the files go with their SHA-256."""
    made = work.execute(
        insert(_t)
        .values(
            patient_id=place[0],
            plan_id=place[1],
            trip=document.trip,
            revision=document.revision,
            issued_at=work.at,
            issued_by=work.by,
            **sealed(document, *pdf),
            calendar=calendar[0],
            calendar_sha256=calendar[1],
        )
        .returning(_t.c.id)
    )
    return int(made.scalar_one())


def rows(
    work: Work, *, patient_id: int | None = None, plan_id: int | None = None
) -> tuple[ItineraryRow, ...]:
    """Return issued itineraries, the newest first: of a patient, of a plan, or all."""
    query = _rows().order_by(_t.c.id.desc())
    if patient_id is not None:
        query = query.where(_t.c.patient_id == patient_id)
    if plan_id is not None:
        query = query.where(_t.c.plan_id == plan_id)
    return tuple(_row(row) for row in work.execute(query))


def row(work: Work, itinerary_id: int) -> ItineraryRow | None:
    """Return one issued itinerary; None where there is none of that id."""
    found = work.execute(_rows().where(_t.c.id == itinerary_id)).one_or_none()
    return _row(found) if found else None


def newest(work: Work, plan_id: int, trip: int) -> int | None:
    """Return the id of a trip's last issue; None before the first."""
    query = select(func.max(_t.c.id)).where(_t.c.plan_id == plan_id, _t.c.trip == trip)
    found: int | None = work.execute(query).scalar()
    return found


def document(work: Work, itinerary_id: int) -> ItineraryDocument | None:
    """Return the frozen paper of one issue; None where there is none of that id."""
    found = work.execute(select(_t.c.document).where(_t.c.id == itinerary_id)).scalar()
    return ItineraryDocument.from_json(found) if found else None


def files(work: Work, itinerary_id: int) -> tuple[bytes, bytes] | None:
    """Return PDF and calendar of one issue byte for byte; None where there is none of that id."""
    found = work.execute(select(_t.c.pdf, _t.c.calendar).where(_t.c.id == itinerary_id)).one_or_none()
    return (found.pdf, found.calendar) if found else None


def visits(work: Work, plan_id: int, lead_id: int | None, trip: int) -> tuple[Appointment, ...]:
    """Return what is booked or kept for one trip of a plan, in the order of time.

    An appointment belongs to the plan that it names, else to the plan of its lead.
    """
    of_lead = (_a.c.plan_id.is_(None)) & (_a.c.lead_id == lead_id)
    query = (
        select(_a)
        .where(or_(_a.c.plan_id == plan_id, of_lead), _a.c.trip == trip, _a.c.state.in_(_KEPT))
        .order_by(_a.c.starts_at, _a.c.id)
    )
    return tuple(visit_of(found) for found in work.execute(query))


def file_id(work: Work) -> str:
    """Return the name that tells this clinic's file from every other, for the names of its events."""
    return str(work.execute(select(tables.clinic.c.file_id)).scalar_one())


def _rows() -> Select[Any]:
    return select(
        _t.c.id, _t.c.patient_id, _t.c.plan_id, tables.plan.c.number, _t.c.trip, _t.c.revision,
        _t.c.issued_at, _t.c.language, _t.c.second_language, _t.c.check_code,
    ).join(tables.plan, tables.plan.c.id == _t.c.plan_id)  # fmt: skip


def _row(found: Any) -> ItineraryRow:
    return ItineraryRow(*found)
