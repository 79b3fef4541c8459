"""Shapes paragraphs with HarfBuzz, each distinct one once, and remembers the result for the next document."""

import unicodedata
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

import uharfbuzz as hb

from clinicdesk.documents import bidi
from clinicdesk.documents.breaks import opportunities
from clinicdesk.documents.compounds import Part
from clinicdesk.documents.fonts import FontShelf, is_invisible
from clinicdesk.documents.items import Item, itemise
from clinicdesk.documents.signs import Signs

REMEMBERED = 8000
"""Paragraphs kept for later documents: several long plans in several languages."""

VARIANTS = 60
"""Lines and widths kept for one paragraph: a few sizes, colours and columns."""

ZERO_WIDTH = "\u2060"
"""Stands for a control that has no partner: it is not drawn and has no direction."""

_OVERRIDES = dict.fromkeys(range(0x202A, 0x202F))

Kept = TypeVar("Kept")
Parts = tuple[tuple[str, bool], ...]
"""The spans of a paragraph: words and whether they are bold."""


class Glyph(NamedTuple):
    """What is drawn for one cluster; lengths are thousandths of the size, ``cluster`` is a place in the text.

    ``parts`` are glyphs with their moves from the pen, ``advance`` is the way to the next cluster, ``width``
    the parts' own; ``dx`` moves all of it.  ``text`` is what it stands for.
    """

    parts: tuple[Part, ...]
    cluster: int
    advance: int
    dx: int
    width: int
    text: str


class Run(NamedTuple):
    """A shaped item: its glyphs from left to right and their whole advance."""

    item: Item
    glyphs: tuple[Glyph, ...]
    advance: int


@dataclass(frozen=True)
class Shaped:
    """A paragraph after shaping: independent of size, colour and width, and never changed."""

    text: str
    base: int
    runs: tuple[Run, ...]
    breaks: tuple[tuple[int, bool], ...]
    ends: tuple[int, ...]
    language: str
    signs: Signs = field(repr=False, compare=False)
    kept: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def keep(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What ``make`` gives for ``key``, remembered as long as the paragraph is."""
        found: Kept | None = self.kept.get(key)
        if found is None:
            found = make()
            if len(self.kept) >= VARIANTS:
                self.kept.clear()
            self.kept[key] = found
        return found

    @cached_property
    def clusters(self) -> tuple[int, ...]:
        """The places where a glyph's characters begin, in logical order."""
        return tuple(sorted({glyph.cluster for run in self.runs for glyph in run.glyphs}))

    @cached_property
    def widths(self) -> tuple[tuple[int, int, int], ...]:
        """Character place, width in thousandths and span of every cluster."""
        return tuple((g.cluster, g.advance, run.item.span) for run in self.runs for g in run.glyphs)


@dataclass
class Shaper:
    """Shapes with the fonts of one shelf; keep one for the whole process."""

    shelf: FontShelf
    _memory: dict[tuple[Parts, str, int], Shaped] = field(default_factory=dict)
    _signs: Signs = field(default_factory=Signs)

    def shape(self, parts: Parts, language: str, base: int) -> Shaped:
        """The shaped paragraph of ``parts``; ``base`` is 1 in a right-to-left document.

        Raises UnknownGlyph for a character that no bundled font draws.
        """
        key = (parts, language, base)
        found = self._memory.get(key)
        if found is None:
            if len(self._memory) >= REMEMBERED or self._signs.used_up:
                # What is being drawn meanwhile keeps its own signs.
                self._memory, self._signs = {}, Signs()
            found = self._memory[key] = self._shape(parts, language, base)
        return found

    def _shape(self, parts: Parts, language: str, base: int) -> Shaped:
        text, bounds = "", []
        for words, bold in parts:
            text += clean(words)
            bounds.append((len(text), bold))
        stray = bidi.stray_isolates(text)
        if stray:
            text = "".join([ZERO_WIDTH if place in stray else c for place, c in enumerate(text)])
        items: list[Item] = []
        start = 0
        for line in text.splitlines(keepends=True):
            local = [(min(max(end - start, 0), len(line)), bold) for end, bold in bounds]
            found = itemise(line, local, bidi.levels(line, base), self.shelf, language)
            items += [i if start == 0 else i.moved(start) for i in found]
            start += len(line)
        runs = tuple(shape_item(text, item, language) for item in items)
        breaks = tuple(opportunities(text, keep_hangul_words=language.startswith("ko")))
        return Shaped(text, base, runs, breaks, tuple(end for end, _ in bounds), language, self._signs)


def clean(text: str) -> str:
    """Text as it is drawn: NFC, tabs as spaces, every line end as one newline.

    Embeddings and overrides are left out: one that is not closed would turn what others wrote beside it.
    """
    normal = text if text.isascii() else unicodedata.normalize("NFC", text).translate(_OVERRIDES)
    normal = normal.replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n")
    return normal.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")


def shape_item(text: str, item: Item, language: str) -> Run:
    """Shape one item; line ends and invisible characters give no glyph."""
    buffer = hb.Buffer()
    buffer.add_str(text[item.start : item.end].replace("\n", "\u200b"))
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if item.level % 2 else "ltr"
    buffer.language = language
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(item.face.font, buffer)
    infos = [
        (info.codepoint, info.cluster + item.start, place.x_advance, place.x_offset, place.y_offset)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]
    glyphs = tuple(_glyphs(text, item, infos))
    return Run(item, glyphs, sum([glyph.advance for glyph in glyphs]))


def _glyphs(text: str, item: Item, infos: list[tuple[int, int, int, int, int]]) -> list[Glyph]:
    """One glyph for each cluster: several of HarfBuzz's become the parts of one."""
    widths = item.face.advances
    if len(infos) == item.end - item.start and text.isascii():
        # Plain text: every character has its own glyph, and none is raised.
        return [
            Glyph((Part(number, 0, 0),), cluster, advance, dx, widths[number], text[cluster])
            for number, cluster, advance, dx, _ in infos
        ]
    found: list[Glyph] = []
    ends = _cluster_ends(item, infos)
    for cluster, group in groupby(infos, _cluster):
        words = readable(text[cluster : ends[cluster]])
        (number, _, advance, dx, dy), *rest = group
        width = widths[number]
        if not rest and not dy:
            found.append(Glyph((Part(number, 0, 0),), cluster, advance, dx, width, words))
            continue
        parts, pen = [Part(number, dx, dy)], advance
        for other, _, own, across, up in rest:
            parts.append(Part(other, pen + across, up))
            pen += own
            width += widths[other]
        found.append(Glyph(tuple(parts), cluster, pen, 0, width, words))
    return found


def _cluster(info: tuple[int, int, int, int, int]) -> int:
    return info[1]


def _cluster_ends(item: Item, infos: list[tuple[int, int, int, int, int]]) -> dict[int, int]:
    starts = sorted({cluster for _, cluster, _, _, _ in infos})
    return dict(zip(starts, [*starts[1:], item.end], strict=False))


def readable(text: str) -> str:
    """Text as a reader should copy it: plain spaces, without what only steers the layout."""
    if text.isascii():
        return text
    return "".join(" " if c in "\u00a0\u202f\u2009" else c for c in text if not is_invisible(c))


def cut_run(text: str, run: Run, start: int, end: int, language: str) -> Run:
    """The part of a run that stands on one line, shaped afresh: letters do not join, or kern, over a cut."""
    item = run.item
    start, end = max(start, item.start), min(end, item.end)
    if start == item.start and end == item.end:
        return run
    return shape_item(text, Item(item.face, start, end, item.level, item.span), language)
