"""The trailing column of the record: plans, payments with what is open, consent, visits and travel."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from clinicdesk.domain.itinerary import ItineraryRow
from clinicdesk.domain.money import Money
from clinicdesk.domain.record import BalanceRow, ConsentRow, PaymentRow, PlanRow, RecordView
from clinicdesk.domain.statements import StatementRow
from clinicdesk.domain.visits import Appointment, AppointmentState, Travel
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.patients.box_row import Act, Box, BoxRow
from clinicdesk.ui.patients.itinerary_acts import itinerary_acts, open_issue
from clinicdesk.ui.patients.record_acts import RecordActs
from clinicdesk.ui.patients.record_words import (
    PAYMENTS,
    VISITS,
    WAY_ICONS,
    WAYS,
    consent_caption,
    consent_title,
)
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import IconButton, small
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Scroll, clear_layout, row

MOST_PLANS, MOST_VISITS, MOST_ITINERARIES = 6, 4, 3
MOST_STATEMENTS = 3
_BOOKED = frozenset({AppointmentState.HELD, AppointmentState.CONFIRMED})


class SideColumn(Scroll):
    """Five boxes; each line does what it is for."""

    def __init__(self, desk: Desk, acts: RecordActs) -> None:
        """Make an empty column that acts through ``acts``."""
        super().__init__("surface", (16, 12, 16, 16), 6)
        self._desk, self._acts = desk, acts
        self.rows: list[BoxRow] = []
        self._currency = ""

    def show_view(self, view: RecordView, currency: str) -> None:
        """Show a record; amounts in the clinic's ``currency`` stand without its code."""
        self._currency = currency
        scrolled = self.verticalScrollBar().value()
        clear_layout(self.body.column)
        self.rows = []
        self._plans(view.plans)
        self._payments(view)
        self._consent(view.consents)
        self._journey(view)
        self.body.column.addStretch(1)
        self.verticalScrollBar().setValue(scrolled)

    def _section(self, title: str, rows: Sequence[BoxRow], caption: str = "", *extra: object) -> None:
        if self.rows:
            self.body.column.addSpacing(10)
        head = row(label(title, Role.SECTION), None, label(caption, Role.BODY, tone="t3"))
        for widget in extra:
            head.addWidget(widget)  # type: ignore[arg-type]
        self.body.column.addLayout(head)
        self.body.add(Box(rows))
        self.rows += rows

    def _empty(self, words: str) -> BoxRow:
        return BoxRow(self._desk.look, words, strong=False, sunk=True)

    def _amount(self, amount: Money) -> str:
        return self._desk.t.formats.money(amount, bare=amount.currency == self._currency)

    def _plans(self, plans: Sequence[PlanRow]) -> None:
        t = self._desk.t
        rows = [self._plan(plan) for plan in plans[:MOST_PLANS]]
        self._section(t("Plans"), rows or [self._empty(t("No plan yet"))], self._currency)

    def _plan(self, plan: PlanRow) -> BoxRow:
        t = self._desk.t
        acts: list[Act] = []
        if self._desk.navigator.can_open("plan"):
            acts.append((t("Open the plan"), lambda: self._desk.open_plan(plan.id)))
        acts += self._acts.of_plan(plan)
        state, caption = self._plan_state(plan)
        return BoxRow(
            self._desk.look,
            f"{plan.number} {plan.title}".strip(),
            caption,
            state=state,
            amount=self._amount(plan.total) if plan.total else "",
            acts=acts,
        )

    def _plan_state(self, plan: PlanRow) -> tuple[State, str]:
        t, formats, today = self._desk.t, self._desk.t.formats, self._desk.today()

        def local(at: object) -> str:
            return formats.date(self._desk.local(at).date(), "medium")  # type: ignore[arg-type]

        if plan.closed:
            return State.BLOCKED, t("Closed")
        if plan.accepted_at is not None:
            return State.DONE, t("Accepted {on}", on=local(plan.accepted_at))
        if plan.issued_at is None or plan.valid_until is None:
            return State.WAITING, t("Draft of {on}", on=local(plan.changed_at))
        until = formats.date(plan.valid_until, "medium")
        if plan.valid_until < today:
            return State.OVERDUE, t("Revision {n}, ended {on}", n=plan.revision, on=until)
        return State.LATER, t("Revision {n}, valid to {on}", n=plan.revision, on=until)

    def _payments(self, view: RecordView) -> None:
        t = self._desk.t
        rows = [self._payment(payment) for payment in view.payments]
        rows += [self._balance(balance, view) for balance in view.balances]
        rows += [self._statement(one, view) for one in self._acts.statements()[:MOST_STATEMENTS]]
        extra: list[QWidget] = []
        if self._acts.can_state_balance(view):
            state = IconButton(self._desk.look, "file-text", t("Balance statement"), small=True)
            state.clicked.connect(lambda _=False: self._acts.state_balance())
            extra.append(state)
        if self._acts.can_take_payment(view):
            take = small(self._desk.look, t("Record payment"), icon="cash")
            take.clicked.connect(lambda: self._acts.take_payment(view))
            extra.append(take)
        self._section(t("Payments"), rows or [self._empty(t("Nothing paid yet"))], self._currency, *extra)

    def _payment(self, payment: PaymentRow) -> BoxRow:
        t, formats = self._desk.t, self._desk.t.formats
        kind = t(PAYMENTS.get(payment.kind, payment.kind))
        way = t(WAYS.get(payment.way, payment.way))
        title = t("{kind}, {way}", kind=kind, way=way) if way else kind
        on = formats.date(payment.received_on, "medium")
        icon = "receipt-refund" if payment.amount.minor < 0 else WAY_ICONS.get(payment.way, "cash")
        return BoxRow(
            self._desk.look,
            title,
            ", ".join(part for part in (payment.receipt, on) if part),
            icon=icon,
            amount=self._amount(payment.amount),
            strong=False,
            acts=self._acts.of_payment(payment),
        )

    def _statement(self, given: StatementRow, view: RecordView) -> BoxRow:
        t, formats = self._desk.t, self._desk.t.formats
        plan = next((plan.number for plan in view.plans if plan.id == given.plan_id), t("All plans"))
        when = formats.date_time(self._desk.local(given.given_at), "medium")
        show = partial(self._acts.state_balance, given.plan_id, given.id)
        return BoxRow(
            self._desk.look,
            t("Balance statement"),
            t("{plan}, given out {when}", plan=plan, when=when),
            icon="file-text",
            strong=False,
            acts=[(t("Open the balance statement"), show)],
        )

    def _balance(self, balance: BalanceRow, view: RecordView) -> BoxRow:
        t = self._desk.t
        plan = next((plan for plan in view.plans if plan.id == balance.plan_id), None)
        acts: list[Act] = []
        if plan is not None and plan.lead_id is not None and self._desk.navigator.can_open("deposit"):
            acts.append((t("Record a payment"), partial(self._acts.open_payment, plan)))
        if self._desk.navigator.can_open("statement"):
            acts.append((t("Balance statement"), partial(self._acts.state_balance, balance.plan_id)))
        owed = balance.open.minor > 0
        words = (
            t("Open on {plan}", plan=balance.number) if owed else t("Credit on {plan}", plan=balance.number)
        )
        amount = balance.open if owed else -balance.open
        return BoxRow(
            self._desk.look,
            words,
            amount=self._amount(amount),
            strong=False,
            sunk=True,
            acts=acts,
        )

    def _consent(self, consents: Sequence[ConsentRow]) -> None:
        t = self._desk.t
        rows = []
        for one in consents:
            words = t("Record an answer")
            rows.append(
                BoxRow(
                    self._desk.look,
                    consent_title(self._desk, one),
                    consent_caption(self._desk, one.answer),
                    icon="shield-check" if one.allowed else "shield-off",
                    token="green" if one.allowed else "t2",
                    strong=False,
                    acts=[(words, partial(self._acts.record_consent, one.purpose))],
                )
            )
        self._section(t("Consent"), rows)

    def _journey(self, view: RecordView) -> None:
        t, travel = self._desk.t, view.travel
        ordered = sorted(view.appointments, key=lambda visit: visit.starts_at)
        now = self._desk.now()
        ahead = [visit for visit in ordered if visit.state in _BOOKED or visit.starts_at >= now]
        past = [visit for visit in ordered if visit not in ahead]
        shown = (past[-1:] + ahead)[-MOST_VISITS:]
        rows = [self._visit(visit) for visit in shown]
        if travel is not None and (travel.lands_at or travel.flight or travel.hotel or travel.transfer):
            rows.append(self._travel(travel))
        elif view.leads:
            edit: list[Act] = [(t("Edit travel facts"), self._acts.edit_travel)]
            title = t("Journey not known yet")
            caption = t("Flight, hotel and transfer are missing")
            rows.append(BoxRow(self._desk.look, title, caption, icon="plane", strong=False, acts=edit))
        rows += [self._issue(issue) for issue in view.itineraries[:MOST_ITINERARIES]]
        itinerary = itinerary_acts(self._desk, view, self._acts.open_lead() or self._acts.lead())
        extra = []
        for words, call in itinerary:
            button = small(self._desk.look, words, icon="plane")
            button.clicked.connect(lambda _=False, call=call: call())
            extra.append(button)
        self._section(t("Visits and travel"), rows or [self._empty(t("No visit yet"))], "", *extra)

    def _issue(self, issue: ItineraryRow) -> BoxRow:
        t = self._desk.t
        on = t.formats.date(self._desk.local(issue.issued_at).date(), "medium")
        title = t("Itinerary of {plan}, trip {n}", plan=issue.number, n=issue.trip)
        caption = t("Revision {n}, issued {on}", n=issue.revision, on=on)
        acts: list[Act] = []
        if self._desk.navigator.can_open("itinerary"):
            acts.append((t("Open the itinerary"), partial(open_issue, self._desk, issue)))
        return BoxRow(self._desk.look, title, caption, icon="file-text", strong=False, acts=acts)

    def _visit(self, visit: Appointment) -> BoxRow:
        t = self._desk.t
        state, words = VISITS[visit.state]
        local = self._desk.local(visit.starts_at)
        parts = [t(words), t("trip {n}", n=visit.trip)]
        parts += [t("chair {chair}", chair=visit.chair)] if visit.chair else []
        at = t.formats.date_time(local, "medium")
        return BoxRow(
            self._desk.look,
            visit.title or at,
            ", ".join(([at] if visit.title else []) + parts),
            state=state,
            strong=False,
            acts=self._acts.of_visit(visit) if visit.state in _BOOKED else [],
        )

    def _travel(self, travel: Travel) -> BoxRow:
        t = self._desk.t
        formats = t.formats
        lands = formats.date_time(self._desk.local(travel.lands_at), "day") if travel.lands_at else ""
        title = t("Lands {at}", at=lands) if lands else t("Landing not known")
        facts = (travel.flight, travel.hotel, travel.transfer, travel.companion)
        caption = ", ".join(fact for fact in facts if fact) or t("Flight, hotel and transfer are missing")
        edit: list[Act] = [(t("Edit travel facts"), self._acts.edit_travel)]
        return BoxRow(self._desk.look, title, caption, icon="plane-arrival", strong=False, acts=edit)
