"""Settings of money: currencies, the deposit rule, the bank account, the payment codes and the pay link."""

from dataclasses import asdict, replace

from clinicdesk.domain.clinic import BankAccount, Clinic
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.pay_codes import VIETQR_BANKS
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.settings.section import Section, Write
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.choices import ChoiceField
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import LineField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.money_form import DepositForm
from clinicdesk.ui.widgets.planes import Card, row


class MoneySection(Section):
    """What new plans ask for, and where the money goes."""

    def __init__(self, desk: Desk) -> None:
        t = desk.t
        super().__init__(
            desk,
            t("Currencies and deposit"),
            t("New plans start with this rule; plans that were issued keep theirs."),
        )
        self._deposit = DepositForm(desk.look, t, desk.services.clinic.get())
        self._deposit.edited.connect(self.edited)
        self._lines = {
            "holder": self._line(t("Account holder"), 120),
            "bank": self._line(t("Bank"), 120),
            "account": self._line(t("Account number"), 60, left_to_right=True),
            "swift": self._line(t("SWIFT or BIC"), 20, left_to_right=True),
            "iban": self._line(t("IBAN, for amounts in euro"), 42, left_to_right=True),
            "vietqr_account": self._line(t("Account for VietQR"), 24, left_to_right=True),
            "promptpay": self._line(t("PromptPay number"), 20, left_to_right=True),
        }
        self._vietqr_bank = ChoiceField(desk.look, t, t("Bank for VietQR"), [("", t("none"))])
        self._vietqr_bank.edited.connect(self.edited)
        self._link = self._line(t("Pay link, the plan's number is added"), 200, left_to_right=True)
        self._group = FieldGroup(t, vietqr_bank=self._vietqr_bank, **self._lines)
        self._lay_out()

    def _line(self, name: str, limit: int, *, left_to_right: bool = False) -> LineField:
        field = LineField(self.desk.look, self.desk.t, name, limit=limit, left_to_right=left_to_right)
        field.edited.connect(self.edited)
        return field

    def _lay_out(self) -> None:
        t, lines = self.desk.t, self._lines
        rule = Card(t("Deposit"))
        rule.add(self._deposit)
        bank = Card(t("Where the money goes"), t("printed on plans and deposit requests"))
        bank.column.addLayout(row(lines["holder"], lines["bank"], spacing=20))
        bank.column.addLayout(row(lines["account"], lines["swift"], spacing=20))
        bank.add(self._link)
        codes = Card(
            t("Codes that bank apps read"),
            t("printed where the currency fits; leave empty what you do not use"),
        )
        codes.column.addLayout(row(lines["iban"], lines["promptpay"], spacing=20))
        codes.column.addLayout(row(self._vietqr_bank, lines["vietqr_account"], spacing=20))
        note = label(t("Papers already issued never change."), Role.CAPTION, tone="t3")
        self.body.add(rule, bank, codes, note)
        self.body.column.addStretch(1)

    def show_stored(self) -> None:
        """Show currencies, rule and account as they are stored."""
        clinic: Clinic = self.desk.services.clinic.get()
        self._deposit.show_clinic(clinic)
        for name, field in self._lines.items():
            field.set_text(getattr(clinic.bank, name))
        own = clinic.bank.vietqr_bank
        banks = VIETQR_BANKS if own in {"", *VIETQR_BANKS} else {own: own, **VIETQR_BANKS}
        named = sorted(banks.items(), key=lambda bank: bank[1].casefold())
        self._vietqr_bank.offer([("", self.desk.t("none")), *named], own)
        self._link.set_text(clinic.pay_link)

    def write(self) -> Write:
        """Return the write of currencies, rule and account."""
        clinic = self._deposit.clinic(self.desk.services.clinic.get())
        parts = asdict(clinic.bank) | {name: field.value() for name, field in self._lines.items()}
        bank = BankAccount(**parts | {"vietqr_bank": self._vietqr_bank.value()})
        clinic = replace(clinic, bank=bank, pay_link=self._link.value())
        return lambda progress: self.desk.services.clinic.edit(clinic, progress=progress)

    def show_error(self, error: ClinicError) -> bool:
        """Show the sentence under its field."""
        return self._group.show_error(error) or self._deposit.group.show_error(error)
