"""Gives a payment back: the part that the frozen rule says, or another within what is left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import Money
from clinicdesk.domain.payments import WAYS, Payment
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.payments.payment_form import WAY_WORDS
from clinicdesk.ui.payments.reading import money_reader, value_or_none
from clinicdesk.ui.questions import QuestionDialog
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import ChoiceField, LineField, MoneyField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, row

if TYPE_CHECKING:
    from clinicdesk.services.refunds import RefundProposal


class RefundDialog(QuestionDialog):
    """Amount, way, reference and reason; a refund is final and has a receipt of its own."""

    def __init__(self, desk: Desk, window: QWidget, payment_id: int) -> None:
        """Propose what the rule gives back today. Raises NotFound."""
        services = desk.services
        payment: Payment = services.payments.get(payment_id)
        proposal: RefundProposal = services.payments.refund_proposal(payment_id)
        number = services.payments.receipt_number(payment_id)
        t, look = desk.t, desk.look
        super().__init__(
            look,
            t,
            t("Give {amount} back", amount=payment.amount),
            t("Give back"),
            text=t("Received {day}, receipt {number}.", day=payment.received_on, number=number),
            danger=True,
            parent=window,
        )
        self._desk, self._payment, self._proposal = desk, payment, proposal
        self._operation = uuid4()
        self._lead_id = payment.lead_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_fields()
        self.accepts = self._give_back
        self._tell()
        self.amount.setFocus()

    def _make_fields(self) -> None:
        t, look = self._desk.t, self._desk.look
        proposal, currency = self._proposal, self._payment.amount.currency
        rule = Plane("tint", (12, 8, 12, 8), 2)
        rule.add(label(self._rule_words(), Role.BODY, wrap=True))
        rule.add(label(t("{left} of this payment are left.", left=proposal.left), Role.CAPTION, tone="t2"))
        self.body.addWidget(rule)
        self.amount = MoneyField(
            look, t, t("Amount to give back"), currency, money_reader(currency, t.language)
        )
        if proposal.amount.minor:
            self.amount.set_text(t.formats.editable(proposal.amount))
        ways = [(way, t(WAY_WORDS[way])) for way in WAYS]
        self.way = ChoiceField(look, t, t("Way"), ways, chosen=self._payment.way or "bank")
        self.reference = LineField(look, t, t("Reference"), hint=t("of the transfer"), left_to_right=True)
        self.note = LineField(look, t, t("Reason"), hint=t("It is printed on the receipt"), limit=300)
        self.fields = FieldGroup(
            t, amount=self.amount, way=self.way, reference=self.reference, note=self.note
        )
        self.amount.edited.connect(self._tell)
        self.body.addLayout(row(self.amount, self.way, spacing=10))
        self.body.addWidget(self.reference)
        self.body.addWidget(self.note)
        self.effect = StateLabel(look, State.RUNNING_OUT, "", Role.CAPTION)
        self.body.addWidget(self.effect)

    def value(self) -> Money:
        """Return the amount as it stands. Raises InvalidInput above what is left."""
        amount: Money = self.amount.value()
        left = self._proposal.left
        if amount.minor > left.minor:
            raise InvalidInput(
                marked("At most {left} of this payment can be given back."), field="amount", left=left
            )
        return amount

    def _rule_words(self) -> str:
        t, proposal = self._desk.t, self._proposal
        if proposal.held_on is None:
            return t("No date is booked for it, so all that is left is proposed.")
        days = (proposal.held_on - proposal.cancelled_on).days
        return t(
            "The rule gives back {percent}: {days} before {day} it is {amount}.",
            percent=t.formats.percent(proposal.percent),
            days=t.n("{count} day", "{count} days", max(0, days)),
            day=t.formats.date(proposal.held_on, "medium"),
            amount=proposal.amount,
        )

    def _tell(self) -> None:
        """Say what the amount means beyond the money."""
        amount, t = value_or_none(self.amount.value), self._desk.t
        whole = amount is not None and amount == self._proposal.left and self._payment.kind == "deposit"
        self.effect.setVisible(amount is not None)
        if whole:
            self.effect.show_state(
                State.RUNNING_OUT, t("All of it: the booking is cancelled, its date is free.")
            )
        elif amount is not None and amount == self._proposal.amount:
            self.effect.show_state(State.DONE, t("As the rule says."))
        elif amount is not None:
            self.effect.show_state(State.LATER, t("Not what the rule says; the booking stays as it is."))
        if amount is not None and amount.minor > self._proposal.left.minor:
            self._show_limit()

    def _show_limit(self) -> None:
        self.amount.show_error(
            self._desk.t("At most {left} of this payment can be given back.", left=self._proposal.left)
        )

    def _give_back(self) -> bool:
        desk, t = self._desk, self._desk.t
        if not self.amount.check():
            self.amount.setFocus()
            return False
        try:
            amount = self.value()
        except InvalidInput:
            self._show_limit()
            self.amount.setFocus()
            return False
        if not self.note.value():
            self.note.show_error(t("Say why, for the receipt and for the books."))
            self.note.setFocus()
            return False
        title = t("Give {amount} back", amount=amount)
        text = t("This is final: it makes a receipt that cannot be taken back.")
        if not desk.prompts.confirm(title, text, t("Give back"), danger=True):
            return False
        done = desk.commands.do(
            desk.services.payments.refund,
            self._payment.id,
            amount=amount,
            way=self.way.value(),
            reference=self.reference.value(),
            note=self.note.value(),
            operation=self._operation,
            form=self.fields,
        )
        if done is None:
            return False
        number = desk.services.payments.receipt_number(done.value.id)
        desk.navigator.open_sheet("receipt", number=number)
        return True
