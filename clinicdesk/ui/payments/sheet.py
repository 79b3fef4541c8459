"""The sheet of deposit and payment: what was asked for, the money as it came in, and the receipt live."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.messages import PaperMail
from clinicdesk.domain.payments import Payment, PaymentKind
from clinicdesk.domain.visits import AppointmentState
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.payments.case import MoneyCase, read_case
from clinicdesk.ui.payments.follows import FollowList, after_payment, after_request
from clinicdesk.ui.payments.ledger import LedgerColumn
from clinicdesk.ui.payments.paper_side import PaperSide
from clinicdesk.ui.payments.payment_form import PaymentForm
from clinicdesk.ui.payments.request_form import RequestForm
from clinicdesk.ui.payments.saved import SavedPanel, compose
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, primary
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.choices import ComboBox
from clinicdesk.ui.widgets.controls import Segmented
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.paper_acts import PaperFile
from clinicdesk.ui.widgets.planes import Plane, Scroll, column, row, rule
from clinicdesk.ui.widgets.sheet import Sheet

TITLES = {"deposit_request": "Deposit request", "receipt": "Payment receipt"}
"""The papers' own titles, in the documents' words."""
REQUEST, PAYMENT = "request", "payment"
SIDE, NARROW_SIDE = 380, 270


class PaymentSheet(Sheet):
    """Two views of one case behind a segmented choice; what was typed into either stays while it is open."""

    def __init__(
        self, desk: Desk, window: QWidget, case: MoneyCase, *, payment: bool = False, balance: bool = False
    ) -> None:
        """Show the view that comes next: the request until one is out, then the payment."""
        self._desk, self._case = desk, case
        paid = case.deposit_open is not None and not case.deposit_open.minor
        self.kind = PaymentKind.BALANCE if paid or balance else PaymentKind.DEPOSIT
        super().__init__(desk.look, desk.t, window, self._title())
        self._typed = False
        self._operation = uuid4()
        self._saved = False
        self.views = QStackedWidget()
        self.body.addWidget(self.views)
        self._make_head()
        self._make_foot()
        self._fill()
        asked = payment or case.request is not None or self.kind is PaymentKind.BALANCE
        self.show_tab(PAYMENT if asked else REQUEST)

    def begin(self) -> None:
        """Open with the focus in the first field that needs a person."""
        form = self.request if self.tabs.current() == REQUEST else self.payment
        self.open_with(form.first_field())

    def show_tab(self, tab: str) -> None:
        """Show the request or the payment."""
        self.tabs.choose(tab)
        self.views.setCurrentIndex(0 if tab == REQUEST else 1)
        self._refresh()

    def leave(self) -> None:
        """Close; where something was typed and not recorded, ask first."""
        if self._typed and not self._saved:
            t = self._desk.t
            text = t("What was typed here is not recorded yet and will be gone.")
            if not self._desk.prompts.confirm(t("Close without recording"), text, t("Close"), danger=True):
                return
        super().leave()

    def finish(self) -> None:
        """Close; a page that is being drawn is dropped."""
        for side in (self.request_side, self.receipt_side):
            side.preview.forget()
        super().finish()

    def _title(self) -> str:
        t, case = self._desk.t, self._case
        title = case.plan.title or case.lead.treatment
        number = case.plan.number
        if self.kind is PaymentKind.BALANCE:
            return t("Payment for {plan}, {title}", plan=number, title=title) if title else number
        return t("Deposit for {plan}, {title}", plan=number, title=title) if title else number

    def _make_head(self) -> None:
        t, case = self._desk.t, self._case
        name = f"{case.patient.name} {case.patient.native_name}".strip()
        total = t("{name} · total {total}", name=name, total=case.total)
        self.caption.set_text(total)
        if len(case.plans) > 1:
            self.head_row.addWidget(self._plan_choice())
        self.tabs = Segmented(
            self.look,
            t("View"),
            [(REQUEST, t("Request deposit")), (PAYMENT, t("Record payment"))],
            icons={REQUEST: "send", PAYMENT: "cash"},
        )
        self.tabs.chosen.connect(self._tab_chosen)
        if self.kind is PaymentKind.DEPOSIT:
            self.head_row.addWidget(self.tabs)

    def _plan_choice(self) -> ComboBox:
        choice = ComboBox()
        choice.setAccessibleName(self._desk.t("Plan"))
        for plan in self._case.plans:
            choice.addItem(f"{plan.number} {plan.title}".strip())
        choice.setCurrentIndex([plan.id for plan in self._case.plans].index(self._case.plan.id))
        choice.activated.connect(lambda index: self._use_plan(self._case.plans[index].id))
        return choice

    def _use_plan(self, plan_id: int) -> None:
        case = read_case(self._desk, self._case.lead.id, plan_id)
        if case is None:
            return
        self._case = case
        self.title.setText(self._title())
        tab = self.tabs.current()
        self._fill()
        self.show_tab(tab)

    def _make_foot(self) -> None:
        t = self._desk.t
        self.state = StateLabel(self.look, State.LATER, "", token="t1")
        self.foot_row.addWidget(self.state)
        self.foot_row.addStretch(1)
        self.cancel = Button(self.look, t("Cancel"), keys=("Esc",))
        self.cancel.clicked.connect(self.leave)
        self.foot_row.addWidget(self.cancel)
        self.go = primary(self.look, "", icon="receipt", keys=("Ctrl", "Enter"))
        self.go.clicked.connect(self._record)
        self.add_primary(self.go)

    def _fill(self) -> None:
        """Build both views for the case as it stands."""
        while (old := self.views.widget(0)) is not None:
            self.views.removeWidget(old)
            old.deleteLater()
        desk, case, t = self._desk, self._case, self._desk.t
        self.request = RequestForm(desk, case)
        self.request.edited.connect(self._edited)
        self.request_side = PaperSide(desk, t("When you request it"))
        self.views.addWidget(self._columns(self.request, self.request_side))
        self.payment = PaymentForm(desk, case, self.kind)
        self.payment.edited.connect(self._edited)
        self.ledger = LedgerColumn(desk, case, self.kind)
        self.ledger.change.connect(partial(self.show_tab, REQUEST))
        self.ledger.receipt.connect(lambda number: desk.navigator.open_sheet("receipt", number=number))
        self.ledger.refund.connect(self._refund)
        self.ledger.statement.connect(self._state_balance)
        self.receipt_side = PaperSide(desk)
        self.views.addWidget(self._columns(self._payment_view(), self.receipt_side))

    def _columns(self, main: QWidget, side: QWidget) -> QWidget:
        page = QWidget()
        line = QHBoxLayout(page)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        scroll = Scroll()
        scroll.body.add(main)
        line.addWidget(scroll, 8)
        line.addWidget(rule(vertical=True))
        side.setMinimumWidth(self.look.theme.px(NARROW_SIDE))
        side.setMaximumWidth(self.look.theme.px(SIDE))
        line.addWidget(side, 4)
        return page

    def _payment_view(self) -> QWidget:
        t = self._desk.t
        self.follows = FollowList(self._desk)
        middle = Plane("", (20, 16, 20, 16), 12)
        name = t("2 Payment") if self.kind is PaymentKind.DEPOSIT else t("Payment of the balance")
        shape = StateLabel(self.look, State.TODAY, "")
        shape.setFixedWidth(self.look.theme.px(18))
        middle.column.addLayout(row(shape, label(name, Role.SECTION), None, spacing=6))
        middle.add(self.payment)
        words = label(t("When you record it"), Role.LABEL, tone="t3")
        middle.column.addLayout(column(words, self.follows, spacing=3))
        middle.column.addStretch(1)
        view = QWidget()
        line = row(self.ledger, rule(vertical=True), middle, spacing=0)
        line.setStretch(0, 10)
        line.setStretch(2, 11)
        view.setLayout(line)
        return view

    def _tab_chosen(self, tab: str) -> None:
        self.show_tab(tab)

    def _edited(self) -> None:
        self._typed = True
        self._refresh()

    def _refresh(self) -> None:
        if self._saved:
            return
        if self.tabs.current() == REQUEST:
            self._refresh_request()
        else:
            self._refresh_payment()

    def _refresh_request(self) -> None:
        t, amount, visit = self._desk.t, self.request.value(), self.request.visit
        self.request_side.follows.show_lines(
            after_request(self._desk, self._case, amount, None if visit.tied else visit.held_on())
        )
        words = t("Request {amount}", amount=amount) if amount else t("Request deposit")
        self.go.show_verb(words, "send", ("Ctrl", "Enter"))
        self.state.setVisible(False)
        try:
            facts = self.request.terms()
        except ClinicError as error:
            self.request_side.refuse(t.error(error))
            return
        self.request_side.renew(
            partial(self._desk.services.payments.request_pdf, self._case.lead.id, **facts)
        )

    def _refresh_payment(self) -> None:
        t, reckoned = self._desk.t, self.payment.reckoned()
        counted = reckoned.counted if reckoned else None
        whole = self.kind is PaymentKind.DEPOSIT and (
            self._case.request is None
            or (reckoned is not None and reckoned.verdict != "short")
            or self.payment.short.isChecked()
        )
        self.follows.show_lines(after_payment(self._desk, self._case, self.kind, counted, whole=whole))
        money = t.formats.money(counted, exact=True) if counted else ""
        words = t("Record {amount}", amount=money) if money else t("Record payment")
        self.go.show_verb(words, "receipt", ("Ctrl", "Enter"))
        self._show_hold()
        try:
            received = self.payment.received()
        except ClinicError as error:
            self.receipt_side.refuse(t.error(error))
            return
        language = t.formats.language_name(received.language)
        ready = t("In {language}, under the next number", language=language)
        self.receipt_side.renew(partial(self._desk.services.payments.preview, received), ready)

    def _show_hold(self) -> None:
        desk, visit = self._desk, self._case.visit
        held = visit is not None and visit.state is AppointmentState.HELD and visit.held_until is not None
        self.state.setVisible(held and self.kind is PaymentKind.DEPOSIT)
        if not held or visit is None or visit.held_until is None:
            return
        local, t = desk.local(visit.held_until), desk.t
        when = f"{t.formats.date(local.date(), 'weekday')}, {t.formats.time(local)}"
        near = t.formats.near(local.date(), desk.today())
        if visit.held_until > desk.now():
            self.state.show_state(State.LATER, t("The hold ends {when}, {near}.", when=when, near=near))
        else:
            self.state.show_state(State.OVERDUE, t("The hold ended {when}, {near}.", when=when, near=near))

    def _record(self) -> None:
        if self._saved:
            self.finish()
        elif self.tabs.current() == REQUEST:
            self._ask_deposit()
        else:
            self._take_payment()

    def _ask_deposit(self) -> None:
        if not self.request.check():
            return
        services = self._desk.services
        try:
            facts, terms = self.request.facts(), self.request.terms()
        except ClinicError as error:
            if not self.request.show_error(error):
                self._desk.commands.tell(error)
            return
        done = self._desk.commands.do(
            services.payments.request_deposit,
            self._case.lead.id,
            operation=self._operation,
            form=self.request,
            **facts,
        )
        if done is not None:
            t, number = self._desk.t, self._case.plan.number
            sentence = t("{amount} was requested", amount=done.value.amount)
            paper = partial(services.payments.request_pdf, self._case.lead.id, **terms)
            mail = self._mail("deposit_request", number, self._case.paper.language)
            name = t("Deposit {number}", number=number)
            self._show_saved(sentence, "deposit_request", PaperFile(name, paper, mail))

    def _take_payment(self) -> None:
        if not self.payment.check():
            return
        try:
            received = self.payment.received()
        except ClinicError as error:
            if not self.payment.show_error(error):
                self._desk.commands.tell(error)
            return
        done = self._desk.commands.do(
            self._desk.services.payments.record, received, operation=self._operation, form=self.payment
        )
        if done is not None:
            payment: Payment = done.value
            payments, t = self._desk.services.payments, self._desk.t
            number = payments.receipt_number(payment.id)
            sentence = t("{amount} recorded, receipt {number}", amount=payment.amount, number=number)
            mail = self._mail("receipt", number, received.language)
            paper = PaperFile(number, partial(payments.receipt_pdf, number), mail)
            self._show_saved(sentence, "receipt", paper)

    def _mail(self, kind: str, number: str, language: str) -> PaperMail:
        lead = self._case.lead
        return PaperMail(lead.patient_id, number, language, kind=kind, title=TITLES[kind], lead_id=lead.id)

    def _show_saved(self, sentence: str, kind: str, paper: PaperFile) -> None:
        """Take the form away: what was recorded stands in its place, with what is done next."""
        desk, t = self._desk, self._desk.t
        message, problem = compose(desk, kind, self._case.lead.id)
        self._saved = True
        self.done = SavedPanel(desk, sentence, message, problem)
        side = self.request_side if kind == "deposit_request" else self.receipt_side
        self.done.open_paper.connect(side.acts.open)
        self.done.save_paper.connect(side.acts.save)
        side.follows.show_lines(())
        side.hand_out(paper)
        page = self._columns(self.done, side)
        self.views.addWidget(page)
        self.views.setCurrentWidget(page)
        self.tabs.hide()
        self.cancel.hide()
        self.state.hide()
        self.go.show_verb(t("Close"), "check", ("Ctrl", "Enter"))
        self.go.setFocus()

    def _state_balance(self) -> None:
        facts = {"patient_id": self._case.patient.id, "plan_id": self._case.plan.id}
        self._desk.navigator.open_sheet("statement", **facts)

    def _refund(self, payment_id: int) -> None:
        self.finish()
        self._desk.navigator.open_sheet("refund", payment_id=payment_id)
