"""Drafts with older prices: listed, brought up to date as chosen, and put back as one."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from clinicdesk.domain.errors import Conflict, NotAllowed
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.domain.plans import Plan, PlanOption, PlanTrip, item_of
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


def drafted(services: Services, name: str = "Ann Lee") -> Plan:
    patient = services.patients.add(name=name, country="NZ").value
    plan = services.plans.draft(patient_id=patient.id, currency="USD").value
    implant = replace(item_of(services.catalogue.get("IMP-01"), "USD"), quantity=2, quantity_typed=True)
    typed = replace(item_of(services.catalogue.get("CRN-01"), "USD"), unit_minor=1, price_typed=True)
    return services.plans.save(replace(plan, options=(PlanOption((PlanTrip((implant, typed)),)),))).value


def test_a_changed_price_is_listed_with_its_effect_and_typed_ones_are_left(services: Services) -> None:
    plan = drafted(services)
    assert services.draft_prices.count() == 0
    old = services.catalogue.get("IMP-01").prices["USD"]
    services.catalogue.set_price("IMP-01", "USD", old + 5000)
    (draft,) = services.draft_prices.drafts()
    assert services.draft_prices.count() == 1
    assert [(line.code, line.typed) for line in draft.lines] == [("IMP-01", False), ("CRN-01", True)]
    assert draft.new_total.minor - draft.total.minor == 10000
    assert draft.new_deposit.minor >= draft.deposit.minor
    operation = uuid4()
    done = services.draft_prices.update({plan.id: [draft.lines[0].place]}, operation=operation)
    services.draft_prices.update({plan.id: [draft.lines[0].place]}, operation=operation)
    items = services.plans.get(plan.id).options[0].trips[0].items
    assert [(i.unit_minor, i.price_typed) for i in items] == [(old + 5000, False), (1, True)]
    assert services.draft_prices.count() == 0
    assert done.undo is not None
    done.undo()
    assert services.plans.get(plan.id).options[0].trips[0].items[0].unit_minor == old


def test_a_typed_price_is_taken_when_it_is_chosen(services: Services) -> None:
    plan = drafted(services)
    (draft,) = services.draft_prices.drafts()
    (line,) = draft.lines
    effect = services.draft_prices.effect(plan.id, [line.place])
    assert effect is not None
    assert effect.new_total.minor == draft.total.minor - 1 + line.after.minor
    services.draft_prices.update({plan.id: [line.place]})
    item = services.plans.get(plan.id).options[0].trips[0].items[1]
    assert (item.unit_minor, item.price_typed) == (line.after.minor, False)


def test_all_drafts_change_or_none(services: Services) -> None:
    first, second = drafted(services), drafted(services, "Bo Chan")
    services.catalogue.set_price("IMP-01", "USD", 777700)
    chosen = {one.plan_id: [one.lines[0].place] for one in services.draft_prices.drafts()}
    services.plans.close(second.id)
    with pytest.raises(Conflict):
        services.draft_prices.update(chosen)
    assert services.plans.get(first.id).options[0].trips[0].items[0].unit_minor != 777700
    assert services.draft_prices.effect(second.id, []) is None


def test_an_issued_plan_is_left_until_its_draft_is_worked_on_again(storage: Storage) -> None:
    clock = make.clock()
    services = Services(Context(storage, clock))
    with services.context.writing() as work:
        services.catalogue.seed(work)
    plan = drafted(services)
    item = replace(plan.options[0].trips[0].items[0], teeth=(36,), quantity=1)
    ready = replace(plan, options=(PlanOption((PlanTrip((item,)),)),))
    services.plans.save(ready)
    clock.move(timedelta(minutes=1))
    services.plans.issue(plan.id)
    pdf = services.plans.revision_pdf(plan.id, 1)
    services.catalogue.set_price("IMP-01", "USD", 777700)
    assert services.draft_prices.drafts() == ()
    clock.move(timedelta(minutes=1))
    services.plans.save(replace(services.plans.get(plan.id), summary="Another try"))
    (draft,) = services.draft_prices.drafts()
    done = services.draft_prices.update({plan.id: [draft.lines[0].place]})
    assert services.plans.get(plan.id).options[0].trips[0].items[0].unit_minor == 777700
    assert services.plans.revision_pdf(plan.id, 1) == pdf
    clock.move(timedelta(minutes=1))
    services.plans.issue(plan.id)
    assert done.undo is not None
    with pytest.raises(Conflict):
        done.undo()


def test_the_front_desk_sees_them_and_changes_none(services: Services) -> None:
    plan = drafted(services)
    mai = services.acting_as(StaffMember(1, "Mai", Role.FRONT_DESK))
    assert len(mai.draft_prices.drafts()) == 1
    with pytest.raises(NotAllowed):
        mai.draft_prices.update({plan.id: [(0, 0, 1)]})
