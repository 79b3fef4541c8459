"""What is typed for the page of options: a note, what it means, whom it suits, and own comparisons."""

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.plans import (
    LONGEST_LINE,
    LONGEST_OPTION_LINE,
    LONGEST_OPTION_TEXT,
    MOST_COMPARISONS,
    Plan,
    checked,
)
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import IconButton, small
from clinicdesk.ui.widgets.fields import AreaField, LineField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import row


class ComparisonRow(QWidget):
    """One own comparison: its name, and the text of the option shown."""

    edited = Signal()
    removed = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make an empty one."""
        super().__init__()
        look, t = desk.look, desk.t
        self.name = LineField(look, t, "", hint=t("Cleaning at home"), limit=LONGEST_LINE)
        self.name.set_name(t("What is compared"))
        self.answer = LineField(look, t, "", hint=t("What this option has"), limit=LONGEST_LINE)
        self.answer.set_name(t("What this option has"))
        self.remove = IconButton(look, "trash", t("Remove this comparison"), small=True)
        line = row(self.name, self.answer, self.remove, spacing=8)
        line.setContentsMargins(0, 0, 0, 0)
        line.setStretch(0, 2)
        line.setStretch(1, 3)
        self.setLayout(line)
        for field in (self.name, self.answer):
            field.edited.connect(self.edited)
        self.remove.clicked.connect(self.removed)


class OptionWords(QWidget):
    """Saves while a person types: ``typed`` carries the plan, ``edited`` one with other comparisons."""

    typed = Signal(object)
    edited = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Make the fields."""
        super().__init__()
        self._desk, self._t = desk, desk.t
        look, t = desk.look, desk.t
        self._plan: Plan | None = None
        self._option = 0
        self.note = LineField(look, t, t("A line under its title"), limit=LONGEST_OPTION_LINE)
        self.summary = AreaField(
            look, t, t("What it means for the patient"), lines=3, limit=LONGEST_OPTION_TEXT
        )
        self.suits = AreaField(look, t, t("It suits you if, one in each line"), lines=3, limit=3000)
        self.rows: list[ComparisonRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.add = small(look, t("Compare something else"), icon="plus")
        line = row(self.note, self.summary, self.suits, spacing=16)
        for place in range(3):
            line.setStretch(place, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(line)
        whole.addWidget(label(t("Compared on the page of options"), Role.LABEL, tone="t3"))
        whole.addLayout(self._rows)
        whole.addLayout(row(self.add, None))
        for field in (self.note, self.summary, self.suits):
            field.edited.connect(self._take)
        self.add.clicked.connect(self._add_row)

    def show_words(self, plan: Plan, option: int, *, locked: bool) -> None:
        """Show the words of one option, where there are several; a field with the focus stays as it is."""
        self.setVisible(len(plan.options) > 1)
        if len(plan.options) < 2:
            return
        same = self._plan is not None and (self._plan.id, self._option) == (plan.id, option)
        self._plan, self._option = plan, option
        way = plan.options[option]
        self._fit_rows(len(plan.comparisons))
        shown: list[tuple[LineField | AreaField, str]] = [
            (self.note, way.note),
            (self.summary, way.summary),
            (self.suits, "\n".join(way.suits)),
        ]
        for place, one in enumerate(self.rows):
            shown += [
                (one.name, plan.comparisons[place]),
                (one.answer, way.answers[place] if place < len(way.answers) else ""),
            ]
            one.remove.setVisible(not locked)
        for field, text in shown:
            field.setEnabled(not locked)
            typing = same and (field.editor.hasFocus() or bool(field.complaint))
            if not typing and field.text() != text:
                field.set_text(text)
        self.add.setVisible(not locked and len(self.rows) < MOST_COMPARISONS)

    def _fit_rows(self, count: int) -> None:
        while len(self.rows) > count:
            gone = self.rows.pop()
            self._rows.removeWidget(gone)
            gone.setParent(None)
            gone.deleteLater()
        while len(self.rows) < count:
            made = ComparisonRow(self._desk)
            made.edited.connect(self._take)
            made.removed.connect(lambda made=made: self._drop_row(made))
            self.rows.append(made)
            self._rows.addWidget(made)
            made.show()
        stops = [part for one in self.rows for part in (one.name.editor, one.answer.editor, one.remove)]
        chain = [self.note.editor, *stops, self.add, self.summary.editor, self.suits.editor]
        for first, then in pairwise(chain):
            self.setTabOrder(first, then)

    def _add_row(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self.edited.emit(replace(plan, comparisons=(*plan.comparisons, "")))
        if self.rows:
            self.rows[-1].name.editor.setFocus()

    def _drop_row(self, gone: ComparisonRow) -> None:
        plan, place = self._plan, self.rows.index(gone)
        if plan is None:
            return

        def without(texts: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(text for n, text in enumerate(texts) if n != place)

        options = tuple(replace(way, answers=without(way.answers)) for way in plan.options)
        self.edited.emit(replace(plan, comparisons=without(plan.comparisons), options=options))

    def _take(self) -> None:
        if self._plan is None:
            return
        plan, options = self._plan, list(self._plan.options)
        options[self._option] = replace(
            options[self._option],
            note=self.note.text(),
            summary=self.summary.text(),
            suits=tuple(line.strip() for line in self.suits.text().splitlines() if line.strip()),
            answers=tuple(one.answer.text() for one in self.rows),
        )
        names = tuple(one.name.text() for one in self.rows)
        plan = replace(plan, comparisons=names, options=tuple(options))
        try:
            checked(plan)
        except InvalidInput as error:
            field = {"option_note": self.note, "option_summary": self.summary}.get(error.field, self.suits)
            field.show_error(self._t.error(error))
            return
        self.typed.emit(plan)
