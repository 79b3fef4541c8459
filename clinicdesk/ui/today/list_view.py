"""The list of Today: keys, folding, and the header of the group that sticks to the top while it scrolls."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from clinicdesk.domain.due import DueGroup, DueRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.today.delegate import DueDelegate
from clinicdesk.ui.today.model import ITEM, DueModel, GroupItem, Index
from clinicdesk.ui.widgets.section_header import SectionHeader


class DueListView(QListView):
    """One flat list of headers and rows; ``chosen`` tells which row the pane is to show.

    ``painted`` is emitted once, when rows were on screen for the first time.
    """

    chosen = Signal(object)
    opened = Signal(object)
    painted = Signal()

    def __init__(self, desk: Desk, model: DueModel) -> None:
        """Show ``model``."""
        super().__init__()
        self._desk = desk
        self._model = model
        self.has_painted = False
        self.setModel(model)
        self.setItemDelegate(DueDelegate(desk, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setAccessibleName(desk.t("Due today"))
        self._sticky = SectionHeader(desk.look, self)
        self._sticky.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sticky.toggled.connect(self._fold_sticky)
        self._sticky.hide()
        self.verticalScrollBar().valueChanged.connect(self._stick)
        self.doubleClicked.connect(self._open)

    def current_row(self) -> DueRow | None:
        """The row that is selected."""
        item = self._model.item(self.currentIndex().row())
        return item if isinstance(item, DueRow) else None

    def select(self, place: int) -> None:
        """Select the item at ``place`` and bring it into view, below the sticky header."""
        index = self._model.index(place)
        if not index.isValid():
            return
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flag)
        self._show(index)

    def step(self, by: int) -> None:
        """Select the next stop (1) or the one before (-1)."""
        place = self.currentIndex().row() + by
        while 0 <= place < len(self._model.items):
            if self._is_stop(place):
                self.select(place)
                return
            place += by

    def step_group(self, by: int) -> None:
        """Select the first row of the next group (1), or of this group and then the one before (-1)."""
        heads = [i for i, item in enumerate(self._model.items) if isinstance(item, GroupItem)]
        here = self.currentIndex().row()
        if by > 0:
            target = next((place for place in heads if place > here), None)
        else:
            target = next((place for place in reversed(heads) if place + 1 < here), None)
        if target is not None:
            self._enter_group(target)

    def fold_current(self) -> None:
        """Fold the group of the current row, or unfold the group whose header is current."""
        item = self._model.item(self.currentIndex().row())
        if item is not None:
            self.fold(item.group)

    def fold(self, group: DueGroup) -> None:
        """Fold or unfold a group; its header, or its first row, becomes current."""
        self._model.fold(group)
        for place, item in enumerate(self._model.items):
            if isinstance(item, GroupItem) and item.group is group:
                self._enter_group(place)
        self._stick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Home, End and Page keys move; Space folds; other keys belong to the page."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        key = Qt.Key(event.key())
        page = max(1, self.viewport().height() // max(1, self._desk.look.theme.px(42)) - 1)
        if not plain:
            event.ignore()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step(1 if key is Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            for _ in range(page):
                self.step(1 if key is Qt.Key.Key_PageDown else -1)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._to_end(last=key is Qt.Key.Key_End)
        elif key is Qt.Key.Key_Space:
            self.fold_current()
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: single letters are actions here."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select a row, or fold the group whose header is clicked."""
        item = self.indexAt(event.position().toPoint()).data(ITEM)
        if isinstance(item, GroupItem):
            if event.button() == Qt.MouseButton.LeftButton:
                self.fold(item.group)
            return
        super().mousePressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is to be shown."""
        super().currentChanged(current, previous)
        item = current.data(ITEM)
        if isinstance(item, DueRow):
            self.chosen.emit(item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sticky header as wide as the list."""
        super().resizeEvent(event)
        self._stick()

    def viewportEvent(self, event: QEvent) -> bool:
        """Place the sticky header again when the list was laid out anew."""
        done = super().viewportEvent(event)
        if event.type() == QEvent.Type.Paint and not self.has_painted and self._model.items:
            self.has_painted = True
            QTimer.singleShot(0, self.painted.emit)
        if event.type() == QEvent.Type.Paint:
            self._stick()
        return done

    def visible_places(self) -> tuple[int, int]:
        """Return the first and the last place in view."""
        area = self.viewport().rect()
        first = self.indexAt(QPoint(area.center().x(), area.top() + 1))
        last = self.indexAt(QPoint(area.center().x(), area.bottom() - 1))
        end = last.row() if last.isValid() else len(self._model.items) - 1
        return (first.row() if first.isValid() else 0), end

    def _is_stop(self, place: int) -> bool:
        item = self._model.item(place)
        return isinstance(item, DueRow) or (isinstance(item, GroupItem) and not item.section.open)

    def _to_end(self, *, last: bool) -> None:
        places = range(len(self._model.items))
        stop = next((p for p in (reversed(places) if last else places) if self._is_stop(p)), None)
        if stop is not None:
            self.select(stop)
            if not last:
                self.scrollToTop()

    def _enter_group(self, place: int) -> None:
        item = self._model.item(place)
        if isinstance(item, GroupItem):
            self.select(place + 1 if item.section.open else place)

    def _show(self, index: QModelIndex) -> None:
        self.scrollTo(index)
        # The sticky header covers the first pixels: a row under it is brought out.
        covered = self._desk.look.theme.px(27) - self.visualRect(index).top()
        if covered > 0 and isinstance(index.data(ITEM), DueRow):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - covered)

    def _open(self, index: QModelIndex) -> None:
        item = index.data(ITEM)
        if isinstance(item, DueRow):
            self.opened.emit(item)

    def _stick(self) -> None:
        first = self.indexAt(QPoint(10, 0))
        header = self._header_of(first.row()) if first.isValid() else None
        if header is None or self.verticalScrollBar().value() == 0:
            self._sticky.hide()
            return
        self._sticky.show_section(header.section)
        area = self.viewport().geometry()
        height = self._sticky.height()
        following = self._next_header(first.row())
        pushed = 0
        if following >= 0:
            pushed = min(0, self.visualRect(self._model.index(following)).top() - height)
        self._sticky.setGeometry(area.x(), area.y() + pushed, area.width(), height)
        self._sticky.show()
        self._sticky.raise_()

    def _header_of(self, place: int) -> GroupItem | None:
        for item in reversed(self._model.items[: place + 1]):
            if isinstance(item, GroupItem):
                return item
        return None

    def _next_header(self, place: int) -> int:
        for later in range(place + 1, len(self._model.items)):
            if isinstance(self._model.items[later], GroupItem):
                return later
        return -1

    def _fold_sticky(self) -> None:
        header = self._header_of(self.indexAt(QPoint(10, 0)).row())
        if header is not None:
            self.fold(header.group)
