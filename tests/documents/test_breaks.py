"""Where lines may end, against Unicode's own cases and the habits of each script."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.documents.breaks import _class, opportunities

SAMPLE = Path(__file__).parent / "data" / "line_breaks.txt"
WHOLE = Path("/usr/share/unicode/auxiliary/LineBreakTest.txt")
NUMBERS = {
    *(("CL", "PO"), ("CP", "PO"), ("CL", "PR"), ("CP", "PR")),
    *(("IS", "NU"), ("SY", "NU"), ("PO", "OP"), ("PR", "OP")),
}
"""Pairs that rule LB25 keeps together.  Unicode's file follows the tailoring that looks at whole numbers
(UAX #14, section 8, example 7) and parts them outside of numbers; the plain rule keeps "50 %" and "(5)"
whole."""

CHANGED = {("HY", "HL"), ("BA", "HL")}
"""Since Unicode 15.1 a line may end between a hyphen and a Hebrew letter (LB21a); the file is of 15.0."""


def differences(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        body = line.split("#")[0]
        if not body.strip():
            continue
        text, wanted = "", []
        for sign in body.split():
            if sign == "÷":
                wanted.append(len(text))
            elif sign != "×":
                text += chr(int(sign, 16))
        found = [place for place, _ in opportunities(text)]
        for place in set(found) ^ {place for place in wanted if 0 < place < len(text)}:
            yield text, place


def pair(text, place):
    before = place - 1
    while before and _class(text[before]) in ("CM", "ZWJ"):
        before -= 1
    return _class(text[before]), _class(text[place])


def unexplained(path):
    return [(text, place) for text, place in differences(path) if pair(text, place) not in NUMBERS | CHANGED]


def test_unicodes_sample_differs_only_where_numbers_are_kept_together():
    assert unexplained(SAMPLE) == []


@pytest.mark.slow
@pytest.mark.skipif(not WHOLE.exists(), reason="needs Debian's unicode-data")
def test_the_whole_file_differs_nowhere_else():
    assert unexplained(WHOLE) == []


def pieces(text, **options):
    places = [0, *(place for place, _ in opportunities(text, **options)), len(text)]
    return [text[a:b] for a, b in pairwise(places)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Two broken teeth", ["Two ", "broken ", "teeth"]),
        ("5,665\u00a0USD a day", ["5,665\u00a0USD ", "a ", "day"]),
        ("X-ray (3D)", ["X-", "ray ", "(3D)"]),
        ("費用は「五千円」です。", ["費", "用", "は", "「五", "千", "円」", "で", "す。"]),
        ("รากฟัน\u200bเทียม", ["รากฟัน\u200b", "เทียม"]),
        ("2026-10-12", ["2026-10-12"]),
        ("Nguyễn Thị Hà", ["Nguyễn ", "Thị ", "Hà"]),
    ],
)
def test_words_stay_whole(text, wanted):
    assert pieces(text) == wanted


def test_korean_words_are_kept_whole_in_korean():
    assert pieces("임플란트 치료", keep_hangul_words=True) == ["임플란트 ", "치료"]


def test_a_line_end_must_break():
    assert opportunities("a\nb") == [(2, True)]


@given(st.text(alphabet="ab \u0301\u0e33ก漢。「-/\n\u200b\u00a0(5%)😀\u200d", max_size=30))
def test_no_line_begins_with_a_mark_or_a_space(text):
    for place, must in opportunities(text):
        assert 0 < place < len(text)
        assert must or text[place] not in " \u200b"
        assert must or text[place] != "\u0301" or text[place - 1] in " \u200b\n"
