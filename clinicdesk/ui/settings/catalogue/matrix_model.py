"""The matrix as a model: heads that fold, a line per term, its price, and a cell per language."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from clinicdesk.domain.completeness import Words
from clinicdesk.domain.money import Money
from clinicdesk.domain.text import searchable
from clinicdesk.domain.wordings import PROCEDURES, Matrix, PlanTerms, Term, TermGroup, TermRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.settings.catalogue.matrix_words import PARTS, STATES, column_name, spoken

Index = QModelIndex | QPersistentModelIndex
Entry = TermGroup | TermRow
NAME, PRICE, LANGUAGES = 0, 1, 2
ENTRY = Qt.ItemDataRole.UserRole
STATE = Qt.ItemDataRole.UserRole + 1
BLOCKS = Qt.ItemDataRole.UserRole + 2
FILTERS = ("all", "missing", "changed")
_LACKING = {"missing": {Words.MISSING}, "changed": {Words.STALE}}


class MatrixModel(QAbstractTableModel):
    """Shows a matrix filtered by words and by state; folding and filters keep the data as it was read."""

    shown_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        """Begin with nothing."""
        super().__init__()
        self._desk = desk
        self.matrix = Matrix((), ())
        self.currency = ""
        self._entries: list[Entry] = []
        self._folded: set[str] = set()
        self._text, self._filter = "", "all"
        self._names: dict[Term, str] = {}

    def show_matrix(self, matrix: Matrix, currency: str) -> None:
        """Show another reading; prices are in ``currency``."""
        self.beginResetModel()
        self.matrix, self.currency = matrix, currency
        self._names = {
            row.term: searchable(f"{row.term.key} {row.name}")
            for group in matrix.groups
            for row in group.rows
        }
        self._entries = list(self._shown())
        self.endResetModel()
        self.shown_changed.emit()

    def narrow(self, *, text: str | None = None, state: str | None = None) -> None:
        """Show only lines with every word of ``text``, and with a cell that is missing or changed."""
        self.beginResetModel()
        self._text = self._text if text is None else searchable(text)
        self._filter = self._filter if state is None else state
        self._entries = list(self._shown())
        self.endResetModel()
        self.shown_changed.emit()

    def fold(self, number: int) -> None:
        """Fold or unfold the group whose head is at ``number``."""
        entry = self._entries[number]
        if isinstance(entry, TermGroup):
            self.beginResetModel()
            self._folded ^= {entry.key}
            self._entries = list(self._shown())
            self.endResetModel()
            self.shown_changed.emit()

    def unfold(self, term: Term) -> None:
        """Make sure that a term is shown: its group open, and no filter in its way."""
        if self.place(term) < 0:
            self._folded -= {g.key for g in self.matrix.groups if any(row.term == term for row in g.rows)}
            self.narrow()
        if self.place(term) < 0:
            self.narrow(text="", state="all")

    def is_folded(self, key: str) -> bool:
        """Whether the lines of a group are hidden."""
        return key in self._folded

    @property
    def entries(self) -> list[Entry]:
        """What is shown, heads among lines."""
        return self._entries

    @property
    def lines(self) -> int:
        """How many terms are shown."""
        return sum(isinstance(entry, TermRow) for entry in self._entries)

    @property
    def priced(self) -> bool:
        """Whether the lines are procedures, which have prices."""
        groups = self.matrix.groups
        return any(row.term.part == PROCEDURES for group in groups for row in group.rows)

    def title(self, group: TermGroup) -> str:
        """Return a head's words."""
        return group.title or self._desk.t(PARTS[group.key])

    def place(self, term: Term) -> int:
        """Return the number of a term's line, -1 where it is not shown."""
        for number, entry in enumerate(self._entries):
            if isinstance(entry, TermRow) and entry.term == term:
                return number
        return -1

    def state(self, row: TermRow, language: str) -> Words:
        """Return how a cell stands."""
        return row.states[self.matrix.languages.index(language)]

    def blocked(self, term: Term, language: str) -> tuple[PlanTerms, ...]:
        """Return the open plans that wait for a cell."""
        return self.matrix.blocked.get((term, language), ())

    def next_missing(self, number: int, column: int) -> tuple[int, int] | None:
        """Return the place of the next missing cell after one, round the end; blocking ones come first."""
        cells = list(self._missing())
        urgent = [cell for cell in cells if self._blocks(*cell)]
        found = urgent if urgent and urgent != [(number, column)] else cells
        after = [cell for cell in found if cell > (number, column)]
        return next(iter(after or found), None)

    def _missing(self) -> Iterator[tuple[int, int]]:
        for number, entry in enumerate(self._entries):
            if isinstance(entry, TermRow) and entry.active:
                for place, state in enumerate(entry.states):
                    if state is Words.MISSING:
                        yield number, LANGUAGES + place

    def _blocks(self, number: int, column: int) -> bool:
        entry = self._entries[number]
        language = self.matrix.languages[column - LANGUAGES]
        return isinstance(entry, TermRow) and bool(self.blocked(entry.term, language))

    def _shown(self) -> Iterator[Entry]:
        parts = self._text.split()
        for group in self.matrix.groups:
            rows = [row for row in group.rows if self._fits(row, parts)]
            if rows or (not parts and self._filter == "all"):
                yield TermGroup(group.key, group.title, tuple(rows))
                if group.key not in self._folded:
                    yield from rows

    def _fits(self, row: TermRow, parts: list[str]) -> bool:
        lacking = _LACKING.get(self._filter)
        if lacking is not None and not lacking.intersection(row.states):
            return False
        return all(part in self._names[row.term] for part in parts)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many heads and lines are shown."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the columns: name, price, and one a language."""
        return 0 if parent.isValid() else LANGUAGES + len(self.matrix.languages)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading; languages in two letters, said in full to readers."""
        t = self._desk.t
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if section >= LANGUAGES:
            language = self.matrix.languages[section - LANGUAGES]
            if role == Qt.ItemDataRole.DisplayRole:
                return column_name(language)
            full = role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
            return spoken(t, language) if full else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == NAME:
            return t("Procedure, own code") if self.priced else t("Text")
        return self.currency

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return an entry, a cell's state, and what a cell says in words."""
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if isinstance(entry, TermGroup):
            said = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
            return f"{self.title(entry)} {len(entry.rows)}" if said and index.column() == NAME else None
        if index.column() >= LANGUAGES:
            return self._cell(entry, self.matrix.languages[index.column() - LANGUAGES], role)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._name(entry) if index.column() == NAME else self.price(entry)
        return None

    def price(self, row: TermRow) -> str:
        """Return a line's price in the base currency, empty where it has none."""
        minor = row.prices.get(self.currency)
        return "" if minor is None else self._desk.t.formats.money(Money(minor, self.currency), bare=True)

    def _name(self, row: TermRow) -> str:
        return f"{row.name}, {row.term.key}" if row.term.part == PROCEDURES else row.name

    def _cell(self, row: TermRow, language: str, role: int) -> Any:
        if role == STATE:
            return self.state(row, language)
        plans = self.blocked(row.term, language)
        if role == BLOCKS:
            return bool(plans)
        if role not in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        t = self._desk.t
        said = t(STATES[self.state(row, language)])
        words = t("{name}, {language}: {state}", name=row.name, language=spoken(t, language), state=said)
        if not plans:
            return words
        numbers = t.formats.items([plan.number for plan in plans])
        return t("{words}, blocks {plans}", words=words, plans=numbers)
