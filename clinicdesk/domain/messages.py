"""What is written to a patient: channels, and a text composed when it is opened, never stored ahead."""

from dataclasses import dataclass
from enum import StrEnum

from clinicdesk.domain.consent import Purpose


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

    ``missing`` names facts the text needs and nobody has recorded; ``checked`` is True when a person
    has read the wording of this language; ``address`` is where it goes, empty where none is known;
    ``blocked`` is a sentence that says why it may not be sent, empty where it may.
    """

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
    missing: tuple[str, ...] = ()
    checked: bool = False
    blocked: str = ""
