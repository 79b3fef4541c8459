from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from uuid import uuid4

import pytest
from sqlalchemy import text

from clinicdesk.domain.clinic import RefundStep
from clinicdesk.domain.errors import ClinicError, Conflict, InvalidInput, NotAllowed, NotFound
from clinicdesk.domain.leads import FactKind, Stage
from clinicdesk.domain.money import Money
from clinicdesk.domain.payments import PaymentKind
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.domain.plans import Plan
from clinicdesk.domain.visits import Appointment, AppointmentState
from clinicdesk.services.context import Context
from clinicdesk.services.payments import Payments, Received
from clinicdesk.storage import leads, verify, visits
from clinicdesk.storage.work import Storage
from tests.services.money_desk import Desk

VISIT = datetime(2027, 2, 23, 2, tzinfo=UTC)
DEPOSIT = Money(30000, "USD")


@pytest.fixture
def desk(storage: Storage) -> Desk:
    return Desk(storage)


@pytest.fixture
def plan(desk: Desk) -> Plan:
    draft = desk.draft()
    desk.plans.issue(draft.id)
    return draft


@pytest.fixture
def payments(desk: Desk) -> Payments:
    return Payments(desk.context)


def deposit(desk: Desk, plan: Plan, **fields: object) -> Received:
    received = Received(desk.patient_id, PaymentKind.DEPOSIT, DEPOSIT, plan_id=plan.id)
    return replace(received, **fields)  # type: ignore[arg-type]


def stage(desk: Desk) -> Stage:
    with desk.context.reading() as work:
        lead = leads.get(work, desk.lead_id)
    assert lead is not None
    return lead.stage


def visit(desk: Desk) -> Appointment:
    with desk.context.reading() as work:
        return visits.of_lead(work, desk.lead_id)[-1]


def verified(desk: Desk) -> list[str]:
    with desk.context.reading() as work:
        return [str(problem) for problem in verify.run(work, verify.CHECKS).problems]


def test_a_request_holds_the_date_and_freezes_the_rule(desk: Desk, plan: Plan, payments: Payments) -> None:
    done = payments.request_deposit(desk.lead_id, plan_id=plan.id, starts_at=VISIT, chair="Chair 2")
    request = done.value
    assert (request.amount, request.ladder) == (DEPOSIT, plan.deposit.ladder)
    held = visit(desk)
    assert (held.state, held.starts_at, held.chair) == (AppointmentState.HELD, VISIT, "Chair 2")
    assert held.held_until == request.hold_ends_at == desk.clock.now() + timedelta(days=7)
    assert stage(desk) is Stage.DEPOSIT_REQUESTED
    assert payments.open_request(desk.lead_id) == request


def test_undo_of_a_request_frees_the_date_and_can_be_undone(
    desk: Desk, plan: Plan, payments: Payments
) -> None:
    done = payments.request_deposit(desk.lead_id, plan_id=plan.id, starts_at=VISIT)
    assert done.undo is not None
    back = done.undo()
    assert visit(desk).state is AppointmentState.CANCELLED
    assert stage(desk) is not Stage.DEPOSIT_REQUESTED
    assert payments.open_request(desk.lead_id) is None
    assert back.undo is not None
    back.undo()
    assert visit(desk).state is AppointmentState.HELD
    assert stage(desk) is Stage.DEPOSIT_REQUESTED


