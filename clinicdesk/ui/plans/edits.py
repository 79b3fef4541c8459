"""Pure changes of a draft that the editor makes: trips, options, lines from the chart, another currency."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clinicdesk.domain.plans import Plan, PlanItem, PlanOption, PlanTrip, item_of, with_teeth
from clinicdesk.domain.procedures import Procedure, Scope
from clinicdesk.domain.teeth import Chosen

Procedures = Mapping[str, Procedure]


def trips(plan: Plan, option: int) -> tuple[PlanTrip, ...]:
    """Return the trips of one option, counted from 0."""
    return plan.options[option].trips


def with_trips(plan: Plan, option: int, stays: Sequence[PlanTrip]) -> Plan:
    """Return the plan with other trips in one option."""
    options = list(plan.options)
    options[option] = replace(options[option], trips=tuple(stays))
    return replace(plan, options=tuple(options))


def with_trip(plan: Plan, option: int, number: int, stay: PlanTrip) -> Plan:
    """Return the plan with one trip replaced."""
    stays = list(trips(plan, option))
    stays[number] = stay
    return with_trips(plan, option, stays)


def with_items(plan: Plan, option: int, number: int, items: Sequence[PlanItem]) -> Plan:
    """Return the plan with other lines in one trip."""
    return with_trip(plan, option, number, replace(trips(plan, option)[number], items=tuple(items)))


def with_item(plan: Plan, option: int, number: int, place: int, item: PlanItem) -> Plan:
    """Return the plan with one line replaced."""
    items = list(trips(plan, option)[number].items)
    items[place] = item
    return with_items(plan, option, number, items)


def with_option(plan: Plan) -> Plan:
    """Return the plan with one more option: a copy of the last one, to be changed; it is the one shown."""
    copied = replace(plan.options[-1], title="", note="", summary="", suits=(), answers=())
    return replace(plan, options=(*plan.options, copied))


def without_option(plan: Plan, option: int) -> Plan:
    """Return the plan without one of its options; the last one stays."""
    kept = tuple(way for place, way in enumerate(plan.options) if place != option)
    if not kept:
        return plan
    chosen = plan.chosen - (option < plan.chosen)
    return replace(plan, options=kept, chosen=min(chosen, len(kept) - 1))


def moved_to_trip(plan: Plan, option: int, number: int, place: int, target: int) -> Plan:
    """Return the plan with a line moved to the end of another trip."""
    item = trips(plan, option)[number].items[place]
    rest = [line for n, line in enumerate(trips(plan, option)[number].items) if n != place]
    plan = with_items(plan, option, number, rest)
    return with_items(plan, option, target, (*trips(plan, option)[target].items, item))


def of_procedure(item: PlanItem | None, procedure: Procedure, currency: str, chosen: Chosen) -> PlanItem:
    """Return a line of ``procedure``: a new one, or ``item`` with its teeth, discount and option kept.

    A procedure without teeth of its own (a scan) takes none.
    """
    if procedure.scope is Scope.NONE:
        chosen = Chosen()
    made = item_of(procedure, currency, chosen)
    if item is None:
        return made
    return replace(
        made, discount_points=item.discount_points, optional=item.optional, note=item.note, id=item.id
    )


def marks(option: PlanOption, procedures: Procedures) -> dict[int, tuple[str, ...]]:
    """Return what the chart shows on each tooth: the marks of the option's lines that are not optional."""
    found: dict[int, dict[str, None]] = {}
    for trip in option.trips:
        for item in trip.items:
            procedure = procedures.get(item.code)
            if procedure is not None and procedure.mark and not item.optional:
                for tooth in item.teeth:
                    found.setdefault(tooth, {})[procedure.mark] = None
    return {tooth: tuple(names) for tooth, names in found.items()}


def with_mark(
    plan: Plan, option: int, number: int, mark: str, teeth: Sequence[int], procedures: Procedures
) -> Plan:
    """Return the plan with ``mark`` on ``teeth``, or without it where all of them have it already.

    Teeth join the trip's own line of such a procedure, else a new line of the first one in the catalogue.
    A plan without a trip gets one. Where the catalogue has no such procedure the plan stays as it is.
    """
    having = {
        tooth
        for stay in trips(plan, option)
        for item in stay.items
        if _marks(item, procedures) == mark
        for tooth in item.teeth
    }
    if set(teeth) <= having:
        return _without_mark(plan, option, mark, frozenset(teeth), procedures)
    if not trips(plan, option):
        plan, number = with_trips(plan, option, (PlanTrip(),)), 0
    new = [tooth for tooth in teeth if tooth not in having]
    items = list(trips(plan, option)[number].items)
    for place, item in enumerate(items):
        if _marks(item, procedures) == mark and not item.optional:
            chosen = Chosen((*item.teeth, *new))
            items[place] = with_teeth(item, chosen, procedures[item.code].unit)
            return with_items(plan, option, number, items)
    offered = [p for p in procedures.values() if p.mark == mark and p.active]
    if not offered:
        return plan
    milk = all(tooth > 50 for tooth in new)
    procedure = next((p for p in offered if (p.category == "children") == milk), offered[0])
    items.append(item_of(procedure, plan.currency, Chosen(tuple(new))))
    return with_items(plan, option, number, items)


def without_marks(plan: Plan, option: int, teeth: Sequence[int], procedures: Procedures) -> Plan:
    """Return the plan with no treatment of the chart on ``teeth``; where there is none, they are present."""
    cleared = plan
    for mark in {name for own in marks(plan.options[option], procedures).values() for name in own}:
        cleared = _without_mark(cleared, option, mark, frozenset(teeth), procedures)
    if cleared == plan:
        return replace(plan, absent_teeth=plan.absent_teeth - frozenset(teeth))
    return cleared


def _without_mark(plan: Plan, option: int, mark: str, teeth: frozenset[int], procedures: Procedures) -> Plan:
    for number, stay in enumerate(trips(plan, option)):
        items: list[PlanItem] = []
        for item in stay.items:
            if _marks(item, procedures) != mark or not teeth.intersection(item.teeth):
                items.append(item)
                continue
            left = tuple(tooth for tooth in item.teeth if tooth not in teeth)
            if left:
                items.append(with_teeth(item, Chosen(left), procedures[item.code].unit))
        plan = with_items(plan, option, number, items)
    return plan


def _marks(item: PlanItem, procedures: Procedures) -> str:
    procedure = procedures.get(item.code)
    return procedure.mark if procedure else ""
