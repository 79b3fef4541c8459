"""Reads spreadsheets as people have them: any usual encoding and separator, workbooks, contact cards."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from statistics import median

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.imports import Sheet
from clinicdesk.domain.text import marked
from clinicdesk.services.contact_cards import card_rows, is_cards
from clinicdesk.services.encodings import decode
from clinicdesk.services.html_tables import is_page, largest_table

ZIP, OLE, PROTECTED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
SEPARATORS = (",", ";", "\t", "|")
LARGEST_BYTES = 200_000_000
LARGEST_COLUMNS = 400
SAMPLE_LINES = 40
HEADER_WITHIN = 20
APOSTROPHE = re.compile(r"^'(?=[=+\-@])")
"""What keeps a cell from running as a formula, as in the rejected rows that are saved and come again."""

RUNAWAY_LINES = 100
"""A cell with more lines than this began with a stray quotation mark."""


def read_sheet(path: Path) -> Sheet:
    """Return the first sheet of ``path`` that has rows, as text; what the file is shows in its first bytes.

    Raises InvalidInput with a sentence where the file is missing, too large, empty, protected or no
    table at all.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise InvalidInput(
                marked("{name} is larger than 200 MB. Divide it into smaller files."), name=path.name
            )
        data = path.read_bytes()
    except OSError as error:
        raise InvalidInput(
            marked("{name} cannot be read. Look whether it is still there and not open elsewhere."),
            name=path.name,
        ) from error
    sheet = _workbook(path, data) if data.startswith((ZIP, OLE)) else _text(path, data)
    if not sheet.rows:
        raise InvalidInput(marked("{name} has no rows under its header."), name=path.name)
    return sheet


def _workbook(path: Path, data: bytes) -> Sheet:
    from python_calamine import CalamineWorkbook

    if data.startswith(OLE) and PROTECTED in data:
        raise InvalidInput(
            marked("{name} is protected with a password. Save it without one, and choose that file."),
            name=path.name,
        )  # fmt: skip
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            rows = [[_cell(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
            if sum(any(row) for row in rows) > 1:
                return _sheet(name, rows)
    except MemoryError:
        raise
    except BaseException as error:
        # The reader of damaged workbooks fails in many ways, its own panics among them.
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        raise InvalidInput(
            marked("{name} is not a workbook that can be read. Save it again as XLSX or CSV."), name=path.name
        ) from error
    return Sheet("", (), ())


def _cell(value: object) -> str:
    """Return a workbook's cell as text: whole numbers without a point, dates with the year in front."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def separator_of(lines: Sequence[str]) -> str:
    """Return the separator that divides most of ``lines`` into the same number of cells, more than one."""
    best, best_score = ",", (0, 0)
    for separator in SEPARATORS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if row)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        score = (count, width) if width > 1 else (0, 0)
        if score > best_score:
            best, best_score = separator, score
    return best


def _text(path: Path, data: bytes) -> Sheet:
    text, encoding = decode(data)
    text = text.replace("\x00", "")
    if _is_noise(text):
        raise InvalidInput(
            marked("{name} is no table. Choose a CSV file, a workbook or a file of contacts."), name=path.name
        )
    if is_cards(text):
        return _sheet(path.name, card_rows(text), encoding=encoding)
    if is_page(text):
        return _sheet(path.name, largest_table(text), encoding=encoding)
    declared = re.match(r"\s*\"?sep=(.)\"?[ \t]*(?:\r\n|\r|\n)", text, re.IGNORECASE)
    separator = declared.group(1) if declared else separator_of(_first_lines(text))
    rows = _rows(text[declared.end() :] if declared else text, separator)
    return _sheet(path.name, rows, encoding=encoding, separator=separator, before=1 if declared else 0)


def _first_lines(text: str) -> list[str]:
    lines = (line[:10_000] for line in io.StringIO(text[:2_000_000], newline=""))
    filled = [line for line in lines if line.strip()]
    return filled[:SAMPLE_LINES]


def _rows(text: str, separator: str) -> list[list[str]]:
    """Return the records of a text; where a stray quotation mark swallows lines, quotes count as letters."""
    csv.field_size_limit(LARGEST_BYTES)
    read = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = [[APOSTROPHE.sub("", cell.strip()) for cell in row] for row in read]
    if any(cell.count("\n") > RUNAWAY_LINES for row in rows for cell in row if len(cell) > RUNAWAY_LINES):
        plain = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE)
        rows = [[cell.strip().strip('"') for cell in row] for row in plain]
    return rows


def _is_noise(text: str) -> bool:
    """Return whether a text is no text: a picture, a PDF, or bytes of some other program."""
    head = text[:20_000]
    controls = sum(c < " " and c not in "\t\r\n\x0b\x0c" for c in head) + head.count("\ufffd")
    return head.startswith("%PDF") or controls * 20 > len(head)


def _sheet(
    name: str, rows: Iterable[Sequence[str]], *, encoding: str = "", separator: str = "", before: int = 0
) -> Sheet:
    """Return the rows under the header, with their numbers in the file.

    The header is the first row that holds no data and fills at least half as many cells as the rows
    after it usually do; a title above it is passed over. A sheet whose first row holds data already has no
    header; its columns are then counted. Columns with neither header nor data are left out.
    """
    filled = [(number, list(row)) for number, row in enumerate(rows, start=before + 1) if any(row)]
    start = _header_at([row for _, row in filled[: HEADER_WITHIN * 2]])
    header = filled[start][1] if start is not None else []
    body = filled[start + 1 :] if start is not None else filled
    width = min(max((len(row) for row in (header, *(row for _, row in body))), default=0), LARGEST_COLUMNS)
    header += [""] * (width - len(header))
    used = {index for _, row in body for index, cell in enumerate(row[:width]) if cell}
    kept = [index for index in range(width) if header[index] or index in used]
    named = tuple(" ".join(header[index].split()) or f"Column {index + 1}" for index in kept)
    full = tuple(tuple(row[index] if index < len(row) else "" for index in kept) for _, row in body)
    return Sheet(name, named, full, encoding, separator, tuple(number for number, _ in body))


def _header_at(rows: Sequence[Sequence[str]]) -> int | None:
    widths = [sum(bool(cell) for cell in row) for row in rows]
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        usual = median(widths[index + 1 :] or [0])
        if _looks_like_header(row) and widths[index] * 2 >= usual:
            return index
    if rows and not any(_is_data(cell) for cell in rows[0]):
        return 0
    return None


def _looks_like_header(row: Sequence[str]) -> bool:
    cells = [cell for cell in row if cell]
    return len(cells) >= 2 and not any(_is_data(cell) for cell in cells)


def _is_data(cell: str) -> bool:
    digits = re.fullmatch(r"[\d\W]+", cell) is not None and any(c.isdigit() for c in cell)
    return digits or ("@" in cell and "." in cell)
