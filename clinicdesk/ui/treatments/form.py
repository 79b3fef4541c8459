"""The form of one trip's treatment: charts and lines at the left, what follows from them at the right."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.odontogram import Mark
from clinicdesk.domain.text import marked
from clinicdesk.domain.treatments import NextTrip
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.prompts import Choice
from clinicdesk.ui.tasks import Task
from clinicdesk.ui.theme import Role
from clinicdesk.ui.treatments.add_row import AddRow
from clinicdesk.ui.treatments.balance_line import BalanceLine
from clinicdesk.ui.treatments.charts import Charts
from clinicdesk.ui.treatments.follows import ConsentBox, FollowsCard
from clinicdesk.ui.treatments.line_row import AGAINST, DENTIST, GUARANTEE, TEETH, LineRow
from clinicdesk.ui.treatments.lines import DoneLine, left_undone, planned_lines, recorded
from clinicdesk.ui.treatments.returns import IdealReturn, NextTripCard
from clinicdesk.ui.treatments.trip import TripCase
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.date_field import DateField
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import AreaField, ChoiceField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, Scroll, row, rule

DELAY_MS = 300
SIDE, NARROW_SIDE, MAIN = 466, 340, 776
FEELS = (
    marked("Happy"),
    marked("Happy, bite adjusted"),
    marked("Some soreness"),
    marked("Swelling"),
    marked("Not happy, see the note"),
)
LETTERS = {
    "I": Mark.IMPLANT,
    "B": Mark.BRIDGE,
    "C": Mark.CROWN,
    "V": Mark.VENEER,
    "R": Mark.ROOT_CANAL,
    "F": Mark.FILLING,
    "E": Mark.REMOVAL,
}
"""The chart's letters (look, section 7)."""


