"""The pane beside the due list: who it is, what they need, the message, and the buttons in fixed places."""

from datetime import timedelta
from uuid import uuid4

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from clinicdesk.domain.board import LookState
from clinicdesk.domain.consent import Permission, Purpose
from clinicdesk.domain.due import DueRow, PaneView
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.followups import FollowupKind
from clinicdesk.domain.messages import Composed
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.opener import opener_of
from clinicdesk.ui.theme import Role
from clinicdesk.ui.today.acts import Acts, Subject
from clinicdesk.ui.today.blocked import BlockedBox
from clinicdesk.ui.today.facts import ConsentLine, Contacts, FactsGrid, Words
from clinicdesk.ui.today.message import MessageBox
from clinicdesk.ui.today.reading import Reading, read_pane
from clinicdesk.ui.today.side import NARROW, WIDTH
from clinicdesk.ui.today.verbs import RECORD, TRAVELLING, Verb, Verbs, verbs_of
from clinicdesk.ui.today.words import GROUPS, KINDS, due
from clinicdesk.ui.widgets.buttons import Button, IconButton
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import ElidedLabel, NameLabel, label
from clinicdesk.ui.widgets.planes import Plane, Scroll, column, row, rule

PLACE_WIDTHS = (172, 118, 92, 112)
"""The least width of the primary, second, third and done button: the others do not move between lines."""
HEAD_HEIGHT = 73
ALERT_LIMIT = 300


