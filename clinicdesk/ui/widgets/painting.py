# ruff: noqa: PLR0917  what is painted stands in the order of reading: painter, look, place, content
"""Painting that delegates and small widgets share: text, key caps, chips, discs, bars and row grounds.

Rectangles are given as on screen: callers mirror them with ``mirrored`` in right-to-left layouts.
"""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QStyle

from clinicdesk.ui.icons import State
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role, Theme

Align = Qt.AlignmentFlag
LEADING = Align.AlignLeading | Align.AlignVCenter
TRAILING = Align.AlignTrailing | Align.AlignVCenter
CENTRE = Align.AlignCenter

CHIP_TOKENS = {
    "neutral": ("sunk", "t2"),
    "accent": ("atint", "accent"),
    "green": ("greent", "green"),
    "orange": ("oranget", "orange"),
    "red": ("redt", "red"),
    "violet": ("violett", "violet"),
}
"""Ground and text tokens of each kind of chip; only the neutral one has a border."""

DISC_HUES = ("petrol", "violet", "green", "brown")


def metrics(theme: Theme, role: Role) -> QFontMetrics:
    """Return the metrics of a role's font."""
    return QFontMetrics(theme.font(role))


def mirrored(direction: Qt.LayoutDirection, bounds: QRect, rect: QRect) -> QRect:
    """Return ``rect`` within ``bounds``, flipped where the layout runs from right to left."""
    return QStyle.visualRect(direction, bounds, rect)


def draw_row_text(
    painter: QPainter,
    theme: Theme,
    rect: QRect,
    text: str,
    role: Role,
    token: str,
    align: Align = LEADING,
    weight: int = 0,
) -> int:
    """Draw one elided line in ``rect`` and return the width it took; the text's own direction is kept.

    Text at the trailing edge is a column of figures: its digits get one width.
    """
    if not text or rect.width() <= 0:
        return 0
    font = theme.font(role, weight, tabular=align == TRAILING)
    measure = QFontMetrics(font)
    width = measure.horizontalAdvance(text)
    if width > rect.width():
        text = measure.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        width = measure.horizontalAdvance(text)
    painter.setFont(font)
    painter.setPen(theme.pen(token))
    placed = QStyle.visualAlignment(painter.layoutDirection(), align) | Align.AlignAbsolute
    painter.drawText(rect, int(placed) | int(Qt.TextFlag.TextSingleLine), text)
    return width


def draw_names(painter: QPainter, theme: Theme, rect: QRect, name: str, native: str, role: Role) -> None:
    """Draw a name and, after it in the same size, its native script in regular weight."""
    used = draw_row_text(painter, theme, rect, name, role, "t1")
    gap = theme.px(6)
    left = rect.width() - used - gap
    if native and left > theme.px(16):
        rest = QRect(rect.x() + used + gap, rect.y(), left, rect.height())
        place = mirrored(painter.layoutDirection(), rect, rest)
        draw_row_text(painter, theme, place, native, role, "t2", weight=400)


def draw_pixmap(painter: QPainter, rect: QRect, pixmap: QPixmap) -> None:
    """Draw a pixmap in the middle of ``rect``, on whole pixels."""
    size = pixmap.deviceIndependentSize().toSize()
    place = QStyle.alignedRect(Qt.LayoutDirection.LeftToRight, CENTRE, size, rect)
    painter.drawPixmap(place.topLeft(), pixmap)


def draw_state(painter: QPainter, look: Look, rect: QRect, state: State | str, size: int = 16) -> None:
    """Draw one of the eight state shapes in the middle of ``rect``."""
    draw_pixmap(painter, rect, look.icons.state(state, size, _ratio(painter)))


def draw_icon(
    painter: QPainter, look: Look, rect: QRect, name: str, size: int = 17, token: str = "t2"
) -> None:
    """Draw an outline icon in the middle of ``rect``."""
    draw_pixmap(painter, rect, look.icons.pixmap(name, size, token, _ratio(painter)))


def draw_channel(
    painter: QPainter, look: Look, rect: QRect, channel: str, size: int = 17, token: str = "t2"
) -> None:
    """Draw a channel's mark in the middle of ``rect``."""
    draw_pixmap(painter, rect, look.icons.channel(channel, size, token, _ratio(painter)))


def draw_disc(
    painter: QPainter, theme: Theme, rect: QRect, initials: str, hue: str, diameter: int = 22
) -> None:
    """Draw a coordinator's disc in the middle of ``rect``; ``hue`` is one of DISC_HUES."""
    place = QRectF(0, 0, diameter - 1, diameter - 1)
    place.moveCenter(QRectF(rect).center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.pen(f"disc-{hue}-l"))
    painter.setBrush(theme.brush(f"disc-{hue}"))
    painter.drawEllipse(place)
    font = theme.font(Role.DISC)
    painter.setFont(font)
    painter.setPen(theme.pen(f"disc-{hue}-t"))
    painter.drawText(place, CENTRE, initials[:3])
    painter.restore()


def hue_of(number: int) -> str:
    """Return the disc hue of a member of staff by her number: stable, and different for neighbours."""
    return DISC_HUES[number % len(DISC_HUES)]


