"""The page Patients: saved filters, search, filters, and the fast table of everybody."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinicdesk.domain.changes import Changes
from clinicdesk.domain.people import PatientQuery, SavedFilter
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.page import Page
from clinicdesk.ui.patients.bulk import BulkBar
from clinicdesk.ui.patients.exporting import export
from clinicdesk.ui.patients.filter_line import FilterLine
from clinicdesk.ui.patients.saved_filters import SavedFilters
from clinicdesk.ui.patients.table_model import Column, PatientTable
from clinicdesk.ui.patients.table_view import PatientTableView
from clinicdesk.ui.patients.words import cell_words, heads
from clinicdesk.ui.tasks import Progress, Task
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, small
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.planes import ContentOrEmpty, EmptyState, Plane, row

HEAD, FOOT = 58, 30


class PatientsPage(Page):
    """The list."""

    listens_to = (
        Changes.PATIENTS
        | Changes.FOLLOWUPS
        | Changes.TREATMENTS
        | Changes.PAYMENTS
        | Changes.STAFF
        | Changes.CLINIC
    )

    def __init__(self, desk: Desk) -> None:
        """Make the page; nothing is read yet."""
        super().__init__(desk)
        t = desk.t
        self.title = t("Patients")
        self._asked: Task | None = None
        self._counts: Mapping[SavedFilter, int] = {}
        self.model = PatientTable(
            desk.services.patients.rows, lambda one, column: cell_words(desk, one, column), heads(desk)
        )
        self.view = PatientTableView(desk, self.model)
        self.saved = SavedFilters(desk)
        self.filters = FilterLine(desk)
        self.bulk = BulkBar(desk)
        self._says = ElidedLabel(desk.look, "", Role.BODY, "t2")
        self.export_all = Button(desk.look, t("Export CSV"), icon="table-export", small=True)
        self._rows_said = label("", Role.CAPTION, tone="t3")
        self._middle = ContentOrEmpty(self.view)
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Ask for everybody that the filters find, and for the counts beside the list."""
        self.filters.offer()
        self.bulk.offer_staff()
        self._count_again()
        self._ask()

    def areas(self) -> list[QWidget]:
        """Filters, search and list."""
        return [self.saved.rows[self.saved.current()], self.filters.words, self.view]

    def enter(self) -> None:
        """Come on stage with the list in focus."""
        super().enter()
        self.view.setFocus()

    def query(self) -> PatientQuery:
        """Return which patients are wanted, in which order."""
        head = self.view.head
        asked = replace(self.filters.query(), saved=self.saved.current())
        return replace(asked, sort=head.order, descending=head.descending)

    def _lay_out(self) -> None:
        desk, t, px = self.desk, self.desk.t, self.desk.look.theme.px
        head = Plane("head", (20, 0, 16, 0))
        head.setFixedHeight(px(HEAD))
        title = row(label(t("Patients"), Role.PAGE_TITLE), 6, self._says, spacing=8)
        line = row(title, None, spacing=10)
        if desk.navigator.can_open("import"):
            bring = Button(desk.look, t("Import"), icon="upload", small=True)
            bring.clicked.connect(lambda: desk.navigator.open_record("import", "patients"))
            line.addWidget(bring)
        line.addWidget(self.export_all)
        head.column.addLayout(line)
        foot = Plane("foot", (16, 0, 16, 0))
        foot.setFixedHeight(px(FOOT))
        foot.column.addLayout(row(self._rows_said, None))
        right = Plane("surface")
        right.add(self.filters)
        right.column.addWidget(self._middle, 1)
        right.add(foot, self.bulk)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.saved)
        across.addWidget(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addLayout(across, 1)

    def _connect(self) -> None:
        self.saved.chosen.connect(self._ask)
        self.filters.filtered.connect(self._ask)
        self.filters.left.connect(self.view.setFocus)
        self.view.head.sorted.connect(lambda *_: self._ask())
        self.view.head.ticked_all.connect(self.model.tick_all)
        self.view.opened.connect(self.desk.open_patient)
        self.view.verticalScrollBar().valueChanged.connect(lambda _: self._say_rows())
        self.model.ticks_changed.connect(self._show_ticked)
        self.bulk.cleared.connect(lambda: self.model.tick_all(False))
        self.bulk.exported.connect(lambda: export(self.desk, self.model.ticked))
        self.bulk.owner_chosen.connect(self._give_to)
        self.export_all.clicked.connect(lambda: export(self.desk, self.model.ids))
        self.desk.actions.note("open", "tick", "tick-all")

    def _ask(self) -> None:
        """Read the ids beside the window; an answer to an older question is not shown."""
        query, services = self.query(), self.desk.services
        if self._asked is not None:
            self._asked.cancel()

        def read(progress: Progress) -> tuple[int, ...]:
            ids: tuple[int, ...] = services.patients.ids(query)
            progress.check()
            return ids

        self._asked = self.desk.runner.run(read, lambda ids: self._show(ids, query), self.desk.commands.tell)

    def _show(self, ids: tuple[int, ...], query: PatientQuery) -> None:
        here = self.view.currentIndex().row()
        kept = self.model.ids[here] if 0 <= here < len(self.model.ids) else 0
        self.view.delegate.query = query.text
        self.model.show_ids(ids)
        place = self.model.place(kept)
        self.view.go_to(max(0, place))
        self._say_found()
        self._show_rows_or_nothing()
        # The rows in view are known once the table has its new height.
        QTimer.singleShot(0, self, self._say_rows)

    def _count_again(self) -> None:
        services, wanted = self.desk.services, tuple(self.saved.rows)

        def read(progress: Progress) -> tuple[dict[SavedFilter, int], int, str]:
            counts = {}
            for key in wanted:
                progress.check()
                counts[key] = services.patients.count(PatientQuery(saved=key))
            return counts, len(services.patients.markets()), services.clinic.get().currency

        self.desk.runner.run(read, self._show_counts, self.desk.commands.tell)

    def _show_counts(self, found: tuple[dict[SavedFilter, int], int, str]) -> None:
        self._counts, markets, self.view.delegate.currency = found
        t = self.desk.t
        self.model.rename(Column.PAID, t("Paid, {currency}", currency=self.view.delegate.currency))
        people = t.n("{count} person", "{count} people", self._counts[SavedFilter.ALL])
        places = t.n("{count} market", "{count} markets", markets)
        self._says.set_text(t("{people}, {markets}", people=people, markets=places))
        self.saved.show_counts(self._counts)
        self._say_found()

    def _say_found(self) -> None:
        total = self._counts.get(self.saved.current(), len(self.model.ids))
        self.filters.show_found(len(self.model.ids), max(total, len(self.model.ids)))
        self.export_all.setEnabled(bool(self.model.ids))

    def _say_rows(self) -> None:
        first, last = self.view.visible_rows()
        total = len(self.model.ids)
        t = self.desk.t
        number = t.formats.number
        said = t(
            "Rows {first} to {last} of {total}", first=number(first), last=number(last), total=number(total)
        )
        self._rows_said.setText(said if total else "")

    def _show_ticked(self) -> None:
        self.bulk.show_ticked(len(self.model.ticked), len(self.model.ids))

    def _give_to(self, staff_id: int) -> None:
        self.desk.commands.do(self.desk.services.patients.assign, dict.fromkeys(self.model.ticked, staff_id))

    def _show_rows_or_nothing(self) -> None:
        if self.model.ids:
            self._middle.show_content()
        else:
            self._middle.show_empty(self._nothing())

    def _nothing(self) -> EmptyState:
        desk, t = self.desk, self.desk.t
        if self.filters.is_filtered() or self.saved.current() is not SavedFilter.ALL:
            every = small(desk.look, t("Show all patients"))
            every.clicked.connect(self._show_all)
            text = t("Search forgives accents and scripts, and looks at names, numbers and addresses.")
            return EmptyState(desk.look, "search", t("Nobody is found"), text, buttons=[every])
        buttons = []
        if desk.navigator.can_open("inquiry"):
            inquiry = small(desk.look, t("New inquiry"), icon="plus")
            inquiry.clicked.connect(lambda: desk.navigator.open_sheet("inquiry"))
            buttons.append(inquiry)
        text = t("The first inquiry makes the first record. A spreadsheet can bring in the earlier ones.")
        return EmptyState(desk.look, "users", t("No patient yet"), text, buttons=buttons)

    def _show_all(self) -> None:
        self.saved.choose(SavedFilter.ALL)
        self.filters.clear()
