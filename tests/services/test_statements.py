"""Balance statements from a real ledger: exact, kept once they are given out, and verified."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinicdesk.domain.errors import Conflict, NotFound
from clinicdesk.domain.money import Money
from clinicdesk.domain.payments import PaymentKind
from clinicdesk.domain.plans import Plan, PlanOption
from clinicdesk.domain.statements import Asked, wrong_statement_sums
from clinicdesk.services.patients import Patients
from clinicdesk.services.payments import Payments, Received
from clinicdesk.services.statements import Statements
from clinicdesk.storage import verify
from clinicdesk.storage.work import Storage
from tests.documents.reading import text
from tests.services.money_desk import Desk


@pytest.fixture
def desk(storage: Storage) -> Desk:
    return Desk(storage)


def issued(desk: Desk) -> Plan:
    """Return an issued plan of two trips."""
    later = replace(desk.trip(desk.item("CRN-01", "36, 46")), healing_months=4)
    plan = desk.draft(options=(PlanOption((desk.trip(desk.item("IMP-01", "36, 46")), later)),))
    desk.plans.issue(plan.id)
    return desk.plans.get(plan.id)


def pay(desk: Desk, plan: Plan, minor: int, kind: PaymentKind = PaymentKind.BALANCE, **more: object) -> int:
    received = Received(
        desk.patient_id,
        kind,
        Money(minor, "USD"),
        plan_id=plan.id,
        lead_id=desk.lead_id,
        **more,  # type: ignore[arg-type]
    )
    return Payments(desk.context).record(received).value.id


def problems(desk: Desk) -> list[str]:
    with desk.context.reading() as work:
        return [str(problem) for problem in verify.run(work, verify.CHECKS).problems]


def test_it_cites_every_payment_by_its_receipt(desk: Desk) -> None:
    plan, payments = issued(desk), Payments(desk.context)
    first = pay(desk, plan, 30000, PaymentKind.DEPOSIT, paid=Money(27750, "EUR"), rate=Decimal("1.081081"))
    wrong = pay(desk, plan, 5000, way="card")
    payments.void(wrong)
    payments.refund(first, amount=Money(10000, "USD"))
    (account,) = Statements(desk.context).document(Asked(plan_id=plan.id)).plans
    numbers = [payments.receipt_number(row.id) for row in payments.ledger(desk.patient_id)]
    assert [entry.receipt for entry in account.entries] == numbers
    assert [entry.cites for entry in account.entries] == ["", "", numbers[1], numbers[0]]
    assert (account.entries[0].paid, account.entries[0].rate) == (Money(27750, "EUR"), Decimal("1.081081"))
    assert (account.paid, account.left) == (payments.balance(plan.id).paid, payments.balance(plan.id).left)


def test_payments_fill_the_trips_from_the_first(desk: Desk) -> None:
    plan = issued(desk)
    full = [trip.subtotal.minor for trip in desk.plans.revision_document(plan.id, 1).options[0].trips]
    pay(desk, plan, full[0] + 100)
    (account,) = Statements(desk.context).document(Asked(plan_id=plan.id)).plans
    assert [trip.due.minor for trip in account.trips] == [0, full[1] - 100]
    assert [trip.paid.minor for trip in account.trips] == [full[0], 100]


def test_an_open_deposit_is_what_is_due_next(desk: Desk) -> None:
    plan, payments = issued(desk), Payments(desk.context)
    at = desk.clock.now() + timedelta(days=40)
    payments.request_deposit(desk.lead_id, plan_id=plan.id, minor=30000, starts_at=at)
    found = Statements(desk.context).document(Asked(plan_id=plan.id))
    assert found.next_due == Money(30000, "USD")
    assert found.plans[0].deposit_until is not None
    pay(desk, plan, 30000, PaymentKind.DEPOSIT)
    found = Statements(desk.context).document(Asked(plan_id=plan.id))
    assert found.plans[0].deposit_due is None
    assert found.next_due == found.plans[0].trips[0].due


def test_a_patients_statement_has_all_plans_with_money_and_loose_payments(desk: Desk) -> None:
    first, second = issued(desk), issued(desk)
    pay(desk, first, 1000)
    loose = Received(desk.patient_id, PaymentKind.BALANCE, Money(700, "EUR"))
    Payments(desk.context).record(loose)
    found = Statements(desk.context).document(Asked(desk.patient_id))
    assert [plan.number for plan in found.plans] == [first.number, ""]
    assert found.plans[1].left == Money(-700, "EUR")
    pay(desk, second, 1000)
    assert len(Statements(desk.context).document(Asked(desk.patient_id)).plans) == 3


def test_what_was_given_out_is_kept_byte_for_byte(desk: Desk) -> None:
    plan, statements = issued(desk), Statements(desk.context)
    pay(desk, plan, 30000, PaymentKind.DEPOSIT)
    asked, operation = Asked(plan_id=plan.id, language="vi", second_language="en"), uuid4()
    shown = statements.pdf(asked)
    row = statements.give(asked, operation=operation).value
    assert statements.give(asked, operation=operation).value == row
    assert statements.give(asked).value == row
    assert statements.given_pdf(row.id) == shown
    assert f"{row.check_code}" in text(shown)
    pay(desk, plan, 100)
    assert statements.given_pdf(row.id) == shown
    assert statements.give(asked).value != row
    assert len(statements.given(desk.patient_id)) == 2
    assert problems(desk) == []


def test_a_statement_that_was_tampered_with_is_found(desk: Desk) -> None:
    plan, statements = issued(desk), Statements(desk.context)
    statements.give(Asked(plan_id=plan.id))
    with pytest.raises(Exception, match="never changed"), desk.context.writing() as work:
        work.connection.exec_driver_sql("UPDATE statement SET check_code = 'X'")
    with desk.context.writing() as work:
        work.connection.exec_driver_sql("DROP TRIGGER statement_frozen")
        work.connection.exec_driver_sql("UPDATE statement SET pdf = x'00'")
    assert any("PDF" in problem for problem in problems(desk))


def test_there_is_no_statement_before_anything_is_issued(desk: Desk) -> None:
    with pytest.raises(Conflict):
        Statements(desk.context).document(Asked(plan_id=desk.draft().id))
    with pytest.raises(Conflict):
        Statements(desk.context).document(Asked(desk.patient_id))
    with pytest.raises(NotFound):
        Statements(desk.context).document(Asked(plan_id=99))
    with pytest.raises(NotFound):
        Statements(desk.context).given_pdf(99)


ACTS = st.lists(st.tuples(st.sampled_from(["pay", "void", "refund"]), st.integers(1, 90000)), max_size=8)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ACTS)
def test_its_balance_is_the_ledgers_whatever_was_paid(desk: Desk, acts: list[tuple[str, int]]) -> None:
    plan, payments, made = issued(desk), Payments(desk.context), list[int]()
    for act, minor in acts:
        if act == "pay":
            made.append(pay(desk, plan, minor, credit=True))
        elif made and act == "void":
            payments.void(made.pop())
        elif made:
            last = payments.get(made.pop())
            payments.refund(last.id, amount=Money(min(minor, last.amount.minor), "USD"))
    found = Statements(desk.context).document(Asked(plan_id=plan.id))
    balance = payments.balance(plan.id)
    (account,) = found.plans
    assert (account.total, account.paid, account.left) == (balance.total, balance.paid, balance.left)
    assert sum(trip.due.minor for trip in account.trips) == max(0, balance.left.minor)
    assert sum(entry.amount.minor for entry in account.entries) == balance.paid.minor
    assert wrong_statement_sums(found) == ()


def test_a_trip_with_an_accepted_estimate_of_its_own_is_counted_once(desk: Desk) -> None:
    plan, payments, statements = issued(desk), Payments(desk.context), Statements(desk.context)
    trips = desk.plans.revision_document(plan.id, 1).options[0].trips
    pay(desk, plan, 1000)
    estimate = desk.plans.phase(plan.id).value
    desk.plans.issue(estimate.id)
    assert payments.balance(plan.id).total == trips[0].subtotal + trips[1].subtotal
    pay(desk, estimate, 500)
    assert payments.balance(plan.id).total == trips[0].subtotal
    own, later = statements.document(Asked(desk.patient_id)).plans
    assert [trip.number for trip in own.trips] == [1]
    assert later.number == estimate.number
    record = Patients(desk.context).record(desk.patient_id)
    assert {row.number: row.open for row in record.balances} == {
        own.number: own.left,
        later.number: later.left,
    }
    desk.plans.close(estimate.id)
    assert payments.balance(plan.id).total == trips[0].subtotal + trips[1].subtotal
    assert problems(desk) == []
