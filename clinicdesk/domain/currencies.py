"""A plan in another currency: the catalogue's prices in it, and the sums of the one before kept for later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from clinicdesk.domain.plans import KeptPrice, KeptSums, Plan, PlanItem, with_lines
from clinicdesk.domain.procedures import Procedure


def in_currency(plan: Plan, currency: str, procedures: Mapping[str, Procedure]) -> Plan:
    """Return the plan in another currency, at the catalogue's prices in it; no price is ever lost.

    A line keeps its price of every currency that the plan was in, typed or not, and takes it up again when
    the plan comes back. A line that has none in the new currency, neither kept nor in the catalogue, has no
    price then, and the gate asks for one. A fixed discount and a fixed deposit are kept in the same way; in a
    currency without any the discount is none, and the deposit the usual percentage.
    """
    if currency == plan.currency:
        return plan
    options = with_lines(plan.options, lambda *line: _priced(line[-1], plan.currency, currency, procedures))
    return replace(_summed(plan, currency), options=options, currency=currency)


def _priced(item: PlanItem, before: str, currency: str, procedures: Mapping[str, Procedure]) -> PlanItem:
    kept = {price.currency: price for price in item.kept_prices if price.currency != before}
    if item.unit_minor is not None:
        kept[before] = KeptPrice(before, item.unit_minor, item.price_typed)
    found = kept.pop(currency, None)
    others = tuple(kept[code] for code in sorted(kept))
    if found is not None:
        return replace(item, unit_minor=found.minor, price_typed=found.typed, kept_prices=others)
    procedure = procedures.get(item.code)
    price = procedure.prices.get(currency) if procedure else None
    return replace(item, unit_minor=price, price_typed=False, kept_prices=others)


def _summed(plan: Plan, currency: str) -> Plan:
    """Return the plan with the fixed discount and the deposit that belong to ``currency``."""
    rule = plan.deposit
    kept = {sums.currency: sums for sums in plan.kept_sums if sums.currency != plan.currency}
    kept[plan.currency] = KeptSums(plan.currency, plan.discount_minor, rule.minor, rule.points)
    found = kept.pop(currency, None)
    if found is not None and (found.deposit_minor or rule.minor):
        rule = replace(rule, minor=found.deposit_minor, points=found.deposit_points)
    elif rule.minor:
        rule = rule.as_percentage()
    return replace(
        plan,
        deposit=rule,
        discount_minor=found.discount_minor if found else 0,
        kept_sums=tuple(kept[code] for code in sorted(kept)),
    )
