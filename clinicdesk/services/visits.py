"""Appointments from the held date to the arrival, and how patients come; all of it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.leads import FactKind
from clinicdesk.domain.text import marked, within_line, within_paragraph
from clinicdesk.domain.visits import Appointment, AppointmentState, Travel, VisitRow, overlapping
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.services.reconcile import reconcile
from clinicdesk.storage import leads, patients, visits
from clinicdesk.storage.work import Work

LONGEST_VISIT = 24 * 60
_CHANGES = Changes.VISITS | Changes.FOLLOWUPS | Changes.LEADS
_BOOKED = frozenset({AppointmentState.HELD, AppointmentState.CONFIRMED})


class Visits:
    """Holds, confirms, moves and ends appointments, and keeps the travel facts of a lead."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def hold(
        self,
        *,
        starts_at: datetime,
        lead_id: int | None = None,
        patient_id: int | None = None,
        plan_id: int | None = None,
        minutes: int = 60,
        trip: int = 1,
        title: str = "",
        chair: str = "",
        dentist_id: int | None = None,
        held_until: datetime | None = None,
        confirmed: bool = False,
        operation: UUID | None = None,
    ) -> Done[Appointment]:
        """Hold an appointment for a lead, or for a patient without one, until ``held_until``.

        Without an end the clinic's own number of days counts. ``confirmed`` skips the holding, for a
        visit that needs no deposit. ``data["overlaps"]`` counts the appointments in its way: they are
        allowed and never silent. Raises InvalidInput and NotFound.
        """
        with self.context.writing() as work:
            earlier = work.once(operation, "visit.hold")
            if earlier is not None:
                return Done(_visit(work, int(earlier["visit"])), Changes.NONE, marked("Held already."))
            days = settings_of(work, self.context).clinic.promises.hold_days
            visit = Appointment(
                0,
                _owner(work, lead_id, patient_id),
                starts_at,
                AppointmentState.CONFIRMED if confirmed else AppointmentState.HELD,
                _minutes(minutes),
                lead_id,
                plan_id,
                trip,
                within_line(title, "title"),
                within_line(chair, "chair"),
                dentist_id,
                None if confirmed else held_until or work.at + timedelta(days=days),
                work.at,
            )
            visit = replace(visit, id=visits.add(work, visit))
            work.remember(operation, {"visit": visit.id})
            undo = partial(self._withdraw, visit.id)
            return self._told(work, visit, "visit.hold", marked("Held for {at}."), undo)

    @permitted(EVERYBODY)
    def confirm(self, appointment_id: int) -> Done[Appointment]:
        """Make a held appointment a booking; raises Conflict for one that is over."""
        return self._change(
            appointment_id,
            lambda visit: replace(visit, state=AppointmentState.CONFIRMED, held_until=None),
            "visit.confirm",
            marked("Confirmed for {at}."),
        )

    @permitted(EVERYBODY)
    def move(
        self,
        appointment_id: int,
        *,
        starts_at: datetime,
        minutes: int | None = None,
        chair: str | None = None,
        dentist_id: int | None = None,
    ) -> Done[Appointment]:
        """Move an appointment; its messages move along, and those sent for the old date are due again."""
        now = self.context.clock.now()

        def moved(visit: Appointment) -> Appointment:
            return replace(
                visit,
                starts_at=starts_at,
                minutes=_minutes(minutes) if minutes is not None else visit.minutes,
                chair=within_line(chair, "chair") if chair is not None else visit.chair,
                dentist_id=dentist_id if dentist_id is not None else visit.dentist_id,
                changed_at=now if starts_at != visit.starts_at else visit.changed_at,
            )

        return self._change(appointment_id, moved, "visit.move", marked("Moved to {at}."))

    @permitted(EVERYBODY)
    def arrive(
        self, appointment_id: int | None = None, *, lead_id: int | None = None, at: datetime | None = None
    ) -> Done[Appointment | None]:
        """Record that the patient came: to an appointment, or on a lead that has none (a walk-in).

        A lead without an ``appointment_id`` takes its next booked one. A second visit of the same trip
        is marked as kept and adds no second arrival. Raises Conflict for an appointment that is over.
        """
        with self.context.writing() as work:
            visit = self._arriving(work, appointment_id, lead_id)
            lead = visit.lead_id if visit else lead_id
            when = at or work.at
            if when > work.at:
                raise InvalidInput(marked("An arrival cannot lie in the future."), field="at")
            if visit is not None:
                _must_be_booked(visit)
                visits.write(work, replace(visit, state=AppointmentState.ARRIVED, held_until=None))
            fact_id = _arrival_fact(work, lead, visit, when)
            owner = visit.patient_id if visit else _owner(work, lead, None)
            work.audit("visit.arrive", "appointment", visit.id if visit else None, {"lead": lead})
            reconcile(work, self.context, owner)
            after = _visit(work, visit.id) if visit else None
        undo = partial(self._take_back, owner, visit, fact_id)
        return Done(after, _CHANGES, marked("Arrived."), undo=undo)

    def _arriving(self, work: Work, appointment_id: int | None, lead_id: int | None) -> Appointment | None:
        if appointment_id is not None:
            return _visit(work, appointment_id)
        if lead_id is None:
            raise InvalidInput(marked("Say which appointment or which lead."), field="lead")
        booked = (visit for visit in visits.of_lead(work, lead_id) if visit.state in _BOOKED)
        return next(booked, None)

    @permitted(EVERYBODY)
    def no_show(self, appointment_id: int) -> Done[Appointment]:
        """Record that the patient did not come; the next line asks for a new date."""
        return self._end(
            appointment_id, AppointmentState.NO_SHOW, FactKind.NO_SHOW, marked("Did not come on {at}.")
        )

    @permitted(EVERYBODY)
    def cancel(self, appointment_id: int, *, note: str = "") -> Done[Appointment]:
        """Cancel an appointment; a paid deposit stays until it is refunded or a new date is agreed."""
        return self._end(
            appointment_id,
            AppointmentState.CANCELLED,
            FactKind.BOOKING_CANCELLED,
            marked("Cancelled: {at}."),
            within_paragraph(note, "note"),
        )

    @permitted(EVERYBODY)
    def set_travel(self, lead_id: int, travel: Travel) -> Done[Travel]:
        """Store how the patient of a lead comes; the messages before the landing follow."""
        if travel.lands_at and travel.leaves_at and travel.leaves_at <= travel.lands_at:
            raise InvalidInput(marked("The patient cannot leave before landing."), field="leaves_at")
        clean = Travel(
            lead_id,
            travel.lands_at,
            travel.leaves_at,
            within_line(travel.flight, "flight"),
            within_line(travel.hotel, "hotel"),
            within_line(travel.transfer, "transfer"),
            within_line(travel.companion, "companion"),
            within_paragraph(travel.note, "note"),
        )
        with self.context.writing() as work:
            owner = _owner(work, lead_id, None)
            before = visits.travel(work, lead_id) or Travel(lead_id)
            visits.write_travel(work, clean)
            work.audit("visit.travel", "lead", lead_id)
            reconcile(work, self.context, owner)
        return Done(clean, _CHANGES, marked("Travel noted."), undo=partial(self.set_travel, lead_id, before))

    @permitted(EVERYBODY)
    def between(self, first: datetime, last: datetime) -> tuple[VisitRow, ...]:
        """Return every appointment that starts from ``first`` until before ``last``, in order."""
        with self.context.reading() as work:
            return visits.between(work, first, last)

    @permitted(EVERYBODY)
    def of_lead(self, lead_id: int) -> tuple[Appointment, ...]:
        """Return the lead's appointments in the order of their time."""
        with self.context.reading() as work:
            return visits.of_lead(work, lead_id)

    @permitted(EVERYBODY)
    def travel(self, lead_id: int) -> Travel:
        """Return how the patient of a lead comes; empty where nothing is known."""
        with self.context.reading() as work:
            return visits.travel(work, lead_id) or Travel(lead_id)

    def _change(
        self,
        appointment_id: int,
        changed: Callable[[Appointment], Appointment],
        action: str,
        summary: str,
    ) -> Done[Appointment]:
        with self.context.writing() as work:
            before = _visit(work, appointment_id)
            _must_be_booked(before)
            after = changed(before)
            visits.write(work, after)
            undo = partial(self._take_back, before.patient_id, before, None)
            return self._told(work, after, action, summary, undo)

    def _end(
        self, appointment_id: int, state: AppointmentState, kind: FactKind, summary: str, note: str = ""
    ) -> Done[Appointment]:
        with self.context.writing() as work:
            before = _visit(work, appointment_id)
            _must_be_booked(before)
            after = replace(before, state=state, held_until=None)
            visits.write(work, after)
            fact_id = None
            if before.lead_id is not None:
                detail: dict[str, Any] = {"appointment_id": before.id} | ({"note": note} if note else {})
                fact_id = leads.add_fact(work, before.lead_id, kind, detail=detail).id
            undo = partial(self._take_back, before.patient_id, before, fact_id)
            return self._told(work, after, f"visit.{state.value}", summary, undo)

    def _told(
        self, work: Work, visit: Appointment, action: str, summary: str, undo: Callable[[], Done[Any]]
    ) -> Done[Appointment]:
        """Finish a write: audit, follow-ups, and how many appointments stand in its way."""
        work.audit(action, "appointment", visit.id)
        reconcile(work, self.context, visit.patient_id)
        around = timedelta(minutes=LONGEST_VISIT)
        near = visits.between(work, visit.starts_at - around, visit.starts_at + around)
        crossing = overlapping(visit, (row.visit for row in near)) if visit.state in _BOOKED else ()
        data: dict[str, object] = {"at": visit.starts_at, "overlaps": len(crossing)}
        return Done(visit, _CHANGES, summary, data, undo)

    def _withdraw(self, appointment_id: int) -> Done[Appointment]:
        """Undo holding: the appointment counts as cancelled, without a fact."""
        return self._change(
            appointment_id,
            lambda visit: replace(visit, state=AppointmentState.CANCELLED, held_until=None),
            "visit.withdraw",
            marked("Not held any more."),
        )

    def _take_back(
        self, patient_id: int, before: Appointment | None, fact_id: int | None, again: bool = False
    ) -> Done[Appointment | None]:
        """Give an appointment the state it had and take its fact back, or do both again."""
        with self.context.writing() as work:
            now = _visit(work, before.id) if before else None
            if before is not None:
                visits.write(work, before)
            if fact_id is not None:
                (leads.restore_fact if again else leads.retract_fact)(work, fact_id)
            work.audit("visit.put_back", "appointment", before.id if before else None)
            reconcile(work, self.context, patient_id)
        undo = partial(self._take_back, patient_id, now, fact_id, not again)
        return Done(before, _CHANGES, marked("Undone."), undo=undo)


