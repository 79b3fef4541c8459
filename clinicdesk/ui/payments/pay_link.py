"""The link to pay by card with its code, to copy or to scan from the screen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.widgets.buttons import IconButton
from clinicdesk.ui.widgets.fields import LineField
from clinicdesk.ui.widgets.planes import row

SIDE, QUIET = 88, 2


class PayLink(QWidget):
    """Link and code; nothing is shown where the clinic has no pay link."""

    def __init__(self, desk: Desk, link: str, code: str) -> None:
        """Show ``link``, and ``code`` as a QR code."""
        super().__init__()
        t = desk.t
        self.link = LineField(desk.look, t, t("Pay link"), text=link, left_to_right=True)
        self.link.editor.setReadOnly(True)
        self.copy = IconButton(desk.look, "copy", t("Copy the link"), kind="plain")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(link))
        self.link.append(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self.link, *([QrSquare(desk, code)] if code else []), spacing=12))
        self.setVisible(bool(link))


class QrSquare(QWidget):
    """A QR code: dark on white in every theme, because readers need it so."""

    def __init__(self, desk: Desk, content: str) -> None:
        """Show ``content``."""
        super().__init__()
        from clinicdesk.documents.qr import modules

        self._modules = modules(content)
        self._side = desk.look.theme.px(SIDE)
        self.setAccessibleName(desk.t("Code with the payment’s details"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the modules on whole pixels."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        unit = self.width() / (len(self._modules) + 2 * QUIET)
        for y, line in enumerate(self._modules):
            for x, dark in enumerate(line):
                if dark:
                    place = QRectF((x + QUIET) * unit, (y + QUIET) * unit, unit, unit)
                    painter.fillRect(place, Qt.GlobalColor.black)
