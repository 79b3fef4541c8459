"""A list that people chose, as a CSV file that every spreadsheet program opens with its accents."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from clinicdesk.documents.spreadsheet import as_text


def listing_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return heads and rows as UTF-8 with a mark; no cell is read as a formula (safety rule 19)."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([as_text(head) for head in heads])
    writer.writerows([as_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
