"""The table of a trip's lines, worked by the keyboard alone: type, Tab, Enter, move, duplicate, remove."""

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.plans.cell_delegate import COMPLAINT, GRIP, ROW, SIDE, CellDelegate
from clinicdesk.ui.plans.cells import EDITABLE, Column
from clinicdesk.ui.plans.grid_model import TripModel
from clinicdesk.ui.plans.problem_words import short
from clinicdesk.ui.plans.suggest import CellEdit
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.painting import draw_row_text, draw_state, focus_ring, mirrored

HEAD = 25
WIDTHS = {
    Column.PROCEDURE: 206,
    Column.TEETH: 100,
    Column.QUANTITY: 42,
    Column.UNIT: 62,
    Column.DISCOUNT: 46,
    Column.AMOUNT: 66,
    Column.MATERIAL: 142,
    Column.GUARANTEE: 88,
    Column.PROBLEM: 96,
}
"""Widths of the columns in the look's pixels; what is left over goes to the first and to the material."""


class TripGrid(QTableView):
    """Lines of one trip. Tab and Enter go to the next cell and row, Alt+Up and Alt+Down move a row,
    Ctrl+D doubles it, Del removes it; above the first and below the last row the next trip follows.
    """

    left = Signal(int)
    """The keys go above (-1) or below (1) this trip."""
    asked = Signal(int, QPoint)
    """The menu of a row is wanted, at a place of the screen."""
    entered = Signal()
    """The focus came in: this is the trip that the chart's letters change."""

    def __init__(self, desk: Desk, model: TripModel) -> None:
        """Show ``model``."""
        super().__init__()
        self._desk, self._look = desk, desk.look
        self._model = model
        self._dragged = -1
        self._drop = -1
        self._fitted: tuple[list[int], bool] = ([], False)
        self.delegate = CellDelegate(desk.look, lambda problem: short(desk.t, problem), self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self._set_up()
        self.delegate.entered.connect(self._next_row)
        model.wrong_changed.connect(self.fit)
        model.rowsInserted.connect(self.fit)
        model.rowsRemoved.connect(self.fit)
        for action in ("line-up", "line-down", "line-copy", "line-remove"):
            desk.actions.note(action)

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setMinimumSectionSize(1)
        columns.setHighlightSections(False)
        columns.setFixedHeight(self._look.theme.px(HEAD))
        columns.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side = "right" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "left"
        lead = self._look.theme.px(GRIP + 2)
        columns.setStyleSheet(f"QHeaderView::section:first {{ padding-{side}: {lead}px }}")

    def fit(self) -> None:
        """Make each row as high as it needs, and the grid as high as its rows."""
        px = self._look.theme.px
        heights = [
            px(ROW) + px(COMPLAINT) * len(self._model.wrong(row)) for row in range(self._model.rowCount())
        ]
        if (heights, self._model.locked) == self._fitted:
            return
        self._fitted = (heights, self._model.locked)
        self.clearSpans()
        if not self._model.locked:
            self.setSpan(self._model.rowCount() - 1, 0, 1, len(Column))
        for row, high in enumerate(heights):
            self.setRowHeight(row, high)
        self.setFixedHeight(px(HEAD) + sum(heights))
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """As wide as its columns."""
        return QSize(self._look.theme.px(sum(WIDTHS.values())), self.height())

    def go(self, row: int, column: Column = Column.PROCEDURE, *, edit: bool = False) -> None:
        """Put the focus into a cell, and open its editor where ``edit`` is set."""
        index = self._model.index(max(0, min(row, self._model.rowCount() - 1)), column)
        self.setFocus()
        self.setCurrentIndex(index)
        if edit and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def finish_typing(self) -> None:
        """Take what stands in an open editor, as when the page is left."""
        if self.state() is QAbstractItemView.State.EditingState:
            for editor in self.viewport().findChildren(CellEdit):
                self.commitData(editor)
                self.closeEditor(editor, CellDelegate.EndEditHint.NoHint)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go from cell to cell that can be typed into with Tab; to rows as usual with the arrows."""
        steps = {
            QAbstractItemView.CursorAction.MoveNext: 1,
            QAbstractItemView.CursorAction.MovePrevious: -1,
        }
        if action in steps:
            return self._neighbour(steps[action])
        return super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Carry out the keys of the editor; other letters open the cell."""
        key, row = Qt.Key(event.key()), self.currentIndex().row()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go_to(self._model.move(row, 1 if key == Qt.Key.Key_Down else -1))
        elif control and key == Qt.Key.Key_D:
            self._go_to(self._model.duplicate(row))
        elif key == Qt.Key.Key_Delete and not control:
            self._model.remove(row)
            self._go_to(min(row, self._model.rowCount() - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._next_row()
        elif key == Qt.Key.Key_Menu:
            self.asked.emit(
                row, self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
            )
        elif key == Qt.Key.Key_Up and row <= 0:
            self.left.emit(-1)
        elif key == Qt.Key.Key_Down and row == self._model.rowCount() - 1:
            self.left.emit(1)
        elif (
            key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            and not self._neighbour(-1 if key == Qt.Key.Key_Backtab else 1).isValid()
        ):
            self.focusNextPrevChild(key == Qt.Key.Key_Tab)
        elif control or alt:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        """Begin in a cell, and say that the focus is here."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0, Column.PROCEDURE))
        self.entered.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a row by its grip; a click into the new row begins to type."""
        index = self.indexAt(event.position().toPoint())
        row = index.row()
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and not self._model.is_new(row):
            cell = self.visualRect(index)
            grip = mirrored(
                self.layoutDirection(),
                cell,
                QRect(cell.x(), cell.y(), self._look.theme.px(GRIP), cell.height()),
            )
            if index.column() == Column.PROCEDURE and grip.contains(event.position().toPoint()):
                self._dragged = row
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and self._model.is_new(row):
            self.go(row, edit=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where a dragged row would go."""
        if self._dragged < 0:
            super().mouseMoveEvent(event)
            return
        row = self.rowAt(event.position().toPoint().y())
        self._drop = min(row if row >= 0 else len(self._model.lines), len(self._model.lines) - 1)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put a dragged row down."""
        dragged, drop = self._dragged, self._drop
        self._dragged = self._drop = -1
        if dragged >= 0 and drop >= 0 and drop != dragged:
            self._go_to(self._model.place(dragged, drop))
        self.viewport().update()
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row."""
        index = self.indexAt(event.pos())
        if index.isValid() and not self._model.is_new(index.row()):
            self.setCurrentIndex(index)
            self.asked.emit(index.row(), event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        px = self._look.theme.px
        widths = {column: px(width) for column, width in WIDTHS.items()}
        spare = self.viewport().width() - sum(widths.values())
        if spare >= 0:
            widths[Column.PROCEDURE] += spare * 2 // 5
            widths[Column.TEETH] += spare // 5
            widths[Column.MATERIAL] += spare - spare * 2 // 5 - spare // 5
        else:
            for column in (Column.MATERIAL, Column.PROCEDURE, Column.PROBLEM):
                taken = min(-spare, px(50))
                widths[column] -= taken
                spare += taken
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells, then the sentences under wrong ones, the focus and the place of a drop."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setLayoutDirection(self.layoutDirection())
        for row in range(self._model.rowCount()):
            self._paint_complaints(painter, row)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid():
            cell = self.visualRect(index)
            cell.setHeight(self._look.theme.px(ROW) - 1)
            focus_ring(painter, self._look.theme, cell.toRectF(), 3)
        if self._drop >= 0 and self._dragged >= 0:
            cell = self.visualRect(self._model.index(self._drop, 0))
            y = cell.bottom() if self._drop > self._dragged else cell.top()
            painter.fillRect(QRect(0, y - 1, self.viewport().width(), 2), self._look.theme.brush("accent"))

    def _paint_complaints(self, painter: QPainter, row: int) -> None:
        theme = self._look.theme
        y = self.rowViewportPosition(row) + theme.px(ROW) - 2
        for column, wrong in sorted(self._model.wrong(row).items()):
            cell = self.visualRect(self._model.index(row, column))
            lead = theme.px(GRIP + 2) if column is Column.PROCEDURE else theme.px(SIDE)
            words = wrong.sentence
            wide = self.fontMetrics().horizontalAdvance(words) + theme.px(40)
            start = min(cell.x() + lead, max(theme.px(GRIP), self.viewport().width() - wide))
            line = QRect(start, y, self.viewport().width() - start - theme.px(SIDE), theme.px(COMPLAINT))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                line = QRect(theme.px(SIDE), y, cell.right() - lead, theme.px(COMPLAINT))
            shape = mirrored(
                painter.layoutDirection(), line, line.adjusted(0, 0, theme.px(14) - line.width(), 0)
            )
            draw_state(painter, self._look, shape, State.OVERDUE, theme.px(13))
            text = mirrored(painter.layoutDirection(), line, line.adjusted(theme.px(19), 0, 0, 0))
            draw_row_text(painter, theme, text, words, Role.CAPTION, "red")
            y += theme.px(COMPLAINT)

    def _neighbour(self, step: int) -> QModelIndex:
        index = self.currentIndex()
        row, columns = index.row(), list(EDITABLE)
        column = Column(max(0, index.column()))
        if column not in columns:
            column = columns[0] if step < 0 else columns[-1]
        place = columns.index(column) + step
        if self._model.is_new(row) and place >= 0 and step > 0:
            return QModelIndex()
        if not 0 <= place < len(columns):
            row += step
            place = 0 if step > 0 else len(columns) - 1
        if not 0 <= row < self._model.rowCount():
            return QModelIndex()
        return self._model.index(row, Column.PROCEDURE if self._model.is_new(row) else columns[place])

    def _next_row(self) -> None:
        index = self.currentIndex()
        if self._model.is_new(index.row()):
            return
        row = min(index.row() + 1, self._model.rowCount() - 1)
        column = Column.PROCEDURE if self._model.is_new(row) else Column(index.column())
        self.setCurrentIndex(self._model.index(row, column))

    def _go_to(self, row: int) -> None:
        column = max(0, self.currentIndex().column())
        self.setCurrentIndex(self._model.index(row, column))
