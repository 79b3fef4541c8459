"""The section of prices: the whole catalogue in one table, one column per currency, edited in place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.money import Money
from clinicdesk.domain.procedures import Procedure
from clinicdesk.domain.text import fold, marked
from clinicdesk.i18n.parsing import parse_money
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.settings.section import Section
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.controls import SearchField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import row

Index = QModelIndex | QPersistentModelIndex
CODE, NAME, UNIT = 0, 1, 2
FIXED = 3
UNITS = {
    "tooth": marked("per tooth"),
    "unit": marked("per piece"),
    "implant": marked("per implant"),
    "quadrant": marked("per quarter"),
    "arch": marked("per jaw"),
    "side": marked("per side"),
    "session": marked("per session"),
    "half_hour": marked("per half hour"),
    "gram": marked("per gram"),
    "package": marked("as a package"),
    "visit": marked("per visit"),
}


class PriceModel(QAbstractTableModel):
    """Procedures and their prices; a typed price is stored at once and can be undone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.complaint = ""
        self._all: list[tuple[Procedure, str, str]] = []
        self._shown: list[tuple[Procedure, str, str]] = []
        self.currencies: tuple[str, ...] = ()
        self._text = ""

    def load(self) -> None:
        """Read the catalogue and the currencies."""
        self.beginResetModel()
        services = self._desk.services
        self.currencies = services.clinic.get().currencies
        offer = services.catalogue.offer()
        language = self._desk.t.language
        self._all = []
        for procedure in offer.procedures.values():
            if procedure.active:
                name = offer.name(procedure.code, language)
                self._all.append((procedure, name, fold(f"{procedure.code} {name}")))
        self._filter()
        self.endResetModel()

    def find(self, text: str) -> None:
        """Show only the procedures whose code or name has every word of ``text``."""
        self.beginResetModel()
        self._text = fold(text)
        self._filter()
        self.endResetModel()

    def _filter(self) -> None:
        words = self._text.split()
        self._shown = [entry for entry in self._all if all(word in entry[2] for word in words)]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many procedures are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the columns: code, name, unit and one per currency."""
        return 0 if parent.isValid() else FIXED + len(self.currencies)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= FIXED:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        t = self._desk.t
        return (t("Code"), t("Procedure"), t("Unit"), *self.currencies)[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Prices can be edited, the rest is read."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() >= FIXED else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, and what its editor starts with."""
        procedure, name, _ = self._shown[index.row()]
        column, formats = index.column(), self._desk.t.formats
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= FIXED:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return None
        if column < FIXED:
            return (procedure.code, name, self._desk.t(UNITS[procedure.unit.value]))[column]
        minor = procedure.prices.get(self.currencies[column - FIXED])
        if minor is None:
            return ""
        money = Money(minor, self.currencies[column - FIXED])
        return (
            formats.editable(money) if role == Qt.ItemDataRole.EditRole else formats.money(money, bare=True)
        )

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Store a typed price; an empty cell takes the price away. Raises nothing: a complaint is kept."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        procedure = self._shown[index.row()][0]
        currency = self.currencies[index.column() - FIXED]
        try:
            typed = str(value).strip()[:60]
            minor = parse_money(typed, currency, self._desk.t.language).minor if typed else None
        except ClinicError as error:
            self.complaint = self._desk.t.error(error)
            self._desk.notices.fail(self.complaint)
            return False
        if minor == procedure.prices.get(currency):
            return True
        done = self._desk.commands.do(
            self._desk.services.catalogue.set_price, procedure.code, currency, minor, origin=self
        )
        if done is None:
            return False
        self.load()
        return True


class PricesSection(Section):
    """What each procedure costs; plans that were issued keep their prices."""

    def __init__(self, desk: Desk) -> None:
        t = desk.t
        super().__init__(
            desk,
            t("Prices"),
            t("A changed price counts for new lines. Drafts say where theirs differs, issued plans keep it."),
            saves=False,
        )
        self.model = PriceModel(desk)
        self.search = SearchField(desk.look, t("Find a procedure or code"), (), width=320)
        self.search.textChanged.connect(self.model.find)
        self.count = label("", Role.CAPTION, tone="t3")
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(t("Prices"))
        self.table.setProperty("plain", True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(desk.theme.px(30))
        self.body.column.addLayout(row(self.search, None, self.count))
        self.body.column.addWidget(self.table, 1)
        self.model.modelReset.connect(self._show_count)

    def show_stored(self) -> None:
        """Read the catalogue."""
        self.model.load()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _show_count(self) -> None:
        shown = self.model.rowCount()
        self.count.setText(self.desk.t.n("{count} procedure", "{count} procedures", shown))
