"""Sets up the Qt application and one furnished window; composition only, no rules.

What furnishes a window is imported when that is done: the empty window is on screen before it.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QStyleFactory

from clinicdesk.ui import fonts
from clinicdesk.ui.look import Look, make_look
from clinicdesk.ui.main_window import MainWindow
from clinicdesk.ui.tasks import Runner, ThreadRunner

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from clinicdesk.domain.clock import Clock
    from clinicdesk.i18n.catalog import Translator
    from clinicdesk.ui.changes import ChangeBus
    from clinicdesk.ui.commands import Commands
    from clinicdesk.ui.desk import Desk
    from clinicdesk.ui.navigation import PageEntry, SheetEntry
    from clinicdesk.ui.prompts import Prompts

STARTED_MS = 5_000
RIGHT_TO_LEFT = ("ar", "he", "fa", "ur")


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the Qt application in the Fusion style; the same one where it exists already."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(list(arguments))
    app.setApplicationName("ClinicDesk")
    app.setApplicationDisplayName("ClinicDesk")
    app.setStyle(QStyleFactory.create("Fusion"))
    return app


def collect_garbage_later() -> None:
    """Let garbage be collected from after the start on, without what was loaded by then: it stays."""
    QTimer.singleShot(STARTED_MS, _collect_garbage)


def _collect_garbage() -> None:
    gc.freeze()
    gc.enable()


def dress(
    app: QApplication, resources: Path, language: str, *, dark: bool = False, percent: int = 100
) -> Look:
    """Load the first font, style the application and set the direction of ``language``; return the look."""
    fonts.load_first(resources / "fonts")
    look = make_look(resources, dark=dark, percent=percent)
    look.theme.apply(app)
    leading_right = language.partition("-")[0] in RIGHT_TO_LEFT
    direction = Qt.LayoutDirection.RightToLeft if leading_right else Qt.LayoutDirection.LeftToRight
    app.setLayoutDirection(direction)
    return look


def load_script_fonts(resources: Path) -> None:
    """Load the other scripts' fonts at once; called as soon as a window is on screen.

    All twenty files take about 25 ms, because Qt maps them; one by one each would lay out every window anew.
    """
    fonts.load_scripts(resources / "fonts")


def make_window(
    look: Look,
    t: Translator,
    *,
    services: Any,
    clock: Clock,
    zone: ZoneInfo,
    pages: Sequence[PageEntry],
    sheets: Sequence[SheetEntry] = (),
    runner: Runner | None = None,
    prompts: Prompts | None = None,
    facts: Mapping[str, Any] | None = None,
    window: MainWindow | None = None,
) -> tuple[MainWindow, Desk]:
    """Return a furnished window with its desk, no page on stage yet.

    ``window`` is one that is on screen already and still empty; without it a new one is made.
    ``runner`` and ``prompts`` default to threads and dialogs; tests and the tour pass the inline runner
    and a script.
    """
    from clinicdesk.ui.actions import Actions
    from clinicdesk.ui.changes import ChangeBus
    from clinicdesk.ui.desk import CoordinatorFilter, Desk, Ticker

    window = MainWindow(look, t) if window is None else window
    bus = ChangeBus()
    navigation = window.navigation(pages, sheets)
    desk = Desk(
        services=services,
        t=t,
        clock=clock,
        zone=zone,
        bus=bus,
        commands=_commands(window, bus, t, zone),
        runner=runner or ThreadRunner(window.reports.take),
        prompts=prompts or _dialogs(window, look, t, clock),
        notices=window.notices,
        look=look,
        actions=Actions(t),
        navigator=navigation,
        coordinator=CoordinatorFilter(),
        ticker=Ticker(),
        facts=facts or {},
    )
    window.furnish(desk, navigation)
    return window, desk


def _commands(window: MainWindow, bus: ChangeBus, t: Translator, zone: ZoneInfo) -> Commands:
    from clinicdesk.ui.commands import Commands

    return Commands(bus, window.notices, t, window.reports.take, zone)


def _dialogs(window: MainWindow, look: Look, t: Translator, clock: Clock) -> Prompts:
    from clinicdesk.ui.prompt_dialogs import DialogPrompts

    return DialogPrompts(look, t, clock, window)
