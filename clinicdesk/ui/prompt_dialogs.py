"""The questions of ``Prompts`` as dialogs: 500 wide, a verb and an object as title, Cancel, then the verb."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from clinicdesk.domain.clock import Clock
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.prompts import Choice, FileKind, Reason
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.date_field import DateField
from clinicdesk.ui.widgets.field import Field
from clinicdesk.ui.widgets.fields import AreaField, LineField, ReadField
from clinicdesk.ui.widgets.labels import label, plain_tip
from clinicdesk.ui.widgets.planes import Plane

T = TypeVar("T")

WIDTH = 500


class QuestionDialog(QDialog):
    """The frame of a question: title, sentence, ``body`` for what is asked, Cancel and the verb."""

    def __init__(
        self,
        look: Look,
        t: Translator,
        title: str,
        verb: str,
        *,
        text: str = "",
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty question; ``accepts`` may be set to a check that keeps the dialog open."""
        super().__init__(parent)
        self.accepts: Callable[[], bool] = lambda: True
        self.setWindowTitle(title)
        self.setFixedWidth(look.theme.px(WIDTH))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.cancel = Button(look, t("Cancel"), keys=("Esc",))
        self.verb = Button(look, verb, kind="danger" if danger else "primary", keys=("Enter",))
        self.verb.setDefault(True)
        head = QVBoxLayout()
        head.setContentsMargins(20, 18, 20, 16)
        head.setSpacing(4)
        head.addWidget(label(title, Role.SECTION, wrap=True))
        if text:
            head.addWidget(label(text, Role.BODY, tone="t2", wrap=True))
        head.addSpacing(6)
        head.addLayout(self.body)
        foot = Plane("foot", (20, 12, 20, 12))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.verb)
        foot.column.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(foot)
        self.cancel.clicked.connect(self.reject)
        self.verb.clicked.connect(self.accept)

    def accept(self) -> None:
        """Close with yes, unless what was typed cannot be used."""
        if self.accepts():
            super().accept()


class ReasonDialog(QuestionDialog):
    """A question with reasons as radio buttons and, where asked for, a note field."""

    def __init__(
        self,
        look: Look,
        t: Translator,
        title: str,
        verb: str,
        *,
        choices: Sequence[Choice],
        text: str = "",
        note: str = "",
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``choices``; none is chosen at first, and the verb waits for one."""
        super().__init__(look, t, title, verb, text=text, danger=danger, parent=parent)
        self._choices = list(choices)
        self.group = QButtonGroup(self)
        for index, choice in enumerate(self._choices):
            button = QRadioButton(choice.words.replace("&", "&&"))
            button.setToolTip(plain_tip(choice.explanation))
            self.group.addButton(button, index)
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        self.note = LineField(look, t, "", hint=note, limit=500)
        self.note.set_name(note)
        self.note.setVisible(bool(note))
        self.body.addWidget(self.note)
        self.verb.setEnabled(False)
        self.group.idClicked.connect(lambda _: self.verb.setEnabled(True))
        if self._choices:
            self.group.button(0).setFocus()

    def reason(self) -> Reason | None:
        """What is chosen now."""
        index = self.group.checkedId()
        return Reason(self._choices[index].key, self.note.value()) if index >= 0 else None


class DialogPrompts:
    """Asks people in dialogs above the window."""

    def __init__(self, look: Look, t: Translator, clock: Clock, window: QWidget) -> None:
        """Ask above ``window``."""
        self._look, self._t, self._clock, self._window = look, t, clock, window

    def confirm(self, title: str, text: str, verb: str, *, danger: bool = False) -> bool:
        """See Prompts."""
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
        if lines > 1:
            area = AreaField(self._look, self._t, name, text=text, lines=lines)
            return area.value() if self._ask(title, verb, area) else None
        line = LineField(self._look, self._t, name, text=text)
        return line.value() if self._ask(title, verb, line) else None

    def ask_value(
        self, title: str, name: str, verb: str, *, read: Callable[[str], T], text: str = "", unit: str = ""
    ) -> T | None:
        """See Prompts."""
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
        name = QFileDialog.getExistingDirectory(self._window, title)
        return Path(name) if name else None

    def _ask(self, title: str, verb: str, field: Field) -> bool:
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
