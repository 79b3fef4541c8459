"""The money as it came in: amount, currency and rate, who paid how and when, and the receipt's languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.money import Money
from clinicdesk.domain.payments import WAYS, PaymentKind
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.payments.case import MoneyCase
from clinicdesk.ui.payments.rate_box import RateBox
from clinicdesk.ui.payments.reading import Reckoned, money_reader, reckon, value_or_none
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.choices import check_box
from clinicdesk.ui.widgets.date_field import DateField
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import ChoiceField, LineField, ReadField
from clinicdesk.ui.widgets.money_form import OFFERED
from clinicdesk.ui.widgets.planes import column, row
from clinicdesk.ui.wording import upper_first

if TYPE_CHECKING:
    from clinicdesk.services.payments import Received

WAY_WORDS = {
    "bank": marked("Bank transfer"),
    "card": marked("Card"),
    "cash": marked("Cash"),
    "link": marked("Card link"),
    "qr": marked("QR payment"),
    "other": marked("Another way"),
}
"""How each way of paying is called; the keys are domain/payments.WAYS."""


class PaymentForm(QWidget):
    """The fields of one payment; ``edited`` tells every change of a person."""

    edited = Signal()

    def __init__(self, desk: Desk, case: MoneyCase, kind: PaymentKind) -> None:
        """Propose what is still missing of the deposit, or of the whole."""
        super().__init__()
        self._desk, self._case, self.kind = desk, case, kind
        self._ledger = case.total.currency
        self._make_money()
        self._make_facts()
        self.fields = FieldGroup(
            desk.t,
            amount=self.amount,
            paid=self.amount,
            rate=self.rate.rate,
            payer=self.payer,
            way=self.way,
            reference=self.reference,
            received_on=self.received_on,
            note=self.note,
        )
        self.fields.on_edited(self._told)
        for choice in (self.currency, self.languages):
            choice.edited.connect(self._told)
        self.rate.edited.connect(self._told)
        self._lay_out()
        self._reckon()

    def _make_money(self) -> None:
        desk, t, ledger = self._desk, self._desk.t, self._ledger
        expected = self.expected()
        text = t.formats.editable(expected) if expected.minor > 0 else ""
        self.amount = ReadField(
            desk.look, t, t("Amount received"), money_reader(ledger, t.language), text=text, limit=40
        )
        self.amount.editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        codes = dict.fromkeys((ledger, *self._case.clinic.currencies, *OFFERED))
        self.currency = ChoiceField(
            desk.look, t, t("Currency"), [(code, code) for code in codes], chosen=ledger
        )
        self.currency.edited.connect(self._currency_changed)
        self.rate = RateBox(desk, ledger)
        self.verdict = StateLabel(desk.look, State.DONE, "", Role.CAPTION)
        self.short = check_box(t("Take it as the whole deposit all the same"))
        self.credit = check_box(t("Keep what is too much as a credit"))
        for box in (self.short, self.credit):
            box.clicked.connect(self._told)

    def _make_facts(self) -> None:
        desk, t, case = self._desk, self._desk.t, self._case
        look = desk.look
        self.payer = LineField(
            look, t, t("Paid by"), text=case.patient.name, hint=t("name, relation"), limit=240
        )
        self.way = ChoiceField(look, t, t("Way"), [(way, t(WAY_WORDS[way])) for way in WAYS], chosen="bank")
        self.reference = LineField(look, t, t("Reference"), hint=t("of the transfer"), left_to_right=True)
        today = desk.today()
        self.received_on = DateField(look, t, t("Day on the account"), today=today, day=today, latest=today)
        self.languages = ChoiceField(look, t, t("Receipt language"), self._language_pairs())
        self.note = LineField(look, t, t("Note on the receipt"), hint=t("optional"), limit=300)

    def first_field(self) -> QWidget:
        """Return the field that needs a person first."""
        return self.amount

    def expected(self) -> Money:
        """Return what is awaited: the rest of the deposit that was asked for, else all that is left."""
        case, left = self._case, self._case.balance.left
        if self.kind is PaymentKind.BALANCE:
            return left
        missing = case.deposit_open
        if missing is None or not missing.minor:
            return min(case.paper.deposit.amount, left)
        return missing

    def paid(self) -> Money | None:
        """Return what was handed over, None while it cannot be read."""
        return value_or_none(self.amount.value)

    def reckoned(self) -> Reckoned | None:
        """Return what it counts as, None while amount or rate cannot be read."""
        paid = self.paid()
        converted = self.rate.convert(paid) if paid is not None else None
        if converted is None:
            return None
        return reckon(converted, self.expected(), self._case.balance.left, exchanged=self.rate.needed)

    def check(self) -> bool:
        """Show what is wrong beside each field; return whether a payment can be made of it."""
        readable = self.amount.check()
        if self.rate.needed:
            readable = self.rate.rate.check() and readable
        readable = self.received_on.check() and readable
        reckoned = self.reckoned()
        if readable and reckoned is not None:
            readable = self._fits(reckoned)
        if not readable:
            wrong = (self.amount, self.rate.rate, self.received_on)
            next((field for field in wrong if field.complaint), self.amount).setFocus()
        return readable

    def received(self) -> Received:
        """Return the payment as ``payments.record`` takes it. Raises ClinicError."""
        from clinicdesk.services.payments import Received

        paid, reckoned = self.amount.value(), self.reckoned()
        rate = self.rate.typed() if self.rate.needed else None
        if reckoned is None:
            # Reading the field again raises the sentence that says what is wrong with it.
            self.rate.rate.value()
            raise AssertionError("an amount without a rate was counted")
        payer, _, relation = self.payer.value().rpartition(", ")
        name, relation = (payer, relation) if payer else (relation, "")
        first, second = self.languages.value()
        case = self._case
        return Received(
            patient_id=case.patient.id,
            kind=self.kind,
            amount=reckoned.counted,
            paid=paid,
            rate=rate,
            plan_id=case.plan.id,
            lead_id=case.lead.id,
            way=self.way.value(),
            reference=self.reference.value(),
            payer=name,
            payer_relation=relation,
            received_on=self.received_on.value(),
            note=self.note.value(),
            language=first,
            second_language=second,
            credit=reckoned.verdict == "beyond" and self.credit.isChecked(),
            short=reckoned.verdict == "short" and self.short.isChecked(),
        )

    def show_error(self, error: ClinicError) -> bool:
        """Show a failure of the service beside its field."""
        return self.fields.show_error(error)

    def _language_pairs(self) -> list[tuple[tuple[str, str], str]]:
        own, case = self._case.clinic.language, self._case
        known = [code for code in case.languages if code != own]
        first = case.patient.language if case.patient.language in known else own
        pairs = [(first, own if first != own else "")]
        pairs += [(own, ""), *((code, own) for code in known), *((own, code) for code in known)]
        pairs += [(code, "") for code in known]
        return [(pair, self._language_words(*pair)) for pair in dict.fromkeys(pairs)]

    def _language_words(self, first: str, second: str) -> str:
        named = self._desk.t.formats.language_name
        if not second:
            return upper_first(named(first))
        return upper_first(self._desk.t("{first} and {second}", first=named(first), second=named(second)))

    def _currency_changed(self) -> None:
        code = self.currency.value()
        self.amount.read_with(money_reader(code, self._desk.t.language))
        self.rate.set_currency(code)

    def _fits(self, reckoned: Reckoned) -> bool:
        if reckoned.verdict != "beyond" or self.credit.isChecked():
            return True
        self.amount.show_error(
            self._desk.t(
                "{amount} is more than the {left} that are left to pay.",
                amount=reckoned.counted,
                left=self._case.balance.left,
            )
        )
        return False

    def _told(self) -> None:
        self._reckon()
        self.edited.emit()

    def _reckon(self) -> None:
        """Show what the payment counts as, and the question that its difference asks."""
        reckoned = self.reckoned()
        self.rate.show_sums(self.paid(), reckoned)
        verdict = reckoned.verdict if reckoned else ""
        asked = verdict == "short" and self.kind is PaymentKind.DEPOSIT and self._case.request is not None
        self.short.setVisible(asked)
        self.credit.setVisible(verdict == "beyond")
        words = self._verdict_words(reckoned) if reckoned else None
        self.verdict.setVisible(words is not None)
        if words is not None:
            self.verdict.show_state(*words)
        if verdict == "beyond" and reckoned is not None:
            self._fits(reckoned)
        elif self.amount.complaint and reckoned is not None:
            self.amount.show_error("")

    def _verdict_words(self, reckoned: Reckoned) -> tuple[State, str] | None:
        t, gap = self._desk.t, reckoned.difference
        if reckoned.verdict == "near":
            return State.DONE, t(
                "Within half a percent: it counts as the {sum} asked for.", sum=reckoned.counted
            )
        if reckoned.verdict == "over" and self.kind is PaymentKind.DEPOSIT:
            return State.LATER, t("{gap} more than asked; all of it counts.", gap=gap)
        if reckoned.verdict == "short" and self.kind is PaymentKind.DEPOSIT:
            return State.RUNNING_OUT, t("{gap} are missing: the deposit stays open.", gap=-gap)
        if reckoned.verdict == "short":
            return State.LATER, t("{gap} stay open after it.", gap=-gap)
        return None

    def _lay_out(self) -> None:
        money = row(self.amount, self.currency, spacing=10)
        money.setStretch(0, 3)
        money.setStretch(1, 1)
        lines = [
            row(self.payer, self.way, spacing=10),
            row(self.reference, self.received_on, spacing=10),
            row(self.languages, self.note, spacing=10),
        ]
        for line in lines:
            line.setStretch(0, 1)
            line.setStretch(1, 1)
        questions = column(self.verdict, self.short, self.credit, spacing=2)
        self.setLayout(column(money, self.rate, questions, *lines, spacing=10))
