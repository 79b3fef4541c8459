"""Reads a time of day as people type it, for the prompts and forms of several screens."""

from datetime import time

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import marked

READ = 200
"""Characters that are looked at; no line of a form is longer."""


def read_time(text: str) -> time:
    """Return the time of day that was typed: 9, 9:30, 09.30 or 0930. Raises InvalidInput."""
    digits = "".join(c for c in text[:READ] if c.isdecimal())
    padded = digits.zfill(4) if len(digits) in {3, 4} else f"{digits.zfill(2)}00"
    try:
        if not 1 <= len(digits) <= 4:
            raise ValueError
        return time(int(padded[:2]), int(padded[2:]))
    except ValueError as error:
        raise InvalidInput(marked("Write the time as 09:30.")) from error


def read_time_or_none(text: str) -> time | None:
    """Return a time of day, None where nothing is typed. Raises InvalidInput."""
    return read_time(text) if text.strip() else None
