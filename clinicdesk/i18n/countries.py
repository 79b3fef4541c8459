"""Reads the names of countries as people write them, in the languages the clinic's patients use."""

import re
from collections.abc import Mapping
from functools import cache

from babel.core import get_global

from clinicdesk.domain.text import fold
from clinicdesk.i18n.locales import locale_of

LANGUAGES = (
    "en", "vi", "th", "ja", "ko", "zh-Hans", "zh-Hant", "de", "fr", "es", "it", "pt", "nl", "pl", "hu", "tr",
    "ru", "ar", "he", "sv", "nb", "da", "fi", "cs", "uk",
)  # fmt: skip
ALIASES = {
    "usa": "US", "u.s.a.": "US", "u.s.": "US", "united states of america": "US", "america": "US", "mỹ": "US",
    "uk": "GB", "u.k.": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "scotland": "GB",
    "wales": "GB", "northern ireland": "GB", "anh": "GB", "anh quốc": "GB", "uae": "AE", "emirates": "AE",
    "dubai": "AE", "korea": "KR", "south korea": "KR", "hàn": "KR", "holland": "NL", "hà lan": "NL",
    "czech republic": "CZ", "viet nam": "VN", "việt nam": "VN", "russia": "RU", "nga": "RU",
    "new zealand": "NZ", "nz": "NZ", "aus": "AU", "oz": "AU", "ksa": "SA", "taiwan": "TW", "đài loan": "TW",
    "hong kong": "HK", "macau": "MO", "deutschland": "DE", "nhật": "JP", "pháp": "FR", "canada": "CA",
    "turkey": "TR", "türkiye": "TR", "singapore": "SG", "úc": "AU", "السعودية": "SA", "الامارات": "AE",
    "الإمارات": "AE", "الكويت": "KW", "قطر": "QA", "ý": "IT", "tây ban nha": "ES",
}  # fmt: skip
SHORTEST_IN_TEXT = 4
AFTER_PREPOSITION = re.compile(r"\b(?:from|in the|in|o ben|o|tu|ben|aus|der)[ ]+(\w{2,3})\b(?!\w)")
SCRIPTS_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


def likely_language(country: str) -> str:
    """Return the language (BCP 47) that most people in ``country`` (ISO 3166) use, as CLDR has it.

    Chinese is told apart by script; English where CLDR names no other; empty for no country.
    """
    if not country:
        return ""
    language, *rest = str(get_global("likely_subtags").get(f"und_{country}", "en")).split("_")
    return f"{language}-{rest[0]}" if language == "zh" and rest else language


@cache
def _names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in locale_of(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"}:
                names.setdefault(fold(name), code)
                names.setdefault(code.casefold(), code)
    names.update({fold(alias): code for alias, code in ALIASES.items()})
    return names


def country_of(text: str) -> str:
    """Return the ISO 3166 code that ``text`` names (a name, a code, "Scotland, UK"), or an empty text."""
    names = _names()
    whole = fold(" ".join(text.split()))
    if whole in names:
        return names[whole]
    parts = [part.strip(" .()") for part in re.split(r"[,/;()–-]", whole)]
    return next((names[part] for part in reversed(parts) if part in names), "")


def countries_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return (code, start, end) of the country names in running ``text``, longest first, never a bare code.

    The places are exact where folding keeps the length of the text, which it does for composed text of
    the languages above; a name whose place would differ is left out.
    """
    folded = "".join(fold(character) if len(fold(character)) == 1 else character for character in text)
    found: list[tuple[str, int, int]] = []
    names = _names()
    for name, code in sorted(names.items(), key=lambda item: -len(item[0])):
        spaceless = bool(SCRIPTS_WITHOUT_SPACES.search(name))
        if (len(name) < SHORTEST_IN_TEXT and not spaceless) or name not in folded:
            continue
        pattern = re.escape(name) if spaceless else rf"(?<!\w){re.escape(name)}(?!\w)"
        for match in re.finditer(pattern, folded):
            if all(match.end() <= start or match.start() >= end for _, start, end in found):
                found.append((code, match.start(), match.end()))
    for match in AFTER_PREPOSITION.finditer(folded):
        short = names.get(match.group(1))
        if short and all(match.end(1) <= start or match.start(1) >= end for _, start, end in found):
            found.append((short, match.start(1), match.end(1)))
    return tuple(sorted(found, key=lambda place: place[1]))


def currency_of(country: str) -> str:
    """Return the currency (ISO 4217) that is legal tender in ``country`` today, or an empty text."""
    from babel.numbers import get_territory_currencies

    found: list[str] = get_territory_currencies(country)
    return found[0] if found else ""


def all_countries() -> tuple[str, ...]:
    """Return the ISO 3166 codes of every country and territory that has a currency of its own use."""
    return tuple(sorted({code for code in _names().values() if currency_of(code)}))
