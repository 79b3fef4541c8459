"""The band over the editor that says why a plan was not saved, or why it cannot be changed."""

from PySide6.QtCore import Signal

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.plans.reading import Reading
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, row


class Banner(Plane):
    """Hidden while all is well; its one button asks to save again, or to open the plan again."""

    save_again = Signal()
    open_again = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make a hidden one."""
        super().__init__("warn", (12, 8, 12, 8))
        self._t = desk.t
        self._unsaved = False
        self.words = label("", Role.BODY, wrap=True)
        self.words.setMinimumWidth(desk.look.theme.px(200))
        self.button = small(desk.look, "")
        line = row(self.words, self.button, spacing=12)
        line.setStretch(0, 1)
        self.column.addLayout(line)
        self.button.clicked.connect(self._press)
        self.hide()

    def show_state(self, reading: Reading, problem: str) -> None:
        """Say what stands in the way; ``problem`` is why the last save failed."""
        t, words, act = self._t, "", ""
        self._unsaved = bool(problem)
        if problem:
            words, act = t("This is not saved yet: {problem}", problem=problem), t("Try again")
        elif reading.closed:
            words = t("This plan is closed: nothing is due for it, and it cannot be changed.")
            act = t("Open it again") if reading.may_write else ""
        elif not reading.may_write:
            words = t("You can read this plan. A coordinator or the owner changes it.")
        self.setVisible(bool(words))
        self.words.setText(words)
        self.button.setVisible(bool(act))
        self.button.set_look(text=act)

    def _press(self) -> None:
        (self.save_again if self._unsaved else self.open_again).emit()
