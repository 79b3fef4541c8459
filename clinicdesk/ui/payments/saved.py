"""After something was recorded: its paper to open or save, and the message that goes with it."""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.messages import Composed
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.fields import AreaField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, row


class SavedPanel(Plane):
    """What was recorded in one sentence, and the message about it, ready to be copied."""

    open_paper = Signal()
    save_paper = Signal()

    def __init__(self, desk: Desk, sentence: str, message: Composed | None, problem: str) -> None:
        """Show ``sentence`` and the ``message``, or ``problem`` where none could be composed."""
        super().__init__("", (20, 16, 20, 16), 12)
        t, look = desk.t, desk.look
        self._desk, self._message = desk, message
        self._operation = uuid4()
        self.column.addWidget(StateLabel(look, State.DONE, sentence, Role.SECTION))
        see = Button(look, t("Open PDF"), icon="eye")
        see.clicked.connect(self.open_paper)
        save = Button(look, t("Save PDF"), icon="download")
        save.clicked.connect(self.save_paper)
        self.column.addLayout(row(see, save, None))
        if message is None:
            self.column.addWidget(label(problem, Role.BODY, tone="t2", wrap=True))
        else:
            self._show_message(message)
        self.column.addStretch(1)

    def _show_message(self, message: Composed) -> None:
        t, look = self._desk.t, self._desk.look
        language = t.formats.language_name(message.language)
        self.message = AreaField(
            look, t, t("Message in {language}", language=language), text=message.body, lines=12
        )
        self.column.addWidget(self.message)
        self.copied = label("", Role.CAPTION, tone="t2")
        copy = Button(look, t("Copy text"), icon="copy")
        copy.clicked.connect(self._copy)
        self.sent = Button(look, t("I sent it"), kind="soft", icon="check")
        self.sent.clicked.connect(self._mark_sent)
        self.column.addLayout(row(copy, self.sent, self.copied, None))
        if not message.permission:
            refused = t("The patient does not allow this message. Do not send it.")
            self.column.addWidget(StateLabel(look, State.BLOCKED, refused))
            self.sent.hide()

    def _mark_sent(self) -> None:
        """Record that the message went out, once."""
        message = self._message
        if message is None:
            return
        done = self._desk.commands.do(
            self._desk.services.messages.mark_sent,
            lead_id=message.lead_id,
            kind=message.kind,
            channel=message.channel,
            subject=message.subject,
            body=self.message.text(),
            language=message.language,
            plan_id=message.plan_id,
            operation=self._operation,
        )
        if done is not None:
            self.sent.setEnabled(False)
            self.copied.setText(self._desk.t("Recorded as sent."))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.message.text())
        self.copied.setText(self._desk.t("The text is copied."))


def compose(desk: Desk, kind: str, lead_id: int) -> tuple[Composed | None, str]:
    """Return the message of a kind for an inquiry in a language that has one; else None and why not."""
    messages = desk.services.messages
    try:
        return messages.compose(lead_id=lead_id, kind=kind), ""
    except ClinicError as error:
        if error.field != "language":
            return None, desk.t.error(error)
    try:
        return messages.compose(lead_id=lead_id, kind=kind, language=desk.services.clinic.get().language), ""
    except ClinicError as error:
        return None, desk.t.error(error)
