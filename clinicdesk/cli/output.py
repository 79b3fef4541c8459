"""How commands print: aligned columns for people, JSON for machines, sentences in the clinic's language."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from clinicdesk.domain.money import Money


def plain(value: Any) -> Any:
    """Return ``value`` as JSON can hold it: dates as ISO text, money as minor units with its currency."""
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(part) for name, part in asdict(value).items()}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, Sequence | frozenset | set) and not isinstance(value, str | bytes):
        return [plain(part) for part in value]
    return value


def print_json(value: Any) -> None:
    """Print ``value`` as JSON on standard output."""
    print(json.dumps(plain(value), ensure_ascii=False, indent=2))


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns as wide as their longest cell."""
    widths = [max(len(cell) for cell in column) for column in zip(header, *rows, strict=True)]
    for row in (header, *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@contextmanager
def counting(label: str) -> Iterator[Any]:
    """Give a progress callable that rewrites one line of a terminal, and stays silent elsewhere."""
    shown = sys.stderr.isatty()

    def progress(done: int, whole: int) -> None:
        if shown:
            print(f"\r{label} {done} of {whole}", end="", file=sys.stderr, flush=True)

    yield progress
    if shown:
        print(file=sys.stderr)
