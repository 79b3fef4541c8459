"""The last step: what was written, under which tag, and the way back."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinicdesk.domain.imports import Counts, ImportKind
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.imports.past import PastImports
from clinicdesk.ui.imports.sums import Sums
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, row


class DoneStep(QWidget):
    """The counts of an import that was written, with Undo, and the imports before it."""

    another = Signal()
    looking = Signal()
    undoing = Signal(int)
    saving = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make the empty step."""
        super().__init__()
        self._desk = desk
        t, look = desk.t, desk.look
        self._batch: Any
        self.sums = Sums(desk, "database", t("Written"), t("A backup was made before, and read back."))
        self.state = StateLabel(look, State.DONE, "", Role.SECTION)
        self.tag = label("", Role.BODY, tone="t2", wrap=True)
        self.old = label("", Role.BODY, tone="t2", wrap=True)
        self.undo = Button(look, t("Undo this import"), icon="arrow-back-up")
        self.look_at = Button(look, "", kind="primary")
        self.more = Button(look, t("Import another file"), icon="upload")
        self.save = Button(look, t("Save rejected rows as CSV"), icon="download")
        self.undo.clicked.connect(lambda: self.undoing.emit(self._batch.id))
        self.look_at.clicked.connect(self.looking)
        self.more.clicked.connect(self.another)
        self.save.clicked.connect(self.saving)
        self.past = PastImports(desk)
        self._lay_out()

    def show_done(self, kind: ImportKind, counts: Counts, batches: Sequence[Any]) -> None:
        """Show the newest of ``batches``, which wrote ``counts``, and the ones before."""
        t = self._desk.t
        self._batch = batches[0]
        self.sums.show_counts(counts)
        self.past.show_batches(batches[1:])
        undone = self._batch.undone_at is not None
        name = self._batch.file_name
        self.state.show_state(
            State.BLOCKED if undone else State.DONE,
            t("The import of {name} was taken back", name=name)
            if undone
            else t("{name} is imported", name=name),
        )
        tag = t("import {number}, {on}", number=self._batch.id, on=self._desk.local(self._batch.at).date())
        self.tag.setText(
            t("People on whom somebody had worked since were kept.")
            if undone
            else t(
                "Everything it wrote has the tag “{tag}”, so that it can be taken back in one step.", tag=tag
            )
        )
        self.old.setText(
            t("Inquiries older than 30 days came in as lost without an answer; each can be reopened.")
        )
        self.old.setVisible(kind is ImportKind.LEADS and not undone)
        self.undo.setVisible(not undone)
        self.save.setVisible(bool(counts.rejected))
        where = "pipeline" if kind is ImportKind.LEADS else "patients"
        self.look_at.set_look(
            text=t("Open the pipeline") if where == "pipeline" else t("Open the patients"),
            icon="layout-kanban" if where == "pipeline" else "users",
        )

    def _lay_out(self) -> None:
        panel = Plane("panel", (20, 18, 20, 20), 10)
        panel.add(self.state, self.tag, self.old)
        panel.column.addLayout(row(self.look_at, self.more, self.save, None, self.undo, spacing=10))
        panel.column.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(panel, 4)
        below.addWidget(self.past, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(12)
        column.addWidget(self.sums)
        column.addLayout(below, 1)
