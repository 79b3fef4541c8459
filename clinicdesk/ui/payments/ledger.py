"""What stands before a payment is typed: the deposit as it was asked for, and the plan's ledger so far."""

from __future__ import annotations

from PySide6.QtCore import Signal

from clinicdesk.domain.payments import PaymentKind
from clinicdesk.domain.text import marked
from clinicdesk.domain.visits import AppointmentState
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.payments.case import MoneyCase
from clinicdesk.ui.payments.ladder import RefundLadder
from clinicdesk.ui.payments.pay_link import PayLink
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import IconButton, small
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.planes import Plane, column, row, rule
from clinicdesk.ui.wording import near_time

KINDS = {
    "deposit": marked("Deposit"),
    "balance": marked("Payment"),
    "refund": marked("Refund"),
    "void": marked("Voided"),
}
"""How each kind of payment is called in a ledger."""


class LedgerColumn(Plane):
    """The leading column beside the payment: frozen facts, with ways to change the request or give back."""

    change = Signal()
    refund = Signal(int)
    receipt = Signal(str)
    statement = Signal()

    def __init__(self, desk: Desk, case: MoneyCase, kind: PaymentKind) -> None:
        """Show the case."""
        super().__init__("", (20, 16, 20, 16), 12)
        self._desk, self._case = desk, case
        if kind is PaymentKind.DEPOSIT:
            self._show_request()
        self._show_ledger()
        self.column.addStretch(1)

    def _show_request(self) -> None:
        desk, t, request = self._desk, self._desk.t, self._case.request
        if request is None:
            self.column.addWidget(label(t("1 Not requested"), Role.SECTION))
            words = t("No deposit was asked for. What is paid counts all the same.")
            self.column.addWidget(label(words, Role.BODY, tone="t2", wrap=True))
            ask = small(desk.look, t("Request a deposit"), icon="send")
            ask.clicked.connect(self.change)
            self.column.addLayout(row(ask, None))
            return
        paid = self._case.deposit_open is not None and not self._case.deposit_open.minor
        shape = StateLabel(desk.look, State.DONE if paid else State.WAITING, "")
        shape.setFixedWidth(desk.look.theme.px(18))
        title = label(t("1 Requested"), Role.SECTION)
        asked = ElidedLabel(desk.look, near_time(desk, request.requested_at), Role.CAPTION, "t2")
        head = row(shape, title, asked, None, spacing=6)
        if not paid:
            change = IconButton(desk.look, "pencil", t("Change the request"), small=True)
            change.clicked.connect(self.change)
            head.addWidget(change)
        self.column.addLayout(head)
        self._fact(t("Deposit asked for"), t.formats.money(request.amount, exact=True), Role.BIG_NUMBER)
        self._show_visit()
        ladder = RefundLadder(desk.look, t)
        ladder.show_rule(request.ladder, request.free_moves, self._case.held_on(desk), desk.today())
        frozen = label(t("frozen when requested"), Role.LABEL, tone="t3")
        rule_name = label(t("Refund, days before the visit"), Role.LABEL, tone="t3")
        self.column.addLayout(column(row(rule_name, None, frozen), ladder, spacing=3))
        link = self._case.paper.deposit.pay_link
        if link and not paid:
            self.add(PayLink(desk, link, ""))

    def _show_visit(self) -> None:
        desk, t, visit = self._desk, self._desk.t, self._case.visit
        if visit is None:
            self._fact(t("Holds this appointment"), t("No date is held"))
            return
        starts = desk.local(visit.starts_at)
        when = f"{t.formats.date(starts.date(), 'weekday')} {starts.year}, {t.formats.time(starts)}"
        people = [m.name for m in self._case.staff if m.id == visit.dentist_id]
        parts = [t("Chair {chair}", chair=visit.chair)] if visit.chair else []
        parts += [*people, t.formats.duration(visit.minutes)]
        held = visit.state is AppointmentState.HELD
        self._fact(t("Holds this appointment") if held else t("Confirmed appointment"), when)
        self.column.addWidget(label(", ".join(parts), Role.CAPTION, tone="t2", wrap=True))

    def _fact(self, name: str, words: str, role: Role = Role.NAME) -> None:
        self.column.addLayout(column(label(name, Role.LABEL, tone="t3"), label(words, role), spacing=2))

    def _show_ledger(self) -> None:
        t, case = self._desk.t, self._case
        box = Plane("card")
        box.add(
            self._line(
                t("Total of {number}", number=case.plan.number), t.formats.money(case.total, exact=True)
            )
        )
        for payment in case.payments:
            if payment.plan_id != case.plan.id:
                continue
            back = payment.kind in {"refund", "void"}
            name = f"{t(KINDS[payment.kind])}, {t.formats.date(payment.received_on, 'medium')}"
            sum_ = t.formats.money(-payment.amount, exact=True)
            box.add(rule(), self._line(name, sum_, receipt=payment.receipt, paid=0 if back else payment.id))
        left = case.balance.left
        words = t("Left to pay") if left.minor >= 0 else t("Credit of the patient")
        shown = left if left.minor >= 0 else -left
        box.add(rule(), self._line(words, t.formats.money(shown, exact=True), strong=True))
        title = label(t("Ledger"), Role.LABEL, tone="t3")
        self.column.addLayout(column(title, box, spacing=3))
        state = small(self._desk.look, t("Balance statement"), icon="file-text")
        state.clicked.connect(self.statement)
        self.column.addLayout(row(state, None))

    def _line(
        self, name: str, amount: str, *, strong: bool = False, receipt: str = "", paid: int = 0
    ) -> Plane:
        desk, t = self._desk, self._desk.t
        line = Plane("", (12, 4, 6 if receipt else 12, 4))
        role = Role.NAME if strong else Role.BODY
        inside = row(ElidedLabel(desk.look, name, role), None, label(amount, role, tabular=True))
        if receipt:
            see = IconButton(desk.look, "receipt", t("Open receipt {number}", number=receipt), small=True)
            see.clicked.connect(lambda: self.receipt.emit(receipt))
            inside.addWidget(see)
        if paid:
            back = IconButton(desk.look, "receipt-refund", t("Give this payment back"), small=True)
            back.clicked.connect(lambda: self.refund.emit(paid))
            inside.addWidget(back)
        line.column.addLayout(inside)
        return line
