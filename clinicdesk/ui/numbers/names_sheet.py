"""The names behind a figure: a list that opens each record."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStackedWidget, QTableView, QWidget

from clinicdesk.domain.numbers import Grouping
from clinicdesk.domain.periods import Period
from clinicdesk.domain.returning import ReturningFigure
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.numbers.asked import AnyFigure, Asked
from clinicdesk.ui.numbers.words import period_words
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.controls import Segmented
from clinicdesk.ui.widgets.labels import label, plain_tip
from clinicdesk.ui.widgets.planes import EmptyState, Plane, row
from clinicdesk.ui.widgets.sheet import Sheet
from clinicdesk.ui.wording import channel_name, upper_first

if TYPE_CHECKING:
    from clinicdesk.services.numbers import NameRow

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
WIDTH, HEIGHT, ROW = 760, 640, 34


class NameTable(QAbstractTableModel):
    """Names with country, channel and the day on which the inquiry came in."""

    def __init__(self, desk: Desk) -> None:
        """Make an empty table."""
        super().__init__()
        self._desk = desk
        self._rows: Sequence[NameRow] = ()
        t = desk.t
        self._heads = (t("Name"), t("Country"), t("Channel"), t("Came in"))

    def show_rows(self, rows: "Sequence[NameRow]") -> None:
        """Show other names."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def patient(self, row: int) -> int:
        """Return whose record a row opens."""
        return self._rows[row].patient_id

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many names there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return four."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column, at the leading edge."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell."""
        if not index.isValid():
            return None
        words = self._words(self._rows[index.row()])[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        return words if role == Qt.ItemDataRole.DisplayRole else None

    def _words(self, one: "NameRow") -> tuple[str, ...]:
        t = self._desk.t
        came = t.formats.date(self._desk.local(one.at).date(), "medium") if one.at else ""
        country = t.formats.country(one.country) if one.country else ""
        return one.name, country, upper_first(channel_name(t, one.channel)), came


class NameView(QTableView):
    """The list; Enter and a click open a record."""

    opened = Signal(int)

    def __init__(self, desk: Desk, model: NameTable) -> None:
        """Show ``model``."""
        super().__init__()
        self._names = model
        px = desk.look.theme.px
        self.setModel(model)
        self.setProperty("plain", True)
        self.setAccessibleName(desk.t("Names"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 160), (2, 150), (3, 130)):
            head.resizeSection(column, px(width))
        self.clicked.connect(lambda index: self.opened.emit(model.patient(index.row())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the record of the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.opened.emit(self._names.patient(self.currentIndex().row()))
            return
        super().keyPressEvent(event)


class NamesSheet(Sheet):
    """The names of a figure and of those that belong beside it, over the page."""

    def __init__(
        self, desk: Desk, window: QWidget, period: Period, asked: Asked, *, group: str, by: Grouping
    ) -> None:
        """Read the names of ``asked``; ``group`` are the words of its group, "" for all."""
        t, look = desk.t, desk.look
        super().__init__(look, t, window, t("Names behind the figure"), width=WIDTH, height=HEIGHT)
        self._desk, self._period, self._group, self._by = desk, period, asked.group, by
        self._asked: AnyFigure = asked.figure
        self._open = True
        self.caption.set_text(", ".join(part for part in (period_words(t, period), group) if part))
        self.close_button.setAccessibleName(t("Close"))
        self.close_button.setToolTip(plain_tip(t("Close")))
        self._figures: dict[str, AnyFigure] = {str(figure): figure for figure in asked.family}
        choices = [(str(figure), t(words)) for figure, words in asked.family.items()]
        self.choice = Segmented(look, t("Who is shown"), choices, current=str(asked.figure))
        self.choice.chosen.connect(self._choose)
        self.model = NameTable(desk)
        self.view = NameView(desk, self.model)
        self.view.opened.connect(self._open_record)
        self.count = label("", Role.BODY, tone="t2")
        self.nobody = EmptyState(look, "users", "", "")
        self.middle = QStackedWidget()
        self._fill()
        self.closed.connect(self._stop)

    def read(self) -> None:
        """Read the names of the figure chosen, beside the window's own work."""
        desk, figure = self._desk, self._asked
        self._say(desk.t("Looking the names up"), desk.t("They stand here in a moment."))
        self.count.setText("")
        services, period, group, by = desk.services, self._period, self._group, self._by
        desk.runner.run(
            lambda _: services.numbers.names(period, figure, group, by=by),
            lambda rows: self._show(figure, rows),
            self._failed,
        )

    def _fill(self) -> None:
        t = self._desk.t
        top = Plane("surface", (20, 12, 20, 10))
        top.column.addLayout(row(self.choice, None, self.count))
        self.middle.addWidget(self.nobody)
        self.middle.addWidget(self.view)
        self.body.addWidget(top)
        list_ground = Plane("surface", (12, 0, 12, 0))
        list_ground.add(self.middle)
        self.body.addWidget(list_ground, 1)
        close = Button(self.look, t("Close"), keys=("Esc",))
        close.clicked.connect(self.leave)
        self.foot_row.addWidget(label(t("A click or Enter opens the record."), Role.CAPTION, tone="t3"))
        self.foot_row.addStretch()
        self.foot_row.addWidget(close)

    def _choose(self, key: str) -> None:
        self._asked = self._figures[key]
        self.read()

    def _show(self, figure: AnyFigure, rows: "Sequence[NameRow]") -> None:
        if not self._open or figure is not self._asked:
            return
        t = self._desk.t
        of_patients = isinstance(figure, ReturningFigure)
        for column in (2, 3):
            self.view.setColumnHidden(column, of_patients)
        self.model.show_rows(rows)
        if not rows:
            self._say(t("Nobody is behind this figure"), t("Another period or channel may have names."))
            return
        said = t.n("{count} name", "{count} names", len(rows))
        if of_patients:
            said = t.n("{count} patient", "{count} patients", len(rows))
        self.count.setText(said)
        self.middle.setCurrentWidget(self.view)
        self.view.setCurrentIndex(self.model.index(0, 0))
        if not self.choice.hasFocus():
            self.view.setFocus()

    def _say(self, title: str, text: str) -> None:
        self.nobody.say(title, text)
        self.middle.setCurrentWidget(self.nobody)

    def _failed(self, error: Exception) -> None:
        if self._open:
            self.leave()
            self._desk.commands.tell(error)

    def _open_record(self, patient_id: int) -> None:
        self.finish()
        self._desk.open_patient(patient_id)

    def _stop(self) -> None:
        self._open = False
