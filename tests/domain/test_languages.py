import pytest

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.languages import DOCUMENT_LANGUAGES, check_document_language, may_be_in


@pytest.mark.parametrize(
    ("text", "language", "fits"),
    [
        ("Two implants in two trips.", "en", True),
        ("Two implants in two trips.", "ja", False),
        ("Two implants in two trips.", "ar", False),
        ("インプラントを2本入れます。", "ja", True),
        ("インプラントを2本入れます。", "de", False),
        ("植入两颗种植体（Straumann BLX）", "zh-Hans", True),
        ("Straumann BLX", "zh-Hans", False),
        ("Два импланта", "ru", True),
        ("Hai trụ implant", "vi", True),
        ("12–14, 2027", "th", True),
        ("", "he", True),
    ],
)
def test_letters_of_another_script_speak_against_a_language(text: str, language: str, fits: bool) -> None:
    assert may_be_in(text, language) is fits


def test_only_languages_that_documents_speak_are_taken() -> None:
    for language in DOCUMENT_LANGUAGES:
        check_document_language(language, "language")
    with pytest.raises(InvalidInput, match="Documents cannot"):
        check_document_language("tlh", "language")
