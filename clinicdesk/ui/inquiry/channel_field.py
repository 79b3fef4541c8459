"""The field of the channel: one of those in use, or a new one typed."""

from PySide6.QtWidgets import QComboBox

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.widgets.field import Field


class TextChoice(Field):
    """One of the channels in use, or a new one typed."""

    editor: QComboBox

    def __init__(self, desk: Desk, name: str, words: list[str]) -> None:
        """Offer ``words``; anything may be typed."""
        super().__init__(desk.look, desk.t, "", QComboBox())
        self.editor.setEditable(True)
        self.editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.editor.addItems(words)
        self.editor.setCurrentText("")
        self.editor.setMinimumContentsLength(6)
        self.editor.setAccessibleName(name)
        line = self.editor.lineEdit()
        if line is not None:
            line.setMaxLength(60)
            line.textEdited.connect(self._edit)
        self.editor.activated.connect(self._edit)

    def value(self) -> str:
        """Return what is chosen or typed."""
        return self.editor.currentText().strip()

    def set_value(self, words: str) -> None:
        """Show words without emitting ``edited``."""
        self.editor.setCurrentText(words)

    def _edit(self) -> None:
        self.show_error("")
        self.edited.emit()
