"""Reads the names of languages as people write them, in the languages the clinic's patients use."""

from collections.abc import Mapping
from functools import cache

from clinicdesk.domain.text import fold
from clinicdesk.i18n.countries import LANGUAGES
from clinicdesk.i18n.locales import locale_of

CHINESE = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "mandarin": "zh-Hans",
    "cantonese": "zh-Hant",
    "simplified chinese": "zh-Hans",
    "traditional chinese": "zh-Hant",
}


@cache
def _names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in locale_of(language).languages.items():
            if len(code) == 2:
                bcp = CHINESE.get(code, code)
                names.setdefault(fold(name), bcp)
                names.setdefault(fold(f"tiếng {name}") if language == "vi" else code, bcp)
    names.update(CHINESE)
    return names


def language_named(text: str) -> str:
    """Return the BCP 47 code of the language that ``text`` names ("German", "de-AT"), or an empty text.

    Where several are named ("English, German") the first that is known counts.
    """
    names = _names()
    for part in fold(text).replace("_", "-").replace("/", ",").replace(";", ",").split(","):
        word = " ".join(part.split())
        found = names.get(word) or names.get(word.split("-")[0].strip()) or names.get(word.split(" ")[0])
        if found:
            return found
    return ""
