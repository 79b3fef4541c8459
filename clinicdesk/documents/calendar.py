"""The visits of an itinerary as a calendar file (iCalendar, RFC 5545), which any program takes in."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Calendar, Event, Timezone

from clinicdesk.documents.speech import Both
from clinicdesk.domain.itinerary import ItineraryDocument
from clinicdesk.i18n.catalog import Translator

PRODUCT = "-//ClinicDesk//Itinerary//EN"
AROUND = timedelta(days=400)
"""How far around the visits the clock changes of the clinic's zone are told."""


def itinerary_calendar(document: ItineraryDocument, translations: Path | None = None) -> bytes:
    """One event for each visit that has a time, in the clinic's zone, without a word about health.

    Published, not an invitation (RFC 5546, 3.2.1): it imports everywhere. An event keeps its UID, and its
    sequence is that of the issue, so that a later file moves it; an appointment that is no more is cancelled.
    """
    second = document.second_language
    t = Both(
        Translator("documents", document.language, translations),
        Translator("documents", second, translations) if second else None,
    )
    said = t("Appointment at {clinic}", clinic=document.letterhead.name)
    summary = said.text if said.second in ("", said.text) else f"{said.text} · {said.second}"
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    told = [
        (visit.starts_at, visit.minutes, visit.uid, "TENTATIVE" if visit.held_until else "CONFIRMED")
        for visit in document.visits
        if visit.starts_at
    ]
    told += [(gone.starts_at, gone.minutes, gone.uid, "CANCELLED") for gone in document.withdrawn]
    if told:
        first, last = (pick(at for at, _, _, _ in told) for pick in (min, max))
        calendar.add_component(
            Timezone.from_tzid(
                document.letterhead.zone,
                first_date=(first - AROUND).date(),
                last_date=(last + AROUND).date(),
            )
        )
    for at, minutes, uid, status in told:
        calendar.add_component(_event(document, at, minutes, uid, summary, status))
    return bytes(calendar.to_ical())


def _event(
    document: ItineraryDocument, at: datetime, minutes: int, uid: str, summary: str, status: str
) -> Event:
    zone, letterhead = document.tz, document.letterhead
    place = ", ".join(part for part in (letterhead.name, letterhead.address, letterhead.city) if part)
    phones = (document.coordinator.phone, letterhead.phone)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", document.issued_at or datetime(1970, 1, 1, tzinfo=UTC))
    event.add("sequence", document.revision - 1)
    event.add("dtstart", at.astimezone(zone))
    event.add("dtend", (at + timedelta(minutes=minutes)).astimezone(zone))
    event.add("summary", summary)
    event.add("location", place)
    event.add("status", status)
    phone = next((number for number in phones if number), "")
    if phone:
        event.add("description", phone)
    return event
