"""The visits of a trip: what is booked joined with what the plan says happens, and what has no time yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.completeness import Problem
from clinicdesk.domain.hours import OpeningHours, next_opening
from clinicdesk.domain.itinerary import ItineraryVisit, ItineraryWork, PlannedVisit
from clinicdesk.domain.papers import UNSAID, Said
from clinicdesk.domain.plan_papers import PlanDocument, PlanPaperTrip, PlanPaperVisit
from clinicdesk.domain.procedures import Procedure
from clinicdesk.domain.text import marked
from clinicdesk.domain.visits import Appointment
from clinicdesk.domain.wordings import Term
from clinicdesk.services import words
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.itinerary_checks import warning
from clinicdesk.services.offers import Offer, offer_of
from clinicdesk.services.papers import paper_staff
from clinicdesk.storage import itineraries
from clinicdesk.storage.work import Work

PART = "visits"
LOOKING = frozenset({"exam", "scan", "photos", "design", "video", "check"})
"""Visits at which nothing is done to a tooth."""


@dataclass(frozen=True)
class Timetable:
    """The visits as they are printed, those of the plan without a time, and what speaks against them."""

    visits: tuple[ItineraryVisit, ...]
    planned: tuple[PlannedVisit, ...]
    problems: tuple[Problem, ...]
    dentist_id: int | None


@dataclass(frozen=True)
class _Planned:
    """A visit of the plan with its wording key, empty for words that somebody typed."""

    day: int
    key: str
    title: Said
    minutes: int


def timetable(
    work: Work,
    context: Context,
    booked: Sequence[Appointment],
    trip: PlanPaperTrip,
    paper: PlanDocument,
    dentist_id: int | None,
    languages: tuple[str, ...],
) -> Timetable:
    """Return the visits of ``trip``: the ``booked`` ones, and those that the plan names beside them.

    The first appointment is the plan's first visit; another one is the visit of its name, else of its day.
    Nothing has a day while nothing is booked.
    """
    settings = settings_of(work, context)
    maker = _Maker(
        offer_of(work, context), paper, trip, settings.hours, settings.clinic.language, languages,
        itineraries.file_id(work),
    )  # fmt: skip
    own = dentist_id if dentist_id is not None else next((v.dentist_id for v in booked if v.dentist_id), None)
    joined, left = maker.join(booked)
    made = [maker.booked(visit, planned, _other_dentist(work, visit, own)) for visit, planned in joined] + [
        maker.unbooked(planned, on) for planned, on in left
    ]
    made.sort(key=lambda visit: (visit.on, visit.starts_at is None, visit.starts_at))
    todo = tuple(PlannedVisit(on, planned.key or planned.title.text, planned.minutes) for planned, on in left)
    return Timetable(tuple(made), todo, _once(maker.problems), own)


def _is_done_at(key: str, procedure: Procedure) -> bool:
    """Return whether a procedure is worked on at a visit of this kind, and not only looked at."""
    steps = {step.key for step in procedure.visits}
    return key in steps and (key not in LOOKING or steps <= LOOKING)


def _once(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems without repeats: two visits may miss the same word."""
    return tuple({(one.message, *sorted(map(str, one.data.values()))): one for one in found}.values())


def _other_dentist(work: Work, visit: Appointment, own: int | None) -> str:
    return paper_staff(work, visit.dentist_id).name if visit.dentist_id not in {None, own} else ""


