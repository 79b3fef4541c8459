"""One column of the board: mix bar, title and count, worth and what is below, and the cards."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clinicdesk.domain.board import Card, Column
from clinicdesk.domain.leads import Stage
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.pipeline.column_view import ColumnView
from clinicdesk.ui.pipeline.delegate import CardDelegate
from clinicdesk.ui.pipeline.model import ColumnModel
from clinicdesk.ui.pipeline.words import mix_of, mix_words, spoken, worth_words
from clinicdesk.ui.stage_names import stage_name
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.bars import MixBar
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.planes import row

LEAST_WIDTH = 132


class StageColumn(QWidget):
    """A stage with its cards."""

    def __init__(
        self, desk: Desk, stage: Stage, delegate: CardDelegate, takes: Callable[[int, Stage], bool]
    ) -> None:
        """Make an empty column; ``takes`` tells whether a lead may be moved here."""
        super().__init__()
        self._desk = desk
        self.stage = stage
        name = stage_name(desk.t, stage)
        self.model = ColumnModel(stage, lambda card: spoken(desk, card), takes)
        self.view = ColumnView(desk, self.model, delegate, name)
        self._mix = MixBar(desk.look)
        self._title = ElidedLabel(desk.look, name, Role.NAME, "t1")
        self._count = label("", Role.NAME, tabular=True)
        self._worth = ElidedLabel(desk.look, "", Role.CAPTION, "t3")
        self._below = label("", Role.CAPTION, tone="t3")
        self.setMinimumWidth(desk.look.theme.px(LEAST_WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._mix)
        layout.addSpacing(7)
        layout.addLayout(row(2, self._title, None, self._count, 2, spacing=0))
        layout.addLayout(row(2, self._worth, None, self._below, 2, spacing=0))
        layout.addSpacing(7)
        layout.addWidget(self.view, 1)
        self.view.scrolled.connect(self._count_below)

    def show_column(self, column: Column) -> None:
        """Show other cards; the place in the list stays."""
        scrolled = self.view.verticalScrollBar().value()
        row_before = self.view.currentIndex().row()
        # Whoever keeps the choice over a reading is the board; the list must not tell one of its own.
        blocker = QSignalBlocker(self.view)
        self.model.show_cards(column.cards)
        if row_before >= 0:
            self.view.setCurrentIndex(self.model.index(min(row_before, len(column.cards) - 1)))
            self.view.clearSelection()
        blocker.unblock()
        self.view.verticalScrollBar().setValue(scrolled)
        mix = mix_of(column.cards)
        self._mix.set_counts(mix, mix_words(self._desk, mix))
        self._count.setText(self._desk.t.formats.number(column.count))
        self._worth.set_text(worth_words(self._desk, column.money))
        name = stage_name(self._desk.t, self.stage)
        self.view.setAccessibleName(
            self._desk.t.n("{stage}, {count} case", "{stage}, {count} cases", column.count, stage=name)
        )
        self._count_below()

    def card_of(self, lead_id: int) -> Card | None:
        """Return a lead's card, None where it is in another column."""
        return self.model.card(self.model.row_of(lead_id))

    def _count_below(self) -> None:
        below = self.view.below()
        self._below.setText(self._desk.t("{count} below", count=below) if below else "")
