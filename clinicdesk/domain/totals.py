"""What a plan costs, exactly: lines, trips, discounts, deposit, and the sums that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clinicdesk.domain.deposits import deposit
from clinicdesk.domain.money import Money, allocate, total
from clinicdesk.domain.plans import Plan, PlanItem, PlanTrip


@dataclass(frozen=True)
class LineAmount:
    """One line's sums: ``gross`` before and ``amount`` after its own discount, ``net`` after the plan's too.

    ``net`` is zero for an optional line, which stands outside every sum; an unpriced line is zero throughout.
    """

    gross: Money
    discount: Money
    amount: Money
    share: Money
    net: Money


@dataclass(frozen=True)
class TripTotal:
    """One trip's sums, without optional lines: the ``subtotal`` of all trips is the plan's total.

    ``gross`` is before all discounts, ``amount`` after the lines' own, ``subtotal`` after the plan's as well;
    ``due`` is what is left to pay once the deposit has come off the first trips.
    """

    gross: Money
    amount: Money
    subtotal: Money
    due: Money
    estimate: bool
    lines: tuple[LineAmount, ...]


@dataclass(frozen=True)
class Totals:
    """The sums of one option. ``subtotal`` - ``discount`` = ``total`` = ``deposit`` + ``rest``.

    ``line_discount`` is already off ``subtotal``; ``optional`` is what the optional lines would add;
    ``estimate`` marks a total with an estimate in it; ``unpriced`` counts lines without a price.
    """

    trips: tuple[TripTotal, ...]
    gross: Money
    line_discount: Money
    subtotal: Money
    discount: Money
    total: Money
    deposit: Money
    rest: Money
    optional: Money
    estimate: bool
    unpriced: int


def totals(plan: Plan, option: int | None = None) -> Totals:
    """Return the sums of one of the plan's options (counted from 0), by default of the chosen one.

    The plan's discount falls on the lines by largest remainder, so that the trips' subtotals sum to the total
    in every currency (worked examples, "Money"). A fixed discount never goes above the subtotal.
    """
    trips = plan.options[plan.chosen if option is None else option].trips
    items = [item for trip in trips for item in trip.items]
    bare = [_line(item, plan.currency) for item in items]
    counted = [
        Money(0, plan.currency) if item.optional else line.amount
        for item, line in zip(items, bare, strict=True)
    ]
    subtotal = total(counted, plan.currency)
    discount = _discount(plan, subtotal)
    shares = allocate(discount, [amount.minor for amount in counted])
    lines = [_netted(line, counted[n], shares[n]) for n, line in enumerate(bare)]
    full = subtotal - discount
    amount = deposit(plan.deposit, full)
    parts = _trips(trips, items, lines, plan.currency, amount)
    gross = total((part.gross for part in parts), plan.currency)
    return Totals(
        trips=parts,
        gross=gross,
        line_discount=gross - subtotal,
        subtotal=subtotal,
        discount=discount,
        total=full,
        deposit=amount,
        rest=full - amount,
        optional=total(
            (line.amount for item, line in zip(items, lines, strict=True) if item.optional), plan.currency
        ),
        estimate=any(part.estimate for part in parts),
        unpriced=sum(1 for item in items if item.unit_minor is None),
    )


def _discount(plan: Plan, subtotal: Money) -> Money:
    if plan.discount_minor:
        return Money(min(plan.discount_minor, subtotal.minor), plan.currency)
    return subtotal.part(plan.discount_points)


def _line(item: PlanItem, currency: str) -> LineAmount:
    nothing = Money(0, currency)
    gross = Money(item.unit_minor or 0, currency).times(item.quantity)
    discount = gross.part(item.discount_points)
    return LineAmount(gross, discount, gross - discount, nothing, nothing)


def _netted(line: LineAmount, counted: Money, share: Money) -> LineAmount:
    return LineAmount(line.gross, line.discount, line.amount, share, counted - share)


def _trips(
    trips: Sequence[PlanTrip],
    items: Sequence[PlanItem],
    lines: Sequence[LineAmount],
    currency: str,
    paid: Money,
) -> tuple[TripTotal, ...]:
    result: list[TripTotal] = []
    start, left = 0, paid
    for trip in trips:
        end = start + len(trip.items)
        pairs = list(zip(items[start:end], lines[start:end], strict=True))
        counted = [line for item, line in pairs if not item.optional]
        subtotal = total((line.net for line in counted), currency)
        taken = min(left, subtotal)
        result.append(
            TripTotal(
                gross=total((line.gross for line in counted), currency),
                amount=total((line.amount for line in counted), currency),
                subtotal=subtotal,
                due=subtotal - taken,
                estimate=any(item.estimate and not item.optional for item in trip.items),
                lines=tuple(lines[start:end]),
            )
        )
        start, left = end, left - taken
    return tuple(result)
