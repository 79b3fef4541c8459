"""Chips (a word on a tint), a state's words, and the disc of a coordinator, as widgets."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.ui.icons import STATE_TOKENS, State
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import plain_tip
from clinicdesk.ui.widgets.painting import (
    CHIP_TOKENS,
    chip_size,
    draw_chip,
    draw_disc,
    draw_row_text,
    draw_state,
    metrics,
    mirrored,
)


class Chip(QWidget):
    """A word or two on a tint, 22 high; at most three stand in a header."""

    def __init__(
        self, look: Look, text: str, kind: str = "neutral", *, icon: str = "", parent: QWidget | None = None
    ) -> None:
        """Show ``text``; ``kind`` is neutral, accent, green, orange, red or violet."""
        super().__init__(parent)
        self._look = look
        self._text, self._kind, self._icon = "", "neutral", ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.theme.changed.connect(self.updateGeometry)
        self.show_as(text, kind, icon=icon)

    @property
    def text(self) -> str:
        """The words on the chip."""
        return self._text

    @property
    def kind(self) -> str:
        """The kind that the chip is painted in."""
        return self._kind

    def show_as(self, text: str, kind: str = "neutral", *, icon: str = "") -> None:
        """Change words, kind and icon. Raises KeyError for a kind that the look does not have."""
        CHIP_TOKENS[kind]
        self._text, self._kind, self._icon = text, kind, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as its words."""
        return chip_size(self._look.theme, self._text, glyph=bool(self._icon)) + QSize(1, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        draw_chip(painter, self._look, self.rect(), self._text, self._kind, self._glyph())

    def _glyph(self) -> QPixmap | None:
        if not self._icon:
            return None
        ink = CHIP_TOKENS[self._kind][1]
        return self._look.icons.pixmap(self._icon, self._look.theme.px(14), ink, self.devicePixelRatioF())


class StateLabel(QWidget):
    """A state's shape with its words, in the state's colour or, where calm, in the text's."""

    def __init__(
        self,
        look: Look,
        state: State | str,
        text: str,
        role: Role = Role.BODY,
        *,
        token: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Show the shape of ``state`` and ``text``; ``token`` replaces the state's own colour."""
        super().__init__(parent)
        self._look = look
        self._role = role
        self._own_token = token
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.theme.changed.connect(self.updateGeometry)
        self.show_state(state, text)

    def show_state(self, state: State | str, text: str) -> None:
        """Show another state and its words."""
        self._state, self._text = State(state), text
        self.setAccessibleName(text)
        self.setToolTip(plain_tip(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words and the shape."""
        theme = self._look.theme
        words = metrics(theme, self._role).horizontalAdvance(self._text)
        return QSize(theme.px(24) + words + 1, max(theme.line(self._role), theme.px(18)))

    def minimumSizeHint(self) -> QSize:
        """May be squeezed to the shape and a few letters."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._look.theme.px(60)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw shape and words."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        bounds = self.rect()
        shape = bounds.adjusted(0, 0, theme.px(16) - bounds.width(), 0)
        draw_state(
            painter, self._look, mirrored(self.layoutDirection(), bounds, shape), self._state, theme.px(16)
        )
        words = mirrored(self.layoutDirection(), bounds, bounds.adjusted(theme.px(24), 0, 0, 0))
        draw_row_text(
            painter, theme, words, self._text, self._role, self._own_token or STATE_TOKENS[self._state]
        )


class OwnerDisc(QWidget):
    """A coordinator's initials on a disc; the tooltip is the name, because colour only helps."""

    def __init__(
        self,
        look: Look,
        initials: str,
        hue: str,
        name: str,
        *,
        diameter: int = 22,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``initials``; ``hue`` is one of DISC_HUES (see ``hue_of``)."""
        super().__init__(parent)
        self._look = look
        self._diameter = diameter
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_person(initials, hue, name)

    def show_person(self, initials: str, hue: str, name: str) -> None:
        """Show another person."""
        self._initials, self._hue = initials, hue
        self.setToolTip(plain_tip(name))
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Two pixels larger than the disc."""
        return QSize(self._diameter + 2, self._diameter + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc."""
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        draw_disc(painter, self._look.theme, self.rect(), self._initials, self._hue, self._diameter)
