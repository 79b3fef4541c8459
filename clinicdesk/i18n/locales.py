"""Which CLDR locale speaks for each language of the program, and in which direction it is written."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from clinicdesk.i18n.pseudo import LONG, MIRRORED

if TYPE_CHECKING:
    from babel import Locale

# European Portuguese, as the words are; British English: day before month, 24 hours, no comma before "and".
# The clinic's readers are worldwide.
_PREFERRED = {"en": "en-GB", "pt": "pt-PT", LONG: "en-GB", MIRRORED: "en-GB"}

_RIGHT_TO_LEFT = frozenset({MIRRORED, "ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
"""Languages that CLDR's layout of characters says are written from the right."""


@cache
def locale_of(language: str) -> Locale:
    """Return Babel's locale for a BCP 47 ``language`` ("vi", "zh-Hant", a pseudo-language).

    Raises babel.UnknownLocaleError for a language that CLDR does not know.
    """
    from babel import Locale

    return Locale.parse(_PREFERRED.get(language, language), sep="-")


def direction(language: str) -> str:
    """Return "rtl" or "ltr", the direction in which ``language`` (BCP 47) is written; Babel is not needed."""
    return "rtl" if language in _RIGHT_TO_LEFT or language[:2] in _RIGHT_TO_LEFT else "ltr"
