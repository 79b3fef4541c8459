"""When a trip is and what happens on which day: first day, days, healing before it, and its visits."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from clinicdesk.domain.plans import MOST_DAYS, MOST_MONTHS, PlanTrip, PlanVisit
from clinicdesk.domain.text import fold
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.plans.reading import catalogue_language
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import IconButton, small
from clinicdesk.ui.widgets.date_field import DateField
from clinicdesk.ui.widgets.fields import LineField, NumberField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, clear_layout, row

LONGEST_VISIT = 24 * 60


class TripForm(Plane):
    """The fields of a trip, below its head while it is unfolded; ``edited`` carries the changed trip."""

    edited = Signal(object)

    def __init__(self, desk: Desk, *, first: bool) -> None:
        """Make the form; the first trip has no healing before it."""
        super().__init__("sunk", (14, 10, 14, 12), 10)
        self._desk, self._t = desk, desk.t
        look, t = desk.look, desk.t
        self._language = catalogue_language(desk)
        self._trip = PlanTrip()
        self.starts = DateField(look, t, t("First day, if known"), today=desk.today())
        self.days = NumberField(look, t, t("Days"), number=1, least=1, most=MOST_DAYS, unit=t("days"))
        self.healing = NumberField(
            look, t, t("Healing before it"), least=0, most=MOST_MONTHS, unit=t("months")
        )
        if first:
            self.healing.hide()
        self.starts.edited.connect(self._take)
        self.starts.editor.editingFinished.connect(self._take)
        self.days.edited.connect(self._take)
        self.healing.edited.connect(self._take)
        px = look.theme.px
        self.starts.setFixedWidth(px(230))
        self.days.setFixedWidth(px(130))
        self.healing.setFixedWidth(px(150))
        self.column.addLayout(row(self.starts, self.days, self.healing, None, spacing=12))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        self.add_visit = small(look, t("Add a visit"), icon="plus")
        self.add_visit.clicked.connect(self._add)
        self.column.addLayout(row(self.add_visit, None))
        self.titles: list[LineField] = []
        self._shown: tuple[PlanVisit, ...] | None = None

    def show_trip(self, trip: PlanTrip) -> None:
        """Show a trip; fields that a person is typing into stay."""
        self._trip = trip
        if not self.starts.editor.hasFocus() and not self.starts.complaint:
            self.starts.set_day(trip.starts_on)
        self.days.set_value(trip.days)
        self.healing.set_value(trip.healing_months)
        if self._shown is None or len(self._shown) != len(trip.visits):
            self._lay_out_visits()
        elif self._shown != trip.visits:
            for place, visit in enumerate(trip.visits):
                self._fill(place, visit)
        self._shown = trip.visits

    def _lay_out_visits(self) -> None:
        clear_layout(self._grid)
        look, t = self._desk.look, self._t
        self.titles, self._days, self._minutes = [], [], []
        for place, visit in enumerate(self._trip.visits):
            day = NumberField(look, t, "", number=visit.day, least=1, most=MOST_DAYS)
            day.editor.setPrefix(t("day") + " ")
            day.set_name(t("Day of the trip"))
            title = LineField(look, t, "", hint=t("What happens, such as Scan"))
            title.set_name(t("What happens"))
            minutes = NumberField(
                look, t, "", number=visit.minutes, least=5, most=LONGEST_VISIT, unit=t("min")
            )
            minutes.set_name(t("Minutes"))
            away = IconButton(look, "trash", t("Take this visit away"), small=True)
            for field in (day, minutes):
                field.editor.setProperty("small", True)
                field.setFixedWidth(look.theme.px(110))
                field.edited.connect(partial(self._change, place))
            title.editor.setProperty("small", True)
            title.editor.editingFinished.connect(partial(self._change, place))
            away.clicked.connect(partial(self._remove, place))
            for column, part in enumerate((day, title, minutes, away)):
                self._grid.addWidget(part, place, column, Qt.AlignmentFlag.AlignTop)
            self._days.append(day)
            self.titles.append(title)
            self._minutes.append(minutes)
            self._fill(place, visit)
        if not self._trip.visits:
            none = label(t("No visits yet: the paper then shows only the trip."), Role.CAPTION, tone="t3")
            self._grid.addWidget(none, 0, 0, 1, 4)

    def _fill(self, place: int, visit: PlanVisit) -> None:
        self._days[place].set_value(visit.day)
        self._minutes[place].set_value(visit.minutes)
        if not self.titles[place].editor.hasFocus():
            words = self._desk.services.catalogue.text("visits", visit.title, self._language)
            self.titles[place].set_text(words)

    def _take(self) -> None:
        day = self._trip.starts_on
        if self.starts.check() if self.starts.text().strip() else True:
            day = self.starts.day_or_none()
        self._emit(
            replace(self._trip, starts_on=day, days=self.days.value(), healing_months=self.healing.value())
        )

    def _change(self, place: int) -> None:
        if place >= len(self._trip.visits):
            return
        visits = list(self._trip.visits)
        visits[place] = PlanVisit(
            self._days[place].value(), self._key(self.titles[place].value()), self._minutes[place].value()
        )
        self._emit(replace(self._trip, visits=tuple(visits)))

    def _key(self, typed: str) -> str:
        """Return the catalogue's key for the words of a visit, so that papers say it in every language."""
        known: dict[str, str] = self._desk.services.catalogue.choices("visits", self._language)
        wanted = fold(typed)
        return next((key for key, words in known.items() if fold(words) == wanted), typed)

    def _add(self) -> None:
        last = max((visit.day for visit in self._trip.visits), default=0)
        visit = PlanVisit(min(last + 1, MOST_DAYS))
        days = max(self._trip.days, visit.day)
        self._emit(replace(self._trip, days=min(days, MOST_DAYS), visits=(*self._trip.visits, visit)))
        if self.titles:
            self.titles[-1].setFocus()

    def _remove(self, place: int) -> None:
        visits = tuple(visit for n, visit in enumerate(self._trip.visits) if n != place)
        self._emit(replace(self._trip, visits=visits))

    def _emit(self, trip: PlanTrip) -> None:
        if trip != self._trip:
            self._trip = trip
            self.edited.emit(trip)
