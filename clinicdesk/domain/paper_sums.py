"""Whether the sums printed on a frozen paper are those of its own lines: the money side of verifying."""

from __future__ import annotations

from collections.abc import Iterator

from clinicdesk.domain.money import Money, total
from clinicdesk.domain.plan_papers import PlanDocument, PlanPaperItem, PlanPaperOption, PlanPaperTrip
from clinicdesk.domain.receipts import ReceiptDocument

PARTS = frozenset({"total", "earlier", "this"})


def wrong_plan_sums(document: PlanDocument) -> tuple[str, ...]:
    """Return which sums of an issued plan are not those of its lines, each named by its place."""
    return tuple(_plan(document))


def wrong_receipt_sums(document: ReceiptDocument) -> tuple[str, ...]:
    """Return which sums of a receipt do not hold: the rate, and the table of what is left."""
    return tuple(_receipt(document))


def _plan(document: PlanDocument) -> Iterator[str]:
    for option in document.options:
        place = f"option {option.letter}"
        for item in option.optional:
            yield from _item(item, place)
        for trip in option.trips:
            yield from _trip(trip, f"{place} trip {trip.number}", document.currency)
        yield from _option(option, place, document.currency)
    if not any(document.deposit.amount <= option.total for option in document.options):
        yield "deposit"


def _item(item: PlanPaperItem, place: str) -> Iterator[str]:
    if item.gross != item.unit_price.times(item.quantity):
        yield f"{place} {item.code} gross"
    if item.net != item.gross - item.gross.part(item.discount_points):
        yield f"{place} {item.code} net"


def _trip(trip: PlanPaperTrip, place: str, currency: str) -> Iterator[str]:
    for item in trip.items:
        yield from _item(item, place)
    if trip.gross != total((item.gross for item in trip.items), currency):
        yield f"{place} gross"
    if not trip.subtotal <= total((item.net for item in trip.items), currency):
        yield f"{place} subtotal"


def _option(option: PlanPaperOption, place: str, currency: str) -> Iterator[str]:
    gross = total((trip.gross for trip in option.trips), currency)
    off = total((discount.amount for discount in option.discounts), currency)
    if option.gross != gross:
        yield f"{place} gross"
    if option.total != gross - off:
        yield f"{place} discount"
    if option.total != total((trip.subtotal for trip in option.trips), currency):
        yield f"{place} total"


def _receipt(document: ReceiptDocument) -> Iterator[str]:
    if document.amount.minor <= 0 or document.paid.minor <= 0:
        yield "amount"
    if document.rate is None and document.amount != document.paid:
        yield "paid"
    columns = {amount.currency for line in document.balance for amount in line.amounts}
    for currency in sorted(columns):
        parts = [_of(line.amounts, currency) for line in document.balance if line.kind in PARTS]
        left = [_of(line.amounts, currency) for line in document.balance if line.kind == "left"]
        if left and total(parts, currency) != left[0]:
            yield f"left in {currency}"


def _of(amounts: tuple[Money, ...], currency: str) -> Money:
    return next((amount for amount in amounts if amount.currency == currency), Money(0, currency))
