"""Shapes paragraphs with HarfBuzz, each distinct one once, and remembers the result for the next document."""

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import uharfbuzz as hb

from clinicdesk.documents import bidi
from clinicdesk.documents.breaks import opportunities
from clinicdesk.documents.fonts import FontShelf
from clinicdesk.documents.items import Item, itemise

REMEMBERED = 8000
"""Paragraphs kept for later documents: several long plans in several languages."""

Parts = tuple[tuple[str, bool], ...]
"""The spans of a paragraph: words and whether they are bold."""


class Glyph(NamedTuple):
    """A glyph to draw; lengths are thousandths of the size, ``cluster`` is a place in the paragraph."""

    number: int
    cluster: int
    advance: int
    dx: int
    dy: int


class Run(NamedTuple):
    """A shaped item: its glyphs from left to right, and the clusters where it cannot be cut as it is."""

    item: Item
    glyphs: tuple[Glyph, ...]
    unsafe: frozenset[int]


@dataclass(frozen=True)
class Shaped:
    """A paragraph after shaping: independent of size, colour and width, and never changed."""

    text: str
    base: int
    runs: tuple[Run, ...]
    breaks: tuple[tuple[int, bool], ...]
    ends: tuple[int, ...]
    language: str

    @cached_property
    def clusters(self) -> tuple[int, ...]:
        """The places where a glyph's characters begin, in logical order."""
        return tuple(sorted({glyph.cluster for run in self.runs for glyph in run.glyphs}))

    @cached_property
    def widths(self) -> tuple[tuple[int, int, int], ...]:
        """Character place, width in thousandths and span of every cluster."""
        return tuple((g.cluster, g.advance, run.item.span) for run in self.runs for g in run.glyphs)

    @cached_property
    def has_right_to_left(self) -> bool:
        """Whether any part runs from right to left."""
        return any(run.item.level % 2 for run in self.runs)


@dataclass(frozen=True)
class Shaper:
    """Shapes with the fonts of one shelf; keep one for the whole process."""

    shelf: FontShelf
    _memory: dict[tuple[Parts, str, int], Shaped] = field(default_factory=dict)

    def shape(self, parts: Parts, language: str, base: int) -> Shaped:
        """The shaped paragraph of ``parts``; ``base`` is 1 in a right-to-left document.

        Raises UnknownGlyph for a character that no bundled font draws.
        """
        key = (parts, language, base)
        found = self._memory.get(key)
        if found is None:
            found = self._shape(parts, language, base)
            if len(self._memory) >= REMEMBERED:
                self._memory.clear()
            self._memory[key] = found
        return found

    def _shape(self, parts: Parts, language: str, base: int) -> Shaped:
        text, bounds = "", []
        for words, bold in parts:
            text += clean(words)
            bounds.append((len(text), bold))
        items: list[Item] = []
        start = 0
        for line in text.splitlines(keepends=True):
            local = [(min(max(end - start, 0), len(line)), bold) for end, bold in bounds]
            found = itemise(line, local, bidi.levels(line, base), self.shelf, language)
            items += [i if start == 0 else i.moved(start) for i in found]
            start += len(line)
        runs = tuple(shape_item(text, item, language) for item in items)
        breaks = tuple(opportunities(text, keep_hangul_words=language.startswith("ko")))
        return Shaped(text, base, runs, breaks, tuple(end for end, _ in bounds), language)


def clean(text: str) -> str:
    """Text as it is drawn: NFC, tabs as spaces, every line end as one newline."""
    normal = text if text.isascii() else unicodedata.normalize("NFC", text)
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
    glyphs, unsafe = [], set()
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        cluster = info.cluster + item.start
        glyphs.append(
            Glyph(info.codepoint, cluster, position.x_advance, position.x_offset, position.y_offset)
        )
        if info.flags & hb.GlyphFlags.UNSAFE_TO_BREAK:
            unsafe.add(cluster)
    return Run(item, tuple(glyphs), frozenset(unsafe))


def cut_run(text: str, run: Run, start: int, end: int, language: str) -> Run:
    """The part of a run that stands on one line; shaped afresh where the letters join across the cut."""
    item = run.item
    start, end = max(start, item.start), min(end, item.end)
    if start == item.start and end == item.end:
        return run
    piece = Item(item.face, start, end, item.level, item.span)
    if start in run.unsafe or end in run.unsafe:
        return shape_item(text, piece, language)
    kept = tuple(glyph for glyph in run.glyphs if start <= glyph.cluster < end)
    return Run(piece, kept, run.unsafe)
