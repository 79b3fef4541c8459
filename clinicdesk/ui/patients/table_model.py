"""The list of patients as a model: it knows every id, and reads rows in pages by their number when seen."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from clinicdesk.domain.people import PatientRow

ROW = Qt.ItemDataRole.UserRole
TICKED = Qt.ItemDataRole.UserRole + 1
PAGE, PAGES_KEPT = 200, 30

Index = QModelIndex | QPersistentModelIndex
Reads = Callable[[Sequence[int]], Sequence[PatientRow]]


class Column(IntEnum):
    """The columns in their order."""

    TICK = 0
    NAME = 1
    MARKET = 2
    TREATMENT = 3
    DUE = 4
    IDEAL = 5
    WHO = 6
    CONSENT = 7
    PAID = 8


SORTS = {
    Column.NAME: "name",
    Column.MARKET: "market",
    Column.TREATMENT: "last_treatment",
    Column.DUE: "due",
    Column.IDEAL: "ideal_return",
    Column.PAID: "paid",
}
"""The columns that sort, with the name of the order in SQL."""


class PatientTable(QAbstractTableModel):
    """Rows by number; ticks by id, so that they stay while the order changes."""

    ticks_changed = Signal()

    def __init__(self, reads: Reads, says: Callable[[PatientRow, Column], str], heads: Sequence[str]) -> None:
        """Read rows with ``reads``, word cells with ``says``; ``heads`` name the columns."""
        super().__init__()
        self._reads = reads
        self._says = says
        self._heads = list(heads)
        self._ids: tuple[int, ...] = ()
        self._pages: OrderedDict[int, tuple[PatientRow | None, ...]] = OrderedDict()
        self._ticked: set[int] = set()

    @property
    def ids(self) -> tuple[int, ...]:
        """Everybody found, in order."""
        return self._ids

    def show_ids(self, ids: tuple[int, ...]) -> None:
        """Show other people, or the same in another order; ticks of people still found stay."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()
        left = self._ticked.intersection(ids)
        if left != self._ticked:
            self._ticked = left
        self.ticks_changed.emit()

    def row(self, number: int) -> PatientRow | None:
        """Return the row of a number; its page is read when it is first asked for."""
        if not 0 <= number < len(self._ids):
            return None
        page = number // PAGE
        if page not in self._pages:
            self._pages[page] = self._read(page)
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page][number % PAGE]

    def place(self, patient_id: int) -> int:
        """Return the number of a patient's row, -1 where the patient is not in the list."""
        try:
            return self._ids.index(patient_id)
        except ValueError:
            return -1

    @property
    def ticked(self) -> tuple[int, ...]:
        """The ids ticked, in the order of the list."""
        return tuple(i for i in self._ids if i in self._ticked) if self._ticked else ()

    def tick(self, numbers: Sequence[int], on: bool | None = None) -> None:
        """Tick or untick rows; None turns each round."""
        for number in numbers:
            if 0 <= number < len(self._ids):
                patient_id = self._ids[number]
                wanted = patient_id not in self._ticked if on is None else on
                (self._ticked.add if wanted else self._ticked.discard)(patient_id)
        self._told()

    def tick_all(self, on: bool) -> None:
        """Tick everybody found, or nobody."""
        self._ticked = set(self._ids) if on else set()
        self._told()

    def tick_state(self) -> Qt.CheckState:
        """Whether all, some or none are ticked."""
        if not self._ticked:
            return Qt.CheckState.Unchecked
        every = len(self._ticked) == len(self._ids)
        return Qt.CheckState.Checked if every else Qt.CheckState.PartiallyChecked

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many rows as people were found, from the start: the scroll bar is true."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The nine columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row for the delegate, words for readers."""
        if not index.isValid():
            return None
        if role == TICKED:
            return self._ids[index.row()] in self._ticked
        if role not in {ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        row = self.row(index.row())
        if row is None or role == ROW:
            return row
        return self._says(row, Column(index.column()))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def rename(self, column: Column, words: str) -> None:
        """Name a column anew, as when the clinic's currency is known."""
        self._heads[column] = words
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen, never edited in place."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _read(self, page: int) -> tuple[PatientRow | None, ...]:
        wanted = self._ids[page * PAGE : (page + 1) * PAGE]
        found = {row.id: row for row in self._reads(wanted)}
        return tuple(found.get(patient_id) for patient_id in wanted)

    def _told(self) -> None:
        if self._ids:
            last = self.index(len(self._ids) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [TICKED])
        self.ticks_changed.emit()
