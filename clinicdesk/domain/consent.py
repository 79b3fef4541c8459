"""What a patient allows to be sent: care and marketing apart, an opt-out above everything."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """Why a message is sent; a mixed text counts as marketing (safety rule 11)."""

    CARE = "care"
    MARKETING = "marketing"
    PHOTOS = "photos"


@dataclass(frozen=True)
class Consent:
    """One dated answer; an empty ``channel`` means every channel."""

    purpose: Purpose
    given: bool
    at: datetime
    channel: str = ""
    source: str = ""
    wording: str = ""
