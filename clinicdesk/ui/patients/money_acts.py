"""What can be done with plans and money from the record: payments, statements, estimates, cancelling."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from clinicdesk.domain.record import PaymentRow, PlanRow, RecordView
from clinicdesk.domain.statements import StatementRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.patients.box_row import Act


class MoneyActs:
    """A part of ``RecordActs``."""

    _desk: Desk
    view: RecordView | None

    def can_take_payment(self, view: RecordView) -> bool:
        """Whether a payment can be recorded: there is an issued plan of an inquiry, and the sheet."""
        return self._desk.navigator.can_open("deposit") and self._payable(view) is not None

    def take_payment(self, view: RecordView) -> None:
        """Open the sheet for the newest plan that money can be taken on."""
        plan = self._payable(view)
        if plan is not None:
            self.open_payment(plan)

    def open_payment(self, plan: PlanRow) -> None:
        """Open the sheet of deposit and payment for a plan."""
        self._desk.navigator.open_sheet("deposit", lead_id=plan.lead_id, plan_id=plan.id, payment=True)

    def of_plan(self, plan: PlanRow) -> list[Act]:
        """Return what can be recorded of a plan beside opening it."""
        t, services = self._desk.t, self._services
        acts: list[Act] = []
        if plan.closed:
            acts.append((t("Use the plan again"), lambda: self._do(services.plans.open_again, plan.id)))
            return acts
        if plan.revision and plan.lead_id is not None and plan.accepted_at is None:
            accept = partial(services.leads.accept_plan, plan.lead_id, plan_id=plan.id)
            acts.append((t("The patient accepted it"), lambda: self._do(accept, operation=uuid4())))
        for trip in range(2, plan.trips + 1):
            words = t("Estimate for phase {number}", number=trip)
            acts.append((words, partial(self.estimate_phase, plan, trip)))
        if plan.accepted_at is None:
            acts.append((t("Close the plan"), lambda: self._do(services.plans.close, plan.id)))
        return acts

    def estimate_phase(self, plan: PlanRow, trip: int) -> None:
        """Start the estimate for a later trip of a plan, and open it."""
        done = self._do(self._services.plans.phase, plan.id, trip=trip, operation=uuid4())
        if done is not None:
            self._desk.open_plan(done.value.id)

    def of_payment(self, payment: PaymentRow) -> list[Act]:
        """Return what can be done with a payment."""
        t, navigator = self._desk.t, self._desk.navigator
        acts: list[Act] = []
        if payment.receipt and navigator.can_open("receipt"):
            acts.append(
                (t("Open the receipt"), lambda: navigator.open_sheet("receipt", number=payment.receipt))
            )
        if payment.amount.minor > 0 and navigator.can_open("refund"):
            acts.append((t("Give money back"), lambda: navigator.open_sheet("refund", payment_id=payment.id)))
        reversed_ids = {row.refunds_id for row in self._shown().payments}
        if payment.amount.minor > 0 and payment.id not in reversed_ids:
            acts.append((t("Cancel it: recorded by mistake"), lambda: self.void(payment)))
        return acts

    def void(self, payment: PaymentRow) -> None:
        """Ask why, then reverse a payment by a receipt of its own."""
        desk, t = self._desk, self._desk.t
        text = t(
            "It is reversed by a receipt with its own number, which the patient can have. This is final."
        )
        title = t("Cancel the payment of {amount}", amount=payment.amount)
        if not desk.prompts.confirm(title, text, t("Cancel the payment"), danger=True):
            return
        reason = desk.prompts.ask_text(title, t("What went wrong, for the record"), t("Cancel the payment"))
        if reason is None:
            return
        done = self._do(self._services.payments.void, payment.id, reason=reason, operation=uuid4())
        if done is not None and desk.navigator.can_open("receipt"):
            desk.navigator.open_sheet("receipt", payment_id=done.value.id)

    def can_state_balance(self, view: RecordView) -> bool:
        """Whether there is a balance to state: something is issued or paid."""
        issued = bool(view.payments) or any(plan.revision and not plan.closed for plan in view.plans)
        return issued and self._desk.navigator.can_open("statement")

    def state_balance(self, plan_id: int | None = None, statement_id: int | None = None) -> None:
        """Open the balance statement of one plan, else of all; ``statement_id`` shows one given out."""
        self._desk.navigator.open_sheet(
            "statement", patient_id=self._shown().patient.id, plan_id=plan_id, statement_id=statement_id
        )

    def statements(self) -> tuple[StatementRow, ...]:
        """Return the balance statements that were given out, the newest first."""
        rows: tuple[StatementRow, ...] = self._services.statements.given(self._shown().patient.id)
        return rows

    def _payable(self, view: RecordView) -> PlanRow | None:
        fit = (plan for plan in view.plans if plan.revision and plan.lead_id is not None and not plan.closed)
        return next(fit, None)

    def _shown(self) -> RecordView:
        if self.view is None:
            raise RuntimeError("no record is shown")
        return self.view

    @property
    def _services(self) -> Any:
        return self._desk.services

    def _do(self, function: Callable[..., Any], *args: Any, **facts: Any) -> Any:
        return self._desk.commands.do(function, *args, **facts)
