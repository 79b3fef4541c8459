"""Puts a PDF on paper: the system's own print dialog, then page after page drawn as fine as it is."""

from collections.abc import Iterator
from typing import Protocol

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPageRanges, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from clinicdesk.domain.errors import Conflict
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.tasks import Cancelled, Progress
from clinicdesk.ui.widgets.pdf_pages import PageSize, Part, height_of, opened, page_sizes, render

FINEST = 600
"""Dots per inch; letters do not gain from more, and pages grow with its square."""
BAND = 600
"""Rows of dots that are drawn at a time, so that a page is never whole in memory."""
POINTS_AN_INCH = 72


class Printers(Protocol):
    """The printers of this computer, and the question which one."""

    def any(self) -> bool:
        """Whether there is a printer."""
        ...

    def choose(self, window: QWidget, title: str, pages: int) -> QPrinter | None:
        """Ask for a printer, pages and copies; None where the person cancelled."""
        ...


class DesktopPrinters:
    """Asks in the system's own dialog."""

    def any(self) -> bool:
        """See Printers."""
        return bool(QPrinterInfo.availablePrinterNames())

    def choose(self, window: QWidget, title: str, pages: int) -> QPrinter | None:
        """See Printers."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        dialog = QPrintDialog(printer, window)
        dialog.setWindowTitle(title)
        dialog.setMinMax(1, pages)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, pages > 1)
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return None
        return printer


def printers_of(desk: Desk) -> Printers:
    """Return the printers of this installation: ``desk.facts["printers"]``, else the computer's."""
    printers: Printers = desk.facts.get("printers") or DesktopPrinters()
    return printers


def chosen_pages(printer: QPrinter, pages: int) -> list[int]:
    """Return the pages (from 0) that a person chose, in the order that they come out, each copy anew.

    Copies that the printer makes by itself are not counted here.
    """
    ranges: QPageRanges = printer.pageRanges()
    first, last = printer.fromPage() or 1, printer.toPage() or pages
    whole = printer.printRange() != QPrinter.PrintRange.PageRange
    listed = not ranges.isEmpty()
    chosen = [
        page - 1
        for page in range(1, pages + 1)
        if whole or (ranges.contains(page) if listed else first <= page <= last)
    ]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return chosen * copies
    return [page for page in chosen for _ in range(copies)]


def print_pdf(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    """Print a PDF and return how many pages went out; a worker calls it.

    Raises Conflict where the printer does not take the job, and Cancelled, which also takes the job back.
    """
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise Conflict(marked("The printer did not take the pages. Look whether it is on and has paper."))
    try:
        with opened(pdf) as document:
            sizes = page_sizes(document)
        pages = chosen_pages(printer, len(sizes))
        for done, page in enumerate(pages):
            progress.report(done, len(pages))
            if done and not printer.newPage():
                raise Conflict(marked("The printer stopped after page {page}."), page=done)
            for part, place in _bands(printer, page, sizes[page]):
                progress.check()
                with opened(pdf) as document:
                    image = render(document, part)
                painter.drawImage(place, image)
    except Cancelled:
        painter.end()
        printer.abort()
        raise
    painter.end()
    return len(pages)


def _bands(printer: QPrinter, page: int, size: PageSize) -> Iterator[tuple[Part, QRect]]:
    """Yield strips of a page with their places on the printer's paper, in its dots."""
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    fitting = _fitted(size, paper.size())
    left, top = (paper.width() - fitting.width()) // 2, (paper.height() - fitting.height()) // 2
    dots = round(size.width * min(FINEST, printer.resolution()) / POINTS_AN_INCH)
    whole = min(fitting.width(), dots)
    tall = height_of(size, whole)
    for row in range(0, tall, BAND):
        high = min(BAND, tall - row)
        edge = top + round(row * fitting.height() / tall)
        end = top + round((row + high) * fitting.height() / tall)
        yield Part(page, whole, 0, row, whole, high), QRect(left, edge, fitting.width(), end - edge)


def _fitted(size: PageSize, room: QSize) -> QSize:
    """Return how large a page lies on a paper: as large as it fits, whole and in its own shape."""
    wide = min(room.width(), int(room.height() * size.width / size.height))
    return QSize(wide, min(room.height(), round(wide * size.height / size.width)))
