import pytest

from clinicdesk.ui.search_palette import spans


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Feldman, Rachel", "fel", ["Fel"]),
        ("Félix Moreau", "felix", ["Félix"]),
        ("Nguyễn Đức", "duc nguyen", ["Nguyễn", "Đức"]),
        ("Straße 12", "strasse", ["Straße"]),
        ("田中 由紀", "由紀", ["由紀"]),
        ("Anna", "xyz", []),
        ("Anna", "", []),
    ],
)
def test_matched_letters_are_found_in_folded_text(text: str, query: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, query)] == marked
