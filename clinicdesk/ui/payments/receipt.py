"""A receipt as it was issued: on screen, as a file, or in the program that prints it."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from clinicdesk.domain.errors import Conflict
from clinicdesk.domain.receipts import ReceiptDocument
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.opener import opener_of
from clinicdesk.ui.prompts import FileKind
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
        see.clicked.connect(lambda: open_file(desk, pdf, number))
        save = primary(look, t("Save PDF"), icon="download")
        save.clicked.connect(lambda: save_receipt(desk, number))
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


def save_receipt(desk: Desk, number: str) -> Path | None:
    """Ask where to and write the PDF of a receipt there; return the file, None where it was cancelled."""
    t = desk.t
    kinds = [FileKind(t("PDF documents"), ("*.pdf",))]
    file = desk.prompts.save_file(t("Save receipt {number}", number=number), f"{number}.pdf", kinds)
    if file is None:
        return None
    try:
        file.write_bytes(desk.services.payments.receipt_pdf(number))
    except OSError as error:
        desk.commands.tell(_unwritable(error))
        return None
    desk.notices.say(t("Saved as {file}.", file=file.name))
    return file


def open_file(desk: Desk, pdf: bytes, name: str) -> None:
    """Open a PDF in the program that belongs to it, from a folder that nobody else can read."""
    file = Path(mkdtemp(prefix="clinicdesk-paper-")) / f"{name}.pdf"
    try:
        file.write_bytes(pdf)
    except OSError as error:
        desk.commands.tell(_unwritable(error))
        return
    if not opener_of(desk).open_file(file):
        desk.notices.fail(desk.t("No program took the PDF. It is at {file}.", file=str(file)))


def _unwritable(error: OSError) -> Conflict:
    return Conflict(
        marked("The file cannot be written: {problem}."), problem=error.strerror or type(error).__name__
    )
