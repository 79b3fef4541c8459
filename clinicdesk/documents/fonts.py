"""The bundled fonts: loaded when a text needs them, chosen by language, shared by all documents."""

import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import uharfbuzz as hb

from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.text import marked

LATIN = "NotoSans"
FALLBACK = (
    LATIN,
    "NotoSansThai",
    "NotoSansHebrew",
    "NotoNaskhArabic",
    "NotoSansJP",
    "NotoSansSC",
    "NotoSansTC",
    "NotoSansKR",
    "NotoSansMath",
    "NotoSansSymbols2",
)
"""Families in the order in which they are asked for a character, Latin first because the fonts of other
scripts lack many currency signs and spaces."""

OWN_FAMILY = {
    "th": "NotoSansThai",
    "ar": "NotoNaskhArabic",
    "he": "NotoSansHebrew",
    "ja": "NotoSansJP",
    "ko": "NotoSansKR",
    "zh-Hans": "NotoSansSC",
    "zh-Hant": "NotoSansTC",
}
ONE_WEIGHT = frozenset({"NotoSansMath", "NotoSansSymbols2"})
WIDE_PUNCTUATION = frozenset("‘’“”…—‥※")
"""Signs that Japanese and Chinese text takes from its own font, where they have the width of a character."""

DRAWN_WITHOUT_GLYPH = "\t\n\r\x85\u2028\u2029"
"""Tabs and the line ends that `shaping.clean` takes for one; no font need have them."""


class UnknownGlyph(ClinicError):
    """A character that no bundled font can draw; printing it would leave a square (safety rule 18)."""


@dataclass(frozen=True)
class Face:
    """One font file, ready for shaping; lengths are thousandths of the size."""

    stem: str
    path: Path

    @cached_property
    def face(self) -> hb.Face:
        """The font's tables, read from the file on demand."""
        return hb.Face(hb.Blob.from_file_path(str(self.path)))

    @cached_property
    def font(self) -> hb.Font:
        """The shaper's view of the face, in thousandths."""
        font = hb.Font(self.face)
        font.scale = (1000, 1000)
        return font

    @cached_property
    def coverage(self) -> frozenset[int]:
        """The code points that the face draws."""
        return frozenset(self.face.unicodes)

    @cached_property
    def metrics(self) -> "Metrics":
        """Heights and bounding box for the font descriptor and for line heights."""
        extents = self.font.get_font_extents("ltr")
        # A script without capitals has no height of them.
        cap = self.font.get_metric_position(hb.OTMetricsTag.CAP_HEIGHT) or extents.ascender
        head: bytes = self.face.reference_table("head").data
        box = struct.unpack(">4h", head[36:44])
        scale = 1000 / self.face.upem
        name: str = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME)
        return Metrics(
            name, extents.ascender, extents.descender, cap, tuple(round(edge * scale) for edge in box)
        )

    @cached_property
    def advances(self) -> "Advances":
        """The width of each glyph."""
        return Advances(self.font)


class Advances(dict[int, int]):
    """The widths of a font's glyphs in thousandths of the size, asked for once."""

    def __init__(self, font: hb.Font) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, glyph: int) -> int:
        width: int = self._font.get_glyph_h_advance(glyph)
        self[glyph] = width
        return width


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a font descriptor says about a face, in thousandths of the size."""

    name: str
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, ...]


@dataclass(frozen=True)
class FontShelf:
    """The fonts of one folder; one shelf serves all documents, and remembers what it has loaded."""

    folder: Path
    _faces: dict[str, Face] = field(default_factory=dict)
    _choices: dict[tuple[str, str, bool], Face | None] = field(default_factory=dict)

    def face(self, family: str, bold: bool = False) -> Face:
        """The face of a family; symbol families have one weight.

        Raises FileNotFoundError if the installation lacks it.
        """
        stem = f"{family}-{'Bold' if bold and family not in ONE_WEIGHT else 'Regular'}"
        found = self._faces.get(stem)
        if found is None:
            path = self.folder / f"{stem}.ttf"
            if not path.is_file():
                raise FileNotFoundError(f"This installation of ClinicDesk has no font {stem}.")
            found = self._faces.setdefault(stem, Face(stem, path))
        return found

    def chain(self, language: str, bold: bool = False) -> Iterator[Face]:
        """The faces in the order in which ``language`` asks them, each loaded when the loop reaches it."""
        own = own_family(language)
        yield self.face(LATIN, bold)
        if own:
            yield self.face(own, bold)
        for family in FALLBACK[1:]:
            if family != own:
                yield self.face(family, bold)

    def face_for(self, character: str, language: str, bold: bool = False) -> Face | None:
        """The first face that draws the character, None if there is none."""
        key = (character, language, bold)
        if key not in self._choices:
            self._choices[key] = self._choose(character, language, bold)
        return self._choices[key]

    def _choose(self, character: str, language: str, bold: bool) -> Face | None:
        if character in WIDE_PUNCTUATION and language[:2] in ("ja", "zh"):
            wide = self.face(own_family(language) or LATIN, bold)
            if ord(character) in wide.coverage:
                return wide
        code = ord(character)
        return next((face for face in self.chain(language, bold) if code in face.coverage), None)

    def missing(self, text: str, language: str) -> list[str]:
        """The characters of ``text`` that no bundled font draws, each once, in their order."""
        normal = unicodedata.normalize("NFC", text)
        unknown = (
            character
            for character in normal
            if not is_invisible(character)
            and character not in DRAWN_WITHOUT_GLYPH
            and not self.face_for(character, language)
        )
        return list(dict.fromkeys(unknown))


def own_family(language: str) -> str | None:
    """The family made for a language's script; Chinese without a script is simplified."""
    if language.startswith("zh"):
        traditional = any(part in language for part in ("Hant", "TW", "HK", "MO"))
        return OWN_FAMILY["zh-Hant" if traditional else "zh-Hans"]
    return OWN_FAMILY.get(language.replace("_", "-").split("-")[0])


def is_invisible(character: str) -> bool:
    """Whether a character only steers its neighbours: bidi controls, joiners, selectors, soft hyphens."""
    return (
        (unicodedata.category(character) == "Cf" and unicodedata.bidirectional(character) not in ("AN", "AL"))
        or "\ufe00" <= character <= "\ufe0f"
        or character in "\u034f\u061c\u115f\u1160\u17b4\u17b5\u3164"
    )


def unknown_glyph(character: str, place: str) -> UnknownGlyph:
    """The failure that names a character without a glyph and the words around it."""
    return UnknownGlyph(
        marked("The fonts cannot draw {character} ({code} {name}) in “{place}”. Write it another way."),
        character=character,
        code=f"U+{ord(character):04X}",
        name=unicodedata.name(character, "control character"),
        place=place,
    )