@dataclass(frozen=True)
class _Maker:
    """Words and days of one trip's visits; collects what it could not say."""

    offer: Offer
    paper: PlanDocument
    trip: PlanPaperTrip
    hours: OpeningHours
    clinic_language: str
    languages: tuple[str, ...]
    file_id: str
    problems: list[Problem] = field(default_factory=list)

    def join(
        self, booked: Sequence[Appointment]
    ) -> tuple[list[tuple[Appointment, _Planned | None]], list[tuple[_Planned, date]]]:
        """Return each appointment with its visit of the plan, and the plan's others with their day."""
        planned = [self._planned(visit) for visit in sorted(self.trip.visits, key=lambda visit: visit.day)]
        joined: list[tuple[Appointment, _Planned | None]] = []
        if not booked:
            return joined, []
        first = clinic_date(booked[0].starts_at, self.hours.zone)
        start = planned[0].day if planned else 1
        days = {id(one): self._open_day(first + timedelta(days=one.day - start)) for one in planned}
        for place, visit in enumerate(booked):
            on = clinic_date(visit.starts_at, self.hours.zone)
            same = [one for one in planned if visit.title and visit.title in {one.key, *self._names(one)}]
            fits = same or ([] if visit.title else [one for one in planned if days[id(one)] == on])
            if place == 0 and not same and planned:
                fits = planned[:1]
            found = min(fits, key=lambda one: abs(days[id(one)] - on), default=None)
            joined.append((visit, found))
            if found is not None:
                planned.remove(found)
        return joined, [(one, days[id(one)]) for one in planned]

    def _planned(self, visit: PlanPaperVisit) -> _Planned:
        """Return a visit of the frozen paper with the key that its words were made of."""
        for key in self.offer.keys_of(PART, retired=True):
            found = self.offer.worded(Term(PART, key), self.paper.language)
            if found is not None and found.name == visit.title.text:
                return _Planned(visit.day, key, visit.title, visit.minutes)
        return _Planned(visit.day, "", visit.title, visit.minutes)

    def _names(self, planned: _Planned) -> set[str]:
        """Return what a visit is called in the plan, and by the staff."""
        found = self.offer.worded(Term(PART, planned.key), self.clinic_language) if planned.key else None
        return {planned.title.text, planned.title.second, found.name if found else ""} - {""}

    def _open_day(self, on: date) -> date:
        """Return the day, or the next one on which the clinic is open."""
        midnight = datetime.combine(on, time(0, 0), tzinfo=self.hours.zone)
        return clinic_date(next_opening(midnight, self.hours), self.hours.zone)

    def booked(self, visit: Appointment, planned: _Planned | None, dentist: str) -> ItineraryVisit:
        """Return an appointment as it is printed."""
        on = clinic_date(visit.starts_at, self.hours.zone)
        if visit.held_until is not None:
            self.problems.append(warning("held", marked("The visit of {day} is only reserved."), day=on))
        typed = {self.clinic_language: visit.title}
        key = planned.key if planned else visit.title if self._is_key(visit.title) else ""
        return ItineraryVisit(
            on=on,
            title=self._title(on, key, self._typed(planned) if planned else typed),
            starts_at=visit.starts_at,
            minutes=visit.minutes,
            work=tuple(self._work(key)),
            dentist=dentist,
            held_until=visit.held_until,
            uid=f"visit-{visit.id}.{self.file_id}@clinicdesk",
        )

    def unbooked(self, planned: _Planned, on: date) -> ItineraryVisit:
        """Return a visit of the plan whose time follows."""
        self.problems.append(
            warning("time", marked("No time yet for the visit of {day}."), f"visit:{on}", day=on)
        )
        title = self._title(on, planned.key, self._typed(planned))
        return ItineraryVisit(
            on=on, title=title, minutes=planned.minutes, work=tuple(self._work(planned.key))
        )

    def _is_key(self, text: str) -> bool:
        return words.is_key(Term(PART, text), self.offer.texts)

    def _typed(self, planned: _Planned) -> dict[str, str]:
        return {
            self.paper.language: planned.title.text,
            self.paper.second_language: planned.title.second,
        }

    def _title(self, on: date, key: str, typed: dict[str, str]) -> Said:
        """Return a visit's words in the paper's languages; one that is missing is told and left out."""
        found = []
        for language in self.languages:
            word = self.offer.worded(Term(PART, key), language) if key else None
            text = word.name if word else "" if key else typed.get(language, "")
            if not text and any((key, *typed.values())):
                message = marked("No words for the visit of {day} in {language}.")
                self.problems.append(warning("words", message, day=on, language=language))
            found.append(text)
        return Said(*found) if found[0] else UNSAID

    def _work(self, key: str) -> Iterator[ItineraryWork]:
        """Yield the plan's lines that a visit of this kind is for, one for each procedure."""
        lines: dict[str, tuple[int, ...]] = {}
        places: dict[str, Said] = {}
        for item in self.trip.items:
            procedure = self.offer.procedures.get(item.code)
            if procedure and _is_done_at(key, procedure):
                lines[item.code] = tuple(sorted({*lines.get(item.code, ()), *item.teeth}))
                places[item.code] = self._place(item.area)
        for code, teeth in lines.items():
            name = self._name(code)
            if name:
                yield ItineraryWork(name, teeth, UNSAID if teeth else places[code])

    def _place(self, area: str) -> Said:
        if not area:
            return UNSAID
        found = [self.offer.worded(Term("areas", area), language) for language in self.languages]
        names = [one.name if one else "" for one in found]
        return Said(*names) if names[0] else UNSAID

    def _name(self, code: str) -> Said:
        names = []
        for language in self.languages:
            found = self.offer.wording(code, language)
            if found is None or not found.name:
                message = marked("No words for {name} in {language}.")
                known = self.offer.name(code, self.clinic_language)
                self.problems.append(warning("words", message, name=known, language=language))
            names.append(found.name if found else "")
        return Said(*names) if names[0] else UNSAID
