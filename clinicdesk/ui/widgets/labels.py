"""The only place that makes QLabels: always plain text, with a role for size and a tone for colour."""

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.painting import LEADING, draw_icon, draw_names, draw_row_text, metrics


def label(
    text: str = "",
    role: Role | str = Role.BODY,
    *,
    tone: str = "",
    wrap: bool = False,
    selectable: bool = False,
    tabular: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """Return a label that shows ``text`` as it is, markup included.

    ``tone`` is a colour token: t1, t2, t3, accent, red, orange, green, violet. ``tabular`` gives digits
    one width, for running clocks and columns of figures.
    """
    made = QLabel(parent)
    if tabular:
        font = made.font()
        font.setFeature(QFont.Tag("tnum"), 1)
        made.setFont(font)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setProperty("role", str(role))
    if tone:
        made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    if not wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def plain_tip(text: str) -> str:
    """Return ``text`` as a tooltip that shows it as it is: Qt reads tooltips as markup (safety rule 19)."""
    return f"<div style='white-space: pre-line'>{escape(text)}</div>" if text else ""


def set_tone(shown: QLabel, tone: str) -> None:
    """Change a label's colour token and style it again."""
    if shown.property("tone") != tone:
        shown.setProperty("tone", tone)
        shown.style().unpolish(shown)
        shown.style().polish(shown)


class IconLabel(QWidget):
    """An outline icon that stands by itself; ``name`` says what it means (tooltip and screen reader)."""

    def __init__(
        self,
        look: Look,
        icon: str,
        name: str = "",
        *,
        size: int = 17,
        token: str = "t2",
        parent: QWidget | None = None,
    ) -> None:
        """Show ``icon`` in a colour token; an icon without a name is only ornament."""
        super().__init__(parent)
        self._look = look
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_icon(icon, name, token)

    def show_icon(self, icon: str, name: str = "", token: str = "t2") -> None:
        """Show another icon."""
        self._icon, self._token = icon, token
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the icon."""
        edge = self._look.theme.px(self._size)
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        draw_icon(
            QPainter(self), self._look, self.rect(), self._icon, self._look.theme.px(self._size), self._token
        )


class ElidedLabel(QWidget):
    """One line of text that ends in an ellipsis where it does not fit, and then says all in its tooltip."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        role: Role = Role.BODY,
        tone: str = "t1",
        *,
        align: Qt.AlignmentFlag = LEADING,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``text`` in a role and a colour token."""
        super().__init__(parent)
        self._look = look
        self._text = ""
        self._role = role
        self._tone = tone
        self._align = align
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.theme.changed.connect(self.updateGeometry)
        self.set_text(text)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str, tone: str = "") -> None:
        """Show another text, in another colour token where one is given."""
        self._text = " ".join(text.split())
        self._tone = tone or self._tone
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        measure = metrics(self._look.theme, self._role)
        return QSize(measure.horizontalAdvance(self._text) + 1, self._look.theme.line(self._role))

    def minimumSizeHint(self) -> QSize:
        """May be squeezed to a few letters."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), 24), hint.height())

    def event(self, event: QEvent) -> bool:
        """Offer the whole text as a tooltip only where it is cut."""
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(plain_tip(self._text) if self.sizeHint().width() > self.width() else "")
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        draw_row_text(painter, self._look.theme, self.rect(), self._text, self._role, self._tone, self._align)


class NameLabel(QWidget):
    """A person's name with the native script after it, at the same size in regular weight."""

    def __init__(
        self,
        look: Look,
        name: str = "",
        native: str = "",
        role: Role = Role.NAME,
        parent: QWidget | None = None,
    ) -> None:
        """Show the names; ``role`` is NAME in lists and PANE_TITLE or PAGE_TITLE in headers."""
        super().__init__(parent)
        self._look = look
        self._role = role
        self._name = self._native = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.theme.changed.connect(self.updateGeometry)
        self.set_names(name, native)

    def set_names(self, name: str, native: str = "") -> None:
        """Show another person; a native name equal to the name is not repeated."""
        self._name = " ".join(name.split())
        self._native = "" if native == name else " ".join(native.split())
        spoken = f"{self._name} {self._native}".strip()
        self.setAccessibleName(spoken)
        self.setToolTip(plain_tip(spoken))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as both names."""
        measure = metrics(self._look.theme, self._role)
        native = measure.horizontalAdvance(self._native) + self._look.theme.px(6) if self._native else 0
        return QSize(measure.horizontalAdvance(self._name) + native + 2, self._look.theme.line(self._role))

    def minimumSizeHint(self) -> QSize:
        """May be squeezed to a few letters."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), 40), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the names."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        draw_names(painter, self._look.theme, self.rect(), self._name, self._native, self._role)
