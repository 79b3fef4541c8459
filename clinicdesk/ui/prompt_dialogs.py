"""Asks the questions of ``Prompts`` in dialogs; their widgets are loaded at the first question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from clinicdesk.domain.clock import Clock
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.prompts import Choice, FileKind, Reason

if TYPE_CHECKING:
    from clinicdesk.ui.widgets.field import Field

T = TypeVar("T")


class DialogPrompts:
    """Asks people in dialogs above the window."""

    def __init__(self, look: Look, t: Translator, clock: Clock, window: QWidget) -> None:
        """Ask above ``window``."""
        self._look, self._t, self._clock, self._window = look, t, clock, window

    def confirm(self, title: str, text: str, verb: str, *, danger: bool = False) -> bool:
        """See Prompts."""
        from clinicdesk.ui.questions import QuestionDialog

        dialog = QuestionDialog(
            self._look, self._t, title, verb, text=text, danger=danger, parent=self._window
        )
        if danger:
            # Enter must not lose anything: the safe answer has the focus.
            dialog.cancel.setFocus()
        return _run(dialog)

    def choose_reason(
        self,
        title: str,
        text: str,
        choices: Sequence[Choice],
        verb: str,
        *,
        note: str = "",
        danger: bool = False,
    ) -> Reason | None:
        """See Prompts."""
        from clinicdesk.ui.questions import ReasonDialog

        dialog = ReasonDialog(
            self._look,
            self._t,
            title,
            verb,
            choices=choices,
            text=text,
            note=note,
            danger=danger,
            parent=self._window,
        )
        return dialog.reason() if _run(dialog) else None

    def ask_text(self, title: str, name: str, verb: str, *, text: str = "", lines: int = 1) -> str | None:
        """See Prompts."""
        from clinicdesk.ui.widgets.fields import AreaField, LineField

        if lines > 1:
            area = AreaField(self._look, self._t, name, text=text, lines=lines)
            return area.value() if self._ask(title, verb, area) else None
        line = LineField(self._look, self._t, name, text=text)
        return line.value() if self._ask(title, verb, line) else None

    def ask_value(
        self, title: str, name: str, verb: str, *, read: Callable[[str], T], text: str = "", unit: str = ""
    ) -> T | None:
        """See Prompts."""
        from clinicdesk.ui.widgets.fields import ReadField

        shown = f"{name}, {unit}" if unit else name
        field = ReadField(self._look, self._t, shown, read, text=text)
        return field.value() if self._ask(title, verb, field) else None

    def ask_date(
        self,
        title: str,
        name: str,
        verb: str,
        *,
        day: date,
        earliest: date | None = None,
        latest: date | None = None,
    ) -> date | None:
        """See Prompts."""
        from clinicdesk.ui.widgets.date_field import DateField

        today = self._clock.now().date()
        field = DateField(self._look, self._t, name, today=today, day=day, earliest=earliest, latest=latest)
        return field.value() if self._ask(title, verb, field) else None

    def open_file(self, title: str, kinds: Sequence[FileKind]) -> Path | None:
        """See Prompts."""
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", _filters(kinds))
        return Path(name) if name else None

    def save_file(self, title: str, name: str, kinds: Sequence[FileKind]) -> Path | None:
        """See Prompts."""
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, name, _filters(kinds))
        return Path(chosen) if chosen else None

    def open_folder(self, title: str) -> Path | None:
        """See Prompts."""
        chosen = QFileDialog.getExistingDirectory(self._window, title)
        return Path(chosen) if chosen else None

    def _ask(self, title: str, verb: str, field: Field) -> bool:
        from clinicdesk.ui.questions import QuestionDialog

        dialog = QuestionDialog(self._look, self._t, title, verb, parent=self._window)
        dialog.body.addWidget(field)
        dialog.accepts = field.check
        field.setFocus()
        return _run(dialog)


def _run(dialog: QDialog) -> bool:
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return answer


def _filters(kinds: Sequence[FileKind]) -> str:
    return ";;".join(f"{kind.words} ({' '.join(kind.patterns)})" for kind in kinds)
