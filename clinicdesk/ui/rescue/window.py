"""The rescue window: why the file did not open, its newest good backups, and the ways out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from clinicdesk.domain.backups import Backup
from clinicdesk.domain.errors import ClinicError
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.labels import IconLabel, label
from clinicdesk.ui.widgets.planes import Plane, row

WIDTH = 620
SHOWN = 6


def make(look: Look, t: Translator, problem: ClinicError, file: Path, backups: Sequence[Backup]) -> Rescue:
    """Return the rescue window for ``file``, which did not open because of ``problem``."""
    return Rescue(look, t, problem, file, backups)


class Rescue(QWidget):
    """Nothing is written before a choice; ``restore_requested`` carries the backup's path."""

    restore_requested = Signal(object)
    again_requested = Signal()

    def __init__(
        self, look: Look, t: Translator, problem: ClinicError, file: Path, backups: Sequence[Backup]
    ) -> None:
        super().__init__()
        self.setWindowTitle("ClinicDesk")
        self._look, self._t = look, t
        self._choices = [(backup, QRadioButton(self._words(backup))) for backup in backups[:SHOWN]]
        self.again = Button(look, t("Try again"), icon="refresh")
        self.restore = Button(look, t("Restore the chosen backup"), kind="primary", icon="history")
        self.close_button = Button(look, t("Close"), kind="ghost")
        self.again.clicked.connect(self.again_requested)
        self.close_button.clicked.connect(self.close)
        self.restore.clicked.connect(self._restore)
        self._lay_out(problem, file)

    def sizeHint(self) -> QSize:
        """Large enough for six backups."""
        return QSize(self._look.theme.px(900), self._look.theme.px(620))

    @property
    def chosen(self) -> Backup | None:
        """The backup that would be restored."""
        return next((backup for backup, choice in self._choices if choice.isChecked()), None)

    def _words(self, backup: Backup) -> str:
        formats = self._t.formats
        made = backup.made_at.astimezone()
        return self._t(
            "{day} {time}, {size} MB, read back when it was made",
            day=formats.date(made.date()),
            time=formats.time(made),
            size=formats.number(max(1, backup.size // 1_000_000)),
        )

    def _restore(self) -> None:
        backup = self.chosen
        if backup is not None:
            self.restore.setEnabled(False)
            self.restore_requested.emit(backup.path)

    def _lay_out(self, problem: ClinicError, file: Path) -> None:
        t = self._t
        panel = Plane("panel", (28, 24, 28, 24), 10)
        panel.setFixedWidth(self._look.theme.px(WIDTH))
        head = row(IconLabel(self._look, "file-alert", size=24, token="red"),
                   label(t("The clinic's file did not open"), Role.PAGE_TITLE), None)  # fmt: skip
        panel.column.addLayout(head)
        panel.add(label(t.error(problem), Role.BODY, wrap=True))
        panel.add(label(str(file), Role.CAPTION, tone="t3", wrap=True, selectable=True))
        panel.column.addSpacing(8)
        if self._choices:
            self._choices[0][1].setChecked(True)
            panel.add(label(t("Backups, the newest first"), Role.SECTION))
            for _, choice in self._choices:
                panel.add(choice)
            note = t(
                "The file of now is kept beside the restored one. What was done after the backup is not in "
                "it: look at Today, the receipts and the consents first."
            )
        else:
            note = t("No backup was found beside the file. Look for a copy on another disk, then try again.")
            self.restore.hide()
        panel.add(label(note, Role.BODY, tone="t2", wrap=True))
        panel.column.addSpacing(8)
        panel.column.addLayout(row(self.close_button, None, self.again, self.restore))
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(panel)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(across)
        column.addStretch(2)
        first: QWidget = self.restore if self._choices else self.again
        first.setFocus(Qt.FocusReason.OtherFocusReason)
