"""What an itinerary does not say yet, a line each, with a button to where it can be said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.domain.completeness import Problem, Severity
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, small
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import clear_layout, row


def sentence(desk: Desk, problem: Problem) -> str:
    """Return a problem in words; the language in it is called by its name."""
    data = dict(problem.data)
    if "language" in data:
        data["language"] = desk.t.formats.language_name(str(data["language"]))
    return desk.t(problem.message, **data)


class MissingList(QWidget):
    """Lines that come and go with what is typed; ``wanted`` says which one a person wants to fill."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Make an empty list."""
        super().__init__()
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.lines: list[str] = []
        self.buttons: list[Button] = []

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show other lines, those that block first."""
        clear_layout(self._column)
        t, look = self._desk.t, self._desk.look
        self.lines = [sentence(self._desk, problem) for problem in problems]
        self.buttons = []
        for problem, words in zip(problems, self.lines, strict=True):
            blocks = problem.severity is Severity.BLOCK
            shape = StateLabel(look, State.OVERDUE if blocks else State.RUNNING_OUT, "", Role.CAPTION)
            shape.setFixedWidth(look.theme.px(16))
            said = label(words, Role.BODY, tone="red" if blocks else "t1", wrap=True)
            line = row(shape, said, spacing=6)
            line.setStretch(1, 1)
            if problem.where.field or problem.kind == "traveller":
                to = t("Settings") if problem.kind == "traveller" else t("Fill in")
                button = small(look, to)
                button.setAccessibleName(f"{to}: {words}")
                button.clicked.connect(lambda _=False, problem=problem: self.wanted.emit(problem))
                self.buttons.append(button)
                line.addWidget(button)
            self._column.addLayout(line)
        if not problems:
            self._column.addWidget(StateLabel(look, State.DONE, t("Nothing is missing.")))
