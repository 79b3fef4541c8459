"""The tooth chart: shows treatments, and lets people choose teeth by mouse, by keys or by typed numbers."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.domain.odontogram import Cell, Chart, Geometry, Mark, chart, tooth_at
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.shapes import paint_shapes
from clinicdesk.ui.theme import Role
from clinicdesk.ui.tooth_names import tooth_words
from clinicdesk.ui.widgets.tooth_cells import ToothCell
from clinicdesk.ui.widgets.typed_teeth import TypedTeeth

TYPING_MS = 1500
SIDE = 4.0


class Odontogram(QWidget):
    """One dentition, never mirrored: the patient's right is on the left in every language.

    Click chooses a tooth, Ctrl+click adds or takes one, Shift+click a row of them, a drag too. With the
    focus: arrows move, Shift+arrows extend, Space adds or takes, Ctrl+A all, Esc none; typed numbers choose
    ("11-14, 21", "upper"); letters are told as ``letter_pressed`` for the caller to set a treatment, Delete
    as ``clear_pressed``. Screen readers find one check box for each tooth, with what is on it.
    """

    selection_changed = Signal()
    letter_pressed = Signal(str)
    clear_pressed = Signal()
    typing = Signal(str)
    """What is typed so far, empty once that is over."""

    def __init__(
        self,
        look: Look,
        t: Translator,
        geometry: Geometry,
        name: str,
        *,
        editable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Show the teeth of ``geometry``; ``name`` is said by screen readers before the teeth chosen."""
        super().__init__(parent)
        self._look, self._t, self._geometry, self._name = look, t, geometry, name
        self._editable = editable
        self._marks: dict[int, tuple[Mark, ...]] = {}
        self._absent: frozenset[int] = frozenset()
        self._chosen: frozenset[int] = frozenset()
        self._framed: frozenset[int] = frozenset()
        self._order = (*geometry.upper, *geometry.lower)
        self._at = self._order[0]
        self._anchor = self._at
        self._typed = TypedTeeth()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(self._forget_typed)
        self._told: dict[int, tuple[tuple[Mark, ...], bool]] = {}
        self._cells = {tooth: ToothCell(self, tooth, checkable=editable) for tooth in self._order}
        for cell in self._cells.values():
            cell.pressed_by_reader.connect(self._press)
        self._chart = self._draw_up()
        self.setMouseTracking(editable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if editable else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._speak()

    def show_marks(
        self,
        marks: Mapping[int, Iterable[Mark]],
        *,
        absent: Iterable[int] = (),
        framed: Iterable[int] = (),
    ) -> None:
        """Show treatments by tooth, missing teeth, and frames around teeth that differ elsewhere."""
        shown = {tooth: tuple(own) for tooth, own in marks.items()}, frozenset(absent), frozenset(framed)
        if shown != (self._marks, self._absent, self._framed):
            self._marks, self._absent, self._framed = shown
            self._renew()

    @property
    def chart(self) -> Chart:
        """The drawing that is shown: the same that a paper draws for the same marks."""
        return self._chart

    @property
    def typed(self) -> str:
        """What is typed so far."""
        return self._typed.text

    def selection(self) -> tuple[int, ...]:
        """The teeth chosen, in the order of the chart."""
        return tuple(tooth for tooth in self._order if tooth in self._chosen)

    def select(self, teeth: Iterable[int]) -> None:
        """Choose teeth without emitting ``selection_changed``; unknown ones are left out."""
        known = [tooth for tooth in teeth if tooth in self._geometry.cells]
        self._chosen = frozenset(known)
        if known:
            self._at = self._anchor = known[0]
        self._renew()

    def sizeHint(self) -> QSize:
        """A little larger than the canvas of the drawing."""
        px = self._look.theme.px
        return QSize(px(round(self._geometry.width * 1.05)), px(round(self._geometry.height * 1.1)))

    def minimumSizeHint(self) -> QSize:
        """Small enough for a narrow pane, with numbers still to be read."""
        return QSize(round(self._geometry.width * 0.75), round(self._geometry.height * 0.75))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what screen readers find where the teeth are."""
        super().resizeEvent(event)
        frame, scale = self._frame()
        for tooth, cell in self._cells.items():
            own = self._geometry.cells[tooth]
            place = QRectF(own.x * scale, own.y * scale, own.width * scale, own.height * scale)
            cell.setGeometry(place.translated(frame.topLeft()).toAlignedRect())

    def tooth_under(self, place: QPointF) -> int | None:
        """Return the tooth at a place of the widget, None beside all of them."""
        frame, scale = self._frame()
        x, y = (place.x() - frame.x()) / scale, (place.y() - frame.y()) / scale
        return tooth_at(self._geometry, x, y)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose teeth."""
        tooth = self.tooth_under(event.position())
        if not self._editable or event.button() != Qt.MouseButton.LeftButton:
            return
        if tooth is None:
            self._choose(frozenset())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._extend_to(tooth)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._at = self._anchor = tooth
            self._choose(self._chosen ^ {tooth})
        else:
            self._at = self._anchor = tooth
            self._choose(frozenset({tooth}))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Extend over the teeth that a drag passes; show the hand over teeth."""
        tooth = self.tooth_under(event.position())
        hand = self._editable and tooth is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        if hand and tooth is not None and event.buttons() & Qt.MouseButton.LeftButton and tooth != self._at:
            self._extend_to(tooth)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, choose, take typed teeth, or tell a letter."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        moved = self._neighbour(Qt.Key(event.key()))
        text = event.text()
        if moved is not None:
            self._forget_typed()
            self._step(moved, event.modifiers())
        elif not control and self._typed.takes(text):
            self._type(text)
        elif event.key() == Qt.Key.Key_Space:
            self._choose(self._chosen ^ {self._at})
        elif event.key() == Qt.Key.Key_A and control:
            self._choose(frozenset(self._order))
        elif event.key() == Qt.Key.Key_Escape and self._chosen:
            self._choose(frozenset())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_pressed.emit()
        elif text.isalpha() and not control:
            self._forget_typed()
            self.letter_pressed.emit(text.upper())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are."""
        self.update()
        super().focusInEvent(event)
        self._speak_focus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chosen cells, the teeth, the numbers and the focus."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame, scale = self._frame()
        painter.translate(frame.topLeft())
        painter.scale(scale, scale)
        cells = self._geometry.cells
        for tooth in self._chosen | self._framed:
            chosen = tooth in self._chosen
            painter.setBrush(theme.brush("atint") if chosen else Qt.BrushStyle.NoBrush)
            painter.setPen(theme.pen("accent" if chosen else "orange", 1.2))
            painter.drawRoundedRect(_inside(cells[tooth]), 3, 3)
        paint_shapes(painter, theme, self._chart.shapes)
        self._paint_numbers(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.pen("accent", 2 / scale))
            painter.drawRoundedRect(_inside(cells[self._at]).adjusted(-1, -1, 1, 1), 4, 4)

    def _paint_numbers(self, painter: QPainter) -> None:
        theme = self._look.theme
        for number in self._chart.labels:
            font = QFont(theme.font(Role.LABEL, 600 if number.bold else 400, tabular=True))
            font.setPixelSize(round(number.size + 1))
            painter.setFont(font)
            painter.setPen(theme.pen(number.colour))
            place = QRectF(number.x - 20, number.y - 20, 40, 20)
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, number.text)

    def _frame(self) -> tuple[QRectF, float]:
        width, height = self._geometry.width, self._geometry.height
        scale = max(0.1, min((self.width() - 2 * SIDE) / width, (self.height() - 2 * SIDE) / height))
        frame = QRectF(0, 0, width * scale, height * scale)
        frame.moveCenter(QRectF(self.rect()).center())
        return frame, scale

    def _neighbour(self, key: Qt.Key) -> int | None:
        row = self._geometry.upper if self._at in self._geometry.upper else self._geometry.lower
        place = row.index(self._at)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = -1 if key == Qt.Key.Key_Left else 1
            return row[max(0, min(len(row) - 1, place + step))]
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return row[0 if key == Qt.Key.Key_Home else -1]
        if key == Qt.Key.Key_Up:
            return self._geometry.upper[place]
        if key == Qt.Key.Key_Down:
            return self._geometry.lower[place]
        return None

    def _step(self, tooth: int, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._extend_to(tooth)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self._at = tooth
            self._renew()
        else:
            self._at = self._anchor = tooth
            self._choose(frozenset({tooth}))

    def _extend_to(self, tooth: int) -> None:
        first, last = sorted((self._order.index(self._anchor), self._order.index(tooth)))
        self._at = tooth
        self._choose(frozenset(self._order[first : last + 1]))

    def _type(self, character: str) -> None:
        teeth = [tooth for tooth in self._typed.add(character) if tooth in self._geometry.cells]
        self._pause.start()
        if teeth:
            self._at = self._anchor = teeth[-1]
            self._choose(frozenset(teeth))
        self.typing.emit(self._typed.text)

    def _forget_typed(self) -> None:
        self._pause.stop()
        if self._typed.text:
            self._typed.clear()
            self.typing.emit("")

    def _press(self, tooth: int) -> None:
        self._at = self._anchor = tooth
        self._choose(self._chosen ^ {tooth})

    def _choose(self, teeth: frozenset[int]) -> None:
        changed = teeth != self._chosen
        self._chosen = teeth
        self._renew()
        if changed:
            self.selection_changed.emit()

    def _renew(self) -> None:
        self._chart = self._draw_up()
        self._speak()
        self.update()

    def _draw_up(self) -> Chart:
        touched = (frozenset(self._marks) - self._absent) | self._chosen
        return chart(self._geometry, self._marks, self._absent, touched)

    def _speak(self) -> None:
        chosen = ", ".join(str(tooth) for tooth in self.selection())
        self.setAccessibleName(f"{self._name}: {chosen}" if chosen else self._name)
        for tooth, cell in self._cells.items():
            cell.setChecked(tooth in self._chosen)
            told = (self._marks.get(tooth, ()), tooth in self._absent)
            if told != self._told.get(tooth):
                self._told[tooth] = told
                cell.setAccessibleName(tooth_words(self._t, tooth, told[0], absent=told[1]))
        self._speak_focus()

    def _speak_focus(self) -> None:
        """Let screen readers follow the tooth that the keys are on."""
        if self.hasFocus() and QAccessible.isActive():
            event = QAccessibleEvent(self._cells[self._at], QAccessible.Event.Focus)
            QAccessible.updateAccessibility(event)


def _inside(cell: Cell) -> QRectF:
    return QRectF(cell.x, cell.y, cell.width, cell.height).adjusted(0.5, 0.5, -0.5, -0.5)
