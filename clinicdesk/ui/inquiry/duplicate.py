"""Somebody on the record who may be the one who writes: the facts side by side, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.domain.people import ContactKind, DuplicateRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, small
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.painting import draw_row_text, mirrored
from clinicdesk.ui.widgets.planes import Plane, row

LINE, NAME_WIDTH = 25, 92


class Decision(Enum):
    """What a person decided about a record that looks alike."""

    OPEN = auto()
    SAME = auto()
    OTHER = auto()
    LATER = auto()


@dataclass(frozen=True)
class Compared:
    """One fact of the message beside the record's."""

    fact: str
    here: str
    there: str
    agrees: bool


class Comparison(QWidget):
    """Facts in lines, this message at the left, the record at the right; what agrees is tinted."""

    def __init__(self, desk: Desk) -> None:
        """Make an empty table."""
        super().__init__()
        self._desk = desk
        self._lines: Sequence[Compared] = ()
        self._heads = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, heads: tuple[str, str], lines: Sequence[Compared]) -> None:
        """Show facts under two heads."""
        self._heads, self._lines = heads, lines
        spoken = [f"{one.fact}: {one.here} / {one.there}" for one in lines]
        self.setAccessibleName("; ".join(spoken))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        """A line for the heads and one for each fact."""
        return QSize(400, self._desk.look.theme.px(LINE) * (len(self._lines) + 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines."""
        theme = self._desk.look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        high, name = theme.px(LINE), theme.px(NAME_WIDTH)
        half = (self.width() - name) // 2
        for number in range(len(self._lines) + 1):
            line = QRect(0, number * high, self.width(), high)
            cells = [
                mirrored(self.layoutDirection(), line, QRect(x, line.y(), wide, high))
                for x, wide in ((0, name), (name, half), (name + half, self.width() - name - half))
            ]
            self._paint_line(painter, number, cells)
            painter.fillRect(QRect(0, line.bottom(), self.width(), 1), theme.brush("line"))
            painter.fillRect(QRect(cells[2].x(), line.y(), 1, high), theme.brush("line"))

    def _paint_line(self, painter: QPainter, number: int, cells: list[QRect]) -> None:
        theme, side = self._desk.look.theme, self._desk.look.theme.px(10)
        inner = [cell.adjusted(side, 0, -side, 0) for cell in cells]
        if number == 0:
            for cell, words in zip(inner[1:], self._heads, strict=True):
                draw_row_text(painter, theme, cell, words, Role.NAME, "t1")
            return
        one = self._lines[number - 1]
        if one.agrees:
            painter.fillRect(cells[1], theme.brush("greent"))
            painter.fillRect(cells[2], theme.brush("greent"))
        draw_row_text(painter, theme, inner[0], one.fact, Role.CAPTION, "t3")
        draw_row_text(painter, theme, inner[1], one.here, Role.BODY, "t1")
        draw_row_text(painter, theme, inner[2], one.there, Role.BODY, "t1")


class DuplicateBox(Plane):
    """Asks whether the message is from somebody known; nothing is merged without a person's answer."""

    decided = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make a hidden box."""
        super().__init__("warn", (1, 1, 1, 1))
        self._desk = desk
        self._rows: Sequence[DuplicateRow] = ()
        self._dismissed: set[int] = set()
        self.decision = Decision.OPEN
        t, look = desk.t, desk.look
        self._title = StateLabel(look, State.RUNNING_OUT, "", Role.NAME, token="t1")
        self._agree = label("", Role.CAPTION, tone="t2")
        self._table = Comparison(desk)
        caps = desk.actions.caps("same-person")
        self.same = Button(
            look, t("Same person, new trip"), kind="soft", icon="repeat", keys=caps, small=True
        )
        self.other = small(look, t("Another person"))
        self.later = small(look, t("Decide later"), kind="ghost")
        self.again = small(look, t("Ask again"), kind="ghost", icon="arrow-back-up")
        self._hint = ElidedLabel(look, "", Role.CAPTION, "t3")
        self.same.clicked.connect(lambda: self._decide(Decision.SAME))
        self.other.clicked.connect(self._dismiss)
        self.later.clicked.connect(lambda: self._decide(Decision.LATER))
        self.again.clicked.connect(lambda: self._decide(Decision.OPEN))
        head = row(self._title, self._agree)
        head.setStretch(0, 1)
        head.setContentsMargins(12, 7, 12, 7)
        self._body = Plane("surface")
        self._body.add(self._table)
        foot = row(self.same, self.other, self.later, self.again, self._hint)
        foot.setStretch(4, 1)
        foot.setContentsMargins(12, 8, 12, 8)
        self._body.column.addLayout(foot)
        self.column.addLayout(head)
        self.add(self._body)
        self.hide()

    @property
    def row(self) -> DuplicateRow | None:
        """The record that is asked about."""
        left = [one for one in self._rows if one.patient.id not in self._dismissed]
        return left[0] if left else None

    @property
    def asks(self) -> bool:
        """Whether an answer is still needed."""
        return self.row is not None and self.decision is Decision.OPEN

    def show_rows(self, rows: Sequence[DuplicateRow], here: dict[str, str]) -> None:
        """Show the likeliest record; ``here`` holds this message's facts by name."""
        before = self.row
        self._rows = [one for one in rows if one.likely]
        self._here = here
        now = self.row
        if before is None or now is None or before.patient.id != now.patient.id:
            self.decision = Decision.OPEN
        self._show()

    def _dismiss(self) -> None:
        if self.row is not None:
            self._dismissed.add(self.row.patient.id)
        self.decision = Decision.OPEN
        self._show()
        self.decided.emit()

    def _decide(self, decision: Decision) -> None:
        self.decision = decision
        self._show()
        self.decided.emit()

    def _show(self) -> None:
        found, t = self.row, self._desk.t
        self.setVisible(found is not None)
        if found is None:
            return
        name = found.patient.name
        asks = self.decision is Decision.OPEN
        said = {
            Decision.OPEN: self._asked(found),
            Decision.SAME: t("This goes to the record of {name} as a new trip", name=name),
            Decision.LATER: t("Both records stay; a task asks whether they are one person", name=name),
        }[self.decision]
        self._title.show_state(State.RUNNING_OUT if asks else State.DONE, said)
        known = len(found.agree) + len(found.differ)
        self._agree.setText(t("{n} of {count} facts agree", n=len(found.agree), count=known))
        self._table.setVisible(asks)
        self._table.show_lines((t("This message"), t("Record")), self._compared(found))
        for button in (self.same, self.other, self.later):
            button.setVisible(asks)
        self.again.setVisible(not asks)
        self._hint.set_text(t("adds to the record what it lacks, overwrites nothing") if asks else "")

    def _asked(self, found: DuplicateRow) -> str:
        t, name = self._desk.t, found.patient.name
        if found.last_treated_on is not None:
            year = found.last_treated_on.year
            return t("Probably the same person as {name}, treated {year}", name=name, year=year)
        return t("Probably the same person as {name}", name=name)

    def _compared(self, found: DuplicateRow) -> list[Compared]:
        from clinicdesk.services.phones import pretty

        t, formats, patient = self._desk.t, self._desk.t.formats, found.patient
        country = formats.country(patient.country) if patient.country else ""
        phone = patient.contact(ContactKind.PHONE) or patient.contact(ContactKind.WHATSAPP)
        there = {
            "name": " ".join(part for part in (patient.name, patient.native_name) if part),
            "phone": pretty(phone) if phone else "",
            "email": patient.contact(ContactKind.EMAIL),
            "country": ", ".join(part for part in (country, patient.city) if part),
        }
        names = {"name": t("Name"), "phone": t("Mobile"), "email": t("Email"), "country": t("Country")}
        lines = [
            Compared(names[fact], self._here.get(fact, ""), there[fact], fact in found.agree)
            for fact in names
            if self._here.get(fact) or there[fact]
        ]
        if found.last_treated_on is not None:
            done = f"{found.last_treatment}, {formats.date(found.last_treated_on, 'medium')}"
            lines.append(Compared(t("History"), "", done, False))
        return lines
