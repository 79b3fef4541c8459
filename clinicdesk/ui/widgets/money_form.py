"""Currencies, deposit rule and refund ladder as a form."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clinicdesk.domain.clinic import Clinic, DepositRule, RefundStep
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.choices import SpinBox
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import ChoiceField, ReadField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import row

STEPS = 3
OFFERED = (
    "USD", "EUR", "GBP", "AUD", "NZD", "CAD", "CHF", "JPY", "KRW", "CNY", "SGD", "THB", "VND", "MXN", "TRY",
    "HUF", "PLN", "AED", "SAR", "ILS", "INR", "SEK", "NOK", "DKK", "CZK", "RON", "BRL", "COP",
)  # fmt: skip
PERCENT = re.compile(r"^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\s*$")


def read_points(text: str) -> int:
    """Return the hundredths of a percent that "5", "7.5" or "4,5 %" say; raises InvalidInput.

    More than 100 % is refused.
    """
    match = PERCENT.match(text)
    points = int(match.group(1)) * 100 + int((match.group(2) or "0").ljust(2, "0")) if match else 0
    if match is None or not 0 < points <= 100 * 100:
        raise InvalidInput(marked("Write a percentage between 0 and 100, such as 5."), field="deposit")
    return points


def read_currencies(text: str) -> tuple[str, ...]:
    """Return the codes of a list such as "USD, EUR"; raises InvalidInput for what is no code."""
    codes = [code.upper() for code in re.split(r"[\s,;]+", text) if code]
    for code in codes:
        if not re.fullmatch(r"[A-Z]{3}", code):
            raise InvalidInput(
                marked("{code} is not a currency code of three letters."), field="currencies", code=code[:10]
            )
    return tuple(dict.fromkeys(codes))


def shown_points(points: int) -> str:
    """Return hundredths of a percent as a person writes them: 500 is 5, 750 is 7.5."""
    return f"{points // 100}" if points % 100 == 0 else f"{points / 100:.2f}".rstrip("0")


class DepositForm(QWidget):
    """The main currency, the others, the deposit's share and what is given back when."""

    edited = Signal()

    def __init__(self, look: Look, t: Translator, clinic: Clinic) -> None:
        """Show the clinic's currencies and rule."""
        super().__init__()
        self._t = t
        choices = [
            (code, f"{code}, {t.formats.currency(code)}")
            for code in sorted({*OFFERED, clinic.currency} - {""})
        ]
        self.currency = ChoiceField(look, t, t("Main currency"), choices, typed=True)
        self.others = ReadField(look, t, t("Other currencies you quote in"), read_currencies, hint="EUR, GBP")
        self.points = ReadField(look, t, t("Deposit, percent of the plan"), read_points, limit=8)
        self.group = FieldGroup(t, currency=self.currency, currencies=self.others, deposit=self.points)
        self.group.on_edited(self.edited.emit)
        self._days = [_number(look, 0, 365) for _ in range(STEPS)]
        self._percents = [_number(look, 0, 100) for _ in range(STEPS)]
        self._lay_out(look)
        self.show_clinic(clinic)

    def first(self) -> QWidget:
        """Return the field that gets the focus."""
        return self.currency

    def show_clinic(self, clinic: Clinic) -> None:
        """Show another clinic's currencies and rule."""
        self.currency.set_value(clinic.currency)
        self.others.set_text(", ".join(code for code in clinic.currencies if code != clinic.currency))
        self.points.set_text(shown_points(clinic.deposit.points or DepositRule().points))
        ladder = sorted(clinic.deposit.ladder, key=lambda step: -step.days)[:STEPS]
        for place, step in enumerate([*ladder, *[RefundStep(0, 0)] * (STEPS - len(ladder))]):
            self._days[place].setValue(step.days)
            self._percents[place].setValue(step.percent)

    def clinic(self, clinic: Clinic) -> Clinic:
        """Return ``clinic`` with what was typed; raises InvalidInput for what cannot be read."""
        main = self.currency.value()
        steps = {
            day.value(): percent.value() for day, percent in zip(self._days, self._percents, strict=True)
        }
        ladder = tuple(
            RefundStep(days, steps[days]) for days in sorted({*steps, 0}, reverse=True) if days in steps
        )
        if 0 not in steps:
            ladder = (*ladder, RefundStep(0, 0))
        if any(later.percent > earlier.percent for earlier, later in pairwise(ladder)):
            raise InvalidInput(
                marked("A later cancellation cannot give back more than an earlier one."), field="deposit"
            )
        rule = replace(clinic.deposit, points=self.points.value(), minor=0, ladder=ladder)
        currencies = tuple(dict.fromkeys((main, *self.others.value())))
        return replace(clinic, currency=main, currencies=currencies, deposit=rule)

    def _lay_out(self, look: Look) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        fields = row(self.currency, self.others, self.points, spacing=20)
        for place in range(3):
            fields.setStretch(place, 1)
        layout.addLayout(fields)
        layout.addWidget(label(self._t("Refund, by days before the arrival"), Role.SECTION))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, (days, percent) in enumerate(zip(self._days, self._percents, strict=True)):
            days.setSuffix(" " + self._t("days or more"))
            percent.setSuffix(" %")
            days.setAccessibleName(self._t("Days before the arrival"))
            percent.setAccessibleName(self._t("Percent given back"))
            grid.addWidget(days, place, 0)
            grid.addWidget(percent, place, 1)
            grid.addWidget(label(self._t("is given back"), Role.BODY, tone="t2"), place, 2)
            for spin in (days, percent):
                spin.valueChanged.connect(self.edited)
        grid.setColumnStretch(3, 1)
        layout.addLayout(grid)
        note = self._t("More than a few percent, or no refund at all, is unfair in many countries.")
        layout.addWidget(label(note, Role.CAPTION, tone="t3", wrap=True))


def _number(look: Look, least: int, most: int) -> SpinBox:
    spin = SpinBox()
    spin.setRange(least, most)
    spin.setMinimumWidth(look.theme.px(150))
    return spin
