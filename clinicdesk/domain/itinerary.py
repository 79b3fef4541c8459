"""The itinerary of one trip as data: everything its pages and its calendar say, frozen when it is issued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from clinicdesk.domain.freezing import check_code, frozen, thawed
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import NOBODY, UNSAID, Letterhead, PaperPatient, PaperStaff, Said

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ItineraryWork:
    """What is done at a visit, and on which FDI ``teeth``; ``place`` names an area where no teeth are."""

    name: Said
    teeth: tuple[int, ...] = ()
    place: Said = UNSAID


@dataclass(frozen=True)
class ItineraryVisit:
    """One visit on the clinic date ``on``; ``starts_at`` (UTC) is None while no time is agreed.

    ``uid`` names the appointment in every calendar it was sent to. ``held_until`` is set while it is only
    reserved; ``dentist`` where it is not the plan's own.
    """

    on: date
    title: Said = UNSAID
    starts_at: datetime | None = None
    minutes: int = 60
    work: tuple[ItineraryWork, ...] = ()
    dentist: str = ""
    held_until: datetime | None = None
    uid: str = ""


@dataclass(frozen=True)
class WithdrawnVisit:
    """An appointment of an earlier issue that is no more: a calendar that has it is told to drop it."""

    uid: str
    starts_at: datetime
    minutes: int = 60


@dataclass(frozen=True)
class ItineraryTravel:
    """How the patient comes, as it was typed; instants are UTC."""

    lands_at: datetime | None = None
    leaves_at: datetime | None = None
    flight: str = ""
    hotel: str = ""
    transfer: str = ""


@dataclass(frozen=True)
class ItineraryPlace:
    """The clinic's own facts for travellers in the paper's languages; ``taxi`` is in the local one."""

    directions: Said = UNSAID
    taxi: str = ""
    airport_code: str = ""
    airport: Said = UNSAID
    around: Said = UNSAID
    map_link: str = ""
    map_picture: bytes | None = None


@dataclass(frozen=True)
class ItineraryPayment:
    """One payment that counts on the plan, cited by its receipt's number; ``kind`` is deposit or balance."""

    number: str
    kind: str
    amount: Money
    received_on: date


@dataclass(frozen=True)
class ItineraryDocument:
    """All that an itinerary says: words resolved, dates and sums still data.

    ``issued_on`` is None on a draft; ``replaces_on`` is the date of the issue before it. ``patient_zone`` is
    IANA, empty where it is not known. ``usual_call`` and ``usual_bring`` print the program's own lists, where
    the clinic wrote none in any language. ``due`` is what is to be paid on this trip; ``refund_until`` the
    last day on which ``refund_percent`` of the deposit is given back.
    """

    number: str
    trip: int
    revision: int
    language: str
    letterhead: Letterhead
    patient: PaperPatient
    visits: tuple[ItineraryVisit, ...]
    second_language: str = ""
    issued_on: date | None = None
    issued_at: datetime | None = None
    replaces_on: date | None = None
    patient_zone: str = ""
    dentist: PaperStaff = NOBODY
    coordinator: PaperStaff = NOBODY
    emergency_phone: str = ""
    call_when: tuple[Said, ...] = ()
    usual_call: bool = False
    travel: ItineraryTravel = field(default_factory=ItineraryTravel)
    place: ItineraryPlace = field(default_factory=ItineraryPlace)
    bring: tuple[Said, ...] = ()
    usual_bring: bool = False
    payments: tuple[ItineraryPayment, ...] = ()
    due: Money | None = None
    due_is_estimate: bool = False
    refund_percent: int = 0
    refund_until: date | None = None
    withdrawn: tuple[WithdrawnVisit, ...] = ()
    check_code: str = ""

    @property
    def tz(self) -> ZoneInfo:
        """Return the clinic's time zone, in which every time of the paper is written."""
        return ZoneInfo(self.letterhead.zone)

    @property
    def file_name(self) -> str:
        """Return the name of its files without their ending, which needs no letters beyond ASCII."""
        plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in self.number)
        return f"{plain}-{self.trip}"

    def to_json(self) -> dict[str, Any]:
        """Return the document as JSON values, as it is stored when it is issued."""
        data: dict[str, Any] = frozen(self)
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ItineraryDocument:
        """Return the document that ``to_json`` gave ``data`` of."""
        return thawed(cls, data)

    def sealed(self) -> ItineraryDocument:
        """Return the document with the check code of all its other data."""
        bare = replace(self, check_code="")
        return replace(bare, check_code=check_code(bare.to_json()))


