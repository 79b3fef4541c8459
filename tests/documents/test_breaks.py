"""Where lines may end, against Unicode's own cases and the habits of each script."""

from bisect import bisect_right
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.linebreak import line_break

from clinicdesk.documents.breaks import _stretches, opportunities

SAMPLE = Path(__file__).parent / "data" / "line_breaks.txt"
WHOLE = Path("/usr/share/unicode/auxiliary/LineBreakTest.txt")
DEVIATIONS = Path(__file__).parent / "data" / "line_break_deviations.txt"
VERSION = "15.0.0"
"""The Unicode version of the cases."""


def bodies(path):
    """The lines of a data file without comments."""
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def decoded(codes):
    return "".join(chr(int(code, 16)) for code in codes.split())


def listed():
    """The deviations with a reason: places by text."""
    rows = (line.split(";") for line in bodies(DEVIATIONS))
    return {decoded(codes): {int(place) for place in places.split()} for _, codes, places in rows}


def differences(path):
    """The places by text where Unicode's file and we disagree, and all texts of the file."""
    found, texts = {}, set()
    for body in bodies(path):
        text, wanted = "", set()
        for sign in body.split():
            if sign == "÷":
                wanted.add(len(text))
            elif sign != "×":
                text += chr(int(sign, 16))
        texts.add(text)
        places = {place for place, _ in opportunities(text)} ^ (wanted - {0, len(text)})
        if places:
            found[text] = places
    return found, texts


def test_unicodes_cases_differ_exactly_where_the_list_says_so():
    found, texts = differences(SAMPLE)
    assert len(texts) > 2500
    assert listed().keys() <= texts
    assert found == listed()


def test_every_deviation_has_a_reason_that_is_explained():
    words = DEVIATIONS.read_text(encoding="utf-8")
    assert f"Unicode {VERSION}" in words
    assert {line.split(";")[0] for line in bodies(DEVIATIONS)} == {"numbers", "hebrew"}
    assert all(f"# {reason}:" in words for reason in ("numbers", "hebrew"))


@pytest.mark.slow
@pytest.mark.skipif(not WHOLE.exists(), reason="needs Debian's unicode-data")
def test_the_whole_file_differs_nowhere_else():
    if f"LineBreakTest-{VERSION}" not in WHOLE.read_text(encoding="utf-8")[:200]:
        pytest.skip(f"Unicode's file here is not of version {VERSION}")
    found, _ = differences(WHOLE)
    assert found == listed()


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


def test_the_shipped_classes_are_those_of_uniseg():
    starts, names = _stretches()
    assert starts == sorted(set(starts))
    codes = [*range(0x3400), *range(0x3400, 0x110000, 97), *starts]
    wrong = [c for c in codes if names[bisect_right(starts, c) - 1] != line_break(chr(c)).value]
    assert wrong == []
