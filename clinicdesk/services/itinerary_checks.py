"""What an itinerary does not say yet: facts of the journey, and words that are missing in its languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.completeness import Problem, Severity, Where
from clinicdesk.domain.itinerary import ItineraryDocument
from clinicdesk.domain.text import marked
from clinicdesk.domain.travellers import TravellerFacts

_MISSING = {
    "directions": marked("No directions in {language}."),
    "airport": marked("No words about the airport in {language}."),
    "around": marked("No words about hotels and transport in {language}."),
    "bring": marked("No list of what to bring in {language}."),
    "call_when": marked("No lines on when to call in {language}."),
}
_ALWAYS = frozenset({"directions", "airport"})
"""Parts that are missed even where the clinic wrote them in no language; the others are then not needed."""

_JOURNEY = {
    "lands_at": marked("No landing yet."),
    "flight": marked("No flight yet."),
    "transfer": marked("Nobody is named who waits at the airport."),
    "hotel": marked("No hotel yet."),
    "leaves_at": marked("No flight home yet."),
}


_NOON = {
    "lands_at": marked("The landing is printed as 12:00, which also stands for a time that is not known."),
    "leaves_at": marked(
        "The flight home is printed as 12:00, which also stands for a time that is not known."
    ),
}
_NOT_KNOWN = time(12, 0)
"""What the form of the journey stores for a day without a time."""


def problems(
    document: ItineraryDocument, clinic: Clinic, told: TravellerFacts, languages: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield what blocks issuing, and what is left out of the paper; ``where`` names the field to fill."""
    if not document.visits:
        yield Problem(Severity.BLOCK, "visit", marked("No visit of this trip is booked yet."))
    yield from _journey(document, clinic)
    yield from _words(told, languages)


def warning(kind: str, message: str, field: str = "", **data: object) -> Problem:
    """Return a problem that only asks for a look."""
    return Problem(Severity.WARN, kind, message, data, Where(field))


def _journey(document: ItineraryDocument, clinic: Clinic) -> Iterator[Problem]:
    travel = document.travel
    for name, message in _JOURNEY.items():
        value = getattr(travel, name)
        if not value:
            yield warning("travel", message, name)
        elif isinstance(value, datetime) and value.astimezone(document.tz).time() == _NOT_KNOWN:
            yield warning("travel", _NOON[name], name)
    timed = [visit for visit in document.visits if visit.starts_at is not None]
    starts = [visit.starts_at for visit in timed if visit.starts_at is not None]
    ends = [at + timedelta(minutes=visit.minutes) for at, visit in zip(starts, timed, strict=True)]
    if travel.lands_at and starts and min(starts) < travel.lands_at:
        yield warning("travel", marked("The landing is after the first visit."), "lands_at")
    if travel.leaves_at and ends and travel.leaves_at < max(ends):
        yield warning("travel", marked("The flight home leaves before the last visit ends."), "leaves_at")
    if travel.transfer and document.language != clinic.language:
        message = marked("“{text}” is printed as it was typed.")
        yield warning("typed", message, "transfer", text=travel.transfer)


def _words(told: TravellerFacts, languages: tuple[str, ...]) -> Iterator[Problem]:
    if not told.emergency_phone:
        yield warning("traveller", marked("No emergency telephone number."))
    if not told.taxi:
        yield warning("traveller", marked("No sentence for the taxi driver."))
    for part, message in _MISSING.items():
        if part in _ALWAYS or told.says(part):
            for language in languages:
                if not getattr(told.in_language(language), part):
                    yield warning("traveller", message, language=language)
    for part in ("bring", "call_when"):
        lengths = {len(getattr(told.in_language(language), part)) for language in languages} - {0}
        if len(lengths) > 1:
            yield warning("traveller", _MISSING[part], language=languages[-1])
