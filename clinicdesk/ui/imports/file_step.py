"""The first step: what the rows are, and the file, chosen or dropped."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinicdesk.domain.imports import ImportKind
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.imports.past import PastImports
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import primary
from clinicdesk.ui.widgets.controls import Segmented
from clinicdesk.ui.widgets.field import Complaint
from clinicdesk.ui.widgets.labels import IconLabel, label
from clinicdesk.ui.widgets.planes import Plane, row


class DropPlace(QWidget):
    """Where a file can be dropped: a dashed frame, tinted while a file is held over the page."""

    def __init__(self, desk: Desk) -> None:
        """Make the place; widgets go into ``body``."""
        super().__init__()
        self._desk = desk
        self._held = False
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 32, 24, 32)
        self.body.setSpacing(8)
        self.setMinimumHeight(desk.theme.px(250))

    def hold(self, held: bool) -> None:
        """Show whether a file is held over the page."""
        self._held = held
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashed frame."""
        theme = self._desk.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("accent" if self._held else "field"), 1.5 if self._held else 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.brush("atint" if self._held else "sunk"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class FileStep(QWidget):
    """Leads or patients, the file, and the imports before."""

    choosing = Signal()
    kind_chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Make the step."""
        super().__init__()
        self._desk = desk
        t, look = desk.t, desk.look
        kinds = [(ImportKind.PATIENTS.value, t("Patients")), (ImportKind.LEADS.value, t("Leads"))]
        self.kind = Segmented(look, t("What the rows are"), kinds)
        self.kind.chosen.connect(lambda key: self.kind_chosen.emit(ImportKind(key)))
        self.note = label("", Role.BODY, tone="t2", wrap=True)
        self.choose = primary(look, t("Choose a file"), icon="folder")
        self.choose.clicked.connect(self.choosing)
        self.complaint = Complaint(look)
        self.drop = DropPlace(desk)
        self.past = PastImports(desk)
        self._lay_out()
        self.show_kind(ImportKind.PATIENTS)

    def show_kind(self, kind: ImportKind) -> None:
        """Show what becomes of the rows of a kind."""
        t = self._desk.t
        self.kind.choose(kind.value)
        self.note.setText(
            t(
                "Each row becomes an inquiry, with the person who asks. "
                "Inquiries older than 30 days come in as lost without an answer; each can be reopened."
            )
            if kind is ImportKind.LEADS
            else t("Each row becomes a patient, and a dated treatment a record with its recalls.")
        )

    def _lay_out(self) -> None:
        t, look, theme = self._desk.t, self._desk.look, self._desk.theme
        centred = Qt.AlignmentFlag.AlignHCenter
        types = t(
            "CSV and text in any encoding, Excel, OpenDocument, contacts (VCF). Nothing is written yet."
        )
        self.drop.body.addStretch(1)
        for part in (
            IconLabel(look, "upload", size=30, token="t3"),
            label(t("Drop a file here"), Role.SECTION),
            label(types, Role.CAPTION, tone="t2"),
            self.choose,
        ):
            self.drop.body.addWidget(part, 0, centred)
        self.drop.body.addStretch(1)
        panel = Plane("panel", (20, 18, 20, 20), 12)
        panel.column.addLayout(row(label(t("What the rows are"), Role.SECTION), self.kind, None, spacing=14))
        panel.add(self.note)
        panel.column.addWidget(self.drop, 1)
        panel.add(self.complaint)
        private = t("An import never says yes for anybody: consent to marketing is not taken from a file.")
        panel.column.addLayout(
            row(
                IconLabel(look, "shield-check", size=15, token="green"),
                label(private, Role.CAPTION, tone="t2"),
                None,
            )
        )
        self.past.setMinimumWidth(theme.px(380))
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 12, 20, 14)
        across.setSpacing(12)
        across.addWidget(panel, 4)
        across.addWidget(self.past, 3)
