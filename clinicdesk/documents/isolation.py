"""Keeps words of one direction in order inside words of the other (UAX #9, safety rule 19)."""

from unicodedata import bidirectional

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
ISOLATES = {"ltr": LRI, "rtl": RLI}

_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def apart(text: str, right_to_left: bool) -> str:
    """Return ``text`` for a place in a sentence: isolated if it has letters of the other direction."""
    if text[:1] in {LRI, RLI, FSI}:
        return text
    to_left, to_right = _directions(text)
    return f"{FSI}{text}{PDI}" if (to_right if right_to_left else to_left) else text


def reads_right_to_left(text: str, right_to_left: bool) -> bool:
    """Return whether a paragraph runs to the left: as its page does, unless none of its letters does."""
    to_left, to_right = _directions(text)
    return right_to_left if to_left == to_right else to_left


def _directions(text: str) -> tuple[bool, bool]:
    """Return whether ``text`` has letters that run to the left, and letters that run to the right."""
    if text.isascii():
        return False, any(map(str.isalpha, text))
    found = {bidirectional(character) for character in text}
    return bool(found & _RIGHT_TO_LEFT), "L" in found
