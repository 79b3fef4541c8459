"""Fills the ``{named}`` places of a text; what is filled in is data and is never read again."""

import re
from collections.abc import Mapping

_PLACE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


def places(text: str) -> frozenset[str]:
    """Return the names of the ``{named}`` places in ``text``."""
    return frozenset(_PLACE.findall(text))


def fill(text: str, data: Mapping[str, str]) -> str:
    """Return ``text`` with each place replaced once; braces in the data stay as they are.

    Only plain names are places: ``{a.b}``, ``{0}`` and ``{}`` are ordinary text.
    Raises KeyError for a place without data.
    """
    return _PLACE.sub(lambda match: data[match.group(1)], text)
