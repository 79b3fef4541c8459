"""Where the words of Thai begin, which are written without spaces: the fewest words of a list that fit.

The list (resources/breaks/th.txt) is made by packaging/thai_words.py.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache

from clinicdesk.bundle import files

_LEADING_VOWELS = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44")
_FOLLOWING = frozenset("\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46")
"""Vowels and signs that stand behind their consonant or word."""

SHORTEST_UNKNOWN = 3
"""An unknown piece of fewer letters is part of the word beside it."""


def may_begin(text: str, place: int) -> bool:
    """Whether a line can begin at ``place`` without parting a vowel or a tone from its consonant."""
    return (
        text[place - 1] not in _LEADING_VOWELS
        and text[place] not in _FOLLOWING
        and unicodedata.category(text[place]) != "Mn"
    )


def word_starts(text: str) -> list[int]:
    """The places inside of a run of Thai letters where a word begins, in order.

    What the list does not know, such as a name, stays in one piece.
    """
    size = len(text)
    starts = [place for place in range(1, size) if may_begin(text, place)] + [size]
    # For each place the cost of the best way to it (letters unknown, words), and where its last word begins.
    best: dict[int, tuple[int, int]] = {0: (0, 0)}
    came: dict[int, tuple[int, bool]] = {}
    for nth, place in enumerate((0, *starts[:-1])):
        unknown, count = best[place]
        for end, known in (*_words_at(text, place), (starts[nth], False)):
            cost = (unknown + (0 if known else end - place), count + 1)
            if (end == size or may_begin(text, end)) and cost < best.get(end, (size + 1, 0)):
                best[end], came[end] = cost, (place, known)
    return _joined(came, size)


def _joined(came: dict[int, tuple[int, bool]], size: int) -> list[int]:
    """The starts of the pieces: unknown ones that touch are one, and a very short one is no word."""
    pieces: list[tuple[int, int, bool]] = []
    end = size
    while end:
        start, known = came[end]
        if pieces and not known and not pieces[-1][2]:
            pieces[-1] = (start, pieces[-1][1], False)
        else:
            pieces.append((start, end, known))
        end = start
    pieces.reverse()
    found: list[int] = []
    glued = True
    for start, stop, known in pieces:
        short = not known and stop - start < SHORTEST_UNKNOWN
        if not glued and not short:
            found.append(start)
        glued = short and start == 0
    return found


def _words_at(text: str, place: int) -> Iterator[tuple[int, bool]]:
    words, longest = _list()
    for end in range(min(len(text), place + longest), place + 1, -1):
        if text[place:end] in words:
            yield end, True


@cache
def _list() -> tuple[frozenset[str], int]:
    """The words and the length of the longest one."""
    words = (files("resources") / "breaks" / "th.txt").read_text(encoding="utf-8").split()
    return frozenset(words), max(map(len, words))
