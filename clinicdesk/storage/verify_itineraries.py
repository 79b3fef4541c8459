"""Checks of the issued itineraries: each is what was issued, and a trip's issues count from 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from sqlalchemy import func, select

from clinicdesk.domain.itinerary import ItineraryDocument
from clinicdesk.domain.text import marked
from clinicdesk.storage.tables import itinerary, plan
from clinicdesk.storage.work import Work

Finding = tuple[str, Mapping[str, object]]

_CODE = marked("{paper}: its text is not the one that its check code was made of.")
_FILE = marked("{paper}: its {part} is not the one that was issued.")
_ROW = marked("{paper}: {part} differs between the file and the paper.")


def itineraries(work: Work) -> Iterator[Finding]:
    """Each issue: number, check code, pages and calendar; and no issue of a trip is missing."""
    rows = work.execute(select(itinerary, plan.c.number).join(plan))
    for row in rows:
        paper = {"paper": f"{row.number} trip {row.trip} r{row.revision}"}
        document = ItineraryDocument.from_json(row.document)
        if (document.number, document.trip, document.revision) != (row.number, row.trip, row.revision):
            yield _ROW, paper | {"part": "number"}
        if not row.check_code == document.check_code == document.sealed().check_code:
            yield _CODE, paper
        if sha256(row.pdf).hexdigest() != row.pdf_sha256:
            yield _FILE, paper | {"part": "PDF"}
        if sha256(row.calendar).hexdigest() != row.calendar_sha256:
            yield _FILE, paper | {"part": "calendar"}
    counted = (
        select(plan.c.number, itinerary.c.trip, func.count(), func.max(itinerary.c.revision).label("last"))
        .join(plan)
        .group_by(itinerary.c.plan_id, itinerary.c.trip)
    )
    for number, trip, count, last in work.execute(counted):
        if count != last:
            yield marked("Trip {trip} of {paper} is at issue {last}, but {count} are kept."), {
                "paper": number, "trip": trip, "last": last, "count": count,
            }  # fmt: skip
