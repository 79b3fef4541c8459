"""Prices that follow a currency move with it, remember the one before, and come back on undo."""

from decimal import Decimal

import pytest

from clinicdesk.domain.errors import InvalidInput, NotAllowed
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.domain.prices import PriceRule, read_rate
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.storage.work import Storage
from tests import make


@pytest.fixture
def services(storage: Storage) -> Services:
    found = Services(Context(storage, make.clock()))
    with found.context.writing() as work:
        found.catalogue.seed(work)
    return found


def test_a_followed_price_is_rounded_to_its_step_and_moves_with_its_source(services: Services) -> None:
    rule = PriceRule("USD", Decimal(25830), 50_000)
    services.prices.set("IMP-01", {"USD": 12000, "VND": rule})
    prices = services.prices.of("IMP-01")
    assert (prices["VND"].minor, prices["VND"].rule) == (3_100_000, rule)
    done = services.catalogue.set_price("IMP-01", "USD", 13000)
    prices = services.prices.of("IMP-01")
    assert (prices["USD"].minor, prices["USD"].was_minor) == (13000, 12000)
    assert (prices["VND"].minor, prices["VND"].was_minor) == (3_350_000, 3_100_000)
    assert done.undo is not None
    again = done.undo()
    assert services.catalogue.get("IMP-01").prices["VND"] == 3_100_000
    assert again.undo is not None
    again.undo()
    assert services.catalogue.get("IMP-01").prices["VND"] == 3_350_000


def test_a_typed_price_follows_no_more(services: Services) -> None:
    services.prices.set("IMP-01", {"USD": 10000, "EUR": PriceRule("USD", Decimal("0.9"), 100)})
    assert services.catalogue.get("IMP-01").prices["EUR"] == 9000
    services.prices.set("IMP-01", {"EUR": 9500})
    services.prices.set("IMP-01", {"USD": 20000})
    found = services.prices.of("IMP-01")["EUR"]
    assert (found.minor, found.rule) == (9500, None)


def test_a_rule_needs_a_price_to_calculate_from(services: Services) -> None:
    before = dict(services.catalogue.get("IMP-01").prices)
    with pytest.raises(InvalidInput) as caught:
        services.prices.set("IMP-01", {"EUR": PriceRule("CHF", Decimal(1))})
    assert caught.value.field == "rate"
    with pytest.raises(InvalidInput):
        services.prices.set("IMP-01", {"USD": 1, "EUR": PriceRule("USD", Decimal(10**8), 1), "VND": 10**18})
    assert services.catalogue.get("IMP-01").prices == before


@pytest.mark.parametrize("typed", ["", "x", "0", "-1", "NaN", "1e99", "Infinity"])
def test_a_rate_that_cannot_be_meant_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        read_rate(typed)
    assert read_rate(" 25 830,5 ") == Decimal("25830.5")


def test_only_owners_set_prices(services: Services) -> None:
    linh = services.acting_as(StaffMember(1, "Linh", Role.COORDINATOR))
    assert linh.prices.of("IMP-01")
    with pytest.raises(NotAllowed):
        linh.prices.set("IMP-01", {"USD": 1})


def test_a_shipped_procedure_is_edited_and_put_back(services: Services) -> None:
    from dataclasses import replace

    before = services.catalogue.get("IMP-01")
    changed = replace(before, guarantee_months=60, days=9, materials=("Straumann BLX", "titanium"), own=True)
    done = services.catalogue.edit(changed)
    found = services.catalogue.get("IMP-01")
    assert (found.guarantee_months, found.days, found.own) == (60, 9, False)
    assert done.undo is not None
    done.undo()
    assert services.catalogue.get("IMP-01") == before
    for field, wrong in (
        ("guarantee", replace(before, guarantee_months=-1)),
        ("days", replace(before, days=0)),
        ("category", replace(before, category=" ")),
        ("visits", replace(before, visits=(replace(before.visits[0], minutes=1),))),
    ):
        with pytest.raises(InvalidInput) as caught:
            services.catalogue.edit(wrong)
        assert caught.value.field == field
