"""Gapless numbers: a counter row per series, raised in the transaction that uses it (safety rule 3)."""

from __future__ import annotations

from sqlalchemy import Connection, text

_NEXT = text(
    "INSERT INTO counter (name, value) VALUES (:name, 1)"
    " ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value"
)


def next_in(connection: Connection, series: str) -> int:
    """Return the next number of ``series``, from 1; undone with the transaction if that fails."""
    return int(connection.execute(_NEXT, {"name": series}).scalar_one())
