"""What follows once a plan was issued: which paper is shown, that it went out, and its deposit."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.choices import ChoiceField
from clinicdesk.ui.widgets.labels import ElidedLabel
from clinicdesk.ui.widgets.planes import Plane, row


class AfterIssue(Plane):
    """A strip between the checks and the paper; hidden before the first revision."""

    shown = Signal(int)
    """The paper to show: 0 for the draft, else a revision."""

    def __init__(self, desk: Desk) -> None:
        """Make the strip."""
        super().__init__("surface", (16, 8, 12, 10), 6)
        self._desk = desk
        look, t = desk.look, desk.t
        self.paper = ChoiceField[int](look, t, "", [(0, t("The draft"))], chosen=0)
        self.paper.set_name(t("Paper shown"))
        self.paper.editor.setProperty("small", True)
        self.paper.setMinimumWidth(look.theme.px(120))
        self.sent = small(look, t("Record as sent"), icon="send")
        self.deposit = small(look, t("Request deposit"), icon="cash")
        self.words = ElidedLabel(look, "", Role.CAPTION, "t3")
        self.column.addLayout(row(self.paper, None, self.sent, self.deposit, spacing=8))
        self.add(self.words)
        self.paper.edited.connect(lambda: self.shown.emit(self.paper.value()))

    def show_revisions(self, revisions: Sequence[Any], shown: int, words: str) -> None:
        """Offer the draft and every issued revision; say how the newest stands to the draft."""
        t, desk = self._desk.t, self._desk
        self.setVisible(bool(revisions))
        choices = [(0, t("The draft"))]
        for row_ in revisions:
            day = t.formats.date(desk.local(row_.issued_at).date(), "medium")
            choices.append((row_.revision, t("Revision {revision}, {day}", revision=row_.revision, day=day)))
        self.paper.offer(choices, shown)
        self.words.set_text(words)
        self.words.setVisible(bool(words))
