"""The card of the table: what it is divided by, its painting, and the groups that are folded at first."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from clinicdesk.domain.numbers import Grouping
from clinicdesk.domain.summary import Summary
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.numbers.channel_table import SHARES, ChannelTable, Column, grouping_words
from clinicdesk.ui.numbers.words import period_words
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.charts import draw_share
from clinicdesk.ui.widgets.controls import Segmented
from clinicdesk.ui.widgets.painting import (
    LEADING,
    TRAILING,
    draw_channel,
    draw_row_text,
    draw_state,
    focus_ring,
    metrics,
    mirrored,
)
from clinicdesk.ui.widgets.planes import Card

ROW, HEAD = 42, 36
FIRST = 5
"""Groups that are shown before the others are unfolded."""
PERCENT, GAP, END = 50, 8, 14
WIDTHS = {Column.INQUIRIES: 84, Column.REPLY: 138, Column.PLAN: 164, Column.DEPOSIT: 164, Column.ARRIVAL: 164}
"""All columns but the channel, which takes the rest."""


class ChannelCard(Card):
    """``asked`` opens the names of a cell; ``divided`` tells that other groups are wanted."""

    asked = Signal(object)
    divided = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make the card with an empty table."""
        super().__init__(desk.t("From inquiry to arrival"))
        self._desk = desk
        self._all = False
        self.model = ChannelTable(desk)
        self.view = TableView(desk, self.model)
        self.view.opened.connect(lambda index: self.asked.emit(self.model.asked(index)))
        self.more = small(desk.look, "", kind="ghost")
        self.more.clicked.connect(self._unfold)
        names = grouping_words(desk.t)
        self.division = Segmented(
            desk.look, desk.t("Divided by"), [(one.value, words) for one, words in names.items()]
        )
        self.division.chosen.connect(lambda _: self.divided.emit())
        self.head.insertWidget(1, self.division)
        self.head.insertWidget(2, self.more)
        self.head.insertWidget(4, Tick(desk))
        self.column.setSpacing(4)
        self.column.setContentsMargins(16, 10, 16, 8)
        self.column.addWidget(self.view)

    @property
    def by(self) -> Grouping:
        """What the figures are to be divided by."""
        return Grouping(self.division.current())

    def show_summary(self, summary: Summary) -> None:
        """Show the groups of a summary, which is divided by what is chosen."""
        t = self._desk.t
        if summary.baseline is not None:
            period = period_words(t, summary.baseline.period)
            words = t("baseline {period}, all together", period=period)
            self.caption.setText(words if summary.final else t("{words}; still running", words=words))
        more = len(summary.groups) - FIRST
        self.more.setVisible(more > 0)
        words = t.n("Show {count} more", "Show {count} more", max(0, more))
        self.more.set_look(text=t("Show fewer") if self._all else words)
        self.model.show_summary(summary, len(summary.groups) if self._all else FIRST, self.by)
        self.view.fit()

    def _unfold(self) -> None:
        self._all = not self._all
        if self.model.summary is not None:
            self.show_summary(self.model.summary)


