"""Which CLDR locale speaks for each language of the program, and in which direction it is written."""

from functools import cache

from babel import Locale

from clinicdesk.i18n.pseudo import LONG, MIRRORED

# European Portuguese, as the words are; British English: day before month, 24 hours, no comma before "and".
# The clinic's readers are worldwide.
_PREFERRED = {"en": "en-GB", "pt": "pt-PT", LONG: "en-GB", MIRRORED: "en-GB"}


@cache
def locale_of(language: str) -> Locale:
    """Return Babel's locale for a BCP 47 ``language`` ("vi", "zh-Hant", a pseudo-language).

    Raises babel.UnknownLocaleError for a language that CLDR does not know.
    """
    return Locale.parse(_PREFERRED.get(language, language), sep="-")


def direction(language: str) -> str:
    """Return "rtl" or "ltr", the direction in which ``language`` is written."""
    if language == MIRRORED:
        return "rtl"
    return str(locale_of(language).text_direction)
