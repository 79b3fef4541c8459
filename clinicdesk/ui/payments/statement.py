"""The balance statement: what it says now, in which languages, and what was given out before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from clinicdesk.domain.languages import DOCUMENT_LANGUAGES
from clinicdesk.domain.messages import PaperMail
from clinicdesk.domain.statements import Asked, StatementRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, primary
from clinicdesk.ui.widgets.choices import ChoiceField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.paper_acts import PaperActs, PaperFile
from clinicdesk.ui.widgets.paper_preview import Preview
from clinicdesk.ui.widgets.planes import Plane, column, row
from clinicdesk.ui.wording import upper_first

WIDTH, HEIGHT = 620, 820
NOW = 0
"""The paper that shows the balance as it is now; any other is the id of a statement that was given out."""


class StatementDialog(QDialog):
    """Shows the statement; one that leaves the program is kept, byte for byte, with the payments."""

    def __init__(self, desk: Desk, window: QWidget, patient_id: int, plan_id: int | None = None) -> None:
        """Read what was given out before. Raises NotFound, or Conflict where nothing is issued or paid."""
        super().__init__(window)
        self._desk, self._patient_id, self._plan_id = desk, patient_id, plan_id
        t, look = desk.t, desk.look
        self._operation = uuid4()
        document = desk.services.statements.document(Asked(patient_id, plan_id))
        self._name = document.reference or next((plan.number for plan in document.plans if plan.number), "")
        self.setWindowTitle(t("Balance statement"))
        self.resize(look.theme.px(WIDTH), look.theme.px(HEIGHT))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_choices(document.language, document.second_language)
        self.preview = Preview(desk)
        self.preview.open.hide()
        self.preview.name(t("What the patient receives"), "")
        self.acts = PaperActs(desk, self, self._paper)
        self._lay_out(document.patient.name)
        self._refresh()
        self.finished.connect(lambda _: self.preview.forget())

    def show_given(self, statement_id: int) -> None:
        """Show a statement as it was given out."""
        self.paper.set_value(statement_id)
        self._refresh()

    def _make_choices(self, language: str, second: str) -> None:
        t, look = self._desk.t, self._desk.look
        languages = [(code, upper_first(t.formats.language_name(code))) for code in DOCUMENT_LANGUAGES]
        self.language = ChoiceField[str](look, t, t("Language"), languages, chosen=language, typed=True)
        self.second = ChoiceField[str](
            look, t, t("Second language"), [("", t("None")), *languages], chosen=second
        )
        self.paper = ChoiceField[int](look, t, t("Paper shown"), [(NOW, t("As it is now"))], chosen=NOW)
        self._offer_given(NOW)
        for field in (self.language, self.second):
            field.edited.connect(self._choose_language)
        self.paper.edited.connect(self._refresh)

    def _offer_given(self, shown: int) -> None:
        desk, t = self._desk, self._desk.t
        choices = [(NOW, t("As it is now"))]
        for one in self._own():
            when = t.formats.date_time(desk.local(one.given_at), "medium")
            choices.append((one.id, t("Given out {when}", when=when)))
        self.paper.offer(choices, shown)

    def _own(self) -> tuple[StatementRow, ...]:
        rows: tuple[StatementRow, ...] = self._desk.services.statements.given(self._patient_id)
        return tuple(one for one in rows if one.plan_id == self._plan_id)

    def _lay_out(self, name: str) -> None:
        t, look = self._desk.t, self._desk.look
        head = Plane("head", (18, 12, 18, 12), 8)
        title = self._name or t("All plans")
        head.add(label(t("Balance statement"), Role.PANE_TITLE))
        head.add(label(t("{plan}, {name}", plan=title, name=name), Role.BODY, tone="t2"))
        head.column.addLayout(row(self.language, self.second, self.paper, spacing=12))
        self.see = Button(look, t("Open in PDF program"), icon="eye")
        self.see.clicked.connect(partial(self._hand_out, self.acts.open))
        self.mail = Button(look, t("E-mail draft"), icon="mail")
        self.mail.clicked.connect(partial(self._hand_out, self.acts.mail))
        self.print = Button(look, t("Print"), icon="printer")
        self.print.clicked.connect(partial(self._hand_out, self.acts.print_))
        self.save = primary(look, t("Save PDF"), icon="download")
        self.save.clicked.connect(partial(self._hand_out, self.acts.save))
        words = t("A copy of what leaves the program is kept with the payments.")
        foot = Plane("foot", (18, 10, 18, 12), 8)
        foot.add(label(words, Role.CAPTION, tone="t3"))
        foot.column.addLayout(row(self.see, self.mail, self.print, None, self.save, spacing=8))
        line = column(head, spacing=0)
        line.addWidget(self.preview, 1)
        line.addWidget(foot)
        self.setLayout(line)
        self.save.setFocus()

    def _choose_language(self) -> None:
        if self.second.value() == self.language.value():
            self.second.set_value("")
        self.paper.set_value(NOW)
        self._refresh()

    def _refresh(self) -> None:
        statements, shown = self._desk.services.statements, self.paper.value()
        live = shown == NOW
        for field in (self.language, self.second):
            field.setEnabled(live)
        if live:
            self.preview.show_paper(partial(statements.pdf, self._asked()))
        else:
            self.preview.show_paper(partial(statements.given_pdf, shown))

    def _asked(self) -> Asked:
        return Asked(self._patient_id, self._plan_id, self.language.value(), self.second.value())

    def _hand_out(self, act: Callable[[], None]) -> None:
        """Keep the statement as it is, then do ``act`` with the copy that was kept."""
        if self.paper.value() == NOW:
            done = self._desk.commands.do(
                self._desk.services.statements.give, self._asked(), operation=self._operation
            )
            if done is None:
                return
            self._operation = uuid4()
            self._offer_given(done.value.id)
            self._refresh()
        act()

    def _paper(self) -> PaperFile | None:
        """Return the copy that was kept; None while none is."""
        t, shown = self._desk.t, self.paper.value()
        given = next((one for one in self._own() if one.id == shown), None)
        if given is None:
            return None
        day = t.formats.date(self._desk.local(given.given_at).date(), "medium")
        name = " ".join(part for part in (t("Balance statement"), self._name, day) if part)
        mail = PaperMail(self._patient_id, self._name, given.language, title="Balance statement")
        return PaperFile(name, partial(self._desk.services.statements.given_pdf, shown), mail)
