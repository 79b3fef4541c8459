"""The left side of the plan editor: teeth, options, trips with their lines, lists, totals and words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.domain.completeness import Problem, Severity, Where
from clinicdesk.domain.odontogram import Mark
from clinicdesk.domain.plans import Plan, PlanTrip
from clinicdesk.domain.totals import totals
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.plans.cells import Cells, Column
from clinicdesk.ui.plans.chart_box import ChartBox
from clinicdesk.ui.plans.draft import Draft
from clinicdesk.ui.plans.edits import marks, trips, with_mark, with_trips, without_marks, without_option
from clinicdesk.ui.plans.empty import StartBox
from clinicdesk.ui.plans.grid_model import Wrong
from clinicdesk.ui.plans.lists_box import ListBox
from clinicdesk.ui.plans.option_bar import OptionBar
from clinicdesk.ui.plans.option_words import OptionWords
from clinicdesk.ui.plans.problem_words import column_of
from clinicdesk.ui.plans.totals_box import TotalsBox
from clinicdesk.ui.plans.trip_block import TripBlock, add_trip_button
from clinicdesk.ui.plans.words_box import WordsBox
from clinicdesk.ui.widgets.planes import Scroll, row

Typed = dict[tuple[int, int], list[dict[Column, Wrong]]]
"""What could not be read, by option and trip, for each row of the trip."""


class Editor(Scroll):
    """Everything of a draft that is typed; it changes the draft, and shows it again when told."""

    unread_changed = Signal()
    """Another number of cells could not be read than before."""

    def __init__(self, desk: Desk, draft: Draft) -> None:
        """Make the parts; ``show_draft`` fills them."""
        super().__init__("surface", (20, 12, 16, 20), 10)
        self._desk, self._draft = desk, draft
        self._trip = 0
        self._unread = 0
        self._shown = (0, -1)
        self._kept: Typed = {}
        self.chart = ChartBox(desk)
        self.options = OptionBar(desk)
        self.option_words = OptionWords(desk)
        self.start = StartBox(desk)
        self.trips: list[TripBlock] = []
        self._trips = QVBoxLayout()
        self._trips.setSpacing(8)
        self.add_trip = add_trip_button(desk)
        t = desk.t
        self.lists = {
            "included": ListBox(desk, "included", t("Included")),
            "not_included": ListBox(desk, "not_included", t("Not included")),
            "assumptions": ListBox(desk, "assumptions", t("Assumptions")),
        }
        self.totals = TotalsBox(desk)
        self.words = WordsBox(desk)
        self._lay_out()
        self._connect()

    def show_draft(self, problems: Sequence[Problem], *, locked: bool) -> None:
        """Show the draft as it stands."""
        plan, option = self._draft.plan, self._draft.option
        cells = Cells(self._desk, plan.currency)
        sums = totals(plan, option)
        stays = trips(plan, option)
        shown_marks = marks(plan.options[option], cells.offer.procedures)
        self.chart.show_marks(shown_marks, plan.absent_teeth, locked=locked)
        self.options.show_options(plan, option, locked=locked)
        self.option_words.show_words(plan, option, locked=locked)
        self.start.setVisible(not stays and not locked)
        self.add_trip.setVisible(bool(stays) and not locked)
        self._fit_blocks(plan, option, cells)
        for number, stay in enumerate(stays):
            own = _by_line(problems, option, number)
            self.trips[number].show_trip(cells, stay, sums.trips[number], own, locked=locked)
            self._give_back(option, number)
        for name, box in self.lists.items():
            box.show_entries(getattr(plan, name), locked=locked)
        self.totals.show_sums(plan, sums, locked=locked)
        self.words.show_words(plan, locked=locked)

    def unread(self) -> int:
        """Return how many cells of the option shown could not be read."""
        models = [block.model for block in self.trips]
        return sum(len(model.wrong(place)) for model in models for place in range(model.rowCount()))

    def finish_typing(self) -> None:
        """Take what stands in an open cell or a focused field."""
        for block in self.trips:
            block.grid.finish_typing()
        focus: QWidget | None = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            focus.clearFocus()

    def go_to(self, where: Where, problem: Problem | None = None) -> None:
        """Put the focus where a problem is."""
        if where.option is not None:
            self._draft.show_option(where.option)
        if where.trip is not None and where.trip < len(self.trips):
            block = self.trips[where.trip]
            self.ensureWidgetVisible(block, 0, 80)
            column = column_of(problem) if problem else Column.PROCEDURE
            place = where.item if where.item is not None else block.model.rowCount() - 1
            edit = problem is not None and problem.kind in {"price", "guarantee", "teeth"}
            block.go(place, column, edit=edit)
        elif where.field in {"deposit", "discount", "discount_reason"}:
            self.ensureWidgetVisible(self.totals)
            self.totals.focus(where.field)
        elif where.field in {"summary", "title", "records"}:
            self.ensureWidgetVisible(self.words)
            self.words.focus(where.field)
        elif where.field in self.lists:
            self.ensureWidgetVisible(self.lists[where.field])
            self.lists[where.field].open()
        elif where.field in {"options", "comparisons"}:
            self.ensureWidgetVisible(self.option_words)
            self.option_words.note.editor.setFocus()
        elif where.field == "items":
            self.start_line()

    def go_to_unread(self) -> None:
        """Open the first cell that could not be read."""
        for block in self.trips:
            for place in range(block.model.rowCount()):
                if wrong := block.model.wrong(place):
                    self.ensureWidgetVisible(block, 0, 80)
                    block.go(place, min(wrong), edit=True)
                    return

    def start_line(self) -> None:
        """Put the focus where the next line begins."""
        if self.trips:
            block = self.trips[min(self._trip, len(self.trips) - 1)]
            block.go(block.model.rowCount() - 1, Column.PROCEDURE, edit=True)
        elif self.start.buttons:
            next(iter(self.start.buttons.values())).setFocus()

    def keep_typed(self) -> Typed:
        """Return what could not be read in the option shown, to be shown again with this plan."""
        _, option = self._shown
        kept = dict(self._kept)
        for number, block in enumerate(self.trips):
            wrong = [dict(line.wrong) for line in block.model.lines]
            kept[option, number] = [*wrong, dict(block.model.new_wrong)]
        return {place: rows for place, rows in kept.items() if any(rows)}

    def restore_typed(self, typed: Typed) -> None:
        """Show what could not be read when this plan was left."""
        self._kept = dict(typed)
        self._shown = (0, -1)

    def _fit_blocks(self, plan: Plan, option: int, cells: Cells) -> None:
        """Have a block for each trip; another plan or option begins with new ones."""
        if self._shown != (plan.id, option):
            if self._shown[0] == plan.id and self._shown[1] >= 0:
                self._kept = self.keep_typed()
            while self.trips:
                self._drop_block()
            self._shown = (plan.id, option)
            self._trip = 0
        wanted = len(trips(plan, option))
        while len(self.trips) > wanted:
            self._drop_block()
        while len(self.trips) < wanted:
            block = TripBlock(self._desk, self._draft, len(self.trips), cells)
            block.entered.connect(self._enter_trip)
            block.model.wrong_changed.connect(self._count_unread)
            block.grid.left.connect(partial(self._leave_trip, block.number))
            self.trips.append(block)
            self._trips.addWidget(block)

    def _drop_block(self) -> None:
        block = self.trips.pop()
        block.setParent(None)
        block.deleteLater()

    def _give_back(self, option: int, number: int) -> None:
        kept = self._kept.pop((option, number), None)
        model = self.trips[number].model
        if kept is None or len(kept) != len(model.lines) + 1:
            return
        for line, wrong in zip(model.lines, kept[:-1], strict=True):
            line.wrong.update(wrong)
        model.new_wrong.update(kept[-1])
        self.trips[number].grid.fit()

    def _count_unread(self) -> None:
        count = self.unread()
        if count != self._unread:
            self._unread = count
            self.unread_changed.emit()

    def _enter_trip(self, number: int) -> None:
        self._trip = number

    def _leave_trip(self, number: int, step: int) -> None:
        target = number + step
        if 0 <= target < len(self.trips):
            block = self.trips[target]
            block.go(0 if step > 0 else block.model.rowCount() - 1, Column.PROCEDURE)
            self.ensureWidgetVisible(block.grid, 0, 40)
        elif step < 0:
            self.chart.teeth.setFocus()

    def _lay_out(self) -> None:
        lists = row(*self.lists.values(), self.totals, spacing=16)
        for place, share in enumerate((3, 3, 3, 4)):
            lists.setStretch(place, share)
        self.totals.setMinimumWidth(self._desk.look.theme.px(260))
        column = self.body.column
        for part in (self.chart, self.options, self.option_words, self.start):
            column.addWidget(part)
        column.addLayout(self._trips)
        column.addLayout(row(self.add_trip, None))
        column.addLayout(lists)
        column.addWidget(self.words)
        column.addStretch(1)

    def _connect(self) -> None:
        draft = self._draft
        self.chart.set_mark.connect(self._mark)
        self.chart.clear_marks.connect(self._clear)
        self.start.chosen.connect(self._begin)
        self.add_trip.clicked.connect(self._add_trip)
        self.totals.edited.connect(draft.apply)
        self.words.typed.connect(draft.type)
        self.option_words.typed.connect(draft.type)
        self.option_words.edited.connect(draft.apply)
        for box in self.lists.values():
            box.edited.connect(self._list)
        self.options.shown.connect(draft.show_option)
        self.options.titled.connect(self._title_option)
        self.options.preferred.connect(lambda: draft.apply(replace(draft.plan, chosen=draft.option)))
        self.options.removed.connect(lambda: draft.apply(without_option(draft.plan, draft.option)))

    def _mark(self, mark: str, teeth: tuple[int, ...]) -> None:
        draft = self._draft
        if mark == Mark.MISSING:
            absent = draft.plan.absent_teeth
            gone = absent - set(teeth) if set(teeth) <= absent else absent | set(teeth)
            draft.apply(replace(draft.plan, absent_teeth=frozenset(gone)))
            return
        stays = trips(draft.plan, draft.option)
        number = min(self._trip, max(0, len(stays) - 1))
        procedures = self._desk.services.catalogue.offer().procedures
        draft.apply(with_mark(draft.plan, draft.option, number, mark, teeth, procedures))

    def _clear(self, teeth: tuple[int, ...]) -> None:
        draft, procedures = self._draft, self._desk.services.catalogue.offer().procedures
        draft.apply(without_marks(draft.plan, draft.option, teeth, procedures))

    def _begin(self, template: str) -> None:
        draft = self._draft
        plan = draft.plan
        stays: Sequence[PlanTrip] = (PlanTrip(),)
        if template:
            catalogue = self._desk.services.catalogue
            stays = catalogue.template_trips(template, plan.currency)
            title = plan.title or catalogue.text("templates", template, plan.language)
            summary = plan.summary or catalogue.text("summaries", template, plan.language)
            plan = replace(plan, title=title, summary=summary)
        draft.apply(with_trips(plan, draft.option, stays))
        self.start_line()

    def _add_trip(self) -> None:
        draft = self._draft
        draft.apply(with_trips(draft.plan, draft.option, (*trips(draft.plan, draft.option), PlanTrip())))
        self._trip = len(self.trips) - 1
        self.start_line()

    def _list(self, name: str, entries: tuple[str, ...]) -> None:
        draft = self._draft
        values: dict[str, Any] = {name: entries}
        draft.type(replace(draft.plan, **values))

    def _title_option(self, title: str) -> None:
        draft = self._draft
        options = list(draft.plan.options)
        options[draft.option] = replace(options[draft.option], title=title)
        draft.apply(replace(draft.plan, options=tuple(options)))


def _by_line(problems: Sequence[Problem], option: int, number: int) -> Mapping[int, Problem]:
    """Return the worst problem of each line of one trip."""
    found: dict[int, Problem] = {}
    for problem in problems:
        where = problem.where
        if (where.option, where.trip) != (option, number) or where.item is None:
            continue
        before = found.get(where.item)
        if before is None or (problem.severity is Severity.BLOCK and before.severity is not Severity.BLOCK):
            found[where.item] = problem
    return found
