"""Writes mail drafts as files that the mail program opens, with the PDF where the message has one."""

from pathlib import Path
from tempfile import TemporaryDirectory

from clinicdesk.domain.due import PaneView
from clinicdesk.domain.errors import Conflict, NotFound
from clinicdesk.domain.followups import FollowupKind
from clinicdesk.domain.messages import Composed
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk

WITH_PLAN = frozenset({FollowupKind.SEND_PLAN})
"""Lines whose message carries the issued plan."""


class MailDrafts:
    """Keeps drafts in a folder of its own, readable by nobody else, and removes it with the program."""

    def __init__(self, desk: Desk) -> None:
        """Make nothing yet."""
        self._desk = desk
        self._folder: TemporaryDirectory[str] | None = None
        self._written = 0

    def write(self, view: PaneView, message: Composed | None, text: str) -> Path:
        """Write one draft and return its file.

        Raises NotFound without a mail address, Conflict where the clinic has none or the disk is full.
        """
        from clinicdesk.messaging.email import Attachment, Mailbox, draft

        clinic = self._desk.services.clinic.get()
        if not view.email:
            raise NotFound(marked("No mail address is on the record yet."))
        if not clinic.email:
            raise Conflict(marked("The clinic has no mail address yet. Add it in the settings."))
        subject = message.subject if message is not None else clinic.name
        attachments = [Attachment(name, content) for name, content in self._papers(view, message)]
        sender, recipient = Mailbox(clinic.email, clinic.name), Mailbox(view.email, view.row.name)
        content = draft(sender, recipient, subject, text, attachments)
        try:
            file = self._place()
            file.write_bytes(content)
        except OSError as error:
            raise Conflict(
                marked("The draft cannot be written: {problem}."), problem=error.strerror or str(error)
            ) from error
        return file

    def _papers(self, view: PaneView, message: Composed | None) -> list[tuple[str, bytes]]:
        if (
            view.row.kind not in WITH_PLAN
            or message is None
            or message.plan_id is None
            or not message.revision
        ):
            return []
        pdf = self._desk.services.plans.revision_pdf(message.plan_id, message.revision)
        return [(f"{view.plan_number} {view.row.name}", pdf)]

    def _place(self) -> Path:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="clinicdesk-drafts-", ignore_cleanup_errors=True)
        self._written += 1
        return Path(self._folder.name) / f"draft-{self._written}.eml"
