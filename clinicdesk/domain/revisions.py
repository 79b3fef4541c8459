"""What changed between two issued revisions of a plan, read from the frozen papers themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from clinicdesk.domain.money import Money, total
from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import (
    PlanChange,
    PlanDocument,
    PlanPaperItem,
    PlanPaperOption,
    PlanPaperTrip,
)
from clinicdesk.domain.teeth import compact

Line = tuple[int, PlanPaperItem]
OUTSIDE = 0
"""The trip number of a line that the patient may add: it is no part of the total."""


def changes(before: PlanDocument, after: PlanDocument) -> tuple[PlanChange, ...]:
    """Return what ``after`` says differently: lines added, removed, moved or changed, then the sums.

    Lines are matched by procedure and teeth first, then by procedure in their order. A new currency makes
    every sum a new one, so then only the totals are compared, each in its own; a new language gives every
    material another name, so then they are not compared.
    """
    found: list[PlanChange] = []
    several = len(before.options) > 1 or len(after.options) > 1
    hidden = set() if before.currency == after.currency else {"price", "discount"}
    if (before.language, before.second_language) != (after.language, after.second_language):
        hidden.add("material")
    older = {option.letter: option for option in before.options}
    for option in after.options:
        of_option = _of_option(older.pop(option.letter, None), option)
        letter = option.letter if several else ""
        found += [replace(one, option=letter) for one in of_option if one.kind not in hidden]
    for letter, gone in older.items():
        found.append(PlanChange("option_gone", Said(gone.title), gone.total, option=letter))
    return (*found, *_of_terms(before, after))


def _of_option(known: PlanPaperOption | None, option: PlanPaperOption) -> Iterator[PlanChange]:
    if known is None:
        yield PlanChange("option", Said(option.title), after=option.total)
        return
    yield from _of_lines(_lines(known), _lines(option))
    for old, new in zip(known.trips, option.trips, strict=False):
        yield from _of_trip(old, new)
    off = _plan_discount(known), _plan_discount(option)
    if off[0].minor != off[1].minor:
        yield PlanChange("discount", before=off[0], after=off[1])
    if known.total != option.total:
        yield PlanChange("total", before=known.total, after=option.total)


def _of_terms(before: PlanDocument, after: PlanDocument) -> Iterator[PlanChange]:
    if before.deposit.amount != after.deposit.amount:
        yield PlanChange("deposit", before=before.deposit.amount, after=after.deposit.amount)
    if before.valid_until != after.valid_until:
        dates = (on.isoformat() if on else "" for on in (before.valid_until, after.valid_until))
        yield PlanChange("valid_until", before_text=next(dates), after_text=next(dates))


def _lines(option: PlanPaperOption) -> list[Line]:
    lines = [(trip.number, item) for trip in option.trips for item in trip.items]
    return [*lines, *((OUTSIDE, item) for item in option.optional)]


def _plan_discount(option: PlanPaperOption) -> Money:
    """Return what is off the whole option: all discounts less those of single lines."""
    currency = option.total.currency
    own = (item.gross - item.net for trip in option.trips for item in trip.items)
    return total((discount.amount for discount in option.discounts), currency) - total(own, currency)


def _of_trip(old: PlanPaperTrip, new: PlanPaperTrip) -> Iterator[PlanChange]:
    if old.starts_on != new.starts_on:
        dates = (on.isoformat() if on else "" for on in (old.starts_on, new.starts_on))
        yield PlanChange("starts", before_text=next(dates), after_text=next(dates), trip=new.number)
    if old.days != new.days:
        yield PlanChange("days", before_text=str(old.days), after_text=str(new.days), trip=new.number)


def _of_lines(older: list[Line], newer: list[Line]) -> Iterator[PlanChange]:
    pairs, added = _matched(older, newer)
    for (trip, item), (new_trip, new) in pairs:
        yield from _of_pair(item, new)
        if trip != new_trip:
            yield PlanChange("moved", new.name, before_text=str(trip), after_text=str(new_trip))
    kept = {id(old) for old, _ in pairs}
    for old in older:
        if id(old) not in kept:
            yield PlanChange("removed", old[1].name, before=old[1].net)
    for _, item in added:
        yield PlanChange("added", item.name, after=item.net)


def _matched(older: list[Line], newer: list[Line]) -> tuple[list[tuple[Line, Line]], list[Line]]:
    """Pair the lines of two papers, each once: those that say the same teeth before the rest."""
    pairs: list[tuple[Line, Line]] = []
    left = newer
    for exact in (True, False):
        waiting: defaultdict[object, list[Line]] = defaultdict(list)
        used = {id(old) for old, _ in pairs}
        for old in older:
            if id(old) not in used:
                waiting[_key(old[1], exact)].append(old)
        rest: list[Line] = []
        for new in left:
            same = waiting[_key(new[1], exact)]
            if same:
                pairs.append((same.pop(0), new))
            else:
                rest.append(new)
        left = rest
    return pairs, left


def _key(item: PlanPaperItem, exact: bool) -> object:
    return (item.code, item.teeth, item.area, item.optional) if exact else item.code


def _of_pair(old: PlanPaperItem, new: PlanPaperItem) -> Iterator[PlanChange]:
    if (old.teeth, old.area) != (new.teeth, new.area):
        yield PlanChange(
            "teeth",
            new.name,
            before_text=compact(old.teeth),
            after_text=compact(new.teeth),
            before_said=old.place,
            after_said=new.place,
        )
    if old.quantity != new.quantity:
        yield PlanChange("quantity", new.name, before_text=str(old.quantity), after_text=str(new.quantity))
    if old.material != new.material:
        yield PlanChange("material", new.name, before_said=old.material, after_said=new.material)
    if old.guarantee_months != new.guarantee_months:
        months = str(old.guarantee_months), str(new.guarantee_months)
        yield PlanChange("guarantee", new.name, before_text=months[0], after_text=months[1])
    if old.unit_price != new.unit_price:
        yield PlanChange("price", new.name, old.unit_price, new.unit_price)
    if old.discount_points != new.discount_points:
        points = str(old.discount_points), str(new.discount_points)
        yield PlanChange("discount", new.name, before_text=points[0], after_text=points[1])
