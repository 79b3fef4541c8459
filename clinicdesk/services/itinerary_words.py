"""The clinic's own words for travellers as one paper prints them: in its languages, or not at all."""

from __future__ import annotations

from dataclasses import replace

from clinicdesk.domain.itinerary import ItineraryDocument, ItineraryPlace
from clinicdesk.domain.papers import UNSAID, Said
from clinicdesk.domain.travellers import TravellerFacts


def with_words(document: ItineraryDocument, facts: TravellerFacts) -> ItineraryDocument:
    """Return the paper with the clinic's words; what has none in the paper's first language is left out.

    Lists that the clinic wrote in no language are the usual ones, which the program knows in every language.
    """
    second = document.second_language
    languages = (document.language, second) if second else (document.language,)
    place = ItineraryPlace(
        directions=_said(facts, "directions", languages),
        taxi=facts.taxi,
        airport_code=facts.airport_code,
        airport=_said(facts, "airport", languages),
        around=_said(facts, "around", languages),
        map_link=facts.map_link,
        map_picture=facts.map_picture,
    )
    return replace(
        document,
        emergency_phone=facts.emergency_phone,
        place=place,
        bring=_points(facts, "bring", languages),
        usual_bring=not facts.says("bring"),
        call_when=_points(facts, "call_when", languages),
        usual_call=not facts.says("call_when"),
    )


def _said(facts: TravellerFacts, part: str, languages: tuple[str, ...]) -> Said:
    words = [str(getattr(facts.in_language(language), part)) for language in languages]
    return Said(*words) if words[0] else UNSAID


def _points(facts: TravellerFacts, part: str, languages: tuple[str, ...]) -> tuple[Said, ...]:
    """Return a list in one or two languages; a second one of another length stands beside nothing."""
    first, *rest = (tuple(getattr(facts.in_language(language), part)) for language in languages)
    second = rest[0] if rest and len(rest[0]) == len(first) else ("",) * len(first)
    return tuple(Said(one, two) for one, two in zip(first, second, strict=True))
