"""The Unicode Bidirectional Algorithm (UAX #9): in which direction each character of a paragraph runs."""

import re
from dataclasses import dataclass, field

from clinicdesk.documents.bidi_levels import (
    ISOLATES,
    REMOVED,
    bidi_class,
    explicit_levels,
    matching_isolates,
)
from clinicdesk.documents.brackets import CLOSING, OPENING, canonical

NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_ISOLATE_CONTROLS = re.compile("[\u2066-\u2069]")
_BIDIRECTIONAL = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character of one paragraph (rules X1-X8, W1-W7, N0-N2, I1-I2).

    ``base`` is 0 for a left-to-right paragraph and 1 for a right-to-left one.  The controls that rule X9
    removes take the level of the character before them.  Rule L1 is left out: tabs are
    spaces here, and spaces at the end of a line are not drawn.
    """
    if base == 0 and not _BIDIRECTIONAL.search(text):
        return [0] * len(text)
    classes = [bidi_class(character) for character in text]
    original = classes.copy()
    closing = matching_isolates(classes)
    found = explicit_levels(classes, closing, base)
    for sequence in _isolating_sequences(original, found, closing, base):
        _resolve(text, original, classes, found, sequence)
    for index, name in enumerate(original):
        if name in REMOVED:
            found[index] = found[index - 1] if index else base
    return found


def stray_isolates(text: str) -> frozenset[int]:
    """The places of isolate controls without a partner in their paragraph.

    An initiator that is never closed would reach to the end of the line, over what others wrote there.
    """
    if not _ISOLATE_CONTROLS.search(text):
        return frozenset()
    found: set[int] = set()
    start = 0
    for line in text.splitlines(keepends=True):
        classes = [bidi_class(character) for character in line]
        pairs = matching_isolates(classes)
        paired = pairs.keys() | set(pairs.values())
        places = (place for place, name in enumerate(classes) if name in ISOLATES or name == "PDI")
        found.update(start + place for place in places if place not in paired)
        start += len(line)
    return frozenset(found)


def visual_order(line: list[int]) -> list[int]:
    """The positions of a line from left to right (rule L2)."""
    order = list(range(len(line)))
    if not line:
        return order
    odd = [level for level in line if level % 2]
    for level in range(max(line), min(odd, default=max(line) + 1) - 1, -1):
        start = None
        for position in range(len(order) + 1):
            inside = position < len(order) and line[order[position]] >= level
            if inside and start is None:
                start = position
            elif not inside and start is not None:
                order[start:position] = order[start:position][::-1]
                start = None
    return order


@dataclass(slots=True)
class _Sequence:
    """An isolating run sequence (BD13): its positions, its level and the directions around it."""

    level: int
    indexes: list[int] = field(default_factory=list)
    before: str = "L"
    after: str = "L"

    @property
    def direction(self) -> str:
        return "R" if self.level % 2 else "L"


def _isolating_sequences(
    classes: list[str], found: list[int], closing: dict[int, int], base: int
) -> list[_Sequence]:
    kept = [index for index, name in enumerate(classes) if name not in REMOVED]
    runs: list[list[int]] = []
    for index in kept:
        if runs and found[runs[-1][-1]] == found[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    by_start = {run[0]: run for run in runs}
    continued = set(closing.values())
    place = {index: position for position, index in enumerate(kept)}
    sequences = []
    for run in runs:
        if run[0] in continued:
            continue
        sequence = _Sequence(found[run[0]], list(run))
        while (end := closing.get(sequence.indexes[-1])) is not None and end in by_start:
            sequence.indexes += by_start[end]
        first, last = place[sequence.indexes[0]], place[sequence.indexes[-1]]
        before = found[kept[first - 1]] if first else base
        open_end = classes[kept[last]] in ISOLATES and kept[last] not in closing
        after = base if open_end or last + 1 == len(kept) else found[kept[last + 1]]
        sequence.before = "R" if max(before, sequence.level) % 2 else "L"
        sequence.after = "R" if max(after, sequence.level) % 2 else "L"
        sequences.append(sequence)
    return sequences


def _resolve(
    text: str, original: list[str], classes: list[str], found: list[int], sequence: _Sequence
) -> None:
    kinds = [classes[index] for index in sequence.indexes]
    _resolve_weak(kinds, sequence.before)
    _resolve_brackets(text, original, kinds, sequence)
    _resolve_neutral(kinds, sequence)
    for index, kind in zip(sequence.indexes, kinds, strict=True):
        if sequence.level % 2:
            found[index] = sequence.level + (0 if kind == "R" else 1)
        else:
            found[index] = sequence.level + {"L": 0, "R": 1}.get(kind, 2)


def _resolve_weak(kinds: list[str], before: str) -> None:
    """Rules W1-W7, in place."""
    _resolve_marks_and_numbers(kinds, before)
    for index in range(1, len(kinds) - 1):
        left, kind, right = kinds[index - 1 : index + 2]
        if left == right and ((kind == "ES" and left == "EN") or (kind == "CS" and left in ("EN", "AN"))):
            kinds[index] = left
    _resolve_terminators(kinds)
    strong = before
    for index, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _resolve_marks_and_numbers(kinds: list[str], before: str) -> None:
    """Rules W1-W3, in place."""
    previous = strong = before
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[index] = "ON" if previous in ISOLATES or previous == "PDI" else previous
        previous = kinds[index]
        if previous in ("L", "R", "AL"):
            strong = previous
        elif previous == "EN" and strong == "AL":
            kinds[index] = previous = "AN"
    for index, kind in enumerate(kinds):
        if kind == "AL":
            kinds[index] = "R"


def _resolve_terminators(kinds: list[str]) -> None:
    """Rules W5 and W6, in place."""
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end == index:
            index += 1
            continue
        beside = kinds[index - 1 : index] + kinds[end : end + 1]
        kinds[index:end] = ["EN" if "EN" in beside else "ON"] * (end - index)
        index = end
    for index, kind in enumerate(kinds):
        if kind in ("ES", "CS"):
            kinds[index] = "ON"


def _strong(kind: str) -> str | None:
    if kind == "L":
        return "L"
    return "R" if kind in ("R", "EN", "AN") else None


def _resolve_brackets(text: str, original: list[str], kinds: list[str], sequence: _Sequence) -> None:
    """Rule N0, in place."""
    direction = sequence.direction
    for opening, closing in _bracket_pairs(text, kinds, sequence):
        inside = {_strong(kind) for kind in kinds[opening + 1 : closing]} - {None}
        if not inside:
            continue
        chosen = direction
        if direction not in inside:
            earlier = (_strong(kind) for kind in reversed(kinds[:opening]))
            context = next((kind for kind in earlier if kind), sequence.before)
            chosen = context if context != direction else direction
        for position in (opening, closing):
            kinds[position] = chosen
            for after in range(position + 1, len(kinds)):
                if original[sequence.indexes[after]] != "NSM":
                    break
                kinds[after] = chosen


def _bracket_pairs(text: str, kinds: list[str], sequence: _Sequence) -> list[tuple[int, int]]:
    """Bracket pairs in the order of their opening (BD16, at most 63 open at once)."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for position, index in enumerate(sequence.indexes):
        character = canonical(text[index])
        if kinds[position] != "ON":
            continue
        if character in OPENING:
            if len(waiting) == 63:
                break
            waiting.append((OPENING[character], position))
        elif character in CLOSING:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == character:
                    pairs.append((waiting[depth][1], position))
                    del waiting[depth:]
                    break
    return sorted(pairs)


def _resolve_neutral(kinds: list[str], sequence: _Sequence) -> None:
    """Rules N1 and N2, in place."""
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and kinds[end] in NEUTRAL:
            end += 1
        if end == index:
            index += 1
            continue
        left = _strong(kinds[index - 1]) if index else sequence.before
        right = _strong(kinds[end]) if end < len(kinds) else sequence.after
        chosen = left if left == right and left is not None else sequence.direction
        kinds[index:end] = [chosen] * (end - index)
        index = end
