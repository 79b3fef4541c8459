"""How much of the deposit is given back when: the refund ladder of one plan, as a small popup."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from clinicdesk.domain.clinic import DepositRule, RefundStep
from clinicdesk.domain.deposits import LONGEST_NOTICE, check_rule
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.money import PERCENT
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.choices import NumberField
from clinicdesk.ui.widgets.field import Complaint
from clinicdesk.ui.widgets.labels import label

STEPS = 3
MOST_MOVES = 9


class LadderPopup(QFrame):
    """Three steps of days and percent, and free moves; ``edited`` carries a rule that is in order."""

    edited = Signal(object)

    def __init__(self, desk: Desk, rule: DepositRule, parent: QWidget) -> None:
        """Show the steps of ``rule``."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("plane", "popup")
        self._t, self._rule = desk.t, rule
        look, t = desk.look, desk.t
        self.complaint = Complaint(look)
        self.days: list[NumberField] = []
        self.percents: list[NumberField] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        steps = [*rule.ladder[:STEPS], *[RefundStep(0, 0)] * (STEPS - len(rule.ladder))]
        for place, step in enumerate(steps):
            unit = t("days or more before")
            days = NumberField(look, t, "", number=step.days, most=LONGEST_NOTICE, unit=unit)
            back = NumberField(look, t, "", number=step.percent, most=PERCENT, unit=t("% back"))
            days.set_name(t("Days before the arrival"))
            back.set_name(t("Percent given back"))
            for column, field in enumerate((days, back)):
                field.edited.connect(self._take)
                grid.addWidget(field, place, column)
            self.days.append(days)
            self.percents.append(back)
        self.moves = NumberField(look, t, t("Moves of the date without cost"), number=rule.free_moves)
        self.moves.editor.setRange(0, MOST_MOVES)
        self.moves.edited.connect(self._take)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(14, 12, 14, 12)
        column_.setSpacing(8)
        column_.addWidget(label(t("What is given back of the deposit"), Role.SECTION))
        column_.addLayout(grid)
        column_.addWidget(self.moves)
        column_.addWidget(self.complaint)

    def _take(self) -> None:
        pairs = zip(self.days, self.percents, strict=True)
        steps = tuple(RefundStep(days.value(), back.value()) for days, back in pairs)
        # Steps left at nothing are not there, except the last, which says what happens on the day itself.
        kept = (*(step for step in steps[:-1] if step != RefundStep(0, 0)), steps[-1])
        rule = replace(self._rule, ladder=kept, free_moves=self.moves.value())
        try:
            check_rule(rule)
        except ClinicError as error:
            self.complaint.say(self._t.error(error))
            return
        self.complaint.say("")
        self._rule = rule
        self.edited.emit(rule)
