"""Reads and writes what the clinic tells people who fly in."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from clinicdesk.domain.freezing import frozen, thawed
from clinicdesk.domain.travellers import TravellerFacts, TravellerWords
from clinicdesk.storage.tables import travellers as _t
from clinicdesk.storage.work import Work


def read(work: Work) -> TravellerFacts:
    """Return the clinic's facts for travellers; empty ones where nobody wrote any."""
    row = work.execute(select(_t)).one_or_none()
    if row is None:
        return TravellerFacts()
    words = {language: thawed(TravellerWords, one) for language, one in row.words.items()}
    return TravellerFacts(
        row.taxi, row.airport_code, row.emergency_phone, row.map_link, row.map_picture, words
    )


def write(work: Work, facts: TravellerFacts) -> None:
    """Replace the facts for travellers."""
    values = {
        "taxi": facts.taxi,
        "airport_code": facts.airport_code,
        "emergency_phone": facts.emergency_phone,
        "map_link": facts.map_link,
        "map_picture": facts.map_picture,
        "words": frozen(facts.words),
    }
    if work.execute(update(_t).values(values)).rowcount == 0:
        work.execute(insert(_t).values({"id": 1} | values))