def test_a_second_request_replaces_the_first(desk: Desk, plan: Plan, payments: Payments) -> None:
    first = payments.request_deposit(desk.lead_id, plan_id=plan.id, starts_at=VISIT).value
    later = VISIT + timedelta(days=7)
    second = payments.request_deposit(desk.lead_id, plan_id=plan.id, starts_at=later, minor=50000).value
    assert payments.open_request(desk.lead_id) == second
    assert first.id != second.id
    with desk.context.reading() as work:
        states = [found.state for found in visits.of_lead(work, desk.lead_id)]
    assert states == [AppointmentState.CANCELLED, AppointmentState.HELD]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"minor": 10**9}, "deposit"),
        ({"minor": 0}, "deposit"),
        ({"starts_at": VISIT - timedelta(days=200)}, "starts_at"),
        ({"hold_ends_at": VISIT + timedelta(days=1)}, "hold_ends_at"),
        ({"ladder": (RefundStep(14, 50), RefundStep(30, 100))}, "ladder"),
    ],
)
def test_a_request_that_cannot_be_meant_names_its_field_and_stores_nothing(
    desk: Desk, plan: Plan, payments: Payments, fields: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        payments.request_deposit(desk.lead_id, plan_id=plan.id, **{"starts_at": VISIT, **fields})  # type: ignore[arg-type]
    assert caught.value.field == field
    assert payments.open_request(desk.lead_id) is None


def test_a_deposit_on_a_plan_that_was_not_issued_is_a_conflict(desk: Desk, payments: Payments) -> None:
    draft = desk.draft()
    with pytest.raises(Conflict):
        payments.request_deposit(desk.lead_id, plan_id=draft.id, starts_at=VISIT)
    with pytest.raises(Conflict):
        payments.record(deposit(desk, draft))
    assert payments.receipts() == ()


def test_a_paid_deposit_has_a_receipt_confirms_the_date_and_moves_the_case(
    desk: Desk, plan: Plan, payments: Payments
) -> None:
    payments.request_deposit(desk.lead_id, plan_id=plan.id, starts_at=VISIT)
    done = payments.record(deposit(desk, plan, payer="Thomas Lê-Richter", payer_relation="Husband"))
    assert done.data["number"] == "R-2026-00001"
    assert stage(desk) is Stage.DEPOSIT_PAID
    assert (visit(desk).state, visit(desk).held_until) == (AppointmentState.CONFIRMED, None)
    paper = payments.receipt_document("R-2026-00001")
    assert (paper.amount, paper.appointment_at, paper.dentist) == (DEPOSIT, VISIT, "Dr. Phạm Gia Minh")
    assert paper.ladder == plan.deposit.ladder
    total = desk.plans.totals(plan).total
    assert [(line.kind, line.amounts[0]) for line in paper.balance] == [
        ("total", total),
        ("this", -DEPOSIT),
        ("left", total - DEPOSIT),
    ]
    assert payments.balance(plan.id).left == total - DEPOSIT
    pdf = payments.receipt_pdf("R-2026-00001")
    with desk.context.reading() as work:
        digest = work.execute(text("SELECT pdf_sha256 FROM receipt")).scalar_one()
    assert sha256(pdf).hexdigest() == digest
    assert verified(desk) == []


def test_a_part_of_the_deposit_books_nothing_until_the_rest_is_there(
    desk: Desk, plan: Plan, payments: Payments
) -> None:
    payments.request_deposit(desk.lead_id, plan_id=plan.id, starts_at=VISIT)
    payments.record(deposit(desk, plan, amount=Money(10000, "USD")))
    assert stage(desk) is Stage.DEPOSIT_REQUESTED
    assert visit(desk).state is AppointmentState.HELD
    payments.record(deposit(desk, plan, amount=Money(19900, "USD")))
    assert stage(desk) is Stage.DEPOSIT_PAID
    assert visit(desk).state is AppointmentState.CONFIRMED


def test_a_short_deposit_can_be_taken_as_the_whole(desk: Desk, plan: Plan, payments: Payments) -> None:
    payments.request_deposit(desk.lead_id, plan_id=plan.id, starts_at=VISIT)
    payments.record(deposit(desk, plan, amount=Money(25000, "USD"), short=True))
    assert stage(desk) is Stage.DEPOSIT_PAID


def test_a_double_click_records_one_payment(desk: Desk, plan: Plan, payments: Payments) -> None:
    operation = uuid4()
    first = payments.record(deposit(desk, plan), operation=operation)
    again = payments.record(deposit(desk, plan), operation=operation)
    assert (first.value, first.data) == (again.value, again.data)
    assert len(payments.receipts()) == 1


def test_a_payment_in_another_currency_keeps_amount_rate_and_its_date(desk: Desk, payments: Payments) -> None:
    draft = desk.plans.draft(patient_id=desk.patient_id, lead_id=desk.lead_id, currency="VND").value
    one = replace(desk.item("CRN-01", "25", "VND"), unit_minor=125400000, price_typed=True)
    filled = replace(draft, options=(replace(draft.options[0], trips=(desk.trip(one),)),))
    desk.plans.save(filled)
    desk.plans.issue(draft.id)
    received = Received(
        desk.patient_id,
        PaymentKind.DEPOSIT,
        Money(7525000, "VND"),
        Money(25000, "EUR"),
        Decimal(30100),
        plan_id=draft.id,
        language="vi",
        second_language="en",
    )
    number = str(payments.record(received).data["number"])
    paper = payments.receipt_document(number)
    assert (paper.rate, paper.rate_on, paper.paid) == (
        Decimal(30100),
        date(2026, 11, 17),
        Money(25000, "EUR"),
    )
    assert paper.balance[0].amounts == (Money(125400000, "VND"), Money(416611, "EUR"))
    assert paper.balance[-1].amounts == (Money(117875000, "VND"), Money(391611, "EUR"))
    assert verified(desk) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"amount": Money(10**9, "USD")}, "amount"),
        ({"amount": Money(-1, "USD")}, "amount"),
        ({"amount": Money(10**30, "USD")}, "amount"),
        ({"amount": Money(100, "EUR")}, "amount"),
        ({"paid": Money(100, "EUR")}, "rate"),
        ({"paid": Money(100, "EUR"), "rate": Decimal("NaN")}, "rate"),
        ({"paid": Money(30000, "EUR"), "rate": Decimal(2)}, "amount"),
        ({"kind": PaymentKind.REFUND}, "kind"),
        ({"way": "barter"}, "way"),
        ({"language": "xx"}, "language"),
        ({"received_on": date(2026, 11, 18)}, "received_on"),
        ({"payer": "x" * 10_000_000}, "payer"),
        ({"note": "x" * 5000}, "note"),
    ],
)
def test_a_payment_that_cannot_be_meant_names_its_field_and_takes_no_number(
    desk: Desk, plan: Plan, payments: Payments, fields: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        payments.record(deposit(desk, plan, **fields))
    assert caught.value.field == field
    payments.record(deposit(desk, plan))
    assert [row.number for row in payments.receipts()] == ["R-2026-00001"]


def test_a_character_without_a_glyph_loses_nothing_and_leaves_no_gap(
    desk: Desk, plan: Plan, payments: Payments
) -> None:
    with pytest.raises(ClinicError):
        payments.record(deposit(desk, plan, payer="\U0001f9b7"))
    payments.record(deposit(desk, plan, payer="<b>=1+1</b>"))
    assert [row.number for row in payments.receipts()] == ["R-2026-00001"]
    assert len(payments.ledger(desk.patient_id)) == 1
    assert verified(desk) == []


def test_the_rule_proposes_what_is_given_back_by_clinic_dates(
    desk: Desk, plan: Plan, payments: Payments
) -> None:
    payments.request_deposit(desk.lead_id, plan_id=plan.id, starts_at=VISIT)
    paid = payments.record(deposit(desk, plan)).value
    found = {
        day: payments.refund_proposal(paid.id, on=day).percent
        for day in (date(2027, 1, 24), date(2027, 1, 25), date(2027, 2, 9), date(2027, 2, 10))
    }
    assert list(found.values()) == [100, 50, 50, 0]
    proposal = payments.refund_proposal(paid.id, on=date(2027, 2, 9))
    assert (proposal.amount, proposal.left, proposal.held_on) == (
        Money(15000, "USD"),
        DEPOSIT,
        date(2027, 2, 23),
    )


def test_a_full_refund_takes_the_booking_back(desk: Desk, plan: Plan, payments: Payments) -> None:
    with desk.context.writing() as work:
        leads.add_fact(work, desk.lead_id, FactKind.PLAN_SENT, detail={"plan_id": plan.id, "revision": 1})
    payments.request_deposit(desk.lead_id, plan_id=plan.id, starts_at=VISIT)
    paid = payments.record(deposit(desk, plan)).value
    done = payments.refund(paid.id)
    assert done.value.amount == -DEPOSIT
    assert done.data["number"] == "R-2026-00002"
    assert stage(desk) is Stage.PLAN_SENT
    assert visit(desk).state is AppointmentState.CANCELLED
    paper = payments.receipt_document("R-2026-00002")
    assert (paper.kind, paper.amount, paper.refund_percent) == ("refund", DEPOSIT, 100)
    assert payments.balance(plan.id).paid == Money(0, "USD")
    assert verified(desk) == []


def test_no_more_is_given_back_than_was_paid(desk: Desk, plan: Plan, payments: Payments) -> None:
    paid = payments.record(deposit(desk, plan)).value
    payments.refund(paid.id, amount=Money(20000, "USD"))
    assert stage(desk) is Stage.DEPOSIT_PAID
    with pytest.raises(InvalidInput) as caught:
        payments.refund(paid.id, amount=Money(10001, "USD"))
    assert caught.value.field == "amount"
    back = payments.refund(paid.id, amount=Money(10000, "USD")).value
    with pytest.raises(Conflict):
        payments.refund(back.id)
    assert verified(desk) == []


def test_what_is_handed_back_of_a_foreign_payment_sums_to_what_was_paid(
    desk: Desk, plan: Plan, payments: Payments
) -> None:
    received = deposit(
        desk, plan, amount=Money(30000, "USD"), paid=Money(27777, "EUR"), rate=Decimal("1.08003")
    )
    paid = payments.record(received).value
    first = payments.refund(paid.id, amount=Money(9999, "USD")).value
    second = payments.refund(paid.id).value
    assert first.paid.minor + second.paid.minor == -27777
    assert verified(desk) == []


def test_a_void_reverses_with_a_number_of_its_own(desk: Desk, plan: Plan, payments: Payments) -> None:
    payments.request_deposit(desk.lead_id, plan_id=plan.id, starts_at=VISIT)
    done = payments.record(deposit(desk, plan))
    assert done.undo is not None
    done.undo()
    assert stage(desk) is Stage.DEPOSIT_REQUESTED
    assert visit(desk).state is AppointmentState.HELD
    paper = payments.receipt_document("R-2026-00002")
    assert (paper.kind, paper.replaces) == ("void", "R-2026-00001")
    assert payments.balance(plan.id).paid == Money(0, "USD")
    with pytest.raises(Conflict):
        payments.void(done.value.id)
    assert [row.number for row in payments.receipts()] == ["R-2026-00002", "R-2026-00001"]
    assert verified(desk) == []


def test_a_paid_request_is_not_withdrawn(desk: Desk, plan: Plan, payments: Payments) -> None:
    request = payments.request_deposit(desk.lead_id, plan_id=plan.id, starts_at=VISIT).value
    paid = payments.record(deposit(desk, plan)).value
    with pytest.raises(Conflict):
        payments.withdraw_request(request.id)
    payments.void(paid.id)
    payments.withdraw_request(request.id)


def test_the_balance_is_paid_and_counted(desk: Desk, plan: Plan, payments: Payments) -> None:
    payments.record(deposit(desk, plan))
    rest = payments.balance(plan.id).left
    payments.record(deposit(desk, plan, kind=PaymentKind.BALANCE, amount=rest))
    assert payments.balance(plan.id).left == Money(0, "USD")
    paper = payments.receipt_document("R-2026-00002")
    assert [line.kind for line in paper.balance] == ["total", "earlier", "this", "left"]
    more = deposit(desk, plan, kind=PaymentKind.BALANCE, amount=Money(1, "USD"))
    with pytest.raises(InvalidInput):
        payments.record(more)
    payments.record(replace(more, credit=True))
    assert payments.balance(plan.id).left == Money(-1, "USD")
    assert [row.kind for row in payments.ledger(desk.patient_id)] == ["deposit", "balance", "balance"]
    assert verified(desk) == []


def test_a_preview_shows_the_coming_number_and_takes_none(desk: Desk, plan: Plan, payments: Payments) -> None:
    assert payments.preview(deposit(desk, plan)).startswith(b"%PDF")
    assert payments.receipts() == ()
    assert payments.record(deposit(desk, plan)).data["number"] == "R-2026-00001"


def test_receipts_of_a_new_year_start_their_own_series(desk: Desk, plan: Plan, payments: Payments) -> None:
    payments.record(deposit(desk, plan, amount=Money(100, "USD")))
    desk.clock.move(timedelta(days=60))
    done = payments.record(deposit(desk, plan, amount=Money(100, "USD")))
    assert done.data["number"] == "R-2027-00001"
    assert verified(desk) == []


def test_a_receipt_cannot_be_changed_by_any_statement(desk: Desk, plan: Plan, payments: Payments) -> None:
    payments.record(deposit(desk, plan))
    for statement in ("UPDATE receipt SET number = 'x'", "DELETE FROM receipt", "DELETE FROM payment"):
        with pytest.raises(Exception, match=r"never changed|not deleted"), desk.context.writing() as work:
            work.execute(text(statement))


def test_a_payment_without_a_plan_has_a_receipt_without_a_balance(desk: Desk, payments: Payments) -> None:
    received = Received(desk.patient_id, PaymentKind.BALANCE, Money(9000, "USD"), way="cash")
    number = str(payments.record(received).data["number"])
    assert payments.receipt_document(number).balance == ()
    assert verified(desk) == []


def test_strangers_plans_receipts_and_payments_are_not_found(
    desk: Desk, plan: Plan, payments: Payments
) -> None:
    for act in (
        lambda: payments.receipt_pdf("R-1"),
        lambda: payments.receipt_document("'; --"),
        lambda: payments.get(99),
        lambda: payments.refund(99),
        lambda: payments.request_deposit(99, plan_id=plan.id),
        lambda: payments.record(deposit(desk, plan, patient_id=99)),
        lambda: payments.balance(99),
    ):
        with pytest.raises(NotFound):
            act()


def test_the_front_desk_takes_payments_and_gives_none_back(
    desk: Desk, plan: Plan, payments: Payments
) -> None:
    mai = StaffMember(desk.coordinator_id, "Mai", Role.FRONT_DESK)
    front = Payments(Context(desk.storage, desk.clock, mai))
    paid = front.record(deposit(desk, plan)).value
    assert payments.receipt_document("R-2026-00001").received_by == "Mai Vũ"
    with pytest.raises(NotAllowed):
        front.refund(paid.id)
