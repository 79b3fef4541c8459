"""Brings drafts to the prices of the catalogue: shown line by line first, kept in one step with its undo."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from uuid import UUID

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.draft_prices import (
    DraftPrices,
    OlderPrice,
    Place,
    draft_prices,
    older_prices,
    with_prices,
)
from clinicdesk.domain.errors import Conflict
from clinicdesk.domain.plans import Plan, checked, lines
from clinicdesk.domain.text import marked
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.offers import Offer, offer_of
from clinicdesk.services.permissions import COORDINATION, EVERYBODY, permitted
from clinicdesk.storage import plans as repository
from clinicdesk.storage.draft_prices import in_work
from clinicdesk.storage.work import Work

Chosen = Mapping[int, Collection[Place]]
"""The lines to bring up to date, by plan."""


class DraftUpdates:
    """Drafts in work that hold older prices; what was issued keeps its own."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def count(self) -> int:
        """Return how many drafts hold older prices that nobody typed."""
        return sum(any(not line.typed for line in draft.lines) for draft in self.drafts())

    @permitted(EVERYBODY)
    def drafts(self) -> tuple[DraftPrices, ...]:
        """Return every open draft in work whose prices differ, the newest first."""
        with self.context.reading() as work:
            offer = offer_of(work, self.context)
            screen = settings_of(work, self.context).clinic.language
            found = []
            for plan_id, patient in in_work(work):
                plan = repository.get(work, plan_id)
                older = _older(offer, plan, screen) if plan else []
                if plan is not None and older:
                    untyped = [line for line in older if not line.typed]
                    sums = draft_prices(plan, patient, untyped)
                    found.append(_with_lines(sums, older))
        return tuple(found)

    @permitted(EVERYBODY)
    def effect(self, plan_id: int, places: Collection[Place]) -> DraftPrices | None:
        """Return what bringing these lines of a draft up to date does; None where nothing is older."""
        with self.context.reading() as work:
            offer = offer_of(work, self.context)
            plan = repository.get(work, plan_id)
            names = dict(in_work(work))
            if plan is None or plan_id not in names:
                return None
            older = _older(offer, plan, settings_of(work, self.context).clinic.language)
        sums = draft_prices(plan, names[plan_id], [line for line in older if line.place in places])
        return _with_lines(sums, older)

    @permitted(COORDINATION)
    def update(self, chosen: Chosen, *, operation: UUID | None = None) -> Done[int]:
        """Give the chosen lines the catalogue's prices, all of them or none.

        Raises Conflict where a draft was issued or changed meanwhile.
        """
        with self.context.writing() as work:
            earlier = work.once(operation, "plan.prices")
            if earlier is not None:
                return _done(earlier["plans"], None)
            offer = offer_of(work, self.context)
            open_ids = dict(in_work(work))
            before = []
            for plan_id, places in chosen.items():
                plan = repository.get(work, plan_id) if plan_id in open_ids else None
                older = _older(offer, plan, "en") if plan else []
                wanted = [one for one in older if one.place in places]
                if plan is None or len(wanted) != len(set(places)):
                    raise Conflict(marked("A draft changed meanwhile. Look at the list again."))
                before.append(plan)
                repository.write(work, checked(with_prices(plan, wanted)))
                work.audit("plan.prices", "plan", plan_id, {"lines": len(wanted)})
            work.remember(operation, {"plans": len(before)})
        return _done(len(before), partial(self.put, tuple(before)))

    @permitted(COORDINATION)
    def put(self, plans: tuple[Plan, ...]) -> Done[int]:
        """Store drafts as they were before their prices changed; undone, they have the new ones again."""
        with self.context.writing() as work:
            now = tuple(plan for one in plans if (plan := repository.get(work, one.id)) is not None)
            for plan in plans:
                self._refuse_issued(work, plan)
                repository.write(work, plan)
                work.audit("plan.prices", "plan", plan.id)
        return _done(len(plans), partial(self.put, now))

    def _refuse_issued(self, work: Work, plan: Plan) -> None:
        if plan.id not in dict(in_work(work)):
            message = marked("Plan {number} was issued or closed meanwhile: its draft stays as it is.")
            raise Conflict(message, number=plan.number)


def _older(offer: Offer, plan: Plan, screen: str) -> list[OlderPrice]:
    names = {item.code: offer.name(item.code, screen) for *_, item in lines(plan)}
    return older_prices(plan, offer.procedures, names)


def _with_lines(sums: DraftPrices, older: Collection[OlderPrice]) -> DraftPrices:
    return replace(sums, lines=tuple(older))


def _done(plans: int, undo: partial[Done[int]] | None) -> Done[int]:
    return Done(plans, Changes.PLANS, marked("Drafts with new prices: {count}."), {"count": plans}, undo)
