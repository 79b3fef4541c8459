"""One box over everything: names in any script, phone digits, plan and receipt numbers, words of notes."""

from __future__ import annotations

from clinicdesk.domain.search import Hit, HitKind
from clinicdesk.domain.text import LINE_LIMIT, search_words, single_line
from clinicdesk.services.context import Context
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.storage import search as repository
from clinicdesk.storage.work import Work

__all__ = ["Hit", "HitKind", "Search"]

EACH = 5
"""Hits of each kind beside patients, so that one kind does not push the others out."""
MOST_WORDS = 8


class Search:
    """Searches the clinic's file while somebody types."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def find(self, text: str, limit: int = 20) -> tuple[Hit, ...]:
        """Return at most ``limit`` hits: patients, their open leads, leads by words, plans, receipts, notes.

        Every word must be found, accents and case forgiven. Where patients alone fill the list, nothing
        else is looked for: the next letter narrows it. Nothing typed finds nothing; a huge paste is searched
        by its beginning.
        """
        typed = single_line(text[:LINE_LIMIT])
        words = search_words(typed)[:MOST_WORDS]
        if not words:
            return ()
        with self.context.reading() as work:
            people = repository.patients(work, words, limit)
            if len(people) >= limit:
                return people
            theirs = repository.leads_of(work, [hit.id for hit in people[:EACH]], EACH)
            known = {hit.id for hit in theirs}
            others = [
                h for h in _others(work, typed, words) if h.kind is not HitKind.LEAD or h.id not in known
            ]
            return (*people[: max(limit - len(theirs) - len(others), limit // 2)], *theirs, *others)[:limit]


def _others(work: Work, typed: str, words: tuple[str, ...]) -> list[Hit]:
    found: list[Hit] = []
    if any(c.isdigit() for c in typed):
        found += repository.plans(work, typed, EACH)
        found += repository.receipts(work, typed, EACH)
    if len(typed) > 1:
        found += repository.leads(work, words, EACH)
        found += repository.notes(work, words, EACH)
    return found
