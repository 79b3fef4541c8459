"""The tables beside the columns: rows of people who are already here, and rows that are rejected."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import plain_tip
from clinicdesk.ui.widgets.painting import draw_row_text, mirrored

Index = QModelIndex | QPersistentModelIndex
Cells = Callable[[int], tuple[str, ...]]
NAME = 1
SIDE = 14


class RowModel(QAbstractTableModel):
    """Rows whose cells are worded when they are shown; the second column is a person's name."""

    def __init__(self, desk: Desk, titles: Sequence[str]) -> None:
        """Head the columns with ``titles``."""
        super().__init__()
        self._desk = desk
        self._titles = list(titles)
        self._count = 0
        self._cells: Cells = lambda _: ()

    def show_rows(self, count: int, cells: Cells) -> None:
        """Show ``count`` rows; ``cells`` words the one at an index."""
        self.beginResetModel()
        self._count, self._cells = count, cells
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the rows."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the columns."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading, at the leading edge."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return self._titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows; its tooltip says all of it as plain text."""
        text = self._cells(index.row())[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return " ".join(text.split())
        return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else None


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: its row number quiet, the name strong, the rest in the second ink."""

    def __init__(self, desk: Desk, table: QTableView) -> None:
        """Paint for ``table``."""
        super().__init__(table)
        self._desk, self._table = desk, table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, hairline and words."""
        theme, rect = self._desk.theme, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.brush("atint"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.brush("line"))
        if selected and index.column() == 0 and self._table.hasFocus():
            bar = mirrored(option.direction, rect, QRect(rect.x(), rect.y(), 3, rect.height()))
            painter.fillRect(bar, theme.brush("accent"))
        token = {0: "t2" if selected else "t3", NAME: "t1"}.get(index.column(), "t2")
        words = rect.adjusted(theme.px(SIDE if index.column() == 0 else 8), 0, -4, 0)
        painter.save()
        painter.setLayoutDirection(option.direction)
        role = Role.NAME if index.column() == NAME else Role.BODY
        draw_row_text(painter, theme, mirrored(option.direction, rect, words), index.data(), role, token)
        painter.restore()


class RowTable(QTableView):
    """A quiet table of whole rows; Enter or a double click opens one."""

    opened = Signal(int)

    def __init__(self, desk: Desk, name: str, titles: Sequence[str], widths: Sequence[int]) -> None:
        """Name the table; the last column takes what the ``widths`` of the others leave."""
        super().__init__()
        self.rows = RowModel(desk, titles)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(desk, self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(desk.theme.px(30))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for section, wide in enumerate(widths):
            header.resizeSection(section, desk.theme.px(wide))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; letters jump nowhere."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: names are found with the box at the top."""
