"""Drafts that hold older prices than the catalogue: which lines, and what a new price does to their sums."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from clinicdesk.domain.money import Money
from clinicdesk.domain.plans import Plan, PlanItem, lines, with_lines
from clinicdesk.domain.procedures import Procedure
from clinicdesk.domain.totals import totals

Place = tuple[int, int, int]
"""Option, trip and line of a plan, each counted from 0."""


@dataclass(frozen=True)
class OlderPrice:
    """One line whose price is not the catalogue's; ``typed`` ones were set by hand in the draft."""

    place: Place
    code: str
    name: str
    before: Money | None
    after: Money
    typed: bool = False


@dataclass(frozen=True)
class DraftPrices:
    """One draft with its older prices, and its sums as they are and as they would be."""

    plan_id: int
    number: str
    patient: str
    lines: tuple[OlderPrice, ...]
    total: Money
    new_total: Money
    deposit: Money
    new_deposit: Money


def older_prices(
    plan: Plan, procedures: Mapping[str, Procedure], names: Mapping[str, str]
) -> list[OlderPrice]:
    """Return the lines of a draft whose price is not that of the catalogue, in the plan's order."""
    found = []
    for option, trip, place, item in lines(plan):
        procedure = procedures.get(item.code)
        minor = procedure.prices.get(plan.currency) if procedure else None
        if minor is None or minor == item.unit_minor:
            continue
        before = None if item.unit_minor is None else Money(item.unit_minor, plan.currency)
        after = Money(minor, plan.currency)
        name = names.get(item.code, item.code)
        found.append(OlderPrice((option, trip, place), item.code, name, before, after, item.price_typed))
    return found


def with_prices(plan: Plan, older: Collection[OlderPrice]) -> Plan:
    """Return the draft with the catalogue's price on these lines; they follow the catalogue again."""
    wanted = {one.place: one.after.minor for one in older}

    def priced(option: int, trip: int, place: int, item: PlanItem) -> PlanItem:
        minor = wanted.get((option, trip, place))
        return item if minor is None else replace(item, unit_minor=minor, price_typed=False)

    return replace(plan, options=with_lines(plan.options, priced))


def draft_prices(plan: Plan, patient: str, older: Collection[OlderPrice]) -> DraftPrices:
    """Return what the new prices of the untyped lines, or of the given ones, do to the sums."""
    before, after = totals(plan), totals(with_prices(plan, older))
    return DraftPrices(
        plan.id,
        plan.number,
        patient,
        tuple(older),
        before.total,
        after.total,
        before.deposit,
        after.deposit,
    )
