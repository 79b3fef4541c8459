"""A line of a box on the record: shape, title with caption, amount; a click or Enter does what it is for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy

from clinicdesk.ui.icons import State
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import plain_tip
from clinicdesk.ui.widgets.painting import (
    TRAILING,
    draw_icon,
    draw_row_text,
    draw_state,
    focus_ring,
    metrics,
    mirrored,
)
from clinicdesk.ui.widgets.planes import Plane, rule

Act = tuple[str, Callable[[], object]]
"""Words of a verb, and what it does."""
HEIGHT, LOW = 46, 34


class BoxRow(QAbstractButton):
    """One line. With one act a click does it; with several it opens their menu; with none it only tells."""

    def __init__(
        self,
        look: Look,
        title: str,
        caption: str = "",
        *,
        state: State | None = None,
        icon: str = "",
        token: str = "t2",
        amount: str = "",
        strong: bool = True,
        sunk: bool = False,
        acts: Sequence[Act] = (),
    ) -> None:
        """Show ``state``'s shape or ``icon``; ``strong`` titles are names, others sentences."""
        super().__init__()
        self._look = look
        self._caption, self._amount = caption, amount
        self._state, self._icon, self._token = state, icon, token
        self._strong, self._sunk = strong, sunk
        self._acts = list(acts)
        self.setText(title)
        self.setAccessibleName(", ".join(part for part in (title, caption, amount) if part))
        self.setToolTip(plain_tip("\n".join(part for part in (title, caption) if part)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if self._acts:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self.act)

    def menu(self) -> QMenu:
        """Return everything that can be done with the line."""
        menu = QMenu(self)
        for words, call in self._acts:
            menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _=False, call=call: call())
        return menu

    def act(self) -> None:
        """Do the one act, or offer several."""
        if len(self._acts) == 1:
            self._acts[0][1]()
        elif self._acts:
            self._offer(self.mapToGlobal(QPoint(self._look.theme.px(34), self.height())))

    def sizeHint(self) -> QSize:
        """46 high with a caption, 34 without."""
        return QSize(200, self._look.theme.px(HEIGHT if self._caption else LOW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts as a click does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.act()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the acts."""
        if self._acts:
            self._offer(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        theme, px = self._look.theme, self._look.theme.px
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        row = self.rect()
        hover = self.underMouse() and bool(self._acts)
        if hover or self._sunk:
            painter.fillRect(row.adjusted(1, 0, -1, -1), theme.brush("hover" if hover else "sunk"))

        def put(x: int, wide: int, y: int = 0, high: int = 0) -> QRect:
            return mirrored(self.layoutDirection(), row, QRect(x, y, wide, high or row.height()))

        glyph = self._state is not None or bool(self._icon)
        if self._state is not None:
            draw_state(painter, self._look, put(px(9), px(18)), self._state, px(15))
        elif self._icon:
            draw_icon(painter, self._look, put(px(9), px(18)), self._icon, px(16), self._token)
        x = px(33) if glyph else px(11)
        used = metrics(theme, Role.NAME).horizontalAdvance(self._amount) + px(10) if self._amount else 0
        room = row.width() - x - used - px(12)
        role = Role.NAME if self._strong else Role.BODY
        ink = "t2" if self._sunk else "t1"
        if self._caption:
            draw_row_text(painter, theme, put(x, room, px(5), px(18)), self.text(), role, ink)
            draw_row_text(painter, theme, put(x, room, px(23), px(16)), self._caption, Role.CAPTION, "t3")
        else:
            draw_row_text(painter, theme, put(x, room), self.text(), role, ink)
        if self._amount:
            end = put(row.width() - used - px(12), used)
            draw_row_text(painter, theme, end, self._amount, Role.NAME, "t1", TRAILING)
        if self.hasFocus():
            focus_ring(painter, theme, QRectF(row).adjusted(2, 1, -2, -2), 5)

    def _offer(self, place: QPoint) -> None:
        menu = self.menu()
        menu.exec(place)
        menu.deleteLater()


class Box(Plane):
    """Lines in one frame with hairlines between them."""

    def __init__(self, rows: Sequence[BoxRow]) -> None:
        """Frame ``rows``."""
        super().__init__("card", (1, 1, 1, 1), 0)
        for place, row in enumerate(rows):
            if place:
                self.add(rule())
            self.add(row)
