import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import (
    fold,
    initials,
    like,
    paragraph,
    search_words,
    searchable,
    single_line,
    within_line,
    within_paragraph,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn", "NGUYEN"),
        ("Đức", "duc"),
        ("Straße", "STRASSE"),
        ("Łukasz", "lukasz"),
        ("Søren", "soren"),
        ("Yılmaz", "yilmaz"),
        ("Ａｎｎａ", "anna"),
        ("أحمد", "احمد"),
        ("グエン", "クエン"),
    ],
)
def test_accents_case_and_width_are_forgiven(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)


@given(st.text())
def test_a_line_is_one_line_without_controls(text: str) -> None:
    line = single_line(text)
    assert not any(c in line for c in "\n\r\t\x00\u202e\u2067")
    assert line == line.strip()
    assert single_line(line) == line


@given(st.text())
def test_lines_keep_only_line_ends(text: str) -> None:
    lines = paragraph(text)
    assert not any(c in lines for c in "\r\t\x00")
    assert paragraph(lines) == lines


def test_what_is_too_long_is_refused_and_never_cut() -> None:
    assert within_line("x" * 200, "name") == "x" * 200
    assert within_line(" " * 300 + "x", "name") == "x"
    for text in ("x" * 201, "x" * 10_000_000):
        with pytest.raises(InvalidInput) as refused:
            within_line(text, "name")
        assert refused.value.field == "name"
        assert refused.value.data == {"length": len(text), "limit": 200}
    assert len(within_paragraph("x" * 20_000, "request")) == 20_000
    with pytest.raises(InvalidInput):
        within_paragraph("x" * 20_001, "request")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Nguyễn  Văn-Hùng", ("nguyen", "van", "hung")),
        ("O’Connor", ("oconnor",)),
        ("+84 (0)90-123", ("84090123",)),
        ("0901", ("901",)),
        ("0", ("0",)),
        ("P-0288", ("p", "0288")),
        ("", ()),
        (" - ", ()),
    ],
)
def test_words_are_searched_as_they_are_stored(typed: str, words: tuple[str, ...]) -> None:
    assert search_words(typed) == words


@given(st.text(alphabet="ab%_\\", max_size=8), st.text(alphabet="ab%_\\", max_size=8))
def test_a_pattern_finds_exactly_the_texts_that_contain_the_word(word: str, text: str) -> None:
    with sqlite3.connect(":memory:") as connection:
        (found,) = connection.execute("SELECT ? LIKE ? ESCAPE '\\'", (text, like(word))).fetchone()
    connection.close()
    assert bool(found) is (word in text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Linh Trần", "LT"), ("Phạm Gia Minh", "PM"), ("Đức", "Đ"), ("", ""), ("7 Up", "U")],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected
