"""Pictures that the clinic gives: checked and made small when they are taken, drawn with round corners."""

from io import BytesIO

from PIL import Image
from reportlab.lib.utils import ImageReader

from clinicdesk.documents.sheet import Block
from clinicdesk.documents.theme import Colour
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.shapes import rounded_box
from clinicdesk.domain.text import marked

LARGEST_FILE = 10_000_000
MOST_PIXELS = 40_000_000
LARGEST_SIDE = 1400
FORMATS = ("PNG", "JPEG")
QUALITY = 85
RADIUS = 4.5


def clean_picture(data: bytes) -> bytes:
    """Return a PNG or JPEG as it is kept: decoded and written anew, at most 1,400 pixels on a side.

    Nothing of the file but its pixels is kept: no place, no name, no comment. The same picture gives the same
    bytes. Raises InvalidInput (field "map_picture") for anything else, and for a file of over 10 MB.
    """
    if len(data) > LARGEST_FILE:
        raise InvalidInput(
            marked("This picture is too large. Use one of at most 10 MB."), field="map_picture"
        )
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            drawn = opened.format == "PNG"
            picture = _on_white(opened)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InvalidInput(
            marked("This is not a picture that can be printed. Choose a PNG or JPEG file."),
            field="map_picture",
        ) from error
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    target = BytesIO()
    if drawn:
        picture.save(target, "PNG", optimize=True)
    else:
        picture.save(target, "JPEG", quality=QUALITY)
    return target.getvalue()


def _on_white(opened: Image.Image) -> Image.Image:
    """Return the picture in RGB: paper is white where it was clear."""
    clear = opened.convert("RGBA")
    ground = Image.new("RGBA", clear.size, "white")
    ground.alpha_composite(clear)
    return ground.convert("RGB")


class Picture(Block):
    """A picture as wide as its column, at most ``highest`` points high, with a hairline around it."""

    def __init__(self, data: bytes, line: Colour, highest: float) -> None:
        super().__init__()
        try:
            self.picture = ImageReader(BytesIO(data))
            self.size = self.picture.getSize()
        except (OSError, ValueError, SyntaxError) as error:
            raise InvalidInput(
                marked("The map is not a picture that can be printed. Choose it again in Settings.")
            ) from error
        self.line = line
        self.highest = highest

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Its width and height, in the shape of the picture."""
        across, along = self.size
        self.height = min(self.highest, width * along / max(1, across))
        self.width = self.height * across / max(1, along)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the picture inside of its rounded edge."""
        sheet = self.sheet
        edge = rounded_box(0, 0, self.width, self.height, RADIUS)
        sheet.write("q")
        sheet.clip_to(edge)
        sheet.drawImage(self.picture, 0, 0, self.width, self.height)
        sheet.write("Q")
        sheet.draw_path(edge, stroke=self.line, width=0.75)
