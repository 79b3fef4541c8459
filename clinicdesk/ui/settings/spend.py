"""The section of spend: what each month cost on each channel, for the costs that the numbers tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.money import Money
from clinicdesk.domain.periods import Period, PeriodKind
from clinicdesk.domain.text import marked
from clinicdesk.i18n.parsing import parse_money
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.settings.section import Section, Write
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.fields import ChoiceField, MoneyField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Card, row
from clinicdesk.ui.wording import channel_name, upper_first

ACQUISITION, RECALL = "acquisition", "recall"
MONTHS, MONTH_WIDTH = 18, 220
Entry = tuple[str, str, Money | None]


class SpendSection(Section):
    """One month at a time: an amount per channel for new patients, and one for calling patients back."""

    def __init__(self, desk: Desk) -> None:
        t, look = desk.t, desk.look
        super().__init__(
            desk,
            t("Spend"),
            t("Advertising and commissions per channel, and what recalls cost, month by month."),
        )
        self._currency: str = desk.services.clinic.get().currency
        months = desk.services.numbers.periods(PeriodKind.MONTH, count=MONTHS)
        self.month = ChoiceField(
            look,
            t,
            t("Month"),
            [(month, t.formats.month(month.first_on)) for month in months],
            chosen=months[0],
        )
        self.month.setFixedWidth(look.theme.px(MONTH_WIDTH))
        self.month.edited.connect(self.reload)
        self._fields: dict[tuple[str, str], MoneyField[Money | None]] = {}
        card = Card(t("What it cost"), self._currency)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(2, 1)
        card.column.addLayout(self._grid)
        for channel in desk.services.leads.channels():
            self._add((channel, ACQUISITION), upper_first(channel_name(t, channel)))
        self._add((RECALL, RECALL), t("Recalls and reminders"))
        line = row(self.month, None)
        self.body.column.addLayout(line)
        self.body.add(card)
        self.body.column.addStretch(1)

    def _add(self, key: tuple[str, str], words: str) -> None:
        field = MoneyField(self.desk.look, self.desk.t, "", self._currency, self._read)
        field.set_name(words)
        field.edited.connect(self.edited)
        place = len(self._fields)
        self._grid.addWidget(label(words, Role.BODY), place, 0)
        self._grid.addWidget(field, place, 1)
        self._fields[key] = field

    def _read(self, text: str) -> Money | None:
        """Return the amount typed, None for an empty field; raises InvalidInput for an ambiguous one."""
        return parse_money(text, self._currency, self.desk.t.language) if text.strip() else None

    def _stored(self) -> dict[tuple[str, str], Money]:
        spends = self.desk.services.numbers.spends(self.month.value())
        return {(one.channel, one.purpose): one.amount for one in spends}

    def show_stored(self) -> None:
        """Show the month's amounts."""
        stored = self._stored()
        for key, field in self._fields.items():
            amount = stored.get(key)
            field.set_text(self.desk.t.formats.editable(amount) if amount else "")
            field.show_error("")

    def write(self) -> Write:
        """Return the write of every changed amount as one act."""
        stored = self._stored()
        after: list[Entry] = []
        before: list[Entry] = []
        for key, field in self._fields.items():
            try:
                amount = field.value()
            except ClinicError as error:
                field.show_error(self.desk.t.error(error))
                field.setFocus()
                raise
            if amount != stored.get(key):
                after.append((*key, amount))
                before.append((*key, stored.get(key)))
        numbers, month = self.desk.services.numbers, self.month.value()
        return lambda _progress: _write(numbers.set_spend, month, after, before)

    def show_error(self, error: ClinicError) -> bool:
        """Return whether a field shows the sentence already."""
        return any(field.complaint for field in self._fields.values())


def _write(
    set_spend: Callable[..., Done[Any]], month: Period, after: list[Entry], before: list[Entry]
) -> Done[Any]:
    """Write several amounts; the undo writes the earlier ones back."""
    done: Done[Any] | None = None
    for channel, purpose, amount in after:
        done = set_spend(month, channel, purpose, amount)
    back = partial(_write, set_spend, month, before, after)
    summary = marked("The spend of the month was noted.")
    if done is None:
        return Done(None, Changes.NONE)
    return replace(done, summary=summary, undo=back)
