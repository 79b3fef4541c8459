"""The columns of the sheet: what each holds, where it goes, and whether its cells can be read."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from clinicdesk.domain.import_dates import DateOrder
from clinicdesk.domain.imports import FIELDS, Column, ImportField, ImportKind
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.imports.words import field_name, order_name
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, small
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.choices import ComboBox
from clinicdesk.ui.widgets.labels import ElidedLabel, IconLabel, label, plain_tip
from clinicdesk.ui.widgets.planes import Plane, Scroll, clear_layout, row, rule

HEADER_WIDE, FIELD_WIDE, STATE_WIDE, HIGH = 124, 172, 124, 39


class ColumnRow(QWidget):
    """One column; ``mapped`` tells that a person chose another field for it."""

    mapped = Signal(int, object)
    ordered = Signal(int, object)
    """The dates of this column are to be read in the other order."""

    def __init__(self, desk: Desk, kind: ImportKind, column: Column) -> None:
        """Offer the fields of ``kind``."""
        super().__init__()
        self._desk = desk
        self._fields: list[ImportField | None] = [None, *FIELDS[kind]]
        theme, t = desk.theme, desk.t
        self.index = column.index
        self.header = ElidedLabel(desk.look, column.header, Role.NAME)
        self.header.setFixedWidth(theme.px(HEADER_WIDE))
        self.samples = ElidedLabel(desk.look, "  |  ".join(column.samples), Role.BODY, "t2")
        self.field = ComboBox()
        self.field.setProperty("small", True)
        self.field.setFixedWidth(theme.px(FIELD_WIDE))
        self.field.addItems([field_name(t, one) for one in self._fields])
        self.field.setAccessibleName(t("Where “{header}” goes", header=column.header))
        self.field.activated.connect(self._chosen)
        self.state = StateLabel(desk.look, State.DONE, "")
        self.left_out = label(t("left out"), Role.BODY, tone="t3")
        self.order: Button = small(desk.look, "", icon="refresh")
        self.order.clicked.connect(self._turn)
        self._order = DateOrder.DAY_FIRST
        self.states = QStackedWidget()
        for part in (self.state, self.left_out):
            self.states.addWidget(part)
        self.states.setFixedWidth(theme.px(STATE_WIDE))
        self._asks = False
        line = QHBoxLayout(self)
        line.setContentsMargins(15, 0, 12, 1)
        line.setSpacing(10)
        line.addWidget(self.header)
        line.addWidget(self.samples, 1)
        line.addWidget(self.order)
        line.addWidget(IconLabel(desk.look, "arrow-right", size=15, token="t3"))
        line.addWidget(self.field)
        line.addWidget(self.states)
        self.setFixedHeight(theme.px(HIGH))

    def show_column(self, column: Column) -> None:
        """Show where the column goes now and what is to be said of it."""
        t = self._desk.t
        blocker = QSignalBlocker(self.field)
        self.field.setCurrentIndex(self._fields.index(column.field) if column.field in self._fields else 0)
        blocker.unblock()
        self._asks = column.asks
        if column.asks:
            self.state.show_state(State.RUNNING_OUT, t("1 question"))
        elif column.unreadable:
            words = t("{count} unreadable", count=t.formats.number(column.unreadable))
            self.state.show_state(State.OVERDUE, words)
        else:
            self.state.show_state(State.DONE, t("matched"))
        self.states.setCurrentWidget(self.left_out if column.field is None else self.state)
        self._show_order(column)
        self.update()

    def _show_order(self, column: Column) -> None:
        """Where dates fit both orders, show the one they are read in; the button reads them in the other."""
        t = self._desk.t
        known = column.order is not None and column.evidence is not None and column.evidence.both > 0
        self.order.setVisible(known)
        if known:
            self._order = column.assumed
            words = order_name(t, self._order)
            self.order.set_look(text=words)
            other = order_name(t, self._other())
            self.order.setAccessibleName(
                t("Dates are read {order}, read them {other}", order=words, other=other)
            )
            self.order.setToolTip(plain_tip(self.order.accessibleName()))

    def _other(self) -> DateOrder:
        return next(order for order in DateOrder if order is not self._order)

    def _turn(self) -> None:
        self.ordered.emit(self.index, self._other())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, orange while the column asks, and the hairline below."""
        painter, theme = QPainter(self), self._desk.theme
        if self._asks:
            painter.fillRect(self.rect(), theme.brush("oranget"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.brush("line"))

    def _chosen(self, place: int) -> None:
        self.mapped.emit(self.index, self._fields[place])


class ColumnsCard(Plane):
    """All columns of the sheet in one list."""

    mapped = Signal(int, object)
    ordered = Signal(int, object)

    def __init__(self, desk: Desk) -> None:
        """Make an empty list."""
        super().__init__("panel", (1, 1, 1, 1))
        self._desk = desk
        t = desk.t
        self.rows: dict[int, ColumnRow] = {}
        self._key: object = None
        self.count = label("", Role.BODY, tone="t2")
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 8)
        head.addLayout(row(label(t("Columns"), Role.SECTION), self.count, None, spacing=10), 1)
        head.addWidget(label(t("samples are taken from different rows"), Role.CAPTION, tone="t3"))
        self.list = Scroll("surface")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(t("Columns"))
        self.foot = label("", Role.CAPTION, tone="t2", wrap=True)
        foot = Plane("foot", (15, 10, 15, 10))
        foot.add(self.foot)
        self.column.addLayout(head)
        self.add(rule())
        self.column.addLayout(self._titles())
        self.add(rule(), self.list, foot)

    def show_columns(self, kind: ImportKind, columns: Sequence[Column]) -> None:
        """Show the columns as they are mapped now; the focus stays where it is."""
        t = self._desk.t
        key = (kind, tuple((column.header, column.samples) for column in columns))
        if key != self._key:
            self._key = key
            self._make(kind, columns)
        for column in columns:
            self.rows[column.index].show_column(column)
        used = sum(column.field is not None for column in columns)
        self.count.setText(t("{found} found, {used} used", found=len(columns), used=used))
        note = t("All rows of this file become one import, which can be taken back in one step.")
        if kind is ImportKind.LEADS:
            old = t("Inquiries older than 30 days come in as lost without an answer; each can be reopened.")
            note = f"{note}\n{old}"
        self.foot.setText(note)

    def _make(self, kind: ImportKind, columns: Sequence[Column]) -> None:
        clear_layout(self.list.body.column)
        self.rows = {}
        for column in columns:
            made = self.rows[column.index] = ColumnRow(self._desk, kind, column)
            made.mapped.connect(self.mapped)
            made.ordered.connect(self.ordered)
            self.list.body.add(made)
        self.list.body.column.addStretch(1)

    def _titles(self) -> QHBoxLayout:
        t, theme = self._desk.t, self._desk.theme
        titles = QHBoxLayout()
        titles.setContentsMargins(15, 4, 12, 4)
        titles.setSpacing(10)
        first, field, state = (
            label(words, Role.LABEL, tone="t3")
            for words in (t("In the sheet"), t("In ClinicDesk"), t("State"))
        )
        for part, wide in ((first, HEADER_WIDE), (field, FIELD_WIDE), (state, STATE_WIDE)):
            part.setFixedWidth(theme.px(wide))
        titles.addWidget(first)
        titles.addWidget(label(t("Samples"), Role.LABEL, tone="t3"), 1)
        titles.addWidget(field)
        titles.addWidget(state)
        return titles
