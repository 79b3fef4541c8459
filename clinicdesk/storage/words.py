"""Looks for a folded word anywhere in a folded column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement

from clinicdesk.domain.text import like

ESCAPE = "\\"


def contains(column: Any, word: str) -> ColumnElement[bool]:
    """Return that ``column`` contains ``word``, whose signs are ordinary ones.

    An escape sign is only named where the word needs one: looking for it costs half as much again.
    """
    pattern = like(word)
    found: ColumnElement[bool] = column.like(pattern, escape=ESCAPE if ESCAPE in pattern else None)
    return found


def contains_all(column: Any, words: Sequence[str]) -> list[ColumnElement[bool]]:
    """Return that ``column`` contains every one of ``words``, the longest, and so rarest, asked first."""
    return [contains(column, word) for word in sorted(words, key=len, reverse=True)]
