"""The lines of one trip as a table; what cannot be read stays in its cell with a sentence beside it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from clinicdesk.domain.completeness import Problem, Severity
from clinicdesk.domain.errors import ClinicError, InvalidInput
from clinicdesk.domain.plans import PlanItem
from clinicdesk.domain.teeth import Chosen, compact
from clinicdesk.domain.text import marked
from clinicdesk.domain.totals import LineAmount
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.plans.cells import EDITABLE, FIGURES, Cells, Column
from clinicdesk.ui.plans.edits import of_procedure
from clinicdesk.ui.widgets.labels import plain_tip

Index = QModelIndex | QPersistentModelIndex
Items = tuple[PlanItem, ...]
SHORT_TEXT = 14
SHORTENED = marked("Only the first {count} characters were pasted.")


@dataclass(frozen=True)
class Wrong:
    """What was typed into a cell and could not be used, and why."""

    text: str
    sentence: str


@dataclass
class Line:
    """One row: its item as saved, and the cells whose typing could not be used."""

    item: PlanItem
    wrong: dict[Column, Wrong] = field(default_factory=dict)


class TripModel(QAbstractTableModel):
    """The rows of a trip and, last, the new row that starts a line.

    ``accept`` is called with the trip's items after a change, and raises ClinicError where the plan refuses
    them; the cell then keeps the text. ``new_teeth`` are teeth typed before their procedure.
    """

    wrong_changed = Signal()

    def __init__(self, t: Translator, cells: Cells, accept: Callable[[Items], None]) -> None:
        """Make an empty trip."""
        super().__init__()
        self._t, self._accept = t, accept
        self.cells = cells
        self.lines: list[Line] = []
        self._amounts: tuple[LineAmount, ...] = ()
        self._problems: Mapping[int, Problem] = {}
        self._told: list[tuple[object, ...]] = []
        self.new_teeth = Chosen()
        self.new_wrong: dict[Column, Wrong] = {}
        self.locked = False

    def show(
        self,
        cells: Cells,
        items: Items,
        amounts: Sequence[LineAmount],
        problems: Mapping[int, Problem],
    ) -> None:
        """Show the trip as it stands; rows that stay keep what was typed wrong in them."""
        same_words = cells.offer is self.cells.offer and cells.currency == self.cells.currency
        self.cells = cells
        self._take(items)
        self._amounts, self._problems = tuple(amounts), problems
        before, self._told = self._told, [self._telling(row) for row in range(len(self.lines))]
        if same_words and len(before) == len(self._told):
            self._touch_rows(row for row, told in enumerate(self._told) if told != before[row])
        else:
            self._touch()
        self.wrong_changed.emit()

    def translator(self, text: str, **data: object) -> str:
        """Return a sentence in the words of the screen."""
        return self._t(text, **data)

    def wrong(self, row: int) -> dict[Column, Wrong]:
        """Return what is wrong in a row, by column."""
        return self.lines[row].wrong if row < len(self.lines) else self.new_wrong

    def is_new(self, row: int) -> bool:
        """Whether ``row`` is the last one, which starts a line."""
        return row >= len(self.lines)

    def problem(self, row: int) -> Problem | None:
        """Return the first problem of a row."""
        return self._problems.get(row)

    def severity(self, row: int) -> Severity | None:
        """Return how bad a row is: what cannot be read blocks as well."""
        if self.wrong(row):
            return Severity.BLOCK
        found = self._problems.get(row)
        return found.severity if found else None

    def rowCount(self, parent: Index | None = None) -> int:
        """One row a line, and the new one where the plan may be changed."""
        if parent is not None and parent.isValid():
            return 0
        return len(self.lines) + (0 if self.locked else 1)

    def columnCount(self, parent: Index | None = None) -> int:
        """Nine columns."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name the columns."""
        if orientation is Qt.Orientation.Vertical:
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heading(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignTrailing if column in FIGURES else Qt.AlignmentFlag.AlignLeading
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def heading(self, column: Column) -> str:
        """Return a column's name."""
        t = self._t
        names = {
            Column.PROCEDURE: t("Procedure"),
            Column.TEETH: t("Teeth"),
            Column.QUANTITY: t("Qty"),
            Column.UNIT: t("Unit"),
            Column.DISCOUNT: t("Disc."),
            Column.AMOUNT: t("Amount"),
            Column.MATERIAL: t("Brand or material"),
            Column.GUARANTEE: t("Guarantee"),
        }
        return names.get(column, "")

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells are typed into, except the amount and the problem; a new row begins with its procedure."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        column = Column(index.column())
        usable = column in EDITABLE and (not self.is_new(index.row()) or column is Column.PROCEDURE)
        return flags | Qt.ItemFlag.ItemIsEditable if usable and not self.locked else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, how it is edited, and what readers are told of it."""
        if not index.isValid():
            return None
        column, row = Column(index.column()), index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return self.typed(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            found = self.wrong(row).get(column)
            text = f"{self.heading(column)}: {self.shown(row, column)}"
            return f"{text}. {found.sentence}" if found else text
        return None

    def _tip(self, row: int, column: Column) -> str:
        """Return what a cell has no room for: a long name in full, a problem in its sentence."""
        problem = self._problems.get(row)
        if column is Column.PROBLEM:
            return self._t(problem.message, **problem.data) if problem else ""
        text = self.shown(row, column)
        return text if len(text) > SHORT_TEXT and not self.is_new(row) else ""

    def shown(self, row: int, column: Column) -> str:
        """Return what a cell shows: what was typed wrong, else the line's own."""
        found = self.wrong(row).get(column)
        if found is not None:
            return found.text
        if self.is_new(row):
            return self._invitation() if column is Column.PROCEDURE else ""
        if row >= len(self._amounts):
            return ""
        return self.cells.shown(self.lines[row].item, column, self._amounts[row])

    def _invitation(self) -> str:
        teeth = compact(self.new_teeth.teeth) or self.cells.area(self.new_teeth.area)
        if teeth:
            return self._t("{teeth}: now type the procedure, then Enter", teeth=teeth)
        return self._t("Type a procedure or a tooth number, then Enter")

    def typed(self, row: int, column: Column) -> str:
        """Return the text that an editor starts with."""
        found = self.wrong(row).get(column)
        if found is not None:
            return found.text
        return "" if self.is_new(row) else self.cells.typed(self.lines[row].item, column)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed: into the line where it can be read, else beside its sentence."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        return self.take(index.row(), Column(index.column()), str(value))

    def take(self, row: int, column: Column, text: str) -> bool:
        """Take what was typed into a cell; return whether it could be used."""
        if text == self.typed(row, column) and column not in self.wrong(row):
            return True
        self.wrong(row).pop(column, None)
        try:
            if self.is_new(row):
                self._start(text)
            else:
                before = self.lines[row].item
                items = list(self.items())
                items[row] = self.cells.read(before, column, text)
                self._accept(tuple(items))
        except ClinicError as error:
            self.complain(row, column, Wrong(text, self._t.error(error)))
            return False
        self._touch()
        self.wrong_changed.emit()
        return True

    def complain(self, row: int, column: Column, wrong: Wrong) -> None:
        """Keep what was typed into a cell, with the sentence of why it cannot be used."""
        self.wrong(row)[column] = wrong
        self._touch()
        self.wrong_changed.emit()

    def items(self) -> Items:
        """Return the trip's lines."""
        return tuple(line.item for line in self.lines)

    def move(self, row: int, step: int) -> int:
        """Move a row up (-1) or down (1); return where it stands then."""
        target = row + step
        if not (0 <= row < len(self.lines) and 0 <= target < len(self.lines)) or self.locked:
            return row
        self.lines[row], self.lines[target] = self.lines[target], self.lines[row]
        self._accept(self.items())
        return target

    def place(self, row: int, target: int) -> int:
        """Move a row to another place; return where it stands then."""
        if self.locked or not 0 <= target < len(self.lines):
            return row
        self.lines.insert(target, self.lines.pop(row))
        self._accept(self.items())
        return target

    def duplicate(self, row: int) -> int:
        """Add a copy of a row below it; return where the copy stands."""
        if self.is_new(row) or self.locked:
            return row
        items = list(self.items())
        items.insert(row + 1, replace(items[row], id=0))
        return row + 1 if self._try(tuple(items), row) else row

    def remove(self, row: int) -> None:
        """Take a row away; the new row is only emptied."""
        if self.locked:
            return
        if self.is_new(row):
            self.new_teeth = Chosen()
            self.new_wrong.clear()
            self._touch()
            self.wrong_changed.emit()
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.lines[row]
        self.endRemoveRows()
        self._accept(self.items())

    def change(self, row: int, **values: object) -> None:
        """Set facts of a line that have no cell: estimate, optional, note."""
        items = list(self.items())
        items[row] = replace(items[row], **values)  # type: ignore[arg-type]
        self._try(tuple(items), row)

    def _try(self, items: Items, row: int) -> bool:
        try:
            self._accept(items)
        except ClinicError as error:
            found = Wrong(self.shown(row, Column.PROCEDURE), self._t.error(error))
            self.complain(row, Column.PROCEDURE, found)
            return False
        return True

    def _start(self, text: str) -> None:
        """Begin a line from what was typed into the new row: a procedure, teeth, or both."""
        if not text.strip():
            return
        if len(text) > 300:
            raise InvalidInput(SHORTENED, count=300)
        chosen, rest = self.cells.split(text)
        if chosen != Chosen() and not rest:
            self.new_teeth = chosen
            return
        procedure = self.cells.find(rest or text)
        teeth = chosen if chosen != Chosen() else self.new_teeth
        item = of_procedure(None, procedure, self.cells.currency, teeth)
        self._accept((*self.items(), item))
        self.new_teeth = Chosen()

    def _take(self, items: Items) -> None:
        """Make the rows those of ``items``; rows before and after a change keep their wrong cells."""
        old = [_bare(line.item) for line in self.lines]
        new = [_bare(item) for item in items]
        if len(old) != len(new):
            first = next(
                (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None
            )
            first = min(len(old), len(new)) if first is None else first
            last = 0
            most = min(len(old), len(new)) - first
            while last < most and old[-1 - last] == new[-1 - last]:
                last += 1
            gone, come = len(old) - first - last, len(new) - first - last
            if gone:
                self.beginRemoveRows(QModelIndex(), first, first + gone - 1)
                del self.lines[first : first + gone]
                self.endRemoveRows()
            if come:
                self.beginInsertRows(QModelIndex(), first, first + come - 1)
                self.lines[first:first] = [Line(item) for item in items[first : first + come]]
                self.endInsertRows()
        for line, item in zip(self.lines, items, strict=True):
            line.item = item

    def _telling(self, row: int) -> tuple[object, ...]:
        """Return all that a row shows, to tell whether it must be drawn again."""
        line = self.lines[row]
        return _bare(line.item), self._amounts[row], self._problems.get(row), tuple(line.wrong.items())

    def _touch_rows(self, rows: Iterable[int]) -> None:
        """Have rows drawn again: drawing all of them costs more than composing the paper."""
        for row in rows:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _touch(self) -> None:
        rows = self.rowCount()
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, len(Column) - 1))


def _bare(item: PlanItem) -> PlanItem:
    """Return the line without the id that each save gives anew."""
    return replace(item, id=0)
