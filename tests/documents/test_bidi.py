"""The bidirectional algorithm against Unicode's own cases."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.documents.bidi import levels, visual_order
from clinicdesk.documents.bidi_levels import ISOLATES, REMOVED, bidi_class

SAMPLE = Path(__file__).parent / "data" / "bidi_characters.txt"
WHOLE = Path("/usr/share/unicode/BidiCharacterTest.txt")


def base_level(text: str) -> int:
    """The paragraph level that the text asks for (rules P2 and P3): 0 unless its first letter is R or AL."""
    depth = 0
    for character in text:
        name = bidi_class(character)
        if name in ISOLATES:
            depth += 1
        elif name == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and name in ("L", "R", "AL"):
            return 0 if name == "L" else 1
    return 0


def line_levels(text: str, found: list[int], start: int, end: int, base: int) -> list[int]:
    """The levels of one line: separators, and white space before them or at the end, go back to base (L1)."""
    line = found[start:end]
    reset = True
    for index in range(end - 1, start - 1, -1):
        name = bidi_class(text[index])
        if name in ("B", "S"):
            reset = True
        elif name not in REMOVED and name != "WS" and name not in ISOLATES and name != "PDI":
            reset = False
        if reset:
            line[index - start] = base
    return line


def wrong_cases(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        codes, direction, level, wanted_levels, wanted_order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        base = base_level(text) if direction == "2" else int(direction)
        found = line_levels(text, levels(text, base), 0, len(text), base)
        kept = [index for index, character in enumerate(text) if bidi_class(character) not in REMOVED]
        order = [kept[place] for place in visual_order([found[index] for index in kept])]
        shown = ["x" if index not in kept else str(found[index]) for index in range(len(text))]
        if (base, shown, order) != (int(level), wanted_levels.split(), list(map(int, wanted_order.split()))):
            yield line


def test_unicodes_cases_come_out_as_unicode_says():
    assert len(SAMPLE.read_text(encoding="utf-8").splitlines()) > 2000
    assert list(wrong_cases(SAMPLE)) == []


@pytest.mark.slow
@pytest.mark.skipif(not WHOLE.exists(), reason="needs Debian's unicode-data")
def test_every_case_of_the_whole_file():
    assert list(wrong_cases(WHOLE)) == []


def test_an_isolated_phone_number_stays_in_one_piece():
    text = "هاتف \u2066+84 28 3822 1234\u2069"
    order = visual_order(line_levels(text, levels(text, 1), 0, len(text), 1))
    shown = "".join(text[index] for index in order)
    assert "+84 28 3822 1234" in shown


def test_plain_text_has_one_level():
    assert levels("Nguyễn Thị Hà, 1,050 USD", 0) == [0] * 24


@given(
    st.text(alphabet="aא1ع(）[\u2067\u2069\u202e\u202c .,-+$\n\u0301", max_size=40), st.sampled_from((0, 1))
)
def test_any_text_gets_levels_and_an_order_of_all_its_places(text, base):
    found = levels(text, base)
    assert len(found) == len(text)
    assert all(base <= level for level in found)
    assert sorted(visual_order(found)) == list(range(len(text)))
