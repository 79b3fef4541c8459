"""Reads teeth while they are typed on the chart itself: "11-14, 21", "upper", "Q3"."""

import re

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.teeth import ARCHES, AREAS, parse

_FIRST_LETTERS = frozenset("ulq")
"""Of an area; the other letters of the chart are treatments."""
_JOINS = frozenset("-–,; ")
_WHOLE = re.compile(r"\d\d(?:-\d\d)?$")
_PIECE = re.compile(r"\d\d-\d\d|\d\d")


class TypedTeeth:
    """What was typed since the last pause; every character gives the teeth that are named so far."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.text = ""

    def takes(self, character: str) -> bool:
        """Whether a character belongs to teeth now, and is no treatment."""
        if not character or (not character.isascii() and character not in _JOINS):
            return False
        if character.isdigit():
            return True
        if self._in_word():
            return any(area.casefold().startswith((self.text + character).casefold()) for area in AREAS)
        if character in _JOINS:
            return bool(self.text)
        return character.casefold() in _FIRST_LETTERS and not self.text

    def add(self, character: str) -> tuple[int, ...]:
        """Take a character and return the teeth named so far; what is no tooth begins anew."""
        if character.isdigit() and not self._in_word() and _WHOLE.search(self.text):
            self.text = ""
        self.text += "-" if character == "–" else character
        if self._in_word():
            area = next((name for name in AREAS if name.casefold() == self.text.casefold()), "")
            return _teeth_of(AREAS[area]) if area else ()
        try:
            return parse(" ".join(_PIECE.findall(self.text))).teeth
        except InvalidInput:
            self.clear()
            return ()

    def clear(self) -> None:
        """Forget what was typed."""
        self.text = ""

    def _in_word(self) -> bool:
        return self.text[:1].isalpha()


def _teeth_of(quadrants: frozenset[int]) -> tuple[int, ...]:
    """Return the teeth of both dentitions in ``quadrants``; a chart takes those that it has."""
    return tuple(tooth for arch in ARCHES for tooth in arch if (tooth // 10 - 1) % 4 + 1 in quadrants)
