"""The filters beside the list of patients, each with how many people it finds."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy

from clinicdesk.domain.people import SavedFilter
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.patients.words import OWN, SAVED
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.painting import (
    TRAILING,
    draw_icon,
    draw_row_text,
    focus_ring,
    metrics,
    mirrored,
    rounded,
)
from clinicdesk.ui.widgets.planes import Plane

WIDTH, ROW = 224, 32


class FilterRow(QAbstractButton):
    """One filter: icon, words and count; the chosen one is tinted with an accent bar."""

    def __init__(self, desk: Desk, icon: str, words: str) -> None:
        """Show ``words``; the count comes later."""
        super().__init__()
        self._desk = desk
        self._icon = icon
        self._count = ""
        self.setText(words)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def show_count(self, count: int) -> None:
        """Show how many people the filter finds."""
        self._count = self._desk.t.formats.number(count)
        self.setAccessibleName(f"{self.text()}, {self._count}")
        self.update()

    def sizeHint(self) -> QSize:
        """A row of 32."""
        return QSize(self._desk.look.theme.px(WIDTH - 16), self._desk.look.theme.px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        theme, px = self._desk.look.theme, self._desk.look.theme.px
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        row = self.rect()

        def part(x: int, wide: int) -> QRect:
            return mirrored(self.layoutDirection(), row, QRect(x, 0, wide, row.height()))

        on = self.isChecked()
        if on or self.underMouse():
            rounded(painter, theme, QRectF(row), "atint" if on else "hover", "", 5)
        if on:
            painter.fillRect(part(0, 3), theme.brush("accent"))
        token = "accent" if on else "t2"
        draw_icon(painter, self._desk.look, part(px(8), px(20)), self._icon, px(15), token)
        count = metrics(theme, Role.BODY).horizontalAdvance(self._count) + px(8)
        room = row.width() - px(36) - count - px(12)
        role = Role.NAME if on else Role.BODY
        draw_row_text(painter, theme, part(px(36), room), self.text(), role, "t1" if on else "t2")
        end = part(row.width() - count - px(10), count)
        draw_row_text(painter, theme, end, self._count, Role.BODY, "t1" if on else "t2", TRAILING)
        if self.hasFocus():
            focus_ring(painter, theme, QRectF(row), 5)


class SavedFilters(Plane):
    """The column of filters; ``chosen`` tells a person's choice."""

    chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        """Offer the filters, everybody chosen; "mine" only where somebody is at the desk."""
        super().__init__("sunk", (8, 14, 8, 12), 0)
        self._desk = desk
        t = desk.t
        self.setFixedWidth(desk.look.theme.px(WIDTH))
        self._group = QButtonGroup(self)
        self.rows: dict[SavedFilter, FilterRow] = {}
        self._heading(t("Saved filters"))
        self._offer(SAVED)
        if desk.services.context.actor is not None:
            self.column.addSpacing(14)
            self._heading(t("My own"))
            self._offer(OWN)
        self.column.addStretch(1)
        self.rows[SavedFilter.ALL].setChecked(True)
        self._group.buttonClicked.connect(lambda _: self.chosen.emit())

    def current(self) -> SavedFilter:
        """The filter chosen."""
        return next(key for key, row in self.rows.items() if row.isChecked())

    def choose(self, key: SavedFilter) -> None:
        """Choose a filter without telling."""
        self.rows[key].setChecked(True)

    def show_counts(self, counts: Mapping[SavedFilter, int]) -> None:
        """Show how many people each filter finds."""
        for key, count in counts.items():
            self.rows[key].show_count(count)

    def _heading(self, words: str) -> None:
        heading = label(words, Role.LABEL, tone="t3")
        heading.setContentsMargins(10, 0, 0, 6)
        self.add(heading)

    def _offer(self, filters: tuple[tuple[SavedFilter, str, str], ...]) -> None:
        for key, icon, words in filters:
            row = FilterRow(self._desk, icon, self._desk.t(words))
            self.rows[key] = row
            self._group.addButton(row)
            self.add(row)
