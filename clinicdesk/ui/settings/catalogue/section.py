"""The section “Prices and wording”: the matrix with its tools, and the pane of the current cell."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinicdesk.domain.completeness import Words
from clinicdesk.domain.people import Role as StaffRole
from clinicdesk.domain.wordings import PROCEDURES, Matrix, Term
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.settings.catalogue.draft_sheet import DraftSheet
from clinicdesk.ui.settings.catalogue.legend import Legend
from clinicdesk.ui.settings.catalogue.matrix_model import FILTERS, MatrixModel
from clinicdesk.ui.settings.catalogue.matrix_view import MatrixView
from clinicdesk.ui.settings.catalogue.pane import WordingPane
from clinicdesk.ui.settings.catalogue.procedure_sheet import ProcedureSheet
from clinicdesk.ui.settings.catalogue.read_back import read_back, take_out
from clinicdesk.ui.settings.catalogue.text_dialog import TextDialog
from clinicdesk.ui.settings.section import Panel
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, small
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.choices import check_box
from clinicdesk.ui.widgets.controls import SearchField, Segmented
from clinicdesk.ui.widgets.labels import ElidedLabel, label, plain_tip
from clinicdesk.ui.widgets.planes import Plane, column, row, rule

NARROW = 860


class CatalogueSection(Panel):
    """Procedures, or the other texts, in every language; what is typed in a cell stays until it is kept."""

    def __init__(self, desk: Desk) -> None:
        """Make the parts; they read when they are shown."""
        t, look = desk.t, desk.look
        super().__init__(desk, t("Prices and wording"))
        self.model = MatrixModel(desk)
        self.view = MatrixView(desk, self.model)
        self.pane = WordingPane(desk)
        self.counts = ElidedLabel(look, "", Role.CAPTION, "t3")
        self.add_button = Button(look, t("Procedure"), icon="plus")
        self.out_button = Button(look, t("XLSX"), icon="table-export")
        self.back_button = Button(look, t("Read back"), icon="upload")
        self.drafts = Plane("tint", (12, 6, 6, 6))
        self.drafts_said = StateLabel(look, State.RUNNING_OUT, "", token="t1")
        self.drafts_button = small(look, t("Show them"))
        kinds = [(PROCEDURES, t("Procedures")), ("texts", t("Other texts"))]
        self.switch = Segmented(look, t("What is worded"), kinds)
        self.search = SearchField(look, t("Procedure"))
        self.search.setMinimumWidth(desk.theme.px(90))
        self.search.setMaximumWidth(desk.theme.px(140))
        words = (t("All"), t("Missing"), t("Changed"))
        self.filter = Segmented(look, t("Show"), list(zip(FILTERS, words, strict=True)))
        self.retired = check_box(t("Not offered too"))
        self.shown = label("", Role.CAPTION, tone="t3")
        self._place: tuple[Term, str] | None = None
        self._places: dict[str, tuple[Term, str] | None] = {}
        self._currency = ""
        self._run = 0
        self._fitted = True
        self._lay_out()
        # Narrow first: a page that asks for more than the window has would make the window grow.
        self._fit(narrow=True)
        self.drafts.hide()
        self.out_button.setVisible(self.pane.may(StaffRole.OWNER, StaffRole.COORDINATOR))
        self.back_button.setVisible(self.pane.may(StaffRole.OWNER))
        self.add_button.setVisible(self.pane.may(StaffRole.OWNER))
        self._connect()

    def reload(self) -> None:
        """Read the matrix beside the window's own work; the current cell and what was typed stay."""
        if not self.model.matrix.groups:
            self._read_now()
            return
        self._run += 1
        run = self._run

        def read(matrix: Matrix) -> None:
            if run == self._run:
                self._show(matrix)

        self.desk.runner.run(self._reader(), read)

    def _reader(self) -> Callable[[object], Matrix]:
        """Return what reads the matrix that is chosen now, whatever is chosen when it runs."""
        texts, retired = self.switch.current() == "texts", self.retired.isChecked()
        return lambda _: self.desk.services.wordings.matrix(texts=texts, retired=retired)

    def _read_now(self) -> None:
        self._run += 1
        self._show(self._reader()(None))

    def _show(self, matrix: Matrix) -> None:
        clinic = self.desk.services.clinic.get()
        currencies = tuple(dict.fromkeys((clinic.currency, *clinic.currencies)))
        if self._currency not in currencies:
            self._currency = clinic.currency
        self.view.currencies = currencies
        place, scrolled = self._place, self.view.verticalScrollBar().value()
        self.model.show_matrix(matrix, self._currency)
        self._say_counts(matrix)
        self._say_drafts()
        self.view.verticalScrollBar().setValue(scrolled)
        self._return_to(place)

    def save(self) -> None:
        """Keep the wording and the prices of the pane."""
        self.pane.save()

    def go_to(self, term: Term, language: str) -> bool:
        """Show one cell with the focus in its name; return whether there is such a cell."""
        kind = PROCEDURES if term.part == PROCEDURES else "texts"
        if kind != self.switch.current():
            self.switch.choose(kind)
            self._switched(kind)
        self.search.clear()
        self.filter.choose("all")
        self.model.narrow(text="", state="all")
        if self.model.place(term) < 0:
            self._read_now()
        if not self.view.go_to(term, language):
            return False
        self.pane.form.focus()
        return True

    def _return_to(self, place: tuple[Term, str] | None) -> None:
        """Make the cell current that was, else the first line."""
        if place is not None and self.model.place(place[0]) >= 0:
            self.view.go_to(*place)
            return
        own = self.desk.t.language
        languages = self.model.matrix.languages
        language = own if own in languages else languages[0]
        rows = [row for group in self.model.matrix.groups for row in group.rows]
        shown = next((row.term for row in rows if self.model.place(row.term) >= 0), None)
        if shown is not None:
            self.view.go_to(shown, language)

    def _moved(self) -> None:
        cell = self.view.cell()
        if cell is not None:
            row_, language = cell
            self._place = (row_.term, language)
            self.pane.show_cell(row_, language, self._currency, self.model.matrix)
        self.pane.setVisible(self._place is not None)

    def _next(self) -> None:
        if not self.view.next_missing():
            self.desk.notices.say(self.desk.t("No wording is missing here."))
            return
        self.pane.form.focus()

    def _switched(self, kind: str) -> None:
        other = "texts" if kind == PROCEDURES else PROCEDURES
        self._places[other] = self._place
        self._place = self._places.get(kind)
        t = self.desk.t
        self.add_button.set_look(text=t("Procedure") if kind == PROCEDURES else t("Text"))
        writers = (StaffRole.OWNER,) if kind == PROCEDURES else (StaffRole.OWNER, StaffRole.COORDINATOR)
        self.add_button.setVisible(self.pane.may(*writers))
        self.search.setPlaceholderText(t("Procedure") if kind == PROCEDURES else t("Text"))
        self.search.setAccessibleName(self.search.placeholderText())
        self._read_now()

    def _choose_currency(self, currency: str) -> None:
        self._currency = currency
        self._show(self.model.matrix)

    def _say_counts(self, matrix: Matrix) -> None:
        t = self.desk.t
        said = t(
            "{done} of {all} cells checked",
            done=t.formats.number(matrix.checked),
            all=t.formats.number(matrix.cells),
        )
        stops = len(matrix.blocked)
        if stops:
            blocks = t.n("{count} blocks an open plan", "{count} block open plans", stops)
            said = t("{done}, {blocks}", done=said, blocks=blocks)
        self.counts.set_text(said)

    def _say_drafts(self) -> None:
        """Offer the new prices to drafts that hold older ones; they are counted beside the window's work."""
        t = self.desk.t

        def counted(count: int) -> None:
            words = t.n("{count} draft holds older prices", "{count} drafts hold older prices", count)
            self.drafts_said.show_state(State.RUNNING_OUT, words)
            self.drafts.setVisible(count > 0)

        self.desk.runner.run(lambda _: self.desk.services.draft_prices.count(), counted)

    def _open_drafts(self) -> None:
        sheet = DraftSheet(self.desk, self.window())
        sheet.open_with(sheet.table)

    def _add(self) -> None:
        if self.switch.current() == PROCEDURES:
            self._edit("")
            return
        part = self._place[0].part if self._place else ""
        dialog = TextDialog(self.desk, self.window(), part)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._added(dialog.term))
        dialog.open()

    def _added(self, term: Term | None) -> None:
        """Go to the first language that a new text waits for."""
        if term is not None:
            self.go_to(term, "en")
            self.view.next_missing()

    def _edit(self, code: str) -> None:
        sheet = ProcedureSheet(self.desk, self.window(), code)
        if not code:
            sheet.kept.connect(lambda made: self._added(Term(PROCEDURES, made)))
        sheet.open_with(sheet.first)

    def _say_shown(self) -> None:
        t = self.desk.t
        every = sum(len(group.rows) for group in self.model.matrix.groups)
        self.shown.setText(t("{shown} of {all} shown", shown=self.model.lines, all=every))

    def _lay_out(self) -> None:
        t = self.desk.t
        head = Plane("head", (18, 10, 14, 10), 0)
        titles = column(label(self.title, Role.SECTION), self.counts, spacing=1)
        self.tools: QHBoxLayout = row(self.out_button, self.back_button, self.add_button)
        line = row(spacing=8)
        line.addLayout(titles, 1)
        line.addLayout(self.tools)
        head.column.addLayout(line)
        bar = Plane("surface", (18, 10, 14, 8), 8)
        states = (Words.CHECKED, Words.UNREAD, Words.STALE, Words.MISSING)
        bar.column.addLayout(row(self.switch, None, self.retired))
        self.second = row(self.search, self.filter, None, Legend(self.desk, states))
        bar.column.addLayout(self.second)
        told = row(self.drafts_said, self.drafts_button)
        told.setStretch(0, 1)
        self.drafts.column.addLayout(told)
        bar.add(self.drafts)
        foot = Plane("foot", (18, 9, 14, 9))
        look = self.desk.look
        keys = ElidedLabel(look, t("Arrows move, Enter edits, F8 next missing"), Role.CAPTION, "t3")
        frozen = ElidedLabel(look, t("Prices are frozen in issued plans"), Role.CAPTION, "t3")
        foot.column.addLayout(row(self.shown, 12, keys, None, frozen))
        middle = QWidget()
        parts = QVBoxLayout(middle)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(0)
        for part in (head, bar, rule()):
            parts.addWidget(part)
        parts.addWidget(self.view, 1)
        parts.addWidget(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(middle, 3)
        across.addWidget(rule(vertical=True))
        across.addWidget(self.pane, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop words and key caps from buttons where the place is narrow; their names stay for readers."""
        super().resizeEvent(event)
        narrow = self.width() < self.desk.theme.px(NARROW)
        if narrow != self._fitted:
            self._fit(narrow)

    def _fit(self, narrow: bool) -> None:
        t, self._fitted = self.desk.t, narrow
        for button, words in ((self.out_button, t("XLSX")), (self.back_button, t("Read back"))):
            button.set_look(text="" if narrow else words)
            button.setAccessibleName(words)
            button.setToolTip(plain_tip(words) if narrow else "")
        self.pane.show_caps(not narrow)

    def _connect(self) -> None:
        self.view.moved.connect(self._moved)
        self.view.opened.connect(self.pane.form.focus)
        self.view.currency_chosen.connect(self._choose_currency)
        self.model.shown_changed.connect(self._say_shown)
        self.search.textChanged.connect(lambda text: self._show_only(text=text))
        self.filter.chosen.connect(lambda key: self._show_only(state=key))
        self.switch.chosen.connect(self._switched)
        self.retired.toggled.connect(lambda _: self.reload())
        self.pane.stepped.connect(self.view.step)
        self.pane.next_wanted.connect(self._next)
        self.pane.edit_wanted.connect(self._edit)
        self.add_button.clicked.connect(self._add)
        self.out_button.clicked.connect(lambda: take_out(self.desk))
        self.back_button.clicked.connect(lambda: read_back(self.desk, self.window()))
        self.drafts_button.clicked.connect(self._open_drafts)
        self.desk.actions.bind("next-missing", self._next, self)

    def _show_only(self, **facts: Any) -> None:
        place = self._place
        self.model.narrow(**facts)
        self._return_to(place)
