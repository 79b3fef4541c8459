"""The page of every document: letterhead above, number and page count below, mirrored for right-to-left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from reportlab.lib.utils import ImageReader

from clinicdesk.documents.blocks import draw_shapes
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.pagination import Laid, paginate
from clinicdesk.documents.paragraph import Span, Text, Typesetter
from clinicdesk.documents.sheet import PAGE_HEIGHT, PAGE_WIDTH, Sheet
from clinicdesk.documents.theme import FOOTER, PX, SMALL, Align, TextStyle
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.shapes import Shape, parse_path, rounded_box
from clinicdesk.domain.text import marked

SIDE = 38.0
TOP = 30.0
BOTTOM = 50.0
WIDTH = PAGE_WIDTH - 2 * SIDE
"""The width of the text on a page, in points."""

HEAD = 44.0
"""Height of the letterhead down to and with its rule."""

FIRST_GAP = 9.0
LOGO = 31.5
NAME = TextStyle(16.5 * PX, 21 * PX, bold=True, colour="rail")

TOOTH_MARK = (
    Shape(rounded_box(0, 0, 42, 42, 8), fill="rail"),
    Shape(rounded_box(4, 4, 34, 34, 7), fill="railon"),
    Shape(
        parse_path(
            "M21,13.4C18.6,11.6 15.6,11.2 13.4,13.2C11.2,15.2 11.4,18.6 12.4,22C13.2,25 13.6,28 15,30"
            "C16,31.2 17,30.6 17.4,29C18,26.4 18.6,24.2 21,24.2C23.4,24.2 24,26.4 24.6,29"
            "C25,30.6 26,31.2 27,30C28.4,28 28.8,25 29.6,22C30.6,18.6 30.8,15.2 28.6,13.2"
            "C26.4,11.2 23.4,11.6 21,13.4Z"
        ),
        stroke="onacc",
        width=1.5,
    ),
    Shape(parse_path("M16.6,17.4C19,19.6 23,19.6 25.4,17.4"), stroke="aline", width=1.4, round_caps=True),
)
"""The sign of a clinic without a picture of its own: a tooth with a smile, in a square of 42."""


@dataclass(frozen=True)
class Head:
    """What stands above every page: one or two names, a line under them, lines at the far side."""

    name: str
    line: str = ""
    second_name: str = ""
    details: tuple[str, ...] = ()
    logo: bytes | None = None


@dataclass(frozen=True)
class Foot:
    """What stands below every page: a line, and the words for page n of N."""

    line: str
    count: Callable[[int, int], str]


def compose(
    blocks: Sequence[Flowable],
    typesetter: Typesetter,
    head: Head,
    foot: Foot,
    *,
    title: str,
    made_at: datetime | None = None,
) -> bytes:
    """The whole document as PDF/A-2b; the same arguments give the same bytes.

    ``made_at`` is when it was issued, as readers show it; a draft gives none.

    Raises DoesNotFit for a block higher than a page, UnknownGlyph for a character that cannot be drawn, and
    InvalidInput for a logo that is no picture.
    """
    target = BytesIO()
    sheet = Sheet(
        target,
        language=typesetter.language,
        title=title,
        author=head.name,
        profile=typesetter.theme.profile,
        made_at=made_at,
    )
    room = PAGE_HEIGHT - TOP - HEAD - FIRST_GAP - BOTTOM
    pages = paginate(blocks, WIDTH, room)
    furniture = _Furniture(typesetter, head, foot)
    for number, page in enumerate(pages, start=1):
        furniture.draw(sheet, number, len(pages))
        _draw_blocks(sheet, page)
        sheet.showPage()
    sheet.save()
    return target.getvalue()


def _draw_blocks(sheet: Sheet, page: Laid) -> None:
    top = PAGE_HEIGHT - TOP - HEAD - FIRST_GAP
    for block, distance, height in page.blocks:
        block.drawOn(sheet, SIDE, top - distance - height)


def _picture(logo: bytes) -> ImageReader:
    try:
        picture = ImageReader(BytesIO(logo))
        picture.getSize()
    except (OSError, ValueError, SyntaxError) as error:
        raise InvalidInput(marked("The clinic’s logo is not a picture that can be printed.")) from error
    return picture


class _Furniture:
    """Letterhead and footer, made once and drawn on each page."""

    def __init__(self, typesetter: Typesetter, head: Head, foot: Foot) -> None:
        self.typesetter = typesetter
        self.foot = foot
        name = [Span(head.name)]
        if head.second_name:
            name.append(Span(f" {head.second_name}", bold=False, colour="t2"))
        self.name = typesetter.text(name, NAME)
        self.line = typesetter.text(head.line, SMALL)
        self.details = [typesetter.text(line, SMALL, Align.END) for line in head.details]
        self.foot_line = typesetter.text(foot.line, FOOTER)
        self.picture = _picture(head.logo) if head.logo else None

    def draw(self, sheet: Sheet, number: int, count: int) -> None:
        """Draw both on the sheet's page ``number`` of ``count``."""
        colours = self.typesetter.theme.colours
        top = PAGE_HEIGHT - TOP
        self._draw_logo(sheet, top)
        left = LOGO + 9.0
        aside = max((text.natural_width for text in self.details), default=0.0) + 2
        self._put(sheet, self.name, left, top - 2, WIDTH - left - aside - 6)
        self._put(sheet, self.line, left, top - 2 - self.name.height, WIDTH - left - aside - 6)
        y = top + 3
        for text in self.details:
            self._put(sheet, text, WIDTH - aside, y, aside)
            y -= text.height
        sheet.draw_box(SIDE, top - HEAD, WIDTH, 1.5, colour=colours["accent"])
        sheet.draw_box(SIDE, 33.0, WIDTH, 0.75, colour=colours["line2"])
        pages = self.typesetter.text(self.foot.count(number, count), FOOTER, Align.END)
        aside = pages.natural_width + 2
        self._put(sheet, self.foot_line, 0, 29.0, WIDTH - aside - 6)
        self._put(sheet, pages, WIDTH - aside, 29.0, aside)

    def _put(self, sheet: Sheet, text: Text, x: float, top: float, width: float) -> None:
        height = text.wrap(width, PAGE_HEIGHT)[1]
        left = WIDTH - x - width if self.typesetter.right_to_left else x
        text.drawOn(sheet, SIDE + left, top - height)

    def _draw_logo(self, sheet: Sheet, top: float) -> None:
        x = SIDE + (WIDTH - LOGO if self.typesetter.right_to_left else 0)
        if self.picture is None:
            draw_shapes(sheet, TOOTH_MARK, self.typesetter.theme, LOGO / 42, (x, top))
            return
        sheet.drawImage(
            self.picture, x, top - LOGO, LOGO, LOGO, mask="auto", preserveAspectRatio=True, anchor="c"
        )
