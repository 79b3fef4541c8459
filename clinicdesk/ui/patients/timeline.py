"""The timeline of the record: what was said and done, the newest first, with a note field's button."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from clinicdesk.domain.record import RecordView, TimelineRow
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.patients.record_words import GROUPS, Said, is_follow_up, said
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, small
from clinicdesk.ui.widgets.filter_button import FilterButton
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.painting import draw_icon, focus_ring, rounded
from clinicdesk.ui.widgets.planes import Plane, Scroll, clear_layout, row
from clinicdesk.ui.wording import channel_name, near_time

FIRST_LINES, MORE_LINES, SHOWN_LETTERS = 12, 60, 180
_FILTERS = (
    ("messages", marked("Messages")),
    ("notes", marked("Notes and calls")),
    ("steps", marked("Steps")),
    ("money", marked("Money")),
)
_TAKEN_BACK = frozenset(
    {
        "acknowledged",
        "replied",
        "answered",
        "plan_sent",
        "plan_accepted",
        "itinerary_sent",
        "lost",
        "reopened",
        "parked",
    }
)


class Disc(QWidget):
    """The icon of a line in a ring."""

    def __init__(self, desk: Desk, icon: str, name: str) -> None:
        """Show ``icon``; ``name`` says what it means."""
        super().__init__()
        self._desk, self._icon = desk, icon
        edge = desk.look.theme.px(24)
        self.setFixedSize(QSize(edge, edge))
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ring and icon."""
        theme = self._desk.look.theme
        painter = QPainter(self)
        frame = QRectF(self.rect())
        rounded(painter, theme, frame, "surface", "line2", frame.height() / 2)
        draw_icon(painter, self._desk.look, QRect(self.rect()), self._icon, theme.px(13), "t2")


