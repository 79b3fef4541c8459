"""The teeth of the plan, and the eight treatments that a letter or a click puts on the chosen ones."""

import json
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from clinicdesk.bundle import files
from clinicdesk.domain.odontogram import Mark, primary_geometry, read_geometry
from clinicdesk.domain.teeth import compact
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.tooth_names import tooth_name
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.odontogram import Odontogram
from clinicdesk.ui.widgets.painting import (
    caps_width,
    draw_caps,
    draw_pixmap,
    draw_row_text,
    focus_ring,
    mirrored,
    rounded,
)

TREATMENTS = (
    ("I", Mark.IMPLANT, marked("Implant")),
    ("B", Mark.BRIDGE, marked("Bridge")),
    ("C", Mark.CROWN, marked("Crown")),
    ("V", Mark.VENEER, marked("Veneer")),
    ("R", Mark.ROOT_CANAL, marked("Root canal")),
    ("F", Mark.FILLING, marked("Filling")),
    ("E", Mark.REMOVAL, marked("Removal")),
    ("M", Mark.MISSING, marked("Not present")),
)
"""Letter, mark and words of each treatment, in the order of the buttons."""

BUTTON_HEIGHT = 30
FIRST_PRIMARY = 50


class ChartBox(QWidget):
    """The chart of permanent teeth (and of milk teeth, where there are any) beside the treatments."""

    set_mark = Signal(str, object)
    """A treatment for teeth: its mark, and the FDI numbers."""
    clear_marks = Signal(object)
    """The teeth that all treatments are to be taken off."""

    def __init__(self, desk: Desk) -> None:
        """Make the charts from the shipped outlines."""
        super().__init__()
        self._t = t = desk.t
        self._look = look = desk.look
        shapes = json.loads((files("resources") / "look" / "teeth.json").read_text("utf-8"))
        geometry = read_geometry(shapes)
        self.teeth = Odontogram(look, t, geometry, t("Teeth"))
        self.milk_teeth = Odontogram(look, t, primary_geometry(geometry), t("Milk teeth"))
        self.milk_teeth.hide()
        px = look.theme.px
        self.teeth.setMinimumHeight(px(196))
        self.teeth.setMaximumHeight(px(196))
        self.milk_teeth.setFixedHeight(px(150))
        self.title = label(t("No tooth chosen"), Role.SECTION)
        self.hint = label("", Role.CAPTION, tone="t3", wrap=True)
        self.milk_button = small(look, t("Milk teeth"))
        self.milk_button.setCheckable(True)
        self.milk_button.toggled.connect(self.milk_teeth.setVisible)
        self.buttons: dict[Mark, TreatmentButton] = {}
        self._marks: dict[int, tuple[Mark, ...]] = {}
        self._absent: frozenset[int] = frozenset()
        self._lay_out()
        for chart, other in ((self.teeth, self.milk_teeth), (self.milk_teeth, self.teeth)):
            chart.selection_changed.connect(partial(self._selected, other))
            chart.letter_pressed.connect(self.press)
            chart.typing.connect(self._say)
            chart.clear_pressed.connect(self._clear)
        self._say()
        desk.actions.note(*(f"chart.{mark}" for _, mark, _ in TREATMENTS))

    def selection(self) -> tuple[int, ...]:
        """Return the teeth chosen in either chart."""
        return self.teeth.selection() or self.milk_teeth.selection()

    def show_marks(self, marks: dict[int, tuple[str, ...]], absent: frozenset[int], *, locked: bool) -> None:
        """Show what the plan does to each tooth; milk teeth appear once one of them is in the plan."""
        known = {mark.value for mark in Mark}
        self._marks = {
            tooth: tuple(Mark(name) for name in names if name in known) for tooth, names in marks.items()
        }
        self._absent = absent
        for chart, milk in ((self.teeth, False), (self.milk_teeth, True)):
            own = {tooth: own for tooth, own in self._marks.items() if (tooth > FIRST_PRIMARY) is milk}
            gone = {tooth for tooth in absent if (tooth > FIRST_PRIMARY) is milk}
            chart.show_marks(own, absent=gone)
        if any(tooth > FIRST_PRIMARY for tooth in {*self._marks, *absent}):
            self.milk_button.setChecked(True)
        for button in self.buttons.values():
            button.setEnabled(not locked)
        self._say()

    def press(self, letter: str) -> None:
        """Put the treatment of ``letter`` on the teeth chosen, or take it off all of them."""
        mark = next((mark for key, mark, _ in TREATMENTS if key == letter), None)
        if mark is None or not self.buttons[mark].isEnabled():
            return
        if self.selection():
            self.set_mark.emit(mark.value, self.selection())
        else:
            self.title.setText(self._t("Choose a tooth first"))

    def _clear(self) -> None:
        if self.selection() and self.buttons[Mark.MISSING].isEnabled():
            self.clear_marks.emit(self.selection())

    def _selected(self, other: Odontogram) -> None:
        sender_has = self.teeth.selection() if other is self.milk_teeth else self.milk_teeth.selection()
        if sender_has:
            other.select(())
        self._say()

    def _say(self) -> None:
        t, chosen = self._t, self.selection()
        # There is no field for teeth: what is typed is shown here until it names them.
        typed = self.teeth.typed or self.milk_teeth.typed
        if typed and typed not in {str(tooth) for tooth in chosen}:
            self.title.setText(t("Teeth {teeth}", teeth=typed))
        elif not chosen:
            self.title.setText(t("No tooth chosen"))
        elif len(chosen) == 1:
            self.title.setText(tooth_name(t, chosen[0]))
        else:
            self.title.setText(t("Teeth {teeth}", teeth=compact(chosen)))
        self.hint.setText(
            t("Click teeth or type numbers, then press a letter. Patient’s right is on the left.")
        )
        for mark, button in self.buttons.items():
            if mark is Mark.MISSING:
                on = bool(chosen) and set(chosen) <= self._absent
            else:
                on = bool(chosen) and all(mark in self._marks.get(tooth, ()) for tooth in chosen)
            button.setChecked(on)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        for place, (letter, mark, words) in enumerate(TREATMENTS):
            button = TreatmentButton(self._look, mark, self._t(words), letter)
            button.clicked.connect(partial(self.press, letter))
            self.buttons[mark] = button
            grid.addWidget(button, place // 2, place % 2)
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.milk_button, 0, Qt.AlignmentFlag.AlignTop)
        side = QVBoxLayout()
        side.setSpacing(8)
        for part in (self.title, grid, foot):
            if isinstance(part, QWidget):
                side.addWidget(part)
            else:
                side.addLayout(part)
        side.addStretch(1)
        charts = QVBoxLayout()
        charts.setSpacing(4)
        charts.addWidget(self.teeth)
        charts.addWidget(self.milk_teeth)
        charts.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(20)
        across.addLayout(charts, 3)
        across.addLayout(side, 2)


