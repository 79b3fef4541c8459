"""Mail drafts as .eml files that the staff's own mail program opens, unsent, with the PDF inside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import BIDI_CONTROLS, fold, marked, paragraph, single_line

_PDF_MARK = b"%PDF-"
_CALENDAR_MARK = b"BEGIN:VCALENDAR"
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_MAILBOX = re.compile(r"[^\s@]+@[^\s@]+")


@dataclass(frozen=True)
class Mailbox:
    """A person's or the clinic's mail address with the name shown beside it."""

    email: str
    name: str = ""


@dataclass(frozen=True)
class Attachment:
    """A document to send along: a PDF or a calendar file, with the name the reader sees."""

    name: str
    content: bytes


def draft(
    sender: Mailbox,
    recipient: Mailbox,
    subject: str,
    body: str,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Return an unsent mail (RFC 5322, X-Unsent) to one recipient, as the content of an .eml file.

    One recipient, no Cc, no Bcc; names and addresses are built by ``headerregistry`` so that a comma in a
    name stays in the name (safety rule 13). Raises InvalidInput for an address that mail cannot carry and for
    an attachment that is neither a PDF nor a calendar file.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["From"] = _address(sender)
    message["To"] = _address(recipient)
    message["Subject"] = single_line(subject)
    message.set_content(paragraph(body) + "\n", charset="utf-8", cte="base64")
    for attachment in attachments:
        maintype, subtype, suffix = _type(attachment)
        message.add_attachment(
            attachment.content,
            maintype=maintype,
            subtype=subtype,
            filename=f"{file_stem(attachment.name)}.{suffix}",
        )
    return message.as_bytes()


def file_stem(name: str) -> str:
    """Return ``name`` as a plain file name without suffix: "Kế hoạch P-2026-0398.pdf" is
    "ke-hoach-p-2026-0398" (safety rule 17)."""
    bare = re.sub(r"\.(pdf|ics)$", "", name, flags=re.IGNORECASE)
    return _NOT_IN_NAMES.sub("-", fold(bare)).strip("-")[:80] or "document"


def _address(mailbox: Mailbox) -> Address:
    email = single_line(mailbox.email)
    name = "".join(c for c in single_line(mailbox.name) if c not in BIDI_CONTROLS)
    try:
        if not (email.isascii() and _MAILBOX.fullmatch(email)):
            raise ValueError
        return Address(display_name=name, addr_spec=email)
    except (ValueError, IndexError, MessageError):
        raise InvalidInput(marked("“{email}” is not a mail address."), field="email", email=email) from None


def _type(attachment: Attachment) -> tuple[str, str, str]:
    if attachment.content.startswith(_PDF_MARK):
        return "application", "pdf", "pdf"
    if attachment.content.startswith(_CALENDAR_MARK):
        return "text", "calendar", "ics"
    raise InvalidInput(
        marked("“{name}” is neither a PDF nor a calendar file."), field="attachment", name=attachment.name
    )
