"""The header of a group in a list: icon, title, count and caption; painted in rows and stuck to the top."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.painting import (
    CENTRE,
    draw_chevron,
    draw_icon,
    draw_row_text,
    focus_ring,
    metrics,
    mirrored,
    rounded,
)

HEIGHT = 27


@dataclass(frozen=True)
class Section:
    """What a group header says."""

    icon: str
    title: str
    count: int
    caption: str = ""
    open: bool = True


def draw_section(
    painter: QPainter, look: Look, rect: QRect, section: Section, *, focused: bool = False
) -> None:
    """Draw a group header over the whole of ``rect``, in the painter's direction."""
    theme = look.theme
    direction = painter.layoutDirection()

    def put(x: int, wide: int) -> QRect:
        return mirrored(direction, rect, QRect(rect.x() + x, rect.y(), wide, rect.height()))

    painter.fillRect(rect, theme.brush("sunk"))
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.brush("line"))
    draw_icon(painter, look, put(theme.px(13), theme.px(17)), section.icon, theme.px(15), "t2")
    x = theme.px(37)
    wide = metrics(theme, Role.NAME).horizontalAdvance(section.title)
    draw_row_text(painter, theme, put(x, wide + 1), section.title, Role.NAME, "t1")
    x += wide + theme.px(8)
    number = str(section.count)
    wide = max(theme.px(20), metrics(theme, Role.CAPTION_STRONG).horizontalAdvance(number) + theme.px(12))
    pill = put(x, wide)
    high = theme.px(17)
    pill = QRect(pill.x(), pill.y() + (pill.height() - high) // 2, wide, high)
    rounded(painter, theme, QRectF(pill), "line", "", high / 2)
    draw_row_text(painter, theme, pill, number, Role.CAPTION_STRONG, "t1", CENTRE)
    x += wide + theme.px(8)
    room = rect.width() - x - theme.px(36)
    draw_row_text(painter, theme, put(x, room), section.caption, Role.CAPTION, "t3")
    chevron = put(rect.width() - theme.px(30), theme.px(14))
    draw_chevron(painter, theme, QRectF(chevron).center(), open_=section.open)
    if focused:
        focus_ring(painter, theme, QRectF(rect), 0)


class SectionHeader(QWidget):
    """A group header as a widget: above a table, or stuck over a list's viewport. Space or a click folds."""

    toggled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Make an empty header; see ``show_section``."""
        super().__init__(parent)
        self._look = look
        self._section: Section | None = None
        self.setFixedHeight(look.theme.px(HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        look.theme.changed.connect(lambda: self.setFixedHeight(look.theme.px(HEIGHT)))

    def show_section(self, section: Section) -> None:
        """Show another group."""
        if section != self._section:
            self._section = section
            self.setAccessibleName(f"{section.title}, {section.count}")
            self.update()

    def section(self) -> Section | None:
        """The group shown."""
        return self._section

    def sizeHint(self) -> QSize:
        """27 high."""
        return QSize(200, self._look.theme.px(HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold."""
        self.toggled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold or unfold with Space or Enter."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggled.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the header."""
        if self._section is not None:
            painter = QPainter(self)
            painter.setLayoutDirection(self.layoutDirection())
            draw_section(painter, self._look, self.rect(), self._section, focused=self.hasFocus())
