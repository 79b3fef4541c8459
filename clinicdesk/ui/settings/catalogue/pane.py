"""The pane beside the matrix: one wording with what waits for it, its checks, prices and printed line."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.people import Role as StaffRole
from clinicdesk.domain.prices import PriceView
from clinicdesk.domain.wordings import PROCEDURES, Matrix, PlanTerms, Term, TermRow, WordingView
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.settings.catalogue.matrix_words import own_name, spoken
from clinicdesk.ui.settings.catalogue.price_box import PER, Draft, PriceBox
from clinicdesk.ui.settings.catalogue.printed_line import PrintedLine
from clinicdesk.ui.settings.catalogue.word_form import WordForm
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, IconButton, small
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.planes import Plane, Scroll, clear_layout, row

WIDTH, LEAST_WIDTH = 428, 362
MOST_BLOCKED = 3


class WordingPane(QWidget):
    """Shows one cell; what was typed in a cell and not kept stays with it while others are looked at."""

    stepped = Signal(int)
    next_wanted = Signal()
    edit_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Make an empty pane."""
        super().__init__()
        self._desk, self._t = desk, desk.t
        look, t = desk.look, desk.t
        self.view: WordingView | None = None
        self._row: TermRow | None = None
        self._base = ""
        self._matrix = Matrix((), ())
        self._drafts: dict[tuple[Term, str], tuple[str, str]] = {}
        self._price_drafts: dict[Term, Draft] = {}
        self.name = ElidedLabel(look, "", Role.SECTION)
        self.language = ElidedLabel(look, "", Role.BODY, "t2")
        self.caption = ElidedLabel(look, "", Role.CAPTION, "t3")
        self.before = IconButton(look, "chevron-left", t("Line before"), small=True)
        self.after = IconButton(look, "chevron-right", t("Line after"), small=True)
        self.edit = small(look, t("Edit"), icon="pencil")
        self.retire = small(look, t("Offer it no longer"))
        self.form = WordForm(desk)
        self.prices = PriceBox(desk)
        self.line = PrintedLine(desk)
        self.waits = QVBoxLayout()
        self.waits.setSpacing(6)
        self.save_button = Button(look, t("Save wording"), kind="primary", keys=desk.actions.caps("save"))
        self.next_button = Button(look, t("Next missing"), keys=desk.actions.caps("next-missing"))
        self.discard = Button(look, t("Discard"), kind="ghost")
        self._scroll = Scroll("sunk", (18, 12, 18, 14), 10)
        self._lay_out()
        self._connect()
        self.setMinimumWidth(desk.theme.px(LEAST_WIDTH))
        self.setMaximumWidth(desk.theme.px(WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def dirty(self) -> bool:
        """Whether anything was typed in any cell and is not kept."""
        return bool(self._drafts or self._price_drafts)

    def may(self, *roles: StaffRole) -> bool:
        """Whether this person has one of ``roles``; the owner of the machine has them all."""
        actor = self._desk.services.context.actor
        return actor is None or actor.role in roles

    def show_cell(self, row_: TermRow, language: str, base: str, matrix: Matrix) -> None:
        """Show a cell of ``matrix`` as it is stored, with what was typed for it before."""
        view: WordingView = self._desk.services.wordings.view(row_.term, language)
        self._row, self.view, self._base, self._matrix = row_, view, base, matrix
        self.form.show_view(view, self._drafts.get((row_.term, language)))
        self.form.lock(not self.may(StaffRole.OWNER, StaffRole.COORDINATOR))
        self._show_head(row_, view)
        self._show_waits(matrix.blocked.get((view.term, language), ()))
        procedure = row_.term.part == PROCEDURES
        self.prices.setVisible(procedure)
        self.line.setVisible(procedure)
        self.edit.setVisible(procedure and self.may(StaffRole.OWNER))
        writes = self.may(StaffRole.OWNER, StaffRole.COORDINATOR)
        self.retire.setVisible(not procedure and row_.own and writes)
        words = self._t("Offer it no longer") if row_.active else self._t("Offer it again")
        self.retire.set_look(text=words)
        if procedure:
            self._show_prices(row_.term)
        self._say_dirty()

    def show_caps(self, shown: bool) -> None:
        """Show the keys on the buttons, or in a narrow place only their words."""
        actions, t = self._desk.actions, self._t
        save, after = (actions.caps("save"), actions.caps("next-missing")) if shown else ((), ())
        self.save_button.show_verb(self.save_button.text(), "", save)
        self.next_button.show_verb(t("Next missing"), "", after)

    def save(self) -> bool:
        """Keep the wording and the prices that were typed; return whether all of it was kept."""
        done = True
        if self.form.is_changed():
            done = self._write(checked=False)
        if self.prices.is_changed():
            done = self._write_prices() and done
        self._say_dirty()
        return done

    def check(self) -> None:
        """Keep the wording as one that a speaker has read."""
        self._write(checked=True)

    def drop(self) -> None:
        """Forget what was typed here."""
        if self.view is not None and self._row is not None:
            self._drafts.pop((self.view.term, self.view.language), None)
            self._price_drafts.pop(self.view.term, None)
            self._show_again()

    def _show_again(self) -> None:
        """Show what is stored by now, before the matrix has been read anew."""
        if self.view is not None and self._row is not None:
            self.show_cell(self._row, self.view.language, self._base, self._matrix)

    def _write(self, *, checked: bool) -> bool:
        view = self.view
        if view is None:
            return False
        kept = self.form.store(view.term, view.language, checked=checked, origin=self)
        if kept:
            self._drafts.pop((view.term, view.language), None)
            self._show_again()
        return kept

    def _write_prices(self) -> bool:
        view = self.view
        try:
            changes = self.prices.changes()
        except ClinicError as error:
            self.prices.show_error(error)
            return False
        if view is None or not changes:
            return True
        done = self._desk.commands.do(
            self._desk.services.prices.set, view.term.key, changes, origin=self, form=self.prices
        )
        if done is not None:
            self._price_drafts.pop(view.term, None)
            self._show_prices(view.term)
        return done is not None

    def _reset(self) -> None:
        view = self.view
        if view is None:
            return
        self._drafts.pop((view.term, view.language), None)
        self._desk.commands.do(self._desk.services.wordings.reset, view.term, view.language, origin=self)
        self._show_again()

    def _edit(self) -> None:
        if self.view is not None:
            self.edit_wanted.emit(self.view.term.key)

    def _retire(self) -> None:
        row_, wordings = self._row, self._desk.services.wordings
        if row_ is not None:
            act = wordings.retire_text if row_.active else wordings.bring_back_text
            self._desk.commands.do(act, row_.term, origin=self)

    def _show_head(self, row_: TermRow, view: WordingView) -> None:
        t = self._t
        self.name.set_text(row_.name)
        own = own_name(view.language)
        said = spoken(t, view.language)
        words = t("in {language}", language=said)
        self.language.set_text(words if own.casefold() == said.casefold() else f"{words} {own}")
        used = t.n("used in {count} plan", "used in {count} plans", self._matrix.used.get(view.term, 0))
        procedure = row_.term.part == PROCEDURES
        self.caption.set_text(f"{row_.term.key} · {used}" if procedure else used)

    def _show_waits(self, plans: tuple[PlanTerms, ...]) -> None:
        clear_layout(self.waits)
        t = self._t
        for plan in plans[:MOST_BLOCKED]:
            box = Plane("alert", (10, 4, 6, 4))
            words = t("Blocks plan {number}, {name}", number=plan.number, name=plan.patient)
            said = StateLabel(self._desk.look, State.OVERDUE, words, Role.NAME, token="t1")
            button = small(self._desk.look, t("Open"))
            button.setAccessibleName(t("Open plan {number}", number=plan.number))
            button.clicked.connect(partial(self._desk.open_plan, plan.plan_id))
            line = row(said, button)
            line.setStretch(0, 1)
            box.column.addLayout(line)
            self.waits.addWidget(box)
        if len(plans) > MOST_BLOCKED:
            more = t.n("and {count} more", "and {count} more", len(plans) - MOST_BLOCKED)
            self.waits.addWidget(label(more, Role.CAPTION, tone="t3"))

    def _show_prices(self, term: Term) -> None:
        code = term.key
        services, t = self._desk.services, self._t
        clinic = services.clinic.get()
        currencies = tuple(dict.fromkeys((clinic.currency, *clinic.currencies)))
        prices = services.prices.of(code)
        offer = services.catalogue.offer()
        self.prices.title.setText(t(PER[offer.procedures[code].unit.value]))
        self.prices.month.setText(self._list_words(offer.price_list, prices))
        draft, locked = self._price_drafts.get(term), not self.may(StaffRole.OWNER)
        self.prices.show_prices(currencies, self._base, prices, draft=draft, locked=locked)

    def _list_words(self, month: str, prices: Mapping[str, PriceView]) -> str:
        """Return the month of the list, and since when these prices stand."""
        if not prices:
            return self._t("list {month}", month=month)
        changed = self._desk.local(max(view.changed_at for view in prices.values())).date()
        since = self._t.formats.date(changed, "medium")
        return self._t("list {month}, set {day}", month=month, day=since)

    def _typed(self) -> None:
        view = self.view
        if view is not None:
            key = (view.term, view.language)
            if self.form.is_changed():
                self._drafts[key] = self.form.words()
            else:
                self._drafts.pop(key, None)
        self._say_dirty()

    def _price_typed(self) -> None:
        if self.view is not None:
            if self.prices.is_changed():
                self._price_drafts[self.view.term] = self.prices.draft()
            else:
                self._price_drafts.pop(self.view.term, None)
        self._say_dirty()

    def _say_dirty(self) -> None:
        changed = self.form.is_changed() or self.prices.is_changed()
        self.save_button.setEnabled(changed)
        self.discard.setEnabled(changed)
        price_only = self.prices.is_changed() and not self.form.is_changed()
        self.save_button.set_look(text=self._t("Save prices") if price_only else self._t("Save wording"))

    def _draw_line(self) -> None:
        view, row_ = self.view, self._row
        if view is None or row_ is None or view.term.part != PROCEDURES:
            return
        name, text = self.form.words()
        facts: dict[str, Any] = {"currency": self._base, "minor": row_.prices.get(self._base)}
        make = self._desk.services.wordings.line_pdf
        code, language = view.term.key, view.language
        shown = name or row_.term.key
        self.line.show_line(lambda: make(code, language, name=shown, description=text, **facts))

    def _lay_out(self) -> None:
        head = Plane("head", (18, 10, 12, 10), 2)
        first = row(
            self.name, self.language, None, self.edit, self.retire, self.before, self.after, spacing=6
        )
        head.column.addLayout(first)
        head.add(self.caption)
        body = self._scroll.body
        body.column.addLayout(self.waits)
        body.add(self.form, self.prices, self.line)
        for part in (self.form, self.prices, self.line):
            # Parts scroll where the window is low; they never shrink.
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        body.column.addStretch(1)
        foot = Plane("foot", (10, 12, 10, 12), 8)
        across: QHBoxLayout = row(self.save_button, self.next_button, None, self.discard)
        foot.column.addLayout(across)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(foot)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self.edit.clicked.connect(self._edit)
        self.retire.clicked.connect(self._retire)
        self.save_button.clicked.connect(self.save)
        self.next_button.clicked.connect(self.next_wanted)
        self.discard.clicked.connect(self.drop)
        self.form.edited.connect(self._typed)
        self.form.checked.connect(self.check)
        self.form.reset_wanted.connect(self._reset)
        self.form.settled.connect(self._draw_line)
        self.prices.edited.connect(self._price_typed)
