"""What the clinic tells people who fly in: its owner writes it once, every itinerary prints it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.text import marked
from clinicdesk.domain.travellers import TravellerFacts, checked
from clinicdesk.services.context import Context
from clinicdesk.services.permissions import EVERYBODY, OWNERS, permitted
from clinicdesk.storage import travellers as repository


class Travellers:
    """Keeps the way to the clinic, its map, what to bring and whom to call, in every document language."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def get(self) -> TravellerFacts:
        """Return the facts for travellers; empty ones where nobody wrote any."""
        with self.context.reading() as work:
            return repository.read(work)

    @permitted(OWNERS)
    def edit(self, facts: TravellerFacts) -> Done[TravellerFacts]:
        """Store the facts as changed; a new picture is decoded and written anew.

        Itineraries already issued keep theirs. Raises InvalidInput with the field, and for words with their
        ``language`` in the data.
        """
        clean = checked(facts)
        with self.context.reading() as work:
            kept = repository.read(work).map_picture
        if clean.map_picture is not None and clean.map_picture != kept:
            from clinicdesk.documents.pictures import clean_picture

            clean = replace(clean, map_picture=clean_picture(clean.map_picture))
        with self.context.writing() as work:
            before = repository.read(work)
            repository.write(work, clean)
            work.audit("travellers.edit", "clinic", 1)
        return Done(
            clean,
            Changes.CLINIC,
            marked("What travellers are told was changed."),
            undo=partial(self._put_back, before),
        )

    def _put_back(self, before: TravellerFacts) -> Done[TravellerFacts]:
        """Undo an edit; the picture of before is as it was, without being written anew."""
        with self.context.writing() as work:
            now = repository.read(work)
            repository.write(work, before)
            work.audit("travellers.put_back", "clinic", 1)
        return Done(before, Changes.CLINIC, marked("Undone."), undo=partial(self._put_back, now))
