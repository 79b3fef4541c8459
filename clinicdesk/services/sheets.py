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

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
CARDS = {".vcf", ".vcard"}
SEPARATORS = (",", ";", "\t", "|")
LARGEST_BYTES = 200_000_000
DETECT_BYTES = 200_000
SAMPLE_LINES = 40
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
CODE_PAGES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1258", "cp874",
    "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949", "gb18030", "big5", "mac_roman", "koi8_r",
]  # fmt: skip


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


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return ``data`` as text and its encoding: a mark, UTF-8, UTF-16 without mark, else detected."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    zeros = data[:2000].count(0)
    if zeros > len(data[:2000]) // 4:
        little = data[1:2000:2].count(0) >= data[0:2000:2].count(0)
        encoding = "utf-16-le" if little else "utf-16-be"
        return data.decode(encoding, errors="replace"), encoding
    return _detected(data, name)


def _detected(data: bytes, name: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:DETECT_BYTES], cp_isolation=CODE_PAGES).best()
    encoding = best.encoding if best is not None else "cp1252"
    try:
        return data.decode(encoding, errors="replace"), encoding
    except LookupError as error:
        raise InvalidInput(
            marked("The letters of {name} cannot be read. Save it again as CSV in UTF-8."), name=name
        ) from error


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
    text, encoding = decode(path.read_bytes(), path.name)
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
    """Return the rows under the first row that looks like a header (two filled cells, none a number)."""
    filled = list(rows)
    start = next((i for i, row in enumerate(filled[:20]) if _looks_like_header(row)), None)
    if start is None:
        start = next((i for i, row in enumerate(filled) if any(row)), 0)
    header = [cell or f"Column {index + 1}" for index, cell in enumerate(filled[start])] if filled else []
    width = max([len(header), *(len(row) for row in filled[start + 1 :])], default=0)
    header += [f"Column {index + 1}" for index in range(len(header), width)]
    body = tuple(
        tuple(row) + ("",) * (width - len(row)) for row in filled[start + 1 :] if any(cell for cell in row)
    )
    return Sheet(name, tuple(header), body, encoding, separator)


def _looks_like_header(row: Sequence[str]) -> bool:
    cells = [cell for cell in row if cell]
    return len(cells) >= 2 and not any(re.fullmatch(r"[\d\W]+", cell) or "@" in cell for cell in cells)


CARD_FIELDS = ("Name", "Phone", "Phone 2", "Email", "Birthday", "Country", "City", "Notes")


def _cards(path: Path) -> Sheet:
    """Return a file of contact cards (vCard, RFC 6350 and the older forms) as a sheet."""
    text, encoding = decode(path.read_bytes(), path.name)
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
