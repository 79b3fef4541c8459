"""The figures of one period, laid out: banner, channels, steps and revenue beside returning and costs."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from clinicdesk.domain.summary import Summary
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.numbers.banner import LeakBanner
from clinicdesk.ui.numbers.cards import CostsCard, RevenueCard, StopsCard
from clinicdesk.ui.numbers.channel_card import ChannelCard
from clinicdesk.ui.numbers.returning_card import ReturningCard
from clinicdesk.ui.widgets.planes import Scroll, column, row

GAP = 12
RIGHT = 430
ROOMY = 1200
"""Width from which the returning patients stand beside the channels."""
UNBOUND = 16_777_215


class Figures(Scroll):
    """All cards; ``asked`` opens the names of a figure in any of them."""

    asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Make empty cards."""
        super().__init__("ground", (20, 14, 16, 16), GAP)
        self.banner = LeakBanner(desk)
        self.channels = ChannelCard(desk)
        self.stops = StopsCard(desk)
        self.revenue = RevenueCard(desk)
        self.returning = ReturningCard(desk)
        self.costs = CostsCard(desk)
        self._cards = (
            self.banner,
            self.channels,
            self.stops,
            self.revenue,
            self.returning,
            self.costs,
        )
        for card in self._cards:
            card.asked.connect(self.asked)
        below = row(self.stops, self.revenue, spacing=GAP)
        below.setStretch(0, 1)
        below.setStretch(1, 1)
        left = column(self.banner, self.channels, below, spacing=GAP)
        left.setStretch(2, 1)
        self._side = QWidget()
        right = column(self.returning, self.costs, spacing=GAP)
        right.setStretch(1, 1)
        self._side.setLayout(right)
        self._across = row(left, self._side, spacing=14)
        self._across.setStretch(0, 1)
        self.body.column.addLayout(self._across)
        self._roomy, self._right = desk.look.theme.px(ROOMY), desk.look.theme.px(RIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the column at the trailing side below the others where the window is narrow."""
        roomy = self.viewport().width() >= self._roomy
        directions = QBoxLayout.Direction
        self._across.setDirection(directions.LeftToRight if roomy else directions.TopToBottom)
        self._side.setMinimumWidth(self._right if roomy else 0)
        self._side.setMaximumWidth(self._right if roomy else UNBOUND)
        super().resizeEvent(event)

    def show_summary(self, summary: Summary) -> None:
        """Show a summary in every card."""
        for card in self._cards:
            card.show_summary(summary)
