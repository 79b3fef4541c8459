"""Appointments that are held, confirmed, kept or missed, and the facts of the journey to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from clinicdesk.domain.people import StaffMember


class AppointmentState(StrEnum):
    """Held waits for a deposit; confirmed has one; the rest is how it ended."""

    HELD = "held"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Appointment:
    """One visit in a chair; ``trip`` counts the plan's trips from 1, ``held_until`` ends a hold.

    ``changed_at`` is when its time was last agreed: a confirmation sent before it is out of date.
    """

    id: int
    patient_id: int
    starts_at: datetime
    state: AppointmentState
    minutes: int = 60
    lead_id: int | None = None
    plan_id: int | None = None
    trip: int = 1
    title: str = ""
    chair: str = ""
    dentist_id: int | None = None
    held_until: datetime | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Travel:
    """How a patient comes: an empty text or None is a fact still missing."""

    lead_id: int
    lands_at: datetime | None = None
    leaves_at: datetime | None = None
    flight: str = ""
    hotel: str = ""
    transfer: str = ""
    companion: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One appointment as the calendar and the record show it, with how the patient comes."""

    visit: Appointment
    name: str
    native_name: str
    country: str
    dentist: str
    travel: Travel | None = None


def overlapping(visit: Appointment, others: Iterable[Appointment]) -> tuple[Appointment, ...]:
    """Return the appointments that need the same chair, or the same dentist, at the same time.

    Cancelled and missed ones need nothing; an appointment without a chair and a dentist needs neither.
    """
    ends_at = visit.starts_at + timedelta(minutes=visit.minutes)
    gone = {AppointmentState.CANCELLED, AppointmentState.NO_SHOW}
    return tuple(
        other
        for other in others
        if other.id != visit.id
        and other.state not in gone
        and other.starts_at < ends_at
        and visit.starts_at < other.starts_at + timedelta(minutes=other.minutes)
        and (
            (visit.chair != "" and visit.chair == other.chair)
            or (visit.dentist_id is not None and visit.dentist_id == other.dentist_id)
        )
    )


def dentist_of(visit: Appointment | None, named: str, staff: tuple[StaffMember, ...]) -> int | None:
    """Return the visit's dentist, else who is ``named`` on the plan's paper, if still among ``staff``."""
    if visit is not None and visit.dentist_id is not None:
        return visit.dentist_id
    return next((member.id for member in staff if named and member.name == named), None)
