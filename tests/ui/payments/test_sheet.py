"""Deposits requested and paid, balances, other currencies, and bad input, through the sheet itself."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from clinicdesk.domain.leads import Stage
from clinicdesk.domain.money import Money
from clinicdesk.domain.visits import AppointmentState
from clinicdesk.ui.payments.receipt import ReceiptDialog
from clinicdesk.ui.payments.refund import RefundDialog
from clinicdesk.ui.payments.sheet import PaymentSheet
from clinicdesk.ui.payments.unissued import NoPlanDialog
from clinicdesk.ui.widgets.fields import LineField
from tests.ui.payments.conftest import Till

VISIT = date(2027, 2, 23)


def write(field: LineField, text: str) -> None:
    """Type into a line as a person would, and leave it."""
    editor: QLineEdit = field.editor
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Tab)


def requested(till: Till) -> PaymentSheet:
    """Request the deposit for a visit in February, and open the sheet again for its payment."""
    sheet = till.open()
    write(sheet.request.visit.day, "2027-02-23")
    write(sheet.request.visit.chair, "2")
    sheet.go.click()
    sheet.go.click()
    return till.open()


def test_a_deposit_is_requested_by_keyboard_and_holds_its_date(till: Till) -> None:
    sheet = till.open()
    assert sheet.tabs.current() == "request"
    write(sheet.request.visit.day, "23 Feb 2027")
    write(sheet.request.visit.time, "9:30")
    write(sheet.request.visit.chair, "2")
    QTest.keyClick(sheet.request.visit.chair.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    request = till.services.payments.open_request(till.clinic.lead_id)
    assert request is not None
    assert request.amount == Money(30000, "USD")
    visit = till.services.visits.of_lead(till.clinic.lead_id)[-1]
    assert (visit.state, visit.chair) == (AppointmentState.HELD, "2")
    assert till.desk.local(visit.starts_at).isoformat() == "2027-02-23T09:30:00+07:00"
    assert till.services.leads.get(till.clinic.lead_id).stage is Stage.DEPOSIT_REQUESTED


def test_the_message_of_a_request_is_copied_and_marked_as_sent(till: Till) -> None:
    sheet = till.open()
    write(sheet.request.visit.day, "2027-02-23")
    sheet.go.click()
    assert "300 USD" in sheet.done.message.text()
    sheet.done.sent.click()
    assert not sheet.done.sent.isEnabled()
    kinds = [row.kind for row in till.services.patients.record(till.clinic.patient_id).timeline]
    assert "deposit_request" in kinds


def test_the_request_is_a_page_that_can_be_saved(till: Till, tmp_path: Path) -> None:
    sheet = till.open()
    write(sheet.request.visit.day, "2027-02-23")
    assert sheet.request_side.preview.open.isHidden()
    sheet.request_side.preview._start()
    shown = sheet.request_side.preview.pdf
    assert shown.startswith(b"%PDF")
    write(sheet.request.amount, "400")
    sheet.request_side.preview._start()
    assert sheet.request_side.preview.pdf != shown
    sheet.go.click()
    file = tmp_path / "request.pdf"
    till.prompts.expect("save_file", file)
    sheet.done.save_paper.emit()
    assert file.read_bytes().startswith(b"%PDF")


def test_a_folder_that_cannot_be_written_gets_a_sentence(till: Till, tmp_path: Path) -> None:
    sheet = requested(till)
    sheet.go.click()
    till.prompts.expect("save_file", tmp_path / "nowhere" / "receipt.pdf")
    sheet.done.save_paper.emit()
    assert till.desk.notices.is_failure


def test_a_percentage_follows_the_total_and_back(till: Till) -> None:
    sheet = till.open()
    form = sheet.request
    form.mode._take("percent")  # as an arrow key does
    write(form.percent, "10")
    total = till.services.payments.balance(till.plan.id).total
    assert form.value() == total.part(1000)
    write(form.percent, "140")
    assert form.percent.complaint
    assert not form.check()


def test_a_chair_that_is_taken_is_said(till: Till) -> None:
    lead, patient = till.clinic.lead_id, till.clinic.patient_id
    sheet = requested(till)
    held = till.services.visits.of_lead(lead)[-1]
    till.services.visits.hold(patient_id=patient, starts_at=held.starts_at + timedelta(minutes=30), chair="2")
    sheet.finish()
    form = till.open().request.visit
    assert not form.warning.isHidden()
    assert "Marama Ngata" in form.warning.accessibleName()
    write(form.chair, "3")
    form.dentist.set_value(None)
    form._told()
    assert form.warning.isHidden()


def test_a_visit_that_is_booked_already_is_kept_as_it_is(till: Till) -> None:
    lead, at = till.clinic.lead_id, till.desk.now() + timedelta(days=60)
    booked = till.services.visits.hold(lead_id=lead, starts_at=at, chair="1", confirmed=True).value
    sheet = till.open()
    assert not sheet.request.visit.day.isEnabled()
    sheet.go.click()
    request = till.services.payments.open_request(lead)
    assert request is not None
    assert request.appointment_id == booked.id
    assert len(till.services.visits.of_lead(lead)) == 1


def test_the_refund_ladder_says_its_last_days(till: Till) -> None:
    form = till.open().request
    write(form.visit.day, "2027-02-23")
    shown = " ".join(label.text() for label in form.ladder.findChildren(type(form.size_note)))
    assert "until 24 Jan 2027" in shown
    assert "until 9 Feb 2027" in shown


def test_a_payment_confirms_the_date_and_makes_a_receipt(till: Till, tmp_path: Path) -> None:
    sheet = requested(till)
    assert sheet.tabs.current() == "payment"
    assert any("held to confirmed" in line for line in sheet.follows.words())
    write(sheet.payment.payer, "Wiremu Ngata, brother")
    write(sheet.payment.reference, "261117-5581")
    sheet.receipt_side.preview._start()
    assert sheet.receipt_side.preview.pdf.startswith(b"%PDF")
    sheet.go.click()
    assert till.services.leads.get(till.clinic.lead_id).stage is Stage.DEPOSIT_PAID
    visit = till.services.visits.of_lead(till.clinic.lead_id)[-1]
    assert visit.state is AppointmentState.CONFIRMED
    (receipt,) = till.services.payments.receipts()
    paper = till.services.payments.receipt_document(receipt.number)
    assert (paper.payer, paper.payer_relation, paper.reference) == ("Wiremu Ngata", "brother", "261117-5581")
    file = tmp_path / "receipt.pdf"
    till.prompts.expect("save_file", file)
    sheet.done.save_paper.emit()
    assert file.read_bytes() == till.services.payments.receipt_pdf(receipt.number)


def test_a_double_click_records_once(till: Till) -> None:
    sheet = requested(till)
    sheet._take_payment()
    sheet._take_payment()
    assert len(till.services.payments.receipts()) == 1


def test_another_currency_is_counted_at_the_typed_rate(till: Till) -> None:
    sheet = requested(till)
    form = sheet.payment
    form.currency.set_value("EUR")
    form.currency.edited.emit()
    assert not form.rate.isHidden()
    write(form.rate.rate, "1.1580")
    write(form.amount, "259.07")
    reckoned = form.reckoned()
    assert reckoned is not None
    assert (reckoned.verdict, reckoned.counted) == ("exact", Money(30000, "USD"))
    sheet.go.click()
    (row,) = till.services.payments.ledger(till.clinic.patient_id)
    payment = till.services.payments.get(row.id)
    assert (payment.amount, payment.paid) == (Money(30000, "USD"), Money(25907, "EUR"))


def test_a_part_leaves_the_deposit_open_unless_a_person_takes_it_as_the_whole(till: Till) -> None:
    sheet = requested(till)
    write(sheet.payment.amount, "250")
    assert not sheet.payment.short.isHidden()
    assert any("stays held" in line for line in sheet.follows.words())
    sheet.payment.short.click()
    assert any("held to confirmed" in line for line in sheet.follows.words())
    sheet.go.click()
    assert till.services.leads.get(till.clinic.lead_id).stage is Stage.DEPOSIT_PAID


def test_more_than_is_left_is_refused_beside_the_amount_and_kept(till: Till) -> None:
    sheet = requested(till)
    write(sheet.payment.amount, "999999")
    sheet.go.click()
    assert "left to pay" in sheet.payment.amount.complaint
    assert sheet.payment.amount.text() == "999999"
    assert not till.services.payments.receipts()


def test_bad_input_gets_a_sentence_and_loses_nothing(till: Till) -> None:
    sheet = requested(till)
    form = sheet.payment
    write(form.payer, "<b>Ngata</b> & =1+1")
    write(form.received_on, "2030-01-01")
    write(form.amount, "1.234,5,6")
    sheet.go.click()
    assert form.amount.complaint
    assert form.received_on.complaint
    assert form.payer.text() == "<b>Ngata</b> & =1+1"
    QGuiApplication.clipboard().setText("x" * 10_000_000)
    form.note.editor.paste()
    assert len(form.note.text()) <= form.note.editor.limit
    assert not till.services.payments.receipts()


def test_escape_asks_only_after_something_was_typed(till: Till) -> None:
    sheet = till.open()
    sheet.leave()
    assert not till.prompts.asked
    sheet = till.open()
    write(sheet.request.visit.chair, "2")
    till.prompts.expect("confirm", False)
    QTest.keyClick(sheet.request.visit.chair.editor, Qt.Key.Key_Escape)
    assert not sheet.isHidden()
    assert sheet.request.visit.chair.text() == "2"


def test_the_balance_is_paid_from_the_same_sheet(till: Till) -> None:
    sheet = requested(till)
    sheet.go.click()
    sheet.go.click()
    sheet = till.open(balance=True)
    left = till.services.payments.balance(till.plan.id).left
    assert sheet.payment.paid() == left
    sheet.go.click()
    assert not till.services.payments.balance(till.plan.id).left.minor


def test_a_refund_follows_the_rule_and_is_final(till: Till) -> None:
    sheet = requested(till)
    sheet.go.click()
    sheet.go.click()
    (row,) = till.services.payments.ledger(till.clinic.patient_id)
    till.desk.navigator.open_sheet("refund", payment_id=row.id)
    dialog = till.dialog(RefundDialog)
    assert isinstance(dialog, RefundDialog)
    assert dialog.value() == Money(30000, "USD")
    write(dialog.amount, "301")
    dialog.verb.click()
    assert "At most" in dialog.amount.complaint
    write(dialog.amount, "300")
    dialog.verb.click()
    assert dialog.note.complaint
    write(dialog.note, "Cannot travel")
    till.prompts.expect("confirm", True)
    dialog.verb.click()
    assert [p.amount.minor for p in till.services.payments.ledger(till.clinic.patient_id)] == [30000, -30000]
    receipt = till.dialog(ReceiptDialog)
    assert "0002" in receipt.windowTitle()
    receipt.close()


def test_without_an_issued_plan_the_way_to_it_is_offered(till: Till) -> None:
    other = till.services.leads.receive(patient_id=till.clinic.patient_id, channel="email").value
    till.desk.navigator.open_sheet("deposit", lead_id=other.id)
    dialog = till.dialog(NoPlanDialog)
    assert isinstance(dialog, NoPlanDialog)
    dialog.go.click()
    assert till.services.plans.for_lead(other.id)
