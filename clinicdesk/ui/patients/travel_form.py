"""The dialog of how a patient comes, over the record."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clinicdesk.domain.visits import Travel
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.questions import QuestionDialog
from clinicdesk.ui.widgets.travel_form import TravelForm

WIDTH = 560


class TravelDialog(QuestionDialog):
    """Saves the facts of one inquiry's journey; what is not known stays empty."""

    def __init__(self, desk: Desk, window: QWidget, travel: Travel, name: str) -> None:
        """Show ``travel``."""
        t = desk.t
        text = t("What is not known stays empty. Times are the clinic’s.")
        title = t("Edit the journey of {name}", name=name)
        super().__init__(desk.look, t, title, t("Save"), text=text, parent=window)
        self._desk = desk
        self.setFixedWidth(desk.look.theme.px(WIDTH))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = TravelForm(desk, travel)
        self.body.addWidget(self.form)
        self.accepts = self._save
        self.form.lands_on.setFocus()

    def _save(self) -> bool:
        if not self.form.check():
            return False
        travel = self.form.travel()
        save = self._desk.services.visits.set_travel
        return self._desk.commands.do(save, travel.lead_id, travel, form=self.form.fields) is not None
