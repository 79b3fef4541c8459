"""Gathers what the completeness gate must know of the catalogue, its words and the clinic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.completeness import Known, Unworded, Words
from clinicdesk.domain.plans import Plan, lines
from clinicdesk.domain.wordings import PROCEDURES, places_of
from clinicdesk.i18n.formats import formats
from clinicdesk.services import words
from clinicdesk.services.offers import Offer


def known_of(plan: Plan, offer: Offer, clinic: Clinic, at: datetime) -> Known:
    """Return what the gate must know beside the plan itself."""
    codes = {item.code for _, _, _, item in lines(plan)}
    speech = formats(clinic.language)
    return Known(
        today=clinic_date(at, clinic.tz),
        procedures=offer.procedures,
        words={
            (code, language): offer.state(code, language) for code in codes for language in plan.languages
        },
        names={code: offer.name(code, clinic.language) for code in codes},
        spoken={language: speech.language_name(language) for language in plan.languages},
        unworded=tuple(_unworded(plan, offer, clinic.language)),
        summary_ships=words.ships("summaries", plan.summary),
    )


def _unworded(plan: Plan, offer: Offer, screen: str) -> Iterator[Unworded]:
    """Yield the texts beside procedures that lack words in a language of the plan, each text once."""
    places = {term: place for term, place in reversed(tuple(places_of(plan))) if term.part != PROCEDURES}
    for term in reversed(places):
        for language in plan.languages:
            if offer.term_state(term, language) is Words.MISSING:
                name = offer.text(term.part, term.key, screen)
                yield Unworded(term.part, term.key, name, language, places[term])
