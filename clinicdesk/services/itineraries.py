"""Itineraries: drafted from what is booked, issued as frozen papers with their calendar file, and kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.completeness import Severity
from clinicdesk.domain.errors import Conflict, NotFound
from clinicdesk.domain.itinerary import ItineraryDocument, ItineraryRow
from clinicdesk.domain.languages import check_document_language
from clinicdesk.domain.text import marked
from clinicdesk.domain.visits import AppointmentState
from clinicdesk.services import itinerary_papers, words
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.itinerary_papers import ItineraryDraft, ItineraryWish
from clinicdesk.services.papers import known_patient, press
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.storage import itineraries as repository
from clinicdesk.storage import plans, visits
from clinicdesk.storage.work import Work

__all__ = ["Itineraries", "ItineraryDraft", "ItineraryWish"]

_KEPT = frozenset({AppointmentState.HELD, AppointmentState.CONFIRMED, AppointmentState.ARRIVED})


class Itineraries:
    """Says where a patient has to be and when, and keeps every issue byte for byte."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def wish(
        self, plan_id: int, *, trip: int = 1, language: str = "", second_language: str = ""
    ) -> ItineraryWish:
        """Return which itinerary is meant; an empty ``language`` follows the patient, else the clinic.

        Raises NotFound, or InvalidInput for a language that papers cannot speak.
        """
        with self.context.reading() as work:
            plan = plans.get(work, plan_id)
            if plan is None:
                raise NotFound(marked("This plan is not in the clinic's file."))
            if not language:
                own = known_patient(work, plan.patient_id).language
                clinic = settings_of(work, self.context).clinic
                language = own if own in words.languages() else clinic.language
        check_document_language(language, "language")
        if second_language:
            check_document_language(second_language, "second_language")
        return ItineraryWish(plan_id, trip, language, "" if second_language == language else second_language)

    @permitted(EVERYBODY)
    def of_lead(self, lead_id: int) -> ItineraryWish:
        """Return the itinerary that a lead needs now: that of its next visit, else of its newest plan.

        Raises Conflict where no plan was issued for the lead.
        """
        with self.context.reading() as work:
            booked = [visit for visit in visits.of_lead(work, lead_id) if visit.state in _KEPT]
            issued = [row for row in plans.rows(work, lead_id=lead_id) if row.revision and not row.closed]
            coming = [visit for visit in booked if visit.starts_at >= work.at]
        visit = next(iter(coming or booked[-1:]), None)
        if visit is not None and visit.plan_id is not None:
            return self.wish(visit.plan_id, trip=visit.trip)
        if not issued:
            raise Conflict(marked("Issue a plan first, so that the itinerary knows the visits of the trip."))
        return self.wish(issued[0].id, trip=visit.trip if visit else 1)

    @permitted(EVERYBODY)
    def draft(self, wish: ItineraryWish) -> ItineraryDraft:
        """Return the itinerary as it would be issued now, with what it does not say yet.

        Raises NotFound, Conflict before the plan is issued, or InvalidInput for a trip that it has not.
        """
        with self.context.reading() as work:
            return itinerary_papers.draft(work, self.context, wish)

    @permitted(EVERYBODY)
    def pdf(self, wish: ItineraryWish) -> bytes:
        """Return the draft's pages, as ``draft`` reads them."""
        from clinicdesk.documents.itinerary import itinerary_pdf

        return itinerary_pdf(self.draft(wish).document, press())

    @permitted(EVERYBODY)
    def calendar(self, wish: ItineraryWish) -> bytes:
        """Return the draft's calendar file, as ``draft`` reads it."""
        from clinicdesk.documents.calendar import itinerary_calendar

        document = self.draft(wish).document
        return itinerary_calendar(replace(document, issued_at=self.context.clock.now()))

    @permitted(EVERYBODY)
    def issue(self, wish: ItineraryWish, *, operation: UUID | None = None) -> Done[ItineraryRow]:
        """Freeze the itinerary as the trip's next issue, with its pages and its calendar file. Final.

        Only what is stored is issued: the ``travel`` of the wish is not used. The files are made before the
        clinic's file is locked and dropped if something changed meanwhile. Raises Conflict while nothing is
        booked.
        """
        from clinicdesk.documents.calendar import itinerary_calendar
        from clinicdesk.documents.itinerary import itinerary_pdf

        wish, issued_at = replace(wish, travel=None), self.context.clock.now()
        with self.context.reading() as work:
            paper = self._issuable(work, wish, issued_at)[0]
        pdf, calendar = itinerary_pdf(paper, press()), itinerary_calendar(paper)
        with self.context.writing() as work:
            earlier = work.once(operation, "itinerary.issue")
            if earlier is not None:
                return self._issued(_row(work, int(earlier["itinerary"])))
            now, patient_id = self._issuable(work, wish, issued_at)
            if now.check_code != paper.check_code:
                raise Conflict(marked("Something changed while the itinerary was being issued. Try again."))
            files = ((pdf, sha256(pdf).hexdigest()), (calendar, sha256(calendar).hexdigest()))
            made = repository.add(work, (patient_id, wish.plan_id), paper, *files)
            work.remember(operation, {"itinerary": made})
            work.audit(
                "itinerary.issue", "plan", wish.plan_id, {"trip": wish.trip, "revision": paper.revision}
            )
            row = _row(work, made)
        return self._issued(row)

    def _issued(self, row: ItineraryRow) -> Done[ItineraryRow]:
        return Done(
            row,
            Changes.VISITS | Changes.PLANS,
            marked("The itinerary for trip {trip} of {number} was issued."),
            {"trip": row.trip, "number": row.number},
        )

    def _issuable(
        self, work: Work, wish: ItineraryWish, issued_at: datetime
    ) -> tuple[ItineraryDocument, int]:
        """Return the sealed paper of the next issue and its patient; Conflict where something blocks."""
        draft = itinerary_papers.draft(work, self.context, wish)
        for problem in draft.problems:
            if problem.severity is Severity.BLOCK:
                raise Conflict(problem.message, field=problem.where.field, **problem.data)
        zone = settings_of(work, self.context).clinic.tz
        paper = replace(draft.document, issued_at=issued_at, issued_on=clinic_date(issued_at, zone))
        return paper.sealed(), draft.patient_id

    @permitted(EVERYBODY)
    def of_patient(self, patient_id: int) -> tuple[ItineraryRow, ...]:
        """Return what was issued to a patient, the newest first."""
        with self.context.reading() as work:
            return repository.rows(work, patient_id=patient_id)

    @permitted(EVERYBODY)
    def of_trip(self, plan_id: int, trip: int) -> tuple[ItineraryRow, ...]:
        """Return what was issued for one trip of a plan, the newest first."""
        with self.context.reading() as work:
            return tuple(row for row in repository.rows(work, plan_id=plan_id) if row.trip == trip)

    @permitted(EVERYBODY)
    def document(self, itinerary_id: int) -> ItineraryDocument:
        """Return the frozen paper of an issue; raises NotFound."""
        with self.context.reading() as work:
            found = repository.document(work, itinerary_id)
        if found is None:
            raise _unknown()
        return found

    @permitted(EVERYBODY)
    def issued_pdf(self, itinerary_id: int) -> bytes:
        """Return the pages of an issue, byte for byte; raises NotFound."""
        return self._files(itinerary_id)[0]

    @permitted(EVERYBODY)
    def issued_calendar(self, itinerary_id: int) -> bytes:
        """Return the calendar file of an issue, byte for byte; raises NotFound."""
        return self._files(itinerary_id)[1]

    def _files(self, itinerary_id: int) -> tuple[bytes, bytes]:
        with self.context.reading() as work:
            found = repository.files(work, itinerary_id)
        if found is None:
            raise _unknown()
        return found


def _row(work: Work, itinerary_id: int) -> ItineraryRow:
    found = repository.row(work, itinerary_id)
    if found is None:
        raise _unknown()
    return found


def _unknown() -> NotFound:
    return NotFound(marked("This itinerary is not in the clinic's file."))
