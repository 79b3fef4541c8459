"""The shaped paragraph: text in any script as a flowable, for frames, columns and table cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.fonts import LATIN
from clinicdesk.documents.glyphs import Drawn, Inks, drawn_line
from clinicdesk.documents.isolation import LRI, PDI, reads_right_to_left
from clinicdesk.documents.lines import break_lines, positions, visible_end
from clinicdesk.documents.shaping import Parts, Shaped, Shaper
from clinicdesk.documents.sheet import Block, Sheet
from clinicdesk.documents.theme import Align, Colour, TextStyle, Theme

_LINK_SCHEMES = ("https://", "mailto:", "tel:", "geo:")


@dataclass(frozen=True, slots=True)
class Span:
    """Words inside a paragraph with their own weight, size, colour token or link; None is the paragraph's."""

    text: str
    bold: bool | None = None
    size: float | None = None
    colour: str | None = None
    link: str | None = None

    def __post_init__(self) -> None:
        """Refuse links that a reader's computer would run or open locally."""
        if self.link is not None and not self.link.startswith(_LINK_SCHEMES):
            raise ValueError(f"not a link for a document: {self.link}")


_PLAIN = (Span(""),)
"""The looks of a paragraph without spans; its words are in what was shaped."""

Words = str | Span | Sequence[Span]
"""What a paragraph can be made of: text is always data, never markup."""


class Text(Block):
    """One paragraph.  It is made by a `Typesetter`; it splits between lines."""

    def __init__(
        self,
        *,
        typesetter: "Typesetter",
        spans: tuple[Span, ...],
        style: TextStyle,
        align: Align,
        shaped: Shaped,
        part: tuple[int, int],
    ) -> None:
        super().__init__()
        self.typesetter = typesetter
        self.spans = spans
        self.style = style
        self.align = align
        self.shaped = shaped
        self.part = part
        self.sizes = tuple([span.size or style.size for span in spans])
        self.lines: tuple[tuple[int, int], ...] = ()
        self.bookmark: tuple[str, int] | None = None
        self._wrapped: float | None = None

    @property
    def places(self) -> list[float]:
        """The distance of each character from the beginning, in points, as if on one line."""
        return self.shaped.keep(self.sizes, lambda: positions(self.shaped, self.sizes))

    @property
    def natural_width(self) -> float:
        """The width that the paragraph needs to break only where it must, in points."""
        text, places = self.shaped.text, self.places
        return max(places[visible_end(text, a, b)] - places[a] for a, b in self._broken(float("inf")))

    def _broken(self, width: float) -> tuple[tuple[int, int], ...]:
        key = (self.sizes, self.part, width)
        return self.shaped.keep(key, lambda: tuple(break_lines(self.shaped, self.places, width, *self.part)))

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Break into lines of at most ``width`` points; returns the size of the paragraph."""
        if width != self._wrapped:
            self.lines = self._broken(width)
            self._wrapped = width
            self.width, self.height = width, self.style.leading * len(self.lines)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two paragraphs of which the first fits, this one if it is short enough, nothing if no line fits."""
        self.wrap(width, height)
        count = int((height + 0.01) // self.style.leading)
        if count <= 0:
            return []
        if count >= len(self.lines):
            return [self]
        middle = self.lines[count][0]
        return [self._piece(self.part[0], middle), self._piece(middle, self.part[1])]

    def _piece(self, start: int, end: int) -> "Text":
        return Text(
            typesetter=self.typesetter,
            spans=self.spans,
            style=self.style,
            align=self.align,
            shaped=self.shaped,
            part=(start, end),
        )

    def draw(self) -> None:
        """Draw all lines on a `Sheet`."""
        sheet, setter, style = self.sheet, self.typesetter, self.style
        if self.bookmark:
            sheet.add_bookmark(*self.bookmark, self.height)
        colours = tuple([setter.colour(span.colour or style.colour).fill for span in self.spans])
        inks = Inks(self.sizes, colours)
        baseline = self.height - setter.baseline(style)
        for start, end in self.lines:
            line = self._drawn(start, end, inks)
            if line.operators:
                x = self._left(line.width)
                sheet.write_line(line, self.shaped.signs, x, baseline)
                self._draw_links(sheet, line, x, baseline)
            baseline -= style.leading

    def _drawn(self, start: int, end: int, inks: Inks) -> Drawn:
        shaped = self.shaped
        reach = self.width if self.align is Align.JUSTIFIED and not self._ends(end) else None
        key = (inks, start, end, reach)
        return shaped.keep(
            key, lambda: drawn_line(shaped, start, visible_end(shaped.text, start, end), inks, reach)
        )

    def _ends(self, end: int) -> bool:
        """Whether a line is the last one of the paragraph, or ends where its writer ended it."""
        return end == len(self.shaped.text) or self.shaped.text[end - 1] == "\n"

    def _left(self, width: float) -> float:
        if self.align is Align.CENTER:
            return (self.width - width) / 2
        at_right = (self.align is Align.END) != self.typesetter.right_to_left
        return self.width - width if at_right else 0.0

    def _draw_links(self, sheet: Sheet, line: Drawn, x: float, baseline: float) -> None:
        for part in line.parts:
            link = self.spans[part.span].link
            if link:
                left, size = x + part.left, self.sizes[part.span]
                box = (left, baseline - size * 0.3, left + part.width, baseline + size)
                # Bit 3: printed with the page, as PDF/A wants of every annotation.
                sheet.linkURL(link, box, relative=1, F=4)


@dataclass(frozen=True)
class Typesetter:
    """Makes the paragraphs of one document: its language, its direction and the shared fonts and colours."""

    shaper: Shaper
    theme: Theme
    language: str
    right_to_left: bool = False

    def text(self, words: Words, style: TextStyle, align: Align = Align.START) -> Text:
        """A paragraph.  Raises UnknownGlyph for a character that no bundled font draws."""
        spans: tuple[Span, ...] = _PLAIN
        if isinstance(words, str):
            parts: Parts = ((words, style.bold),)
            whole = words
        else:
            spans = (words,) if isinstance(words, Span) else tuple(words)
            parts = tuple((span.text, style.bold if span.bold is None else span.bold) for span in spans)
            whole = "".join(span.text for span in spans)
        level = reads_right_to_left(whole, self.right_to_left)
        shaped = self.shaper.shape(parts, self.language, int(level))
        part = (0, len(shaped.text))
        return Text(typesetter=self, spans=spans, style=style, align=align, shaped=shaped, part=part)

    def colour(self, token: str) -> Colour:
        """The colour of a token.  Raises KeyError for one that the look does not have."""
        return self.theme.colours[token]

    def baseline(self, style: TextStyle) -> float:
        """The distance from the top of a line to its baseline, in points."""
        metrics = self.shaper.shelf.face(LATIN).metrics
        height = (metrics.ascent - metrics.descent) * style.size / 1000
        return (style.leading - height) / 2 + metrics.ascent * style.size / 1000

    def isolated(self, text: str) -> str:
        """A phone number or code that keeps its own direction and stays on one line."""
        whole = text.replace(" ", "\u00a0")
        return f"{LRI}{whole}{PDI}" if self.right_to_left else whole

    def heading(self, words: str, style: TextStyle, level: int = 0) -> Text:
        """A paragraph that stays with what follows it and stands in the reader's list of bookmarks."""
        made = self.text(words, style)
        made.bookmark = (words, level)
        made.keepWithNext = 1
        return made


_PLAIN = (Span(""),)
"""The looks of a paragraph without spans; its words are in what was shaped."""
