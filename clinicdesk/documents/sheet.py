"""The surface that documents draw on: a ReportLab canvas with our fonts and without its default one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from clinicdesk.documents.archive import make_archival, stamp
from clinicdesk.documents.compounds import Part
from clinicdesk.documents.embedding import EmbeddedFont
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.fonts import Face
from clinicdesk.documents.glyphs import Drawn
from clinicdesk.documents.signs import Codes, Signs
from clinicdesk.documents.theme import Colour
from clinicdesk.domain.shapes import Path

# Streams in plain deflate: the text encoding that ReportLab adds by default makes them a quarter longer.
rl_config.useA85 = 0

PAGE_WIDTH, PAGE_HEIGHT = A4


class Sheet(Canvas):
    """Pages in A4 of a PDF/A-2b file; the same drawing gives the same bytes."""

    _code: list[str]
    _doc: Any

    def __init__(
        self,
        target: BinaryIO,
        *,
        language: str,
        title: str,
        author: str,
        profile: bytes,
        made_at: datetime | None = None,
    ) -> None:
        super().__init__(
            target, pagesize=A4, pageCompression=1, invariant=1, pdfVersion=(1, 7), lang=language
        )
        self.setTitle(title)
        self.setAuthor(author)
        self.setCreator("ClinicDesk")
        self._profile, self._language = profile, language
        if made_at is not None:
            stamp(self._doc, made_at)
        self._fonts: dict[str, EmbeddedFont] = {}
        self._codes: dict[Signs, Codes] = {}
        self._bookmarks = 0
        self._origins = [(0.0, 0.0)]
        self._written = [(0.0, 0.0)]

    def _make_preamble(self) -> None:
        # ReportLab would name Helvetica here, which is not embedded.
        self._preamble = "1 0 0 1 0 0 cm"

    def save(self) -> None:
        """Write the file, as PDF/A-2b."""
        make_archival(self._doc, self._profile, self._language)
        super().save()

    def enter(self, x: float, y: float) -> None:
        """Move the origin, until `leave`; much cheaper than ReportLab's own transformations."""
        left, bottom = self._origins[-1]
        self._origins.append((left + x, bottom + y))

    def leave(self) -> None:
        """Move the origin back to where it was before `enter`."""
        if len(self._origins) == len(self._written):
            self._written.pop()
            self._code.append("Q")
        self._origins.pop()

    def _settle(self) -> None:
        """Write the moves that were not needed yet, since text is placed without them."""
        for x, y in self._origins[len(self._written) :]:
            left, bottom = self._written[-1]
            self._written.append((x, y))
            self._code.append(f"q 1 0 0 1 {x - left:.3f} {y - bottom:.3f} cm")

    def absolutePosition(self, x: float, y: float) -> tuple[float, float]:  # noqa: N802 - ReportLab's name
        """A point as ReportLab needs it for links and bookmarks: from the corner of the page."""
        left, bottom = self._origins[-1]
        return left + x, bottom + y

    def write(self, operators: str) -> None:
        """Add drawing operators to the page."""
        self._settle()
        self._code.append(operators)

    def write_line(self, line: Drawn, signs: Signs, x: float, baseline: float) -> None:
        """Draw a line of text from a point; its signs become the codes of this document's fonts."""
        codes = self._codes.get(signs)
        if codes is None:
            codes = self._codes[signs] = Codes(signs, self._code_of)
        operators = line.operators.translate(codes)
        (left, bottom), (known_left, known_bottom) = self._origins[-1], self._written[-1]
        x, baseline = x + left - known_left, baseline + bottom - known_bottom
        self._code.append(f"BT {x:.3f} {baseline:.3f} Td {operators} ET")

    def _code_of(self, face: Face, parts: tuple[Part, ...], width: int, text: str) -> str:
        return self.font(face).code(parts, width, text)

    def font(self, face: Face) -> EmbeddedFont:
        """The face as this document embeds it."""
        found = self._fonts.get(face.stem)
        if found is None:
            found = self._fonts[face.stem] = EmbeddedFont(face)
            self._doc.delayedFonts.append(found)
        return found

    def add_bookmark(self, title: str, level: int, y: float) -> None:
        """List a place of the page, ``y`` points above the origin, in the reader's bookmarks."""
        self._bookmarks += 1
        key = f"place{self._bookmarks}"
        self.bookmarkHorizontal(key, 0, y)
        self.addOutlineEntry(title, key, level)

    def draw_path(
        self,
        path: Path,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        width: float = 1.0,
        dash: tuple[float, float] | None = None,
        round_caps: bool = False,
    ) -> None:
        """Fill and stroke a path given in the sheet's own coordinates (y upwards, points)."""
        self.write(
            path_operators(path, fill=fill, stroke=stroke, width=width, dash=dash, round_caps=round_caps)
        )

    def drawImage(self, *arguments: Any, **more: Any) -> Any:  # noqa: N802 - ReportLab's name
        """Draw a picture as ReportLab does, from the origin of this sheet."""
        self._settle()
        return super().drawImage(*arguments, **more)

    def clip_to(self, path: Path) -> None:
        """Draw only inside of ``path`` until the graphics state is put back."""
        self.write(" ".join((*_outline(path), "W n")))

    def draw_line(
        self, start: tuple[float, float], end: tuple[float, float], colour: Colour, width: float
    ) -> None:
        """Draw a straight line."""
        (x1, y1), (x2, y2) = start, end
        self.write(f"q {colour.stroke} {width:.4g} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S Q")

    def draw_box(self, x: float, y: float, width: float, height: float, *, colour: Colour) -> None:
        """Fill a rectangle."""
        self.write(f"q {colour.fill} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f Q")


class Block(Flowable):
    """A flowable that draws on our own sheets."""

    @property
    def sheet(self) -> Sheet:
        """The sheet that it is being drawn on.  Raises TypeError for another canvas."""
        if not isinstance(self.canv, Sheet):
            raise TypeError("this block is drawn on a Sheet")
        return self.canv

    def draw(self) -> None:
        """Draw from the lower left corner on `sheet`."""
        raise NotImplementedError

    def drawOn(self, canvas: Canvas, x: float, y: float, _space: float = 0) -> None:  # noqa: N802
        """Draw with the lower left corner at a point of ``canvas``, which must be a Sheet."""
        self.canv = canvas
        self.sheet.enter(x, y)
        self.draw()
        self.sheet.leave()


def path_operators(
    path: Path,
    *,
    fill: Colour | None,
    stroke: Colour | None,
    width: float,
    dash: tuple[float, float] | None,
    round_caps: bool,
) -> str:
    """The operators that fill and stroke a path."""
    operators = ["q"]
    if fill is not None:
        operators.append(fill.fill)
    if stroke is not None:
        operators.append(f"{stroke.stroke} {width:.4g} w {int(round_caps)} J {int(round_caps)} j")
    if dash is not None:
        operators.append(f"[{dash[0]:.4g} {dash[1]:.4g}] 0 d")
    operators += _outline(path)
    operators.append({(True, True): "B", (True, False): "f"}.get((fill is not None, stroke is not None), "S"))
    operators.append("Q")
    return " ".join(operators)


def _outline(path: Path) -> Iterable[str]:
    letters = {"M": "m", "L": "l", "C": "c", "Z": "h"}
    for letter, *numbers in path:
        yield " ".join((*(f"{number:.2f}" for number in numbers), letters[letter]))
