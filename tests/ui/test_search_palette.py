import pytest

from clinicdesk.domain.search import Hit, HitKind
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.search_palette import detail_of, spans


@pytest.mark.parametrize(
    ("kind", "detail", "shown"),
    [
        (HitKind.PATIENT, "IL", "Israel"),
        (HitKind.PATIENT, "", ""),
        (HitKind.RECEIPT, "deposit", "Deposit"),
        (HitKind.LEAD, "plan_sent", "Plan sent"),
        (HitKind.NOTE, "her father felt pain", "her father felt pain"),
    ],
)
def test_a_hit_ends_with_what_tells_it_apart(kind: HitKind, detail: str, shown: str, t: Translator) -> None:
    assert detail_of(t, Hit(kind, 1, 1, "A", "", detail)) == shown


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
