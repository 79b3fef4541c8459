"""The cards of one column as a model: it offers them for dragging and takes drops as requests only."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from clinicdesk.domain.board import Card
from clinicdesk.domain.leads import Stage

CARD = Qt.ItemDataRole.UserRole
MIME = "application/x-clinicdesk-lead"

Index = QModelIndex | QPersistentModelIndex


class ColumnModel(QAbstractListModel):
    """The cards of one stage. Rows change only when the board is read again."""

    requested = Signal(int, object)
    """A lead's id was dropped here, and the stage of this column."""

    def __init__(
        self, stage: Stage, says: Callable[[Card], str], takes: Callable[[int, Stage], bool]
    ) -> None:
        """Hold the cards of ``stage``; ``says`` words a card, ``takes`` tells whether a lead may come."""
        super().__init__()
        self.stage = stage
        self.cards: Sequence[Card] = ()
        self._says = says
        self._takes = takes

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Replace the cards."""
        self.beginResetModel()
        self.cards = cards
        self.endResetModel()

    def row_of(self, lead_id: int) -> int:
        """Return the row of a lead, -1 where it is not in this column."""
        return next((row for row, card in enumerate(self.cards) if card.lead_id == lead_id), -1)

    def card(self, row: int) -> Card | None:
        """Return the card of a row."""
        return self.cards[row] if 0 <= row < len(self.cards) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many rows as cards."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The card for the delegate, its words for readers."""
        card = self.card(index.row()) if index.isValid() else None
        if card is None:
            return None
        if role == CARD:
            return card
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._says(card)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards can be dragged; only the column itself takes drops."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """A drop is a request to move."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Only our own type: nothing from outside is a card, and no card goes outside."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the id of the lead."""
        data = QMimeData()
        card = self.card(indexes[0].row()) if indexes else None
        if card is not None:
            data.setData(MIME, str(card.lead_id).encode("ascii"))
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Whether the dragged lead may come to this stage."""
        lead_id = dragged_lead(data)
        return lead_id is not None and self._takes(lead_id, self.stage)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the move; no row is moved here, and False keeps the view from removing one."""
        lead_id = dragged_lead(data)
        if lead_id is not None and self._takes(lead_id, self.stage):
            self.requested.emit(lead_id, self.stage)
        return False


def dragged_lead(data: QMimeData) -> int | None:
    """Return the id that a drag carries, None for a drag that is no card."""
    if not data.hasFormat(MIME):
        return None
    text = bytes(data.data(MIME).data())
    return int(text) if text.isdigit() else None
