"""Small controls: segmented choice, search field, progress strip, and the step list of the wizard."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.tasks import Task
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.painting import (
    CENTRE,
    caps_width,
    draw_caps,
    draw_icon,
    draw_row_text,
    focus_ring,
    metrics,
    mirrored,
    rounded,
)


class Segmented(QWidget):
    """A few exclusive choices in one frame; arrows move the choice; ``chosen`` tells a person's change."""

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        choices: Sequence[tuple[str, str]],
        *,
        current: str = "",
        icons: dict[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``choices`` as (key, words); ``name`` says what is chosen."""
        super().__init__(parent)
        self._look = look
        self._name = name
        self._choices = list(choices)
        self._icons = icons or {}
        self._current = current or self._choices[0][0]
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.theme.changed.connect(self.updateGeometry)
        self._speak()

    def current(self) -> str:
        """The key chosen."""
        return self._current

    def choose(self, key: str) -> None:
        """Choose by key without emitting ``chosen``. Raises ValueError for a key that is not offered."""
        if key not in (own for own, _ in self._choices):
            raise ValueError(key)
        self._current = key
        self._speak()
        self.update()

    def sizeHint(self) -> QSize:
        """28 high, 12 at each side of the words."""
        return QSize(sum(self._widths()), self._look.theme.px(28))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked."""
        for (key, _), cell in zip(self._choices, self._cells(), strict=True):
            if cell.contains(event.position().toPoint()):
                self._take(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move the choice (mirrored in right-to-left screens)."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft and event.key() in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        ):
            step = -step
        keys = [key for key, _ in self._choices]
        index = max(0, min(len(keys) - 1, keys.index(self._current) + step))
        self._take(keys[index])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, the chosen part tinted."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rounded(painter, theme, QRectF(self.rect()), "surface", "line2", 6)
        for (key, words), cell in zip(self._choices, self._cells(), strict=True):
            on = key == self._current
            if on:
                rounded(painter, theme, QRectF(cell).adjusted(0, 0, 0, 0), "atint", "aline", 6)
            ink = "accent" if on else "t2"
            place = cell
            if key in self._icons:
                shape = cell.adjusted(theme.px(10), 0, theme.px(26) - cell.width(), 0)
                draw_icon(
                    painter,
                    self._look,
                    mirrored(self.layoutDirection(), cell, shape),
                    self._icons[key],
                    15,
                    ink,
                )
                place = mirrored(self.layoutDirection(), cell, cell.adjusted(theme.px(18), 0, 0, 0))
            draw_row_text(painter, theme, place, words, Role.NAME if on else Role.BODY, ink, CENTRE)
        if self.hasFocus():
            focus_ring(painter, theme, QRectF(self.rect()), 6)

    def _widths(self) -> list[int]:
        theme = self._look.theme
        measure = metrics(theme, Role.NAME)
        extra = theme.px(18)
        return [
            measure.horizontalAdvance(words) + theme.px(24) + (extra if key in self._icons else 0)
            for key, words in self._choices
        ]

    def _cells(self) -> list[QRect]:
        cells, x = [], 0
        for width in self._widths():
            cells.append(mirrored(self.layoutDirection(), self.rect(), QRect(x, 0, width, self.height())))
            x += width
        return cells

    def _take(self, key: str) -> None:
        if key != self._current:
            self.choose(key)
            self.chosen.emit(key)

    def _speak(self) -> None:
        words = dict(self._choices)[self._current]
        self.setAccessibleName(f"{self._name}: {words}" if self._name else words)


class SearchField(QLineEdit):
    """A line with a magnifier before it and its shortcut's caps after it while it is empty."""

    def __init__(
        self,
        look: Look,
        hint: str,
        keys: tuple[str, ...] = (),
        *,
        width: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Make the field; ``hint`` is also its name for readers."""
        super().__init__(parent)
        self._look = look
        self._keys = keys
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setMaxLength(120)
        before, after = look.theme.px(24), caps_width(look.theme, keys) + (look.theme.px(6) if keys else 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            before, after = after, before
        self.setTextMargins(before, 0, after, 0)
        if width:
            self.setFixedWidth(look.theme.px(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, then magnifier and caps."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        theme = self._look.theme
        glass = QRect(theme.px(10), 0, theme.px(17), self.height())
        draw_icon(
            painter, self._look, mirrored(self.layoutDirection(), self.rect(), glass), "search", 17, "t3"
        )
        if self._keys and not self.text():
            wide = caps_width(theme, self._keys)
            place = QRect(self.width() - wide - theme.px(9), 0, wide, self.height())
            place = mirrored(self.layoutDirection(), self.rect(), place)
            draw_caps(painter, theme, place, self._keys, "t3", "line2", "sunk")


class ProgressStrip(QWidget):
    """How far a task is, in a bar and words, with Cancel; it shows itself while the task runs."""

    def __init__(self, look: Look, t: Translator, parent: QWidget | None = None) -> None:
        """Make a hidden strip."""
        super().__init__(parent)
        self._t = t
        self._look = look
        self._task: Task | None = None
        self.words = label("", Role.CAPTION, tone="t2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.cancel = Button(look, t("Cancel"), small=True)
        self.cancel.clicked.connect(self._stop)
        line = QHBoxLayout()
        line.addWidget(self.words, 1)
        line.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(line)
        layout.addWidget(self.bar)
        self.hide()

    def follow(self, task: Task, words: str) -> None:
        """Show ``task`` until it ends; ``words`` say what is being done."""
        self._task = task
        self._doing = words
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        self.words.setText(words)
        self.cancel.setEnabled(True)
        task.progressed.connect(self._show)
        task.ended.connect(self.hide)
        self.setVisible(task.running)

    def _show(self, done: int, total: int, words: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        counted = self._t("{done} of {total}", done=done, total=total) if total else ""
        self.words.setText("  ".join(part for part in (words or self._doing, counted) if part))

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.cancel.setEnabled(False)
            self.words.setText(self._t("Stopping; what was done so far is taken back."))


class StepList(QWidget):
    """The numbered steps of the wizard on the petrol ground: done, current, to come. Click to go back."""

    chosen = Signal(int)
    _ROW = 44

    def __init__(self, look: Look, steps: Sequence[str], parent: QWidget | None = None) -> None:
        """Show ``steps``; the first is current."""
        super().__init__(parent)
        self._look = look
        self._steps = list(steps)
        self._current = 0
        self._reached = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._speak()

    def current(self) -> int:
        """The index of the current step."""
        return self._current

    def go_to(self, step: int) -> None:
        """Make ``step`` current; steps before the farthest one reached can be clicked."""
        self._current = step
        self._reached = max(self._reached, step)
        self._speak()
        self.update()

    def sizeHint(self) -> QSize:
        """A row of 44 for each step."""
        return QSize(self._look.theme.px(260), self._look.theme.px(self._ROW) * len(self._steps))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to a step that was reached before."""
        step = int(event.position().y()) // self._look.theme.px(self._ROW)
        if 0 <= step <= self._reached and step != self._current and step < len(self._steps):
            self.chosen.emit(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go to the step before or after, as far as was reached."""
        step = self._current + {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step != self._current and 0 <= step <= self._reached:
            self.chosen.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a disc and the words of each step."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        high, edge = theme.px(self._ROW), theme.px(24)
        for index, words in enumerate(self._steps):
            row = QRect(0, index * high, self.width(), high)
            disc = QRect(0, row.y() + (high - edge) // 2, edge, edge)
            disc = mirrored(self.layoutDirection(), row, disc)
            self._paint_disc(painter, disc, index)
            text = mirrored(self.layoutDirection(), row, row.adjusted(edge + theme.px(12), 0, 0, 0))
            now = index == self._current
            draw_row_text(
                painter, theme, text, words, Role.NAME if now else Role.BODY, "rail-t1" if now else "railt"
            )
            if now and self.hasFocus():
                painter.setPen(theme.pen("railbar", 2))
                painter.drawRect(row.adjusted(1, 4, -1, -4))

    def _paint_disc(self, painter: QPainter, disc: QRect, index: int) -> None:
        theme = self._look.theme
        if index < self._current or (index < self._reached and index != self._current):
            rounded(painter, theme, QRectF(disc), "railbar", "", disc.height() / 2)
            draw_icon(painter, self._look, disc, "check", theme.px(15), "rail")
        elif index == self._current:
            rounded(painter, theme, QRectF(disc), "rail-t1", "", disc.height() / 2)
            draw_row_text(painter, theme, disc, str(index + 1), Role.CAPTION_STRONG, "rail", CENTRE)
        else:
            rounded(painter, theme, QRectF(disc), "", "railt", disc.height() / 2)
            draw_row_text(painter, theme, disc, str(index + 1), Role.CAPTION_STRONG, "railt", CENTRE)

    def _speak(self) -> None:
        self.setAccessibleName(f"{self._current + 1}. {self._steps[self._current]}")
