"""What a patient allows to be sent: care and marketing apart, an opt-out above everything."""

import hashlib
from collections.abc import Iterable
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


class Refusal(StrEnum):
    """Why a person may not be contacted."""

    OPTED_OUT = "opted_out"  # the address is on the clinic's do-not-contact list
    REFUSED = "refused"  # the last answer to this purpose was no
    NOT_ASKED = "not_asked"  # there is no answer that covers this purpose


@dataclass(frozen=True)
class Permission:
    """Whether a message may go out, and the answer that says so; true where it may."""

    refusal: Refusal | None = None
    answer: Consent | None = None

    def __bool__(self) -> bool:
        return self.refusal is None


def last_answer(consents: Iterable[Consent], purpose: Purpose, channel: str = "") -> Consent | None:
    """Return the newest answer to ``purpose`` that covers ``channel``.

    An answer without a channel covers every channel. Of two answers at one instant the stricter counts.
    """
    covering = [c for c in consents if c.purpose is purpose and c.channel in {"", channel}]
    return max(covering, key=lambda c: (c.at, not c.given), default=None)


def may_contact(
    consents: Iterable[Consent], suppressed: bool, purpose: Purpose, channel: str = ""
) -> Permission:
    """Return whether a message of ``purpose`` may go out by ``channel`` (safety rule 11).

    ``suppressed`` says that the address is on the do-not-contact list: that is absolute, for care as
    for marketing. Each purpose needs its own yes; nobody who refused care gets marketing. Without a
    channel the answer is for the channel that allows most.
    """
    answers = tuple(consents)
    if suppressed:
        return Permission(Refusal.OPTED_OUT)
    channels = [channel] if channel else sorted({c.channel for c in answers if c.purpose is purpose} | {""})
    permissions = [_on_channel(answers, purpose, name) for name in channels]
    return next((permission for permission in permissions if permission), permissions[0])


def _on_channel(answers: tuple[Consent, ...], purpose: Purpose, channel: str) -> Permission:
    answer = last_answer(answers, purpose, channel)
    if answer is None:
        return Permission(Refusal.NOT_ASKED)
    if not answer.given:
        return Permission(Refusal.REFUSED, answer)
    if purpose is not Purpose.CARE:
        care = last_answer(answers, Purpose.CARE, channel)
        if care is not None and not care.given:
            return Permission(Refusal.REFUSED, care)
    return Permission(None, answer)


def address_hash(folded: str) -> str:
    """Return the fingerprint of one folded address, which outlives the record it came from.

    A phone number has one fingerprint for every channel that uses it, so an opt-out binds all of them
    and everybody who shares the number.
    """
    return hashlib.sha256(f"clinicdesk address:{folded}".encode()).hexdigest()
