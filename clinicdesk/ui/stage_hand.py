"""Works the real windows as a person would, and takes their pictures: for the guided tour."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from clinicdesk.bundle import files
from clinicdesk.domain.clock import Clock
from clinicdesk.domain.people import StaffMember
from clinicdesk.i18n.catalog import Translator
from clinicdesk.paths import Folders
from clinicdesk.settings import ComputerSettings
from clinicdesk.ui import fonts
from clinicdesk.ui.application import dress, make_application, make_window
from clinicdesk.ui.first_run import FirstRun
from clinicdesk.ui.first_run import make as make_first_run
from clinicdesk.ui.opener import RecordingOpener
from clinicdesk.ui.opening import offer_coordinators
from clinicdesk.ui.pages import pages, sheets
from clinicdesk.ui.prompts import ScriptedPrompts
from clinicdesk.ui.tasks import InlineRunner

SIZE = (1440, 900)
ROUNDS, PAUSE_MS = 40, 450


class StageHand:
    """One window on one clinic, worked by keys and clicks; every picture gets the next number."""

    def __init__(
        self,
        folder: Path,
        services: Any,
        clock: Clock,
        places: Folders,
        actor: StaffMember,
        *,
        dark: bool = False,
    ) -> None:
        """Open the window of ``services`` and put pictures into ``folder``."""
        self._folder = folder
        self._count = 0
        self.prompts = ScriptedPrompts()
        self._app = make_application(["clinicdesk"])
        self._look = dress(self._app, files("resources"), "en", dark=dark)
        fonts.load_scripts(files("resources") / "fonts")
        self._t = Translator("ui", "en")
        self.window, self.desk = make_window(
            self._look,
            self._t,
            services=services.acting_as(actor),
            clock=clock,
            zone=services.clinic.get().tz,
            pages=pages(),
            sheets=sheets(),
            runner=InlineRunner(),
            prompts=self.prompts,
            facts={
                "resources": files("resources"),
                "places": places,
                "demo": True,
                "opener": RecordingOpener(),
                "actor": actor,
                "settings": ComputerSettings(),
                "change_settings": lambda _settings: None,
            },
        )
        offer_coordinators(self.window, services)
        self._reports = self._open()

    def _open(self) -> list[str]:
        """Show the window; return the list that its error reports go to."""
        reports: list[str] = []
        self.window.reports.tell(reports.append)
        self.window.resize(*SIZE)
        self.window.show()
        return reports

    def dress_dark(self, dark: bool) -> None:
        """Change between the light and the dark look."""
        self._look.theme.use(dark=dark)
        self._look.theme.apply(self._app)

    def settle(self) -> None:
        """Let the window finish what it is doing, what it does after a pause in typing included.

        Raises RuntimeError with the report of an error that nobody caught: nobody could close its window.
        """
        QTest.qWait(PAUSE_MS)
        for _ in range(ROUNDS):
            QApplication.processEvents()
        if self._reports:
            raise RuntimeError(self._reports[0])

    def tick(self) -> None:
        """Let the clocks of the window move to the present."""
        self.desk.ticker.ticked.emit()

    def show(self, page: str) -> None:
        """Bring a page on stage."""
        self.desk.navigator.show_page(page)
        self.settle()

    def picture(self, name: str, widget: QWidget | None = None) -> Path:
        """Take the next picture, of the window or of ``widget``, and return its file."""
        self.desk.notices.close_notice()
        self.settle()
        self._count += 1
        file = self._folder / f"{self._count:02}-{name}.png"
        (widget or self.window).grab().save(str(file))
        return file

    def press(self, keys: str, widget: QWidget | None = None) -> None:
        """Press one combination of keys, such as "D" or "Ctrl+Return"."""
        combination = QKeySequence(keys)[0]  # type: ignore[index]
        target = widget or QApplication.focusWidget() or self.window
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
        self.settle()

    def write(self, text: str, widget: QWidget) -> None:
        """Type ``text`` into ``widget``."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        QTest.keyClicks(widget, text)
        self.settle()

    def click(self, button: QAbstractButton) -> None:
        """Click a button."""
        QTest.mouseClick(
            button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() // 2, button.height() // 2)
        )
        self.settle()

    def find(self, kind: type[QWidget], chosen: Callable[[Any], bool] = lambda _widget: True) -> Any:
        """Return the first shown widget of ``kind`` that ``chosen`` takes; raises LookupError."""
        for widget in QApplication.allWidgets():
            if isinstance(widget, kind) and widget.isVisible() and chosen(widget):
                return widget
        raise LookupError(f"no {kind.__name__} is shown")

    def button(self, words: str) -> QAbstractButton:
        """Return the shown button whose words begin with ``words``."""
        found: QAbstractButton = self.find(QAbstractButton, lambda widget: widget.text().startswith(words))
        return found

    def first_run(self) -> FirstRun:
        """Return the first-run window, shown, for its pictures."""
        wizard = make_first_run(self._look, self._t, self.desk.clock)
        wizard.resize(*SIZE)
        wizard.show()
        self.settle()
        return wizard

    def close(self) -> None:
        """Close the window."""
        self.window.close()
        self.settle()
