"""The one report of an unexpected error, and the hook that brings every such error to it."""

import logging
import platform
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from clinicdesk import __version__
from clinicdesk.i18n.catalog import Translator
from clinicdesk.log import trace_of
from clinicdesk.ui.look import Look
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.labels import label

log = logging.getLogger(__name__)


def report_of(error: BaseException) -> str:
    """Return what helps to mend a bug: versions, the kinds of error, and where they were raised.

    The messages of errors are left out, because they may quote what a patient wrote (safety rule 25).
    """
    system = f"Qt {qt_version}, Python {platform.python_version()}, {sys.platform}"
    return f"ClinicDesk {__version__}, {system}\n{trace_of(error)}"


class ErrorReports(QObject):
    """Takes unexpected errors from any thread, logs them, and shows the report on the GUI thread."""

    raised = Signal(object)

    def __init__(self, show: Callable[[str], None]) -> None:
        """Call ``show`` with each report's text; while one is open, others only go to the log."""
        super().__init__()
        self._show = show
        self._open = False
        self._before = (sys.excepthook, threading.excepthook)
        self.raised.connect(self._present, Qt.ConnectionType.QueuedConnection)

    def take(self, error: BaseException) -> None:
        """Report an error; may be called from any thread."""
        log.error("An error was not caught.", exc_info=error)
        self.raised.emit(error)

    def tell(self, show: Callable[[str], None]) -> None:
        """Hand the reports to somebody else, as where nobody sits before the window."""
        self._show = show

    def install(self) -> None:
        """Become ``sys.excepthook``: PySide6 calls it for errors in slots, also on worker threads."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def uninstall(self) -> None:
        """Leave errors to whatever took them before ``install``."""
        sys.excepthook, threading.excepthook = self._before

    def _hook(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
        else:
            self.take(error)

    def _thread_hook(self, failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None and not isinstance(failure.exc_value, SystemExit):
            self.take(failure.exc_value)

    @Slot(object)
    def _present(self, error: BaseException) -> None:
        if self._open:
            return
        self._open = True
        try:
            self._show(report_of(error))
        finally:
            self._open = False


class ErrorDialog(QDialog):
    """Says that data is safe, folds the details away, and copies them on request."""

    def __init__(self, look: Look, t: Translator, report: str, parent: QWidget | None = None) -> None:
        """Build the dialog around the text of one report."""
        super().__init__(parent)
        self._report = report
        self.setWindowTitle(t("Report a problem"))
        self.setFixedWidth(500)
        self.details = QPlainTextEdit(report)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(t("Details of the problem"))
        self.details.setMinimumHeight(180)
        self.details.hide()
        self.show_details = Button(look, t("Show details"), kind="ghost")
        self.copy = Button(look, t("Copy report"), icon="copy")
        self.close_button = Button(look, t("Go on working"), kind="primary")
        self._lay_out(t)
        self.show_details.clicked.connect(self._toggle)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._report))
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()

    def _lay_out(self, t: Translator) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(t("Something went wrong in ClinicDesk"), "section"))
        safe = t("Your data is saved up to the last action. You can go on working.")
        column.addWidget(label(safe, "body", tone="t2", wrap=True))
        private = t("The report holds places in the program, and no words of patients or staff.")
        column.addWidget(label(private, "caption", tone="t3", wrap=True))
        column.addWidget(self.details)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.show_details)
        row.addStretch()
        row.addWidget(self.copy)
        row.addWidget(self.close_button)
        column.addLayout(row)

    def _toggle(self) -> None:
        self.details.setVisible(not self.details.isVisible())
        self.adjustSize()
