"""The look, and a furnished window on plain facts, for tests of the screens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicdesk.bundle import files
from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.search import Hit
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.application import make_window
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.look import Look, make_look
from clinicdesk.ui.main_window import MainWindow
from clinicdesk.ui.navigation import PageEntry, SheetEntry
from clinicdesk.ui.prompts import ScriptedPrompts
from clinicdesk.ui.tasks import InlineRunner


@pytest.fixture(autouse=True)
def _nobody_left(qapp: QApplication) -> None:
    """Delete the windows of the test before, which would be styled again and again."""
    for widget in qapp.topLevelWidgets():
        widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """The light look at its own text size, from the shipped files."""
    made = make_look(files("resources"))
    made.theme.apply(qapp)
    return made


@pytest.fixture
def t() -> Translator:
    """English words."""
    return Translator("ui", "en")


@pytest.fixture
def clock() -> FixedClock:
    """The clinic's morning of the look's pictures: Tuesday 17 November 2026, 10:42 in Đà Nẵng."""
    return FixedClock(datetime(2026, 11, 17, 3, 42, tzinfo=UTC))


@dataclass
class Search:
    """Finds by the folded start of words in a list of rows."""

    rows: list[Hit] = field(default_factory=list)

    def find(self, text: str) -> list[Hit]:
        """Return rows whose title has the text in it."""
        return [row for row in self.rows if text.casefold() in row.title.casefold()]


MakeWindow = Callable[..., tuple[MainWindow, Desk]]


@pytest.fixture
def open_window(qtbot: QtBot, look: Look, t: Translator, clock: FixedClock) -> MakeWindow:
    """Return a function that furnishes a window with pages, sheets, services and scripted answers."""

    def make(
        pages: list[PageEntry],
        sheets: list[SheetEntry] | None = None,
        *,
        services: Any = None,
        prompts: ScriptedPrompts | None = None,
    ) -> tuple[MainWindow, Desk]:
        window, desk = make_window(
            look,
            t,
            services=services or SimpleNamespace(search=Search()),
            clock=clock,
            zone=ZoneInfo("Asia/Ho_Chi_Minh"),
            pages=pages,
            sheets=sheets or [],
            runner=InlineRunner(),
            prompts=prompts or ScriptedPrompts(),
        )
        qtbot.addWidget(window)
        window.resize(1440, 900)
        return window, desk

    return make
