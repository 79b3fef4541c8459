"""What is left to pay on the plan, what the differences would change, and the way to record a payment."""

from __future__ import annotations

from collections.abc import Iterable

from clinicdesk.domain.money import Money, total
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.theme import Role
from clinicdesk.ui.treatments.lines import DoneLine
from clinicdesk.ui.treatments.trip import TripCase, read_balance
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import ElidedLabel, IconLabel
from clinicdesk.ui.widgets.planes import Plane, column, row


class BalanceLine(Plane):
    """One line; hidden where there is no plan to pay."""

    def __init__(self, desk: Desk, case: TripCase) -> None:
        """Read the balance."""
        super().__init__("box", (14, 8, 10, 8))
        self._desk, self._case = desk, case
        t, look = desk.t, desk.look
        self.words = ElidedLabel(look, "", Role.NAME)
        self.added = ElidedLabel(look, "", Role.CAPTION, "t2")
        self.paid = StateLabel(look, State.DONE, t("all of it is paid"))
        self.button = small(look, t("Record payment"), icon="receipt")
        self.button.clicked.connect(self._open)
        icon = IconLabel(look, "receipt", size=17)
        line = row(icon, spacing=10)
        line.addLayout(column(self.words, self.added), 1)
        line.addWidget(self.paid)
        line.addWidget(self.button)
        self.column.addLayout(line)
        self.renew()

    def renew(self) -> None:
        """Read the balance again, as after a payment."""
        balance, t = read_balance(self._desk, self._case), self._desk.t
        self.setVisible(balance is not None)
        if balance is None or self._case.plan is None:
            return
        owed = balance.left.minor > 0
        number = self._case.plan.number
        if balance.left.minor < 0:
            self.words.set_text(t("Credit on {number}: {sum}", number=number, sum=-balance.left))
        else:
            self.words.set_text(t("Left to pay on {number}: {sum}", number=number, sum=balance.left))
        self.paid.setVisible(not balance.left.minor)
        self.button.setVisible(owed and self._desk.navigator.can_open("deposit"))

    def show_lines(self, lines: Iterable[DoneLine]) -> None:
        """Say what the differences are worth: they count once the plan is issued again."""
        own = list(lines)
        t, currency = self._desk.t, self._case.currency
        extra = [_priced(line, currency) for line in own if line.planned is None]
        left = [line.planned.net for line in own if line.planned is not None and not line.done]
        parts = []
        if any(money.minor for money in extra):
            parts.append(t("added {sum}", sum=total(extra, currency)))
        if left:
            parts.append(t("not done {sum}", sum=total(left, currency)))
        words = ", ".join(parts)
        self.added.setVisible(bool(words))
        self.added.set_text(
            t("{differences}: issue the plan again to count them", differences=words) if words else ""
        )

    def _open(self) -> None:
        plan = self._case.plan
        if plan is not None:
            self._desk.navigator.open_sheet(
                "deposit", lead_id=self._case.lead.id, plan_id=plan.id, balance=True
            )


def _priced(line: DoneLine, currency: str) -> Money:
    if line.price is None or line.price.currency != currency:
        return Money(0, currency)
    return line.price.times(max(1, len(line.teeth)))
