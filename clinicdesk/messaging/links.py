"""Links that open a draft in another program; a person presses send there (safety rule 16)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.messages import Channel
from clinicdesk.domain.text import marked, paragraph, single_line
from clinicdesk.messaging.channels import ABILITIES
from clinicdesk.messaging.health import health_word, knows_health_words

MOST_BYTES = 1_800
ALLOWED = frozenset(
    {
        ("https", "wa.me"),
        ("https", "zalo.me"),
        ("https", "line.me"),
        ("https", "m.me"),
        ("https", "t.me"),
        ("viber", "chat"),
        ("mailto", ""),
        ("sms", ""),
        ("tel", ""),
    }
)
"""Scheme and host of every link this program may open."""

_E164 = re.compile(r"\+[1-9]\d{6,14}")
_ACCOUNT = re.compile(r"@?[A-Za-z0-9][A-Za-z0-9._-]{1,63}")
_MAIL = re.compile(r"[^\s@<>\"(),:;\\]+@[^\s@<>\"(),:;\\]+\.[^\s@<>\"(),:;\\]+")


@dataclass(frozen=True)
class Link:
    """What to open. ``copy``: the text is not in the link, so it must be copied first.

    ``scan``: the link works on a phone only and is shown as a QR code. An empty ``url`` means that the chat
    must be opened by hand.
    """

    url: str
    copy: bool
    scan: bool = False


def link(channel: Channel, address: str, text: str, language: str, *, subject: str = "") -> Link:
    """Return the link that opens a draft of ``text`` (written in ``language``) to ``address``.

    ``address`` is an E.164 number, an account name or a mail address. The text goes into the link only where
    the channel takes one, the whole link has at most 1,800 bytes, and the text has no word about health (in a
    language without a list of such words it never goes in).

    Raises InvalidInput where the address does not fit the channel.
    """
    body = paragraph(text)
    plain = _chat(channel, single_line(address))
    if not body or not ABILITIES[channel].writes:
        return Link(_allowed(plain), copy=False)
    if not ABILITIES[channel].prefill:
        return Link(_allowed(plain), copy=True)
    full = _with_text(channel, plain, body, single_line(subject))
    fits = len(full) <= MOST_BYTES and _may_be_in_a_link(f"{subject} {body}", language)
    if channel is Channel.LINE:
        return Link(_allowed(full) if fits else "", copy=True, scan=fits)
    return Link(_allowed(full if fits else plain), copy=not fits)


def _may_be_in_a_link(text: str, language: str) -> bool:
    return knows_health_words(language) and not health_word(text, language)


def _allowed(url: str) -> str:
    """Return ``url`` if its scheme and host are on the list; anything else is a bug."""
    parts = urlsplit(url)
    if url and (parts.scheme, parts.netloc) not in ALLOWED:
        raise ValueError(f"A link to {parts.scheme}:{parts.netloc} is not allowed.")
    return url


def _digits(address: str) -> str:
    if not _E164.fullmatch(address):
        raise InvalidInput(
            marked("“{number}” is not a full phone number with its country code."),
            field="phone",
            number=address,
        )
    return address[1:]


def _account(address: str) -> str:
    if not _ACCOUNT.fullmatch(address):
        raise InvalidInput(
            marked("“{account}” is not an account name for a link."), field="account", account=address
        )
    return quote(address.removeprefix("@"), safe="")


def _mail(address: str) -> str:
    if not _MAIL.fullmatch(address):
        raise InvalidInput(marked("“{email}” is not a mail address."), field="email", email=address)
    return quote(address, safe="@")


def _telegram(address: str) -> str:
    if address.startswith("+"):
        return f"+{_digits(address)}"
    return _account(address)


def _encoded(text: str) -> str:
    return quote(text, safe="")


_CHATS: Mapping[Channel, tuple[str, Callable[[str], str]]] = {
    Channel.EMAIL: ("mailto:{}", _mail),
    Channel.WHATSAPP: ("https://wa.me/{}", _digits),
    Channel.ZALO: ("https://zalo.me/{}", _digits),
    Channel.MESSENGER: ("https://m.me/{}", _account),
    Channel.TELEGRAM: ("https://t.me/{}", _telegram),
    Channel.VIBER: ("viber://chat?number=%2B{}", _digits),
    Channel.SMS: ("sms:+{}", _digits),
    Channel.PHONE: ("tel:+{}", _digits),
}
"""How each channel's chat is opened; LINE and KakaoTalk have no link to a person."""


def _chat(channel: Channel, address: str) -> str:
    """Return the link that opens the chat without a text; empty where the channel has none."""
    if channel not in _CHATS:
        return ""
    pattern, part = _CHATS[channel]
    return pattern.format(part(address))


def _with_text(channel: Channel, chat: str, body: str, subject: str) -> str:
    if channel is Channel.EMAIL:
        lines = body.replace("\n", "\r\n")
        return f"{chat}?subject={_encoded(subject)}&body={_encoded(lines)}"
    start = "https://line.me/R/share" if channel is Channel.LINE else chat
    return f"{start}?text={_encoded(body)}"
