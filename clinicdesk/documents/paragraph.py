"""The shaped paragraph: text in any script as a flowable, for frames, columns and table cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reportlab.platypus.flowables import Flowable

from clinicdesk.documents.bidi import visual_order
from clinicdesk.documents.fonts import LATIN
from clinicdesk.documents.glyphs import Inks, line_operators
from clinicdesk.documents.lines import break_lines, positions, visible_end
from clinicdesk.documents.shaping import Shaped, Shaper, cut_run
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
        self.lines: list[tuple[int, int]] = []
        self.bookmark: tuple[str, int] | None = None
        self._wrapped: float | None = None

    @cached_property
    def sizes(self) -> tuple[float, ...]:
        """The size of each span in points."""
        return tuple(span.size or self.style.size for span in self.spans)

    @cached_property
    def places(self) -> list[float]:
        """The distance of each character from the beginning, in points, as if on one line."""
        return positions(self.shaped, self.sizes)

    @property
    def natural_width(self) -> float:
        """The width that the paragraph needs to break only where it must, in points."""
        lines = break_lines(self.shaped, self.places, float("inf"), *self.part)
        text = self.shaped.text
        return max(self.places[visible_end(text, a, b)] - self.places[a] for a, b in lines)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Break into lines of at most ``width`` points; returns the size of the paragraph."""
        if width != self._wrapped:
            self.lines = break_lines(self.shaped, self.places, width, *self.part)
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
        sheet = self.sheet
        top = self.height
        if self.bookmark:
            sheet.add_bookmark(*self.bookmark, top)
        for start, end in self.lines:
            self._draw_line(sheet, start, end, top - self.typesetter.baseline(self.style))
            top -= self.style.leading

    def _draw_line(self, sheet: Sheet, start: int, end: int, baseline: float) -> None:
        shaped = self.shaped
        stop = visible_end(shaped.text, start, end)
        cut = [
            cut_run(shaped.text, run, start, stop, shaped.language)
            for run in shaped.runs
            if run.item.start < stop and run.item.end > start
        ]
        runs = [run for run in cut if run.glyphs]
        if not runs:
            return
        widths = [run.advance * self.sizes[run.item.span] / 1000 for run in runs]
        x = self._left(sum(widths))
        colours = tuple(self.typesetter.colour(span.colour or self.style.colour) for span in self.spans)
        inks = Inks(self.sizes, colours)
        sheet.write(line_operators(sheet, shaped, runs, inks, (x, baseline)))
        self._draw_links(sheet, [(run.item.span, run.item.level) for run in runs], widths, x, baseline)

    def _left(self, width: float) -> float:
        if self.align is Align.CENTER:
            return (self.width - width) / 2
        at_right = (self.align is Align.END) != bool(self.shaped.base)
        return self.width - width if at_right else 0.0

    def _draw_links(
        self, sheet: Sheet, parts: list[tuple[int, int]], widths: list[float], x: float, baseline: float
    ) -> None:
        if not any(self.spans[span].link for span, _ in parts):
            return
        for place in visual_order([level for _, level in parts]):
            link = self.spans[parts[place][0]].link
            if link:
                box = (x, baseline - self.style.size * 0.3, x + widths[place], baseline + self.style.size)
                # Bit 3: printed with the page, as PDF/A wants of every annotation.
                sheet.linkURL(link, box, relative=1, F=4)
            x += widths[place]


@dataclass(frozen=True)
class Typesetter:
    """Makes the paragraphs of one document: its language, its direction and the shared fonts and colours."""

    shaper: Shaper
    theme: Theme
    language: str
    right_to_left: bool = False

    def text(self, words: Words, style: TextStyle, align: Align = Align.START) -> Text:
        """A paragraph.  Raises UnknownGlyph for a character that no bundled font draws."""
        spans = (
            (Span(words),)
            if isinstance(words, str)
            else (words,)
            if isinstance(words, Span)
            else tuple(words)
        )
        parts = tuple((span.text, style.bold if span.bold is None else span.bold) for span in spans)
        shaped = self.shaper.shape(parts, self.language, int(self.right_to_left))
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
        return f"\u2066{whole}\u2069" if self.right_to_left else whole

    def heading(self, words: str, style: TextStyle, level: int = 0) -> Text:
        """A paragraph that stays with what follows it and stands in the reader's list of bookmarks."""
        made = self.text(words, style)
        made.bookmark = (words, level)
        made.keepWithNext = 1
        return made


def _spans(words: Words) -> tuple[Span, ...]:
    if isinstance(words, str):
        return (Span(words),)
    return (words,) if isinstance(words, Span) else tuple(words)
