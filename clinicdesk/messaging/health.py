"""Finds words about somebody's health, which may stand in no subject and in no link (safety rule 16)."""

import json
import re
import unicodedata
from functools import cache

from clinicdesk.bundle import files


def health_word(text: str, language: str) -> str:
    """Return the first word about health in ``text`` as it stands there, or an empty text.

    English words are always looked for. A word counts where it begins as one of the listed stems does.
    """
    composed = unicodedata.normalize("NFC", text)
    found = [match for name in {"en", language} if (match := _pattern(name).search(composed))]
    return min(found, key=lambda match: match.start()).group() if found else ""


def knows_health_words(language: str) -> bool:
    """Return whether there is a list of health words for ``language``."""
    return bool(_words(language))


@cache
def _words(language: str) -> tuple[str, ...]:
    folder = files("resources") / "messages"
    if f"{language}.json" not in {path.name for path in folder.glob("*.json")}:
        return ()
    return tuple(json.loads((folder / f"{language}.json").read_text("utf-8"))["health_words"])


@cache
def _pattern(language: str) -> re.Pattern[str]:
    stems = "|".join(re.escape(unicodedata.normalize("NFC", word)) for word in _words(language))
    return re.compile(rf"\b(?:{stems})\w*" if stems else r"(?!)", re.IGNORECASE)
