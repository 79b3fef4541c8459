"""The typical visits of a procedure: a row each with what happens, on which day, and for how long."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.domain.procedures import VisitStep
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.widgets.buttons import IconButton, small
from clinicdesk.ui.widgets.choices import ComboBox, SpinBox
from clinicdesk.ui.widgets.planes import row

MOST_DAYS, SHORTEST, LONGEST = 60, 5, 600
NEW_MINUTES = 60


class VisitRows(QWidget):
    """Rows that a person adds and takes away; what is typed into one that no key words stays as it is."""

    edited = Signal()

    def __init__(self, desk: Desk, choices: Mapping[str, str]) -> None:
        """Offer ``choices``, the words of each visit by its key."""
        super().__init__()
        self._desk, self._choices = desk, dict(choices)
        self.rows: list[VisitRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.add_button = small(desk.look, desk.t("Add a visit"), icon="plus")
        self.add_button.clicked.connect(self._add_new)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(self._column)
        whole.addLayout(row(self.add_button, None))

    def show_visits(self, visits: tuple[VisitStep, ...]) -> None:
        """Show these visits instead of all others."""
        for one in list(self.rows):
            self._drop(one)
        for visit in visits:
            self._add(visit)

    def visits(self) -> tuple[VisitStep, ...]:
        """Return the visits as they stand, in the order of their days; rows without a label are left out."""
        found = [one.visit() for one in self.rows]
        return tuple(sorted((one for one in found if one.key), key=lambda visit: visit.day))

    def _add_new(self) -> None:
        day = max((one.visit().day for one in self.rows), default=0) + 1
        self._add(VisitStep("", min(day, MOST_DAYS), NEW_MINUTES))
        self.rows[-1].label.setFocus()
        self.edited.emit()

    def _add(self, visit: VisitStep) -> None:
        made = VisitRow(self._desk, self._choices, visit)
        made.remove.clicked.connect(lambda: self._take_away(made))
        for signal in (made.label.editTextChanged, made.day.valueChanged, made.minutes.valueChanged):
            signal.connect(lambda *_: self.edited.emit())
        self.rows.append(made)
        self._column.addWidget(made)

    def _take_away(self, one: "VisitRow") -> None:
        self._drop(one)
        self.edited.emit()

    def _drop(self, one: "VisitRow") -> None:
        self.rows.remove(one)
        self._column.removeWidget(one)
        one.hide()
        one.deleteLater()


class VisitRow(QWidget):
    """One visit."""

    def __init__(self, desk: Desk, choices: Mapping[str, str], visit: VisitStep) -> None:
        """Show ``visit``."""
        super().__init__()
        t = desk.t
        self._keys = {words: key for key, words in choices.items()}
        self.label = ComboBox()
        self.label.setEditable(True)
        self.label.addItems(list(choices.values()))
        self.label.setEditText(choices.get(visit.key, visit.key))
        self.label.setAccessibleName(t("What happens in the visit"))
        self.day = SpinBox()
        self.day.setRange(1, MOST_DAYS)
        self.day.setPrefix(t("Day") + " ")
        self.day.setValue(visit.day)
        self.day.setAccessibleName(t("Day of the stay"))
        self.minutes = SpinBox()
        self.minutes.setRange(SHORTEST, LONGEST)
        self.minutes.setSingleStep(15)
        self.minutes.setSuffix(" " + t("min"))
        self.minutes.setValue(visit.minutes)
        self.minutes.setAccessibleName(t("Length of the visit"))
        self.remove = IconButton(desk.look, "x", t("Take the visit away"), small=True)
        line = row(self.label, self.day, self.minutes, self.remove, spacing=6)
        line.setStretch(0, 1)
        self.setLayout(line)

    def visit(self) -> VisitStep:
        """Return the visit as it stands; known words become their key again."""
        words = self.label.currentText().strip()
        return VisitStep(self._keys.get(words, words), self.day.value(), self.minutes.value())
