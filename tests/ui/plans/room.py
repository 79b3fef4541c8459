"""The plan editor in a window, and what a person does in it."""

from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.domain.plans import Plan
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.main_window import MainWindow
from clinicdesk.ui.opener import RecordingOpener
from clinicdesk.ui.page import Page
from clinicdesk.ui.plans.cells import Column
from clinicdesk.ui.plans.grid import TripGrid
from clinicdesk.ui.plans.page import PlanPage
from clinicdesk.ui.prompts import ScriptedPrompts
from tests.services.money_desk import Desk as MoneyDesk


class Elsewhere(Page):
    """Another page to go to."""

    def reload(self) -> None:
        """Nothing is read."""


@dataclass
class Room:
    """The window with its editor, and what a person does in it."""

    qtbot: QtBot
    window: MainWindow
    desk: Desk
    page: PlanPage
    money: MoneyDesk
    prompts: ScriptedPrompts
    opener: RecordingOpener
    asked: list[dict[str, Any]]

    def plan(self) -> Plan:
        """Return the plan as the clinic's file has it."""
        return self.money.plans.get(self.page.draft.plan.id)

    def open(self, plan: Plan) -> None:
        """Open a plan in the editor."""
        self.desk.open_plan(plan.id)
        self.settle()

    def settle(self) -> None:
        """Let timers of no length and deferred deletions happen."""
        QTest.qWait(1)

    def grid(self, trip: int = 0) -> TripGrid:
        """Return the grid of a trip."""
        return self.page.editor.trips[trip].grid

    def go(self, row: int, column: Column, trip: int = 0) -> TripGrid:
        """Put the focus into a cell."""
        grid = self.grid(trip)
        grid.go(row, column)
        return grid

    def type(self, text: str, *, end: Qt.Key = Qt.Key.Key_Return) -> None:
        """Type into what has the focus: the first letter opens a cell's editor."""
        for letter in text:
            focus = self.focus()
            if letter.isascii():
                self.qtbot.keyClick(focus, letter)
            elif isinstance(focus, QLineEdit):
                focus.insert(letter)
        self.qtbot.keyClick(self.focus(), end)
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self.qtbot.keyClick(self.focus(), key, modifier)
        self.settle()

    def focus(self) -> QWidget:
        """Return what has the focus."""
        return cast("QWidget", self.window.focusWidget())

    def shown(self, row: int, column: Column, trip: int = 0) -> str:
        """Return what a cell shows."""
        return self.page.editor.trips[trip].model.shown(row, column)

    def complaint(self, row: int, column: Column, trip: int = 0) -> str:
        """Return the sentence beside a cell."""
        found = self.page.editor.trips[trip].model.wrong(row).get(column)
        return found.sentence if found else ""
