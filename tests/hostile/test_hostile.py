"""Whatever people type is printed as typed or refused by name: no crash, no square, nobody else's text."""

import re
import unicodedata
from collections import Counter
from itertools import count, islice

import pytest

from clinicdesk.documents.fonts import UnknownGlyph, is_invisible
from clinicdesk.documents.press import Press
from clinicdesk.documents.shaping import clean
from tests.documents.conftest import RESOURCES
from tests.hostile.drawn import lines
from tests.hostile.papers import PAPERS, filled, numbered
from tests.hostile.strings import hostile

pytestmark = pytest.mark.hostile
PRESS = Press.open(RESOURCES)
ALL = 500
ISOLATES = "\u2066\u2067\u2068\u2069"
TURN = re.compile(r"qz[a-j]{4}")


def visible(text):
    """What of a text stands on paper: NFC, without spaces, line ends and what only steers the layout."""
    return "".join(c for c in clean(text) if not c.isspace() and not is_invisible(c))


def drawn(data):
    """The visible characters in the order of drawing; no glyph of them is the square of a missing one."""
    found = lines(data)
    assert all(glyph for line in found for glyph in line.glyphs)
    return "".join(apart(visible(line.text)) for line in found)


def apart(text):
    """Marks beside their letters: a mark at the beginning of a field may join the letter before it."""
    return unicodedata.normalize("NFD", text)


def unmarked_end(text):
    """A text without the marks of its last letter: among them a mark of the next field may take its place."""
    end = len(text)
    while end and unicodedata.combining(text[end - 1]):
        end -= 1
    return text[:end]


def turns(text):
    """Whether a text holds letters that run to the left, or controls that say so of others."""
    return any(c in ISOLATES or unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text)


def keeps_order(typed, language):
    """Whether a text is drawn from left to right as it was written, among others that do.

    Not in Arabic, where words from the left change places with those around them; nor with marks, which may
    be drawn in another order (UAX #15); and a long text may run on to the next page, under its letterhead.
    """
    wanted = visible(typed)
    if language == "ar" or any(map(unicodedata.combining, wanted)):
        return False
    return len(wanted) <= 60 and len(clean(typed).splitlines()) == 1


@pytest.fixture(scope="module")
def strings(request):
    return hostile(request.config.getoption("--hostile"))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
@pytest.mark.parametrize("turning", [False, True], ids=["onward", "turning"])
def test_every_field_prints_what_was_typed(paper, strings, turning):
    """All fields get strings at once, others at each turn, so that in the end each field had each string.

    Strings that turn what stands beside them are apart: there, all characters must be on paper, in
    whatever order.
    """
    language = paper.document.language
    printable = [text for text in strings if not PRESS.missing(text, language) and turns(text) == turning]
    assert len(printable) > 2
    words = numbered()
    marks = filled(paper.document, lambda: next(words))
    shown = set(TURN.findall(drawn(paper.print(marks, PRESS))))
    assert len(shown) > 12
    for turn in range(0, len(printable), 1 if len(strings) >= ALL else 4):
        said = {}
        fields, words = count(), numbered()

        def word(turn=turn, said=said, fields=fields, words=words):
            mark = next(words)
            said[mark] = printable[(turn + next(fields)) % len(printable)]
            return said[mark]

        on_paper = drawn(paper.print(filled(paper.document, word), PRESS))
        counts = Counter(on_paper)
        for mark in shown:
            wanted = apart(visible(said[mark]))
            if not turning and wanted and keeps_order(said[mark], language):
                assert unmarked_end(wanted) in on_paper, (mark, said[mark])
            assert not Counter(wanted) - counts, (mark, said[mark])


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_what_cannot_be_printed_is_refused_by_name_in_any_field(paper, strings):
    language = paper.document.language
    words = numbered()
    shown = set(TURN.findall(drawn(paper.print(filled(paper.document, lambda: next(words)), PRESS))))
    refused = [text for text in strings if PRESS.missing(text, language)]
    assert refused
    for turn, text in enumerate(refused):
        mark = sorted(shown)[turn % len(shown)]
        words = numbered()

        def word(words=words, mark=mark, text=text):
            own = next(words)
            return text if own == mark else own

        with pytest.raises(UnknownGlyph) as raised:
            paper.print(filled(paper.document, word), PRESS)
        told = raised.value.data
        missing = PRESS.missing(text, language)
        assert told["character"] in missing
        assert told["code"] == f"U+{ord(told['character']):04X}"
        assert told["name"]
        assert isinstance(told["place"], str)


def test_a_paper_says_nothing_of_the_paper_before():
    for paper in PAPERS:
        for turn in range(3):
            words = islice(numbered(), 1000 * turn, None)
            own = {}

            def word(words=words, own=own):
                mark = next(words)
                own[mark] = mark
                return mark

            said = set(TURN.findall(drawn(paper.print(filled(paper.document, word), PRESS))))
            assert said
            assert said <= own.keys()


def test_the_strings_are_as_many_as_they_are_said_to_be():
    every = hostile(ALL)
    assert len(every) == ALL
    assert len(set(every)) > ALL - 5
    assert every == hostile(ALL)
