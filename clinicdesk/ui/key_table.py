"""The table that F1 opens: every key combination that works now, by context."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.actions import Actions
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.painting import caps_width, draw_caps
from clinicdesk.ui.widgets.planes import Scroll


class KeyCaps(QWidget):
    """One key combination as caps."""

    def __init__(self, look: Look, keys: tuple[str, ...], parent: QWidget | None = None) -> None:
        """Show ``keys``, such as ("Ctrl", "N")."""
        super().__init__(parent)
        self._look, self._keys = look, keys
        self.setAccessibleName(" + ".join(keys))
        self.setFixedSize(caps_width(look.theme, keys) + 2, look.theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the caps."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        draw_caps(painter, self._look.theme, self.rect(), self._keys, "t2", "line2", "sunk")


class KeyTable(QDialog):
    """The dialog of F1; it lists only what is bound."""

    def __init__(self, look: Look, t: Translator, actions: Actions, parent: QWidget | None = None) -> None:
        """Show the actions bound so far."""
        super().__init__(parent)
        self.setWindowTitle(t("Keys"))
        self.resize(look.theme.px(560), look.theme.px(600))
        scroll = Scroll("surface", (20, 16, 20, 20), 8)
        for context, rows in actions.table():
            scroll.body.add(label(context, Role.SECTION))
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(4)
            grid.setColumnStretch(0, 1)
            for line, (words, keys) in enumerate(rows):
                grid.addWidget(label(words), line, 0)
                grid.addWidget(KeyCaps(look, keys), line, 1, Qt.AlignmentFlag.AlignTrailing)
            scroll.body.column.addLayout(grid)
            scroll.body.column.addSpacing(8)
        scroll.body.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
