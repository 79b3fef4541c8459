"""Money on the record: cancelling a payment, balance statements, and estimates for a later phase."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from clinicdesk.domain.money import Money
from clinicdesk.domain.payments import PaymentKind
from clinicdesk.domain.plans import PlanOption
from clinicdesk.domain.statements import Asked
from clinicdesk.services.payments import Received
from clinicdesk.ui.patients.record_page import RecordPage
from clinicdesk.ui.payments.receipt import ReceiptDialog
from clinicdesk.ui.payments.statement import StatementDialog
from tests.ui.payments.conftest import Till, till

__all__ = ["till"]


def paid(till: Till) -> int:
    received = Received(
        till.clinic.patient_id,
        PaymentKind.DEPOSIT,
        Money(30000, "USD"),
        plan_id=till.plan.id,
        lead_id=till.clinic.lead_id,
    )
    return till.services.payments.record(received).value.id


def record(till: Till) -> RecordPage:
    till.desk.open_patient(till.clinic.patient_id)
    return cast("RecordPage", till.window.stage.currentWidget())


def named(page: RecordPage, words: str) -> list[str]:
    """Return what the lines of the side column offer that has these words."""
    return [name for row in page.side.rows for name, _ in row._acts if words in name]


def do(page: RecordPage, words: str) -> None:
    next(call for row in page.side.rows for name, call in row._acts if words in name)()


def test_a_payment_recorded_by_mistake_is_cancelled_by_a_receipt_that_cites_it(till: Till) -> None:
    number = till.services.payments.receipt_number(paid(till))
    page = record(till)
    till.prompts.expect("confirm", True)
    till.prompts.expect("ask_text", "typed twice")
    do(page, "recorded by mistake")
    ledger = till.services.payments.ledger(till.clinic.patient_id)
    assert [row.kind for row in ledger] == ["deposit", "void"]
    dialog = cast("ReceiptDialog", till.dialog(ReceiptDialog))
    assert till.services.payments.receipt_document(ledger[1].receipt).replaces == number
    assert ledger[1].receipt in dialog.windowTitle()
    dialog.close()
    assert not named(record(till), "recorded by mistake")


def test_cancelling_asks_first_and_why(till: Till) -> None:
    paid(till)
    page = record(till)
    till.prompts.expect("confirm", False)
    do(page, "recorded by mistake")
    till.prompts.expect("confirm", True)
    till.prompts.expect("ask_text", None)
    do(page, "recorded by mistake")
    assert len(till.services.payments.ledger(till.clinic.patient_id)) == 1


def test_the_statement_of_all_plans_and_of_one_open_from_the_record(till: Till) -> None:
    paid(till)
    page = record(till)
    page.side._acts.state_balance()
    dialog = cast("StatementDialog", till.dialog(StatementDialog))
    assert dialog._plan_id is None
    dialog.close()
    do(page, "Balance statement")
    dialog = cast("StatementDialog", till.dialog(StatementDialog))
    assert dialog._plan_id == till.plan.id
    dialog.close()


def test_a_statement_that_was_given_out_stands_on_the_record(till: Till) -> None:
    paid(till)
    given = till.services.statements.give(Asked(plan_id=till.plan.id)).value
    page = record(till)
    do(page, "Open the balance statement")
    dialog = cast("StatementDialog", till.dialog(StatementDialog))
    assert dialog.paper.value() == given.id
    dialog.close()


@pytest.mark.parametrize("trips", [1, 2])
def test_a_plan_with_a_later_trip_offers_its_estimate(till: Till, trips: int, tmp_path: Path) -> None:
    option = till.plan.options[0]
    stays = (option.trips[0], replace(option.trips[0], healing_months=4))[:trips]
    till.services.plans.save(replace(till.plan, options=(PlanOption(stays),)))
    page = record(till)
    assert bool(named(page, "Estimate for phase 2")) is (trips == 2)
    if trips == 2:
        do(page, "Estimate for phase 2")
        newest = till.services.plans.for_patient(till.clinic.patient_id)[0]
        assert till.services.plans.get(newest.id).follows_plan_id == till.plan.id
