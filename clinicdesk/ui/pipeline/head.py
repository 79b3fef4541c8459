"""The head of the board: title, the board in a sentence, and the filters."""

from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy

from clinicdesk.domain.board import Board, BoardQuery
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.pipeline.words import summary_words
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.controls import SearchField, Segmented
from clinicdesk.ui.widgets.filter_button import FilterButton
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.planes import Plane, row
from clinicdesk.ui.wording import channel_name, upper_first

TYPING_MS = 150
HEIGHT = 52


class BoardHead(Plane):
    """Title, sentence and filters; ``filtered`` tells that other cards are wanted."""

    filtered = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make the head with every filter open."""
        super().__init__("head", (20, 0, 16, 0))
        self._desk = desk
        t, look = desk.t, desk.look
        self.setFixedHeight(look.theme.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._says = ElidedLabel(look, "", Role.BODY, "t2")
        self.kinds = Segmented(
            look,
            t("New or returning"),
            [("all", t("All")), ("new", t("New patients")), ("returning", t("Returning"))],
            icons={"returning": "repeat"},
        )
        self.channel = FilterButton(look, t("Any channel"))
        self.market = FilterButton(look, t("Any market"))
        self.words = SearchField(look, t("Name or treatment"), width=170)
        self.words.setProperty("small", True)
        self.words.setClearButtonEnabled(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.filtered)
        self.words.textChanged.connect(lambda _: self._typing.start())
        self.channel.chosen.connect(self.filtered)
        self.market.chosen.connect(self.filtered)
        self.kinds.chosen.connect(lambda _: self.filtered.emit())
        title = label(t("Pipeline"), Role.PAGE_TITLE)
        self.csv = small(look, t("CSV"), icon="download")
        filters = row(self.kinds, self.channel, self.market, self.words, self.csv, spacing=10)
        line = row(title, 6, self._says, filters)
        line.setStretch(2, 1)
        self.column.addLayout(line)

    def query(self) -> BoardQuery:
        """Return which cards are wanted."""
        returning = {"all": None, "new": False, "returning": True}[self.kinds.current()]
        return BoardQuery(
            coordinator=self._desk.coordinator.staff,
            channel=self.channel.value,
            market=self.market.value,
            returning=returning,
            text=self.words.text().strip(),
        )

    def is_filtered(self) -> bool:
        """Whether any filter of the head holds cards back."""
        query = self.query()
        return bool(query.channel or query.market or query.text or query.returning is not None)

    def clear(self) -> None:
        """Open every filter."""
        self.kinds.choose("all")
        self.channel.clear()
        self.market.clear()
        self.words.clear()
        self.filtered.emit()

    def show_board(self, board: Board) -> None:
        """Say the board in a sentence."""
        self._says.set_text(summary_words(self._desk, board))

    def offer(self, channels: Iterable[str], markets: Iterable[str]) -> None:
        """Offer the channels and the markets that the clinic has."""
        t = self._desk.t
        self.channel.offer((name, upper_first(channel_name(t, name))) for name in channels)
        self.market.offer((code, t.formats.country(code)) for code in markets if code)
