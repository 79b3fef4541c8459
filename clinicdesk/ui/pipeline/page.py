"""The page Pipeline: eight columns of cards and the folded lost ones, walked by arrows, moved by facts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from clinicdesk.domain.board import COLUMNS, Board, Card
from clinicdesk.domain.changes import Changes
from clinicdesk.domain.leads import Stage
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.page import Page
from clinicdesk.ui.pipeline.column import StageColumn
from clinicdesk.ui.pipeline.column_view import ColumnView
from clinicdesk.ui.pipeline.delegate import CardDelegate
from clinicdesk.ui.pipeline.exporting import export
from clinicdesk.ui.pipeline.head import BoardHead
from clinicdesk.ui.pipeline.lost import LostColumn
from clinicdesk.ui.pipeline.moves import Moves
from clinicdesk.ui.stage_names import stage_name
from clinicdesk.ui.tasks import Progress, Task
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.planes import ContentOrEmpty, EmptyState, Plane, row

FRESH = timedelta(minutes=2)
ITINERARY_STAGES = frozenset({Stage.DEPOSIT_REQUESTED, Stage.DEPOSIT_PAID, Stage.PRE_ARRIVAL, Stage.ARRIVED})
"""Where a date is held or booked, so that an itinerary can be made from the card."""

MOST_LOST = 200


@dataclass(frozen=True)
class Reading:
    """What one reading of the file found."""

    board: Board
    lost: tuple[Card, ...]
    channels: tuple[str, ...]
    markets: tuple[str, ...]


class PipelinePage(Page):
    """The board."""

    listens_to = (
        Changes.LEADS
        | Changes.PATIENTS
        | Changes.FOLLOWUPS
        | Changes.PAYMENTS
        | Changes.VISITS
        | Changes.TREATMENTS
        | Changes.CLINIC
        | Changes.STAFF
    )

    def __init__(self, desk: Desk) -> None:
        """Make the page; nothing is read yet."""
        super().__init__(desk)
        self.title = desk.t("Pipeline")
        self.moves = Moves(desk)
        self._board: Board | None = None
        self._read_at: datetime | None = None
        self._asked: Task | None = None
        self._chosen = 0
        self.head = BoardHead(desk)
        self._delegate = CardDelegate(desk)
        self.columns = [StageColumn(desk, stage, self._delegate, self._takes) for stage in COLUMNS]
        self.lost = LostColumn(desk, self._delegate, self._takes)
        self._lay_out()
        self._connect()
        self._bind()

    def reload(self) -> None:
        """Ask for the board beside the window; an answer to an older question is not shown."""
        services, query, unfolded = self.desk.services, self.head.query(), self.lost.unfolded
        if self._asked is not None:
            self._asked.cancel()

        def read(progress: Progress) -> Reading:
            board = services.leads.board(query)
            progress.check()
            lost = services.leads.lost(query, limit=MOST_LOST) if unfolded else ()
            return Reading(board, lost, services.leads.channels(), services.patients.markets())

        self._asked = self.desk.runner.run(read, self._show, self._failed)

    def _show(self, found: Reading) -> None:
        """Show a board and keep the card that was chosen, wherever it stands now."""
        had_focus = any(view.hasFocus() for view in self._views())
        self._board = found.board
        self._read_at = self.desk.now()
        self.head.show_board(found.board)
        self.head.offer(found.channels, found.markets)
        for column, shown in zip(self.columns, found.board.columns, strict=True):
            column.show_column(shown)
        self.lost.show_lost(found.board.lost_count, found.lost)
        self._choose_again(had_focus)
        self._show_cards_or_nothing()

    def _failed(self, error: Exception) -> None:
        self.stale = True
        self.desk.commands.tell(error)

    def areas(self) -> list[QWidget]:
        """The filters and the cards."""
        return [self.head.kinds, self._current_view()]

    def enter(self) -> None:
        """Come on stage with the focus on a card."""
        self.stale = self.stale or self._is_old()
        super().enter()
        self._current_view().setFocus()

    def tick(self) -> None:
        """Move the clocks; read again what has grown old."""
        if not self.isVisible():
            return
        if self._is_old():
            self.refresh()
            return
        for view in self._views():
            view.viewport().update()

    def chosen_card(self) -> Card | None:
        """The card that the keys act on."""
        for view in self._views():
            if view.hasFocus():
                return view.current_card()
        return self._find(self._chosen)

    def _lay_out(self) -> None:
        across = Plane("ground", (12, 12, 12, 10))
        line = row(spacing=8)
        across.column.addLayout(line)
        for column in self.columns:
            line.addWidget(column, 1)
        line.addWidget(self.lost)
        self._area = QScrollArea()
        self._area.setWidget(across)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = Plane("ground")
        self._middle = ContentOrEmpty(self._area)
        ground.column.addWidget(self._middle, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(ground, 1)

    def _connect(self) -> None:
        for place, view in enumerate(self._all_views()):
            view.opened.connect(lambda card: self.desk.open_patient(card.patient_id))
            view.chosen.connect(self._choose)
            view.walked.connect(partial(self._walk, place))
            view.asked_for_menu.connect(self._show_menu)
        for model in (*(column.model for column in self.columns), self.lost.model):
            model.requested.connect(self._request)
        self.lost.strip.requested.connect(self._request)
        self.lost.toggled.connect(self._toggle_lost)
        self.head.filtered.connect(self.refresh)
        self.head.csv.clicked.connect(self._export)
        self.desk.coordinator.changed.connect(self._other_people)
        self.desk.ticker.ticked.connect(self.tick)

    def _bind(self) -> None:
        bind = self.desk.actions.bind
        bind("card-left", lambda: self._step(-1), self._area)
        bind("card-right", lambda: self._step(1), self._area)
        bind("lose", self._lose, self._area)
        self.desk.actions.note("open")

    def _all_views(self) -> list[ColumnView]:
        return [*(column.view for column in self.columns), self.lost.view]

    def _views(self) -> list[ColumnView]:
        return self._all_views() if self.lost.unfolded else self._all_views()[:-1]

    def _find(self, lead_id: int) -> Card | None:
        found = (column.card_of(lead_id) for column in self.columns)
        lost = self.lost.model.card(self.lost.model.row_of(lead_id))
        return next((card for card in (*found, lost) if card is not None), None)

    def _current_view(self) -> ColumnView:
        models = zip(self._views(), (*(c.model for c in self.columns), self.lost.model), strict=False)
        held = next((view for view, model in models if model.row_of(self._chosen) >= 0), None)
        filled = next((view for view in self._views() if view.model().rowCount()), self.columns[0].view)
        return held or filled

    def _takes(self, lead_id: int, target: Stage) -> bool:
        card = self._find(lead_id)
        return card is not None and self.moves.can(card, target)

    def _request(self, lead_id: int, target: Stage) -> None:
        """Move once the drop has ended: a question inside of a drag would hold the pointer."""
        QTimer.singleShot(0, self, lambda: self._move(lead_id, target))

    def _move(self, lead_id: int, target: Stage) -> None:
        card = self._find(lead_id)
        if card is not None:
            self._chosen = lead_id
            self.moves.move(card, target)

    def _step(self, step: int) -> None:
        card = self.chosen_card()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        target = self.moves.neighbour(card, step) if card is not None else None
        if card is not None and target is not None:
            self._move(card.lead_id, target)

    def _lose(self) -> None:
        card = self.chosen_card()
        if card is not None:
            self._move(card.lead_id, Stage.LOST)

    def _choose(self, card: Card) -> None:
        self._chosen = card.lead_id
        for view in self._all_views():
            if not view.hasFocus():
                view.clearSelection()

    def _walk(self, place: int, step: int) -> None:
        views = self._views()
        target = place + step
        while 0 <= target < len(views):
            if views[target].model().rowCount():
                views[target].choose(views[place].currentIndex().row())
                views[target].setFocus()
                self._area.ensureWidgetVisible(views[target], 20, 0)
                return
            target += step

    def _choose_again(self, had_focus: bool) -> None:
        for view, model in zip(
            self._all_views(), (*(c.model for c in self.columns), self.lost.model), strict=True
        ):
            place = model.row_of(self._chosen)
            if place >= 0:
                view.choose(place)
                if had_focus:
                    view.setFocus()
                return
        if had_focus:
            view = self._current_view()
            view.setFocus()
            # It may have had the focus before there were cards.
            view.tell_choice()

    def _show_menu(self, card: Card, place: QPoint) -> None:
        menu = self.menu_of(card)
        menu.exec(place)
        menu.deleteLater()

    def menu_of(self, card: Card) -> QMenu:
        """Return what can be done with a card: open it, each move that can be made, reopen."""
        t = self.desk.t
        menu = QMenu(self)
        menu.addAction(t("Open the record")).triggered.connect(
            lambda: self.desk.open_patient(card.patient_id)
        )
        if card.stage in ITINERARY_STAGES and self.desk.navigator.can_open("itinerary"):
            menu.addAction(t("Itinerary")).triggered.connect(
                lambda: self.desk.navigator.open_sheet("itinerary", lead_id=card.lead_id)
            )
        menu.addSeparator()
        if card.stage is Stage.LOST:
            again = menu.addAction(t("Reopen"))
            again.triggered.connect(lambda: self._move(card.lead_id, Stage.NEW))
            return menu
        for stage in (*COLUMNS, Stage.LOST):
            if self.moves.can(card, stage):
                words = t("Mark as lost") if stage is Stage.LOST else stage_name(t, stage)
                words = words if stage is Stage.LOST else t("Move to {stage}", stage=words)
                action = menu.addAction(words.replace("&", "&&"))
                action.triggered.connect(partial(self._move, card.lead_id, stage))
        return menu

    def _export(self) -> None:
        if self._board is not None:
            export(self.desk, self._board)

    def _other_people(self) -> None:
        self.stale = True
        if self.isVisible():
            self.refresh()

    def _toggle_lost(self, shown: bool) -> None:
        self.refresh()
        if shown:
            # The columns are laid out anew first; then the list can be scrolled to.
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.lost))

    def _show_cards_or_nothing(self) -> None:
        board = self._board
        if board is None or any(column.count for column in board.columns) or board.lost_count:
            self._middle.show_content()
        else:
            self._middle.show_empty(self._nothing())

    def _nothing(self) -> EmptyState:
        desk, t = self.desk, self.desk.t
        if self.head.is_filtered() or desk.coordinator.staff is not None:
            every = small(desk.look, t("Show all cases"))
            every.clicked.connect(self._show_all)
            text = t("Cases of other coordinators, channels or markets are still on the board.")
            return EmptyState(desk.look, "filter", t("No case is found"), text, buttons=[every])
        buttons = []
        if desk.navigator.can_open("inquiry"):
            inquiry = small(desk.look, t("New inquiry"), icon="plus")
            inquiry.clicked.connect(lambda: desk.navigator.open_sheet("inquiry"))
            buttons.append(inquiry)
        text = t("An inquiry that comes in is the first card; what is recorded of it moves it on.")
        return EmptyState(desk.look, "layout-kanban", t("No open case yet"), text, buttons=buttons)

    def _show_all(self) -> None:
        self.desk.coordinator.choose(None)
        self.head.clear()

    def _is_old(self) -> bool:
        return self._read_at is None or not timedelta(0) <= self.desk.now() - self._read_at < FRESH
