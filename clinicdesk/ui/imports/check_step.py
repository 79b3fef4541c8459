"""The second step: what would become of every row, with everything that can be corrected or asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinicdesk.domain.import_dates import DateOrder
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.imports.columns import ColumnsCard
from clinicdesk.ui.imports.draft import Draft
from clinicdesk.ui.imports.lists import MatchesCard, RejectedCard
from clinicdesk.ui.imports.question import QuestionCard
from clinicdesk.ui.imports.sums import Sums
from clinicdesk.ui.widgets.planes import EmptyState, Plane, clear_layout

if TYPE_CHECKING:
    from clinicdesk.domain.imports import Question


class CheckStep(QWidget):
    """Sums above; columns at the leading side; questions, people already here and rejected rows beside."""

    mapped = Signal(int, object)
    answered = Signal(int, object)
    saving = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make the empty step."""
        super().__init__()
        self._desk = desk
        t = desk.t
        self.sums = Sums(desk, "shield-check", t("Dry run"), t("Nothing is written yet; the sum is exact."))
        self.columns = ColumnsCard(desk)
        self.matches = MatchesCard(desk)
        self.rejected = RejectedCard(desk)
        self.cards: list[QuestionCard] = []
        self._asked: tuple[Question, ...] | None = None
        self._questions = QVBoxLayout()
        self._questions.setSpacing(10)
        fine = EmptyState(
            desk.look,
            "rosette-discount-check",
            t("Every row can be read"),
            t("Nobody of this file is here yet."),
        )
        self.fine = Plane("panel", (12, 12, 12, 12))
        self.fine.add(fine)
        self.side = QWidget()
        self._lay_out()
        self.columns.mapped.connect(self.mapped)
        self.columns.ordered.connect(self.answered)
        self.rejected.saving.connect(self.saving)

    def show_draft(self, draft: Draft) -> None:
        """Show the plan of a draft that was judged."""
        if draft.plan is None:
            return
        plan = draft.plan
        self.sums.show_counts(plan.counts)
        self.columns.show_columns(draft.kind, plan.columns)
        self.matches.show_plan(plan)
        self.rejected.show_plan(plan)
        self.fine.setVisible(not (plan.matches or plan.rejected))
        self._ask(plan.questions)

    def ask_first(self) -> None:
        """Bring the focus to the first question."""
        if self.cards:
            self.cards[0].ask()

    def _ask(self, questions: tuple[Question, ...]) -> None:
        if questions == self._asked:
            return
        self._asked = questions
        clear_layout(self._questions)
        self.cards = [QuestionCard(self._desk, question) for question in questions]
        for card in self.cards:
            card.answered.connect(self._answer)
            self._questions.addWidget(card)

    def _answer(self, column: int, order: DateOrder) -> None:
        self.answered.emit(column, order)

    def _lay_out(self) -> None:
        beside = QVBoxLayout(self.side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(12)
        beside.addLayout(self._questions)
        beside.addWidget(self.matches, 2)
        beside.addWidget(self.rejected, 3)
        beside.addWidget(self.fine, 1)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.columns, 4)
        below.addWidget(self.side, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(12)
        column.addWidget(self.sums)
        column.addLayout(below, 1)
