"""What stands where a deposit is wanted and no plan is issued yet: why, and the way to the plan."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from clinicdesk.domain.record import PlanRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, primary
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, column, row


def ask_for_plan(desk: Desk, window: QWidget, lead_id: int) -> QDialog:
    """Say that a deposit counts on an issued plan, with a button that opens the plan of the inquiry."""
    dialog = NoPlanDialog(desk, window, lead_id)
    dialog.open()
    return dialog


class NoPlanDialog(QDialog):
    """One sentence and two buttons."""

    def __init__(self, desk: Desk, window: QWidget, lead_id: int) -> None:
        """Look for a draft of the inquiry; without one the button starts it."""
        super().__init__(window)
        self._desk, self._lead_id = desk, lead_id
        t, look = desk.t, desk.look
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(look.theme.px(500))
        self.setWindowTitle(t("Issue the plan first"))
        rows: tuple[PlanRow, ...] = desk.services.plans.for_lead(lead_id)
        self._plan = next((row for row in rows if not row.closed), None)
        words = t("A deposit is a share of a fixed total, so it needs a plan that was issued.")
        if self._plan is not None:
            words += " " + t("{number} is still a draft.", number=self._plan.number)
        body = Plane("", (20, 18, 20, 16), 6)
        body.add(
            label(t("Issue the plan first"), Role.SECTION), label(words, Role.BODY, tone="t2", wrap=True)
        )
        cancel = Button(look, t("Cancel"), keys=("Esc",))
        cancel.clicked.connect(self.reject)
        self.go = primary(look, t("Open the plan") if self._plan else t("Start a plan"), icon="file-text")
        self.go.clicked.connect(self._open)
        self.go.setVisible(desk.navigator.can_open("plan"))
        foot = Plane("foot", (20, 12, 20, 12))
        foot.column.addLayout(row(None, cancel, self.go, spacing=10))
        self.setLayout(column(body, foot))
        self.go.setFocus()

    def _open(self) -> None:
        plan_id = self._plan.id if self._plan is not None else None
        if plan_id is None:
            lead = self._desk.services.leads.get(self._lead_id)
            done = self._desk.commands.do(
                self._desk.services.plans.draft, patient_id=lead.patient_id, lead_id=lead.id
            )
            plan_id = done.value.id if done is not None else None
        if plan_id is not None:
            self.accept()
            self._desk.open_plan(plan_id)
