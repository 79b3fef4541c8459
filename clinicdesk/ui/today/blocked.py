"""What stands in the place of a message that may not be sent: why, since when, and the one way out."""

from PySide6.QtCore import Signal

from clinicdesk.domain.consent import Permission, Purpose, Refusal
from clinicdesk.domain.due import PaneView
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.theme import Role
from clinicdesk.ui.today.facts import purpose_words
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, row


class BlockedBox(Plane):
    """A struck circle, one sentence with its date, and a button to record that the patient says yes now."""

    allowed = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make the box."""
        super().__init__("card", (14, 11, 14, 12), 6)
        self._desk = desk
        self._title = StateLabel(desk.look, State.BLOCKED, "", Role.NAME, token="t1")
        self._why = label("", tone="t2", wrap=True)
        self._yes = small(desk.look, desk.t("Record a yes"), icon="shield-check")
        self._yes.clicked.connect(self.allowed)
        self.add(self._title, self._why)
        self.column.addLayout(row(None, self._yes))

    def show_refusal(self, view: PaneView, permission: Permission, purpose: Purpose) -> None:
        """Show why a message of ``purpose`` may not go out."""
        t, name = self._desk.t, view.row.name
        what = purpose_words(self._desk, purpose)
        title = {
            Purpose.CARE: t("Care messages are not allowed for {name}", name=name),
            Purpose.MARKETING: t("Marketing is not allowed for {name}", name=name),
        }.get(purpose, t("This message is not allowed for {name}", name=name))
        self._title.show_state(State.BLOCKED, title)
        opted_out = permission.refusal is Refusal.OPTED_OUT
        self._why.setText(self._reason(view, permission, what))
        # Somebody who asked never to be written to is not asked again from here: that is done on the record.
        self._yes.setVisible(not opted_out)

    def _reason(self, view: PaneView, permission: Permission, what: str) -> str:
        t, answer = self._desk.t, permission.answer
        if permission.refusal is Refusal.OPTED_OUT:
            return t("The address is on the do-not-contact list. Nothing can be sent.")
        if answer is not None and not answer.given:
            on = t.formats.date(self._desk.local(answer.at).date(), "medium")
            return t("The answer of {on} was no.", on=on)
        if view.marketing_given is False and view.marketing_at is not None:
            on = t.formats.date(self._desk.local(view.marketing_at).date(), "medium")
            return t("The answer of {on} was no.", on=on)
        return t("Nobody has asked for {what} messages yet. Ask first, then record the answer.", what=what)