class Tick(QWidget):
    """The baseline's tick as it stands on the bars, before its words."""

    def __init__(self, desk: Desk) -> None:
        """Make it."""
        super().__init__()
        self._look = desk.look
        self.setFixedSize(4, desk.look.theme.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw two pixels."""
        QPainter(self).fillRect(QRect(1, 0, 2, self.height()), self._look.theme.brush("t1"))


class TableView(QTableView):
    """The table at its full height; arrows move, Enter and a click open the names of a cell."""

    opened = Signal(QModelIndex)

    def __init__(self, desk: Desk, model: ChannelTable) -> None:
        """Show ``model``."""
        super().__init__()
        self._desk = desk
        self.setAccessibleName(desk.t("From inquiry to arrival"))
        self.setModel(model)
        self._painting = CellDelegate(desk, model)
        self.setItemDelegate(self._painting)
        self.setHorizontalHeader(TableHead(desk, model))
        self._set_up(desk)
        self.clicked.connect(self.opened)

    def fit(self) -> None:
        """Stand as high as all rows, and choose the first cell where none is."""
        px = self._desk.look.theme.px
        self.setFixedHeight(px(HEAD) + px(ROW) * self.model().rowCount())
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the names."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _set_up(self, desk: Desk) -> None:
        px = desk.look.theme.px
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.CHANNEL, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            head.resizeSection(column, px(width))


class TableHead(QHeaderView):
    """Names of the columns in two lines, over the bars and at the end of numbers."""

    def __init__(self, desk: Desk, model: ChannelTable) -> None:
        """Name the columns of ``model``."""
        super().__init__(Qt.Orientation.Horizontal)
        self._theme, self._names = desk.look.theme, model
        self.setFixedHeight(self._theme.px(HEAD))
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw a name."""
        theme, column = self._theme, Column(logicalIndex)
        painter.save()
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(rect, theme.brush("surface"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.brush("line"))
        lines = str(self._names.headerData(logicalIndex, Qt.Orientation.Horizontal)).split("\n")
        before = theme.px(PERCENT + GAP) if column in SHARES else 0
        inner = rect.adjusted(before, 0, -theme.px(END) if column is not Column.CHANNEL else 0, 0)
        align = TRAILING if column in (Column.INQUIRIES, Column.REPLY) else LEADING
        high = theme.line(Role.LABEL)
        top = rect.y() + (rect.height() - theme.px(4) - high * len(lines)) // 2
        for number, words in enumerate(lines):
            place = QRect(inner.x(), top + number * high, inner.width(), high)
            place = mirrored(self.layoutDirection(), rect, place)
            draw_row_text(painter, theme, place, words, Role.LABEL, "t3", align)
        painter.restore()


class CellDelegate(QStyledItemDelegate):
    """Paints the cells."""

    def __init__(self, desk: Desk, model: ChannelTable) -> None:
        """Paint cells of ``model``."""
        super().__init__()
        self._look, self._table = desk.look, model

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as a row."""
        return QSize(60, self._look.theme.px(ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell: hover, words or bar, bottom line and focus."""
        theme, rect, column = self._look.theme, option.rect, Column(index.column())
        state = option.state
        painter.save()
        painter.setLayoutDirection(option.direction)
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.brush("hover"))
        if not self._table.is_total(index.row()):
            painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.brush("line"))
        if column is Column.CHANNEL:
            self._paint_channel(painter, rect, index.row())
        elif column in SHARES:
            self._paint_share(painter, rect, index.row(), column)
        else:
            self._paint_number(painter, rect, index.row(), column)
        if state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, theme, QRectF(rect), 4)
        painter.restore()

    def _paint_channel(self, painter: QPainter, rect: QRect, row: int) -> None:
        theme = self._look.theme
        before = 0
        if self._table.channel(row):
            shape = mirrored(
                painter.layoutDirection(), rect, QRect(rect.x(), rect.y(), theme.px(18), rect.height())
            )
            draw_channel(painter, self._look, shape, self._table.channel(row).casefold(), 17)
            before = theme.px(26)
        place = mirrored(painter.layoutDirection(), rect, rect.adjusted(before, 0, -theme.px(4), 0))
        words = self._table.words(row, Column.CHANNEL)
        draw_row_text(
            painter, theme, place, words, Role.NAME if self._table.is_total(row) else Role.MEDIUM, "t1"
        )

    def _paint_number(self, painter: QPainter, rect: QRect, row: int, column: Column) -> None:
        theme = self._look.theme
        words = self._table.words(row, column)
        slow = column is Column.REPLY and self._table.is_slow(row)
        role = Role.NAME if slow or self._table.is_total(row) else Role.BODY
        inner = rect.adjusted(0, 0, -theme.px(END), 0)
        place = mirrored(painter.layoutDirection(), rect, inner)
        used = draw_row_text(painter, theme, place, words, role, "red" if slow else "t1", TRAILING)
        if slow:
            x = inner.right() - used - theme.px(20)
            shape = QRect(x, rect.y(), theme.px(16), rect.height())
            draw_state(
                painter, self._look, mirrored(painter.layoutDirection(), rect, shape), State.OVERDUE, 15
            )

    def _paint_share(self, painter: QPainter, rect: QRect, row: int, column: Column) -> None:
        theme, direction = self._look.theme, painter.layoutDirection()
        share, base = self._table.share(row, column), self._table.baseline(column)
        leaks = self._table.leaks(row, column)
        upper = QRect(rect.x(), rect.y() + theme.px(4), theme.px(PERCENT), theme.px(18))
        words = self._table.words(row, column)
        upper_place = mirrored(direction, rect, upper)
        draw_row_text(painter, theme, upper_place, words, Role.NAME, "orange" if leaks else "t1", TRAILING)
        start = theme.px(PERCENT + GAP)
        bar = QRect(rect.x() + start, upper.y(), rect.width() - start - theme.px(END), upper.height())
        draw_share(
            painter,
            self._look,
            mirrored(direction, rect, bar),
            None if share.percent is None else share.part / share.whole,
            baseline=None if base is None or base.percent is None else base.part / base.whole,
            token="orange" if leaks else "aline",
        )
        high = metrics(theme, Role.CAPTION).height()
        below = QRect(bar.x(), bar.bottom() + 1, bar.width(), high)
        caption = self._table.caption(row, column)
        draw_row_text(painter, theme, mirrored(direction, rect, below), caption, Role.CAPTION, "t3")