class TreatmentForm(QWidget):
    """Everything typed about one trip; it lives on while the page shows other things."""

    edited = Signal()

    def __init__(self, desk: Desk, case: TripCase) -> None:
        """Show the plan as if all of it had been done."""
        super().__init__()
        self._desk, self.case = desk, case
        self.operation = uuid4()
        self.typed = False
        self._task: Task | None = None
        self.rows: list[LineRow] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.preview_now)
        self._make_parts()
        self._lay_out()
        for line in planned_lines(case):
            self._add_row(line)
        self._refresh()
        self.preview_now()

    def lines(self) -> list[DoneLine]:
        """Return the lines as they stand."""
        return [one.line() for one in self.rows]

    def first_field(self) -> QWidget:
        """Return where a person begins: the first line's tick, else where one is added."""
        return self.rows[0].tick if self.rows else self.add.name

    def check(self) -> bool:
        """Show what is wrong beside every field; return whether all of it can be recorded."""
        if self.add.typed:
            self.add.name.show_error(self._desk.t("Add this treatment first, or empty the line."))
            self.add.name.setFocus()
            return False
        rows = [one.check() for one in self.rows]
        facts = self.last_day.check(), self.ideal.check(), self.next_trip.check()
        return all(rows) and all(facts)

    def facts(self) -> dict[str, Any]:
        """Return everything as ``treatments.record`` takes it. Raises ClinicError."""
        return {**self._preview_facts(), "left": left_undone(self.lines())}

    def cancel(self) -> None:
        """Drop a preview that is still being made."""
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()

    def preview_now(self) -> None:
        """Ask what would follow, without waiting any longer."""
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
        try:
            facts = self._preview_facts()
        except ClinicError as error:
            self._unclear(error)
            return
        ask = partial(self._desk.services.treatments.preview, self.case.lead.id, **facts)

        self._task = self._desk.runner.run(lambda _: ask(), self._show_preview, self._unclear)

    def ask_consent(self) -> None:
        """Record that the patient said yes to marketing, and how."""
        desk, t, patient = self._desk, self._desk.t, self.case.patient
        choice = desk.prompts.choose_reason(
            t("Record a yes of {name}", name=patient.name),
            t("Ask first. The answer, its day and its source stay on the record."),
            [
                Choice("in_person", t("They said it at the clinic")),
                Choice("message", t("They wrote it")),
                Choice("phone", t("They said it on the phone")),
            ],
            t("Record the yes"),
            note=t("Note, optional"),
        )
        if choice is None:
            return
        source = f"{choice.key}: {choice.note}" if choice.note else choice.key
        service = desk.services.patients.set_consent
        if desk.commands.do(service, patient.id, purpose=Purpose.MARKETING, given=True, source=source):
            self.preview_now()

    def _preview_facts(self) -> dict[str, Any]:
        return {
            "lines": recorded(self.lines()),
            "last_day": self.last_day.value(),
            "overridden": self.ideal.overridden,
            "ideal_return_on": self.ideal.value(),
            "next_trip": self.next_trip.value(),
            "guarantee_condition": self.condition.value(),
            "feels": self.feels.value(),
            "note": self.note.value(),
        }

    def _make_parts(self) -> None:
        desk, t, case = self._desk, self._desk.t, self.case
        look, today = desk.look, desk.today()
        self.charts = Charts(desk, case)
        self.charts.letter_pressed.connect(self._letter)
        self.add = AddRow(desk, case)
        self.add.added.connect(self._added)
        self.add_button = Button(look, t("Add treatment"), icon="plus", keys=("Ins",))
        self.add_button.clicked.connect(self.begin_adding)
        self.table = Plane("card")
        self.last_day = DateField(look, t, t("Last day of the trip"), today=today, day=today, latest=today)
        conditions = [("", t("As agreed for each treatment")), *case.conditions.items()]
        self.condition = ChoiceField(look, t, t("Guarantee condition, all of them"), conditions, chosen="")
        feels = [("", t("Not asked")), *((t(words), t(words)) for words in FEELS)]
        self.feels = ChoiceField(look, t, t("How the patient feels today"), feels, chosen="")
        self.note = AreaField(look, t, t("Note for the record"), lines=2, limit=4000)
        self.balance = BalanceLine(desk, case)
        self.ideal = IdealReturn(desk)
        self.next_trip = NextTripCard(desk, case)
        self.follows = FollowsCard(desk)
        self.consent = ConsentBox(desk)
        self.consent.asked.connect(self.ask_consent)
        self.fields = FieldGroup(
            t,
            last_day=self.last_day,
            done_on=self.last_day,
            guarantee_condition=self.condition,
            feels=self.feels,
            note=self.note,
            ideal_return_on=self.ideal.day,
            next_trip=self.next_trip.opens,
            lines=self.add.name,
        )
        for field in (self.last_day, self.condition, self.feels, self.note):
            field.edited.connect(self._edited)
        for card in (self.ideal, self.next_trip):
            card.edited.connect(self._edited)
        self.next_trip.propose(today)

    def begin_adding(self) -> None:
        """Put the focus where a treatment is added, about the teeth chosen in the chart."""
        self.add.begin(self.charts.chosen())

    def _letter(self, letter: str) -> None:
        """Add the treatment of a letter on the teeth chosen: its first procedure is proposed by name."""
        mark = LETTERS.get(letter)
        if mark is None or not self.charts.chosen():
            return
        own = [p for p in self.case.procedures.values() if p.active and p.mark == mark.value]
        wording = self._desk.services.catalogue.wording(own[0].code, self._desk.t.language) if own else None
        self.begin_adding()
        if wording is not None:
            self.add.name.set_text(wording.name)
            self.add.name.editor.selectAll()

    def _added(self, line: DoneLine) -> None:
        self._add_row(line)
        self._edited()

    def _add_row(self, line: DoneLine) -> None:
        made = LineRow(self._desk, self.case, line)
        made.edited.connect(self._edited)
        made.removed.connect(self._remove_row)
        self.table.column.insertWidget(1 + len(self.rows), made)
        self.rows.append(made)

    def _remove_row(self, gone: LineRow) -> None:
        self.rows.remove(gone)
        self.table.column.removeWidget(gone)
        gone.deleteLater()
        self._edited()

    def _edited(self) -> None:
        self.typed = True
        day = self._day()
        if day is not None:
            self.next_trip.propose(day)
        self._refresh()
        self._timer.start()
        self.edited.emit()

    def _refresh(self) -> None:
        self.charts.show_lines(self.lines())
        self.balance.show_lines(self.lines())

    def _day(self) -> date | None:
        try:
            return self.last_day.value()
        except ClinicError:
            return None

    def _trip(self) -> NextTrip | None:
        try:
            return self.next_trip.value()
        except ClinicError:
            return None

    def _show_preview(self, preview: Any) -> None:
        self._task = None
        self.ideal.show_rule(preview.ideal_return_on, preview.rule, preview.months)
        desk, case = self._desk, self.case
        parts = []
        if case.patient.language:
            parts.append(desk.t.formats.language_name(case.patient.language))
        owner = next((m.name for m in case.staff if m.id == case.lead.owner_id), "")
        if owner:
            parts.append(desk.t("owner {name}", name=owner))
        day, trip = self._day() or desk.today(), self._trip()
        self.follows.show_preview(preview, ", ".join(parts), day, trip)
        self.consent.show_blocked(preview.blocked, len(preview.rows))

    def _unclear(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, ClinicError):
            raise error
        self.follows.say(self._desk.t.error(error))
        self.consent.hide()

    def _lay_out(self) -> None:
        t = self._desk.t
        left = Scroll("surface", (20, 12, 20, 16), 12)
        left.body.add(self.charts)
        hint = label(t("differences are tinted and go into the record"), Role.CAPTION, tone="t2")
        head = row(label(t("What was done"), Role.SECTION), hint, None, self.add_button, spacing=10)
        left.body.column.addLayout(head)
        self.table.add(self._header(), self.add)
        left.body.add(self.table)
        facts = row(self.last_day, self.condition, self.feels, spacing=14)
        for place in range(3):
            facts.setStretch(place, 1)
        left.body.column.addLayout(facts)
        left.body.add(self.note, self.balance)
        left.body.column.addStretch(1)
        right = Scroll("sunk", (18, 12, 18, 16), 14)
        right.body.add(self.ideal, self.next_trip, self.follows, self.consent)
        right.body.column.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(left, 1)
        line.addWidget(rule(vertical=True))
        line.addWidget(right)
        self._areas = [left, right]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the lines their room first; what follows is narrower in a narrow window."""
        px = self._desk.theme.px
        side = self._areas[1]
        side.setFixedWidth(max(px(NARROW_SIDE), min(px(SIDE), event.size().width() - px(MAIN))))
        super().resizeEvent(event)

    def areas(self) -> list[QWidget]:
        """The parts that F6 visits."""
        return [*self._areas]

    def _header(self) -> QWidget:
        t, px = self._desk.t, self._desk.theme.px
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(px(10), px(6), px(10), px(4))
        line.setSpacing(px(8))
        line.addSpacing(px(28 + 20 + 8))
        line.addWidget(label(t("Treatment"), Role.LABEL, tone="t3"), 1)
        columns = (
            (t("Teeth"), TEETH),
            (t("Dentist"), DENTIST),
            (t("Guarantee"), GUARANTEE),
            (t("Against the plan"), AGAINST),
        )
        for words, wide in columns:
            name = label(words, Role.LABEL, tone="t3")
            name.setFixedWidth(px(wide))
            line.addWidget(name)
        return head
