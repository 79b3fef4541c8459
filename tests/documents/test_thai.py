"""Thai, which is written without spaces: lines end between its words."""

from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.documents.breaks import opportunities
from clinicdesk.documents.paragraph import Text
from clinicdesk.documents.plan import plan_blocks
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.thai import may_begin, word_starts
from clinicdesk.documents.theme import BODY
from tests.documents.papers import plan

SAMPLE = Path(__file__).parent / "data" / "thai_words.txt"
RUNS = [line for line in SAMPLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
"""Runs of the shipped texts with | between their words, cut by PyThaiNLP."""

SIGNS = (
    "ะาำๅๆฯ\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)


def cuts(marked):
    return set(accumulate(len(word) for word in marked.split("|")[:-1]))


def test_the_shipped_texts_are_cut_as_pythainlp_cuts_them():
    assert len(RUNS) > 500
    ours = {run: set(word_starts(run.replace("|", ""))) for run in RUNS}
    agreed = sum(len(ours[run] & cuts(run)) for run in RUNS)
    assert agreed >= 0.995 * sum(map(len, ours.values()))
    assert agreed >= 0.995 * sum(len(cuts(run)) for run in RUNS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ครอบฟันเซอร์โคเนีย", ["ครอบ", "ฟัน", "เซอร์โคเนีย"]),
        ("ทันตแพทย์ตรวจฟัน", ["ทันตแพทย์", "ตรวจ", "ฟัน"]),
        ("คุณฬฬฬฬฬไปตรวจ", ["คุณ", "ฬฬฬฬฬ", "ไป", "ตรวจ"]),
        ("Implantรากฟัน (BLX)", ["Implantรากฟัน ", "(BLX)"]),
    ],
)
def test_a_line_may_end_between_words(text, words):
    places = [0, *(place for place, _ in opportunities(text)), len(text)]
    assert [text[a:b] for a, b in pairwise(places)] == words


def all_texts(block):
    """Every paragraph inside a block."""
    if isinstance(block, Text):
        yield block
    inner = [*getattr(block, "blocks", ()), getattr(block, "block", None)]
    for row in (*getattr(block, "headers", ()), *getattr(block, "rows", ())):
        inner += row.cells
    for one in inner:
        if one is not None:
            yield from all_texts(one)


@pytest.mark.parametrize("width", [40, 63, 90])
def test_no_line_of_a_thai_plan_splits_a_word(press, width):
    known = {run.replace("|", ""): cuts(run) for run in RUNS}
    speech = Speech(press, "th")
    said = [run.replace("|", "") for run in RUNS]
    ends = 0
    for paragraph in (
        *(text for block in plan_blocks(replace(plan(), language="th"), speech) for text in all_texts(block)),
        *(speech.text(run, BODY) for run in said),
    ):
        paragraph.wrap(width, 800)
        text = paragraph.shaped.text
        for start, _ in paragraph.lines[1:]:
            assert text[start] not in SIGNS, text
            if text in known:
                ends += 1
                assert start in known[text] or too_wide(paragraph, start, width), (text, start)
    assert ends > 100


def too_wide(paragraph, start, width):
    """Whether the word around ``start`` is wider than the line, so that it had to be cut."""
    text, places = paragraph.shaped.text, paragraph.places
    edges = [0, *word_starts(text), len(text)]
    return any(a < start < b and places[b] - places[a] > width for a, b in pairwise(edges))


@given(st.text(alphabet="กขฟันรากเทียมแพทย์ใจ\u0e48\u0e49าำะๆ", min_size=1, max_size=40))
def test_no_word_begins_inside_of_a_cluster(text):
    starts = word_starts(text)
    assert starts == sorted(set(starts))
    assert all(0 < place < len(text) and may_begin(text, place) for place in starts)
