"""Estimates for a later phase: plans of their own at today's prices."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from clinicdesk.domain.errors import Conflict
from clinicdesk.domain.leads import FactKind, Lead, Origin
from clinicdesk.domain.money import Money
from clinicdesk.domain.plans import Plan, PlanOption
from clinicdesk.domain.treatments import NextTrip, TreatmentLine
from clinicdesk.services.treatments import Treatments
from clinicdesk.storage import leads, verify
from clinicdesk.storage.work import Storage
from tests.documents.reading import text
from tests.services.money_desk import Desk


@pytest.fixture
def desk(storage: Storage) -> Desk:
    return Desk(storage)


@pytest.fixture
def source(desk: Desk) -> Plan:
    """Return an issued plan of two trips: implants, then the crown after four months."""
    later = replace(desk.trip(desk.item("CRN-01", "36, 46"), desk.item("HYG-01")), healing_months=4, days=8)
    plan = desk.draft(options=(PlanOption((desk.trip(desk.item("IMP-01", "36, 46")), later)),))
    desk.plans.issue(plan.id)
    return desk.plans.get(plan.id)


def test_the_estimate_is_a_plan_of_its_own_for_that_trip(desk: Desk, source: Plan) -> None:
    estimate = desk.plans.phase(source.id).value
    assert estimate.number == "P-2026-0002"
    assert (estimate.follows_plan_id, estimate.follows_trip) == (source.id, 2)
    (stay,) = estimate.options[0].trips
    assert [item.code for item in stay.items] == ["CRN-01", "HYG-01"]
    assert desk.plans.totals(estimate).deposit == Money(0, "USD")
    assert (estimate.valid_until, estimate.lead_id) == (date(2027, 1, 16), desk.lead_id)
    assert desk.plans.get(estimate.id) == estimate


def test_its_paper_names_the_plan_and_needs_no_deposit(desk: Desk, source: Plan) -> None:
    words = text(desk.plans.pdf(desk.plans.phase(source.id).value))
    for expected in (
        "Estimate for phase two",
        f"Plan {source.number}",
        "4 months of healing after phase 1",
        "Trip 2 subtotal",
        "Due on trip 2",
    ):
        assert expected in words, expected
    assert "Reserve your place" not in words
    assert "Deposit now" not in words


def test_prices_are_those_of_today_with_what_they_were(desk: Desk, source: Plan) -> None:
    before = source.options[0].trips[1].items[0].unit_minor or 0
    desk.catalogue.set_price("CRN-01", "USD", before + 4000)
    estimate = desk.plans.phase(source.id).value
    crown, clean = desk.plans.document(estimate).options[0].trips[0].items
    assert (crown.unit_price.minor, crown.was) == (before + 4000, Money(before, "USD"))
    assert clean.was is None
    assert "was " in text(desk.plans.pdf(estimate))


def test_a_price_that_a_person_typed_stays(desk: Desk, source: Plan) -> None:
    trip = source.options[0].trips[1]
    typed = replace(trip.items[0], unit_minor=11100, price_typed=True)
    option = PlanOption((source.options[0].trips[0], replace(trip, items=(typed,))))
    desk.plans.save(replace(source, options=(option,)))
    assert desk.plans.phase(source.id).value.options[0].trips[0].items[0].unit_minor == 11100


def test_it_is_issued_with_a_deposit_once_one_is_set(desk: Desk, source: Plan) -> None:
    estimate = desk.plans.phase(source.id).value
    desk.plans.save(replace(estimate, deposit=replace(estimate.deposit, minor=10000), summary="Crowns."))
    desk.plans.issue(estimate.id)
    paper = desk.plans.revision_document(estimate.id, 1)
    assert paper.phase is not None
    assert (paper.phase.number, paper.phase.revision, paper.phase.trip) == (source.number, 1, 2)
    assert "Reserve your place: 100 USD" in text(desk.plans.revision_pdf(estimate.id, 1))
    with desk.context.reading() as work:
        assert verify.run(work, verify.CHECKS).problems == ()


def test_a_double_click_starts_one_estimate_and_undo_closes_it(desk: Desk, source: Plan) -> None:
    operation = uuid4()
    first = desk.plans.phase(source.id, operation=operation)
    assert desk.plans.phase(source.id, operation=operation).value == first.value
    assert first.undo is not None
    first.undo()
    assert desk.plans.state(first.value.id).closed


def test_a_plan_of_one_trip_has_no_later_phase(desk: Desk) -> None:
    with pytest.raises(Conflict):
        desk.plans.phase(desk.draft().id)


def test_the_window_is_foreseen_by_healing_until_the_dentist_sets_it(desk: Desk, source: Plan) -> None:
    estimate = desk.plans.phase(source.id).value
    assert desk.plans.document(estimate).phase.window_from is None  # type: ignore[union-attr]
    with desk.context.writing() as work:
        leads.add_fact(work, desk.lead_id, FactKind.ARRIVED)
    treated = Treatments(desk.context)
    line = TreatmentLine(code="IMP-01", teeth=(36, 46))
    done = treated.record(desk.lead_id, lines=[line], last_day=date(2026, 11, 17))
    phase = desk.plans.document(estimate).phase
    assert phase is not None
    assert (phase.window_from, phase.window_until) == (date(2027, 3, 17), date(2027, 5, 17))
    assert done.undo is not None
    done.undo()
    trip = NextTrip(0, 0, date(2027, 4, 1), date(2027, 6, 15), plan_id=source.id)
    treated.record(desk.lead_id, lines=[line], last_day=date(2026, 11, 17), next_trip=trip)
    phase = desk.plans.document(estimate).phase
    assert phase is not None
    assert (phase.window_from, phase.window_until) == (date(2027, 4, 1), date(2027, 6, 15))


def test_it_joins_the_newest_open_inquiry(desk: Desk, source: Plan) -> None:
    with desk.context.writing() as work:
        again = Lead(0, desk.patient_id, "website", Origin.PHASE_TWO, desk.clock.now())
        newer = leads.add(work, again)
    assert desk.plans.phase(source.id).value.lead_id == newer
