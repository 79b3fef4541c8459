"""What a plan's options have in common and where they differ, read from its paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from clinicdesk.domain.money import Money, total
from clinicdesk.domain.papers import UNSAID, Said
from clinicdesk.domain.plan_papers import (
    PlanDocument,
    PlanPaperItem,
    PlanPaperOption,
    PlanPaperTrip,
)

MOST_COMPARED = 3
"""As many options stand beside one another on a page; more are printed one after the other."""

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Row(Generic[T_co]):
    """One line of the comparison: what each option has of it, None for none."""

    name: Said
    cells: tuple[T_co | None, ...]

    @property
    def differs(self) -> bool:
        """Whether not all options have the same."""
        return any(cell != self.cells[0] for cell in self.cells)


@dataclass(frozen=True)
class Work:
    """What an option has of one procedure: how many, of which material, on which teeth or areas."""

    quantity: int
    materials: tuple[Said, ...] = ()
    teeth: tuple[int, ...] = ()
    places: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Stay:
    """One trip of an option, with its visits in order."""

    starts_on: date | None
    days: int
    healing_months: int
    visits: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Promise:
    """A length of guarantee in months, and the procedures that have it."""

    months: int
    names: tuple[Said, ...]


@dataclass(frozen=True)
class Price:
    """What an option costs in one line of the sums; ``estimate`` marks one that the examination decides."""

    amount: Money
    estimate: bool = False


@dataclass(frozen=True)
class PriceRow(Row[Price]):
    """One procedure's price in every option; ``unit`` where one of it costs the same everywhere."""

    unit: Money | None = None


@dataclass(frozen=True)
class Comparison:
    """Everything that the page of options compares; the ``prices`` of an option sum to its total."""

    work: tuple[Row[Work], ...]
    trips: tuple[Row[Stay], ...]
    visits: Row[int]
    days: Row[int]
    guarantees: Row[tuple[Promise, ...]]
    own: tuple[Row[str], ...]
    prices: tuple[PriceRow, ...]
    discount: Row[Price]
    deposits: Row[Money]

    @property
    def differs(self) -> bool:
        """Whether any of the facts differs; the prices stand apart."""
        rows: tuple[Row[object], ...] = (*self.work, *self.trips, *self.own)
        return any(row.differs for row in (*rows, self.visits, self.days, self.guarantees))


def is_compared(plan: PlanDocument) -> bool:
    """Return whether the paper begins with its options side by side."""
    return 1 < len(plan.options) <= MOST_COMPARED


def compare(plan: PlanDocument) -> Comparison:
    """Return the comparison of the options of ``plan``."""
    options = plan.options
    return Comparison(
        work=tuple(_work(options)),
        trips=tuple(_trips(options)),
        visits=Row(UNSAID, tuple(_visits(option) or None for option in options)),
        days=Row(UNSAID, tuple(sum(trip.days for trip in option.trips) or None for option in options)),
        guarantees=Row(UNSAID, tuple(_promises(option) or None for option in options)),
        own=tuple(Row(Said(own.name), tuple(text or None for text in own.texts)) for own in plan.comparisons),
        prices=tuple(_prices(options, plan.currency)),
        discount=Row(UNSAID, tuple(_discount(option, plan.currency) for option in options)),
        deposits=Row(UNSAID, tuple(deposit_of(plan, option) for option in options)),
    )


def deposit_of(plan: PlanDocument, option: PlanPaperOption) -> Money:
    """Return the deposit if ``option`` is taken: the fixed amount, else the same percentage of its total."""
    deposit = plan.deposit
    return option.total.part(deposit.points) if deposit.points else deposit.amount


def cheapest(plan: PlanDocument) -> PlanPaperOption:
    """Return the option with the smallest total, the first of several."""
    return min(plan.options, key=lambda option: option.total.minor)


def _items(option: PlanPaperOption) -> Iterator[PlanPaperItem]:
    for trip in option.trips:
        yield from trip.items


def _procedures(options: Iterable[PlanPaperOption]) -> dict[str, Said]:
    """The procedures of all options with their names, in the order in which they first come."""
    found: dict[str, Said] = {}
    for option in options:
        for item in _items(option):
            found.setdefault(item.code, item.name)
    return found


def _work(options: tuple[PlanPaperOption, ...]) -> Iterator[Row[Work]]:
    """Yield what is done on teeth, and what not every option has alike."""
    for code, name in _procedures(options).items():
        own = [tuple(item for item in _items(option) if item.code == code) for option in options]
        row = Row(name, tuple(_done(items) for items in own))
        if row.differs or any(cell and cell.teeth for cell in row.cells):
            yield row


def _done(items: tuple[PlanPaperItem, ...]) -> Work | None:
    if not items:
        return None
    return Work(
        sum(item.quantity for item in items),
        tuple(dict.fromkeys(item.material for item in items if item.material)),
        tuple(tooth for item in items for tooth in item.teeth),
        tuple(dict.fromkeys(item.place for item in items if item.place and not item.teeth)),
    )


def _trips(options: tuple[PlanPaperOption, ...]) -> Iterator[Row[Stay]]:
    most = max(len(option.trips) for option in options)
    for place in range(most):
        numbers = (option.trips[place].number for option in options if place < len(option.trips))
        cells = (_stay(option.trips[place]) if place < len(option.trips) else None for option in options)
        yield Row(Said(str(next(numbers))), tuple(cells))


def _stay(trip: PlanPaperTrip) -> Stay:
    titles = tuple(visit.title for visit in trip.visits if visit.title)
    return Stay(trip.starts_on, trip.days, trip.healing_months, titles)


def _visits(option: PlanPaperOption) -> int:
    return sum(len(trip.visits) for trip in option.trips)


def _promises(option: PlanPaperOption) -> tuple[Promise, ...]:
    found: dict[int, dict[Said, None]] = {}
    for item in _items(option):
        if item.guarantee_months:
            found.setdefault(item.guarantee_months, {})[item.name] = None
    return tuple(Promise(months, tuple(found[months])) for months in sorted(found, reverse=True))


def _prices(options: tuple[PlanPaperOption, ...], currency: str) -> Iterator[PriceRow]:
    for code, name in _procedures(options).items():
        own = [tuple(item for item in _items(option) if item.code == code) for option in options]
        units = {item.unit_price for items in own for item in items}
        several = any(item.quantity > 1 for items in own for item in items)
        cells = tuple(
            Price(total((item.gross for item in items), currency), any(item.estimate for item in items))
            if items
            else None
            for items in own
        )
        yield PriceRow(name, cells, units.pop() if len(units) == 1 and several else None)


def _discount(option: PlanPaperOption, currency: str) -> Price | None:
    amount = total((discount.amount for discount in option.discounts), currency)
    return Price(-amount) if amount.minor else None
