"""Reads spreadsheets as people have them: any usual encoding and separator, workbooks, contact cards."""

from __future__ import annotations

import csv
import quopri
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.imports import Sheet
from clinicdesk.domain.text import marked
from clinicdesk.services.encodings import decode

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
CARDS = {".vcf", ".vcard"}
SEPARATORS = (",", ";", "\t", "|")
LARGEST_BYTES = 200_000_000
SAMPLE_LINES = 40


def read_sheet(path: Path) -> Sheet:
    """Return the first sheet of ``path`` that has rows, as text.

    Raises InvalidInput with a sentence where the file is missing, too large, empty, protected or no
    table at all.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise InvalidInput(
                marked("{name} is larger than 200 MB. Divide it into smaller files."), name=path.name
            )
        suffix = path.suffix.lower()
        if suffix in WORKBOOKS:
            name, rows = _workbook(path)
            sheet = _sheet(name, rows)
        elif suffix in CARDS:
            sheet = _cards(path)
        else:
            sheet = _text(path)
    except OSError as error:
        raise InvalidInput(
            marked("{name} cannot be read. Look whether it is still there and not open elsewhere."),
            name=path.name,
        ) from error
    if not sheet.rows:
        raise InvalidInput(marked("{name} has no rows under its header."), name=path.name)
    return sheet


def _workbook(path: Path) -> tuple[str, list[list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            rows = [[_cell(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
            if any(any(row) for row in rows):
                return name, rows
    except (CalamineError, ValueError) as error:
        raise InvalidInput(
            marked("{name} is not a workbook that can be read. Save it again as XLSX or CSV."), name=path.name
        ) from error
    return "", []


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


def _text(path: Path) -> Sheet:
    text, encoding = decode(path.read_bytes())
    text = text.replace("\x00", "")
    lines = text.splitlines()
    declared = re.match(r"^\s*\"?sep=(.)\"?\s*$", lines[0], re.IGNORECASE) if lines else None
    if declared:
        lines = lines[1:]
    separator = (
        declared.group(1) if declared else separator_of([line for line in lines if line][:SAMPLE_LINES])
    )
    csv.field_size_limit(LARGEST_BYTES)
    body = text.split("\n", 1)[1] if declared else text
    rows = [
        [cell.strip() for cell in row]
        for row in csv.reader(body.splitlines(keepends=True), delimiter=separator)
    ]
    return _sheet(path.name, rows, encoding=encoding, separator=separator)


def _sheet(name: str, rows: Iterable[Sequence[str]], *, encoding: str = "", separator: str = "") -> Sheet:
    """Return the rows under the header: the first row of two words or more that holds no data.

    A sheet whose first row holds data already has no header; its columns are then counted.
    """
    filled = [list(row) for row in rows if any(row)]
    start = next((i for i, row in enumerate(filled[:20]) if _looks_like_header(row)), None)
    if start is None and filled and not any(_is_data(cell) for cell in filled[0]):
        start = 0
    header = filled[start] if start is not None else []
    body = filled[start + 1 :] if start is not None else filled
    width = max((len(row) for row in (header, *body)), default=0)
    header = [
        cell or f"Column {index + 1}" for index, cell in enumerate(header + [""] * (width - len(header)))
    ]
    full = tuple(tuple(row + [""] * (width - len(row))) for row in body)
    return Sheet(name, tuple(header), full, encoding, separator)


def _looks_like_header(row: Sequence[str]) -> bool:
    cells = [cell for cell in row if cell]
    return len(cells) >= 2 and not any(_is_data(cell) for cell in cells)


def _is_data(cell: str) -> bool:
    return bool(cell) and (bool(re.fullmatch(r"[\d\W]+", cell)) or "@" in cell)


CARD_FIELDS = ("Name", "Phone", "Phone 2", "Email", "Birthday", "Country", "City", "Notes")


def _cards(path: Path) -> Sheet:
    """Return a file of contact cards (vCard, RFC 6350 and the older forms) as a sheet."""
    text, encoding = decode(path.read_bytes())
    unfolded = re.sub(r"\r?\n[ \t]", "", re.sub(r"=\r?\n", "", text))
    rows = [
        _card(block)
        for block in re.findall(r"BEGIN:VCARD(.*?)END:VCARD", unfolded, re.DOTALL | re.IGNORECASE)
    ]
    return _sheet(path.name, [CARD_FIELDS, *rows], encoding=encoding)


def _card(block: str) -> list[str]:
    found: dict[str, list[str]] = {}
    for line in block.splitlines():
        head, _, value = line.partition(":")
        key = head.split(";")[0].split(".")[-1].upper()
        if "QUOTED-PRINTABLE" in head.upper():
            value = quopri.decodestring(value.encode()).decode("utf-8", errors="replace")
        plain = value.replace("\\,", ",").replace("\\;", ";").replace("\\n", " ").strip()
        if key and plain:
            found.setdefault(key, []).append(plain)
    name = found.get("FN", [""])[0]
    if not name:
        parts = [*found.get("N", [""])[0].split(";"), "", ""]
        name = f"{parts[1]} {parts[0]}".strip()
    address = [*found.get("ADR", [""])[0].split(";"), *[""] * 7]
    phones = [re.sub(r"^tel:", "", phone) for phone in found.get("TEL", [])] + ["", ""]
    return [
        name, phones[0], phones[1], found.get("EMAIL", [""])[0], found.get("BDAY", [""])[0],
        address[6], address[3], " ".join(found.get("NOTE", [])),
    ]  # fmt: skip