def _visit(work: Work, appointment_id: int) -> Appointment:
    found = visits.get(work, appointment_id)
    if found is None:
        raise NotFound(marked("This appointment is not in the file any more."))
    return found


def _must_be_booked(visit: Appointment) -> None:
    if visit.state not in _BOOKED:
        raise Conflict(marked("This appointment is over or cancelled. Undo that first."))


def _owner(work: Work, lead_id: int | None, patient_id: int | None) -> int:
    lead = leads.get(work, lead_id) if lead_id is not None else None
    if lead is not None:
        return lead.patient_id
    if lead_id is None and patient_id is not None and patients.get(work, patient_id) is not None:
        return patient_id
    raise NotFound(marked("This lead or patient is not in the file any more."))


def _arrival_fact(work: Work, lead_id: int | None, visit: Appointment | None, when: datetime) -> int | None:
    """Record the lead's arrival, once; return the fact's id where it was recorded now."""
    if lead_id is None:
        return None
    if any(fact.kind is FactKind.ARRIVED for fact in leads.facts(work, lead_id)):
        if visit is None:
            raise Conflict(marked("The arrival has been recorded already."))
        return None
    detail = {"appointment_id": visit.id} if visit else {}
    return leads.add_fact(work, lead_id, FactKind.ARRIVED, at=when, detail=detail).id


def _minutes(minutes: int) -> int:
    if not 1 <= minutes <= LONGEST_VISIT:
        raise InvalidInput(marked("A visit takes from a minute to a day."), field="minutes")
    return minutes
