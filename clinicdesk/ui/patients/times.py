"""Reads a time of day as people type it."""

from datetime import time

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import marked


def read_time(text: str) -> time:
    """Return a time of day typed as 9:30, 09.30 or 930. Raises InvalidInput."""
    digits = "".join(letter for letter in text if letter.isdecimal())
    if len(digits) in {3, 4} and not text.strip(" .:h0123456789"):
        hour, minute = int(digits[:-2]), int(digits[-2:])
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise InvalidInput(marked("Write the time as 9:30."))


def read_time_or_none(text: str) -> time | None:
    """Return a time of day, None where nothing is typed. Raises InvalidInput."""
    return read_time(text) if text.strip() else None
