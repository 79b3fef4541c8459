"""The head of the record: who it is, where and what time there, what comes next, and the buttons."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from clinicdesk.domain.leads import OPEN_STAGES, Lead, Origin
from clinicdesk.domain.people import PHONE_KINDS, ContactKind, Patient
from clinicdesk.domain.record import NextStep, RecordView
from clinicdesk.domain.text import initials
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import CHANNELS, State
from clinicdesk.ui.stage_names import stage_name
from clinicdesk.ui.step_names import step_name
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, IconButton
from clinicdesk.ui.widgets.chips import Chip, OwnerDisc, StateLabel
from clinicdesk.ui.widgets.labels import ElidedLabel, IconLabel, NameLabel, label
from clinicdesk.ui.widgets.painting import hue_of
from clinicdesk.ui.widgets.planes import Plane, clear_layout, column, row
from clinicdesk.ui.wording import channel_name, near_day, near_time, sky_icon, time_there, upper_first

HEIGHT = 74
MOST_CHIPS = 3
_BY_NUMBER = frozenset({"whatsapp", "zalo", "viber", "line", "telegram", "kakao"})


class RecordHead(Plane):
    """Two lines about the person at the leading side, next step and buttons at the trailing one."""

    write = Signal()
    new_plan = Signal()
    menu_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make an empty head."""
        super().__init__("head", (20, 0, 16, 0))
        self._desk = desk
        t, look = desk.t, desk.look
        self.setFixedHeight(look.theme.px(HEIGHT))
        self._name = NameLabel(look, "", "", Role.PAGE_TITLE)
        self._chips, self._facts = QHBoxLayout(), QHBoxLayout()
        self._chips.setSpacing(8)
        self._facts.setSpacing(6)
        self._local = label("", Role.BODY, tone="t2", tabular=True)
        self._sky = IconLabel(look, "sun", size=15, token="t3")
        self._zone = ""
        self._next = Plane("box", (12, 6, 12, 6), 0)
        self._next_line = QHBoxLayout()
        self._next_line.setSpacing(10)
        self._next.column.addLayout(self._next_line)
        self.write_button = Button(look, t("Write"), kind="primary", icon="message-circle")
        self.plan_button = Button(look, t("New plan"), icon="file-plus")
        self.more = IconButton(look, "dots", t("More to do with this record"), kind="plain")
        self.write_button.clicked.connect(self.write)
        self.plan_button.clicked.connect(self.new_plan)
        self.more.clicked.connect(self.menu_asked)
        first = row(self._name, self._chips, None, spacing=10)
        second = row(self._facts, spacing=6)
        self._parts: list[tuple[int, tuple[QWidget, ...]]] = []
        self._who = who = QWidget()
        who.installEventFilter(self)
        who.setLayout(column(None, first, 2, second, None))
        # What does not fit of the person's facts is cut; the next step and the buttons are never.
        who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._next.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = row(who, self._next, 6, self.write_button, self.plan_button, self.more, spacing=10)
        line.setStretch(0, 1)
        self.column.addLayout(line)
        self.plan_button.setVisible(desk.navigator.can_open("plan"))

    def show_view(self, view: RecordView) -> None:
        """Show a person."""
        patient = view.patient
        self._name.set_names(patient.name, patient.native_name)
        self._zone = patient.zone
        self._show_chips(view)
        self._show_facts(view)
        self._show_next(view.next_step)
        channel = patient.preferred_channel
        self.write_button.set_look(icon=CHANNELS.get(channel, "message-circle"))
        can_write = view.next_step is not None and self._desk.navigator.can_open("due")
        self.write_button.setVisible(can_write)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave out what does not fit whenever the room for the facts changes."""
        if watched is self._who and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def show_clock(self) -> None:
        """Show what time it is where the person lives."""
        there = time_there(self._desk, self._zone)
        self._local.setVisible(there is not None)
        self._sky.setVisible(there is not None)
        if there is not None:
            self._sky.show_icon(sky_icon(there), token="t3")
            self._local.setText(self._desk.t("{time} there", time=self._desk.t.formats.time(there)))

    def _show_chips(self, view: RecordView) -> None:
        clear_layout(self._chips)
        look, t = self._desk.look, self._desk.t
        chips: list[Chip] = []
        if view.patient.alert:
            chips.append(Chip(look, view.patient.alert[:40], "red", icon="alert-triangle"))
        if view.suppressed:
            chips.append(Chip(look, t("Do not write"), "red", icon="shield-x"))
        lead = newest_open(view)
        if view.returning:
            words = t("Returning")
            if lead is not None and lead.origin is Origin.PHASE_TWO:
                words = t("Returning, phase two open")
            chips.append(Chip(look, words, "violet", icon="repeat"))
        if lead is not None:
            chips.append(Chip(look, stage_name(t, lead.stage), "accent"))
        for chip in chips[:MOST_CHIPS]:
            self._chips.addWidget(chip)

    def _show_facts(self, view: RecordView) -> None:
        self._sky.setParent(None)
        self._local.setParent(None)
        clear_layout(self._facts)
        self._parts = []
        t, formats, patient = self._desk.t, self._desk.t.formats, view.patient
        country = formats.country(patient.country) if patient.country else ""
        place = ", ".join(part for part in (patient.city, country) if part)
        self._fact("map-pin", place or t("Place not known"), t("Lives in"))
        self._facts.addWidget(self._sky)
        self._facts.addWidget(self._local)
        self._facts.addSpacing(10)
        self.show_clock()
        languages = list(dict.fromkeys(code for code in (patient.language, *patient.languages) if code))
        if languages:
            names = ", ".join(upper_first(formats.language_name(code)) for code in languages[:3])
            self._fact("language", names, t("Languages"), rank=2)
        self._show_number(patient)
        if patient.birth_on is not None:
            born = label(t("Born {on}", on=formats.date(patient.birth_on, "medium")), Role.BODY, tone="t2")
            self._facts.addWidget(born)
            self._facts.addSpacing(10)
            self._parts.append((3, (born,)))
        email = patient.contact(ContactKind.EMAIL)
        if email:
            icon = IconLabel(self._desk.look, "mail", t("E-mail"), size=15, token="t3")
            words = ElidedLabel(self._desk.look, email, Role.BODY, "t2")
            self._facts.addWidget(icon)
            self._facts.addWidget(words, 1)
            self._parts.append((4, (icon, words)))
        self._facts.addStretch(0)
        self._fit()

    def _show_number(self, patient: Patient) -> None:
        """Show the first address that is no mail, with the mark of the channel it is written to by."""
        contact = next((one for one in patient.contacts if one.kind is not ContactKind.EMAIL), None)
        if contact is None:
            return
        icon = CHANNELS.get(contact.kind.value, "phone")
        if contact.kind is ContactKind.PHONE and patient.preferred_channel in _BY_NUMBER:
            icon = CHANNELS[patient.preferred_channel]
        name = upper_first(channel_name(self._desk.t, contact.kind.value))
        shown = self._pretty(contact.value) if contact.kind in PHONE_KINDS else contact.value
        self._fact(icon, shown, name, selectable=True)

    def _fact(self, icon: str, words: str, name: str, *, selectable: bool = False, rank: int = 0) -> None:
        mark = IconLabel(self._desk.look, icon, name, size=15, token="t3")
        text = label(words, Role.BODY, tone="t2", selectable=selectable)
        self._facts.addWidget(mark)
        self._facts.addWidget(text)
        self._facts.addSpacing(10)
        self._parts.append((rank, (mark, text)))

    def _fit(self) -> None:
        """Hide the facts that matter least until the others fit; all of them are in the form."""
        gap = 6 + 10
        clock = self._sky.sizeHint().width() + self._local.sizeHint().width() + 2 * gap
        room = self._who.width() - clock

        def wide(parts: tuple[QWidget, ...]) -> int:
            return sum(min(part.sizeHint().width(), self._desk.look.theme.px(190)) + gap for part in parts)

        needed = sum(wide(parts) for _, parts in self._parts)
        for rank, parts in sorted(self._parts, key=lambda one: one[0], reverse=True):
            fits = needed <= room or not rank
            needed -= 0 if fits else wide(parts)
            for part in parts:
                part.setVisible(fits)

    def _pretty(self, number: str) -> str:
        from clinicdesk.services.phones import pretty

        return pretty(number)

    def _show_next(self, step: NextStep | None) -> None:
        clear_layout(self._next_line)
        self._next.setVisible(step is not None)
        if step is None:
            return
        t, look = self._desk.t, self._desk.look
        owner = step.owner_name
        words = self._step_words(step)
        over = t("Next, for {name}", name=owner) if owner else t("Next")
        title = StateLabel(look, _state(self._desk, step), words, Role.NAME, token="t1")
        self._next_line.addLayout(column(label(over, Role.CAPTION, tone="t3"), title))
        if owner:
            hue = self._hue(step.owner_id)
            self._next_line.addWidget(OwnerDisc(look, initials(owner), hue, owner, diameter=24))

    def _step_words(self, step: NextStep) -> str:
        t = self._desk.t
        name = step_name(t, step.kind)
        when = near_time(self._desk, step.due_at) if step.due_at else near_day(self._desk, step.due_on)
        title = str(step.detail.get("title") or "") if step.kind == "task" else ""
        return t("{what}, {when}", what=title or name, when=when)

    def _hue(self, owner_id: int | None) -> str:
        for member in self._desk.services.staff.all(active=False):
            if member.id == owner_id:
                return str(member.colour)
        return hue_of(owner_id or 0)


def newest_open(view: RecordView) -> Lead | None:
    """Return the newest inquiry that is still open."""
    found = [lead for lead in view.leads if lead.stage in OPEN_STAGES]
    return max(found, key=lambda lead: (lead.received_at, lead.id), default=None)


def _state(desk: Desk, step: NextStep) -> State:
    if step.due_at is not None:
        return State.OVERDUE if step.due_at < desk.now() else State.TODAY
    today = desk.today()
    if step.due_on < today:
        return State.OVERDUE
    return State.TODAY if step.due_on == today else State.LATER
