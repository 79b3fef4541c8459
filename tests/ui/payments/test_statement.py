"""Statements, copies and cancelled payments on screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinicdesk.domain.errors import Conflict
from clinicdesk.domain.money import Money
from clinicdesk.domain.payments import PaymentKind
from clinicdesk.services.payments import Received
from clinicdesk.ui.opener import RecordingOpener
from clinicdesk.ui.payments.receipt import ReceiptDialog
from clinicdesk.ui.payments.statement import StatementDialog
from tests.documents.reading import text
from tests.ui.payments.conftest import Till


def paid(till: Till, minor: int = 30000) -> str:
    received = Received(
        till.clinic.patient_id,
        PaymentKind.DEPOSIT,
        Money(minor, "USD"),
        plan_id=till.plan.id,
        lead_id=till.clinic.lead_id,
    )
    payment = till.services.payments.record(received).value
    return till.services.payments.receipt_number(payment.id)


def statement(till: Till, **facts: object) -> StatementDialog:
    till.desk.navigator.open_sheet("statement", patient_id=till.clinic.patient_id, **facts)
    dialog = till.dialog(StatementDialog)
    assert isinstance(dialog, StatementDialog)
    dialog.preview._start()
    return dialog


def test_the_statement_is_shown_and_kept_only_when_it_leaves(till: Till, tmp_path: Path) -> None:
    number = paid(till)
    dialog = statement(till, plan_id=till.plan.id)
    assert number in text(dialog.preview.pdf)
    assert till.services.statements.given(till.clinic.patient_id) == ()
    till.prompts.expect("save_file", tmp_path / "s.pdf")
    dialog.save.click()
    (given,) = till.services.statements.given(till.clinic.patient_id)
    assert (tmp_path / "s.pdf").read_bytes() == till.services.statements.given_pdf(given.id)
    assert dialog.paper.value() == given.id
    till.prompts.expect("save_file", tmp_path / "again.pdf")
    dialog.save.click()
    assert len(till.services.statements.given(till.clinic.patient_id)) == 1
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "s.pdf").read_bytes()
    dialog.close()


def test_languages_make_another_statement_and_an_old_one_stays_as_it_was(till: Till) -> None:
    paid(till)
    dialog = statement(till, plan_id=till.plan.id)
    dialog.see.click()
    opener = till.desk.facts["opener"]
    assert isinstance(opener, RecordingOpener)
    first = opener.files[-1].read_bytes()
    dialog.paper.set_value(0)
    dialog.paper.edited.emit()
    dialog.language.set_value("vi")
    dialog.second.set_value("en")
    dialog.language.edited.emit()
    dialog.see.click()
    rows = till.services.statements.given(till.clinic.patient_id)
    assert [row.language for row in rows] == ["vi", "en"]
    assert opener.files[-1].read_bytes() != first
    dialog.close()
    again = statement(till, plan_id=till.plan.id, statement_id=rows[1].id)
    assert again.paper.value() == rows[1].id
    assert not again.language.isEnabled()
    again.preview._start()
    assert again.preview.pdf == first
    again.close()


def test_the_payment_sheet_opens_the_statement_of_its_plan(till: Till) -> None:
    paid(till)
    sheet = till.open(payment=True)
    sheet.ledger.statement.emit()
    dialog = till.dialog(StatementDialog)
    assert isinstance(dialog, StatementDialog)
    dialog.preview._start()
    assert till.plan.number in text(dialog.preview.pdf)
    dialog.close()


def test_a_patient_without_anything_issued_has_no_statement(till: Till) -> None:
    other = till.services.patients.add(name="Nobody Yet").value
    with pytest.raises(Conflict):
        till.desk.navigator.open_sheet("statement", patient_id=other.id)


def test_a_copy_says_that_it_is_one_and_the_original_stays(till: Till, tmp_path: Path) -> None:
    number = paid(till)
    till.desk.navigator.open_sheet("receipt", number=number)
    dialog = till.dialog(ReceiptDialog)
    assert isinstance(dialog, ReceiptDialog)
    original = till.services.payments.receipt_pdf(number)
    till.prompts.expect("save_file", tmp_path / "original.pdf")
    dialog.acts.save()
    assert (tmp_path / "original.pdf").read_bytes() == original
    dialog.print_kind.setFocus()
    QTest.keyClick(dialog.print_kind, Qt.Key.Key_Right)
    till.prompts.expect("save_file", tmp_path / "copy.pdf")
    dialog.acts.save()
    copy = (tmp_path / "copy.pdf").read_bytes()
    assert "Copy" in text(copy)
    assert "Copy" not in text(original)
    assert till.services.payments.receipt_pdf(number) == original
    dialog.close()
