"""Reads the largest table of an HTML page: many programs save one under the name of a workbook."""

from __future__ import annotations

import re
from html.parser import HTMLParser

BEGINS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|table|meta|div)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_page(text: str) -> bool:
    """Return whether ``text`` begins like an HTML page."""
    return BEGINS.match(text[:2000]) is not None


def largest_table(text: str) -> list[list[str]]:
    """Return the rows of the table with most rows; scripts and styles are no text."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return max(reader.tables, key=len, default=[])


class _Reader(HTMLParser):
    """Collects the rows of every table, inner tables apart from the outer one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            self.tables.append([])
            self._open.append(self.tables[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in {"td", "th"} and self._open:
            self._end_cell()
            if not self._open[-1]:
                self._open[-1].append([])
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._span = int(span) if span.isdigit() and len(span) < 3 else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")
        elif tag in {"script", "style"}:
            self._silent += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr"}:
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()
        elif tag in {"script", "style"}:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._open and self._open[-1]:
            lines = (" ".join(line.split()) for line in "".join(self._cell).split("\n"))
            self._open[-1][-1] += ["\n".join(line for line in lines if line), *[""] * (self._span - 1)]
        self._cell = None
