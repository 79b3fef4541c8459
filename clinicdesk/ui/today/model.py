"""The due list as a flat list model: a header for each group and the rows under it, folded or not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt

from clinicdesk.domain.board import LookState
from clinicdesk.domain.due import DueGroup, DueRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.today.words import due, filled, whence
from clinicdesk.ui.widgets.section_header import HEIGHT as HEADER_HEIGHT
from clinicdesk.ui.widgets.section_header import Section

Index = QModelIndex | QPersistentModelIndex
ITEM = int(Qt.ItemDataRole.UserRole)
SIZE = int(Qt.ItemDataRole.SizeHintRole)
ROW_HEIGHT = 42
CLOCKED = (DueGroup.REPLY, DueGroup.PLANS)
"""The groups whose rows have a running clock."""


@dataclass(frozen=True)
class GroupItem:
    """The header of a group as it stands in the list."""

    group: DueGroup
    section: Section


Item = GroupItem | DueRow


class DueModel(QAbstractListModel):
    """Shows the rows of a due list; folding and filtering never ask the clinic's file again."""

    def __init__(self, desk: Desk) -> None:
        """Make an empty list; ``titles`` gives each group's icon, title and caption."""
        super().__init__()
        self._desk = desk
        self._rows: Sequence[DueRow] = ()
        self._titles: dict[DueGroup, tuple[str, str, str]] = {}
        self._folded: set[DueGroup] = set()
        self._states: frozenset[LookState] = frozenset()
        self.items: list[Item] = []
        self._measure()
        desk.look.theme.changed.connect(self._measure)

    def show_rows(self, rows: Sequence[DueRow], titles: dict[DueGroup, tuple[str, str, str]]) -> None:
        """Show other rows, in their order; ``titles`` are icon, title and caption of each group."""
        self._rows, self._titles = rows, titles
        self._build()

    def filter_states(self, states: Collection[LookState]) -> None:
        """Show only rows in these states; none given shows all."""
        self._states = frozenset(states)
        self._build()

    def fold(self, group: DueGroup) -> None:
        """Fold a group, or unfold it."""
        self._folded ^= {group}
        self._build()

    def is_folded(self, group: DueGroup) -> bool:
        """Whether only the header of the group is shown."""
        return group in self._folded

    def unfold(self, group: DueGroup) -> None:
        """Show the rows of a group."""
        if group in self._folded:
            self.fold(group)

    def rows(self) -> list[DueRow]:
        """The rows that the filter lets through, folded ones too."""
        return [row for row in self._rows if not self._states or row.state in self._states]

    def position(self, followup_id: int) -> int:
        """Return the place of a row in the list, or -1 where it is not shown."""
        for place, item in enumerate(self.items):
            if isinstance(item, DueRow) and item.id == followup_id:
                return place
        return -1

    def item(self, place: int) -> Item | None:
        """Return what stands at a place, None outside of the list."""
        return self.items[place] if 0 <= place < len(self.items) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """See QAbstractListModel."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the item itself, its height, or the words that a screen reader says.

        Heights come first: a list of thousands asks for all of them whenever it is laid out.
        """
        if role == SIZE:
            return self._header_size if isinstance(self.items[index.row()], GroupItem) else self._row_size
        item = self.item(index.row())
        if item is None:
            return None
        if role == ITEM:
            return item
        if role in {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)}:
            return self._spoken(item)
        return None

    def touch(self, first: int, last: int) -> None:
        """Say that the clocks of the rows from ``first`` to ``last`` moved."""
        clocked = [
            place
            for place in range(max(0, first), min(last + 1, len(self.items)))
            if isinstance(item := self.items[place], DueRow) and item.group in CLOCKED
        ]
        if clocked:
            self.dataChanged.emit(self.index(clocked[0]), self.index(clocked[-1]))

    def _spoken(self, item: Item) -> str:
        if isinstance(item, GroupItem):
            return f"{item.section.title}, {item.section.count}"
        title = filled(self._desk, item.title_key, item.title_data)
        says = due(self._desk, item).strong
        return ", ".join(part for part in (item.name, title, says, whence(self._desk, item)) if part)

    def _measure(self) -> None:
        px = self._desk.look.theme.px
        self._row_size, self._header_size = QSize(100, px(ROW_HEIGHT)), QSize(100, px(HEADER_HEIGHT))
        self.layoutChanged.emit()

    def _build(self) -> None:
        self.beginResetModel()
        self.items = []
        shown = self.rows()
        for group in DueGroup:
            own = [row for row in shown if row.group is group]
            if not own:
                continue
            icon, title, caption = self._titles[group]
            folded = group in self._folded
            self.items.append(GroupItem(group, Section(icon, title, len(own), caption, open=not folded)))
            if not folded:
                self.items.extend(own)
        self.endResetModel()
