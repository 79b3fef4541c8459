"""The table of patients: a head that sorts and ticks all, rows of 36, and keys that tick and open."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.patients.table_delegate import PAD, PatientDelegate, draw_tick
from clinicdesk.ui.patients.table_model import SORTS, Column, Index, PatientTable
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.list_table import as_list
from clinicdesk.ui.widgets.painting import (
    CENTRE,
    LEADING,
    TRAILING,
    draw_icon,
    draw_row_text,
    metrics,
    mirrored,
)

ROW_HEIGHT, HEAD_HEIGHT = 36, 33
WIDTHS = {
    Column.TICK: 46,
    Column.MARKET: 128,
    Column.TREATMENT: 204,
    Column.DUE: 150,
    Column.IDEAL: 96,
    Column.WHO: 52,
    Column.CONSENT: 64,
    Column.PAID: 104,
}
"""All columns but the name, which takes the rest."""
_ALIGNED = {Column.WHO: CENTRE, Column.CONSENT: CENTRE, Column.PAID: TRAILING}


class TableHead(QHeaderView):
    """Names of columns; a click sorts (``sorted``) or, on the first, ticks everybody (``ticked_all``)."""

    sorted = Signal(str, bool)
    ticked_all = Signal(bool)

    def __init__(self, desk: Desk, model: PatientTable) -> None:
        """Name the columns of ``model``, sorted by name."""
        super().__init__(Qt.Orientation.Horizontal)
        self._desk = desk
        self._table = model
        self.order, self.descending = "name", False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(desk.look.theme.px(HEAD_HEIGHT))
        self.sectionClicked.connect(self.press)
        model.ticks_changed.connect(lambda: self.viewport().update())

    def press(self, section: int) -> None:
        """Sort by a column, or the other way round; or tick everybody."""
        column = Column(section)
        if column is Column.TICK:
            self.ticked_all.emit(self._table.tick_state() != Qt.CheckState.Checked)
        elif column in SORTS:
            again = self.order == SORTS[column]
            self.descending = not self.descending if again else column is Column.PAID
            self.order = SORTS[column]
            self.viewport().update()
            self.sorted.emit(self.order, self.descending)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw a name, with the arrow of the order beside it, or the box that ticks all."""
        theme, column = self._desk.look.theme, Column(logicalIndex)
        painter.save()
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(rect, theme.brush("surface"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.brush("line"))
        if column is Column.TICK:
            draw_tick(painter, self._desk, rect, self._table.tick_state())
            painter.restore()
            return
        words = str(self._table.headerData(logicalIndex, Qt.Orientation.Horizontal))
        own = SORTS.get(column) == self.order
        inner = rect.adjusted(theme.px(PAD), 0, -theme.px(PAD), 0)
        align = _ALIGNED.get(column, LEADING)
        arrow = theme.px(16) if own else 0
        if align == TRAILING:
            inner = mirrored(self.layoutDirection(), inner, inner.adjusted(0, 0, -arrow, 0))
        token = "t1" if own else "t3"
        draw_row_text(painter, theme, inner, words, Role.LABEL, token, align)
        if own:
            used = metrics(theme, Role.LABEL).horizontalAdvance(words) + theme.px(4)
            x = inner.right() + 1 if align == TRAILING else inner.x() + used
            place = QRect(x, rect.y(), theme.px(13), rect.height())
            name = "chevron-down" if self.descending else "chevron-up"
            whole = mirrored(self.layoutDirection(), rect, place)
            draw_icon(painter, self._desk.look, whole, name, theme.px(13), "accent")
        painter.restore()


class PatientTableView(QTableView):
    """The rows. Up and Down walk, Shift with them ticks along, Space ticks, Ctrl+A ticks all, Enter opens."""

    opened = Signal(int)

    def __init__(self, desk: Desk, model: PatientTable) -> None:
        """Show ``model``."""
        super().__init__()
        self._desk = desk
        self._table = model
        self.setModel(model)
        self.delegate = PatientDelegate(desk, self)
        self.setItemDelegate(self.delegate)
        self.head = TableHead(desk, model)
        self.setHorizontalHeader(self.head)
        as_list(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setMouseTracking(True)
        self.setAccessibleName(desk.t("Patients"))
        self._size()
        desk.theme.changed.connect(self._size)
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def go_to(self, number: int) -> None:
        """Make a row current and bring it into view."""
        number = max(0, min(number, self._table.rowCount() - 1))
        index = self._table.index(number, Column.NAME)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def visible_rows(self) -> tuple[int, int]:
        """Return the numbers of the first and the last row in view, counted from 1; (0, 0) for none."""
        if not self._table.rowCount():
            return (0, 0)
        area = self.viewport().rect()
        first = max(0, self.rowAt(area.top() + 1))
        last = self.rowAt(area.bottom() - self._desk.look.theme.px(ROW_HEIGHT) // 2)
        return (first + 1, (last if last >= 0 else self._table.rowCount() - 1) + 1)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Paint both rows whole: the focus frames a row, not a cell."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, tick, open; other keys belong to the page."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        here = self.currentIndex().row()
        page = max(1, self.viewport().height() // self._desk.look.theme.px(ROW_HEIGHT) - 1)
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
        }
        if key in steps and not control:
            self._walk(here, steps[key], ticks=shift)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go_to(0 if key is Qt.Key.Key_Home else self._table.rowCount() - 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(here)
        elif key is Qt.Key.Key_Space:
            self._table.tick([here])
        elif key is Qt.Key.Key_A and control:
            self._table.tick_all(True)
        elif key is Qt.Key.Key_Escape and self._table.ticked:
            self._table.tick_all(False)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick on the box or with Ctrl or Shift, else make the row current."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        before = self.currentIndex().row()
        self.setCurrentIndex(self._table.index(index.row(), Column.NAME))
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and before >= 0:
            first, last = sorted((before, index.row()))
            self._table.tick(range(first, last + 1), True)
        elif index.column() == Column.TICK or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._table.tick([index.row()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rest of the width to the names."""
        super().resizeEvent(event)
        self._size()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the hand over a box."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            over = self.indexAt(event.position().toPoint())
            hand = over.isValid() and over.column() == Column.TICK
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
            )
        return super().viewportEvent(event)

    def _walk(self, here: int, step: int, *, ticks: bool) -> None:
        there = max(0, min(here + step, self._table.rowCount() - 1))
        if ticks and here >= 0:
            first, last = sorted((here, there))
            self._table.tick(range(first, last + 1), True)
        self.go_to(there)

    def _open(self, number: int) -> None:
        if 0 <= number < len(self._table.ids):
            self.opened.emit(self._table.ids[number])

    def _size(self) -> None:
        px = self._desk.look.theme.px
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        self.head.setFixedHeight(px(HEAD_HEIGHT))
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, px(width))
        rest = self.viewport().width() - sum(px(width) for width in WIDTHS.values())
        self.setColumnWidth(Column.NAME, max(px(180), rest))
