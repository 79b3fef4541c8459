"""The trailing column of the sheet: the paper as it will be, whether it can be made, and what follows."""

from __future__ import annotations

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.payments.follows import FollowList
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.paper import MakePdf, PaperView
from clinicdesk.ui.widgets.planes import Plane, column, row


class PaperSide(Plane):
    """One live page; ``name`` says what it is, ``follows`` heads a list of what follows below it."""

    def __init__(self, desk: Desk, name: str, follows: str = "") -> None:
        """Show an empty page."""
        super().__init__("sunk", (18, 16, 18, 12), 10)
        self._t = t = desk.t
        self._ready = ""
        self.paper = PaperView(desk.look, t, desk.runner, name)
        self.paper.drawn.connect(self._drawn)
        self.state = StateLabel(desk.look, State.WAITING, "", Role.CAPTION)
        self.follows = FollowList(desk)
        title = label(t("What the patient receives"), Role.SECTION)
        self.column.addLayout(row(title, label(t("live, A4"), Role.CAPTION, tone="t3"), None))
        self.column.addWidget(self.paper, 1)
        self.column.addWidget(self.state)
        if follows:
            words = label(follows, Role.LABEL, tone="t3")
            self.column.addLayout(column(words, self.follows, spacing=3))
        self.state.hide()

    def renew(self, make: MakePdf, ready: str = "") -> None:
        """Draw what ``make`` returns, soon; ``ready`` is said below it once it stands."""
        self._ready = ready
        self.paper.renew(make)

    def refuse(self, problem: str) -> None:
        """Show no page, and why."""
        self.paper.clear()
        self._drawn(problem)

    def _drawn(self, problem: str) -> None:
        words = problem or self._ready
        self.state.setVisible(bool(words))
        self.state.show_state(State.WAITING if problem else State.DONE, words)
