"""The trailing column of the sheet: the paper as it will be, whether it can be made, and what follows."""

from __future__ import annotations

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.payments.follows import FollowList
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.paper_acts import MakePdf, PaperActs, PaperFile
from clinicdesk.ui.widgets.paper_preview import Preview
from clinicdesk.ui.widgets.planes import Plane, column


class PaperSide(Plane):
    """One live paper; ``follows`` heads a list of what follows below it.

    It leaves the program only once it was recorded (``hand_out``): nothing that looks like a receipt goes
    out before there is one.
    """

    def __init__(self, desk: Desk, follows: str = "") -> None:
        """Show an empty page."""
        super().__init__("sunk", spacing=6)
        t = desk.t
        self._ready = ""
        self._file: PaperFile | None = None
        self.preview = Preview(desk)
        self.preview.name(t("What the patient receives"), t("live, A4"))
        self.acts = PaperActs(desk, self, lambda: self._file)
        self.preview.use(self.acts, self)
        for button in (self.preview.open, self.preview.more):
            button.hide()
        self.preview.drawn.connect(lambda: self._tell(""))
        self.preview.failed.connect(self._tell)
        self.state = StateLabel(desk.look, State.WAITING, "", Role.CAPTION)
        self.follows = FollowList(desk)
        foot = Plane("sunk", (18, 0, 18, 12), 8)
        foot.add(self.state)
        if follows:
            words = label(follows, Role.LABEL, tone="t3")
            foot.column.addLayout(column(words, self.follows, spacing=3))
        self.column.addWidget(self.preview, 1)
        self.add(foot)
        self.state.hide()

    def renew(self, make: MakePdf, ready: str = "") -> None:
        """Draw what ``make`` returns, soon; ``ready`` is said below it once it stands."""
        self._ready = ready
        self.preview.show_paper(make)

    def hand_out(self, file: PaperFile) -> None:
        """Show a paper that was recorded, and let it be opened, saved, printed, sent and dragged out."""
        self._file = file
        self.renew(file.make)
        for button in (self.preview.open, self.preview.more):
            button.show()

    def refuse(self, problem: str) -> None:
        """Show no page, and why."""
        self.preview.forget()
        self._tell(problem)

    def _tell(self, problem: str) -> None:
        words = problem or self._ready
        self.state.setVisible(bool(words))
        self.state.show_state(State.WAITING if problem else State.DONE, words)
