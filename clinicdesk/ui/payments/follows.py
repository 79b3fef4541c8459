"""What recording a request or a payment brings about, line by line before it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from clinicdesk.domain.money import Money
from clinicdesk.domain.payments import PaymentKind
from clinicdesk.domain.visits import AppointmentState
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.payments.case import MoneyCase
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import ElidedLabel, IconLabel, label
from clinicdesk.ui.widgets.planes import Plane, clear_layout, row, rule
from clinicdesk.ui.wording import near_day, near_time


@dataclass(frozen=True)
class Follow:
    """One line: an icon, what happens, and when or how much."""

    icon: str
    words: str
    when: str = ""


class FollowList(Plane):
    """The lines in a box."""

    def __init__(self, desk: Desk) -> None:
        """Make an empty box."""
        super().__init__("card")
        self._desk = desk
        self._shown: tuple[Follow, ...] = ()

    def show_lines(self, lines: Iterable[Follow]) -> None:
        """Show other lines."""
        wanted = tuple(lines)
        if wanted == self._shown:
            return
        self._shown = wanted
        clear_layout(self.column)
        for number, line in enumerate(wanted):
            if number:
                self.add(rule())
            box = Plane("", (12, 5, 12, 5))
            icon = IconLabel(self._desk.look, line.icon, size=15, token="accent")
            words = ElidedLabel(self._desk.look, line.words)
            box.column.addLayout(
                row(icon, words, None, label(line.when, Role.CAPTION, tone="t2"), spacing=10)
            )
            self.add(box)
        self.setVisible(bool(wanted))

    def words(self) -> tuple[str, ...]:
        """The lines shown, for tests and readers."""
        return tuple(line.words for line in self._shown)


def after_request(desk: Desk, case: MoneyCase, amount: Money | None, held_on: date | None) -> list[Follow]:
    """Return what follows when the deposit is requested."""
    t = desk.t
    lines = []
    if held_on is not None:
        lines.append(
            Follow(
                "calendar-event",
                t("{day} is held", day=t.formats.date(held_on, "medium")),
                t("until the hold ends"),
            )
        )
    if case.request is not None and not case.deposit_paid.minor:
        lines.append(
            Follow(
                "receipt-refund", t("The earlier request is withdrawn"), t.formats.money(case.request.amount)
            )
        )
    money = t.formats.money(amount) if amount is not None else ""
    lines.append(Follow("layout-kanban", t("Moves to Deposit requested"), money))
    chase = desk.services.clinic.cadences().rule("deposit_chase")
    if chase.enabled:
        day = desk.today() + timedelta(days=chase.steps[0])
        lines.append(Follow("bell", t("A reminder, if it is not paid"), near_day(desk, day)))
    return lines


def after_payment(
    desk: Desk, case: MoneyCase, kind: PaymentKind, counted: Money | None, *, whole: bool
) -> list[Follow]:
    """Return what follows when the payment is recorded; ``whole`` where the deposit is complete with it."""
    t = desk.t
    lines = []
    deposit = kind is PaymentKind.DEPOSIT
    visit = case.visit
    if deposit and whole:
        if visit is not None and visit.state is AppointmentState.HELD:
            at = near_time(desk, visit.starts_at)
            lines.append(Follow("calendar-event", t("{at} turns from held to confirmed", at=at)))
        amount = t.formats.money(counted) if counted else ""
        lines.append(Follow("layout-kanban", t("Moves to Deposit paid"), amount))
        lines.append(Follow("list-check", t("Confirmation and itinerary"), t("today")))
        lines += _logistics(desk, case)
    elif deposit:
        lines.append(Follow("calendar-event", t("The date stays held, the rest is still due")))
    if counted is not None:
        left = case.balance.left - counted
        lines.append(
            Follow("cash", t("Left to pay on {number}", number=case.plan.number), t.formats.money(left))
        )
    return lines


def _logistics(desk: Desk, case: MoneyCase) -> list[Follow]:
    held_on = case.held_on(desk)
    rule_ = desk.services.clinic.cadences().rule("logistics")
    if held_on is None or not rule_.enabled:
        return []
    day = max(held_on + timedelta(days=rule_.steps[0]), desk.today())
    return [Follow("bed", desk.t("Hotel, airport, transport"), near_day(desk, day))]
