"""Push buttons as in the look: icon, words and key caps, painted from the tokens in every state."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import plain_tip
from clinicdesk.ui.widgets.painting import (
    CENTRE,
    LEADING,
    caps_width,
    draw_caps,
    draw_chevron,
    draw_icon,
    draw_row_text,
    focus_ring,
    metrics,
    mirrored,
    rounded,
)

KINDS = {
    "primary": ("accent", "accent2", "accent3", "accent", "onacc"),
    "plain": ("surface", "hover", "press", "line2", "t1"),
    "soft": ("atint", "hover", "press", "aline", "accent"),
    "danger": ("surface", "redt", "press", "redline", "red"),
    "ghost": ("", "hover", "press", "", "t1"),
}
"""Tokens (rest, hover, pressed, border, ink) of each kind of button.

One primary a pane, soft for the second in rank, ghost without a frame.
"""


class Button(QPushButton):
    """A button 34 high (28 where ``small``) with an optional icon before and key caps after its words.

    The caps only show the shortcut; the action itself is bound elsewhere (ui/actions.py).
    """

    def __init__(
        self,
        look: Look,
        text: str = "",
        *,
        kind: str = "plain",
        icon: str = "",
        keys: tuple[str, ...] = (),
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a button; ``kind`` is a key of KINDS, ``keys`` are caps such as ("Ctrl", "N")."""
        super().__init__(text, parent)
        self._look = look
        self._kind = kind
        self._icon = icon
        self._keys = keys
        self._small = small
        self._menu_shown = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        look.theme.changed.connect(self._restyle)

    def set_look(self, *, text: str | None = None, kind: str | None = None, icon: str | None = None) -> None:
        """Change words, kind or icon while the button keeps its place."""
        if text is not None:
            self.setText(text)
            self.setAccessibleName(text)
        self._kind = kind or self._kind
        self._icon = self._icon if icon is None else icon
        self._restyle()

    def show_verb(self, text: str, icon: str, keys: tuple[str, ...]) -> None:
        """Show another verb with its icon and key caps, as where one place serves many kinds of lines."""
        self._keys = keys
        self.set_look(text=text, icon=icon)

    @property
    def kind(self) -> str:
        """The key of KINDS that the button is painted in."""
        return self._kind

    def set_menu(self, menu: QMenu) -> None:
        """Open ``menu`` on click; the button shows a chevron at its end."""
        self._menu_shown = True
        self.setMenu(menu)

    def sizeHint(self) -> QSize:
        """Words, icon and caps with 12 at each side (10 where small)."""
        theme = self._look.theme
        high = theme.px(28 if self._small else 34)
        width = 2 * self._side()
        if self._icon:
            width += theme.px(17)
        if self.text():
            width += metrics(theme, Role.MEDIUM).horizontalAdvance(self.text()) + 1
            width += theme.px(8) if self._icon else 0
        if self._keys:
            width += theme.px(8) + caps_width(theme, self._keys)
        if self._menu_shown:
            width += theme.px(20)
        return QSize(max(width, high), high)

    def minimumSizeHint(self) -> QSize:
        """As the size hint: words of buttons are never cut."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover ground."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show the rest ground."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, focus, icon, words and caps."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        self._paint_ground(painter)
        ink = KINDS[self._kind][4] if self.isEnabled() else "t3"
        if self._kind != "primary" and self.isChecked() and self.isEnabled():
            ink = "accent"
        self._paint_content(painter, ink)

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._look.theme
        rest, hover, pressed, border, _ = KINDS[self._kind]
        fill = rest
        if not self.isEnabled():
            fill, border = ("sunk", "line") if rest else ("", "")
        elif self.isDown():
            fill = pressed
        elif self.isChecked():
            fill, border = "atint", "aline"
        elif self.underMouse():
            fill = hover
        frame = QRectF(self.rect())
        focused = self.hasFocus() and self.isEnabled()
        if focused and self._kind == "primary":
            focus_ring(painter, theme, frame, 6)
            rounded(painter, theme, frame.adjusted(3.5, 3.5, -3.5, -3.5), fill, "", 4)
            return
        rounded(painter, theme, frame, fill, border, 6)
        if focused:
            focus_ring(painter, theme, frame, 6)

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        theme = self._look.theme
        inside = self.rect().adjusted(self._side(), 0, -self._side(), 0)
        words = metrics(theme, Role.MEDIUM).horizontalAdvance(self.text()) + 1 if self.text() else 0
        icon = theme.px(17) if self._icon else 0
        gap = theme.px(8)
        caps = caps_width(theme, self._keys)
        chevron = theme.px(20) if self._menu_shown else 0
        total = icon + (gap if icon and words else 0) + words + (gap + caps if caps else 0) + chevron
        x = inside.x() if self._menu_shown else inside.x() + max(0, (inside.width() - total) // 2)
        if icon:
            place = QRect(x, inside.y(), icon, inside.height())
            draw_icon(painter, self._look, self._mirrored(place), self._icon, theme.px(17), ink)
            x += icon + gap
        if words:
            room = min(words, inside.right() + 1 - x - chevron)
            place = QRect(x, inside.y(), room, inside.height())
            draw_row_text(painter, theme, self._mirrored(place), self.text(), Role.MEDIUM, ink, LEADING)
            x += words + gap
        if caps:
            place = self._mirrored(QRect(x, inside.y(), caps, inside.height()))
            on = self._kind == "primary"
            draw_caps(painter, theme, place, self._keys, ink if on else "t3", "aline" if on else "line2")
        if chevron:
            end = QRect(inside.right() - theme.px(10), inside.y(), theme.px(12), inside.height())
            draw_chevron(painter, theme, QRectF(self._mirrored(end)).center())

    def _mirrored(self, rect: QRect) -> QRect:
        return mirrored(self.layoutDirection(), self.rect(), rect)

    def _side(self) -> int:
        return self._look.theme.px(10 if self._small else 12) if self.text() else self._look.theme.px(8)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class IconButton(Button):
    """A square button that shows only an icon; its name is the tooltip and what a screen reader says."""

    def __init__(
        self,
        look: Look,
        icon: str,
        name: str,
        *,
        kind: str = "ghost",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a button with ``icon``; ``name`` says what it does."""
        super().__init__(look, "", kind=kind, icon=icon, small=small, parent=parent)
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class CountPill(Button):
    """A checkable pill such as "2 running out": a state shape, a bold count and words; it filters a list."""

    def __init__(self, look: Look, state: str, words: str, parent: QWidget | None = None) -> None:
        """Show the shape of ``state`` and ``words`` after the count."""
        super().__init__(look, "", parent=parent)
        self._state = state
        self._words = words
        self._count = 0
        self.setCheckable(True)
        self.set_count(0)

    def set_count(self, count: int, words: str = "") -> None:
        """Show another count, and the words in the plural form that belongs to it."""
        self._count = count
        self._words = words or self._words
        self.setAccessibleName(f"{count} {self._words}")
        self._restyle()

    def sizeHint(self) -> QSize:
        """28 high with 10 at each side."""
        theme = self._look.theme
        number = metrics(theme, Role.NAME).horizontalAdvance(str(self._count))
        words = metrics(theme, Role.BODY).horizontalAdvance(self._words)
        return QSize(number + words + theme.px(20 + 16 + 8 + 6) + 2, theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        ground = "atint" if self.isChecked() else "hover" if self.underMouse() else "surface"
        frame = QRectF(self.rect())
        rounded(painter, theme, frame, ground, "accent" if self.isChecked() else "line", frame.height() / 2)
        if self.hasFocus():
            focus_ring(painter, theme, frame, frame.height() / 2 - 1)
        x = theme.px(10)
        shape = self._mirrored(QRect(x, 0, theme.px(16), self.height()))
        pixmap = self._look.icons.state(self._state, theme.px(15), self.devicePixelRatioF())
        size = pixmap.deviceIndependentSize().toSize()
        painter.drawPixmap(shape.x(), (self.height() - size.height()) // 2, pixmap)
        x += theme.px(16 + 8)
        number = metrics(theme, Role.NAME).horizontalAdvance(str(self._count)) + 1
        place = self._mirrored(QRect(x, 0, number, self.height()))
        draw_row_text(painter, theme, place, str(self._count), Role.NAME, "t1", CENTRE)
        x += number + theme.px(6)
        place = self._mirrored(QRect(x, 0, self.width() - x - theme.px(8), self.height()))
        draw_row_text(painter, theme, place, self._words, Role.BODY, "t2")


def primary(look: Look, text: str, *, icon: str = "", keys: tuple[str, ...] = ()) -> Button:
    """Return the one primary button of a pane, sheet or dialog."""
    return Button(look, text, kind="primary", icon=icon, keys=keys)


def small(look: Look, text: str, *, kind: str = "plain", icon: str = "") -> Button:
    """Return a button 28 high, as in rows, boxes and empty states."""
    return Button(look, text, kind=kind, icon=icon, small=True)


def danger(look: Look, text: str, *, icon: str = "") -> Button:
    """Return a button for a loss that a dialog confirms."""
    return Button(look, text, kind="danger", icon=icon)
