"""Money of a case: deposit requests, payments with their receipts, refunds, and receipts to print again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from clinicdesk.ui.desk import Desk
    from clinicdesk.ui.payments.sheet import PaymentSheet


def open_deposit(
    desk: Desk,
    window: QWidget,
    *,
    lead_id: int,
    plan_id: int | None = None,
    payment: bool = False,
    balance: bool = False,
) -> PaymentSheet | QDialog:
    """Open the sheet of deposit and payment of an inquiry over ``window``.

    Without ``plan_id`` the newest issued plan counts. ``balance`` records a payment of what is left;
    once the deposit is paid that is the default. ``payment`` opens the payment even where no deposit was
    asked for yet. Where nothing is issued, a dialog says so and opens the plan.
    """
    from clinicdesk.ui.payments.case import read_case
    from clinicdesk.ui.payments.sheet import PaymentSheet
    from clinicdesk.ui.payments.unissued import ask_for_plan

    case = read_case(desk, lead_id, plan_id)
    if case is None:
        return ask_for_plan(desk, window, lead_id)
    sheet = PaymentSheet(desk, window, case, payment=payment, balance=balance)
    sheet.begin()
    return sheet


def open_refund(desk: Desk, window: QWidget, *, payment_id: int) -> QDialog:
    """Open the dialog that gives a payment back, in part or in full."""
    from clinicdesk.ui.payments.refund import RefundDialog

    dialog = RefundDialog(desk, window, payment_id)
    dialog.open()
    return dialog


def open_receipt(desk: Desk, window: QWidget, *, number: str = "", payment_id: int | None = None) -> QDialog:
    """Open the receipt ``number``, or that of a payment, as it was issued: to read, print or save it."""
    from clinicdesk.ui.payments.receipt import ReceiptDialog

    if payment_id is not None:
        number = desk.services.payments.receipt_number(payment_id)
    dialog = ReceiptDialog(desk, window, number)
    dialog.open()
    return dialog


def open_statement(
    desk: Desk,
    window: QWidget,
    *,
    patient_id: int,
    plan_id: int | None = None,
    statement_id: int | None = None,
) -> QDialog:
    """Open the balance statement of a plan, or of all plans; ``statement_id`` shows one given out before."""
    from clinicdesk.ui.payments.statement import StatementDialog

    dialog = StatementDialog(desk, window, patient_id, plan_id)
    if statement_id is not None:
        dialog.show_given(statement_id)
    dialog.open()
    return dialog
