"""The prices of one procedure: a field per currency, typed by hand or following another one by a rate."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from clinicdesk.domain.errors import ClinicError, InvalidInput
from clinicdesk.domain.money import Money, exponent
from clinicdesk.domain.prices import PriceRule, PriceView, read_rate
from clinicdesk.domain.text import marked
from clinicdesk.i18n.parsing import parse_money
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, small
from clinicdesk.ui.widgets.field import Complaint
from clinicdesk.ui.widgets.fields import ChoiceField, LineEdit, LineField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, row, rule

Draft = tuple[dict[str, str], dict[str, PriceRule | None]]
STEPS = (1, 5, 10, 50, 100, 500, 1_000, 10_000, 50_000)
"""What a price may be rounded to, in major units."""


class PriceBox(Plane):
    """Fields that keep what was typed until ``changes`` is taken; ``edited`` tells typing."""

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make an empty box."""
        super().__init__("card", (0, 0, 0, 0), 0)
        self._desk, self._t = desk, desk.t
        self.title = label("", Role.NAME)
        self.month = label("", Role.CAPTION, tone="t3")
        head = row(self.title, None, self.month)
        head.setContentsMargins(12, 8, 12, 8)
        self.complaint = Complaint(desk.look)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(3, 1)
        self.column.addLayout(head)
        self.add(rule())
        self.column.addLayout(self._grid)
        self.add(self.complaint)
        self.fields: dict[str, LineEdit] = {}
        self.modes: dict[str, Button] = {}
        self._ends: dict[str, QLabel] = {}
        self._prices: Mapping[str, PriceView] = {}
        self._rules: dict[str, PriceRule | None] = {}
        self._base = ""
        self.popup: RulePopup | None = None

    def show_prices(
        self,
        currencies: tuple[str, ...],
        base: str,
        prices: Mapping[str, PriceView],
        *,
        draft: Draft | None = None,
        locked: bool = False,
    ) -> None:
        """Show what is stored, or the ``draft`` of it; ``base`` is the currency that others may follow."""
        order = tuple(dict.fromkeys((base, *currencies, *prices)))
        if tuple(self.fields) != order:
            self._make_rows(order)
        self._prices, self._base = prices, base
        self._rules = {currency: view.rule for currency, view in prices.items()}
        self.complaint.say("")
        texts, rules = draft or ({}, {})
        self._rules |= rules
        for currency, field in self.fields.items():
            field.setText(texts.get(currency, self._stored(currency)))
            field.setEnabled(not locked)
            self.modes[currency].setEnabled(not locked and currency != base)
            self._say(currency)

    def draft(self) -> Draft:
        """Return what stands in the fields, to be shown again."""
        return {name: field.text() for name, field in self.fields.items()}, dict(self._rules)

    def changes(self) -> dict[str, int | PriceRule | None]:
        """Return what was changed by currency. Raises ClinicError for what cannot be read."""
        found: dict[str, int | PriceRule | None] = {}
        for currency, field in self.fields.items():
            stored = self._prices.get(currency)
            rule_now = self._rules.get(currency)
            if rule_now is not None:
                if stored is None or rule_now != stored.rule:
                    found[currency] = rule_now
                continue
            typed = field.text().strip()
            minor = parse_money(typed, currency, self._t.language, field="price").minor if typed else None
            before = stored.minor if stored else None
            if minor != before or (stored is not None and stored.rule is not None):
                found[currency] = minor
        return found

    def is_changed(self) -> bool:
        """Whether something differs from what is stored, be it readable or not."""
        rules = any(
            self._rules.get(currency) != (view.rule if (view := self._prices.get(currency)) else None)
            for currency in self.fields
        )
        return rules or any(field.text() != self._stored(name) for name, field in self.fields.items())

    def show_error(self, error: ClinicError) -> bool:
        """Say under the prices what is wrong with one."""
        if error.field not in {"price", "currency", "rate"}:
            return False
        self.complaint.say(self._t.error(error))
        return True

    def follow(self, currency: str, rule_: PriceRule | None) -> None:
        """Let a price follow another currency, or be typed by hand with None."""
        self._rules[currency] = rule_
        if rule_ is not None:
            try:
                source = parse_money(self.fields[rule_.source].text(), rule_.source, self._t.language).minor
                money = Money(rule_.price(source, currency, self._desk.now()), currency)
                self.fields[currency].setText(self._text(money))
            except ClinicError as error:
                self.complaint.say(self._t.error(error))
        self._say(currency)
        self.edited.emit()

    def _stored(self, currency: str) -> str:
        view = self._prices.get(currency)
        return self._text(Money(view.minor, currency)) if view else ""

    def _text(self, money: Money) -> str:
        """Return an amount with its thousands grouped, where that is read back as the same amount."""
        grouped = self._t.formats.money(money, bare=True)
        try:
            same = parse_money(grouped, money.currency, self._t.language) == money
        except ClinicError:
            same = False
        return grouped if same else self._t.formats.editable(money)

    def _make_rows(self, currencies: tuple[str, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.fields, self.modes, self._ends = {}, {}, {}
        for place, currency in enumerate(currencies):
            field = LineEdit(40)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setAccessibleName(self._t("Price in {currency}", currency=currency))
            field.setFixedSize(self._desk.theme.px(104), self._desk.theme.px(30))
            field.textEdited.connect(partial(self._typed, currency))
            mode = Button(self._desk.look, "", kind="ghost", small=True)
            mode.clicked.connect(partial(self._open, currency))
            end = label("", Role.CAPTION, tone="t3", tabular=True)
            end.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, widget in enumerate((label(currency, Role.NAME), field, mode, end)):
                self._grid.addWidget(widget, place, column)
            self.fields[currency], self.modes[currency], self._ends[currency] = field, mode, end

    def _typed(self, currency: str, _text: str = "") -> None:
        self._rules[currency] = None
        self.complaint.say("")
        for other, rule_ in self._rules.items():
            if rule_ is not None and rule_.source == currency:
                self._recalculate(other, rule_)
        self._say(currency)
        self.edited.emit()

    def _recalculate(self, currency: str, rule_: PriceRule) -> None:
        try:
            source = parse_money(self.fields[rule_.source].text(), rule_.source, self._t.language).minor
        except ClinicError:
            return
        money = Money(rule_.price(source, currency, self._desk.now()), currency)
        self.fields[currency].setText(self._text(money))

    def _say(self, currency: str) -> None:
        t, rule_, view = self._t, self._rules.get(currency), self._prices.get(currency)
        words = t("set by hand") if rule_ is None else t("from {currency}", currency=rule_.source)
        self.modes[currency].set_look(text=words)
        self.modes[currency].setAccessibleName(t("{currency}: {how}", currency=currency, how=words))
        end = ""
        if currency == self._base:
            end = t("base")
        elif rule_ is not None:
            end = t("× {rate}", rate=t.formats.number(rule_.rate))
            if rule_.step > 10 ** exponent(currency):
                step = t.formats.money(Money(rule_.step, currency), bare=True)
                end = t("× {rate}, to {step}", rate=t.formats.number(rule_.rate), step=step)
        elif view is not None and view.was_minor is not None:
            end = t("was {amount}", amount=t.formats.money(Money(view.was_minor, currency), bare=True))
        if currency == self._base and view is not None and view.was_minor is not None:
            was = t.formats.money(Money(view.was_minor, currency), bare=True)
            end = t("base, was {amount}", amount=was)
        self._ends[currency].setText(end)

    def _open(self, currency: str) -> None:
        self.popup = RulePopup(self._desk, currency, self._base, self._rules.get(currency), self)
        self.popup.chosen.connect(partial(self.follow, currency))
        button = self.modes[currency]
        self.popup.move(button.mapToGlobal(QPoint(0, button.height() + 2)))
        self.popup.show()
        self.popup.rate.setFocus()


class RulePopup(QFrame):
    """Asks for the rate and the step by which a price follows the base currency."""

    chosen = Signal(object)

    def __init__(
        self, desk: Desk, currency: str, base: str, found: PriceRule | None, parent: QWidget
    ) -> None:
        """Show the rule of a price, or propose one."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("plane", "popup")
        look, t = desk.look, desk.t
        self._base, self._unit = base, 10 ** exponent(currency)
        name = t("1 {base} in {currency}", base=base, currency=currency)
        rate = str(found.rate) if found else ""
        self.rate = LineField(look, t, name, text=rate, left_to_right=True, limit=20)
        steps = [(step, t.formats.number(step)) for step in STEPS]
        step = found.step // self._unit if found else 1
        self.step = ChoiceField(look, t, t("Rounded to"), steps, chosen=step if step in STEPS else 1)
        self.take = small(look, t("Calculate"), kind="primary")
        self.hand = small(look, t("Set by hand"))
        self.take.clicked.connect(self._take)
        self.hand.clicked.connect(self._by_hand)
        self.rate.editor.returnPressed.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self.rate)
        column.addWidget(self.step)
        column.addLayout(row(self.take, None, self.hand))
        self._t = t

    def _take(self) -> None:
        try:
            rate: Decimal = read_rate(self.rate.value())
        except InvalidInput as error:
            self.rate.show_error(self._t.error(error))
            return
        self.chosen.emit(PriceRule(self._base, rate, self.step.value() * self._unit))
        self.close()

    def _by_hand(self) -> None:
        self.chosen.emit(None)
        self.close()


PER = {
    "tooth": marked("Price per tooth"),
    "unit": marked("Price per piece"),
    "implant": marked("Price per implant"),
    "quadrant": marked("Price per quarter"),
    "arch": marked("Price per jaw"),
    "side": marked("Price per side"),
    "session": marked("Price per session"),
    "half_hour": marked("Price per half hour"),
    "gram": marked("Price per gram"),
    "package": marked("Price of the package"),
    "visit": marked("Price per visit"),
}
"""The title of the box for each unit."""
