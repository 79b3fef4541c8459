"""Outlines to fill and stroke: the drawing vocabulary that the screen and the documents share."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

Command: TypeAlias = tuple[str, *tuple[float, ...]]
Path: TypeAlias = tuple[Command, ...]

QUARTER = 0.5523
"""Length of a curve's handle, in radii, with which a Bezier curve is a quarter circle."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One path to fill and stroke, with absolute M, L, C and Z commands; colours are token names.

    ``tooth`` is the FDI number that the shape belongs to, None for the chart's own lines.
    """

    path: Path
    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dash: tuple[float, float] | None = None
    round_caps: bool = False
    tooth: int | None = None


def parse_path(text: str) -> Path:
    """The commands of an SVG path that uses only absolute M, L, C and Z.

    Raises ValueError for any other command or a missing number.
    """
    wanted = {"M": 2, "L": 2, "C": 6, "Z": 0}
    commands: list[Command] = []
    for is_letter, group in groupby(_tokens(text), key=str.isalpha):
        tokens = list(group)
        if is_letter:
            commands += [(letter,) for letter in tokens]
            continue
        letter = commands.pop()[0]
        count = wanted.get(letter, 0)
        if not count or len(tokens) % count:
            raise ValueError(f"path command {letter} with {len(tokens)} numbers")
        for start in range(0, len(tokens), count):
            commands.append((letter, *map(float, tokens[start : start + count])))
    for command in commands:
        if wanted.get(command[0]) != len(command) - 1:
            raise ValueError(f"path command {command[0]} is incomplete or not known")
    return tuple(commands)


def _tokens(text: str) -> Iterable[str]:
    number = ""
    for character in text:
        if character in "0123456789." or (character == "-" and not number):
            number += character
            continue
        if number:
            yield number
        number = "-" if character == "-" else ""
        if character.isalpha():
            yield character
    if number:
        yield number


def circle(x: float, y: float, radius: float) -> Path:
    """A circle as four curves."""
    k = radius * QUARTER
    return (
        ("M", x + radius, y),
        ("C", x + radius, y + k, x + k, y + radius, x, y + radius),
        ("C", x - k, y + radius, x - radius, y + k, x - radius, y),
        ("C", x - radius, y - k, x - k, y - radius, x, y - radius),
        ("C", x + k, y - radius, x + radius, y - k, x + radius, y),
        ("Z",),
    )


def rounded_box(x: float, y: float, width: float, height: float, radius: float) -> Path:
    """A rectangle with rounded corners, clockwise from the top left, y downwards."""
    r, k = radius, radius * (1 - QUARTER)
    right, bottom = x + width, y + height
    return (
        ("M", x + r, y),
        ("L", right - r, y),
        ("C", right - k, y, right, y + k, right, y + r),
        ("L", right, bottom - r),
        ("C", right, bottom - k, right - k, bottom, right - r, bottom),
        ("L", x + r, bottom),
        ("C", x + k, bottom, x, bottom - k, x, bottom - r),
        ("L", x, y + r),
        ("C", x, y + k, x + k, y, x + r, y),
        ("Z",),
    )
