"""One line of the proposal: label, number, field, how it was read, and whether a person accepted it."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.field import Field
from clinicdesk.ui.widgets.labels import ElidedLabel, IconLabel, label
from clinicdesk.ui.widgets.painting import CENTRE, draw_row_text, rounded
from clinicdesk.ui.widgets.planes import row

LABEL, BADGE, EDITOR, STATE = 92, 18, 262, 148
HEIGHT = 36


class RowState(Enum):
    """Where a line's value comes from, and whether it may be saved."""

    EMPTY = auto()
    TYPED = auto()
    SURE = auto()
    GUESS = auto()


class Badge(QWidget):
    """The number that also stands in the text."""

    def __init__(self, desk: Desk) -> None:
        """Make a badge without a number."""
        super().__init__()
        self._desk = desk
        self._number, self._token = 0, "accent"
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """18 wide and high."""
        edge = self._desk.look.theme.px(BADGE)
        return QSize(edge, edge)

    def show_number(self, number: int, token: str) -> None:
        """Show a number in a colour; 0 shows none."""
        self._number, self._token = number, token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the number on its colour."""
        if self._number:
            theme = self._desk.look.theme
            painter = QPainter(self)
            rounded(painter, theme, self.rect().toRectF(), self._token, "", 4)
            draw_row_text(
                painter, theme, self.rect(), str(self._number), Role.CAPTION_STRONG, "onacc", CENTRE
            )


class InquiryRow(QWidget):
    """A fact of the inquiry; a guess tints the line until it is accepted or changed."""

    changed = Signal()

    def __init__(self, desk: Desk, name: str, *fields: Field) -> None:
        """Show ``fields`` side by side; ``name`` is the label of the line."""
        super().__init__()
        self._desk = desk
        self.name = name
        self.fields: Sequence[Field] = fields
        self.state = RowState.EMPTY
        self.badge = Badge(desk)
        self._why = ElidedLabel(desk.look, "", Role.CAPTION, "t3")
        self._accept = small(desk.look, desk.t("Accept"), kind="soft")
        self._change = small(desk.look, desk.t("Change"))
        self._accept.setAccessibleName(desk.t("Accept {name}", name=name))
        self._change.setAccessibleName(desk.t("Change {name}", name=name))
        self._accept.clicked.connect(self.accept)
        self._change.clicked.connect(self.change)
        for field in fields:
            field.edited.connect(self._typed)
            field.set_name(field.editor.accessibleName() or name)
            field.editor.setProperty("small", True)
        self._lay_out()
        self.show_state(RowState.EMPTY)

    @property
    def counts(self) -> bool:
        """Whether the value may be saved: a guess may not, until somebody accepted it."""
        return self.state is not RowState.GUESS

    def show_state(self, state: RowState, why: str = "") -> None:
        """Show where the value comes from; ``why`` says how it was read."""
        self.state = state
        self._why.set_text(why)
        pages = {RowState.GUESS: self._buttons, RowState.SURE: self._accepted}
        self._states.setCurrentWidget(pages.get(state, self._nothing))
        self.update()

    def accept(self) -> None:
        """Take the guess as it stands."""
        if self.state is RowState.GUESS:
            self.show_state(RowState.SURE, self._why.text())
            self.changed.emit()

    def change(self) -> None:
        """Put the cursor into the guess; typing accepts what is typed."""
        self.fields[0].setFocus()
        select = getattr(self.fields[0].editor, "selectAll", None)
        if select is not None:
            select()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tint of a guess and the line below."""
        theme = self._desk.look.theme
        painter = QPainter(self)
        if self.state is RowState.GUESS:
            painter.fillRect(self.rect(), theme.brush("oranget"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), theme.brush("line"))

    def _typed(self) -> None:
        self.show_state(RowState.TYPED)
        self.changed.emit()

    def _lay_out(self) -> None:
        px = self._desk.look.theme.px
        name = label(self.name, tone="t2")
        name.setFixedWidth(px(LABEL))
        editors = QWidget()
        beside = QHBoxLayout(editors)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(6)
        for field in self.fields:
            beside.addWidget(field, 1)
        editors.setFixedWidth(px(EDITOR))
        self._nothing = QWidget()
        self._accepted = QWidget()
        check = IconLabel(self._desk.look, "check", size=15, token="green")
        self._accepted.setLayout(row(None, check, label(self._desk.t("accepted"), tone="green"), spacing=5))
        self._buttons = QWidget()
        self._buttons.setLayout(row(None, self._accept, self._change, spacing=6))
        self._states = QStackedWidget()
        self._states.setFixedWidth(px(STATE))
        for page in (self._nothing, self._accepted, self._buttons):
            self._states.addWidget(page)
        self._states.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 2, 10, 3)
        line.setSpacing(10)
        top = Qt.AlignmentFlag.AlignVCenter
        line.addWidget(name, 0, top)
        line.addWidget(self.badge, 0, top)
        line.addWidget(editors, 0, top)
        line.addWidget(self._why, 1, top)
        line.addWidget(self._states, 0, top)
        self.setMinimumHeight(px(HEIGHT))
