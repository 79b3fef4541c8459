"""The words of the plan: its title, “In short” for the patient, and the records that were reviewed."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.plans import LONGEST_LINE, LONGEST_TEXT, Plan, checked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.widgets.fields import AreaField, LineField
from clinicdesk.ui.widgets.planes import row


class WordsBox(QWidget):
    """Three fields that save while a person types; ``typed`` carries the plan."""

    typed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Make the fields."""
        super().__init__()
        self._t = t = desk.t
        look = desk.look
        self._plan: Plan | None = None
        self.summary = AreaField(look, t, t("In short, for the patient"), lines=4, limit=LONGEST_TEXT)
        self.title = LineField(look, t, t("Title of the plan"), limit=LONGEST_LINE)
        self.records = AreaField(
            look, t, t("Records reviewed, one in each line"), lines=2, limit=LONGEST_TEXT
        )
        for field in (self.summary, self.title, self.records):
            field.edited.connect(self._take)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.title)
        side.addWidget(self.records)
        line = row(self.summary, side, spacing=16)
        line.setStretch(0, 3)
        line.setStretch(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)

    def show_words(self, plan: Plan, *, locked: bool) -> None:
        """Show the words of a plan; a field that is being typed into stays as it is."""
        self._plan = plan
        shown = (
            (self.summary, plan.summary),
            (self.title, plan.title),
            (self.records, "\n".join(plan.records)),
        )
        for field, text in shown:
            field.setEnabled(not locked)
            if not field.editor.hasFocus() and not field.complaint and field.text() != text:
                field.set_text(text)

    def focus(self, field: str) -> None:
        """Put the focus into "summary", "title" or "records"."""
        fields = {"title": self.title, "records": self.records}
        fields.get(field, self.summary).editor.setFocus()

    def _take(self) -> None:
        if self._plan is None:
            return
        lines = tuple(line.strip() for line in self.records.text().splitlines() if line.strip())
        plan = replace(self._plan, summary=self.summary.text(), title=self.title.text(), records=lines)
        try:
            checked(plan)
        except InvalidInput as error:
            field = {"summary": self.summary, "title": self.title}.get(error.field, self.records)
            field.show_error(self._t.error(error))
            return
        self.typed.emit(plan)
