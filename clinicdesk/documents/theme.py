"""Colours, sizes and text styles of the documents; the light set of the look's tokens."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from pathlib import Path

from clinicdesk.domain.odontogram import Geometry, read_geometry


@dataclass(frozen=True)
class Colour:
    """A colour, each part from 0 to 1."""

    red: float
    green: float
    blue: float

    @cached_property
    def fill(self) -> str:
        """The PDF operator that fills with it."""
        return f"{self.red:.4g} {self.green:.4g} {self.blue:.4g} rg"

    @cached_property
    def stroke(self) -> str:
        """The PDF operator that strokes with it."""
        return f"{self.red:.4g} {self.green:.4g} {self.blue:.4g} RG"

    @classmethod
    def from_hex(cls, text: str) -> "Colour":
        """From #RGB or #RRGGBB; raises ValueError for anything else."""
        digits = text.removeprefix("#")
        if len(digits) == 3:
            digits = "".join(digit * 2 for digit in digits)
        if len(digits) != 6:
            raise ValueError(f"not a colour: {text}")
        return cls(*(int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)))


class Align(Enum):
    """Where a line stands; start is the left in left-to-right documents and the right in the others.

    Justified lines reach both edges, but for the last one of a paragraph, which stands at the start.
    """

    START = "start"
    CENTER = "center"
    END = "end"
    JUSTIFIED = "justified"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Size and distance of lines in points, weight, and colour as a token."""

    size: float
    leading: float
    bold: bool = False
    colour: str = "t1"

    def in_colour(self, colour: str) -> "TextStyle":
        """The same style in another colour."""
        return replace(self, colour=colour)

    def in_bold(self) -> "TextStyle":
        """The same style in bold."""
        return replace(self, bold=True)


PX = 0.75
"""Points of one pixel of the look's pictures."""

TITLE = TextStyle(24 * PX, 30 * PX, bold=True)
HEADING = TextStyle(13 * PX, 18 * PX, bold=True, colour="accent")
LEAD = TextStyle(12 * PX, 19 * PX)
BODY = TextStyle(11.5 * PX, 15.5 * PX)
STRONG = TextStyle(11.5 * PX, 15.5 * PX, bold=True)
SMALL = TextStyle(10 * PX, 14.5 * PX, colour="t2")
LABEL = TextStyle(10 * PX, 13.5 * PX, colour="t3")
FIGURE = TextStyle(17 * PX, 22 * PX, bold=True, colour="rail")
FOOTER = TextStyle(9.5 * PX, 13 * PX, colour="t3")
BAR = TextStyle(11.5 * PX, 15 * PX, bold=True, colour="onacc")


@dataclass(frozen=True)
class Theme:
    """The shipped look: colours by token, the outlines of the teeth, and the ICC profile of the colours."""

    colours: Mapping[str, Colour]
    teeth: Geometry
    profile: bytes = field(repr=False)

    @classmethod
    def read(cls, folder: Path) -> "Theme":
        """Read tokens.json, teeth.json and srgb.icc from ``resources/look``."""
        tokens = json.loads((folder / "tokens.json").read_text(encoding="utf-8"))["light"]
        teeth = json.loads((folder / "teeth.json").read_text(encoding="utf-8"))
        colours = {name: Colour.from_hex(text) for name, text in tokens.items()}
        return cls(colours, read_geometry(teeth), (folder / "srgb.icc").read_bytes())