class Line(QWidget):
    """One line: who did what, when, and the words; Menu or a right click offers to take it back."""

    stepped = Signal(int)

    def __init__(self, desk: Desk, entry: TimelineRow, words: Said) -> None:
        """Show one entry in ``words``."""
        super().__init__()
        self._desk = desk
        self.entry = entry
        self._whole = words.text
        self.acts: list[tuple[str, Callable[[], object]]] = []
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        at = near_time(desk, entry.at)
        name = channel_name(desk.t, words.channel) if words.channel else words.deed
        self.setAccessibleName(f"{words.who} {words.deed}, {at}. {words.text[:SHOWN_LETTERS]}")
        who = label(words.who, Role.NAME)
        deed = ElidedLabel(desk.look, words.deed, Role.BODY, "t3")
        head = row(who, deed, label(at, Role.CAPTION, tone="t3"), spacing=6)
        head.setStretch(1, 1)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.setContentsMargins(0, 3, 0, 0)
        right.addLayout(head)
        if words.text:
            right.addWidget(self._body(words, inbound=entry.inbound))
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 4, 4, 8)
        line.setSpacing(10)
        line.addWidget(Disc(desk, words.icon, name), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(right, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go to the neighbour, Enter or Menu offers what can be done."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(1 if key is Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu} and self.acts:
            self._offer(self.mapToGlobal(self.rect().center()))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the line."""
        if self.acts:
            self._offer(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the thread that joins the lines, and the focus."""
        theme = self._desk.look.theme
        painter = QPainter(self)
        x = 4 + theme.px(12)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.width() - x
        top = 4 + theme.px(24)
        painter.fillRect(QRect(x, top, 1, self.height() - top), theme.brush("line"))
        if self.hasFocus():
            focus_ring(painter, theme, QRectF(self.rect()), 6)

    def _body(self, words: Said, *, inbound: bool) -> QWidget:
        flat = " ".join(self._whole.split())
        short = self._whole if len(self._whole) <= SHOWN_LETTERS else f"{flat[:SHOWN_LETTERS].rstrip()}…"
        if not words.quoted:
            return label(short, Role.CAPTION, tone="t2", wrap=True)
        plane = Plane("box" if inbound else "card", (10, 7, 10, 8), 4)
        text = label(short, Role.BODY, wrap=True, selectable=True)
        text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A label may be squeezed below its wrapped height by the scroll area; its own policy forbids that.
        text.setMinimumWidth(40)
        plane.add(text)
        if short != self._whole:
            more = small(self._desk.look, self._desk.t("Show all"), kind="ghost")
            more.clicked.connect(lambda: self._unfold(text, more))
            plane.column.addLayout(row(more, None))
        return plane

    def _unfold(self, text: QLabel, more: Button) -> None:
        text.setText(self._whole)
        more.hide()

    def _offer(self, place: QPoint) -> None:
        menu = QMenu(self)
        for words, call in self.acts:
            menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _=False, call=call: call())
        menu.exec(place)
        menu.deleteLater()


class Timeline(Plane):
    """The lines of one patient."""

    note_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make an empty timeline."""
        super().__init__("surface", (14, 12, 8, 0), 6)
        self._desk = desk
        t, look = desk.t, desk.look
        self._view: RecordView | None = None
        self._most = FIRST_LINES
        self.note = small(look, t("Add note"), icon="note")
        self.filter = FilterButton(look, t("All"))
        self.filter.offer(((key, t(words)) for key, words in _FILTERS), ordered=True)
        self.lines: list[Line] = []
        self._scroll = Scroll("surface", (0, 0, 6, 12), 0)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addLayout(row(4, label(t("Timeline"), Role.SECTION), None, self.note, self.filter, 6))
        self.column.addWidget(self._scroll, 1)
        self.note.clicked.connect(self.note_asked)
        self.filter.chosen.connect(self._show)

    def show_view(self, view: RecordView) -> None:
        """Show the lines of a record; another patient's begin at the top."""
        if self._view is None or self._view.patient.id != view.patient.id:
            self._most = FIRST_LINES
            self._scroll.verticalScrollBar().setValue(0)
        self._view = view
        self._show()

    def go_to_day(self, day: date) -> None:
        """Bring the line nearest to ``day`` into view, with the focus."""
        if self._view is not None and self._most < len(self._view.timeline):
            self._most = len(self._view.timeline)
            self._show()
        nearest = min(
            self.lines,
            key=lambda line: abs((self._desk.local(line.entry.at).date() - day).days),
            default=None,
        )
        if nearest is not None:
            nearest.setFocus()
            self._scroll.ensureWidgetVisible(nearest)

    def first(self) -> QWidget:
        """Where the focus goes when the timeline is entered."""
        return self.lines[0] if self.lines else self.note

    def _wanted(self) -> Sequence[TimelineRow]:
        entries = self._view.timeline if self._view else ()
        chosen = self.filter.value
        if not chosen:
            return entries
        if chosen == "messages":
            kinds = {"message", "answered", "replied", "received"}
            return [entry for entry in entries if entry.kind in kinds or is_follow_up(entry.kind)]
        return [entry for entry in entries if entry.kind in GROUPS[chosen]]

    def _show(self) -> None:
        if self._view is None:
            return
        clear_layout(self._scroll.body.column)
        entries = self._wanted()
        self.lines = []
        for entry in entries[: self._most]:
            line = Line(self._desk, entry, said(self._desk, entry, self._view.patient, self._view.plans))
            line.acts = self._acts(entry)
            line.stepped.connect(lambda step, line=line: self._step(line, step))
            self.lines.append(line)
            self._scroll.body.add(line)
            # Qt would show it with the next event; the focus may be wanted before.
            line.show()
        self._foot(len(entries))
        self._scroll.body.column.addStretch(1)

    def _foot(self, count: int) -> None:
        t = self._desk.t
        if not count:
            nothing = t("Nothing of this kind has happened yet.") if self.filter.value else t("Nothing yet.")
            self._scroll.body.add(label(nothing, Role.BODY, tone="t3"))
        elif count > self._most:
            left = count - self._most
            more = small(
                self._desk.look, t.n("Show {count} earlier line", "Show {count} earlier lines", left)
            )
            more.clicked.connect(self._show_more)
            self._scroll.body.column.addLayout(row(38, more, None))

    def _show_more(self) -> None:
        self._most += MORE_LINES
        self._show()

    def _acts(self, entry: TimelineRow) -> list[tuple[str, Callable[[], object]]]:
        services, t = self._desk.services, self._desk.t
        if entry.fact_id is not None and entry.kind in _TAKEN_BACK:
            return [
                (
                    t("Take this back"),
                    lambda: self._desk.commands.do(services.leads.retract_fact, entry.fact_id),
                )
            ]
        if entry.message_id is not None and entry.fact_id is None:
            take = services.patients.take_back_message
            return [(t("Take this back"), lambda: self._desk.commands.do(take, entry.message_id))]
        return []

    def _step(self, line: Line, step: int) -> None:
        place = self.lines.index(line) + step
        if 0 <= place < len(self.lines):
            self.lines[place].setFocus()
            self._scroll.ensureWidgetVisible(self.lines[place])
