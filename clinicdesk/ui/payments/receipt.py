"""A receipt as it was issued: on screen, as a file, or in the program that prints it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from clinicdesk.domain.receipts import ReceiptDocument
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.paper_files import open_pdf, save_pdf
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, primary
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.paper import PaperView
from clinicdesk.ui.widgets.planes import Plane, column, row

WIDTH, HEIGHT = 560, 760


class ReceiptDialog(QDialog):
    """Shows one receipt; the PDF is the one that was frozen, byte for byte."""

    def __init__(self, desk: Desk, window: QWidget, number: str) -> None:
        """Read the receipt ``number``. Raises NotFound."""
        super().__init__(window)
        self._desk, self._number = desk, number
        t, look = desk.t, desk.look
        paper: ReceiptDocument = desk.services.payments.receipt_document(number)
        pdf: bytes = desk.services.payments.receipt_pdf(number)
        self.setWindowTitle(t("Receipt {number}", number=number))
        self.resize(look.theme.px(WIDTH), look.theme.px(HEIGHT))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.paper = PaperView(look, t, desk.runner, t("Receipt {number}", number=number))
        self.said = label("", Role.CAPTION, tone="t2")
        see = Button(look, t("Open in PDF program"), icon="eye")
        see.clicked.connect(lambda: open_pdf(desk, number, lambda: pdf))
        save = primary(look, t("Save PDF"), icon="download")
        title = t("Save receipt {number}", number=number)
        save.clicked.connect(lambda: save_pdf(desk, title, number, lambda: pdf))
        head = Plane("head", (18, 12, 18, 12), 2)
        head.add(label(number, Role.PANE_TITLE))
        facts = t("{amount}, {name}", amount=paper.amount, name=paper.patient.name)
        head.add(label(facts, Role.BODY, tone="t2"))
        foot = Plane("foot", (18, 12, 18, 12))
        foot.column.addLayout(row(see, None, save))
        body = Plane("sunk", (18, 14, 18, 14))
        body.column.addWidget(self.paper, 1)
        line = column(head, spacing=0)
        line.addWidget(body, 1)
        line.addWidget(foot)
        self.setLayout(line)
        self.paper.renew(lambda: pdf)
        self.finished.connect(lambda _: self.paper.clear())
        save.setFocus()
