"""The audit trail: what was done, by whom, in a chain of digests where a changed row shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, text

from clinicdesk.storage.columns import INSTANT

FIRST = "0" * 64
_LAST = text("SELECT digest FROM audit ORDER BY id DESC LIMIT 1")
_LAST_AT = text("SELECT max(at) FROM audit")
_ADD = text(
    "INSERT INTO audit (at, by, action, subject, subject_id, detail, previous, digest)"
    " VALUES (:at, :by, :action, :subject, :subject_id, :detail, :previous, :digest)"
)
_ALL = text("SELECT id, at, by, action, subject, subject_id, detail, previous, digest FROM audit ORDER BY id")


def add(
    connection: Connection,
    *,
    at: datetime,
    by: int | None,
    action: str,
    subject: str,
    subject_id: int | None,
    detail: Mapping[str, Any],
) -> None:
    """Append one row whose digest covers itself and the row before it; ``detail`` holds ids, no names."""
    row = {
        "at": at.astimezone(UTC).strftime(INSTANT),
        "by": by,
        "action": action,
        "subject": subject,
        "subject_id": subject_id,
        "detail": json.dumps(dict(detail), ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        "previous": last(connection) or FIRST,
    }
    connection.execute(_ADD, row | {"digest": _digest(row)})


def last(connection: Connection) -> str:
    """Return the digest at the end of the trail, which every act moves; empty in a new file."""
    return str(connection.execute(_LAST).scalar() or "")


def last_at(connection: Connection) -> datetime | None:
    """Return when the newest act was done; None in a file in which nothing was done yet."""
    newest = connection.execute(_LAST_AT).scalar()
    return datetime.fromisoformat(newest) if newest else None


def broken_links(connection: Connection) -> Iterator[int]:
    """Yield the id of every row that was changed, or whose predecessor was changed or taken out."""
    previous = FIRST
    for found in connection.execute(_ALL).mappings():
        row = {name: value for name, value in found.items() if name not in {"id", "digest"}}
        if row["previous"] != previous or found["digest"] != _digest(row):
            yield int(found["id"])
        previous = found["digest"]


def _digest(row: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(row, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
