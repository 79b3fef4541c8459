"""What the plan costs: trips, discounts, total, deposit; discount and deposit are typed in place."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from clinicdesk.domain.clinic import DepositRule
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.money import Money
from clinicdesk.domain.plans import Plan, checked
from clinicdesk.domain.totals import Totals
from clinicdesk.i18n.parsing import parse_money
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.plans.ladder import LadderPopup
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import IconButton
from clinicdesk.ui.widgets.field import Complaint
from clinicdesk.ui.widgets.fields import LineField
from clinicdesk.ui.widgets.labels import ElidedLabel, label, plain_tip
from clinicdesk.ui.widgets.money_form import read_points, shown_points
from clinicdesk.ui.widgets.planes import Plane, rule

MINUS = "−"


class TotalsBox(Plane):
    """The sums of the option shown; ``edited`` carries the plan with another discount or deposit."""

    edited = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Make the box."""
        super().__init__("card", (12, 10, 12, 10), 6)
        self._desk, self._t = desk, desk.t
        self._plan: Plan | None = None
        look, t = desk.look, desk.t
        self.trips = ElidedLabel(look, "", Role.BODY, "t2")
        self.line_discount = label(t("Line discounts"), Role.BODY, tone="t2")
        self.discount = LineField(look, t, "", hint=t("5 %"), limit=40, left_to_right=True)
        self.discount_words = label(t("Discount"), Role.BODY, tone="t2")
        self.reason = LineField(look, t, "", hint=t("Why; the patient reads it"), limit=120)
        self.deposit = LineField(look, t, "", limit=40, left_to_right=True)
        self.total_words = label("", Role.PANE_TITLE)
        self.deposit_words = ElidedLabel(look, "", Role.BODY, "t2")
        self.sums: dict[str, QLabel] = {
            name: label("", role, tabular=True)
            for name, role in (
                ("trips", Role.BODY),
                ("lines", Role.BODY),
                ("discount", Role.BODY),
                ("total", Role.PANE_TITLE),
                ("deposit", Role.NAME),
                ("optional", Role.BODY),
            )
        }
        self.optional_words = label(t("Optional lines, outside the total"), Role.CAPTION, tone="t3")
        self.pencil = IconButton(look, "pencil", t("What is given back of the deposit"), small=True)
        self.pencil.clicked.connect(self.open_ladder)
        self.popup: LadderPopup | None = None
        self.complaint = Complaint(look)
        self._set_up_fields()
        self._lay_out()

    def _set_up_fields(self) -> None:
        look, t = self._desk.look, self._t
        for field, name in (
            (self.discount, t("Discount of the plan, percent or amount")),
            (self.reason, t("Reason of the discount")),
            (self.deposit, t("Deposit, percent or amount")),
        ):
            field.set_name(name)
            field.editor.setProperty("small", True)
            field.editor.setProperty("flat", True)
        self.discount.setFixedWidth(look.theme.px(74))
        self.deposit.setFixedWidth(look.theme.px(74))
        for field in (self.discount, self.deposit):
            field.editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.discount.editor.editingFinished.connect(self._take_discount)
        self.reason.editor.editingFinished.connect(self._take_reason)
        self.deposit.editor.editingFinished.connect(self._take_deposit)

    def show_sums(self, plan: Plan, sums: Totals, *, locked: bool) -> None:
        """Show the sums of a plan's option; what cannot be read stays in its field with its sentence."""
        self._plan = plan
        t, money = self._t, self._t.formats.money
        count = len(sums.trips)
        self.trips.set_text(t.n("{count} trip", "{count} trips", count))
        self.sums["trips"].setText(money(sums.gross, bare=True))
        lines = bool(sums.line_discount.minor)
        self.line_discount.setVisible(lines)
        self.sums["lines"].setVisible(lines)
        self.sums["lines"].setText(f"{MINUS}{money(sums.line_discount, bare=True)}")
        self.sums["discount"].setText(
            f"{MINUS}{money(sums.discount, bare=True)}" if sums.discount.minor else ""
        )
        self.reason.setVisible(bool(sums.discount.minor))
        self.total_words.setText(t("Total, {currency}", currency=plan.currency))
        star = "*" if sums.estimate else ""
        self.sums["total"].setText(f"{money(sums.total, bare=True)}{star}")
        self.deposit_words.set_text(self._deposit_words(plan.deposit))
        self.sums["deposit"].setText(money(sums.deposit, bare=True))
        self.optional_words.setVisible(bool(sums.optional.minor))
        self.sums["optional"].setVisible(bool(sums.optional.minor))
        self.sums["optional"].setText(money(sums.optional, bare=True))
        shown = (
            (self.discount, self._discount_text(plan)),
            (self.reason, plan.discount_reason),
            (self.deposit, self._deposit_text(plan)),
        )
        self.pencil.setVisible(not locked)
        for field, text in shown:
            field.setEnabled(not locked)
            if not field.editor.hasFocus() and not field.editor.property("wrong"):
                field.set_text(text)

    def focus(self, field: str) -> None:
        """Put the focus into "discount" or "deposit"."""
        (self.deposit if field == "deposit" else self.discount).editor.setFocus()

    def open_ladder(self) -> None:
        """Open the refund steps of this plan."""
        if self._plan is None:
            return
        self.popup = LadderPopup(self._desk, self._plan.deposit, self)
        self.popup.edited.connect(self._take_ladder)
        corner = self.pencil.mapToGlobal(QPoint(0, -self.popup.sizeHint().height() - 4))
        self.popup.move(corner)
        self.popup.show()

    def _take_ladder(self, rule: object) -> None:
        if self._plan is not None and isinstance(rule, DepositRule):
            self.edited.emit(replace(self._plan, deposit=rule))

    def _discount_text(self, plan: Plan) -> str:
        if plan.discount_minor:
            return self._t.formats.editable(Money(plan.discount_minor, plan.currency))
        return f"{shown_points(plan.discount_points)} %" if plan.discount_points else ""

    def _deposit_text(self, plan: Plan) -> str:
        if plan.deposit.minor:
            return self._t.formats.editable(Money(plan.deposit.minor, plan.currency))
        return f"{shown_points(plan.deposit.points)} %"

    def _deposit_words(self, deposit: DepositRule) -> str:
        t = self._t
        steps = [
            t("{percent} % back from {days} days before", percent=step.percent, days=step.days)
            for step in deposit.ladder
            if step.percent
        ]
        self.deposit_words.setToolTip(plain_tip("\n".join(steps)))
        return t("Deposit")

    def _take_discount(self) -> None:
        self._take(self.discount, self._with_discount)

    def _take_reason(self) -> None:
        plan = self._plan
        if plan is not None and self.reason.value() != plan.discount_reason:
            self.edited.emit(replace(plan, discount_reason=self.reason.value()))

    def _take_deposit(self) -> None:
        self._take(self.deposit, self._with_deposit)

    def _take(self, field: LineField, change: Callable[[Plan, str], Plan]) -> None:
        plan = self._plan
        if plan is None:
            return
        try:
            changed = checked(change(plan, field.value()))
        except ClinicError as error:
            self._wrong(field, self._t.error(error))
            return
        self._wrong(field, "")
        if changed != plan:
            self.edited.emit(changed)

    def _wrong(self, field: LineField, sentence: str) -> None:
        """Say under the box what is wrong: the fields are too narrow for a sentence."""
        field.editor.setProperty("wrong", bool(sentence))
        field.editor.style().unpolish(field.editor)
        field.editor.style().polish(field.editor)
        field.editor.setAccessibleDescription(sentence)
        self.complaint.say(sentence)

    def _with_discount(self, plan: Plan, text: str) -> Plan:
        if text.strip(" %") in {"", "0"}:
            return replace(plan, discount_points=0, discount_minor=0)
        if "%" in text:
            return replace(plan, discount_points=read_points(text), discount_minor=0)
        amount = parse_money(text, plan.currency, self._t.language, field="discount")
        return replace(plan, discount_points=0, discount_minor=amount.minor)

    def _with_deposit(self, plan: Plan, text: str) -> Plan:
        if "%" in text or not text.strip():
            points = read_points(text) if text.strip() else DepositRule().points
            return replace(plan, deposit=replace(plan.deposit, points=points, minor=0))
        amount = parse_money(text, plan.currency, self._t.language, field="deposit")
        return replace(plan, deposit=replace(plan.deposit, minor=amount.minor, points=0))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        end = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        rows: tuple[tuple[QWidget, QWidget | None, str], ...] = (
            (self.trips, None, "trips"),
            (self.line_discount, None, "lines"),
            (self.discount_words, self.discount, "discount"),
            (self.reason, None, ""),
            (rule(), None, ""),
            (self.total_words, None, "total"),
            (self.optional_words, None, "optional"),
            (self._deposit_line(), self.deposit, "deposit"),
        )
        for place, (words, field, name) in enumerate(rows):
            grid.addWidget(words, place, 0, 1, 1 if name else 3)
            if field is not None:
                grid.addWidget(field, place, 1)
                grid.addWidget(self.sums[name], place, 2, end)
            elif name:
                grid.addWidget(self.sums[name], place, 1, 1, 2, end)
        self.column.addLayout(grid)
        self.add(self.complaint)
        self.column.addStretch(1)

    def _deposit_line(self) -> QWidget:
        """Return the words of the deposit with the pencil of its refund steps."""
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.deposit_words)
        layout.addWidget(self.pencil)
        layout.addStretch(1)
        return line
