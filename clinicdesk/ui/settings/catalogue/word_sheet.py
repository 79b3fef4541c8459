"""The sheet that writes one wording beside its English, as from a plan that waits for it."""

from typing import Any

from PySide6.QtWidgets import QWidget

from clinicdesk.domain.wordings import PROCEDURES, Term, WordingView
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.settings.catalogue.matrix_words import own_name, spoken
from clinicdesk.ui.settings.catalogue.printed_line import PrintedLine
from clinicdesk.ui.settings.catalogue.word_form import WordForm
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane
from clinicdesk.ui.widgets.sheet import Sheet

_left_open: dict[tuple[Term, str], tuple[str, str]] = {}
"""What was typed into a sheet that was closed without keeping it."""


def open_wording(desk: Desk, window: QWidget, *, term: Term, language: str, name: str) -> "WordSheet":
    """Open the sheet; ``name`` is what the staff call the term. Raises NotFound."""
    sheet = WordSheet(desk, window, term, language, name)
    sheet.open_with(sheet.form.name.editor)
    return sheet


class WordSheet(Sheet):
    """English at one side, the language at the other; kept as a draft or as read by a speaker."""

    def __init__(self, desk: Desk, window: QWidget, term: Term, language: str, name: str) -> None:
        """Show the wording as it is stored, or as it was left here."""
        t, look = desk.t, desk.look
        title = t("Write “{name}” in {language}", name=name, language=spoken(t, language))
        high = 500 if term.part == PROCEDURES else 380
        super().__init__(look, t, window, title, width=860, height=high)
        self._desk, self._term, self._language, self._name = desk, term, language, name
        self.caption.set_text(own_name(language))
        self.form = WordForm(desk, beside=True)
        self.line = PrintedLine(desk)
        self.draft_button = Button(look, t("Keep as a draft"))
        self.check_button = Button(look, t("I checked it, keep it"), kind="primary", keys=("Ctrl", "Enter"))
        self.settings_button = Button(look, t("Open in Settings"), kind="ghost")
        body = Plane("surface", (20, 16, 20, 16), 12)
        body.add(self.form, self.line)
        body.column.addStretch(1)
        why = t("A draft can be sent and warns; one that a speaker has read does not.")
        body.add(label(why, Role.CAPTION, tone="t3"))
        self.body.addWidget(body)
        self.foot_row.addWidget(self.settings_button)
        self.foot_row.addStretch(1)
        self.foot_row.addWidget(self.draft_button)
        self.add_primary(self.check_button)
        self.settings_button.setVisible(desk.navigator.can_open("wording-cell"))
        self.line.setVisible(term.part == PROCEDURES)
        self._show()
        self.form.check_button.hide()
        self.draft_button.clicked.connect(lambda: self._keep(checked=False))
        self.check_button.clicked.connect(lambda: self._keep(checked=True))
        self.settings_button.clicked.connect(self._open_settings)
        self.form.edited.connect(self._typed)
        self.form.settled.connect(self._draw)
        self.form.reset_wanted.connect(self._reset)

    def _show(self) -> None:
        view: WordingView = self._desk.services.wordings.view(self._term, self._language)
        self.form.show_view(view, _left_open.get((self._term, self._language)))
        self._typed()

    def _typed(self) -> None:
        self.form.check_button.hide()
        _left_open[self._term, self._language] = self.form.words()
        if not self.form.is_changed():
            _left_open.pop((self._term, self._language), None)

    def _keep(self, *, checked: bool) -> None:
        if self.form.store(self._term, self._language, checked=checked):
            _left_open.pop((self._term, self._language), None)
            self.finish()

    def _reset(self) -> None:
        _left_open.pop((self._term, self._language), None)
        self._desk.commands.do(self._desk.services.wordings.reset, self._term, self._language)
        self._show()

    def _open_settings(self) -> None:
        self.finish()
        self._desk.navigator.open_record("wording-cell", (self._term, self._language))

    def _draw(self) -> None:
        if self._term.part != PROCEDURES:
            return
        services, code, language = self._desk.services, self._term.key, self._language
        currency = services.clinic.get().currency
        minor = services.catalogue.get(code).prices.get(currency)
        name, text = self.form.words()
        facts: dict[str, Any] = {"currency": currency, "minor": minor}
        make, shown = services.wordings.line_pdf, name or code
        self.line.show_line(lambda: make(code, language, name=shown, description=text, **facts))
