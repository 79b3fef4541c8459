"""Draws the bundled SVG shapes as sharp pixmaps, cached by name, size, colour and pixel ratio."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from clinicdesk.ui.theme import Theme

if TYPE_CHECKING:
    from clinicdesk.domain.odontogram import Mark

FINE_STROKE, SMALL_STROKE, SMALL_BELOW = "1.75", "2.2", 14


class State(StrEnum):
    """The eight states of anything due; the same shapes everywhere, never a ninth."""

    OVERDUE = "overdue"
    RUNNING_OUT = "soon"
    TODAY = "today"
    LATER = "later"
    WAITING = "waiting"
    DONE = "done"
    SNOOZED = "snoozed"
    BLOCKED = "blocked"


STATE_TOKENS = {
    State.OVERDUE: "red",
    State.RUNNING_OUT: "orange",
    State.TODAY: "accent",
    State.LATER: "t3",
    State.WAITING: "t3",
    State.DONE: "green",
    State.SNOOZED: "violet",
    State.BLOCKED: "t2",
}
"""The colour token that belongs to each state's words."""

CHANNELS = {
    "whatsapp": "brand-whatsapp",
    "telegram": "brand-telegram",
    "messenger": "brand-messenger",
    "viber": "brand-viber",
    "facebook": "brand-facebook",
    "email": "mail",
    "phone": "phone",
    "website": "world",
    "web": "world",
    "zalo": "bubble-z",
    "line": "bubble-l",
    "kakaotalk": "bubble-k",
    "kakao": "bubble-k",
    "smilejet": "bubble-s",
    "sms": "message-circle",
    "referral": "users",
    "agent": "users",
    "recall": "repeat",
    "walk_in": "map-pin",
}
"""The icon of each channel; one that is not named here is a plain speech bubble."""


class Icons:
    """The shapes of the look for one theme; everything is drawn once and kept."""

    def __init__(self, theme: Theme, resources: Path) -> None:
        """Read shapes from ``resources/icons`` and ``resources/look/states``."""
        self._theme = theme
        self._resources = resources
        self._sources: dict[Path, str] = {}
        self._drawn: dict[tuple[Path, int, str, float, str], QPixmap] = {}

    def pixmap(self, name: str, size: int = 17, token: str = "t2", ratio: float = 1.0) -> QPixmap:
        """Return the outline icon ``name`` in a colour token. Raises FileNotFoundError for no such icon."""
        file = self._resources / "icons" / f"{name}.svg"
        colour = self._theme.colour(token).name()
        stroke = SMALL_STROKE if size < SMALL_BELOW else FINE_STROKE
        return self._draw(file, size, colour, ratio, stroke)

    def state(self, state: State | str, size: int = 16, ratio: float = 1.0) -> QPixmap:
        """Return the shape of a state in the theme's mode. Raises ValueError for no such state."""
        file = self._resources / "look" / "states" / f"{State(state)}-{self._theme.mode}.svg"
        return self._draw(file, size, "", ratio, "")

    def treatment(self, mark: Mark, size: int = 16, ratio: float = 1.0) -> QPixmap:
        """Return the sign of a treatment, as it stands in legends, buttons and lists."""
        from clinicdesk.domain.tooth_symbols import SIZE, symbol
        from clinicdesk.ui.shapes import paint_shapes

        key = (Path(f"treatment-{mark}-{self._theme.mode}"), size, "", ratio, "")
        if key not in self._drawn:
            image = _canvas(size, ratio)
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(size * ratio / SIZE, size * ratio / SIZE)
            paint_shapes(painter, self._theme, symbol(mark))
            painter.end()
            self._drawn[key] = _pixmap(image, ratio)
        return self._drawn[key]

    def channel(self, channel: str, size: int = 17, token: str = "t2", ratio: float = 1.0) -> QPixmap:
        """Return a channel's mark; the tooltip beside it must name the channel."""
        return self.pixmap(CHANNELS.get(channel, "message-circle"), size, token, ratio)

    def icon(self, name: str, size: int = 17, token: str = "t2") -> QIcon:
        """Return an icon for menus and actions, sharp at pixel ratios 1 and 2, greyed where disabled."""
        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, size, token, ratio))
            icon.addPixmap(self.pixmap(name, size, "line2", ratio), QIcon.Mode.Disabled)
        return icon

    def _draw(self, file: Path, size: int, colour: str, ratio: float, stroke: str) -> QPixmap:
        key = (file, size, colour, ratio, stroke)
        found = self._drawn.get(key)
        if found is None:
            found = self._drawn[key] = self._render(file, size, colour, ratio, stroke)
        return found

    def _render(self, file: Path, size: int, colour: str, ratio: float, stroke: str) -> QPixmap:
        source = self._sources.get(file)
        if source is None:
            source = self._sources[file] = file.read_text("utf-8")
        if colour:
            source = source.replace("currentColor", colour)
            source = source.replace('stroke-width="2"', f'stroke-width="{stroke}"')
        image = _canvas(size, ratio)
        painter = QPainter(image)
        QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(image.rect()))
        painter.end()
        return _pixmap(image, ratio)


def _canvas(size: int, ratio: float) -> QImage:
    edge = round(size * ratio)
    image = QImage(QSize(edge, edge), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _pixmap(image: QImage, ratio: float) -> QPixmap:
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
