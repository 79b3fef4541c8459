"""Draws the map of the demo's invented clinic: python packaging/demo/map.py writes resources/demo/map.png."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT, TIMES = 900, 560, 3
GROUND, BLOCK, PARK, ROAD, WATER = "#F3F6F7", "#E6ECEF", "#DCEBDC", "#FFFFFF", "#CFE3EC"
INK, ACCENT, PALE = "#43545C", "#0B5C7D", "#5F8CA0"
STREETS = ((120, "Trần Phú"), (290, "Hùng Vương"), (450, "Lê Hồng"))


def main() -> None:
    """Draw three times as large and scale down, so that edges are smooth; few colours keep the file small."""
    picture = Image.new("RGB", (WIDTH * TIMES, HEIGHT * TIMES), GROUND)
    draw = ImageDraw.Draw(picture)
    streets(draw)
    river(draw)
    clinic(draw)
    small = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    target = ROOT / "resources" / "demo" / "map.png"
    small.quantize(64, method=Image.Quantize.MEDIANCUT).save(target, optimize=True)
    print(target)


def streets(draw: ImageDraw.ImageDraw) -> None:
    """Blocks of houses, a park, and the roads between them."""
    for left, top in ((178, 15), (352, 15), (178, 165), (178, 335), (352, 335), (520, 335)):
        box(draw, left, top, left + 130, top + 75, PARK if (left, top) == (178, 165) else BLOCK)
    for top, _ in STREETS:
        box(draw, 0, top - 17, 690, top + 17, ROAD)
    for left in (155, 330, 500, 640):
        box(draw, left - 15, 0, left + 15, HEIGHT, ROAD)
    for top, name in STREETS:
        words(draw, 12, top, name, 26, INK)


def river(draw: ImageDraw.ImageDraw) -> None:
    """The river with its bridge, and the road beside it."""
    banks = [(690, 0), (705, 140), (690, 290), (672, 430), (690, HEIGHT)]
    shore = [*banks, *((x + 130, y) for x, y in reversed(banks))]
    draw.polygon([(x * TIMES, y * TIMES) for x, y in shore], fill=WATER)
    box(draw, 640, 103, WIDTH, 137, ROAD)
    words(draw, 0, 78, "Cầu Sông Hàn", 26, INK, end=888)
    words(draw, 700, 420, "Sông Hàn", 26, PALE)


def clinic(draw: ImageDraw.ImageDraw) -> None:
    """The pin of the clinic with its address."""
    x, y = 640, 262
    points = [(x - 17, y - 30), (x + 17, y - 30), (x, y + 6)]
    draw.polygon([(a * TIMES, b * TIMES) for a, b in points], fill=ACCENT)
    circle(draw, x, y - 38, 21, ACCENT)
    circle(draw, x, y - 38, 8, ROAD)
    words(draw, 0, y - 54, "Sông Hàn Dental", 29, ACCENT, bold=True, end=x - 32)
    words(draw, 0, y - 20, "12 Bờ Sông", 27, ACCENT, bold=True, end=x - 32)


def box(draw: ImageDraw.ImageDraw, left: int, top: int, right: int, bottom: int, colour: str) -> None:
    """Fill a rectangle."""
    draw.rounded_rectangle([part * TIMES for part in (left, top, right, bottom)], 5 * TIMES, fill=colour)


def circle(draw: ImageDraw.ImageDraw, x: int, y: int, radius: int, colour: str) -> None:
    """Fill a circle."""
    corners = (x - radius, y - radius, x + radius, y + radius)
    draw.ellipse([part * TIMES for part in corners], fill=colour)


def words(
    draw: ImageDraw.ImageDraw,
    x: int,
    y: int,
    text: str,
    size: int,
    colour: str,
    *,
    bold: bool = False,
    end: int = 0,
) -> None:
    """Write from ``x``, or up to ``end``, in the middle of the height ``y``."""
    name = "NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf"
    font = ImageFont.truetype(ROOT / "resources" / "fonts" / name, size * TIMES)
    place = (end * TIMES, y * TIMES) if end else (x * TIMES, y * TIMES)
    draw.text(place, text, colour, font, anchor="rm" if end else "lm")


if __name__ == "__main__":
    main()
