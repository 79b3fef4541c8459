"""Cuts a paragraph into items: stretches of one font, one direction and one span, ready to be shaped."""

import unicodedata
from dataclasses import dataclass

from clinicdesk.documents.fonts import (
    LATIN,
    WIDE_PUNCTUATION,
    Face,
    FontShelf,
    is_invisible,
    unknown_glyph,
)

_SPACES = frozenset(" \u00a0\u2009\u202f\u3000")


@dataclass(frozen=True, slots=True)
class Item:
    """Characters ``start`` to ``end`` of a paragraph, drawn in one go."""

    face: Face
    start: int
    end: int
    level: int
    span: int

    def moved(self, distance: int) -> "Item":
        """The same item, ``distance`` characters later."""
        return Item(self.face, self.start + distance, self.end + distance, self.level, self.span)


def itemise(
    text: str, bounds: list[tuple[int, bool]], levels: list[int], shelf: FontShelf, language: str
) -> list[Item]:
    """The items of ``text`` in logical order.

    ``bounds`` gives the end of each span and whether it is bold.  Marks, joiners and spaces stay with the
    character before them where its font has them.  Raises UnknownGlyph for a character without a glyph.
    """
    items: list[Item] = []
    start = 0
    for span, (end, bold) in enumerate(bounds):
        faces = _faces(text[start:end], shelf, language, bold)
        first = start
        for index in range(start + 1, end + 1):
            same = (
                index < end
                and faces[index - start] is faces[first - start]
                and levels[index] == levels[first]
            )
            if not same:
                items.append(Item(faces[first - start], first, index, levels[first], span))
                first = index
        start = end
    return items


def _faces(text: str, shelf: FontShelf, language: str, bold: bool) -> list[Face]:
    if text.isascii() and text.isprintable():
        # The Latin face is the first of every chain and has all of these.
        return [shelf.face(LATIN, bold)] * len(text)
    faces: list[Face] = []
    for index, character in enumerate(text):
        if faces and (_stays(character, faces[-1]) or _is_in_a_latin_word(character, text[index - 1])):
            faces.append(faces[-1])
            continue
        face = shelf.face_for(" " if _is_drawn_as_nothing(character) else character, language, bold)
        if face is None:
            raise unknown_glyph(character, excerpt(text, index))
        faces.append(face)
    return faces


def _stays(character: str, face: Face) -> bool:
    if _is_drawn_as_nothing(character):
        return True
    joins = character in _SPACES or unicodedata.category(character) in ("Mn", "Mc", "Me")
    return joins and ord(character) in face.coverage


def _is_in_a_latin_word(character: str, before: str) -> bool:
    """Whether a sign that East Asian fonts draw wide stands after a Latin letter, as in "dentist’s"."""
    return character in WIDE_PUNCTUATION and before.isalnum() and before < "\u0370"


def _is_drawn_as_nothing(character: str) -> bool:
    return character == "\n" or is_invisible(character)


def excerpt(text: str, index: int) -> str:
    """The words around a place, at most 40 characters, for a message to a person."""
    first = max(0, index - 20)
    return " ".join(text[first : first + 40].split())
