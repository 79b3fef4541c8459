"""The sheet of an itinerary: journey, times and languages at the left, the paper live at the right."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinicdesk.domain.completeness import Problem, blocks
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.itinerary import ItineraryRow
from clinicdesk.domain.languages import DOCUMENT_LANGUAGES
from clinicdesk.domain.messages import PaperMail
from clinicdesk.domain.visits import Travel
from clinicdesk.ui.asking import ask_channel
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.itineraries.missing import MissingList
from clinicdesk.ui.itineraries.times import TimesForm
from clinicdesk.ui.paper_files import MakePdf, save_paper
from clinicdesk.ui.prompts import FileKind
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, primary
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.fields import ChoiceField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.paper_acts import PaperActs, PaperFile
from clinicdesk.ui.widgets.paper_preview import Preview
from clinicdesk.ui.widgets.planes import Scroll, row, rule
from clinicdesk.ui.widgets.sheet import Sheet
from clinicdesk.ui.widgets.travel_form import TravelForm
from clinicdesk.ui.wording import upper_first

if TYPE_CHECKING:
    from clinicdesk.services.itineraries import ItineraryDraft, ItineraryWish

DRAFT = 0
TITLE = "Your itinerary"
"""The paper’s own title, as the documents say it in English."""

LEFT, CHOICE = 520, 230


class ItinerarySheet(Sheet):
    """One trip at a time; what is typed of the journey is stored when the sheet is left or issued."""

    def __init__(self, desk: Desk, window: QWidget, wish: ItineraryWish, draft: ItineraryDraft) -> None:
        """Show the trip that ``wish`` names, as ``draft`` has it."""
        self._desk, self._wish, self._draft = desk, wish, draft
        title = desk.t("Itinerary of {name}", name=draft.document.patient.name)
        super().__init__(desk.look, desk.t, window, title)
        self._operation, self._sending = uuid4(), uuid4()
        self._rows: tuple[ItineraryRow, ...] = ()
        self._make_head()
        self._make_fields()
        self._arrange()
        self._make_foot()
        self._read_issues()
        self._refresh()

    def begin(self, itinerary_id: int | None = None) -> None:
        """Open with the focus in the first fact that is missing; ``itinerary_id`` shows that issue."""
        if itinerary_id is not None and any(one.id == itinerary_id for one in self._rows):
            self.paper.set_value(itinerary_id)
            self._refresh()
        self.open_with(self.travel.lands_on)

    def leave(self) -> None:
        """Store what was typed of the journey and close; what cannot be read is asked about."""
        if not self._store_travel():
            t = self._desk.t
            text = t("What was typed of the journey cannot be stored as it is and will be gone.")
            if not self._desk.prompts.confirm(t("Close the itinerary"), text, t("Close"), danger=True):
                return
        super().leave()

    def finish(self) -> None:
        """Close; a page that is being drawn is dropped."""
        self.preview.forget()
        super().finish()

    def _make_head(self) -> None:
        t, document = self._desk.t, self._draft.document
        self.caption.set_text(t("{number}, trip {trip}", number=document.number, trip=document.trip))
        self.trip = ChoiceField[int](
            self.look,
            t,
            "",
            [(n, t("Trip {number}", number=n)) for n in range(1, self._draft.trips + 1)],
            chosen=self._wish.trip,
        )
        self.trip.set_name(t("Trip"))
        self.trip.edited.connect(self._choose_trip)
        self.paper = ChoiceField[int](self.look, t, "", [(DRAFT, t("The draft"))], chosen=DRAFT)
        self.paper.set_name(t("Paper shown"))
        self.paper.edited.connect(self._refresh)
        for field in (self.trip, self.paper):
            field.setMinimumWidth(self.look.theme.px(CHOICE))
            self.head_row.addWidget(field, 0, Qt.AlignmentFlag.AlignVCenter)
        self.trip.setVisible(self._draft.trips > 1)

    def _make_fields(self) -> None:
        desk, t = self._desk, self._desk.t
        languages = [(code, upper_first(t.formats.language_name(code))) for code in DOCUMENT_LANGUAGES]
        self.language = ChoiceField[str](
            self.look, t, t("Language"), languages, chosen=self._wish.language, typed=True
        )
        self.second = ChoiceField[str](
            self.look,
            t,
            t("Second language"),
            [("", t("None")), *languages],
            chosen=self._wish.second_language,
        )
        for field in (self.language, self.second):
            field.edited.connect(self._choose_language)
        self.travel = TravelForm(desk, self._draft.travel)
        self.travel.edited.connect(self._refresh)
        self.travel.setEnabled(self._draft.lead_id is not None)
        self.times = TimesForm(desk)
        self.times.booked.connect(self._refresh)
        self.missing = MissingList(desk)
        self.missing.wanted.connect(self._fill)
        self.acts = PaperActs(desk, self, self._paper_file)
        self.preview = Preview(desk)
        self.preview.use(self.acts, self)

    def _arrange(self) -> None:
        t = self._desk.t
        left = Scroll("", (20, 16, 20, 16), 10)
        self._scroll = left
        self._times_head = label(t("Times to agree"), Role.SECTION)
        left.body.column.addLayout(row(self.language, self.second, spacing=12))
        left.body.add(label(t("The journey"), Role.SECTION), self.travel)
        left.body.add(self._times_head, self.times)
        left.body.add(label(t("What is missing"), Role.SECTION), self.missing)
        left.body.column.addStretch(1)
        left.setFixedWidth(self.look.theme.px(LEFT))
        page = QWidget()
        line = QHBoxLayout(page)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(left)
        line.addWidget(rule(vertical=True))
        line.addWidget(self.preview, 1)
        self.body.addWidget(page)

    def _make_foot(self) -> None:
        t = self._desk.t
        self.state = StateLabel(self.look, State.WAITING, "", token="t1")
        self.save = Button(self.look, t("Save PDF"), icon="download")
        self.save.clicked.connect(self.acts.save)
        self.save_calendar = Button(self.look, t("Save calendar file"), icon="calendar")
        self.save_calendar.clicked.connect(self._save_calendar)
        self.cancel = Button(self.look, t("Close"), keys=("Esc",))
        self.cancel.clicked.connect(self.leave)
        self.go = primary(self.look, "", icon="check", keys=("Ctrl", "Enter"))
        self.go.clicked.connect(self._act)
        self.foot_row.addWidget(self.state, 1)
        for button in (self.save, self.save_calendar, self.cancel):
            self.foot_row.addWidget(button)
        self.add_primary(self.go)

    # What is shown

    def _refresh(self) -> None:
        """Read the draft again with what is typed, and draw the paper that is chosen."""
        t = self._desk.t
        wish = replace(self._wish, travel=self._typed_travel())
        itineraries = self._desk.services.itineraries
        try:
            self._draft = itineraries.draft(wish)
        except ClinicError as error:
            self._desk.commands.tell(error)
            return
        self.missing.show_problems(self._draft.problems)
        self.times.show_draft(self._draft)
        self._times_head.setVisible(bool(self._draft.planned))
        issue = self._issue_shown()
        document, name = self._draft.document, self._draft.document.patient.name
        if issue is None:
            self.preview.name(name, t("live, A4"))
            self.preview.show_paper(partial(itineraries.pdf, wish))
            self.go.show_verb(t("Issue itinerary"), "check", ("Ctrl", "Enter"))
            self.go.setEnabled(not blocks(self._draft.problems))
            self.state.show_state(*self._standing(document.revision))
            return
        self.preview.name(name, t("as issued, A4"))
        self.preview.show_paper(partial(itineraries.issued_pdf, issue.id))
        self.go.show_verb(t("I sent it"), "send", ("Ctrl", "Enter"))
        self.go.setEnabled(self._draft.lead_id is not None)
        self.state.show_state(State.DONE, self._named(issue))

    def _standing(self, revision: int) -> tuple[State, str]:
        """Return how the draft stands: what is missing is never only below the fold."""
        t, count = self._desk.t, len(self._draft.problems)
        if self._draft.as_issued:
            return State.DONE, t("Revision {revision} says the same already", revision=revision - 1)
        if not count:
            return State.DONE, t("Draft of revision {revision}, nothing is missing", revision=revision)
        words = t.n(
            "Draft of revision {revision}, {count} thing is missing",
            "Draft of revision {revision}, {count} things are missing",
            count,
            revision=revision,
        )
        return State.RUNNING_OUT, words

    def _named(self, issue: ItineraryRow) -> str:
        t = self._desk.t
        day = t.formats.date(self._desk.local(issue.issued_at).date(), "medium")
        return t("Revision {revision}, {day}", revision=issue.revision, day=day)

    def _typed_travel(self) -> Travel:
        """Return the journey as it is typed, as it was before while something cannot be read."""
        try:
            return self.travel.travel()
        except ClinicError:
            return self._draft.travel

    def _issue_shown(self) -> ItineraryRow | None:
        shown = self.paper.value()
        return next((one for one in self._rows if one.id == shown), None)

    def _read_issues(self, shown: int = DRAFT) -> None:
        """Offer the draft and every issue of the trip."""
        self._rows = self._desk.services.itineraries.of_trip(self._wish.plan_id, self._wish.trip)
        choices = [(DRAFT, self._desk.t("The draft")), *((one.id, self._named(one)) for one in self._rows)]
        self.paper.offer(choices, shown)
        self.paper.setVisible(bool(self._rows))

    # What a person chooses

    def _choose_language(self) -> None:
        try:
            language, second = self.language.value(), self.second.value()
        except ClinicError:
            return
        second = "" if second == language else second
        self.second.set_value(second)
        self._wish = replace(self._wish, language=language, second_language=second)
        self.paper.set_value(DRAFT)
        self._refresh()

    def _choose_trip(self) -> None:
        """Show another trip, which may be another journey; the one typed is stored first."""
        chosen = self.trip.value()
        if not self._store_travel():
            self.trip.set_value(self._wish.trip)
            return
        desk, wish = self._desk, replace(self._wish, trip=chosen)
        window = self.parentWidget()
        super().leave()
        if window is not None:
            sheet = ItinerarySheet(desk, window, wish, desk.services.itineraries.draft(wish))
            sheet.begin()

    def _fill(self, problem: Problem) -> None:
        """Go to the field of a problem, or to the settings for words of the clinic's own."""
        if problem.kind == "traveller":
            self.leave()
            self._desk.navigator.show_page("settings")
            return
        if problem.kind == "time":
            self.times.focus_first()
            return
        self.travel.fields[problem.where.field].setFocus()

    # What is done

    def _act(self) -> None:
        if self._issue_shown() is None:
            self._issue()
        else:
            self._record_sent()

    def _store_travel(self) -> bool:
        """Store what was typed of the journey; return whether nothing is left to store."""
        if self._draft.lead_id is None or not self.travel.check():
            return self._draft.lead_id is None
        travel = self.travel.travel()
        if not self.travel.changed():
            return True
        save = self._desk.services.visits.set_travel
        if self._desk.commands.do(save, travel.lead_id, travel, form=self.travel.fields) is None:
            return False
        self.travel.took(travel)
        return True

    def _issue(self) -> None:
        if not self._store_travel():
            return
        issue = self._desk.services.itineraries.issue
        done = self._desk.commands.do(issue, self._wish, operation=self._operation)
        if done is not None:
            self._operation = uuid4()
            self._read_issues(done.value.id)
            self._refresh()
            self.go.setFocus()

    def _record_sent(self) -> None:
        """Ask by which channel it went, and record it on the inquiry."""
        desk, t, lead_id = self._desk, self._desk.t, self._draft.lead_id
        if lead_id is None:
            return
        patient = desk.services.patients.get(self._draft.patient_id)
        asked = ask_channel(
            desk,
            t("Record the itinerary as sent to {name}", name=patient.name),
            t("The PDF and its calendar file go in one message."),
            t("Record as sent"),
            likely=(patient.preferred_channel,),
        )
        if asked is None:
            return
        record = desk.services.leads.record_itinerary_sent
        if desk.commands.do(record, lead_id, channel=asked.key, operation=self._sending) is not None:
            self.leave()

    def _paper_file(self) -> PaperFile:
        """Return the paper that is shown; an issue can go out by mail with its calendar file."""
        issue, name = self._issue_shown(), self._draft.document.file_name
        if issue is None:
            return PaperFile(name, partial(self._desk.services.itineraries.pdf, self._shown_wish()))
        mail = PaperMail(
            self._draft.patient_id,
            issue.number,
            issue.language,
            "confirmation",
            TITLE,
            self._draft.lead_id,
        )
        beside = {f"{name}.ics": self._calendar()}
        return PaperFile(name, partial(self._desk.services.itineraries.issued_pdf, issue.id), mail, beside)

    def _calendar(self) -> MakePdf:
        issue, itineraries = self._issue_shown(), self._desk.services.itineraries
        if issue is not None:
            return partial(itineraries.issued_calendar, issue.id)
        return partial(itineraries.calendar, self._shown_wish())

    def _save_calendar(self) -> None:
        t, name = self._desk.t, self._draft.document.file_name
        kind = FileKind(t("Calendar files"), ("*.ics",))
        save_paper(self._desk, t("Save the calendar file"), f"{name}.ics", kind, self._calendar())

    def _shown_wish(self) -> ItineraryWish:
        return replace(self._wish, travel=self._typed_travel())
