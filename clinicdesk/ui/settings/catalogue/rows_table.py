"""A plain table of words to read, for lists of differences; a cell that is cut is whole in its tooltip."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.widgets.labels import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 30


class RowsModel(QAbstractTableModel):
    """Rows of words under heads; with ``ticks`` each row has a box in its first column."""

    ticks_changed = Signal()

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self._heads: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()
        self._ticks: list[bool] | None = None
        self._numbers: frozenset[int] = frozenset()

    def show_rows(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        ticks: Sequence[bool] | None = None,
        numbers: Sequence[int] = (),
    ) -> None:
        """Show other rows; ``numbers`` are the columns of figures, which stand at the trailing edge."""
        self.beginResetModel()
        self._heads, self._rows = heads, rows
        self._ticks = list(ticks) if ticks is not None else None
        self._numbers = frozenset(numbers)
        self.endResetModel()

    def ticked(self) -> list[int]:
        """Return the places of the rows that are chosen."""
        return [place for place, on in enumerate(self._ticks or ()) if on]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align(section)
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows are read; the first column can be ticked where there are boxes."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._ticks is not None and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, its tooltip, and its box."""
        words = self._rows[index.row()][index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align(index.column())
        if role == Qt.ItemDataRole.CheckStateRole and self._ticks is not None and index.column() == 0:
            return Qt.CheckState.Checked if self._ticks[index.row()] else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a row."""
        if role != Qt.ItemDataRole.CheckStateRole or self._ticks is None:
            return False
        self._ticks[index.row()] = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(index, index)
        self.ticks_changed.emit()
        return True

    def _align(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._numbers else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class RowsTable(QTableView):
    """Shows a ``RowsModel``; the column ``wide`` takes the rest of the width. Space ticks the row."""

    def __init__(self, desk: Desk, name: str) -> None:
        """Make an empty table called ``name``."""
        super().__init__()
        self._desk = desk
        self.rows = RowsModel()
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setProperty("plain", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(desk.theme.px(ROW_HEIGHT))
        self.horizontalHeader().setHighlightSections(False)

    def fit(self, widths: Sequence[int]) -> None:
        """Give the columns their widths in pixels of the look; 0 shares what is left."""
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            if width:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(column, self._desk.theme.px(width))
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
