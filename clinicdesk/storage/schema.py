"""What a clinic's file is made of besides its tables: its version, and the triggers that freeze rows."""

from __future__ import annotations

from sqlalchemy import Connection

# The newest migration. A test compares it with the migrations folder, so that opening a file that is
# up to date loads no migration library.
HEAD = "0006"

_FROZEN = {
    "plan_revision": "An issued revision is never changed.",
    "receipt": "A receipt is never changed.",
    "statement": "A statement that was given out is never changed.",
    "itinerary": "An issued itinerary is never changed.",
    "audit": "The audit trail is only added to.",
}
_FROZEN_COLUMNS = {
    ("plan", "number"): "A plan keeps its number.",
    ("payment", "kind"): "A payment keeps its kind.",
    ("payment", "minor"): "A payment keeps its amount.",
    ("payment", "currency"): "A payment keeps its currency.",
    ("payment", "paid_minor"): "A payment keeps its amount.",
    ("payment", "paid_currency"): "A payment keeps its currency.",
}
_KEPT = {"plan": "A plan is closed, not deleted.", "payment": "A payment is refunded, not deleted."}


def triggers() -> dict[str, str]:
    """Return name and statement of every trigger (safety rule 3)."""
    found = {}
    for table, words in _FROZEN.items():
        found[f"{table}_frozen"] = _refusal(f"{table}_frozen", f"UPDATE ON {table}", words)
        found[f"{table}_kept"] = _refusal(f"{table}_kept", f"DELETE ON {table}", words)
    for (table, column), words in _FROZEN_COLUMNS.items():
        name = f"{table}_{column}_frozen"
        event = f'UPDATE OF {column} ON {table} WHEN NEW."{column}" IS NOT OLD."{column}"'
        found[name] = _refusal(name, event, words)
    for table, words in _KEPT.items():
        found[f"{table}_kept"] = _refusal(f"{table}_kept", f"DELETE ON {table}", words)
    return found


def create_triggers(connection: Connection) -> None:
    """Create every trigger."""
    for statement in triggers().values():
        connection.exec_driver_sql(statement)


def drop_triggers(connection: Connection) -> None:
    """Drop every trigger of the file for a migration, which may have to rebuild or fill frozen tables."""
    for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def _refusal(name: str, event: str, words: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} BEGIN SELECT RAISE(ABORT, '{words}'); END"
