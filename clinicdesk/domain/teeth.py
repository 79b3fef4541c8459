"""Teeth as people type and read them: FDI inside, ranges and areas in, home notations out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.procedures import Unit
from clinicdesk.domain.text import marked

UPPER = (18, 17, 16, 15, 14, 13, 12, 11, 21, 22, 23, 24, 25, 26, 27, 28)
LOWER = (48, 47, 46, 45, 44, 43, 42, 41, 31, 32, 33, 34, 35, 36, 37, 38)
PRIMARY_UPPER = (55, 54, 53, 52, 51, 61, 62, 63, 64, 65)
PRIMARY_LOWER = (85, 84, 83, 82, 81, 71, 72, 73, 74, 75)
ARCHES = (UPPER, LOWER, PRIMARY_UPPER, PRIMARY_LOWER)
TEETH = frozenset(tooth for arch in ARCHES for tooth in arch)

AREAS = {
    "Q1": frozenset({1}),
    "Q2": frozenset({2}),
    "Q3": frozenset({3}),
    "Q4": frozenset({4}),
    "upper": frozenset({1, 2}),
    "lower": frozenset({3, 4}),
    "full": frozenset({1, 2, 3, 4}),
}
UNIVERSAL = "universal"
PALMER = "palmer"
HOME_NOTATIONS = {"US": UNIVERSAL, "GB": PALMER, "IE": PALMER}

LONGEST = 400
LONGEST_TOKEN = 20

_PLACE = {tooth: (arch, n) for arch in ARCHES for n, tooth in enumerate(arch)}
# Universal counts clockwise from the upper right: permanent 1-32, primary A-T (facts of the field, 1).
_UNIVERSAL = {
    **{tooth: str(n) for n, tooth in enumerate((*UPPER, *reversed(LOWER)), 1)},
    **{tooth: chr(ord("A") + n) for n, tooth in enumerate((*PRIMARY_UPPER, *reversed(PRIMARY_LOWER)))},
}
_FROM_UNIVERSAL = {name: tooth for tooth, name in _UNIVERSAL.items()}
_QUADRANT_NAMES = {1: "UR", 2: "UL", 3: "LL", 4: "LR"}
_FROM_QUADRANT = {name: quadrant for quadrant, name in _QUADRANT_NAMES.items()}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~", "-"))
_PALMER_TOKEN = re.compile(r"(UR|UL|LL|LR)([1-8A-E])", re.IGNORECASE)
_SPACED_PALMER = re.compile(r"\b(UR|UL|LL|LR)\s+([1-8A-E])\b", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s,;+&/、،]+")


@dataclass(frozen=True)
class Chosen:
    """What a line is about: FDI ``teeth`` in the order they were named, or one ``area``; or neither."""

    teeth: tuple[int, ...] = ()
    area: str = ""


def parse(text: str) -> Chosen:
    """Return the teeth or the area that ``text`` names: "11-14, 21", "13-23", "upper", "Q1", "UR6", "#19".

    A range runs along its arch and may cross the midline; a tooth named twice counts once. Bare numbers are
    FDI. Raises InvalidInput (field "teeth") naming the token that is no tooth.
    """
    if len(text) > LONGEST:
        raise InvalidInput(marked("This is too long for a list of teeth."), field="teeth")
    teeth: dict[int, None] = {}
    quadrants: set[int] = set()
    for token in _tokens(text):
        area = _area(token)
        if area:
            quadrants |= AREAS[area]
        else:
            teeth.update(dict.fromkeys(_span(token)))
    if quadrants and teeth:
        raise InvalidInput(marked("Name either teeth or an area of the mouth, not both."), field="teeth")
    return Chosen(tuple(teeth), _area_of(quadrants) if quadrants else "")


def compact(teeth: Sequence[int], least: int = 3) -> str:
    """Return ``teeth`` for reading, with neighbours of at least ``least`` teeth as a range: "16–26, 36"."""
    runs: list[list[int]] = []
    direction = 0
    for before, tooth in pairwise((0, *teeth)):
        step = _step(before, tooth)
        if runs and step and direction in {0, step}:
            runs[-1].append(tooth)
            direction = step
        else:
            runs.append([tooth])
            direction = 0
    return ", ".join(_run(run, least) for run in runs)


def stored(teeth: Sequence[int]) -> str:
    """Return ``teeth`` as the clinic's file keeps them: "36,46"."""
    return ",".join(str(tooth) for tooth in teeth)


def restored(text: str) -> tuple[int, ...]:
    """Return the teeth of a ``stored`` text."""
    return tuple(int(part) for part in text.split(",") if part)


def universal(tooth: int) -> str:
    """Return the Universal (US) name of an FDI tooth: 18 is "1", 36 is "19", 55 is "A"."""
    return _UNIVERSAL[tooth]


