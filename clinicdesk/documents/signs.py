"""Stand-ins for drawn glyphs, so that a line written once serves every document that prints it.

A document numbers the glyphs of its fonts in the order of their first use, so the operators of a line
differ from document to document.  A sign is a character that means one glyph of one face with the text it
stands for; a line is kept with signs in it, and each document puts its own codes in their place.
"""

from collections.abc import Callable
from itertools import count

from clinicdesk.documents.compounds import Part
from clinicdesk.documents.fonts import Face

FIRST = 0x10000
"""No operator, font name or number has a character from here on."""

PLENTY = 900_000
"""Of the million signs so many are given out before fresh ones are due; no paragraph needs the rest."""

Meaning = tuple[Face, tuple[Part, ...], int, str]
"""Face, parts, their width, and the characters that they stand for."""


class Signs:
    """The signs of one memory of shaped text; safe to use from several threads."""

    def __init__(self) -> None:
        self.meanings: dict[int, Meaning] = {}
        self._found: dict[tuple[str, tuple[Part, ...], str], str] = {}
        self._numbers = count(FIRST)

    @property
    def used_up(self) -> bool:
        """Whether what is shaped from now on needs fresh signs."""
        return len(self.meanings) >= PLENTY

    def sign(self, face: Face, parts: tuple[Part, ...], width: int, text: str) -> str:
        """The sign of what stands for ``text``."""
        key = (face.stem, parts, text)
        found = self._found.get(key)
        if found is None:
            number = next(self._numbers)
            # The meaning is there before any other thread can meet the sign.
            self.meanings[number] = (face, parts, width, text)
            found = self._found.setdefault(key, chr(number))
        return found


class Codes(dict[int, str]):
    """What one document writes for each sign; a table for `str.translate` that fills itself."""

    def __init__(self, signs: Signs, code: Callable[[Face, tuple[Part, ...], int, str], str]) -> None:
        super().__init__(_ASCII)
        self._meanings = signs.meanings
        self._code = code

    def __missing__(self, number: int) -> str:
        found = self[number] = self._code(*self._meanings[number])
        return found


_ASCII = {number: chr(number) for number in range(128)}
