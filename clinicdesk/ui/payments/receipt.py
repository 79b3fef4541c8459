"""A receipt as it was issued, or a copy of it: on screen, as a file, in a mail, or from the printer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from clinicdesk.domain.messages import PaperMail
from clinicdesk.domain.receipts import ReceiptDocument
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, primary
from clinicdesk.ui.widgets.controls import Segmented
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.paper_acts import MakePdf, PaperActs, PaperFile
from clinicdesk.ui.widgets.paper_preview import Preview
from clinicdesk.ui.widgets.planes import Plane, column, row

WIDTH, HEIGHT = 580, 780
ORIGINAL, COPY = "original", "copy"


class ReceiptDialog(QDialog):
    """Shows one receipt: the original is the PDF that was frozen, byte for byte; a copy says it is one."""

    def __init__(self, desk: Desk, window: QWidget, number: str) -> None:
        """Read the receipt ``number``. Raises NotFound."""
        super().__init__(window)
        self._desk, self._number = desk, number
        t, look = desk.t, desk.look
        paper: ReceiptDocument = desk.services.payments.receipt_document(number)
        self._document = paper
        self.setWindowTitle(t("Receipt {number}", number=number))
        self.resize(look.theme.px(WIDTH), look.theme.px(HEIGHT))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.print_kind = Segmented(
            look, t("Which print"), [(ORIGINAL, t("Original")), (COPY, t("Copy, marked as one"))]
        )
        self.print_kind.chosen.connect(lambda _: self._refresh())
        self.acts = PaperActs(desk, self, self._file)
        self.preview = Preview(desk)
        self.preview.use(self.acts, self)
        paper_out = Button(look, t("Print"), icon="printer")
        paper_out.clicked.connect(self.acts.print_)
        save = primary(look, t("Save PDF"), icon="download")
        save.clicked.connect(self.acts.save)
        head = Plane("head", (18, 12, 18, 12), 2)
        head.add(label(number, Role.PANE_TITLE))
        facts = t("{amount}, {name}", amount=paper.amount, name=paper.patient.name)
        head.column.addLayout(row(label(facts, Role.BODY, tone="t2"), None, self.print_kind))
        foot = Plane("foot", (18, 12, 18, 12))
        foot.column.addLayout(row(paper_out, None, save))
        line = column(head, spacing=0)
        line.addWidget(self.preview, 1)
        line.addWidget(foot)
        self.setLayout(line)
        self._refresh()
        self.finished.connect(lambda _: self.preview.forget())
        save.setFocus()

    def _refresh(self) -> None:
        t, copy = self._desk.t, self.print_kind.current() == COPY
        self.preview.name(t("Receipt {number}", number=self._number), t("a copy") if copy else t("as issued"))
        self.preview.show_paper(self._make())

    def _make(self) -> MakePdf:
        payments = self._desk.services.payments
        copy = self.print_kind.current() == COPY
        return partial(payments.receipt_copy if copy else payments.receipt_pdf, self._number)

    def _file(self) -> PaperFile:
        t, number = self._desk.t, self._number
        rows = self._desk.services.payments.receipts()
        own = next(one for one in rows if one.number == number)
        mail = PaperMail(own.patient_id, number, self._document.language, title="Payment receipt")
        name = f"{number} {t('copy')}" if self.print_kind.current() == COPY else number
        return PaperFile(name, self._make(), mail)
