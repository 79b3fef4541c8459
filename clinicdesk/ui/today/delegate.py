"""Paints the due list: state, patient, what to do, due with its countdown, channel and owner."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from clinicdesk.domain.due import DueRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import STATE_TOKENS, State
from clinicdesk.ui.theme import Role
from clinicdesk.ui.today.model import ITEM, GroupItem
from clinicdesk.ui.today.words import due, filled, whence
from clinicdesk.ui.widgets.bars import COUNTDOWN
from clinicdesk.ui.widgets.labels import plain_tip
from clinicdesk.ui.widgets.painting import (
    TRAILING,
    draw_bar,
    draw_channel,
    draw_disc,
    draw_names,
    draw_row_ground,
    draw_row_text,
    draw_state,
    mirrored,
)
from clinicdesk.ui.widgets.section_header import draw_section
from clinicdesk.ui.wording import channel_name

Index = QModelIndex | QPersistentModelIndex

SIDE, STATE, PATIENT, DUE, CHANNEL, OWNER, GAP = 14, 34, 204, 118, 34, 34, 10


class Columns:
    """Where each part of a row stands; the list's head uses the same places."""

    def __init__(self, desk: Desk, row: QRect) -> None:
        """Lay a row out in ``row``, mirrored in right-to-left screens by ``place``."""
        px = desk.look.theme.px
        self._row = row
        side, gap = px(SIDE), px(GAP)
        self.state = (side, px(STATE))
        self.patient = (side + px(STATE) + gap, px(PATIENT))
        end = row.width() - px(SIDE) - 4
        self.owner = (end - px(OWNER), px(OWNER))
        self.channel = (self.owner[0] - gap // 2 - px(CHANNEL), px(CHANNEL))
        self.due = (self.channel[0] - gap - px(DUE), px(DUE))
        start = self.patient[0] + self.patient[1] + gap
        self.what = (start, max(0, self.due[0] - gap - start))

    def place(self, direction: object, part: tuple[int, int], y: int, height: int) -> QRect:
        """Return a part's rectangle between ``y`` and ``y + height`` of the row."""
        row = self._row
        rect = QRect(row.x() + part[0], row.y() + y, part[1], height)
        return mirrored(direction, row, rect)  # type: ignore[arg-type]


class DueDelegate(QStyledItemDelegate):
    """Paints headers and rows from the tokens; their heights are the model's."""

    def __init__(self, desk: Desk, view: QAbstractItemView) -> None:
        """Paint for ``view``."""
        super().__init__(view)
        self._desk = desk
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a header or a row."""
        item = index.data(ITEM)
        painter.save()
        painter.setLayoutDirection(option.direction)
        current = self._view.hasFocus() and self._view.currentIndex().row() == index.row()
        if isinstance(item, GroupItem):
            draw_section(painter, self._desk.look, option.rect, item.section, focused=current)
        elif isinstance(item, DueRow):
            state = option.state
            selected = bool(state & QStyle.StateFlag.State_Selected)
            draw_row_ground(
                painter,
                self._desk.look.theme,
                option.rect,
                selected=selected,
                hovered=bool(state & QStyle.StateFlag.State_MouseOver),
                focused=current and not selected,
            )
            self._paint_row(painter, option.rect, item, selected)
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, row: DueRow, selected: bool) -> None:
        desk, look = self._desk, self._desk.look
        theme, direction = look.theme, painter.layoutDirection()
        columns = Columns(desk, rect)
        second = "t2" if selected else "t3"
        upper, high = theme.px(3), theme.px(18)
        lower, low = theme.px(22), theme.px(16)
        whole = (0, rect.height() - 1)
        draw_state(painter, look, columns.place(direction, columns.state, *whole), row.state.value)
        name = columns.place(direction, columns.patient, upper, high)
        draw_names(painter, theme, name, row.name, _other(row), Role.NAME)
        there = columns.place(direction, columns.patient, lower, low)
        draw_row_text(painter, theme, there, whence(desk, row), Role.CAPTION, second)
        what = columns.place(direction, columns.what, upper, high)
        draw_row_text(painter, theme, what, filled(desk, row.title_key, row.title_data), Role.BODY, "t1")
        note = columns.place(direction, columns.what, lower, low)
        draw_row_text(painter, theme, note, filled(desk, row.note_key, row.note_data), Role.CAPTION, second)
        self._paint_due(painter, columns, row, second)
        draw_channel(painter, look, columns.place(direction, columns.channel, *whole), row.channel, 17)
        if row.owner_initials:
            owner = columns.place(direction, columns.owner, *whole)
            draw_disc(painter, theme, owner, row.owner_initials, row.owner_colour or "petrol")

    def _paint_due(self, painter: QPainter, columns: Columns, row: DueRow, second: str) -> None:
        theme, direction = self._desk.look.theme, painter.layoutDirection()
        says = due(self._desk, row)
        bar = says.bar and row.share_used is not None
        upper = theme.px(1 if bar else 3)
        strong = columns.place(direction, columns.due, upper, theme.px(18))
        draw_row_text(painter, theme, strong, says.strong, Role.NAME, says.token, TRAILING)
        lower = columns.place(direction, columns.due, theme.px(25 if bar else 22), theme.px(15))
        draw_row_text(painter, theme, lower, says.second, Role.CAPTION, second, TRAILING)
        if bar and row.share_used is not None:
            start, width = columns.due
            wide, thick = theme.px(COUNTDOWN[0]), theme.px(COUNTDOWN[1])
            place = columns.place(direction, (start + width - wide, wide), theme.px(20), theme.px(5))
            draw_bar(painter, theme, place, row.share_used / 100, STATE_TOKENS[State(row.state)], thick)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Say what is cut, or which channel and owner an icon stands for."""
        item = index.data(ITEM)
        if event.type() != QEvent.Type.ToolTip or not isinstance(item, DueRow):
            return super().helpEvent(event, view, option, index)
        rect = view.visualRect(index)
        text = self._tip(rect, item, event.pos().x())
        if text:
            QToolTip.showText(event.globalPos(), plain_tip(text), view, rect)
        else:
            QToolTip.hideText()
        return True

    def _tip(self, rect: QRect, row: DueRow, x: int) -> str:
        columns = Columns(self._desk, rect)
        direction = self._view.layoutDirection()

        def over(part: tuple[int, int]) -> bool:
            place = columns.place(direction, part, 0, rect.height())
            return place.left() <= x <= place.right()

        if over(columns.channel):
            return channel_name(self._desk.t, row.channel)
        if over(columns.patient):
            return f"{row.name} {_other(row)}".strip()
        if over(columns.what):
            return self._cut_lines(row, columns.what[1])
        return ""

    def _cut_lines(self, row: DueRow, width: int) -> str:
        desk, theme = self._desk, self._desk.look.theme
        lines = (
            (filled(desk, row.title_key, row.title_data), Role.BODY),
            (filled(desk, row.note_key, row.note_data), Role.CAPTION),
        )
        cut = any(QFontMetrics(theme.font(role)).horizontalAdvance(text) > width for text, role in lines)
        return "\n".join(text for text, _ in lines if text) if cut else ""


def _other(row: DueRow) -> str:
    return "" if row.native_name == row.name else row.native_name
