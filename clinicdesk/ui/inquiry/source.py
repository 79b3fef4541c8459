"""The pasted text: every part that was recognised is underlined and carries the number of its field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, QRectF, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextLine,
)
from PySide6.QtWidgets import QTextEdit

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.fields import AREA_LIMIT

UNDERLINE = 2
LINE_PERCENT = 140


@dataclass(frozen=True)
class Mark:
    """One underlined part: its places in the text (characters), its field's number and colour token."""

    start: int
    end: int
    number: int
    token: str


class SourceEdit(QTextEdit):
    """Takes a message of at most 20,000 characters as plain text; ``pasted`` tells that a paste has ended."""

    pasted = Signal()
    shortened = Signal(int)

    def __init__(self, desk: Desk) -> None:
        """Make an empty text."""
        super().__init__()
        self._desk = desk
        self._marks: Sequence[Mark] = ()
        self.limit = AREA_LIMIT
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(desk.t("Paste the message here, or type the fields at the right."))
        self.setAccessibleName(desk.t("What the patient wrote"))
        self.document().setDocumentMargin(8)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        QTextCursor(self.document()).setBlockFormat(spaced)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Underline these parts."""
        self._marks = marks
        self.viewport().update()

    def put(self, text: str) -> None:
        """Replace the text as one step that Ctrl+Z takes back; a text too long is cut and said to be."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text[: self.limit])
        if len(text) > self.limit:
            self.shortened.emit(self.limit)

    def paste_another(self) -> None:
        """Replace the text by the clipboard's."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.put(text)
            self.pasted.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert at most what is left of the limit, and tell that the paste ended."""
        text = source.text()
        room = max(0, self.limit - self.document().characterCount() + 1)
        self.textCursor().insertText(text[:room])
        if len(text) > room:
            self.shortened.emit(self.limit)
        self.pasted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, then the underlines and numbers over it."""
        super().paintEvent(event)
        if not self._marks:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = self.toPlainText()
        for mark in self._marks:
            start, end = _units(text, mark.start), _units(text, mark.end)
            self._underline(painter, start, end, mark)

    def _underline(self, painter: QPainter, start: int, end: int, mark: Mark) -> None:
        theme = self._desk.look.theme
        last = QRectF()
        block = self.document().findBlock(start)
        while block.isValid() and block.position() < end:
            for rect in self._lines(block, start, end):
                line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), UNDERLINE)
                painter.fillRect(line, theme.brush(mark.token))
                last = rect
            block = block.next()
        if not last.isNull():
            painter.setFont(theme.font(Role.DISC))
            painter.setPen(theme.pen(mark.token))
            painter.drawText(QPointF(last.right() + 1, last.top() + theme.px(6)), str(mark.number))

    def _lines(self, block: QTextBlock, start: int, end: int) -> list[QRectF]:
        """Return the rectangles of the text between two places in one block, one for each line."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        origin = self.document().documentLayout().blockBoundingRect(block).topLeft() - QPointF(across, down)
        found: list[QRectF] = []
        layout = block.layout()
        for number in range(layout.lineCount()):
            line: QTextLine = layout.lineAt(number)
            first = max(start - block.position(), line.textStart())
            last = min(end - block.position(), line.textStart() + line.textLength())
            if first < last:
                left, right = _x(line, first), _x(line, last)
                top = origin.y() + line.y()
                edge = origin.x() + min(left, right)
                found.append(QRectF(edge, top, abs(right - left), line.naturalTextRect().height()))
        return found


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def _units(text: str, place: int) -> int:
    """Return a place in Qt's text, which counts an emoji as two."""
    return len(text[:place].encode("utf-16-le")) // 2
