"""Which bidirectional class a character has, and the levels that controls ask for (UAX #9, X1 to X8)."""

import unicodedata
from dataclasses import dataclass
from functools import cache

MAX_DEPTH = 125
REMOVED = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
"""Classes that rule X9 takes out of the text."""

ISOLATES = frozenset({"LRI", "RLI", "FSI"})


@cache
def bidi_class(character: str) -> str:
    """The Bidi_Class of a character; one that Python's tables do not know yet takes its block's default."""
    name = unicodedata.bidirectional(character)
    if name:
        return name
    code = ord(character)
    if 0x0590 <= code <= 0x05FF or 0x07C0 <= code <= 0x085F or 0xFB1D <= code <= 0xFB4F:
        return "R"
    if 0x0600 <= code <= 0x08FF or 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFF:
        return "AL"
    if 0x10800 <= code <= 0x10FFF or 0x1E800 <= code <= 0x1EFFF:
        return "R"
    return "L"


def matching_isolates(classes: list[str]) -> dict[int, int]:
    """From each isolate initiator to its closing control (definition BD9)."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for index, name in enumerate(classes):
        if name in ISOLATES:
            waiting.append(index)
        elif name == "PDI" and waiting:
            pairs[waiting.pop()] = index
    return pairs


@dataclass(slots=True)
class _Embedding:
    level: int
    override: str | None
    isolate: bool


@dataclass(slots=True)
class _Stack:
    """The directional status stack of rules X1-X8."""

    entries: list[_Embedding]
    overflow_isolates: int = 0
    overflow_embeddings: int = 0
    valid_isolates: int = 0

    @property
    def top(self) -> _Embedding:
        return self.entries[-1]

    def next_level(self, right_to_left: bool) -> int:
        level = self.top.level
        return (level + 1) | 1 if right_to_left else (level + 2) & ~1

    def push_embedding(self, right_to_left: bool, override: str | None) -> None:
        level = self.next_level(right_to_left)
        if level <= MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings:
            self.entries.append(_Embedding(level, override, isolate=False))
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1

    def push_isolate(self, right_to_left: bool) -> None:
        level = self.next_level(right_to_left)
        if level <= MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings:
            self.valid_isolates += 1
            self.entries.append(_Embedding(level, None, isolate=True))
        else:
            self.overflow_isolates += 1

    def pop_isolate(self) -> None:
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeddings = 0
            while not self.top.isolate:
                self.entries.pop()
            self.entries.pop()
            self.valid_isolates -= 1

    def pop_embedding(self) -> None:
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif not self.top.isolate and len(self.entries) >= 2:
            self.entries.pop()


def explicit_levels(classes: list[str], closing: dict[int, int], base: int) -> list[int]:
    """Rules X1-X8: levels from the controls; overrides are written into ``classes``."""
    stack = _Stack([_Embedding(base, None, isolate=False)])
    found = [base] * len(classes)
    original = classes.copy()
    for index, name in enumerate(original):
        if name in ("RLE", "LRE", "RLO", "LRO"):
            found[index] = stack.top.level
            override = {"RLO": "R", "LRO": "L"}.get(name)
            stack.push_embedding(name[0] == "R", override)
            continue
        if name == "PDF":
            found[index] = stack.top.level
            stack.pop_embedding()
            continue
        if name == "PDI":
            stack.pop_isolate()
        if name == "B":
            continue
        found[index] = stack.top.level
        if name != "BN" and stack.top.override:
            classes[index] = stack.top.override
        if name in ISOLATES:
            right_to_left = name == "RLI" or (name == "FSI" and _first_strong(original, index, closing) == 1)
            stack.push_isolate(right_to_left)
    return found


def _first_strong(classes: list[str], opening: int, closing: dict[int, int]) -> int:
    index, end = opening + 1, closing.get(opening, len(classes))
    while index < end:
        name = classes[index]
        if name in ("L", "R", "AL"):
            return 0 if name == "L" else 1
        index = closing.get(index, len(classes)) if name in ISOLATES else index
        index += 1
    return 0
