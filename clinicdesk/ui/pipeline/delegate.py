"""Paints cards: name, country, treatment, value with owner, a hairline, and the state with its words."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from clinicdesk.domain.board import Card, LookState
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import STATE_TOKENS, State
from clinicdesk.ui.pipeline.model import CARD, Index
from clinicdesk.ui.pipeline.words import spoken, state_words, whole
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import plain_tip
from clinicdesk.ui.widgets.painting import (
    draw_disc,
    draw_icon,
    draw_names,
    draw_row_text,
    draw_state,
    focus_ring,
    metrics,
    mirrored,
    rounded,
)

CARD_HEIGHT, GAP, SIDE = 113, 6, 10
_LOUD = frozenset({LookState.OVERDUE, LookState.SOON})


class CardDelegate(QStyledItemDelegate):
    """One delegate for every column; all lengths follow the text size."""

    def __init__(self, desk: Desk) -> None:
        """Paint with the desk's look."""
        super().__init__()
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A card and the gap under it."""
        px = self._desk.look.theme.px
        return QSize(100, px(CARD_HEIGHT) + px(GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        card = index.data(CARD)
        if not isinstance(card, Card):
            return
        painter.save()
        painter.setLayoutDirection(option.direction)
        theme = self._desk.look.theme
        frame: QRect = option.rect.adjusted(0, 0, 0, -theme.px(GAP))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        border = "red" if card.state is LookState.OVERDUE else "line2" if hovered else "line"
        rounded(painter, theme, QRectF(frame), "surface", border, 6)
        if chosen:
            focus_ring(painter, theme, QRectF(frame), 6)
        self._paint_lines(painter, frame, card)
        painter.restore()

    def _paint_lines(self, painter: QPainter, frame: QRect, card: Card) -> None:
        theme, look = self._desk.look.theme, self._desk.look
        px = theme.px
        inner = frame.adjusted(px(SIDE), 0, -px(SIDE), 0)
        direction = painter.layoutDirection()

        def line(y: int, high: int, start: int = 0, wide: int = 0) -> QRect:
            width = wide or inner.width() - start
            rect = QRect(inner.x() + start, frame.y() + px(y), width, px(high))
            return mirrored(direction, inner, rect)

        mark = px(18) if card.returning else 0
        names = line(6, 18, 0, inner.width() - mark)
        draw_names(painter, theme, names, card.name, self._native(card, names.width()), Role.NAME)
        if card.returning:
            draw_icon(painter, look, line(6, 18, inner.width() - px(15), px(15)), "repeat", px(13), "violet")
        country = self._desk.t.formats.country(card.country) if card.country else ""
        draw_row_text(painter, theme, line(23, 16), country, Role.CAPTION, "t3")
        draw_row_text(painter, theme, line(41, 18), card.treatment, Role.BODY, "t1")
        self._paint_value(painter, line(61, 18, 0, inner.width() - px(24)), card)
        if card.owner_initials:
            disc = line(60, 20, inner.width() - px(21), px(22))
            hue = card.owner_colour or "petrol"
            draw_disc(painter, theme, disc, card.owner_initials, hue, px(20))
        painter.fillRect(line(84, 1), theme.brush("line"))
        draw_state(painter, look, line(88, 18, 0, px(14)), card.state.value, px(14))
        loud = card.state in _LOUD
        token = STATE_TOKENS[State(card.state.value)] if loud else "t2"
        role = Role.CAPTION_STRONG if loud else Role.CAPTION
        words = state_words(self._desk, card)
        draw_row_text(painter, theme, line(88, 18, px(19)), words, role, token)

    def _native(self, card: Card, room: int) -> str:
        """Return the native name where it fits beside the name; a cut one says nothing."""
        if card.native_name == card.name:
            return ""
        theme = self._desk.look.theme
        measure = metrics(theme, Role.NAME)
        used = measure.horizontalAdvance(card.name) + measure.horizontalAdvance(card.native_name)
        return card.native_name if used + theme.px(6) <= room else ""

    def _paint_value(self, painter: QPainter, place: QRect, card: Card) -> None:
        if card.value is None:
            return
        theme = self._desk.look.theme
        amount = self._desk.t.formats.money(whole(card.value), bare=True)
        draw_row_text(painter, theme, place, amount, Role.NAME, "t1")
        used = metrics(theme, Role.NAME).horizontalAdvance(amount) + theme.px(6)
        rest = mirrored(painter.layoutDirection(), place, place.adjusted(used, 0, 0, 0))
        draw_row_text(painter, theme, rest, card.value.currency, Role.LABEL, "t3")

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Say the whole card, because every line of it may be cut."""
        card = index.data(CARD)
        if event.type() != QEvent.Type.ToolTip or not isinstance(card, Card):
            return super().helpEvent(event, view, option, index)
        text = spoken(self._desk, card).replace(", ", "\n", 1)
        QToolTip.showText(event.globalPos(), plain_tip(text), view, view.visualRect(index))
        return True
