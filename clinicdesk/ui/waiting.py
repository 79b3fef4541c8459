"""A quiet window that shows how far a long piece of work is, before there is anything else to show."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import label

BAR_WIDTH = 320


class Waiting(QWidget):
    """One sentence, one line under it and a bar, in the middle of the window."""

    def __init__(self, look: Look, title: str, note: str) -> None:
        """Show ``title`` and ``note`` over a bar that runs until the first progress is told."""
        super().__init__()
        self.setWindowTitle("ClinicDesk")
        self.setAutoFillBackground(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(look.theme.px(BAR_WIDTH))
        self._bar.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        for part in (label(title, Role.PANE_TITLE), label(note, Role.BODY, tone="t3"), self._bar):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_progress(self, done: int, whole: int, _words: str = "") -> None:
        """Show that ``done`` of ``whole`` steps are finished."""
        self._bar.setRange(0, whole)
        self._bar.setValue(done)