class TreatmentButton(QAbstractButton):
    """A treatment's sign, its words and its letter; pressed while all chosen teeth have it."""

    def __init__(self, look: Look, mark: Mark, words: str, letter: str) -> None:
        """Make the button; it is checked from outside alone."""
        super().__init__()
        self._look, self._mark, self._letter = look, mark, letter
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """Stay as the plan says."""

    def sizeHint(self) -> QSize:
        """30 high."""
        return QSize(self._look.theme.px(150), self._look.theme.px(BUTTON_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as well as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover ground."""
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, sign, words and letter."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        on = self.isChecked()
        ground = "atint" if on else "hover" if self.underMouse() and self.isEnabled() else "surface"
        rounded(painter, theme, QRectF(self.rect()), ground, "accent" if on else "line2", 5)
        if self.hasFocus():
            focus_ring(painter, theme, QRectF(self.rect()), 5)
        px = theme.px
        sign = self._put(QRect(px(9), 0, px(16), self.height()))
        size, ratio = px(16), self.devicePixelRatioF()
        draw_pixmap(painter, sign, self._look.icons.treatment(self._mark, size, ratio))
        cap = caps_width(theme, (self._letter,))
        draw_caps(
            painter, theme, self._put(QRect(self.width() - cap - px(8), 0, cap, self.height())),
            (self._letter,), "t3", "line2", "surface",
        )  # fmt: skip
        words = self._put(QRect(px(33), 0, self.width() - px(33) - cap - px(14), self.height()))
        ink = "t1" if self.isEnabled() else "t3"
        draw_row_text(painter, theme, words, self.text(), Role.NAME if on else Role.BODY, ink)

    def _put(self, place: QRect) -> QRect:
        return mirrored(self.layoutDirection(), self.rect(), place)
