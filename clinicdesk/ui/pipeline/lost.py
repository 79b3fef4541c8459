"""The folded column of lost cases: it takes drops, and unfolds to a list from which cases come back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from clinicdesk.domain.board import Card
from clinicdesk.domain.leads import Stage
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.pipeline.column_view import ColumnView
from clinicdesk.ui.pipeline.delegate import CardDelegate
from clinicdesk.ui.pipeline.model import ColumnModel, dragged_lead
from clinicdesk.ui.pipeline.words import spoken
from clinicdesk.ui.stage_names import stage_name
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import IconButton
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.painting import CENTRE, draw_icon, draw_row_text, focus_ring, metrics
from clinicdesk.ui.widgets.planes import row

FOLDED, UNFOLDED = 40, 190


class LostStrip(QWidget):
    """The column folded: a dashed frame with its name upright; a click or Enter unfolds it."""

    pressed = Signal()
    requested = Signal(int, object)

    def __init__(self, desk: Desk, takes: Callable[[int, Stage], bool]) -> None:
        """Count nothing yet."""
        super().__init__()
        self._desk = desk
        self._takes = takes
        self._count = 0
        self._landing = False
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many cases are lost."""
        self._count = count
        self.setAccessibleName(self._desk.t.n("{count} lost case", "{count} lost cases", count))
        self.update()

    def sizeHint(self) -> QSize:
        """Forty wide."""
        return QSize(self._desk.look.theme.px(FOLDED), 200)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Unfold."""
        self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Unfold with Enter or Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Rest again."""
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a card that can be lost."""
        lead_id = dragged_lead(event.mimeData())
        self._landing = lead_id is not None and self._takes(lead_id, Stage.LOST)
        event.setAccepted(self._landing)
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Rest again."""
        self._landing = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move; the reason is asked before anything is recorded."""
        self._landing = False
        self.update()
        lead_id = dragged_lead(event.mimeData())
        if lead_id is not None:
            self.requested.emit(lead_id, Stage.LOST)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, the chevron, the name upright and the count."""
        theme = self._desk.look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        busy = self._landing or self.underMouse()
        painter.setBrush(
            theme.brush("atint" if self._landing else "hover") if busy else Qt.BrushStyle.NoBrush
        )
        painter.setPen(QPen(theme.colour("accent" if self._landing else "line2"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, 6, 6)
        px = theme.px
        draw_icon(
            painter, self._desk.look, QRect(0, px(10), self.width(), px(16)), "chevron-left", px(13), "t3"
        )
        name = stage_name(self._desk.t, Stage.LOST)
        wide = metrics(theme, Role.NAME).horizontalAdvance(name) + 2
        painter.save()
        painter.translate(self.width() / 2, px(34))
        painter.rotate(90)
        place = QRect(0, -px(9), wide, px(18))
        draw_row_text(painter, theme, place, name, Role.NAME, "t2", CENTRE)
        painter.restore()
        below = QRect(0, px(34) + wide + px(4), self.width(), px(18))
        draw_row_text(painter, theme, below, str(self._count), Role.BODY, "t2", CENTRE)
        if self.hasFocus():
            focus_ring(painter, theme, QRectF(self.rect()), 6)


class LostColumn(QWidget):
    """Folded strip, or list of the lost cases, the newest first."""

    toggled = Signal(bool)

    def __init__(self, desk: Desk, delegate: CardDelegate, takes: Callable[[int, Stage], bool]) -> None:
        """Make the column folded."""
        super().__init__()
        self._desk = desk
        self.strip = LostStrip(desk, takes)
        self.model = ColumnModel(Stage.LOST, lambda card: spoken(desk, card), takes)
        self.view = ColumnView(desk, self.model, delegate, stage_name(desk.t, Stage.LOST))
        self._title = ElidedLabel(desk.look, stage_name(desk.t, Stage.LOST), Role.NAME, "t1")
        self._count = label("", Role.NAME, tabular=True)
        self._says = ElidedLabel(desk.look, "", Role.CAPTION, "t3")
        fold = IconButton(desk.look, "chevron-right", desk.t("Fold the lost cases"), small=True)
        fold.clicked.connect(lambda: self.unfold(False))
        self.strip.pressed.connect(lambda: self.unfold(True))
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row(2, self._title, self._count, fold, spacing=6))
        column.addLayout(row(2, self._says, spacing=0))
        column.addSpacing(7)
        column.addWidget(self.view, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.strip)
        layout.addWidget(self._list)
        self._list.setFixedWidth(desk.look.theme.px(UNFOLDED))
        self._list.hide()

    @property
    def unfolded(self) -> bool:
        """Whether the list is shown."""
        return not self._list.isHidden()

    def unfold(self, shown: bool) -> None:
        """Show the list, or fold it."""
        self._list.setVisible(shown)
        self.strip.setVisible(not shown)
        self.toggled.emit(shown)
        if shown:
            self.view.setFocus()
        else:
            self.strip.setFocus()

    def show_lost(self, count: int, cards: Sequence[Card]) -> None:
        """Show how many there are, and the newest of them."""
        self.strip.show_count(count)
        self._count.setText(self._desk.t.formats.number(count))
        self.model.show_cards(cards)
        said = self._desk.t("the newest {count}", count=len(cards)) if len(cards) < count else ""
        self._says.set_text(said or self._desk.t("drag a card out to reopen it"))
