"""The languages that documents and messages can speak (product.md, "Documents and their languages")."""

import unicodedata

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import marked

DOCUMENT_LANGUAGES = (
    "en", "vi", "th", "ja", "ko", "zh-Hans", "zh-Hant", "de", "fr", "es", "it", "pt", "nl", "pl", "hu", "tr",
    "ru", "ar", "he",
)  # fmt: skip
"""BCP 47 codes; the last two are written from right to left."""


SCRIPTS = {
    "th": ("THAI",), "ja": ("CJK", "HIRAGANA", "KATAKANA"), "ko": ("HANGUL",), "zh-Hans": ("CJK",),
    "zh-Hant": ("CJK",), "ru": ("CYRILLIC",), "ar": ("ARABIC",), "he": ("HEBREW",),
}  # fmt: skip
"""The letters of languages that are not written in Latin ones, as Unicode names them."""


def may_be_in(text: str, language: str) -> bool:
    """Return whether ``text`` may be written in ``language``: it has letters of its script, or no letters.

    Languages in Latin letters cannot be told apart here; only another script speaks against them.
    """
    found = {unicodedata.name(sign, "").split(" ")[0].split("-")[0] for sign in text if sign.isalpha()}
    own = SCRIPTS.get(language, ("LATIN",))
    return not found or not found.isdisjoint(own)


def check_document_language(language: str, field: str) -> None:
    """Refuse a language that documents cannot speak (InvalidInput with ``field``)."""
    if language not in DOCUMENT_LANGUAGES:
        raise InvalidInput(
            marked("Documents cannot be written in {language}. Choose another language."),
            field=field,
            language=language[:20],
        )
