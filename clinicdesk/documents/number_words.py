"""Number words as they stand before the name of a currency: their gender, their endings, their joints."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from num2words import num2words

from clinicdesk.documents.chinese_numbers import GROUPS, capital_figures

MILLION = 1_000_000

CROWNS = frozenset({"SEK", "NOK", "DKK", "CZK", "ISK"})
POUNDS = frozenset({"GBP", "EGP", "LBP", "SYP"})
LIRA, RUPEES = frozenset({"TRY"}), frozenset({"INR", "LKR", "NPR", "PKR"})
_ROMANCE = CROWNS | POUNDS | LIRA | RUPEES
FEMININE: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("es", "pt", "it", "fr"), _ROMANCE),
    "ru": CROWNS | LIRA | RUPEES | {"JPY", "KRW", "UAH"},
    "pl": CROWNS | LIRA | RUPEES | {"UAH"},
    "he": POUNDS | LIRA | RUPEES,
}
"""Currencies whose name is feminine where numbers agree with it."""

NEUTER = {"pl": frozenset({"EUR"})}
OF = {"es": "de", "pt": "de", "it": "di", "fr": "de"}
"""What stands between a round million and the currency."""

_Change = tuple[tuple[str, str], ...]
_ENDINGS: Mapping[str, _Change] = {
    "es": ((r"veintiuno$", "veintiún"), (r"uno$", "un")),
    "it": ((r"^uno$", "un"),),
    "de": ((r"eins$", "ein"),),
    "hu": ((r"kettő$", "két"),),
    "nl": ((r"duizend(?=\w)", "duizend "),),
    "ar": ((r" و ", " و"),),
}
_FEMININE_ENDINGS: Mapping[str, _Change] = {
    "es": ((r"cientos\b", "cientas"), (r"quinientos\b", "quinientas"), (r"uno$", "una")),
    "pt": ((r"(?<=[chnz])entos\b", "entas"), (r"\bdois(?! milh)", "duas"), (r"\bum(?! milh)", "uma")),
    "it": ((r"^uno$", "una"),),
    "fr": ((r"\bun$", "une"),),
    "ru": ((r"\bодин$", "одна"), (r"\bдва$", "две")),
    "pl": ((r"^jeden$", "jedna"), (r"\bdwa$", "dwie")),
}
_NEUTER_ENDINGS: Mapping[str, _Change] = {"pl": ((r"^jeden$", "jedno"),)}


def number_words(number: int, language: str, currency: str) -> str:
    """Return ``number`` (from 0) in words that agree with the name of ``currency`` after them.

    Empty in a language whose number words are not known.
    """
    if language in GROUPS:
        return capital_figures(number, language)
    words = " ".join(_spelled(number, language, currency).replace(",", "").split())
    for pattern, ending in _changes(language, currency):
        words = re.sub(pattern, ending, words)
    if words and number and number % MILLION == 0 and language in OF:
        return f"{words} {OF[language]}"
    return words


def _spelled(number: int, language: str, currency: str) -> str:
    spell: Callable[..., str] = partial(num2words, number, lang=language)
    try:
        if language == "he":
            return str(spell(gender="f" if currency in FEMININE["he"] else "m"))
        return str(spell())
    except NotImplementedError:
        return ""


def _changes(language: str, currency: str) -> _Change:
    changes: _Change = ()
    if currency in FEMININE.get(language, ()):
        changes = _FEMININE_ENDINGS.get(language, ())
    elif currency in NEUTER.get(language, ()):
        changes = _NEUTER_ENDINGS.get(language, ())
    return changes + _ENDINGS.get(language, ())
