"""Fields for lines, long text, money, phones and teeth; typed text stays until it is changed."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QMimeData, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.widgets.choices import ChoiceField, NumberField
from clinicdesk.ui.widgets.field import Field
from clinicdesk.ui.widgets.labels import label

__all__ = [
    "AreaField",
    "ChoiceField",
    "LineField",
    "MoneyField",
    "NumberField",
    "PhoneField",
    "ReadField",
    "TeethField",
]

T = TypeVar("T")

LINE_LIMIT, AREA_LIMIT = 300, 20_000


class LineEdit(QLineEdit):
    """A line that takes at most ``limit`` characters of a paste, whatever its size, and says so."""

    shortened = Signal(int)

    def __init__(self, limit: int = LINE_LIMIT) -> None:
        """Make an empty line."""
        super().__init__()
        self.limit = limit
        self.setMaxLength(limit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste through the guard: ten megabytes must not reach the text layout."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        super().keyPressEvent(event)

    def paste(self) -> None:
        """Insert the clipboard's text, cut to the limit."""
        text = QGuiApplication.clipboard().text()
        short = " ".join(text[: 4 * self.limit].split())
        self.insert(short[: self.limit])
        if len(text) > self.limit:
            self.shortened.emit(self.limit)


class AreaEdit(QPlainTextEdit):
    """Lines of text with a limit on a paste; Tab leaves the field."""

    shortened = Signal(int)

    def __init__(self, limit: int = AREA_LIMIT) -> None:
        """Make an empty area."""
        super().__init__()
        self.limit = limit
        self.setTabChangesFocus(True)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert at most what is left of the limit."""
        text = source.text()
        room = max(0, self.limit - self.document().characterCount() + 1)
        self.insertPlainText(text[:room])
        if len(text) > room:
            self.shortened.emit(self.limit)


class LineField(Field):
    """One line of text."""

    editor: LineEdit

    def __init__(
        self,
        look: Look,
        t: Translator,
        name: str,
        *,
        text: str = "",
        hint: str = "",
        limit: int = LINE_LIMIT,
        left_to_right: bool = False,
    ) -> None:
        """Make the field; ``left_to_right`` for numbers, codes and addresses in right-to-left screens."""
        super().__init__(look, t, name, LineEdit(limit))
        self.editor.setPlaceholderText(hint)
        if left_to_right:
            self.editor.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.set_text(text)
        self.editor.textEdited.connect(self._typed)
        self.editor.shortened.connect(self._say_cut)

    def text(self) -> str:
        """What stands in the line, as typed."""
        return self.editor.text()

    def value(self) -> str:
        """What stands in the line, without spaces around it."""
        return self.text().strip()

    def set_text(self, text: str) -> None:
        """Set the line without emitting ``edited``."""
        self.editor.setText(text)
        self.editor.setCursorPosition(0)

    def _typed(self) -> None:
        self.show_error("")
        self.edited.emit()

    def _say_cut(self, limit: int) -> None:
        self.edited.emit()
        self.show_error(self.t("Only the first {count} characters were pasted.", count=limit))


class ReadField(LineField, Generic[T]):
    """A line whose text is read into a value by a function of the domain or of a service.

    ``read`` raises ClinicError for text that it cannot read; that sentence is shown when the field is left.
    """

    def __init__(
        self,
        look: Look,
        t: Translator,
        name: str,
        read: Callable[[str], T],
        *,
        text: str = "",
        hint: str = "",
        limit: int = LINE_LIMIT,
        left_to_right: bool = True,
    ) -> None:
        """Make the field around ``read``."""
        super().__init__(look, t, name, text=text, hint=hint, limit=limit, left_to_right=left_to_right)
        self._read = read
        self.editor.editingFinished.connect(self._left)

    def value(self) -> T:  # type: ignore[override]
        """Return the value that was read. Raises ClinicError if the text cannot be read."""
        return self._read(self.text())

    def read_with(self, read: Callable[[str], T]) -> None:
        """Read with another function from now on, as when the currency or the country changed."""
        self._read = read
        if self.text() or self.complaint:
            self.check()

    def _left(self) -> None:
        if self.text():
            self.check()


class MoneyField(ReadField[T]):
    """An amount, right-aligned, with its currency's code after it; the reading is shown back on request."""

    def __init__(
        self, look: Look, t: Translator, name: str, currency: str, read: Callable[[str], T], *, text: str = ""
    ) -> None:
        """Make the field; ``read`` refuses ambiguous separators (safety rule 20)."""
        super().__init__(look, t, name, read, text=text, limit=40)
        self.editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.currency = label(currency, "body", tone="t3")
        self._row.addWidget(self.currency)

    def set_currency(self, currency: str, read: Callable[[str], T]) -> None:
        """Change the currency together with how the amount is read."""
        self.currency.setText(currency)
        self.read_with(read)


class PhoneField(ReadField[T]):
    """A telephone number, always left to right; ``read`` knows the patient's country."""


class TeethField(ReadField[T]):
    """Teeth in FDI numbers such as "11-14, 21", always left to right."""


class AreaField(Field):
    """Several lines of text."""

    editor: AreaEdit

    def __init__(
        self,
        look: Look,
        t: Translator,
        name: str,
        *,
        text: str = "",
        hint: str = "",
        lines: int = 4,
        limit: int = AREA_LIMIT,
    ) -> None:
        """Make the field, ``lines`` high."""
        super().__init__(look, t, name, AreaEdit(limit))
        self.editor.setPlaceholderText(hint)
        self.editor.setFixedHeight(look.theme.px(18 * lines + 18))
        self.set_text(text)
        self.editor.textChanged.connect(self._typed)
        self.editor.shortened.connect(self._say_cut)

    def text(self) -> str:
        """The lines as typed."""
        return self.editor.toPlainText()

    def value(self) -> str:
        """The lines without empty space around them."""
        return self.text().strip()

    def set_text(self, text: str) -> None:
        """Set the text without emitting ``edited``; more than the limit is cut and said to be."""
        blocker = QSignalBlocker(self.editor)
        self.editor.setPlainText(text[: self.editor.limit])
        blocker.unblock()
        if len(text) > self.editor.limit:
            self._say_cut(self.editor.limit)

    def _typed(self) -> None:
        self.show_error("")
        self.edited.emit()

    def _say_cut(self, limit: int) -> None:
        self.show_error(self.t("Only the first {count} characters were pasted.", count=limit))
