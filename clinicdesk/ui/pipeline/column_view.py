"""The list of one column: arrows walk over the board, drags show where a card would land."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from clinicdesk.domain.board import Card
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.pipeline.delegate import CARD_HEIGHT, GAP, CardDelegate
from clinicdesk.ui.pipeline.model import CARD, ColumnModel
from clinicdesk.ui.widgets.painting import rounded

_ALONG = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ColumnView(QListView):
    """The cards of one column."""

    opened = Signal(object)
    chosen = Signal(object)
    asked_for_menu = Signal(object, QPoint)
    walked = Signal(int)
    """Left (-1) or Right (1) was pressed: the focus goes to the next column that has cards."""
    scrolled = Signal()

    def __init__(self, desk: Desk, model: ColumnModel, delegate: CardDelegate, name: str) -> None:
        """Show ``model`` with the delegate that all columns share; ``name`` is said by readers."""
        super().__init__()
        self._desk = desk
        self._cards = model
        self._landing = False
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("QListView { background: transparent; }")
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        self.verticalScrollBar().rangeChanged.connect(self.scrolled)
        self.doubleClicked.connect(self._open)

    def current_card(self) -> Card | None:
        """The card that is chosen."""
        card = self.currentIndex().data(CARD) if self.selectionModel().hasSelection() else None
        return card if isinstance(card, Card) else None

    def choose(self, row: int) -> None:
        """Choose the card of a row, or the nearest one, and bring it into view."""
        row = max(0, min(row, len(self._cards.cards) - 1))
        index = self._cards.index(row)
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flag)
            self.scrollTo(index)

    def below(self) -> int:
        """Return how many cards lie wholly or mostly below the view."""
        theme = self._desk.look.theme
        pitch = theme.px(CARD_HEIGHT) + theme.px(GAP)
        bottom = self.verticalScrollBar().value() + self.viewport().height()
        shown = (bottom + pitch // 2) // pitch
        return max(0, len(self._cards.cards) - shown)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose a card when the focus comes."""
        super().focusInEvent(event)
        self.tell_choice()

    def tell_choice(self) -> None:
        """Choose a card where none is chosen, and tell which it is."""
        if not self.selectionModel().hasSelection():
            self.choose(max(0, self.currentIndex().row()))
        card = self.current_card()
        if card is not None:
            self.chosen.emit(card)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Tell which card is chosen now."""
        super().currentChanged(current, previous)
        card = current.data(CARD)
        if isinstance(card, Card) and self.hasFocus():
            self.chosen.emit(card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right leave for the neighbour, Enter opens; letters and chords belong to the page."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        key = Qt.Key(event.key())
        if plain and key in _ALONG:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.walked.emit(-_ALONG[key] if mirrored else _ALONG[key])
        elif plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        elif key is Qt.Key.Key_Menu:
            self._menu_at_card()
        elif plain and not event.text().strip():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: single letters are actions here."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the moves of the card under the pointer."""
        place = event.pos()
        index = self.indexAt(place)
        if index.isValid():
            self.choose(index.row())
            self.asked_for_menu.emit(index.data(CARD), self.viewport().mapToGlobal(place))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show the landing place where the card may come."""
        super().dragEnterEvent(event)
        self._show_landing(self._welcome(event))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Accept over the whole column, cards included."""
        super().dragMoveEvent(event)
        welcome = self._welcome(event)
        self._show_landing(welcome)
        if welcome:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the landing place away."""
        super().dragLeaveEvent(event)
        self._show_landing(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the drop to the model, wherever in the column it fell; nothing is moved here."""
        self._show_landing(False)
        self._cards.dropMimeData(event.mimeData(), event.dropAction(), -1, -1, QModelIndex())
        # Copy tells the view that the drag came from to keep its row: the next reading moves it.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count again what is below."""
        super().resizeEvent(event)
        self.scrolled.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cards, and while a card hovers here the place it would get."""
        super().paintEvent(event)
        if not self._landing:
            return
        theme = self._desk.look.theme
        pitch = theme.px(CARD_HEIGHT) + theme.px(GAP)
        top = len(self._cards.cards) * pitch - self.verticalScrollBar().value()
        top = min(top, self.viewport().height() - theme.px(CARD_HEIGHT))
        slot = QRectF(0, max(0, top), self.viewport().width(), theme.px(CARD_HEIGHT))
        painter = QPainter(self.viewport())
        rounded(painter, theme, slot, "atint", "", 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(slot.adjusted(1, 1, -1, -1), 6, 6)

    def _welcome(self, event: QDropEvent) -> bool:
        mime = event.mimeData()
        return self._cards.canDropMimeData(mime, event.dropAction(), -1, -1, QModelIndex())

    def _show_landing(self, shown: bool) -> None:
        if shown != self._landing:
            self._landing = shown
            self.viewport().update()

    def _menu_at_card(self) -> None:
        card = self.current_card()
        if card is not None:
            place = self.visualRect(self.currentIndex()).center()
            self.asked_for_menu.emit(card, self.viewport().mapToGlobal(place))

    def _open(self) -> None:
        card = self.current_card()
        if card is not None:
            self.opened.emit(card)
