"""The deposit that is asked for: how much, how it can be paid, which date it holds, and what comes back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from clinicdesk.domain.deposits import is_small
from clinicdesk.domain.errors import ClinicError, InvalidInput
from clinicdesk.domain.money import WHOLE, Money, half_up
from clinicdesk.domain.pay_codes import CURRENCY_OF, PayWay, ways
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.payments.case import MoneyCase
from clinicdesk.ui.payments.ladder import RefundLadder
from clinicdesk.ui.payments.pay_link import PayLink
from clinicdesk.ui.payments.reading import money_reader, value_or_none
from clinicdesk.ui.payments.visit_form import VisitForm
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.choices import check_box
from clinicdesk.ui.widgets.controls import Segmented
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import MoneyField, ReadField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.money_form import read_points, shown_points
from clinicdesk.ui.widgets.planes import Plane, column, row, rule

FIXED, PERCENT = "fixed", "percent"


class RequestForm(QWidget):
    """Two columns of fields; ``edited`` tells that a person changed one of them."""

    edited = Signal()

    def __init__(self, desk: Desk, case: MoneyCase) -> None:
        """Propose what was asked for before, else the terms of the issued plan."""
        super().__init__()
        self._desk, self._case = desk, case
        terms, request = case.paper.deposit, case.request
        self._ladder = request.ladder if request else terms.ladder
        self._free_moves = request.free_moves if request else terms.free_moves
        self._make_amount(request.amount if request else terms.amount, terms.points)
        self.visit = VisitForm(desk, case)
        self.visit.edited.connect(self._moved)
        self.ladder = RefundLadder(desk.look, desk.t)
        chosen = request.ways if request else terms.ways
        self.ways = self._way_boxes(chosen)
        self.link = PayLink(desk, terms.pay_link, terms.pay_link)
        self._lay_out()
        self._moved(told=False)

    def _make_amount(self, amount: Money, points: int) -> None:
        desk, t, currency = self._desk, self._desk.t, amount.currency
        mode = PERCENT if points and self._case.request is None else FIXED
        self.mode = Segmented(
            desk.look, t("Amount as"), [(FIXED, t("Fixed")), (PERCENT, t("Percent"))], current=mode
        )
        self.mode.chosen.connect(self._mode_changed)
        shown = shown_points(points or _points_of(amount, self._case.total))
        self.percent = ReadField(desk.look, t, t("Percent of the total"), read_points, text=shown, limit=10)
        self.amount = MoneyField(
            desk.look, t, t("Deposit"), currency, money_reader(currency, t.language, "deposit")
        )
        self.amount.set_text(t.formats.editable(amount))
        self.percent.edited.connect(self._percent_typed)
        self.amount.edited.connect(self._amount_typed)
        self.fields = FieldGroup(t, deposit=self.amount, percent=self.percent)
        self.size_note = label("", Role.CAPTION, tone="t2")
        self.small = StateLabel(desk.look, State.RUNNING_OUT, "", Role.CAPTION)
        self._mode_changed()

    def first_field(self) -> QWidget:
        """Return the field that needs a person first."""
        return self.visit.day if self._case.visit is None else self.amount

    def value(self) -> Money | None:
        """Return the amount as it stands, None while it cannot be read."""
        return value_or_none(self.amount.value)

    def check(self) -> bool:
        """Show what is wrong beside each field; return whether all can be read."""
        readable = self.amount.check()
        if self.mode.current() == PERCENT:
            readable = self.percent.check() and readable
        amount = self.value()
        if amount is not None and amount.minor > self._case.total.minor:
            self.amount.show_error(
                self._desk.t(
                    "The deposit is above zero and at most the total of {total}.", total=self._case.total
                )
            )
            readable = False
        if not readable:
            self.amount.setFocus()
        return self.visit.check() and readable

    def show_error(self, error: ClinicError) -> bool:
        """Show a failure of the service beside its field."""
        return self.fields.show_error(error) or self.visit.fields.show_error(error)

    def facts(self) -> dict[str, Any]:
        """Return what ``request_deposit`` takes. Raises ClinicError."""
        boxes = [(way, box) for way, box in self.ways.items() if box.isEnabled()]
        ways = tuple(str(way) for way, box in boxes if box.isChecked())
        if boxes and not ways:
            raise InvalidInput(marked("Tick at least one way to pay."))
        return {
            "plan_id": self._case.plan.id,
            "minor": self.amount.value().minor,
            "ladder": self._ladder,
            "free_moves": self._free_moves,
            "ways": ways,
            **self.visit.facts(),
        }

    def terms(self) -> dict[str, Any]:
        """Return what ``request_pdf`` takes: the facts that are printed. Raises ClinicError."""
        facts = self.facts()
        printed = ("plan_id", "minor", "ladder", "free_moves", "ways", "starts_at", "hold_ends_at")
        return {name: facts[name] for name in printed if name in facts}

    def _way_boxes(self, chosen: Collection[str]) -> dict[PayWay, QCheckBox]:
        """Return a box for each way the clinic has; one for another currency says which, and is off."""
        t, paper = self._desk.t, self._case.paper
        bank, link, currency = paper.letterhead.bank, paper.deposit.pay_link, paper.currency
        offered = ways(bank, link, currency)
        words = {
            PayWay.LINK: t("Card link"),
            PayWay.BANK: t("Bank, SWIFT"),
            PayWay.EPC: t("SEPA code"),
            PayWay.VIETQR: "VietQR",
            PayWay.PROMPTPAY: "PromptPay",
        }
        boxes = {}
        for way, name in words.items():
            home = CURRENCY_OF.get(way, currency)
            if way in offered:
                boxes[way] = check_box(name, on=way in chosen)
                boxes[way].clicked.connect(self.edited)
            elif way in ways(bank, link, home):
                boxes[way] = check_box(t("{way}, {currency} only", way=name, currency=home))
                boxes[way].setEnabled(False)
        return boxes

    def _mode_changed(self) -> None:
        percent = self.mode.current() == PERCENT
        self.percent.setEnabled(percent)
        self.amount.editor.setReadOnly(percent)
        if percent:
            self._percent_typed()
        else:
            self._amount_typed()

    def _percent_typed(self) -> None:
        points = value_or_none(self.percent.value)
        if points is not None:
            self.amount.set_text(self._desk.t.formats.editable(self._case.total.part(points)))
            self.amount.show_error("")
        self._sized()

    def _amount_typed(self) -> None:
        amount = self.value()
        if amount is not None:
            self.percent.set_text(shown_points(_points_of(amount, self._case.total)))
            self.percent.show_error("")
        self._sized()

    def _sized(self) -> None:
        t, amount = self._desk.t, self.value()
        large = amount is not None and not is_small(amount, self._case.total)
        self.small.setVisible(large)
        self.size_note.setVisible(not large)
        self.small.show_state(State.RUNNING_OUT, t("A tenth of the total or more: few patients pay it."))
        self.size_note.setText(t("of {total}, the total of the plan", total=self._case.total))
        self.edited.emit()

    def _moved(self, *, told: bool = True) -> None:
        held = self.visit.held_on()
        self.ladder.show_rule(self._ladder, self._free_moves, held, self._desk.today())
        if told:
            self.edited.emit()

    def _lay_out(self) -> None:
        t = self._desk.t
        side = Plane("", (20, 16, 20, 16), 12)
        side.column.addWidget(label(t("1 Request"), Role.SECTION))
        side.column.addLayout(
            column(label(t("Amount as"), Role.LABEL, tone="t3"), row(self.mode, None), spacing=3)
        )
        numbers = row(self.percent, self.amount, spacing=10)
        numbers.setStretch(0, 2)
        numbers.setStretch(1, 3)
        side.column.addLayout(numbers)
        side.add(self.size_note, self.small)
        side.column.addWidget(label(t("Printed on the request, one or more"), Role.LABEL, tone="t3"))
        boxes = QGridLayout()
        boxes.setHorizontalSpacing(16)
        boxes.setVerticalSpacing(2)
        for place, box in enumerate(self.ways.values()):
            boxes.addWidget(box, place // 2, place % 2)
        side.column.addLayout(boxes)
        side.add(self.link)
        side.column.addStretch(1)
        middle = Plane("", (20, 16, 20, 16), 12)
        middle.column.addWidget(label(t("2 Appointment"), Role.SECTION))
        middle.add(self.visit)
        head = row(
            label(t("Refund, days before the visit"), Role.LABEL, tone="t3"),
            None,
            label(t("from the plan, frozen when requested"), Role.LABEL, tone="t3"),
        )
        middle.column.addLayout(column(head, self.ladder, spacing=3))
        middle.column.addStretch(1)
        body = row(side, rule(vertical=True), middle, spacing=0)
        body.setStretch(0, 10)
        body.setStretch(2, 11)
        self.setLayout(body)


def _points_of(amount: Money, total: Money) -> int:
    return min(WHOLE, max(1, half_up(amount.minor * WHOLE, total.minor))) if total.minor > 0 else 1
