"""The base of every section of Settings: it shows what is stored, and saves only what was changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.domain.changes import Done
from clinicdesk.domain.errors import ClinicError
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.tasks import Progress
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.chips import Chip
from clinicdesk.ui.widgets.controls import ProgressStrip
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, Scroll, row

Write = Callable[[Callable[[int, int], None]], Done[Any]]


class Panel(QWidget):
    """What the page asks of every section; ``dirty`` keeps it from being shown anew over what was typed."""

    changed = Signal()

    def __init__(self, desk: Desk, title: str) -> None:
        """Begin without changes."""
        super().__init__()
        self.desk, self.title = desk, title
        self.dirty = False

    def reload(self) -> None:
        """Show what is stored, and forget what was typed."""
        raise NotImplementedError

    def save(self) -> None:
        """Write what was changed."""
        raise NotImplementedError


class Section(Panel):
    """One section: title, a sentence, a body, and a foot with Save and Discard where it can be changed."""

    def __init__(self, desk: Desk, title: str, text: str, *, saves: bool = True) -> None:
        """Lay out the frame; the subclass adds its widgets to ``body``."""
        super().__init__(desk, title)
        t, look = desk.t, desk.look
        self.chip = Chip(look, t("not saved"), "accent")
        self.chip.hide()
        head = Plane("head", (20, 12, 20, 12), 2)
        head.column.addLayout(row(label(title, Role.SECTION), self.chip, None))
        head.add(label(text, Role.CAPTION, tone="t3", wrap=True))
        self._scroll = Scroll("surface", (20, 18, 20, 18), 14)
        self.body = self._scroll.body
        self.strip = ProgressStrip(look, t)
        self.save_button = Button(look, t("Save"), kind="primary", keys=desk.actions.caps("save"))
        self.discard = Button(look, t("Discard"))
        self.save_button.clicked.connect(self.save)
        self.discard.clicked.connect(self.reload)
        self.foot = Plane("foot", (20, 12, 20, 12), 8)
        self.foot.add(self.strip)
        self.foot.column.addLayout(row(self.save_button, None, self.discard))
        self.foot.setVisible(saves)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.foot)
        self._show_dirty(False)

    def reload(self) -> None:
        """Show what is stored, and forget what was typed."""
        self.show_stored()
        self._show_dirty(False)

    def show_stored(self) -> None:
        """Read from the services and show it."""
        raise NotImplementedError

    def write(self) -> Write:
        """Return the write of what was typed; raises ClinicError where it cannot be read."""
        raise NotImplementedError

    def show_error(self, error: ClinicError) -> bool:
        """Show ``error`` beside its field; return False where it belongs to none of this section."""
        return False

    def edited(self) -> None:
        """Mark the section as changed; connect it to every ``edited``."""
        self._show_dirty(True)

    def save(self) -> None:
        """Write what was changed beside the GUI thread, with progress: due dates may follow."""
        if not self.dirty:
            return
        try:
            write = self.write()
        except ClinicError as error:
            self._tell(error)
            return

        def job(progress: Progress) -> Done[Any]:
            return write(progress.report)

        task = self.desk.runner.run(job, self._saved, self._failed)
        self.strip.follow(task, self.desk.t("Saving, and moving what is due"))

    def _saved(self, done: Done[Any]) -> None:
        self.desk.commands.took(done, self)
        self.reload()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, ClinicError):
            self._tell(error)
        else:
            self.desk.commands.tell(error)

    def _tell(self, error: ClinicError) -> None:
        if not self.show_error(error):
            self.desk.commands.tell(error)

    def _show_dirty(self, dirty: bool) -> None:
        self.dirty = dirty
        self.chip.setVisible(dirty)
        self.save_button.setEnabled(dirty)
        self.discard.setEnabled(dirty)
        self.changed.emit()
