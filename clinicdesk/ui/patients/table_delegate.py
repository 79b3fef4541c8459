"""Paints the cells of the list of patients: marked letters, state shapes, discs, shields, figures."""

from unicodedata import bidirectional

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from clinicdesk.domain.people import PatientRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import STATE_TOKENS, State
from clinicdesk.ui.patients.table_model import ROW, TICKED, Column, Index
from clinicdesk.ui.patients.words import cell_words, due_words, month
from clinicdesk.ui.search_palette import spans
from clinicdesk.ui.theme import Role
from clinicdesk.ui.treatment_words import work_words
from clinicdesk.ui.widgets.labels import plain_tip
from clinicdesk.ui.widgets.painting import (
    LEADING,
    TRAILING,
    draw_disc,
    draw_icon,
    draw_row_text,
    draw_state,
    mirrored,
    rounded,
)

PAD = 8
_LOUD = frozenset({State.OVERDUE, State.RUNNING_OUT})


def draw_tick(painter: QPainter, desk: Desk, cell: QRect, state: Qt.CheckState) -> None:
    """Draw a check box in the middle of ``cell``: empty, ticked, or ticked in part."""
    theme = desk.look.theme
    edge = theme.px(16)
    box = QRect(0, 0, edge, edge)
    box.moveCenter(cell.center())
    if state == Qt.CheckState.Unchecked:
        rounded(painter, theme, QRectF(box), "surface", "field", 4)
        return
    rounded(painter, theme, QRectF(box), "accent", "", 4)
    if state == Qt.CheckState.Checked:
        draw_icon(painter, desk.look, box, "check", theme.px(13), "onacc")
    else:
        bar = QRect(box.x() + edge // 4, box.center().y(), edge // 2 + 1, 2)
        painter.fillRect(bar, theme.brush("onacc"))


def reads_backwards(text: str) -> bool:
    """Whether a text runs from right to left: its first letter with a direction says so (UAX 9, P2)."""
    strong = (bidirectional(letter) for letter in text)
    return next((way in {"R", "AL"} for way in strong if way in {"L", "R", "AL"}), False)


class PatientDelegate(QStyledItemDelegate):
    """One delegate for every cell."""

    def __init__(self, desk: Desk, view: QAbstractItemView) -> None:
        """Paint for ``view``."""
        super().__init__(view)
        self._desk = desk
        self._view = view
        self.query = ""
        self.currency = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        row = index.data(ROW)
        painter.save()
        painter.setLayoutDirection(option.direction)
        cell: QRect = option.rect
        ticked = bool(index.data(TICKED))
        self._ground(painter, cell, index, option, ticked)
        if isinstance(row, PatientRow):
            column = Column(index.column())
            inner = cell.adjusted(self._desk.look.theme.px(PAD), 0, -self._desk.look.theme.px(PAD), -1)
            if column is Column.TICK:
                state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
                draw_tick(painter, self._desk, cell, state)
            else:
                self._content(painter, inner, column, row)
        painter.restore()

    def _ground(
        self, painter: QPainter, cell: QRect, index: Index, option: QStyleOptionViewItem, ticked: bool
    ) -> None:
        theme = self._desk.look.theme
        current = self._view.currentIndex().row() == index.row()
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        tint = ticked or (current and self._view.hasFocus())
        painter.fillRect(cell, theme.brush("atint" if tint else "hover" if hovered else "surface"))
        line = QRect(cell.x(), cell.bottom(), cell.width(), 1)
        painter.fillRect(line, theme.brush("aline" if tint else "line"))
        if current and self._view.hasFocus():
            edge, accent = 2, theme.brush("accent")
            painter.fillRect(QRect(cell.x(), cell.y(), cell.width(), edge), accent)
            painter.fillRect(QRect(cell.x(), cell.bottom() - edge + 1, cell.width(), edge), accent)
            side = QRect(cell.x(), cell.y(), edge, cell.height())
            if index.column() == len(Column) - 1:
                side.moveRight(cell.right())
            if index.column() in {0, len(Column) - 1}:
                painter.fillRect(mirrored(painter.layoutDirection(), cell, side), accent)

    def _content(self, painter: QPainter, cell: QRect, column: Column, row: PatientRow) -> None:
        desk, theme = self._desk, self._desk.look.theme
        if column is Column.NAME:
            self._name(painter, cell, row)
        elif column is Column.MARKET:
            words = desk.t.formats.country(row.country) if row.country else ""
            draw_row_text(painter, theme, cell, words, Role.BODY, "t1")
        elif column is Column.TREATMENT:
            draw_row_text(painter, theme, cell, work_words(desk.t, row.last_treatment), Role.BODY, "t1")
        elif column is Column.DUE:
            self._due(painter, cell, row)
        elif column is Column.IDEAL and row.ideal_return_on is not None:
            draw_row_text(painter, theme, cell, month(desk, row.ideal_return_on), Role.BODY, "t1")
        elif column is Column.WHO and row.owner_initials:
            draw_disc(painter, theme, cell, row.owner_initials, row.owner_colour or "petrol", theme.px(20))
        elif column is Column.CONSENT:
            name, token = ("shield-check", "green") if row.marketing_allowed else ("shield-check", "t3")
            if not row.care_allowed:
                name, token = "shield-off", "t2"
            draw_icon(painter, desk.look, cell, name, theme.px(17), token)
        elif column is Column.PAID and row.paid is not None:
            own = row.paid.currency == self.currency
            amount = desk.t.formats.money(row.paid, bare=own)
            draw_row_text(painter, theme, cell, amount, Role.NAME, "t1", TRAILING)

    def _name(self, painter: QPainter, cell: QRect, row: PatientRow) -> None:
        theme = self._desk.look.theme
        used = self._marked(painter, cell, row.name, 0)
        native = "" if row.native_name == row.name else row.native_name
        rest = cell.adjusted(used + theme.px(7), 0, 0, 0)
        if native and rest.width() > theme.px(16):
            self._marked(painter, mirrored(painter.layoutDirection(), cell, rest), native, 400)

    def _marked(self, painter: QPainter, cell: QRect, text: str, weight: int) -> int:
        """Draw a name with the letters found on an amber ground; return its width."""
        theme = self._desk.look.theme
        measure = QFontMetrics(theme.font(Role.NAME, weight))
        width = min(measure.horizontalAdvance(text), cell.width())
        mirrors = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        start_x = cell.right() + 1 - width if mirrors else cell.x()
        backwards = reads_backwards(text)
        for start, end in spans(text, self.query) if self.query else ():
            before = measure.horizontalAdvance(text[:start])
            wide = measure.horizontalAdvance(text[:end]) - before
            left = width - before - wide if backwards else before
            mark = QRect(start_x + left - 1, cell.y() + theme.px(8), wide + 2, cell.height() - theme.px(16))
            rounded(painter, theme, QRectF(mark.intersected(cell.adjusted(-1, 0, 1, 0))), "mark", "", 3)
        token = "t2" if weight else "t1"
        return draw_row_text(painter, theme, cell, text, Role.NAME, token, LEADING, weight)

    def _due(self, painter: QPainter, cell: QRect, row: PatientRow) -> None:
        if not row.due_state:
            return
        theme, state = self._desk.look.theme, State(row.due_state)
        shape = QRect(cell.x(), cell.y(), theme.px(15), cell.height())
        draw_state(
            painter,
            self._desk.look,
            mirrored(painter.layoutDirection(), cell, shape),
            state.value,
            theme.px(14),
        )
        words = mirrored(painter.layoutDirection(), cell, cell.adjusted(theme.px(22), 0, 0, 0))
        loud = state in _LOUD
        role = Role.NAME if loud else Role.BODY
        token = STATE_TOKENS[state] if loud else "t1"
        draw_row_text(painter, theme, words, due_words(self._desk, row), role, token)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Say a cell in words: what is cut, and what an icon stands for."""
        row = index.data(ROW)
        if event.type() != QEvent.Type.ToolTip or not isinstance(row, PatientRow):
            return super().helpEvent(event, view, option, index)
        text = cell_words(self._desk, row, Column(index.column()))
        QToolTip.showText(event.globalPos(), plain_tip(text), view, view.visualRect(index))
        return True
