"""A line editor for a cell with a list of suggestions under it, worked by Up, Down, Enter and Esc."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.fields import LineEdit
from clinicdesk.ui.widgets.painting import TRAILING, draw_row_text, rounded

Suggest = Callable[[str], Sequence[tuple[str, str]]]
ROW, LEAST_WIDTH = 28, 320


class CellEdit(LineEdit):
    """A line inside a cell; ``was_cut`` tells that a paste was too long for it."""

    def __init__(self, parent: QWidget) -> None:
        """Make an empty one."""
        super().__init__()
        self.setParent(parent)
        self.setProperty("cell", True)
        self.was_cut = False
        self.shortened.connect(self._note_cut)

    def _note_cut(self) -> None:
        self.was_cut = True


class SuggestEdit(CellEdit):
    """Offers what ``suggest`` returns for the text; ``eager`` marks the first one at once for Enter."""

    taken = Signal()
    """A suggestion was clicked."""

    def __init__(self, look: Look, suggest: Suggest, parent: QWidget, *, eager: bool) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self._suggest, self._eager = suggest, eager
        self.list = SuggestList(look, parent.window())
        self.list.hide()
        self.list.clicked.connect(self._click)
        self.textEdited.connect(self._offer)
        self.destroyed.connect(self.list.deleteLater)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the suggestions; Esc closes them first."""
        key = event.key()
        if key == Qt.Key.Key_Down and not self.list.isVisible():
            self._offer("" if self.hasSelectedText() else self.text())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.isVisible():
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the list away with the editor."""
        self.list.hide()
        super().hideEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the list away when the focus goes elsewhere."""
        self.list.hide()
        super().focusOutEvent(event)

    def result(self) -> str:
        """Return the suggestion that is marked while the list is open, else the text."""
        marked = self.list.current() if self.list.isVisible() and self.text().strip() else ""
        return marked or self.text()

    def _offer(self, text: str) -> None:
        rows = self._suggest(text) if len(text) <= self.limit else ()
        self.list.offer(rows, 0 if self._eager and text.strip() else -1)
        if not rows:
            self.list.hide()
            return
        corner = self.mapTo(self.window(), QPoint(0, self.height() + 2))
        size = self.list.sizeHint().expandedTo(QSize(self.width(), 0))
        room = self.window().height() - corner.y() - 8
        if size.height() > room:
            corner.setY(self.mapTo(self.window(), QPoint(0, 0)).y() - size.height() - 2)
        self.list.setGeometry(QRect(corner, size))
        self.list.show()
        self.list.raise_()

    def _click(self, text: str) -> None:
        self.setText(text)
        self.list.hide()
        self.taken.emit()


class SuggestList(QWidget):
    """The suggestions: a name and, at the trailing side, a note such as the price."""

    clicked = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Make an empty list over ``parent``; it never takes the focus."""
        super().__init__(parent)
        self._look = look
        self._rows: list[tuple[str, str]] = []
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)

    def offer(self, rows: Sequence[tuple[str, str]], at: int) -> None:
        """Show rows with one of them marked (-1: none)."""
        self._rows, self._at = list(rows), at
        self.update()

    def rows(self) -> list[str]:
        """Return the names offered."""
        return [name for name, _ in self._rows]

    def current(self) -> str:
        """Return the name marked, empty for none."""
        return self._rows[self._at][0] if 0 <= self._at < len(self._rows) else ""

    def step(self, step: int) -> None:
        """Mark the next name, or the one before; it stops at the ends."""
        self._at = max(0, min(len(self._rows) - 1, self._at + step))
        self.update()

    def sizeHint(self) -> QSize:
        """A row of 28 for each name."""
        px = self._look.theme.px
        return QSize(px(LEAST_WIDTH), px(ROW) * len(self._rows) + px(8))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the name under the pointer."""
        row = self._row(event.position().toPoint())
        if row != self._at and 0 <= row < len(self._rows):
            self._at = row
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the name that was clicked."""
        row = self._row(event.position().toPoint())
        if 0 <= row < len(self._rows):
            self.clicked.emit(self._rows[row][0])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rounded(painter, theme, self.rect().toRectF(), "surface", "line2", 6)
        for place, (name, note) in enumerate(self._rows):
            row = QRect(4, theme.px(4) + place * theme.px(ROW), self.width() - 8, theme.px(ROW))
            if place == self._at:
                rounded(painter, theme, row.toRectF(), "atint", "", 5)
            inside = row.adjusted(theme.px(8), 0, -theme.px(8), 0)
            used = draw_row_text(painter, theme, inside, note, Role.CAPTION, "t3", TRAILING)
            draw_row_text(
                painter, theme, inside.adjusted(0, 0, -used - theme.px(8), 0), name, Role.BODY, "t1"
            )

    def _row(self, place: QPoint) -> int:
        return (place.y() - self._look.theme.px(4)) // self._look.theme.px(ROW)
