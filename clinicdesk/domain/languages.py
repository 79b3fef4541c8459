"""The languages that documents and messages can speak (product.md, "Documents and their languages")."""

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import marked

DOCUMENT_LANGUAGES = (
    "en", "vi", "th", "ja", "ko", "zh-Hans", "zh-Hant", "de", "fr", "es", "it", "pt", "nl", "pl", "hu", "tr",
    "ru", "ar", "he",
)  # fmt: skip
"""BCP 47 codes; the last two are written from right to left."""


def check_document_language(language: str, field: str) -> None:
    """Refuse a language that documents cannot speak (InvalidInput with ``field``)."""
    if language not in DOCUMENT_LANGUAGES:
        raise InvalidInput(
            marked("Documents cannot be written in {language}. Choose another language."),
            field=field,
            language=language[:20],
        )
