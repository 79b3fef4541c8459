"""Small PDFs with something to see on every page."""

from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

A4 = (595.2755737304688, 841.8897705078125)
COLOURS = ("#b3261e", "#1b7446", "#8a5a00", "#67509c")


def paper(pages: int = 3, *, size: tuple[float, float] = A4, words: str = "Paper") -> bytes:
    """Return a PDF whose pages each have a bar of another colour at their top, and a hairline grid."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=1)
    for page in range(pages):
        canvas.bookmarkPage(str(page))
        canvas.addOutlineEntry(f"Chapter {page}", str(page), 0)
        canvas.setFillColor(HexColor(COLOURS[page % len(COLOURS)]))
        canvas.rect(40, size[1] - 90, size[0] - 80, 50, stroke=0, fill=1)
        canvas.drawString(60, size[1] - 140, f"{words} {page + 1}")
        for step in range(0, int(size[0]), 20):
            canvas.setLineWidth(0.3)
            canvas.line(step, 100, step, 200)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
