"""The frame of every form field: label above, editor, and the sentence of what is wrong under it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from clinicdesk.domain.errors import ClinicError
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.icons import State
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import label


class Complaint(QWidget):
    """The sentence of what is wrong, with the diamond before it, on as many lines as it needs."""

    def __init__(self, look: Look) -> None:
        """Make a hidden one."""
        super().__init__()
        self._shape = StateLabel(look, State.OVERDUE, "", Role.CAPTION)
        self._words = label("", Role.CAPTION, tone="red", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self.hide()

    def text(self) -> str:
        """The sentence, empty where nothing is wrong."""
        return self._words.text()

    def say(self, text: str) -> None:
        """Show ``text``; empty text hides the line."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


class Field(QWidget):
    """Label, editor and error of one fact; it never clears what was typed.

    ``edited`` is emitted when a person changes the value, not when the program sets it.
    """

    edited = Signal()

    def __init__(self, look: Look, t: Translator, name: str, editor: QWidget) -> None:
        """Frame ``editor``; ``name`` is the translated label (empty: no label, yet named for readers)."""
        super().__init__()
        self.look = look
        self.t = t
        self.editor = editor
        self.label = label(name, Role.LABEL, tone="t3")
        if not name:
            # Only ever hidden here: showing a label that has no parent yet would open it as a window.
            self.label.hide()
        self.label.setBuddy(editor)
        self.error = Complaint(look)
        self.set_name(name)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addWidget(editor, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.label)
        layout.addLayout(self._row)
        layout.addWidget(self.error)
        layout.addStretch(1)
        self.setFocusProxy(editor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def complaint(self) -> str:
        """The sentence shown under the field, empty where nothing is wrong."""
        return self.error.text()

    def value(self) -> Any:
        """Return what the field holds. Raises ClinicError if it cannot be read."""
        raise NotImplementedError

    def set_name(self, name: str) -> None:
        """Name the field for readers and tooltips without showing a label."""
        self.editor.setAccessibleName(name)
        self.setAccessibleName(name)

    def append(self, button: QAbstractButton) -> None:
        """Put a small button after the editor."""
        self._row.addWidget(button)

    def show_error(self, text: str) -> None:
        """Show ``text`` under the field with a red frame; empty text clears it."""
        self.error.say(text)
        self.editor.setAccessibleDescription(text)
        if bool(self.editor.property("wrong")) != bool(text):
            self.editor.setProperty("wrong", bool(text))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def check(self) -> bool:
        """Read the value and show what is wrong with it; return whether it could be read."""
        try:
            self.value()
        except ClinicError as error:
            self.show_error(self.t.error(error))
            return False
        self.show_error("")
        return True


class FieldGroup:
    """The fields of one form by the names that services use: brings each failure to its field.

    Pass it as ``form`` to ``Commands.do``.
    """

    def __init__(self, t: Translator, **fields: Field) -> None:
        """Name each field as the service names it in ``ClinicError.field``."""
        self._t = t
        self._fields = dict(fields)

    def __getitem__(self, name: str) -> Field:
        """Return the field of a name."""
        return self._fields[name]

    def add(self, name: str, field: Field) -> None:
        """Add a field after the form was built."""
        self._fields[name] = field

    def show_error(self, error: ClinicError) -> bool:
        """Show a failure under its field and put the focus there; return False where no field takes it."""
        field = self._fields.get(error.field)
        if field is None:
            return False
        field.show_error(self._t.error(error))
        field.setFocus()
        return True

    def clear(self) -> None:
        """Take every complaint away; what was typed stays."""
        for field in self._fields.values():
            field.show_error("")

    def check(self) -> bool:
        """Show what is wrong in every field, focus the first wrong one; return whether all could be read."""
        wrong = [field for field in self._fields.values() if not field.check()]
        if wrong:
            wrong[0].setFocus()
        return not wrong

    def on_edited(self, call: Callable[[], None]) -> None:
        """Call ``call`` whenever a person edits any of the fields."""
        for field in self._fields.values():
            field.edited.connect(call)
