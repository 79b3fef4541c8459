"""Reads a PDF as a patient's viewer would: its text, its pixels, its fonts."""

import io

import pikepdf
import pypdfium2
import zxingcpp


def texts(data):
    """The text of each page, with lines joined by one space."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def text(data):
    return " ".join(texts(data))


def codes(data, scale=3):
    """What the QR codes on the pages say."""
    document = pypdfium2.PdfDocument(data)
    try:
        images = [page.render(scale=scale).to_pil() for page in document]
    finally:
        document.close()
    return [found.text for image in images for found in zxingcpp.read_barcodes(image)]


def fonts(data):
    """Each font of the document by name, and whether it is embedded."""
    found = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                found[str(font.BaseFont)] = "/FontFile2" in inner.get("/FontDescriptor", {})
    return found


def seen(data):
    """What stands on the pages from left to right, line by line, without spaces: the order that eyes see.

    Viewers guess the order of numbers beside right-to-left words when they copy them; the page does not.
    """
    document = pypdfium2.PdfDocument(data)
    try:
        return " ".join(_seen(page.get_textpage()) for page in document)
    finally:
        document.close()


def _seen(page):
    placed = []
    for index in range(page.count_chars()):
        left, bottom, _, _ = page.get_charbox(index, loose=True)
        character = page.get_text_range(index, 1)
        if character.strip():
            placed.append((-round(bottom), left, character))
    return "".join(character for _, _, character in sorted(placed))
