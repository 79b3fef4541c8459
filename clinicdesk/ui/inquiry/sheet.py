"""The sheet New inquiry: the message at the left, what goes into the file at the right, the clock below."""

from datetime import datetime
from itertools import pairwise
from uuid import uuid4

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.hours import first_reply_due
from clinicdesk.domain.leads import Origin
from clinicdesk.domain.people import Patient
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.inquiry.draft import Draft, forget, keep, kept
from clinicdesk.ui.inquiry.duplicate import Decision, DuplicateBox
from clinicdesk.ui.inquiry.form import ROW_OF, InquiryForm, token_of
from clinicdesk.ui.inquiry.rows import RowState
from clinicdesk.ui.inquiry.source import Mark, SourceEdit
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.planes import Plane, Scroll, clear_layout, row
from clinicdesk.ui.widgets.sheet import Sheet
from clinicdesk.ui.wording import minutes_until, near_time

LEFT_WIDTH = 432
READ_AFTER_MS, COMPARE_AFTER_MS = 300, 250
MINUTES_PER_HOUR = 60


class InquirySheet(Sheet):
    """Takes one inquiry in; nothing is saved from a guess that nobody accepted."""

    def __init__(self, desk: Desk, window: QWidget, *, patient_id: int | None = None) -> None:
        """Make the sheet; ``begin`` fills and shows it."""
        super().__init__(desk.look, desk.t, window, desk.t("New inquiry"), width=1240, height=812)
        self._desk = desk
        self._operation = uuid4()
        self._questions: tuple[str, ...] = ()
        self._known: Patient | None = None
        services = desk.services
        self._hours = services.clinic.hours()
        clinic = services.clinic.get()
        self._promise, self._home = clinic.promises.first_reply_minutes, clinic.country
        self.form = InquiryForm(desk, services.staff.all(), services.leads.channels())
        self.source = SourceEdit(desk)
        self.duplicate = DuplicateBox(desk)
        if patient_id is not None:
            self._known = services.patients.get(patient_id)
            self.form.show_patient(self._known)
        self._reader = self._timer(READ_AFTER_MS, self.read)
        self._comparer = self._timer(COMPARE_AFTER_MS, self.compare)
        self._make_left()
        self._make_right()
        self._make_foot()
        self._connect()

    def begin(self, text: str = "") -> None:
        """Show the sheet with the draft that was left, or with ``text``."""
        draft = kept(self._desk) if not text and self._known is None else None
        if draft is not None:
            self._restore(draft)
        elif text:
            self.source.put(text)
        self.read()
        self.compare()
        empty = not self.source.toPlainText()
        self.open_with(self.source if empty and self._known is None else self._first_open())

    # Reading

    def read(self) -> None:
        """Read the text now, and propose what it says."""
        self._reader.stop()
        text = self.source.toPlainText()
        try:
            proposal = self._desk.services.inquiries.read(
                text, country=self.form.country_code() or self._home
            )
        except ClinicError as error:
            self._say(self._desk.t.error(error))
            return
        numbers = self.form.propose(proposal.found, proposal.received_at, proposal.text)
        offset = text.find(proposal.text) if proposal.text else -1
        marks = [
            Mark(one.start + offset, one.end + offset, numbers[name], token_of(numbers[name]))
            for one in proposal.found
            if (name := ROW_OF.get(one.part, "")) in numbers
        ]
        self.source.show_marks(marks if offset >= 0 else [])
        self._questions = proposal.questions
        self._show_questions()
        self._paste.set_look(text=self.t("Paste another") if text else self.t("Paste"))
        self._changed()

    def compare(self) -> None:
        """Look now for somebody on the record who may be the same person."""
        self._comparer.stop()
        if self._known is not None:
            return
        form = self.form
        name = form.name.value() if form.rows["name"].counts else ""
        contacts, country = form.contacts(), form.country_code()
        rows = ()
        if name or contacts:
            try:
                rows = self._desk.services.patients.duplicates(name, contacts, None, country)
            except ClinicError as error:
                self._desk.commands.tell(error)
        here = {
            "name": name,
            "phone": form.phone.text(),
            "email": form.email.value(),
            "country": self._desk.t.formats.country(country) if country else "",
        }
        self.duplicate.show_rows(rows, here)
        self._show_due()

    # Saving

    def save(self, *, write_reply: bool) -> None:
        """Take the inquiry in; with ``write_reply`` its line of Today is shown next."""
        self.read_pending()
        if not self.form.check():
            return
        if self.duplicate.asks:
            self.duplicate.same.setFocus()
            self._say(self.t("Say first whether this is the same person."))
            return
        try:
            facts = self.form.facts()
        except ClinicError as error:
            if not self.form.show_error(error):
                self._desk.commands.tell(error)
            return
        record = self._record()
        if record is not None:
            facts["patient_id"], facts["origin"] = record.id, self._origin()
        done = self._desk.commands.do(
            self._desk.services.leads.receive,
            form=self.form,
            operation=self._operation,
            request=self.source.toPlainText(),
            questions=self._questions,
            **facts,
        )
        if done is not None:
            self._saved(done.value.id, done.value.patient_id, write_reply)

    def read_pending(self) -> None:
        """Finish what waits for a pause in typing."""
        if self._reader.isActive():
            self.read()
        if self._comparer.isActive():
            self.compare()

    def _saved(self, lead_id: int, patient_id: int, write_reply: bool) -> None:
        alike = self.duplicate.row
        if self.duplicate.decision is Decision.LATER and alike is not None:
            title = self.t("Is this the same person as {name}?", name=alike.patient.name)
            today = self._desk.today()
            self._desk.commands.do(
                self._desk.services.followups.add_task,
                patient_id,
                title=title[:200],
                due_on=today,
                owner_id=self.form.owner.value(),
            )
        forget(self._desk)
        self._operation = uuid4()
        self.finish()
        if write_reply and self._desk.navigator.can_open("due"):
            self._desk.navigator.open_record("due", lead_id)

    def _record(self) -> Patient | None:
        if self._known is not None:
            return self._known
        found = self.duplicate.row
        return found.patient if found is not None and self.duplicate.decision is Decision.SAME else None

    def _origin(self) -> Origin:
        found = self.duplicate.row
        treated = found is not None and found.last_treated_on is not None
        if self._known is not None:
            treated = bool(self._desk.services.treatments.for_patient(self._known.id))
        return Origin.RECALL if treated else Origin.NEW

    def leave(self) -> None:
        """Close without saving and keep what was typed."""
        typed = {
            (name, place): field_text(field.editor)
            for name, one in self.form.rows.items()
            if one.state is RowState.TYPED
            for place, field in enumerate(one.fields)
        }
        if self._known is None:
            keep(self._desk, Draft(self.source.toPlainText(), typed))
        super().leave()

    # Making

    def _timer(self, milliseconds: int, call: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(call)
        return timer

    def _make_left(self) -> None:
        t, look = self.t, self.look
        self._pasted = label("", Role.CAPTION, tone="t3")
        self._problem = StateLabel(look, State.RUNNING_OUT, "", Role.CAPTION)
        self._problem.hide()
        self._must = Plane("card", (12, 9, 12, 10), 4)
        self._paste = Button(look, t("Paste another"), icon="refresh", small=True)
        self._paste.clicked.connect(self.source.paste_another)
        left = Plane("sunk", (20, 12, 20, 14), 10)
        left.setFixedWidth(look.theme.px(LEFT_WIDTH))
        left.column.addLayout(row(label(t("What the patient wrote"), Role.SECTION), None, self._pasted))
        left.column.addWidget(self.source, 1)
        left.add(self._problem, self._must)
        left.column.addLayout(row(None, self._paste))
        self._left = left

    def _make_right(self) -> None:
        t = self.t
        self._all = Button(self.look, t("Accept all"), keys=self._desk.actions.caps("accept-all"), small=True)
        right = Scroll("surface", (20, 12, 20, 14), 0)
        right.body.column.addLayout(row(label(t("What goes into ClinicDesk"), Role.SECTION), None, self._all))
        right.body.column.addSpacing(6)
        for one in self.form.rows.values():
            right.body.add(one)
        right.body.column.addSpacing(10)
        right.body.add(self.duplicate)
        right.body.column.addStretch(1)
        both = row(self._left, right, spacing=0)
        both.setStretch(1, 1)
        self.body.addLayout(both)
        order: list[QWidget] = [self.source]
        order += [field.editor for one in self.form.rows.values() for field in one.fields]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _make_foot(self) -> None:
        t, caps = self.t, self._desk.actions.caps
        self._due = StateLabel(self.look, State.TODAY, "", Role.NAME, token="t1")
        self._due_rest = ElidedLabel(self.look, "", Role.BODY, "t2")
        self.cancel = Button(self.look, t("Cancel"), keys=caps("leave-sheet"))
        self.only = Button(self.look, t("Save only"))
        self.reply = Button(self.look, t("Save and write reply"), kind="primary", keys=caps("save-sheet"))
        self.foot_row.addWidget(self._due)
        self.foot_row.addWidget(self._due_rest, 1)
        self.foot_row.addWidget(self.cancel)
        self.foot_row.addWidget(self.only)
        self.add_primary(self.reply)

    def _connect(self) -> None:
        self.source.textChanged.connect(self._reader.start)
        self.source.pasted.connect(self._after_paste)
        self.source.shortened.connect(self._say_cut)
        self.form.changed.connect(self._changed)
        self.form.changed.connect(self._comparer.start)
        self._all.clicked.connect(self.form.accept_all)
        self.duplicate.decided.connect(self._changed)
        self.cancel.clicked.connect(self.leave)
        self.only.clicked.connect(lambda: self.save(write_reply=False))
        self.reply.clicked.connect(lambda: self.save(write_reply=True))
        self._desk.ticker.ticked.connect(self._show_due)
        self._desk.actions.bind("accept-all", self.form.accept_all, self)
        self._desk.actions.bind("same-person", self._same_by_key, self)
        self._desk.actions.note("save-sheet", "leave-sheet")

    # Showing

    def _after_paste(self) -> None:
        now = self._desk.local(self._desk.now())
        self._pasted.setText(self.t("pasted {time}, stays on the record", time=self.t.formats.time(now)))
        self.read()
        self.compare()

    def _changed(self) -> None:
        t = self.t
        read = sum(one.state in {RowState.SURE, RowState.GUESS} for one in self.form.rows.values())
        guesses = self.form.guesses()
        said = t.n("{count} fact found in the text", "{count} facts found in the text", read) if read else ""
        look_at = t.n("{count} to look at", "{count} to look at", guesses) if guesses else ""
        self.caption.set_text(", ".join(part for part in (said, look_at) if part))
        self._all.setVisible(bool(guesses))
        if not self.duplicate.asks and not self._is_cut():
            self._say("")
        self._show_due()

    def _show_due(self) -> None:
        t, desk = self.t, self._desk
        came_in = self.form.received_at() or desk.now()
        due = first_reply_due(came_in, self._hours, self._promise)
        left = minutes_until(desk.now(), due)
        at = near_time(desk, due)
        state = State.OVERDUE if left <= 0 else State.RUNNING_OUT if left <= MINUTES_PER_HOUR else State.TODAY
        self._due.show_state(state, t("First reply due {at}", at=at))
        self._due_rest.set_text(self._clock_words(came_in, left))

    def _clock_words(self, came_in: datetime, left: int) -> str:
        t = self.t
        if left <= 0:
            return t("The clock ran out {time} ago.", time=t.formats.duration(-left))
        time_left = t.formats.clock(left)
        if came_in < self._desk.now():
            at = near_time(self._desk, came_in)
            return t(
                "Counted from {at}, when it came in. The clock already runs: {time} left.",
                at=at,
                time=time_left,
            )
        return t("Counted from now: {time} left.", time=time_left)

    def _show_questions(self) -> None:
        clear_layout(self._must.column)
        self._must.setVisible(bool(self._questions))
        if self._questions:
            self._must.add(label(self.t("The reply must answer"), Role.LABEL, tone="t3"))
        for question in self._questions[:6]:
            self._must.add(StateLabel(self.look, State.LATER, question, Role.BODY, token="t1"))

    def _say(self, text: str) -> None:
        self._problem.show_state(State.RUNNING_OUT, text)
        self._problem.setVisible(bool(text))

    def _is_cut(self) -> bool:
        return self.source.document().characterCount() > self.source.limit

    def _say_cut(self, limit: int) -> None:
        count = self.t.formats.number(limit)
        self._say(self.t("Only the first {count} characters were pasted.", count=count))

    def _same_by_key(self) -> None:
        if self.duplicate.asks:
            self.duplicate.same.click()

    def _first_open(self) -> QWidget:
        """Return the first field that needs a person: a guess, else the first empty one."""
        rows = self.form.rows.values()
        guess = next((one for one in rows if one.state is RowState.GUESS), None)
        empty = next((one for one in rows if one.state is RowState.EMPTY), None)
        chosen = guess or empty
        return chosen.fields[0].editor if chosen is not None else self.source

    def _restore(self, draft: Draft) -> None:
        self.source.put(draft.text)
        for (name, place), text in draft.typed.items():
            put_text(self.form.rows[name].fields[place].editor, text)
            self.form.rows[name].show_state(RowState.TYPED)


def field_text(editor: QWidget) -> str:
    """Return what stands in a line or a choice."""
    return editor.currentText() if isinstance(editor, QComboBox) else getattr(editor, "text", str)()


def put_text(editor: QWidget, text: str) -> None:
    """Put text into a line or a choice."""
    if isinstance(editor, QComboBox):
        place = editor.findText(text)
        if place >= 0:
            editor.setCurrentIndex(place)
        elif editor.isEditable():
            editor.setCurrentText(text)
    elif isinstance(editor, QLineEdit):
        editor.setText(text)
