"""The words of one term in one language: English above, name and description, what speaks against them."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinicdesk.domain.completeness import Words
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.wordings import NAME_LETTERS, PROCEDURES, Findings, Term, WordingView
from clinicdesk.i18n.locales import direction
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.settings.catalogue.matrix_words import spoken
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.fields import AreaField, LineField
from clinicdesk.ui.widgets.labels import IconLabel, label, set_tone
from clinicdesk.ui.widgets.planes import Plane, column, row, rule

SHOW_MS, WAIT_MS = 60, 300
"""How long another cell, and another letter, wait before the words are looked at."""

DESCRIPTION_LETTERS, NAME_LIMIT = 300, 200
SHOWN = 3


class WordForm(QWidget):
    """Shows a wording to be written; ``edited`` tells typing, ``checked`` that a speaker read it.

    Pass it as ``form`` to the commands: it shows failures beside its fields.
    """

    edited = Signal()
    checked = Signal()
    reset_wanted = Signal()
    settled = Signal()
    """Typing paused: what is drawn from the words may be drawn again."""

    def __init__(self, desk: Desk, *, beside: bool = False) -> None:
        """Make an empty form; the English stands above the fields, or with ``beside`` next to them."""
        super().__init__()
        self._desk, self._t, self._beside = desk, desk.t, beside
        look, t = desk.look, desk.t
        self._view: WordingView | None = None
        self._run = 0
        self._english_said = label("", Role.LABEL, tone="t3")
        self._english_name = label("", Role.NAME, wrap=True, selectable=True)
        self._english_text = label("", Role.BODY, tone="t2", wrap=True, selectable=True)
        self.english = Plane("box", (12, 8, 12, 8), 2)
        self.english.add(self._english_name, self._english_text)
        self.letters = label("", Role.LABEL, tone="t3")
        self.name_label = label("", Role.LABEL, tone="t3")
        self.name = LineField(look, t, "", limit=NAME_LIMIT)
        self.text_label = label("", Role.LABEL, tone="t3")
        self.text = AreaField(look, t, "", lines=2, limit=DESCRIPTION_LETTERS)
        self._printed = QWidget()
        line = QHBoxLayout(self._printed)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        line.addWidget(IconLabel(look, "eye", size=13, token="t3"))
        line.addWidget(label(t("as printed"), Role.LABEL, tone="t3"))
        self.checks = Plane("card", (12, 8, 12, 8), 6)
        self.glyphs = StateLabel(look, State.DONE, "", token="t2")
        self.plain = StateLabel(look, State.DONE, "", token="t2")
        self.read = StateLabel(look, State.TODAY, "", token="t2")
        self.check_button = small(look, t("I checked it"))
        self.reset_button = small(look, t("Back to the shipped wording"))
        self.who = label("", Role.LABEL, tone="t3", wrap=True)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._lay_out()
        self._connect()

    def show_view(self, view: WordingView, draft: tuple[str, str] | None = None) -> None:
        """Show a wording; ``draft`` is what was typed for it and is not kept yet."""
        self._view = view
        t, procedure = self._t, view.term.part == PROCEDURES
        spoken_name = spoken(t, view.language)
        self._show_english(view)
        self.name_label.setText(
            t("{language}, name", language=spoken_name)
            if procedure
            else t("{language}, as the patient reads it", language=spoken_name)
        )
        self.text_label.setText(t("{language}, description for the patient", language=spoken_name))
        for field, named in ((self.name, self.name_label), (self.text, self.text_label)):
            field.set_name(named.text())
            field.show_error("")
        for part in (self.text, self.text_label, self._printed):
            part.setVisible(procedure)
        self._turn(view.language)
        name, text = draft or (view.name, view.description)
        if (name, text) != self.words():
            self.name.set_text(name)
            self.text.set_text(text)
        self.reset_button.setVisible(view.own and view.shipped is not None)
        self.who.setText(self._who(view))
        self.who.setVisible(bool(self.who.text()))
        self._count()
        self._show_read()
        self._wait.start(SHOW_MS)

    def lock(self, locked: bool) -> None:
        """Let nobody type, as for people whose role does not include it."""
        for field in (self.name, self.text):
            field.setEnabled(not locked)
        for button in (self.check_button, self.reset_button):
            button.setEnabled(not locked)

    def words(self) -> tuple[str, str]:
        """Return name and description as typed."""
        # The raw text keeps the no-break spaces that Qt's plain text replaces.
        raw = self.text.editor.document().toRawText().replace("\u2029", " ")
        return self.name.value(), raw.strip()

    def is_changed(self) -> bool:
        """Whether something was typed that is not kept."""
        return self._view is not None and self.words() != (self._view.name, self._view.description)

    def store(self, term: Term, language: str, *, checked: bool, origin: QWidget | None = None) -> bool:
        """Write what was typed; return whether it was kept, else the failure stands beside its field."""
        name, text = self.words()
        done = self._desk.commands.do(
            self._desk.services.wordings.write,
            term,
            language,
            name=name,
            description=text,
            checked=checked,
            origin=origin,
            form=self,
        )
        return done is not None

    def focus(self) -> None:
        """Put the focus into the name."""
        self.name.editor.setFocus()
        self.name.editor.end(False)

    def show_error(self, error: ClinicError) -> bool:
        """Show a failure beside its field; see ShowsErrors."""
        field = {"name": self.name, "description": self.text}.get(error.field)
        if field is None:
            return False
        field.show_error(self._t.error(error))
        field.setFocus()
        return True

    def _show_english(self, view: WordingView) -> None:
        t, english = self._t, view.english
        shown = english is not None and view.language != "en"
        self.english.setVisible(shown)
        self._english_said.setVisible(shown)
        if english is None:
            return
        self._english_name.setText(english.name)
        self._english_text.setText(english.description)
        self._english_text.setVisible(bool(english.description))
        said = t("English, as shipped")
        if view.english_at is not None:
            day = t.formats.date(self._desk.local(view.english_at).date(), "medium")
            said = t("English, changed {day}", day=day)
            if view.english_by:
                said = t("English, checked by {name}, {day}", name=view.english_by, day=day)
        self._english_said.setText(said)

    def _who(self, view: WordingView) -> str:
        t = self._t
        if view.changed_at is None:
            return ""
        day = t.formats.date(self._desk.local(view.changed_at).date(), "medium")
        if view.changed_by and view.state is Words.CHECKED:
            return t("Checked by {name}, {day}", name=view.changed_by, day=day)
        if view.changed_by:
            return t("Written by {name}, {day}", name=view.changed_by, day=day)
        return t("Written {day}", day=day)

    def _turn(self, language: str) -> None:
        """Let the fields run in the direction of the language."""
        rtl = direction(language) == "rtl"
        way = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        self.name.editor.setLayoutDirection(way)
        self.text.editor.setLayoutDirection(way)
        option = QTextOption(self.text.editor.document().defaultTextOption())
        option.setTextDirection(way)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.text.editor.document().setDefaultTextOption(option)

    def _count(self) -> None:
        count = len(self.name.value())
        self.letters.setText(self._t("{count} of {most} letters", count=count, most=NAME_LETTERS))
        set_tone(self.letters, "orange" if count > NAME_LETTERS else "t3")
        self.letters.setVisible(self._view is not None and self._view.term.part == PROCEDURES)

    def _typed(self) -> None:
        self._count()
        self._show_read()
        self._wait.start(WAIT_MS)
        self.edited.emit()

    def _show_read(self) -> None:
        """Say whether somebody who speaks the language has read what stands here."""
        view, t = self._view, self._t
        if view is None:
            return
        language = spoken(t, view.language)
        fresh = self.is_changed()
        state = Words.UNREAD if fresh and self.name.value() else view.state
        said = {
            Words.CHECKED: (State.DONE, t("Read by somebody who speaks {language}", language=language)),
            Words.UNREAD: (
                State.TODAY,
                t("Not read by a speaker of {language} yet", language=language),
            ),
            Words.STALE: (State.RUNNING_OUT, t("The English has changed since this was written")),
            Words.MISSING: (State.OVERDUE, t("There is no wording yet")),
        }[state]
        self.read.show_state(*said)
        done = state is Words.CHECKED or view.language == "en"
        self.check_button.setVisible(not done and bool(self.name.value()))

    def _look_again(self) -> None:
        """Look for letters without a glyph, prices and brands, beside the window's own work."""
        view = self._view
        if view is None:
            return
        self._run += 1
        run, (name, text) = self._run, self.words()
        find = self._desk.services.wordings.findings

        def found(findings: Findings) -> None:
            if run == self._run:
                self._show_findings(findings, view.language)

        self._desk.runner.run(lambda _: find(view.language, name=name, description=text), found)
        self.settled.emit()

    def _show_findings(self, found: Findings, language: str) -> None:
        t = self._t
        backwards = direction(language) == "rtl"
        good = (
            t("Every letter can be printed, right to left") if backwards else t("Every letter can be printed")
        )
        bad = t("The fonts cannot print {letters}", letters=t.formats.items(found.letters[:SHOWN]))
        self.glyphs.show_state(State.OVERDUE if found.letters else State.DONE, bad if found.letters else good)
        inside = (*found.prices, *found.brands)
        said = t("No price and no brand inside the wording")
        if inside:
            said = t(
                "Better without {things}: a plan names them beside", things=t.formats.items(inside[:SHOWN])
            )
        self.plain.show_state(State.RUNNING_OUT if inside else State.DONE, said)

    def _lay_out(self) -> None:
        self.checks.add(self.glyphs, rule(), self.plain, rule())
        line = row(self.read, self.check_button)
        line.setStretch(0, 1)
        self.checks.column.addLayout(line)
        english = column(self._english_said, self.english, spacing=4)
        fields = column(
            row(self.name_label, None, self.letters),
            self.name,
            2,
            row(self.text_label, None, self._printed),
            self.text,
            spacing=4,
        )
        judged = column(self.checks, row(self.who, None, self.reset_button), spacing=4)
        if self._beside:
            whole = row(column(english, 10, judged, None), column(fields, None), spacing=20)
            whole.setStretch(0, 1)
            whole.setStretch(1, 1)
        else:
            whole = row(column(english, 10, fields, 10, judged))
        self.setLayout(whole)

    def _connect(self) -> None:
        self.name.edited.connect(self._typed)
        self.text.edited.connect(self._typed)
        self._wait.timeout.connect(self._look_again)
        self.check_button.clicked.connect(self.checked)
        self.reset_button.clicked.connect(self.reset_wanted)
