"""The petrol rail: one button a page with a counter, the backup line, and the disc of whoever works here."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.chips import OwnerDisc
from clinicdesk.ui.widgets.labels import IconLabel, label, plain_tip
from clinicdesk.ui.widgets.painting import CENTRE, draw_icon, draw_row_text, metrics, mirrored, rounded
from clinicdesk.ui.widgets.planes import Plane, row

WIDTH, BUTTON_HEIGHT = 84, 58
LARGEST_COUNT = 99


class RailButton(QAbstractButton):
    """A page on the rail: icon, words, and a counter of what waits there."""

    def __init__(self, look: Look, icon: str, words: str, parent: QWidget | None = None) -> None:
        """Make a checkable button."""
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._count = 0
        self.setText(words)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        look.theme.changed.connect(self.updateGeometry)

    @property
    def count(self) -> int:
        """What the counter says; 0 hides it."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show how many things wait on the page."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as the rail."""
        px = self._look.theme.px
        return QSize(px(WIDTH), px(BUTTON_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, icon, words and counter."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        on = self.isChecked()
        ground = QRectF(self.rect()).adjusted(6, 0, -6, 0)
        if on or self.underMouse():
            rounded(painter, theme, ground, "railon", "", 6)
        if on:
            bar = QRect(0, theme.px(5), 3, self.height() - theme.px(10))
            painter.fillRect(mirrored(self.layoutDirection(), self.rect(), bar), theme.brush("railbar"))
        if self.hasFocus():
            painter.setPen(theme.pen("railbar", 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 6, 6)
        ink = "rail-t1" if on else "railt"
        icon = QRect(0, theme.px(9), self.width(), theme.px(22))
        draw_icon(painter, self._look, icon, self._icon, theme.px(21), ink)
        words = QRect(7, theme.px(34), self.width() - 14, theme.px(18))
        role = Role.CAPTION_STRONG if on else Role.CAPTION
        draw_row_text(painter, theme, words, self.text(), role, ink, CENTRE)
        if self._count:
            self._paint_count(painter)

    def _paint_count(self, painter: QPainter) -> None:
        theme = self._look.theme
        text = str(self._count) if self._count <= LARGEST_COUNT else f"{LARGEST_COUNT}+"
        wide = max(theme.px(18), metrics(theme, Role.CAPTION_STRONG).horizontalAdvance(text) + theme.px(9))
        badge = QRect(self.width() // 2 + theme.px(5), theme.px(4), wide, theme.px(16))
        badge = mirrored(self.layoutDirection(), self.rect(), badge)
        rounded(painter, theme, QRectF(badge), "badge", "", badge.height() / 2)
        draw_row_text(painter, theme, badge, text, Role.CAPTION_STRONG, "badge-t", CENTRE)


class Rail(Plane):
    """The column of pages at the leading side of the window."""

    page_chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Make a rail without pages; see ``add_page``."""
        super().__init__("rail", (0, 14, 0, 14), 0, parent)
        self._look = look
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        look.theme.changed.connect(self._resize)
        self.mark = _Mark(look)
        self.high_part, self.low_part = QVBoxLayout(), QVBoxLayout()
        for part in (self.high_part, self.low_part):
            part.setContentsMargins(0, 0, 0, 0)
            part.setSpacing(2)
        self.backup_icon = IconLabel(look, "database", token="railt", size=13)
        self.backup = label("", Role.LABEL, tone="railt")
        self.backup_state = IconLabel(look, "check", token="railt", size=13)
        self.person = OwnerDisc(look, "", "petrol", "", diameter=28)
        self._lay_out()
        self._resize()

    def add_page(self, page: str, icon: str, words: str, *, low: bool = False) -> RailButton:
        """Add a page's button; ``low`` puts it at the bottom, as Settings."""
        button = RailButton(self._look, icon, words)
        button.clicked.connect(lambda: self.page_chosen.emit(page))
        self._group.addButton(button)
        self._buttons[page] = button
        (self.low_part if low else self.high_part).addWidget(button)
        return button

    def button(self, page: str) -> RailButton:
        """Return a page's button. Raises KeyError for a page that has none."""
        return self._buttons[page]

    def set_current(self, page: str) -> None:
        """Show which page is on stage; a page without a button leaves the last one lit."""
        if page in self._buttons:
            self._buttons[page].setChecked(True)

    def set_backup(self, words: str, time: str, *, good: bool, hint: str = "") -> None:
        """Show "Backup" and when it was last made and read back; ``hint`` tells more on hover."""
        self.backup.setText(f"{words}\n{time}")
        self.backup.setToolTip(plain_tip(hint or f"{words} {time}"))
        self.backup_state.show_icon(
            "check" if good else "alert-triangle", hint, token="railt" if good else "badge"
        )
        self._show_backup(bool(words))

    def set_person(self, initials: str, hue: str, name: str) -> None:
        """Show who works at this desk."""
        self.person.show_person(initials, hue, name)
        self.person.setVisible(bool(initials))

    def focus_current(self) -> None:
        """Put the focus on the current page's button (F6)."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _resize(self) -> None:
        self.setFixedWidth(self._look.theme.px(WIDTH))

    def _show_backup(self, shown: bool) -> None:
        for part in (self.backup_icon, self.backup, self.backup_state):
            part.setVisible(shown)

    def _lay_out(self) -> None:
        self.column.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(14)
        self.column.addLayout(self.high_part)
        self.column.addStretch(1)
        self.column.addLayout(self.low_part)
        self.column.addSpacing(10)
        backup = row(None, self.backup_icon, self.backup, self.backup_state, None, spacing=4)
        self.column.addLayout(backup)
        self.column.addSpacing(8)
        self.column.addWidget(self.person, 0, Qt.AlignmentFlag.AlignHCenter)
        self.person.hide()
        self._show_backup(False)


class _Mark(QWidget):
    """ClinicDesk's own mark: a tooth on a lighter square."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(36, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        painter = QPainter(self)
        rounded(painter, self._look.theme, QRectF(self.rect()), "railon", "", 8)
        draw_icon(painter, self._look, self.rect(), "dental", 22, "rail-t1")
