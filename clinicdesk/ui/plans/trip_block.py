"""One trip of the plan: its head with dates, visits and subtotal, its fields, and the grid of its lines."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu

from clinicdesk.domain.completeness import Problem
from clinicdesk.domain.plans import PlanTrip
from clinicdesk.domain.totals import TripTotal
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.plans.cells import Cells, Column
from clinicdesk.ui.plans.draft import Draft
from clinicdesk.ui.plans.edits import moved_to_trip, trips, with_items, with_trip, with_trips
from clinicdesk.ui.plans.grid import TripGrid
from clinicdesk.ui.plans.grid_model import Items, TripModel
from clinicdesk.ui.plans.trip_form import TripForm
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, IconButton, small
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.planes import Plane, row

HEAD = 34


class TripBlock(Plane):
    """A card with the head, the fields (while unfolded) and the lines of trip ``number``, from 0."""

    entered = Signal(int)

    def __init__(self, desk: Desk, draft: Draft, number: int, cells: Cells) -> None:
        """Make the block; ``show_trip`` fills it."""
        super().__init__("card", (1, 1, 1, 1), 0)
        self._desk, self._draft, self.number = desk, draft, number
        look, t = desk.look, desk.t
        first = draft.plan.first_trip
        self.model = TripModel(t, cells, self._accept)
        self.grid = TripGrid(desk, self.model)
        self.grid.setAccessibleName(t("Lines of trip {number}", number=number + first))
        self.form = TripForm(desk, first=number == 0)
        self.form.hide()
        self.fold = IconButton(look, "chevron-down", t("Fold this trip"), small=True)
        self.title = label(t("Trip {number}", number=number + first), Role.SECTION)
        self.when = ElidedLabel(look, "", Role.BODY, "t2")
        self.visits = Button(look, "", icon="calendar", small=True)
        self.visits.setCheckable(True)
        self.more = IconButton(look, "dots", t("More for this trip"), small=True)
        self.caption = label(t("Subtotal"), Role.BODY, tone="t2")
        self.subtotal = label("", Role.SECTION, tabular=True)
        head = Plane("sunk", (6, 0, 12, 0))
        head.setFixedHeight(look.theme.px(HEAD))
        self.when.setMinimumWidth(look.theme.px(60))
        line = row(
            self.fold, self.title, self.when, self.visits, self.more, None, self.caption, 8, self.subtotal
        )
        head.column.addLayout(line)
        self.add(head, self.form, self.grid)
        self.fold.clicked.connect(self.toggle)
        self.visits.toggled.connect(self.form.setVisible)
        self.form.edited.connect(self._change_trip)
        self.more.clicked.connect(self._open_menu)
        self.grid.asked.connect(self._open_row_menu)
        self.grid.entered.connect(lambda: self.entered.emit(self.number))

    def show_trip(
        self, cells: Cells, trip: PlanTrip, sums: TripTotal, problems: Mapping[int, Problem], *, locked: bool
    ) -> None:
        """Show the trip as the draft has it."""
        t = self._desk.t
        if self.model.locked != locked:
            self.model.beginResetModel()
            self.model.locked = locked
            self.model.endResetModel()
        self.model.show(cells, trip.items, sums.lines, problems)
        self.grid.fit()
        self.form.show_trip(trip)
        self.form.setEnabled(not locked)
        self.more.setVisible(not locked)
        self.when.set_text(self._when(trip))
        count = len(trip.visits)
        self.visits.set_look(text=t.n("{count} visit", "{count} visits", count) if count else t("Visits"))
        amount = t.formats.money(sums.amount, bare=True)
        self.subtotal.setText(f"{amount}*" if sums.estimate else amount)

    def toggle(self) -> None:
        """Fold the lines away, or show them again."""
        hide = not self.grid.isHidden()
        self.grid.setHidden(hide)
        self.fold.set_look(icon="chevron-right" if hide else "chevron-down")
        if hide:
            self.visits.setChecked(False)

    def unfold(self) -> None:
        """Show the lines."""
        if self.grid.isHidden():
            self.toggle()

    def go(self, place: int, column: Column, *, edit: bool = False) -> None:
        """Put the focus into a line's cell."""
        self.unfold()
        self.grid.go(place, column, edit=edit)

    def _when(self, trip: PlanTrip) -> str:
        t = self._desk.t
        days = t.n("{count} day", "{count} days", trip.days)
        said = days
        if trip.starts_on is not None:
            last = trip.starts_on + timedelta(days=trip.days - 1)
            said = t("{dates}, {days}", dates=t.formats.dates(trip.starts_on, last), days=days)
        if self.number and trip.healing_months:
            healing = t.n(
                "after {count} month of healing", "after {count} months of healing", trip.healing_months
            )
            said = t("{when}, {healing}", when=said, healing=healing)
        return said

    def _accept(self, items: Items) -> None:
        draft = self._draft
        draft.apply(with_items(draft.plan, draft.option, self.number, items))

    def _change_trip(self, trip: object) -> None:
        draft = self._draft
        if isinstance(trip, PlanTrip):
            draft.apply(with_trip(draft.plan, draft.option, self.number, trip))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        t, draft = self._desk.t, self._draft
        stays = trips(draft.plan, draft.option)
        if self.number > 0:
            menu.addAction(t("Move the trip before the one above"), partial(self._swap, -1))
        if self.number < len(stays) - 1:
            menu.addAction(t("Move the trip after the one below"), partial(self._swap, 1))
        menu.addAction(t("Remove the trip with its lines"), self.remove)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def remove(self) -> None:
        """Take the trip out of the plan; Undo brings it back."""
        draft = self._draft
        stays = trips(draft.plan, draft.option)
        kept = [stay for place, stay in enumerate(stays) if place != self.number]
        draft.apply(with_trips(draft.plan, draft.option, kept))

    def _swap(self, step: int) -> None:
        draft = self._draft
        stays = list(trips(draft.plan, draft.option))
        stays.insert(self.number + step, stays.pop(self.number))
        draft.apply(with_trips(draft.plan, draft.option, stays))

    def _open_row_menu(self, place: int, at: QPoint) -> None:
        if self.model.is_new(place) or self.model.locked:
            return
        self.row_menu(place).popup(at)

    def row_menu(self, place: int) -> QMenu:
        """Return the menu of a line: what it is marked as, where it goes, copy and remove."""
        t, item, menu = self._desk.t, self.model.lines[place].item, QMenu(self)
        for words, name, on in (
            (t("The price is an estimate"), "estimate", item.estimate),
            (t("Optional, outside the total"), "optional", item.optional),
        ):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(on)
            action.toggled.connect(partial(self._mark, place, name))
        menu.addSeparator()
        for other in range(len(trips(self._draft.plan, self._draft.option))):
            if other != self.number:
                words = t("Move to trip {number}", number=other + self._draft.plan.first_trip)
                menu.addAction(words, partial(self._send, place, other))
        menu.addAction(t("Note for the patient on this line"), partial(self.ask_note, place))
        menu.addAction(t("Duplicate the row"), partial(self.model.duplicate, place))
        menu.addAction(t("Remove the row"), partial(self.model.remove, place))
        return menu

    def _mark(self, place: int, name: str, on: bool) -> None:
        self.model.change(place, **{name: on})

    def ask_note(self, place: int) -> None:
        """Ask for the words that the paper prints under a line."""
        t, item = self._desk.t, self.model.lines[place].item
        title = t("Note on “{name}”", name=self.model.cells.name(item.code))
        note = self._desk.prompts.ask_text(
            title, t("The patient reads it"), t("Keep the note"), text=item.note
        )
        if note is not None:
            self.model.change(place, note=note)

    def _send(self, place: int, other: int) -> None:
        draft = self._draft
        draft.apply(moved_to_trip(draft.plan, draft.option, self.number, place, other))


def add_trip_button(desk: Desk) -> Button:
    """Return the button that adds a trip below the last one."""
    return small(desk.look, desk.t("Add a trip"), icon="plus")
