"""“Before you issue”: what is to fix, what to check, each with a button that goes there or does it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from clinicdesk.domain.completeness import Problem, Severity
from clinicdesk.domain.money import Money
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.plans.problem_words import sentence
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, small
from clinicdesk.ui.widgets.chips import Chip, StateLabel
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.planes import Plane, Scroll, clear_layout, row

MOST_HIGH = 236
LINE, SHORT_LINE, CHANGE_LINE = 32, 24, 20


class Checks(Plane):
    """The list; ``wanted`` carries the problem whose button was pressed, None for cells that are unread."""

    wanted = Signal(object)
    kept = Signal(object)
    """The line of a changed price that stays at its own."""

    def __init__(self, desk: Desk) -> None:
        """Make an empty list."""
        super().__init__("surface", (16, 12, 12, 10), 8)
        self._desk, self._t = desk, desk.t
        self.to_fix = Chip(desk.look, "", "red")
        self.to_check = Chip(desk.look, "", "orange")
        self.title = label(desk.t("Before you issue"), Role.SECTION)
        self.column.addLayout(row(self.title, self.to_fix, self.to_check, None))
        self._scroll = Scroll()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._scroll.body.column.addLayout(self._rows)
        self._scroll.body.column.addStretch(1)
        self.add(self._scroll)
        self._shown: tuple[tuple[object, ...], ...] | None = None
        self.buttons: list[Button] = []
        self.lines: list[str] = []
        self._high = 0

    def show_problems(
        self,
        problems: Sequence[Problem],
        unread: int,
        summary: str,
        changed: tuple[str, tuple[str, ...]] = ("", ()),
    ) -> None:
        """Show problems, how many cells could not be read, and the green line of what is in order.

        ``changed`` is what the draft says differently from what was issued: a heading and a line each.
        """
        blocks = sum(problem.severity is Severity.BLOCK for problem in problems) + unread
        warns = len(problems) + unread - blocks
        t = self._t
        self.to_fix.setVisible(bool(blocks))
        self.to_fix.show_as(t("{count} to fix", count=blocks), "red")
        self.to_check.setVisible(bool(warns))
        self.to_check.show_as(t("{count} to check", count=warns), "orange")
        shown: tuple[tuple[object, ...], ...] = tuple(
            (problem.kind, problem.message, str(problem.data), problem.where) for problem in problems
        )
        shown = (*shown, (unread, summary, changed))
        if shown == self._shown:
            return
        self._shown = shown
        clear_layout(self._rows)
        self.buttons, self.lines, self._high = [], [], 0
        if unread:
            words = t.n(
                "{count} cell could not be read: it is not in the plan.",
                "{count} cells could not be read: they are not in the plan.",
                unread,
            )
            self._add(State.OVERDUE, words, verb=t("Show"))
        for problem in problems:
            state = State.OVERDUE if problem.severity is Severity.BLOCK else State.RUNNING_OUT
            self._add(state, sentence(t, problem), problem, verb=self._verb(problem))
        if summary:
            self._add(State.DONE, summary)
        self._add_changes(*changed)
        self._scroll.setFixedHeight(min(self._desk.look.theme.px(MOST_HIGH), self._high + 2))

    def _add_changes(self, heading: str, lines: Sequence[str]) -> None:
        """Say since when the draft changed, and each change."""
        px = self._desk.look.theme.px
        if lines:
            self._rows.addWidget(label(heading, Role.LABEL, tone="t3"))
            self._high += px(SHORT_LINE)
        for line in lines:
            self._rows.addWidget(ElidedLabel(self._desk.look, line, Role.CAPTION, "t2"))
            self.lines.append(line)
            self._high += px(CHANGE_LINE)

    def _add(self, state: State, words: str, problem: Problem | None = None, *, verb: str = "") -> None:
        look = self._desk.look
        line = row(StateLabel(look, state, words, token="t2" if state is State.DONE else "t1"), spacing=8)
        line.setStretch(0, 1)
        before = problem.data.get("before") if problem else None
        if problem is not None and problem.kind == "price_changed" and isinstance(before, Money):
            keep = self._t("Keep {amount}", amount=self._t.formats.money(before, bare=True))
            line.addWidget(self._button(keep, words, partial(self.kept.emit, problem)))
        if verb:
            line.addWidget(self._button(verb, words, partial(self.wanted.emit, problem)))
        self.lines.append(words)
        self._high += self._desk.look.theme.px(LINE if verb else SHORT_LINE)
        self._rows.addLayout(line)

    def _button(self, verb: str, words: str, act: Callable[[], None]) -> Button:
        button = small(self._desk.look, verb)
        button.setAccessibleName(f"{verb}: {words}")
        button.clicked.connect(act)
        self.buttons.append(button)
        return button

    def _verb(self, problem: Problem) -> str:
        t = self._t
        now = problem.data.get("now")
        if problem.kind == "price_changed" and isinstance(now, Money):
            return t("Take {amount}", amount=t.formats.money(now, bare=True))
        if problem.kind in {"wording", "stale", "text"}:
            return t("Write it")
        if problem.kind == "unread":
            return t("Read it")
        if problem.kind == "empty":
            return t("Start")
        return t("Show") if problem.kind in {"absent", "retired", "glyph", "trip"} else t("Set")