@dataclass(frozen=True)
class PlannedVisit:
    """A visit of the plan that has no appointment yet: ``title`` is a wording key or typed words.

    ``on`` is its day of the stay, or the next day that the clinic is open.
    """

    on: date
    title: str
    minutes: int = 60


@dataclass(frozen=True)
class ItineraryRow:
    """One issued itinerary as lists show it."""

    id: int
    patient_id: int
    plan_id: int
    number: str
    trip: int
    revision: int
    issued_at: datetime
    language: str
    second_language: str
    check_code: str


class DayKind(StrEnum):
    """What a line of the day by day table is about."""

    ARRIVAL = "arrival"
    VISIT = "visit"
    FREE = "free"
    DEPARTURE = "departure"


@dataclass(frozen=True)
class ItineraryDay:
    """One line of the table: ``until`` ends a stretch of free days, ``place`` counts the visits from 1."""

    kind: DayKind
    on: date
    at: datetime | None = None
    visit: ItineraryVisit | None = None
    place: int = 0
    until: date | None = None


def days(document: ItineraryDocument) -> tuple[ItineraryDay, ...]:
    """Return the table's lines in the order of time; free days in a row are one line.

    Times are on the clinic's clock. A visit without a time stands behind the timed ones of its day.
    """
    told = sorted(_told(document), key=_moment)
    lines: list[ItineraryDay] = []
    for line in told:
        if lines and line.on - lines[-1].on > _DAY:
            lines.append(ItineraryDay(DayKind.FREE, lines[-1].on + _DAY, until=line.on - _DAY))
        lines.append(line)
    return tuple(lines)


def _told(document: ItineraryDocument) -> Iterator[ItineraryDay]:
    zone, travel = document.tz, document.travel
    for kind, at in ((DayKind.ARRIVAL, travel.lands_at), (DayKind.DEPARTURE, travel.leaves_at)):
        if at is not None:
            local = at.astimezone(zone)
            yield ItineraryDay(kind, local.date(), local)
    for place, visit in enumerate(document.visits, start=1):
        local_start = visit.starts_at.astimezone(zone) if visit.starts_at else None
        yield ItineraryDay(DayKind.VISIT, visit.on, local_start, visit, place)


def _moment(line: ItineraryDay) -> tuple[date, bool, str]:
    untimed = line.at is None
    return line.on, untimed, "" if line.at is None else line.at.strftime("%H:%M")


def says_the_same(one: ItineraryDocument, other: ItineraryDocument) -> bool:
    """Return whether two itineraries tell the patient the same; when each was issued does not count."""
    return _told_of(one) == _told_of(other)


def _told_of(document: ItineraryDocument) -> ItineraryDocument:
    return replace(
        document,
        revision=0,
        issued_on=None,
        issued_at=None,
        replaces_on=None,
        refund_percent=0,
        refund_until=None,
        withdrawn=(),
        check_code="",
    )


def minutes_ahead(document: ItineraryDocument) -> int | None:
    """Return by how many minutes the clinic's clock is ahead of the patient's on the first day.

    None where the patient's zone is not known or nothing has a time yet.
    """
    instants = [visit.starts_at for visit in document.visits if visit.starts_at is not None]
    if not document.patient_zone or not instants:
        return None
    first = min(instants)
    here, there = (first.astimezone(z).utcoffset() for z in (document.tz, ZoneInfo(document.patient_zone)))
    return int(((here or timedelta()) - (there or timedelta())).total_seconds() // 60)
