"""The page that records what was done on a trip; what is typed is kept while other pages are shown."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clinicdesk.domain.changes import Changes
from clinicdesk.domain.errors import ClinicError
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.page import Page
from clinicdesk.ui.theme import Role
from clinicdesk.ui.treatments.form import LETTERS, TreatmentForm
from clinicdesk.ui.treatments.trip import TripCase, read_trip
from clinicdesk.ui.widgets.buttons import IconButton, primary, small
from clinicdesk.ui.widgets.chips import Chip
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.planes import EmptyState, Plane, column, row


class TreatmentPage(Page):
    """One form per inquiry, made when it is first opened and dropped when it was recorded."""

    listens_to = Changes.TREATMENTS | Changes.LEADS | Changes.PAYMENTS | Changes.VISITS

    def __init__(self, desk: Desk) -> None:
        """Show nothing yet; ``open`` says which inquiry."""
        super().__init__(desk)
        self.title = desk.t("Record treatment")
        self._lead_id: int | None = None
        self._forms: dict[int, TreatmentForm] = {}
        self.stack = QStackedWidget()
        self.empty = EmptyState(
            desk.look,
            "dental",
            desk.t("No trip is chosen"),
            desk.t("Open it from Today or from the pipeline, when the patient has arrived."),
            buttons=[self._record_button()],
        )
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self.stack, 1)
        self._bind()

    def open(self, kind: str, key: Any, **facts: Any) -> None:
        """Show the trip of the inquiry ``key``."""
        self._lead_id = int(key)
        self.stale = True

    def reload(self) -> None:
        """Read the trip; a form with something typed stays as it is, only its money is read again."""
        lead_id = self._lead_id
        if lead_id is None:
            self._show_empty(None)
            return
        case = read_trip(self.desk, lead_id)
        form = self._forms.get(lead_id)
        if case.treated:
            self._drop(lead_id)
            self._show_empty(case)
            return
        if form is not None and not form.typed:
            self._drop(lead_id)
            form = None
        if form is None:
            form = TreatmentForm(self.desk, case)
            form.edited.connect(self._tell_draft)
            self._forms[lead_id] = form
            self.stack.addWidget(form)
        form.balance.renew()
        self.stack.setCurrentWidget(form)
        self._show_head(case)

    def enter(self) -> None:
        """Come on stage with the focus in the first line, so that the keys work at once."""
        super().enter()
        form = self.form
        focus: QWidget | None = self.window().focusWidget()
        if form is not None and (focus is None or not self.isAncestorOf(focus)):
            form.first_field().setFocus()

    def areas(self) -> list[QWidget]:
        """The form's two halves."""
        form = self.form
        return form.areas() if form is not None else [self.empty]

    @property
    def form(self) -> TreatmentForm | None:
        """The form on stage, None while there is none."""
        return self._forms.get(self._lead_id) if self._lead_id is not None else None

    def record(self) -> None:
        """Record what the form says; every failure is shown beside its field and nothing typed is lost."""
        form = self.form
        if form is None or self.stack.currentWidget() is not form or not form.check():
            return
        desk = self.desk
        try:
            facts = form.facts()
        except ClinicError as error:
            desk.commands.tell(error)
            return
        done = desk.commands.do(
            desk.services.treatments.record,
            form.case.lead.id,
            origin=self,
            operation=form.operation,
            form=form.fields,
            **facts,
        )
        if done is None:
            return
        self._drop(form.case.lead.id)
        self.stale = True
        if desk.navigator.can_open("patient"):
            desk.open_patient(form.case.patient.id)
        else:
            self.refresh()

    def go_back(self) -> None:
        """Go to the page before; where something was typed, say first that it stays here."""
        form, t = self.form, self.desk.t
        if form is not None and form.typed:
            title = t("Leave the treatment unrecorded")
            text = t("Nothing is recorded yet. What you typed stays here until the program is closed.")
            if not self.desk.prompts.confirm(title, text, t("Leave")):
                return
        self.desk.navigator.back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _bind(self) -> None:
        actions = self.desk.actions
        actions.bind("save-sheet", self.record, self)
        actions.bind("add-treatment", self._begin_adding, self)
        keypad = QShortcut(QKeySequence("Ctrl+Enter"), self)
        keypad.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keypad.activated.connect(self.record)
        actions.note(*(f"chart.{mark.value}" for mark in LETTERS.values()))

    def _begin_adding(self) -> None:
        form = self.form
        if form is not None:
            form.begin_adding()

    def _drop(self, lead_id: int) -> None:
        form = self._forms.pop(lead_id, None)
        if form is not None:
            form.cancel()
            self.stack.removeWidget(form)
            form.deleteLater()

    def _head(self) -> Plane:
        t, look = self.desk.t, self.desk.look
        head = Plane("head", (16, 8, 20, 8))
        head.setFixedHeight(look.theme.px(60))
        back = IconButton(look, "arrow-left", t("Back"))
        back.clicked.connect(self.go_back)
        self.name = label(self.title, Role.PANE_TITLE)
        self.chip = Chip(look, "", "green", icon="check")
        self.about = ElidedLabel(look, "", Role.CAPTION, "t2")
        self.draft = label("", Role.CAPTION, tone="t3")
        self.go = primary(look, t("Record treatment"), icon="check", keys=("Ctrl", "Enter"))
        self.go.clicked.connect(self.record)
        words = column(row(self.name, self.chip, None, spacing=10), self.about)
        line = row(back, spacing=12)
        line.addLayout(words, 1)
        line.addWidget(self.draft)
        line.addWidget(self.go)
        head.column.addLayout(line)
        return head

    def _record_button(self) -> QWidget:
        button = small(self.desk.look, self.desk.t("Open the record"), icon="user")
        button.clicked.connect(self._open_record)
        self._see = button
        return button

    def _open_record(self) -> None:
        if self._lead_id is not None:
            lead = self.desk.services.leads.get(self._lead_id)
            self.desk.open_patient(lead.patient_id)

    def _show_empty(self, case: TripCase | None) -> None:
        t = self.desk.t
        self.go.hide()
        self.chip.hide()
        self.draft.setText("")
        self._see.setVisible(case is not None and self.desk.navigator.can_open("patient"))
        if case is not None:
            self.name.setText(t("Record treatment, {name}", name=case.patient.name))
            self.empty.say(
                t("The treatment of this trip is recorded"),
                t("Undo takes it back; the record shows what was done and what follows."),
            )
        self.about.set_text("")
        self.stack.setCurrentWidget(self.empty)

    def _show_head(self, case: TripCase) -> None:
        t, formats = self.desk.t, self.desk.t.formats
        self.go.show()
        self.name.setText(t("Record treatment, {name}", name=case.patient.name))
        visit = case.visit
        self.chip.setVisible(visit is not None)
        if visit is not None:
            day = formats.date(self.desk.local(visit.starts_at).date(), "day")
            arrived = visit.state.value == "arrived"
            words = t("Arrived {day}", day=day) if arrived else t("Expected {day}", day=day)
            self.chip.show_as(words, "green" if arrived else "orange", icon="check" if arrived else "")
        parts = [formats.country(case.patient.country)] if case.patient.country else []
        if case.plan is not None:
            parts.append(
                t("plan {number}, revision {revision}", number=case.plan.number, revision=case.plan.revision)
            )
        if case.trip is not None:
            parts.append(t("trip {number}", number=case.trip.number))
        if case.leaves_on is not None:
            parts.append(t("leaves {day}", day=formats.date(case.leaves_on, "day")))
        self.about.set_text(" · ".join(parts))
        self._tell_draft()

    def _tell_draft(self) -> None:
        form = self.form
        typed = form is not None and form.typed
        at = self.desk.t.formats.time(self.desk.local(self.desk.now()))
        self.draft.setText(self.desk.t("Draft kept {time}", time=at) if typed else "")
