"""The question how the dates of a column are written: both readings, what speaks for each, what it costs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton

from clinicdesk.domain.import_dates import DateOrder
from clinicdesk.domain.imports import Question
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.imports.words import order_name
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.planes import Plane, row


class QuestionCard(Plane):
    """One question; ``answered`` tells the column and the order that a person chose."""

    answered = Signal(int, object)

    def __init__(self, desk: Desk, question: Question) -> None:
        """Ask ``question``; the reading that more dates prove is proposed."""
        super().__init__("warn", (1, 1, 1, 1))
        self._desk, self._question = desk, question
        t = desk.t
        self.title = t(
            "What does {sample} mean in “{header}”?", sample=question.sample, header=question.header
        )
        self.setAccessibleName(self.title)
        self.group = QButtonGroup(self)
        self.choices: dict[DateOrder, QRadioButton] = {}
        self.use = small(desk.look, t("Choose a reading"), kind="soft")
        self.use.clicked.connect(self._answer)
        self.use.setEnabled(False)
        self._lay_out_head()
        self._lay_out_body()
        if question.suggested is not None:
            self.choices[question.suggested].setChecked(True)

    def ask(self) -> None:
        """Bring the focus to the choice."""
        chosen = self.group.checkedButton() or next(iter(self.choices.values()))
        chosen.setFocus()

    def _lay_out_head(self) -> None:
        desk, both = self._desk, self._question.evidence.both
        shape = StateLabel(desk.look, State.RUNNING_OUT, "")
        shape.setFixedWidth(desk.theme.px(18))
        fits = desk.t.n("{count} date fits both", "{count} dates fit both", both)
        asked = ElidedLabel(desk.look, self.title, Role.NAME)
        head = row(shape, asked, label(fits, Role.CAPTION, tone="t2"), spacing=8)
        head.setContentsMargins(14, 9, 14, 9)
        head.setStretch(1, 1)
        self.column.addLayout(head)

    def _lay_out_body(self) -> None:
        desk = self._desk
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, order in enumerate(DateOrder):
            grid.addWidget(self._choice(order), place, 0)
            grid.addWidget(ElidedLabel(desk.look, self._why(order), Role.BODY, "t2"), place, 1)
        why = label(desk.t("decides birth dates, recalls and guarantees"), Role.CAPTION, tone="t3")
        body = Plane("surface", (14, 8, 14, 12), 8)
        body.column.addLayout(grid)
        body.column.addLayout(row(self.use, None, why))
        self.add(body)

    def _choice(self, order: DateOrder) -> QRadioButton:
        question, formats = self._question, self._desk.t.formats
        day = question.day_first if order is DateOrder.DAY_FIRST else question.month_first
        button = self.choices[order] = QRadioButton(formats.date(day, "long") if day else "")
        button.setAccessibleName(f"{button.text()}, {self._why(order)}")
        button.toggled.connect(self._chosen)
        self.group.addButton(button)
        return button

    def _why(self, order: DateOrder) -> str:
        t, question = self._desk.t, self._question
        evidence = question.evidence
        proof = evidence.day_only if order is DateOrder.DAY_FIRST else evidence.month_only
        name = order_name(t, order)
        if order is question.suggested:
            name = t("{order}, suggested", order=name)
        parts = []
        if proof:
            parts.append(t.n("{count} date proves it", "{count} dates prove it", proof))
        refused = question.rejects.get(order, 0)
        if refused:
            parts.append(t.n("rejects {count} row", "rejects {count} rows", refused))
        return f"{name}: {', '.join(parts)}" if parts else t("{order}: rejects no row", order=name)

    def _chosen(self) -> None:
        order = self._order()
        if order is not None:
            self.use.setEnabled(True)
            self.use.set_look(text=self._desk.t("Use {order}", order=order_name(self._desk.t, order)))

    def _order(self) -> DateOrder | None:
        return next((order for order, button in self.choices.items() if button.isChecked()), None)

    def _answer(self) -> None:
        order = self._order()
        if order is not None:
            self.answered.emit(self._question.column, order)
