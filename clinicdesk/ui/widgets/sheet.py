"""The wide dialog over a scrim: head with title, body, foot with the primary at its trailing end."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, IconButton
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.planes import Plane

SCRIM = QColor(12, 32, 42, 117)
HEAD, FOOT, SMALLEST_GAP = 54, 60, 16


class Sheet(QWidget):
    """A sheet over its window. Esc and the cross emit ``left``: the draft stays with whoever made the sheet.

    Put widgets into ``body``, buttons into ``foot_row`` (after its stretch), words into ``head_row``.
    """

    left = Signal()
    closed = Signal()

    def __init__(
        self, look: Look, t: Translator, window: QWidget, title: str, *, width: int = 1240, height: int = 812
    ) -> None:
        """Cover ``window`` with a scrim and stand in its middle, at most ``width`` by ``height``."""
        super().__init__(window)
        self.look, self.t = look, t
        self._wanted = (width, height)
        self._before = window.focusWidget()
        self.sheet = Plane("sheet", parent=self)
        self.sheet.setAccessibleName(title)
        self.title = label(title, Role.PANE_TITLE)
        self.caption = ElidedLabel(look, "", Role.BODY, "t2")
        self.close_button = IconButton(look, "x", t("Close, the draft is kept"))
        self.head_row = QHBoxLayout()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.foot_row = QHBoxLayout()
        self._lay_out()
        self.close_button.clicked.connect(self.leave)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self._place()

    def open_with(self, first: QWidget) -> None:
        """Show the sheet with the focus in the first field that needs a person."""
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def add_primary(self, button: Button) -> None:
        """Put the one primary button at the end of the foot; Ctrl+Enter clicks it too."""
        self.foot_row.addWidget(button)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)

    def leave(self) -> None:
        """Close without saving; whoever made the sheet keeps the draft."""
        self.left.emit()
        self.finish()

    def finish(self) -> None:
        """Close, give the focus back, and go away."""
        window = self.parentWidget()
        if window is not None:
            window.removeEventFilter(self)
        # The focus goes first: Qt looks for a next widget inside of what is being hidden.
        if self._before is not None:
            self._before.setFocus()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; nothing passes through to the window."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window at every size."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self._place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the sheet."""
        chain = [
            child
            for child in self.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible() and child.isEnabled()
        ]
        now = self.window().focusWidget()
        if chain and now is (chain[-1] if forward else chain[0]):
            (chain[0] if forward else chain[-1]).setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().focusNextPrevChild(forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the scrim."""
        QPainter(self).fillRect(self.rect(), SCRIM)

    def _lay_out(self) -> None:
        px = self.look.theme.px
        head = Plane("sheet-head", (20, 0, 14, 0))
        head.setFixedHeight(px(HEAD))
        self.head_row.setSpacing(10)
        self.head_row.addWidget(self.title)
        self.head_row.addWidget(self.caption, 1)
        row = QHBoxLayout()
        row.addLayout(self.head_row, 1)
        row.addWidget(self.close_button)
        head.column.addLayout(row)
        foot = Plane("sheet-foot", (20, 0, 20, 0))
        foot.setFixedHeight(px(FOOT))
        self.foot_row.setSpacing(10)
        foot.column.addLayout(self.foot_row)
        self.sheet.column.addWidget(head)
        self.sheet.column.addLayout(self.body, 1)
        self.sheet.column.addWidget(foot)

    def _place(self) -> None:
        px = self.look.theme.px
        wide = min(px(self._wanted[0]), self.width() - 2 * SMALLEST_GAP)
        high = min(px(self._wanted[1]), self.height() - 2 * SMALLEST_GAP)
        middle = QRect(0, 0, wide, high)
        middle.moveCenter(self.rect().center())
        self.sheet.setGeometry(middle)
