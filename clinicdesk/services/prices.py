"""Prices of the catalogue: set together, following another currency by a rate, with the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.errors import InvalidInput, NotFound
from clinicdesk.domain.prices import PriceRule, PriceView, check_price, read_rule
from clinicdesk.domain.procedures import Procedure
from clinicdesk.domain.text import marked
from clinicdesk.services.context import Context
from clinicdesk.services.offers import offer_of
from clinicdesk.services.permissions import EVERYBODY, OWNERS, permitted
from clinicdesk.storage import catalogue as repository
from clinicdesk.storage.catalogue import StoredPrice
from clinicdesk.storage.work import Work

Stored = Mapping[tuple[str, str], StoredPrice]


class Prices:
    """What a unit of each procedure costs; the owner sets it, everybody reads it."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def of(self, code: str) -> Mapping[str, PriceView]:
        """Return the prices of a procedure by currency."""
        with self.context.reading() as work:
            stored = repository.prices(work, code)
        return {
            currency: PriceView(price.minor, price.was_minor, read_rule(price.source), price.changed_at)
            for (_, currency), price in stored.items()
        }

    @permitted(OWNERS)
    def set(self, code: str, prices: Mapping[str, int | PriceRule | None]) -> Done[Procedure]:
        """Set the prices of one unit by currency: minor units, a rule, or None to take one away.

        Prices that follow a changed one move with it. Issued plans keep theirs; drafts are told. Raises
        NotFound, or InvalidInput (field "price", "currency" or "rate").
        """
        with self.context.writing() as work:
            procedure = offer_of(work, self.context).procedures.get(code)
            if procedure is None:
                raise NotFound(marked("There is no procedure {code} in the catalogue."), code=code[:20])
            before = repository.prices(work, code)
            touched = set_prices(work, code, prices, before)
            repository.count_change(work)
        after = {**procedure.prices, **touched}
        return Done(
            replace(procedure, prices={name: minor for name, minor in after.items() if minor is not None}),
            Changes.CATALOGUE,
            marked("The price of {code} was changed."),
            {"code": code},
            partial(self.restore, {(code, currency): before.get((code, currency)) for currency in touched}),
        )

    @permitted(OWNERS)
    def restore(self, prices: Mapping[tuple[str, str], StoredPrice | None]) -> Done[None]:
        """Put prices back as they were stored before; the undo of what changed them."""
        with self.context.writing() as work:
            now = repository.prices(work)
            put_back(work, prices)
            repository.count_change(work)
        return Done(
            None,
            Changes.CATALOGUE,
            marked("The prices are as they were."),
            undo=partial(self.restore, {key: now.get(key) for key in prices}),
        )


def set_prices(
    work: Work, code: str, prices: Mapping[str, int | PriceRule | None], before: Stored
) -> dict[str, int | None]:
    """Write prices of one procedure and those that follow them; return what each is now, by currency."""
    own = {currency: price for (one, currency), price in before.items() if one == code}
    rules = {currency: rule for currency, price in own.items() if (rule := read_rule(price.source))}
    rules = {currency: rule for currency, rule in rules.items() if currency not in prices}
    now: dict[str, int | None] = {}
    for currency, price in prices.items():
        if isinstance(price, PriceRule):
            rules[currency] = price
        else:
            now[currency] = price
    for currency, rule in rules.items():
        source = now.get(rule.source, own[rule.source].minor if rule.source in own else None)
        if rule.source in rules or source is None:
            message = marked("{currency} has no price of its own to calculate from.")
            raise InvalidInput(message, field="rate", currency=rule.source)
        if currency in prices or rule.source in prices:
            now[currency] = rule.price(source, currency, work.at)
    for currency, minor in now.items():
        check_price(currency, minor)
        old = own.get(currency)
        was = old.was_minor if old and old.minor == minor else old.minor if old else None
        rule_now = rules.get(currency)
        source_now = rule_now.stored() if rule_now else {}
        repository.set_price(work, code, currency, minor, was_minor=was, source=source_now)
        work.audit("catalogue.price", "procedure", None, {"code": code, "currency": currency})
    return now


def put_back(work: Work, prices: Mapping[tuple[str, str], StoredPrice | None]) -> None:
    """Store prices exactly as they were; None takes one away."""
    for (code, currency), price in prices.items():
        repository.put_price(work, code, currency, price)
        work.audit("catalogue.price", "procedure", None, {"code": code, "currency": currency})
