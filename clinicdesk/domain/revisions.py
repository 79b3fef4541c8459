"""What changed between two issued revisions of a plan, read from the frozen papers themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import PlanChange, PlanDocument, PlanPaperItem, PlanPaperOption
from clinicdesk.domain.teeth import compact

Line = tuple[str, PlanPaperItem]


def changes(before: PlanDocument, after: PlanDocument) -> tuple[PlanChange, ...]:
    """Return what ``after`` says differently: lines added, removed, moved or changed, then the sums.

    Lines are matched by procedure and teeth first, then by procedure in their order. A new currency makes
    every sum a new one, so then only the totals are compared, each in its own.
    """
    found: list[PlanChange] = []
    older = {option.letter: option for option in before.options}
    for option in after.options:
        known = older.pop(option.letter, None)
        found += _of_lines(_lines(known) if known else [], _lines(option))
        if known and known.total != option.total:
            found.append(PlanChange("total", Said(option.title), known.total, option.total))
    for gone in older.values():
        found += _of_lines(_lines(gone), [])
    if before.deposit.amount != after.deposit.amount:
        found.append(PlanChange("deposit", before=before.deposit.amount, after=after.deposit.amount))
    if before.valid_until != after.valid_until and before.valid_until and after.valid_until:
        dates = before.valid_until.isoformat(), after.valid_until.isoformat()
        found.append(PlanChange("valid_until", before_text=dates[0], after_text=dates[1]))
    return tuple(found)


def _lines(option: PlanPaperOption) -> list[Line]:
    return [(str(trip.number), item) for trip in option.trips for item in trip.items]


def _of_lines(older: list[Line], newer: list[Line]) -> Iterator[PlanChange]:
    pairs, added = _matched(older, newer)
    for (trip, item), (new_trip, new) in pairs:
        yield from _of_pair(item, new)
        if trip != new_trip:
            yield PlanChange("moved", new.name, before_text=trip, after_text=new_trip)
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
        yield PlanChange("teeth", new.name, before_text=_place(old), after_text=_place(new))
    if old.quantity != new.quantity:
        yield PlanChange("quantity", new.name, before_text=str(old.quantity), after_text=str(new.quantity))
    if old.unit_price != new.unit_price:
        yield PlanChange("price", new.name, old.unit_price, new.unit_price)
    elif old.discount_points != new.discount_points:
        yield PlanChange("discount", new.name, old.net, new.net)


def _place(item: PlanPaperItem) -> str:
    return compact(item.teeth) if item.teeth else item.area
