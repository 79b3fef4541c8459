"""The matrix on screen: arrows move, Enter edits, Space folds, and the head names languages and currency."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from clinicdesk.domain.wordings import Term, TermGroup, TermRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.settings.catalogue.frozen_names import FrozenNames
from clinicdesk.ui.settings.catalogue.matrix_delegate import EDGE, MatrixDelegate
from clinicdesk.ui.settings.catalogue.matrix_model import LANGUAGES, NAME, PRICE, Index, MatrixModel
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.list_table import as_list
from clinicdesk.ui.widgets.painting import CENTRE, LEADING, TRAILING, draw_row_text, mirrored

ROW_HEIGHT, HEAD_HEIGHT = 27, 31
PRICE_WIDTH, CELL_WIDTH, LEAST_NAME = 62, 24, 170


class MatrixHead(QHeaderView):
    """Names of the columns; the current language stands out, the currency opens the choice of another."""

    def __init__(self, desk: Desk, view: "MatrixView") -> None:
        """Head ``view``."""
        super().__init__(Qt.Orientation.Horizontal)
        self._desk, self._view = desk, view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(10)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw one name."""
        theme, model = self._desk.theme, self._view.matrix
        painter.save()
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(rect, theme.brush("surface"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.brush("line"))
        words = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal))
        if logicalIndex >= LANGUAGES:
            current = self._view.currentIndex().column() == logicalIndex
            role = Role.CAPTION_STRONG if current else Role.LABEL
            draw_row_text(painter, theme, rect, words, role, "accent" if current else "t3", CENTRE)
        else:
            edges = (EDGE, 0) if logicalIndex == NAME else (0, 10)
            inner = rect.adjusted(theme.px(edges[0]), 0, -theme.px(edges[1]), 0)
            inner = mirrored(self.layoutDirection(), rect, inner)
            align = LEADING if logicalIndex == NAME else TRAILING
            draw_row_text(painter, theme, inner, words, Role.LABEL, "t3", align)
        painter.restore()


class MatrixView(QTableView):
    """The table of heads and lines; ``moved`` tells that another cell is current, ``opened`` to edit it."""

    moved = Signal()
    opened = Signal()
    currency_chosen = Signal(str)

    def __init__(self, desk: Desk, model: MatrixModel) -> None:
        """Show ``model``."""
        super().__init__()
        self._desk, self.matrix = desk, model
        self.currencies: tuple[str, ...] = ()
        self.head = MatrixHead(desk, self)
        self.setModel(model)
        self.setItemDelegate(MatrixDelegate(desk, self, model))
        self.setHorizontalHeader(self.head)
        self.head.sectionClicked.connect(self._head_clicked)
        as_list(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setAccessibleName(desk.t("Prices and wording"))
        self.names = FrozenNames(self, MatrixHead(desk, self))
        self.moved.connect(self.names.viewport().update)
        model.modelReset.connect(self._span_heads)
        desk.theme.changed.connect(self._size)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def cell(self) -> tuple[TermRow, str] | None:
        """Return the line and the language of the current cell; None on a head or on nothing."""
        here = self.currentIndex()
        if not here.isValid():
            return None
        entry = self.matrix.entries[here.row()]
        if not isinstance(entry, TermRow):
            return None
        place = max(LANGUAGES, here.column()) - LANGUAGES
        return entry, self.matrix.matrix.languages[place]

    def go_to(self, term: Term, language: str) -> bool:
        """Make a cell current and bring it into view; return whether there is such a cell."""
        self.matrix.unfold(term)
        number = self.matrix.place(term)
        if number < 0 or language not in self.matrix.matrix.languages:
            return False
        self.go(number, LANGUAGES + self.matrix.matrix.languages.index(language))
        return True

    def go(self, number: int, column: int) -> None:
        """Make a place current."""
        index = self.matrix.index(number, column)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(self.matrix.index(0, column) if number == 1 else index)

    def next_missing(self) -> bool:
        """Go to the next missing wording; return whether there is one."""
        here = self.currentIndex()
        found = self.matrix.next_missing(here.row(), here.column())
        if found is not None:
            self.go(*found)
        return found is not None

    def step(self, by: int) -> None:
        """Go to the line before or after in the same language, over heads."""
        here = self.currentIndex()
        number = here.row() + by
        while 0 <= number < self.matrix.rowCount():
            if isinstance(self.matrix.entries[number], TermRow):
                self.go(number, here.column())
                return
            number += by

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Paint both lines whole, and the head; tell the new cell."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self.head.viewport().update()
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by cells, edit, fold; other keys belong to the page."""
        key, here = Qt.Key(event.key()), self.currentIndex()
        side = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            side = -side
        head = here.isValid() and isinstance(self.matrix.entries[here.row()], TermGroup)
        if head and (side or key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}):
            self._fold(here.row())
        elif side:
            last = self.matrix.columnCount() - 1
            self.go(here.row(), max(LANGUAGES, min(last, max(here.column(), LANGUAGES) + side)))
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            by = -1 if key is Qt.Key.Key_Up else 1
            self.go(max(0, min(self.matrix.rowCount() - 1, here.row() + by)), max(here.column(), LANGUAGES))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold at a head, else make the cell current; a click on name or price keeps the language."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if isinstance(self.matrix.entries[index.row()], TermGroup):
            self._fold(index.row())
            return
        column = index.column()
        on_name = self.names.isVisible() and self.names.geometry().contains(
            self.viewport().mapTo(self, event.position().toPoint())
        )
        if column < LANGUAGES or on_name:
            column = max(self.currentIndex().column(), LANGUAGES)
        self.go(index.row(), column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rest of the width to the names."""
        super().resizeEvent(event)
        self._size()

    def _fold(self, number: int) -> None:
        self.matrix.fold(number)
        self.go(number, max(self.currentIndex().column(), LANGUAGES))

    def _head_clicked(self, section: int) -> None:
        if section == PRICE and len(self.currencies) > 1:
            menu = QMenu(self)
            for currency in self.currencies:
                action = menu.addAction(currency)
                action.setCheckable(True)
                action.setChecked(currency == self.matrix.currency)
                action.triggered.connect(lambda _=False, one=currency: self.currency_chosen.emit(one))
            left = self.head.sectionViewportPosition(PRICE)
            menu.popup(self.head.viewport().mapToGlobal(QPoint(left, self.head.height())))

    def _span_heads(self) -> None:
        self.clearSpans()
        for number, entry in enumerate(self.matrix.entries):
            if isinstance(entry, TermGroup) and self.matrix.columnCount() > 1:
                self.setSpan(number, 0, 1, self.matrix.columnCount())
        self._size()

    def _size(self) -> None:
        px = self._desk.theme.px
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        self.head.setFixedHeight(px(HEAD_HEIGHT))
        price = px(PRICE_WIDTH) if self.matrix.priced else 0
        self.setColumnHidden(PRICE, not self.matrix.priced)
        cells = len(self.matrix.matrix.languages) * px(CELL_WIDTH)
        for column in range(LANGUAGES, self.matrix.columnCount()):
            self.setColumnWidth(column, px(CELL_WIDTH))
        self.setColumnWidth(PRICE, price)
        rest = self.viewport().width() - cells - price - px(10)
        self.setColumnWidth(NAME, max(px(LEAST_NAME), rest))
        self.names.fit()