def from_universal(name: str) -> int:
    """Return the FDI tooth of a Universal name. Raises InvalidInput for one that does not exist."""
    tooth = _FROM_UNIVERSAL.get(name.strip().lstrip("#").upper())
    if tooth is None:
        raise _unknown(name)
    return tooth


def palmer(tooth: int) -> str:
    """Return the alphanumeric Palmer (UK) name of an FDI tooth: 36 is "LL6", 55 is "UR E"."""
    quadrant, position = divmod(tooth, 10)
    if quadrant > 4:
        return f"{_QUADRANT_NAMES[quadrant - 4]} {chr(ord('A') + position - 1)}"
    return f"{_QUADRANT_NAMES[quadrant]}{position}"


def from_palmer(name: str) -> int:
    """Return the FDI tooth of a Palmer name ("LL6", "UR E"). Raises InvalidInput for an unknown one."""
    match = _PALMER_TOKEN.fullmatch("".join(name.split()))
    if match is None:
        raise _unknown(name)
    quadrant, position = _FROM_QUADRANT[match[1].upper()], match[2].upper()
    if position.isdigit():
        return quadrant * 10 + int(position)
    return (quadrant + 4) * 10 + ord(position) - ord("A") + 1


def home_notation(country: str) -> str:
    """Return the notation that readers in ``country`` (ISO 3166) know from home, or "" for FDI itself."""
    return HOME_NOTATIONS.get(country, "")


def in_notation(tooth: int, notation: str) -> str:
    """Return ``tooth`` in a home notation: "#19" in Universal, "LL6" in Palmer, "36" in FDI."""
    if notation == UNIVERSAL:
        return f"#{universal(tooth)}"
    return palmer(tooth) if notation == PALMER else str(tooth)


def count(chosen: Chosen, unit: Unit) -> int:
    """Return the quantity that follows from teeth and unit, at least 1.

    Teeth, units and implants count teeth; quadrants and arches count those that are touched; everything
    else (a session, a package, a gram) is one until a person types more.
    """
    quadrants = AREAS.get(chosen.area, frozenset()) | {(tooth // 10 - 1) % 4 + 1 for tooth in chosen.teeth}
    if unit in {Unit.TOOTH, Unit.UNIT, Unit.IMPLANT}:
        return max(1, len(chosen.teeth))
    if unit is Unit.QUADRANT:
        return max(1, len(quadrants))
    if unit is Unit.ARCH:
        return max(1, len({quadrant > 2 for quadrant in quadrants}))
    if unit is Unit.SIDE:
        return max(1, len({quadrant in {1, 4} for quadrant in quadrants}))
    return 1


def _tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in plain)
    joined = re.sub(r"\s*-\s*", "-", _SPACED_PALMER.sub(r"\1\2", digits))
    return [token for token in _SEPARATORS.split(joined) if token]


def _area(token: str) -> str:
    return next((area for area in AREAS if area.casefold() == token.casefold()), "")


def _area_of(quadrants: set[int]) -> str:
    for name, members in AREAS.items():
        if members == quadrants:
            return name
    raise InvalidInput(
        marked("These quadrants are no single area. Use a line for each of them."), field="teeth"
    )


def _span(token: str) -> tuple[int, ...]:
    first, dash, last = token.partition("-")
    if not dash:
        return (_tooth(token, token),)
    start, end = _tooth(first, token), _tooth(last, token)
    (arch, here), (other, there) = _PLACE[start], _PLACE[end]
    if arch is not other:
        raise InvalidInput(
            marked("{token} is not a range: its ends are not in the same jaw."), field="teeth", token=token
        )
    return arch[here : there + 1] if here <= there else tuple(reversed(arch[there : here + 1]))


def _tooth(name: str, token: str) -> int:
    if name.isdigit() and len(name) == 2 and int(name) in TEETH:
        return int(name)
    if name.startswith("#"):
        return from_universal(name)
    if _PALMER_TOKEN.fullmatch(name):
        return from_palmer(name)
    raise _unknown(token)


def _unknown(token: str) -> InvalidInput:
    return InvalidInput(
        marked("{token} is not a tooth. Teeth are 11 to 48, primary teeth 51 to 85."),
        field="teeth",
        token=token[:LONGEST_TOKEN],
    )


def _step(before: int, tooth: int) -> int:
    """Return 1 or -1 where ``tooth`` is the neighbour of ``before`` along its arch, else 0."""
    if before not in _PLACE:
        return 0
    (arch, here), (other, there) = _PLACE[before], _PLACE[tooth]
    return there - here if arch is other and abs(there - here) == 1 else 0


def _run(run: list[int], least: int) -> str:
    if len(run) >= max(least, 2):
        return f"{run[0]}–{run[-1]}"
    return ", ".join(str(tooth) for tooth in run)
