"""Reads what is typed into the fields of an inquiry: instants, amounts, channels, and a text's language."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import Money
from clinicdesk.domain.text import fold, marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.wording import CHANNEL_NAMES

SIGNS: Mapping[str, str] = {
    "A$": "AUD",
    "US$": "USD",
    "NZ$": "NZD",
    "£": "GBP",
    "€": "EUR",
    "฿": "THB",
    "₫": "VND",
    "¥": "JPY",
    "$": "USD",
    "EUROS": "EUR",
    "EURO": "EUR",
    "POUNDS": "GBP",
    "DOLLARS": "USD",
}
"""How people write currencies, longer signs before the ones inside them."""

SCRIPTS: tuple[tuple[str, str], ...] = (
    ("[\u0600-\u06ff]", "ar"),
    ("[\u0590-\u05ff]", "he"),
    ("[\u0e00-\u0e7f]", "th"),
    ("[\uac00-\ud7af]", "ko"),
    ("[\u3040-\u30ff]", "ja"),
    ("[\u4e00-\u9fff]", "zh-Hans"),
    ("[\u0400-\u04ff]", "ru"),
    ("[ơưăđẠ-ỹ]", "vi"),
)
"""A script that one language of our patients is written in; Latin letters alone say nothing."""

_CODE = re.compile(r"(?<![A-Za-z])([A-Za-z]{3})(?![A-Za-z])")
_THOUSANDS = re.compile(r"(?<=\d)[ \t]?k\b", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})\s*$")
FEWEST_LETTERS = 2


def read_amount(text: str, home: str, currencies: Iterable[str], language: str) -> Money | None:
    """Return the amount that was typed, in the currency it names, else in ``home``; None for no text.

    A bare $ is the home currency where that is a dollar. Raises InvalidInput with the field "value".
    """
    from clinicdesk.i18n.parsing import parse_money

    typed = text.strip()
    if not typed:
        return None
    currency, number = _split_currency(typed, home, set(currencies))
    thousands = _THOUSANDS.search(number)
    money = parse_money(_THOUSANDS.sub("", number), currency, language, field="value")
    return Money(money.minor * 1000, currency) if thousands else money


def _split_currency(typed: str, home: str, currencies: set[str]) -> tuple[str, str]:
    upper = typed.upper()
    for code in _CODE.findall(upper):
        if code in currencies or code in SIGNS.values():
            return code, re.sub(code, "", typed, flags=re.IGNORECASE).strip()
    for sign, code in SIGNS.items():
        if sign in upper:
            number = re.sub(re.escape(sign), "", typed, flags=re.IGNORECASE).strip()
            return (home if sign == "$" and home.endswith("D") and home != "VND" else code), number
    return home, typed


def read_instant(text: str, now: datetime, zone: ZoneInfo, language: str) -> datetime | None:
    """Return the instant that was typed, such as "17/11/2026 10:31" or "10:31"; None for no text (now).

    A bare time is the last such time up to now. Raises InvalidInput with the field "at".
    """
    from clinicdesk.i18n.parsing import parse_date

    typed = text.strip()
    if not typed:
        return None
    today = now.astimezone(zone).date()
    clock = _CLOCK.search(typed)
    rest = (typed[: clock.start()] if clock else typed).strip(" ,")
    day = parse_date(rest, language, today, field="at") if rest else today
    try:
        at = time(int(clock[1]), int(clock[2])) if clock else time(12, 0)
    except ValueError as error:
        raise InvalidInput(marked("Write the time as 09:30."), field="at") from error
    instant = datetime.combine(day, at, tzinfo=zone)
    if instant > now:
        raise InvalidInput(marked("This time is still to come."), field="at")
    return instant


def channel_key(text: str, known: Iterable[str]) -> str:
    """Return the channel that was typed: spelled as one in use, else its own key, else as typed."""
    wanted = fold(text.strip())
    for channel in known:
        if fold(channel) == wanted:
            return channel
    for key, name in CHANNEL_NAMES.items():
        if wanted in {fold(name), key}:
            return key
    return text.strip()


def channel_words(t: Translator, channel: str) -> str:
    """Return a channel as the field shows it, translated where it is no brand."""
    name = CHANNEL_NAMES.get(channel)
    return t(name) if name else channel


def language_of(text: str) -> str:
    """Return the language whose script ``text`` is written in, empty where the script does not tell."""
    for pattern, language in SCRIPTS:
        if len(re.findall(pattern, text)) >= FEWEST_LETTERS:
            return language
    return ""