class Pane(Plane):
    """Shows one line of the due list; every button acts on the line that is shown."""

    stepped = Signal(int)

    def __init__(self, desk: Desk) -> None:
        """Make an empty pane."""
        super().__init__("sunk")
        self._desk = desk
        self._reading: Reading | None = None
        self._edited: dict[int, str] = {}
        self._operation = uuid4()
        self._verbs = Verbs()
        self.acts = Acts(desk, opener_of(desk), self._say)
        self._make_head()
        self._make_body()
        self._make_foot()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(desk.t("What is needed for this line"))

    @property
    def shown(self) -> DueRow | None:
        """The line shown."""
        return self._reading.view.row if self._reading else None

    def show_row(self, due_row: DueRow, place: int, count: int) -> None:
        """Read and show a line; ``place`` of ``count`` tells where it stands in the list."""
        another = self.shown is None or self.shown.id != due_row.id
        try:
            self._reading = read_pane(self._desk, due_row.id)
        except ClinicError as error:
            self._desk.commands.tell(error)
            return
        # A line that was read anew can be acted on anew: what was undone may be done again.
        self._operation = uuid4()
        view, message = self._reading.view, self._reading.message
        self._place.setText(self._desk.t("{n} of {count}", n=place, count=count))
        self._name.set_names(view.row.name, view.row.native_name)
        self.show_clock()
        self._grid.show_view(view)
        self._consent.show_view(view)
        self._alert.setText(view.alert[:ALERT_LIMIT])
        self._alert_box.setVisible(bool(view.alert))
        self._words.show_view(view)
        self._show_message(view, message)
        self._contacts.show_contacts(view.contacts)
        self._show_verbs(view, message)
        if another:
            self._scroll.verticalScrollBar().setValue(0)
        # Lay out now: the first frame would show the new message in the old one's height.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def show_clock(self) -> None:
        """Show how much time is left, and what time it is there."""
        if self._reading is None:
            return
        shown, t = self._reading.view.row, self._desk.t
        says = due(self._desk, shown)
        title = t(GROUPS[shown.group].title)
        self._state.show_state(State(shown.state.value), f"{title} · {says.strong}")
        self._state_rest.set_text(says.second)
        self._grid.show_time()

    def press(self, action: str) -> None:
        """Do what the key of ``action`` stands for on this line, where it has such a verb."""
        verb = self._verbs.of(action)
        if verb is not None:
            self._run(verb)

    def snooze_menu(self) -> QMenu:
        """Return the menu of snoozing and waiting; 1 to 5 choose its first lines."""
        t, menu, today = self._desk.t, QMenu(self), self._desk.today()
        now = self._desk.now()
        days = ((t("Tomorrow"), 1), (t("In 3 days"), 3), (t("In a week"), 7))
        self._add(menu, "1", t("In an hour"), lambda s: self.acts.snooze(s, now + timedelta(hours=1)))
        for number, (words, count) in enumerate(days, 2):
            until = self.acts.morning(today + timedelta(days=count))
            self._add(menu, str(number), words, lambda s, at=until: self.acts.snooze(s, at))
        self._add(menu, "5", t("Until a day …"), self.acts.snooze_to_date)
        menu.addSeparator()
        for whom, words in (
            ("patient", t("Waiting for the patient")),
            ("dentist", t("Waiting for the dentist")),
            ("bank", t("Waiting for the bank")),
        ):
            self._add(menu, "", words, lambda s, who=whom: self.acts.wait_for(s, who))
        return menu

    def open_snooze(self) -> None:
        """Open the menu over its button."""
        if self._reading is None:
            return
        menu = self.snooze_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._snooze.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def skip(self) -> None:
        """Ask why, and set the line aside."""
        subject = self._subject()
        if subject is not None:
            self.acts.skip(subject)

    def open_record(self) -> None:
        """Open the patient's record."""
        self._run(RECORD)

    def set_narrow(self, narrow: bool) -> None:
        """Take less room in a small window."""
        self.setFixedWidth(self._desk.look.theme.px(NARROW if narrow else WIDTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go to the line before or after; other keys belong to the page."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    # Making

    def _make_head(self) -> None:
        desk, look = self._desk, self._desk.look
        self._state = StateLabel(look, State.LATER, "", Role.NAME)
        self._state_rest = ElidedLabel(look, "", Role.BODY, "t2")
        self._place = label("", Role.BODY, tone="t2", tabular=True)
        self._before = IconButton(look, "chevron-up", desk.t("Line before"), small=True)
        self._after = IconButton(look, "chevron-down", desk.t("Line after"), small=True)
        self._before.clicked.connect(lambda: self.stepped.emit(-1))
        self._after.clicked.connect(lambda: self.stepped.emit(1))
        self._name = NameLabel(look, role=Role.PANE_TITLE)
        self._open = Button(look, desk.t("Open record"), keys=desk.actions.caps("open"), small=True)
        self._open.clicked.connect(self.open_record)
        # Only ever hidden here: shown before it has its place it would be a window of its own.
        if not desk.navigator.can_open("patient"):
            self._open.hide()

    def _make_body(self) -> None:
        desk = self._desk
        self._grid = FactsGrid(desk)
        self._consent = ConsentLine(desk)
        self._alert = label("", tone="red", wrap=True)
        self._alert_box = Plane("wrong", (12, 8, 12, 8))
        self._alert_box.add(self._alert)
        self._words = Words(desk)
        self._message = MessageBox(desk)
        self._message.edited.connect(self._keep_edited)
        self._message.language_chosen.connect(self._choose_language)
        self._blocked = BlockedBox(desk)
        self._blocked.allowed.connect(lambda: self._with(self.acts.allow))
        self._notice = label("", Role.CAPTION, tone="t3", wrap=True)
        self._contacts = Contacts(desk)
        self._answer = Button(desk.look, desk.t("They answered"), icon="arrow-down-right", small=True)
        self._answer.clicked.connect(lambda: self._with(self.acts.answered))
        self._paid = Button(desk.look, desk.t("Record payment"), icon="cash", small=True)
        self._paid.clicked.connect(lambda: self._with(self.acts.payment))
        self._itinerary = Button(desk.look, desk.t("Itinerary"), icon="plane", small=True)
        self._itinerary.clicked.connect(lambda: self._with(self.acts.itinerary))
        self._call = Button(desk.look, desk.t("Log a call"), icon="phone", small=True)
        self._call.clicked.connect(lambda: self._with(self.acts.called))

    def _make_foot(self) -> None:
        desk, look = self._desk, self._desk.look
        self._primary = Button(look, "", kind="primary")
        self._second, self._third = Button(look, ""), Button(look, "")
        caps = desk.actions.caps
        self._done = Button(look, "", kind="soft", small=True)
        self._snooze = Button(look, desk.t("Snooze"), icon="alarm-snooze", keys=caps("snooze"), small=True)
        self._skip = Button(
            look, desk.t("Skip with reason"), icon="player-skip-forward", keys=caps("skip"), small=True
        )
        self._snooze.clicked.connect(self.open_snooze)
        self._skip.clicked.connect(self.skip)
        self._places = (self._primary, self._second, self._third, self._done)
        for button, width in zip(self._places, PLACE_WIDTHS, strict=True):
            button.setMinimumWidth(look.theme.px(width))
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            button.clicked.connect(self._pressed)
        self._hint = label("", Role.CAPTION, tone="t3", wrap=True)

    def _lay_out(self) -> None:
        px = self._desk.look.theme.px
        head = Plane("head", (18, 9, 18, 8), 2)
        head.setFixedHeight(px(HEAD_HEIGHT))
        first = row(self._state, self._state_rest, self._place, self._before, self._after, spacing=6)
        first.setStretch(1, 1)
        second = row(self._name, self._open)
        second.setStretch(0, 1)
        head.column.addLayout(first)
        head.column.addLayout(second)
        self._scroll = Scroll("sunk", (18, 13, 18, 13), 11)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = self._scroll.body
        body.add(self._grid, self._alert_box, self._consent, self._words, self._blocked, self._message)
        body.add(self._notice, self._contacts)
        body.column.addLayout(row(self._answer, self._call, self._paid, self._itinerary, None))
        body.column.addStretch(1)
        foot = Plane("foot", (18, 11, 18, 10), 8)
        foot.column.addLayout(row(self._primary, self._second, self._third, None))
        foot.column.addLayout(row(self._done, self._snooze, self._skip, None))
        foot.add(self._hint)
        inside = column(head, self._scroll, foot)
        inside.setStretch(1, 1)
        across = row(rule(vertical=True), inside, spacing=0)
        across.setStretch(1, 1)
        self.column.addLayout(across)
        self.set_narrow(False)

    # Showing

    def _show_message(self, view: PaneView, message: Composed | None) -> None:
        reading = self._reading
        permission = message.permission if message is not None else Permission()
        blocked = not permission or view.row.state is LookState.BLOCKED
        self._blocked.setVisible(blocked)
        if blocked:
            purpose = message.purpose if message is not None else view.row.purpose
            self._blocked.show_refusal(view, permission, purpose)
        self._message.setVisible(message is not None and not blocked)
        if message is not None and reading is not None:
            edited = self._edited.get(view.row.id, "")
            self._message.show_message(self._desk.t(KINDS[view.row.kind]), message, reading.languages, edited)
        self._notice.setText(reading.problem if reading else "")
        self._notice.setVisible(bool(reading and reading.problem))

    def _show_verbs(self, view: PaneView, message: Composed | None) -> None:
        allowed = message is not None and bool(message.permission)
        self._verbs = verbs_of(
            view, message, allowed=allowed, has_email=bool(view.email), opens=self._desk.navigator.can_open
        )
        verbs = (self._verbs.primary, self._verbs.second, self._verbs.third, self._verbs.done)
        for button, verb in zip(self._places, verbs, strict=True):
            button.setVisible(verb is not None)
            if verb is not None:
                button.show_verb(self._desk.t(verb.words), verb.icon, self._caps(verb))
        self._say(self._desk.t(self._verbs.hint) if self._verbs.hint else "")
        with_lead = view.row.lead_id is not None
        self._call.setVisible(with_lead and view.row.purpose is Purpose.CARE)
        self._answer.setVisible(with_lead)
        chased = view.row.kind is FollowupKind.DEPOSIT_CHASE
        self._paid.setVisible(chased and self._desk.navigator.can_open("deposit"))
        travels = with_lead and view.row.kind in TRAVELLING
        self._itinerary.setVisible(travels and self._desk.navigator.can_open("itinerary"))

    def _caps(self, verb: Verb) -> tuple[str, ...]:
        return (
            self._desk.actions.caps(verb.action)
            if verb.action and (verb.action in {"channel", "sent"} or verb is self._verbs.primary)
            else ()
        )

    def _say(self, text: str) -> None:
        self._hint.setText(text)

    # Acting

    def _pressed(self) -> None:
        verbs = (self._verbs.primary, self._verbs.second, self._verbs.third, self._verbs.done)
        verb = verbs[self._places.index(self.sender())]
        if verb is not None:
            self._run(verb)

    def _run(self, verb: Verb) -> None:
        subject = self._subject()
        if subject is not None:
            self.acts.run(verb.act, subject)

    def _with(self, act: object) -> None:
        subject = self._subject()
        if subject is not None:
            act(subject)  # type: ignore[operator]

    def _add(self, menu: QMenu, key: str, words: str, act: object) -> None:
        safe = words.replace("&", "&&")
        action = QAction(f"&{key}  {safe}" if key else safe, menu)
        if key:
            action.setShortcut(QKeySequence())
        action.triggered.connect(lambda: self._with(act))
        menu.addAction(action)

    def _subject(self) -> Subject | None:
        if self._reading is None:
            return None
        view, message = self._reading.view, self._reading.message
        text = self._message.written() if message is not None else ""
        return Subject(view, message, text, self._operation)

    def _keep_edited(self, text: str) -> None:
        if self._reading is not None:
            self._edited[self._reading.view.row.id] = text

    def _choose_language(self, language: str) -> None:
        if self._reading is None:
            return
        shown = self._reading.view.row
        self._edited.pop(shown.id, None)
        try:
            self._reading = read_pane(self._desk, shown.id, language)
        except ClinicError as error:
            self._desk.commands.tell(error)
            return
        self._show_message(self._reading.view, self._reading.message)
        self._show_verbs(self._reading.view, self._reading.message)
