"""What is written to a patient: channels, and a text composed when it is opened, never stored ahead."""

from dataclasses import dataclass
from enum import StrEnum

from clinicdesk.domain.consent import Permission, Purpose


class Channel(StrEnum):
    """How a message or a call reaches a patient."""

    EMAIL = "email"
    WHATSAPP = "whatsapp"
    ZALO = "zalo"
    LINE = "line"
    MESSENGER = "messenger"
    TELEGRAM = "telegram"
    VIBER = "viber"
    KAKAO = "kakao"
    SMS = "sms"
    PHONE = "phone"


@dataclass(frozen=True)
class Composed:
    """A message ready to be read: in the patient's language, and beside it in the clinic's.

    ``missing`` names the places that had no fact, so that their sentences were left out; ``checked`` is
    True when a person has read the wording of this language; ``address`` is where it goes, empty where none
    is known; ``permission`` says whether it may be sent, and why not.
    """

    patient_id: int
    kind: str
    purpose: Purpose
    channel: str
    address: str
    language: str
    subject: str
    body: str
    own_language: str
    own_subject: str
    own_body: str
    permission: Permission
    missing: tuple[str, ...] = ()
    checked: bool = False
    lead_id: int | None = None
    followup_id: int | None = None
    plan_id: int | None = None
    revision: int = 0


@dataclass(frozen=True)
class PaperMail:
    """The mail that a paper goes out with: whose, in which language, and the ``number`` printed on it.

    ``kind`` is the message about it, empty where there is none; ``title`` is the paper's own title as the
    documents say it in English, for a covering text where the message has no wording in ``language``.
    """

    patient_id: int
    number: str
    language: str
    kind: str = ""
    title: str = ""
    lead_id: int | None = None


@dataclass(frozen=True)
class MailFile:
    """A document that goes with a mail: its name with its suffix, and its bytes."""

    name: str
    content: bytes
