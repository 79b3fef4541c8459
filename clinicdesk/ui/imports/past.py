"""The imports that were carried out before, each with its counts and its undo."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal

from clinicdesk.domain.imports import ImportKind
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, small
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.planes import Plane, Scroll, clear_layout, column, row, rule

SHOWN = 50


class PastImports(Plane):
    """The newest imports; ``undoing`` asks to take one back, by its id."""

    undoing = Signal(int)

    def __init__(self, desk: Desk) -> None:
        """Make an empty list."""
        super().__init__("panel", (1, 1, 1, 1))
        self._desk = desk
        t = desk.t
        self.buttons: dict[int, Button] = {}
        head = row(label(t("Earlier imports"), Role.SECTION), None)
        head.setContentsMargins(14, 10, 14, 10)
        self.none = label(t("There is no earlier import."), Role.BODY, tone="t2")
        self.none.setContentsMargins(14, 12, 14, 12)
        self.list = Scroll("surface")
        self.column.addLayout(head)
        self.add(rule(), self.none)
        self.column.addWidget(self.list, 1)
        self.column.addStretch(0)

    def show_batches(self, batches: Sequence[Any]) -> None:
        """Show ``batches`` (storage's Batch), newest first."""
        clear_layout(self.list.body.column)
        self.buttons = {}
        for batch in batches[:SHOWN]:
            self.list.body.add(self._line(batch), rule())
        self.list.body.column.addStretch(1)
        self.none.setVisible(not batches)
        self.list.setVisible(bool(batches))

    def _line(self, batch: Any) -> Plane:
        t, look, desk = self._desk.t, self._desk.look, self._desk
        line = Plane("surface", (14, 8, 12, 8))
        kind = t("leads") if batch.kind is ImportKind.LEADS else t("patients")
        counts = t(
            "{created} created, {updated} updated, {rejected} rejected",
            created=t.formats.number(batch.counts.created),
            updated=t.formats.number(batch.counts.updated),
            rejected=t.formats.number(batch.counts.rejected),
        )
        said = t("{kind}, {at}: {counts}", kind=kind, at=desk.local(batch.at), counts=counts)
        words = column(
            ElidedLabel(look, batch.file_name, Role.NAME),
            ElidedLabel(look, said, Role.CAPTION, "t2"),
            spacing=1,
        )
        if batch.undone_at is not None:
            on = t.formats.date(desk.local(batch.undone_at).date(), "medium")
            end = label(t("taken back {on}", on=on), Role.CAPTION, tone="t3")
            across = row(words, end, spacing=10)
        else:
            undo = self.buttons[batch.id] = small(look, t("Undo"), icon="arrow-back-up")
            undo.setAccessibleName(t("Take back the import of {name}", name=batch.file_name))
            undo.clicked.connect(lambda _=False, batch_id=batch.id: self.undoing.emit(batch_id))
            across = row(words, undo, spacing=10)
        across.setStretch(0, 1)
        line.column.addLayout(across)
        return line
