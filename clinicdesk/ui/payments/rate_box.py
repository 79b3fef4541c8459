"""The pinned exchange rate of a payment in another currency, and what the payment counts as with it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from clinicdesk.domain.money import Money, Rate
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.payments.reading import Reckoned, read_rate, turned, value_or_none
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import IconButton
from clinicdesk.ui.widgets.fields import ReadField
from clinicdesk.ui.widgets.labels import IconLabel, label, set_tone
from clinicdesk.ui.widgets.planes import Plane, column, row

WORTH_MORE = ("KWD", "BHD", "OMR", "JOD", "GBP", "CHF", "EUR", "USD")
"""Currencies in the order in which people name the one of a pair that is counted by ones."""


class RateBox(Plane):
    """One unit of one currency in the other, typed; hidden where both are the same."""

    edited = Signal()

    def __init__(self, desk: Desk, ledger: str) -> None:
        """Count in the currency ``ledger``."""
        super().__init__("tint", (12, 10, 12, 10), 8)
        self._desk, self._ledger, self._paid = desk, ledger, ledger
        self._turned = False
        t = desk.t
        self.before = label("", Role.NAME)
        self.after = label("", Role.NAME)
        self.rate = ReadField(desk.look, t, "", read_rate, limit=24)
        self.rate.set_name(t("Exchange rate"))
        self.rate.setFixedWidth(desk.look.theme.px(120))
        self.rate.edited.connect(self.edited)
        self.swap = IconButton(desk.look, "refresh", t("Name the other currency first"), small=True)
        self.swap.clicked.connect(self._swap)
        icon = IconLabel(desk.look, "map-pin", size=15, token="accent")
        self.column.addLayout(row(icon, self.before, self.rate, self.after, self.swap, None))
        self._sums = [self._sum() for _ in range(3)]
        arrows = [IconLabel(desk.look, "arrow-right", size=15, token="t2") for _ in range(2)]
        parts: list[QWidget] = []
        for place, (box, _, _) in enumerate(self._sums):
            parts += [box] if place == 0 else [arrows[place - 1], box]
        sums = row(*parts, spacing=10)
        for place in (0, 2, 4):
            sums.setStretch(place, 1)
        self.column.addLayout(sums)
        note = t("Type it from the bank’s notice: it is pinned with the payment, later rates change nothing.")
        self.column.addWidget(label(note, Role.CAPTION, tone="t2", wrap=True))
        self.hide()

    @property
    def needed(self) -> bool:
        """Whether the payment came in another currency than the ledger's."""
        return self._paid != self._ledger

    def set_currency(self, paid: str) -> None:
        """Ask for the rate of another currency; what was typed stays for the same pair only."""
        if paid != self._paid:
            self._paid = paid
            self.rate.set_text("")
            self.rate.show_error("")
            self._turned = _rank(paid) < _rank(self._ledger)
        self.setVisible(self.needed)
        self._name()

    def typed(self) -> Decimal | None:
        """Return major units of the ledger for one of what was paid; None while it cannot be read."""
        rate = value_or_none(self.rate.value)
        if rate is None or not self.needed:
            return None
        return rate if self._turned else turned(rate)

    def convert(self, paid: Money) -> Money | None:
        """Return what ``paid`` is in the ledger's currency; None while there is no rate."""
        if not self.needed:
            return paid
        rate = self.typed()
        return Rate(paid.currency, self._ledger, rate, self._desk.now()).convert(paid) if rate else None

    def show_sums(self, paid: Money | None, reckoned: Reckoned | None) -> None:
        """Show received, counted and the difference."""
        t, money = self._desk.t, self._desk.t.formats.money
        dash = "–"
        sums = [
            (money(paid, exact=True, bare=True) if paid else dash, t("{code} received", code=self._paid)),
            (
                money(reckoned.counted, exact=True, bare=True) if reckoned else dash,
                t("{code} counted", code=self._ledger),
            ),
            (money(reckoned.difference, exact=True, bare=True) if reckoned else dash, t("difference")),
        ]
        for (_, number, words), (shown, name) in zip(self._sums, sums, strict=True):
            number.setText(shown)
            words.setText(name)
        tones = {"exact": "green", "near": "green", "short": "orange", "over": "t1", "beyond": "red"}
        set_tone(self._sums[2][1], tones[reckoned.verdict] if reckoned else "t3")

    def _swap(self) -> None:
        self._turned = not self._turned
        rate = value_or_none(self.rate.value)
        if rate is not None:
            self.rate.set_text(_shown(turned(rate)))
        self._name()
        self.edited.emit()

    def _name(self) -> None:
        one, other = (self._paid, self._ledger) if self._turned else (self._ledger, self._paid)
        self.before.setText(f"1 {one} =")
        self.after.setText(other)

    def _sum(self) -> tuple[QWidget, QLabel, QLabel]:
        number, words = label("", Role.SECTION, tabular=True), label("", Role.CAPTION, tone="t2")
        box = QWidget()
        box.setLayout(column(number, words))
        return box, number, words


def _rank(currency: str) -> int:
    return WORTH_MORE.index(currency) if currency in WORTH_MORE else len(WORTH_MORE)


def _shown(rate: Decimal) -> str:
    """Return a rate with at least four decimals, so that three of them are never taken for thousands."""
    places = 8 if rate < Decimal("0.01") else 4
    return f"{rate:.{places}f}"
