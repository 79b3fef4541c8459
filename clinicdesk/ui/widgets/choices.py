"""Fields for choices: one of a list, a whole number, yes or no; the wheel scrolls the page, not the value."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QSpinBox

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.widgets.field import Field

T = TypeVar("T")

TEXT_MARGIN = 8


class ComboBox(QComboBox):
    """A list of choices that the wheel changes only while it has the focus."""

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless the field has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SpinBox(QSpinBox):
    """A whole number that the wheel changes only while it has the focus."""

    def __init__(self) -> None:
        """Make the box; its text stands as far from the frame as that of other fields."""
        super().__init__()
        self.lineEdit().setTextMargins(TEXT_MARGIN, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless the field has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceField(Field, Generic[T]):
    """One of a few choices, by key."""

    editor: ComboBox

    def __init__(
        self,
        look: Look,
        t: Translator,
        name: str,
        choices: Iterable[tuple[T, str]],
        *,
        chosen: T | None = None,
        typed: bool = False,
    ) -> None:
        """Offer ``choices`` as (key, words); ``typed`` lets a person find one by typing its letters."""
        super().__init__(look, t, name, ComboBox())
        self._keys: list[T] = []
        self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.editor.setMinimumContentsLength(6)
        if typed:
            self.editor.setEditable(True)
            self.editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            if (completer := self.editor.completer()) is not None:
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.offer(choices, chosen)
        self.editor.activated.connect(self._chosen)

    def offer(self, choices: Iterable[tuple[T, str]], chosen: T | None = None) -> None:
        """Offer other choices; ``edited`` is not emitted."""
        blocker = QSignalBlocker(self.editor)
        self.editor.clear()
        self._keys = []
        for key, words in choices:
            self._keys.append(key)
            self.editor.addItem(words)
        blocker.unblock()
        if chosen is not None:
            self.set_value(chosen)

    def value(self) -> T:
        """Return the key chosen. Raises InvalidInput while none is, or letters match no choice."""
        index = self.editor.currentIndex()
        if self.editor.isEditable():
            index = self.editor.findText(self.editor.currentText(), Qt.MatchFlag.MatchFixedString)
        if not 0 <= index < len(self._keys):
            raise InvalidInput(marked("Choose one of the list."))
        return self._keys[index]

    def set_value(self, key: T) -> None:
        """Choose by key without emitting ``edited``; a key that is not offered leaves the choice empty."""
        index = self._keys.index(key) if key in self._keys else -1
        self.editor.setCurrentIndex(index)

    def _chosen(self) -> None:
        self.show_error("")
        self.edited.emit()


class NumberField(Field):
    """A whole number between two bounds, with its unit in words."""

    editor: SpinBox

    def __init__(
        self,
        look: Look,
        t: Translator,
        name: str,
        *,
        number: int = 0,
        least: int = 0,
        most: int = 999,
        unit: str = "",
    ) -> None:
        """Make the field; ``unit`` such as "days" stands after the number."""
        super().__init__(look, t, name, SpinBox())
        self.editor.setRange(least, most)
        self.editor.setSuffix(f" {unit}" if unit else "")
        self.set_value(number)
        self.editor.valueChanged.connect(lambda _: self.edited.emit())

    def value(self) -> int:
        """Return the number."""
        return self.editor.value()

    def set_value(self, number: int) -> None:
        """Set the number without emitting ``edited``."""
        blocker = QSignalBlocker(self.editor)
        self.editor.setValue(number)
        blocker.unblock()


def check_box(words: str, *, on: bool = False) -> QCheckBox:
    """Return a check box that shows ``words`` as they are, an ampersand included."""
    box = QCheckBox(words.replace("&", "&&"))
    box.setAccessibleName(words)
    box.setChecked(on)
    return box
