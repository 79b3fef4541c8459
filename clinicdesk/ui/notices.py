"""Short sentences about what just happened, above the page's lower edge, with Undo; one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import ElidedLabel, IconLabel
from clinicdesk.ui.widgets.painting import rounded

SHOWN_FOR_MS = 6000
HEIGHT, MARGIN, LARGEST_WIDTH = 42, 16, 640


class Notices(QWidget):
    """The notice bar of one window. A success stays six seconds, a failure until it is closed.

    A newer notice replaces an older one; failures that pile up are counted in words.
    """

    def __init__(self, look: Look, t: Translator, window: QWidget) -> None:
        """Live above ``window``'s content, at the bottom of the leading side (see ``set_edge``)."""
        super().__init__(window)
        self._look = look
        self._t = t
        self._edge = 0
        self._failure = False
        self._failures = 0
        self._undo: Callable[[], None] | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SHOWN_FOR_MS)
        self.timer.timeout.connect(self.close_notice)
        self.shape = IconLabel(look, "check", token="toast-t")
        self.words = ElidedLabel(look, "", Role.BODY, "toast-t")
        self.more = ElidedLabel(look, "", Role.CAPTION, "toast-t")
        self.undo_button = QPushButton(t("Undo"))
        self.close_button = QPushButton("×")
        self.close_button.setAccessibleName(t("Close this notice"))
        self._lay_out()
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show what was done for six seconds, with Undo where it can be undone."""
        self._failures = 0
        self._present(text, undo, failure=False)
        self.timer.start()

    def fail(self, text: str) -> None:
        """Show what could not be done until it is closed."""
        again = self._failures + 1 if self._failure and self.isVisible() else 1
        self.timer.stop()
        self._present(text, None, failure=True)
        self._failures = again
        earlier = again - 1
        self.more.set_text(
            self._t.n("and {count} more failure", "and {count} more failures", earlier) if earlier else ""
        )
        self.more.setVisible(bool(earlier))
        self._place()

    def text(self) -> str:
        """The sentence shown now, empty while none is."""
        return "" if self.isHidden() else self.words.text()

    @property
    def is_failure(self) -> bool:
        """Whether the notice shown now tells a failure."""
        return self._failure and not self.isHidden()

    @property
    def can_undo(self) -> bool:
        """Whether the notice shown now offers Undo."""
        return self._undo is not None and not self.isHidden()

    def undo(self) -> None:
        """Do what the Undo of the notice says, once."""
        undo, self._undo = self._undo, None
        self.close_notice()
        if undo is not None:
            undo()

    def close_notice(self) -> None:
        """Take the notice away."""
        self.timer.stop()
        self._failures = 0
        self.hide()

    def set_edge(self, leading: int) -> None:
        """Stand ``leading`` pixels from the window's leading side: the width of the rail."""
        self._edge = leading
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window is resized."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEvent) -> None:
        """Wait while the pointer rests on the notice."""
        self.timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting once the pointer left."""
        if not self._failure:
            self.timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dark ground, red for a failure."""
        painter = QPainter(self)
        ground = "toast-fail" if self._failure else "toast"
        rounded(painter, self._look.theme, QRectF(self.rect()), ground, "", 6)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 10, 0)
        layout.setSpacing(10)
        layout.addWidget(self.shape)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.more)
        layout.addSpacing(6)
        layout.addWidget(self.undo_button)
        layout.addWidget(self.close_button)
        for button, kind in ((self.undo_button, "link"), (self.close_button, "close")):
            button.setProperty("toast", kind)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.undo_button.clicked.connect(self.undo)
        self.close_button.clicked.connect(self.close_notice)

    def _present(self, text: str, undo: Callable[[], None] | None, *, failure: bool) -> None:
        self._failure = failure
        self._undo = undo
        self.shape.show_icon("alert-triangle" if failure else "check", token="toast-t")
        self.words.set_text(text)
        self.more.set_text("")
        self.more.hide()
        self.undo_button.setVisible(undo is not None)
        self.setAccessibleName(text)
        self.show()
        self.raise_()
        self._place()
        self.update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        high = self._look.theme.px(HEIGHT)
        room = max(200, window.width() - self._edge - 2 * MARGIN)
        wide = min(room, max(self._look.theme.px(482), min(self.sizeHint().width(), LARGEST_WIDTH)))
        x = self._edge + MARGIN
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = window.width() - wide - x
        self.setGeometry(x, window.height() - high - MARGIN, wide, high)
