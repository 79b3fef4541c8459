"""Printers that answer by themselves."""

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget


class RecordingPrinters:
    """Answers with ``printer`` and writes down what was asked."""

    def __init__(self, printer: QPrinter | None = None, *, installed: bool = True) -> None:
        """Answer with a printer, or cancel where there is none."""
        self.printer, self.installed = printer, installed
        self.asked: list[tuple[str, int]] = []

    def any(self) -> bool:
        """See Printers."""
        return self.installed

    def choose(self, window: QWidget, title: str, pages: int) -> QPrinter | None:
        """See Printers."""
        self.asked.append((title, pages))
        return self.printer