def rounded(
    painter: QPainter, theme: Theme, rect: QRectF, fill: str, border: str = "", radius: float = 6
) -> None:
    """Fill a rounded rectangle and draw its border (one pixel, inside) in tokens."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.pen(border) if border else Qt.PenStyle.NoPen)
    painter.setBrush(theme.brush(fill) if fill else Qt.BrushStyle.NoBrush)
    inside = rect.adjusted(0.5, 0.5, -0.5, -0.5) if border else rect
    painter.drawRoundedRect(inside, radius, radius)
    painter.restore()


def focus_ring(painter: QPainter, theme: Theme, rect: QRectF, radius: float = 6) -> None:
    """Draw the focus: two pixels of accent inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.pen("accent", 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def chip_size(theme: Theme, text: str, *, glyph: bool = False) -> QSize:
    """Return the size of a chip: 22 high, 8 at each side, 18 more with an icon or state shape."""
    width = metrics(theme, Role.CHIP).horizontalAdvance(text) + theme.px(16) + (theme.px(18) if glyph else 0)
    return QSize(width, theme.px(22))


def draw_chip(
    painter: QPainter, look: Look, rect: QRect, text: str, kind: str, glyph: QPixmap | None = None
) -> None:
    """Draw a chip that fills ``rect``; ``kind`` is a key of CHIP_TOKENS."""
    theme = look.theme
    ground, ink = CHIP_TOKENS[kind]
    rounded(painter, theme, QRectF(rect), ground, "line2" if kind == "neutral" else "", 4)
    side = theme.px(8)
    words = rect.adjusted(side, 0, -side, 0)
    if glyph is not None:
        room = theme.px(18)
        left = QRect(words.x() - 2, words.y(), room, words.height())
        draw_pixmap(painter, mirrored(painter.layoutDirection(), words, left), glyph)
        words = mirrored(painter.layoutDirection(), words, words.adjusted(room - 2, 0, 0, 0))
    draw_row_text(painter, theme, words, text, Role.CHIP, ink)


def caps_width(theme: Theme, keys: tuple[str, ...]) -> int:
    """Return the width of a row of key caps, gaps of 4 between them included."""
    if not keys:
        return 0
    measure = metrics(theme, Role.LABEL)
    caps = sum(max(theme.px(18), measure.horizontalAdvance(key) + theme.px(10)) for key in keys)
    return caps + theme.px(4) * (len(keys) - 1)


def draw_caps(
    painter: QPainter, theme: Theme, rect: QRect, keys: tuple[str, ...], ink: str, border: str, fill: str = ""
) -> None:
    """Draw key caps, 18 high, from the leading edge of ``rect``."""
    measure = metrics(theme, Role.LABEL)
    high = theme.px(18)
    x = rect.x()
    for key in keys:
        wide = max(theme.px(18), measure.horizontalAdvance(key) + theme.px(10))
        cap = QRect(x, rect.y() + (rect.height() - high) // 2, wide, high)
        cap = mirrored(painter.layoutDirection(), rect, cap)
        rounded(painter, theme, QRectF(cap), fill, border, 4)
        draw_row_text(painter, theme, cap, key, Role.LABEL, ink, CENTRE)
        x += wide + theme.px(4)


def draw_bar(painter: QPainter, theme: Theme, rect: QRect, share: float, token: str, height: int = 3) -> None:
    """Draw a countdown or progress bar: ``share`` (0 to 1) of it filled from the leading edge."""
    share = max(0.0, min(1.0, share))
    track = QRect(rect.x(), rect.center().y() - height // 2, rect.width(), height)
    used = QRect(track.x(), track.y(), round(track.width() * share), height)
    rounded(painter, theme, QRectF(track), "line2", "", height / 2)
    if used.width():
        used = mirrored(painter.layoutDirection(), track, used)
        rounded(painter, theme, QRectF(used), token, "", height / 2)


def draw_row_ground(
    painter: QPainter, theme: Theme, rect: QRect, *, selected: bool, hovered: bool, focused: bool
) -> None:
    """Draw a list row's ground: hover, selection with its bar at the leading edge, bottom line, focus."""
    painter.fillRect(rect, theme.brush("atint" if selected else "hover" if hovered else "surface"))
    bottom = QRect(rect.x(), rect.bottom(), rect.width(), 1)
    painter.fillRect(bottom, theme.brush("aline" if selected else "line"))
    if selected:
        bar = QRect(rect.x(), rect.y(), 3, rect.height())
        painter.fillRect(mirrored(painter.layoutDirection(), rect, bar), theme.brush("accent"))
    if focused:
        painter.setPen(theme.pen("accent", 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))


def draw_chevron(
    painter: QPainter, theme: Theme, centre: QPointF, token: str = "t3", *, open_: bool = True
) -> None:
    """Draw a small chevron: down where the part below is open, towards the trailing side where folded."""
    path = QPainterPath()
    if open_:
        path.moveTo(-4, -2)
        path.lineTo(0, 2)
        path.lineTo(4, -2)
    else:
        side = -1 if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        path.moveTo(-2 * side, -4)
        path.lineTo(2 * side, 0)
        path.lineTo(-2 * side, 4)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(theme.pen(token, 1.4))
    painter.drawPath(path)
    painter.restore()


def _ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatio()
