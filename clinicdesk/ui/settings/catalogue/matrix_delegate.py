"""Paints the matrix: heads, names, prices, and cells whose shape says how a wording stands."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from clinicdesk.domain.completeness import Words
from clinicdesk.domain.wordings import PROCEDURES, TermGroup, TermRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.look import Look
from clinicdesk.ui.settings.catalogue.matrix_model import (
    BLOCKS,
    ENTRY,
    NAME,
    PRICE,
    STATE,
    Index,
    MatrixModel,
)
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import plain_tip
from clinicdesk.ui.widgets.painting import (
    CENTRE,
    LEADING,
    TRAILING,
    draw_chevron,
    draw_icon,
    draw_pixmap,
    draw_row_text,
    focus_ring,
    metrics,
    mirrored,
    rounded,
)

CELL = QSize(19, 15)
EDGE = 18
_LOOKS = {
    Words.CHECKED: ("aline", "aline", "check", "accent2"),
    Words.UNREAD: ("surface", "aline", "", ""),
    Words.STALE: ("oranget", "orange", "clock", "orange"),
    Words.MISSING: ("", "", "", ""),
}
"""Ground, border, icon and its colour of each state; a draft is half filled, a missing one dashed."""


def draw_cell(painter: QPainter, look: Look, cell: QRect, state: Words, *, blocks: bool = False) -> None:
    """Draw the sign of a state in the middle of ``cell``."""
    theme = look.theme
    box = QRect(QPoint(), QSize(theme.px(CELL.width()), theme.px(CELL.height())))
    box.moveCenter(cell.center())
    if blocks:
        rounded(painter, theme, QRectF(box), "redt", "red", 3)
        draw_row_text(painter, theme, box, "!", Role.CAPTION_STRONG, "red", CENTRE)
        return
    if state is Words.MISSING:
        _draw_dashed(painter, look, box)
        return
    ground, border, icon, ink = _LOOKS[state]
    rounded(painter, theme, QRectF(box), ground, border, 3)
    if state is Words.UNREAD:
        half = QRect(box.x(), box.y(), box.width() // 2, box.height())
        path = QPainterPath()
        path.addRoundedRect(QRectF(box), 3, 3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(mirrored(painter.layoutDirection(), box, half))
        painter.fillPath(path, theme.brush("aline"))
        painter.restore()
    if icon:
        draw_icon(painter, look, box, icon, theme.px(12), ink)


def _draw_dashed(painter: QPainter, look: Look, box: QRect) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(look.theme.colour("field"), 1)
    pen.setDashPattern([2, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.restore()


class MatrixDelegate(QStyledItemDelegate):
    """One delegate for all cells; the signs are drawn once per state and kept as pictures."""

    def __init__(self, desk: Desk, view: QAbstractItemView, model: MatrixModel) -> None:
        """Paint ``model`` for ``view``."""
        super().__init__(view)
        self._desk, self._view, self._model = desk, view, model
        self._signs: dict[tuple[Words, bool, float, Qt.LayoutDirection], QPixmap] = {}
        desk.theme.changed.connect(self._signs.clear)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a head or a cell of a line."""
        entry = index.data(ENTRY)
        painter.save()
        painter.setLayoutDirection(option.direction)
        cell: QRect = option.rect
        if isinstance(entry, TermGroup):
            if index.column() == NAME:
                self._head(painter, cell, entry, index.row())
        elif isinstance(entry, TermRow):
            self._line(painter, cell, entry, index)
        painter.restore()

    def _head(self, painter: QPainter, cell: QRect, group: TermGroup, number: int) -> None:
        theme = self._desk.theme
        painter.fillRect(cell, theme.brush("sunk"))
        painter.fillRect(QRect(cell.x(), cell.bottom(), cell.width(), 1), theme.brush("line"))
        inner = cell.adjusted(theme.px(EDGE), 0, -theme.px(EDGE), 0)
        title = self._model.title(group)
        wide = metrics(theme, Role.NAME).horizontalAdvance(title) + 1
        direction = painter.layoutDirection()
        first = mirrored(direction, inner, QRect(inner.x(), inner.y(), wide, inner.height()))
        draw_row_text(painter, theme, first, title, Role.NAME, "t1")
        x = inner.x() + wide + theme.px(8)
        count = mirrored(direction, inner, QRect(x, inner.y(), theme.px(40), inner.height()))
        draw_row_text(painter, theme, count, str(len(group.rows)), Role.BODY, "t3")
        folded = self._model.is_folded(group.key)
        seen = self._view.viewport().width()
        end = QRect(min(cell.right(), seen) - theme.px(28), cell.y(), theme.px(14), cell.height())
        centre = QRectF(mirrored(direction, QRect(cell.x(), cell.y(), seen, cell.height()), end)).center()
        draw_chevron(painter, theme, centre, open_=not folded)
        if self._view.currentIndex().row() == number and self._view.hasFocus():
            focus_ring(painter, theme, QRectF(cell), 0)

    def _line(self, painter: QPainter, cell: QRect, row: TermRow, index: Index) -> None:
        theme = self._desk.theme
        here = self._view.currentIndex()
        current = here.row() == index.row()
        painter.fillRect(cell, theme.brush("atint" if current else "surface"))
        line = QRect(cell.x(), cell.bottom(), cell.width(), 1)
        painter.fillRect(line, theme.brush("aline" if current else "line"))
        if index.column() == NAME:
            self._name(painter, cell, row, current)
        elif index.column() == PRICE:
            inner = cell.adjusted(0, 0, -theme.px(10), 0)
            inner = mirrored(painter.layoutDirection(), cell, inner)
            token = "t1" if row.active else "t3"
            draw_row_text(painter, theme, inner, self._model.price(row), Role.BODY, token, TRAILING)
        else:
            blocks = bool(index.data(BLOCKS))
            draw_pixmap(painter, cell, self._sign(painter, Words(index.data(STATE)), blocks))
            if current and here.column() == index.column():
                focus_ring(painter, theme, QRectF(cell).adjusted(0, 2, 0, -3), 4)

    def _name(self, painter: QPainter, cell: QRect, row: TermRow, current: bool) -> None:
        theme = self._desk.theme
        if current:
            bar = QRect(cell.x(), cell.y(), 3, cell.height())
            painter.fillRect(mirrored(painter.layoutDirection(), cell, bar), theme.brush("accent"))
        inner = cell.adjusted(theme.px(EDGE), 0, -theme.px(4), 0)
        inner = mirrored(painter.layoutDirection(), cell, inner)
        role = Role.NAME if current else Role.BODY
        words = row.name if row.active else self._desk.t("{name}, not offered", name=row.name)
        token = "t1" if row.active else "t3"
        used = draw_row_text(painter, theme, inner, words, role, token, LEADING)
        if row.own and row.term.part == PROCEDURES:
            rest = inner.adjusted(used + theme.px(8), 0, 0, 0)
            rest = mirrored(painter.layoutDirection(), inner, rest)
            draw_row_text(painter, theme, rest, row.term.key, Role.LABEL, "t2" if current else "t3")

    def _sign(self, painter: QPainter, state: Words, blocks: bool) -> QPixmap:
        ratio = painter.device().devicePixelRatio()
        key = (state, blocks, ratio, painter.layoutDirection())
        if key not in self._signs:
            theme = self._desk.theme
            edge = QSize(theme.px(CELL.width()) + 2, theme.px(CELL.height()) + 2)
            picture = QPixmap(edge * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            inside = QPainter(picture)
            inside.setLayoutDirection(painter.layoutDirection())
            draw_cell(inside, self._desk.look, QRect(QPoint(), edge), state, blocks=blocks)
            inside.end()
            self._signs[key] = picture
        return self._signs[key]

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Say a cell in words."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        said = index.data(Qt.ItemDataRole.AccessibleTextRole) or ""
        QToolTip.showText(event.globalPos(), plain_tip(str(said)), view, view.visualRect(index))
        return True
