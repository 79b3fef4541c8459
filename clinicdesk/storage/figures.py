"""What a clinic's file holds in numbers: rows and money, by which a copy is judged against its original."""

from __future__ import annotations

from collections.abc import Mapping

from clinicdesk.storage.connect import RawConnection

Figures = Mapping[str, int | str]

_SUMS = {
    "payments": "SELECT currency, SUM(minor) FROM payment GROUP BY currency",
    "plans": "SELECT currency, SUM(total_minor) FROM plan_revision GROUP BY currency",
}


def figures(raw: RawConnection) -> Figures:
    """Return the rows of every table, the money per currency (minor units) and the end of the audit trail."""
    found: dict[str, int | str] = {}
    tables = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    for (table,) in tables:
        found[f"rows of {table}"] = raw.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]
    for name, statement in _SUMS.items():
        for currency, minor in raw.execute(statement).fetchall():
            found[f"{name} in {currency}"] = minor
    last = raw.execute("SELECT digest FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    found["audit"] = last[0] if last else ""
    return found
