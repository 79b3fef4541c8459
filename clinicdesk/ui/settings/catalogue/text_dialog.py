"""Asks for a text of the clinic's own: where it stands, and its words in the clinic's language."""

from PySide6.QtWidgets import QWidget

from clinicdesk.domain.wordings import EXTENDED, Term
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.questions import QuestionDialog
from clinicdesk.ui.settings.catalogue.matrix_words import PARTS, spoken
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import AreaField, ChoiceField


class TextDialog(QuestionDialog):
    """Keeps what was typed while a failure is shown; ``term`` is the text that was added."""

    def __init__(self, desk: Desk, window: QWidget, part: str) -> None:
        """Propose ``part`` where texts can be added to it."""
        t, look = desk.t, desk.look
        super().__init__(
            look,
            t,
            t("Add a text of your own"),
            t("Add it"),
            text=t("It is offered in plans; its other languages are written afterwards."),
            parent=window,
        )
        self._desk = desk
        self.term: Term | None = None
        language = desk.services.clinic.get().language
        self._language = language
        parts = [(key, t(PARTS[key])) for key in EXTENDED]
        self.part = ChoiceField(
            look, t, t("Where it stands"), parts, chosen=part if part in EXTENDED else EXTENDED[0]
        )
        name = t("{language}, as the patient reads it", language=spoken(t, language))
        self.words = AreaField(look, t, name, lines=2, limit=300)
        self.fields = FieldGroup(t, name=self.words, part=self.part)
        self.body.addWidget(self.part)
        self.body.addWidget(self.words)
        self.accepts = self._add
        self.words.setFocus()

    def _add(self) -> bool:
        done = self._desk.commands.do(
            self._desk.services.wordings.add_text,
            self.part.value(),
            name=self.words.value(),
            language=self._language,
            form=self.fields,
        )
        if done is None:
            return False
        self.term = done.value
        return True
