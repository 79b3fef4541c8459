"""Brings an older file up to date, whole or not at all; the only home of the migration library."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2 as driver

from clinicdesk.domain.errors import FileProblem
from clinicdesk.domain.text import marked
from clinicdesk.storage.backup import back_up
from clinicdesk.storage.connect import RawConnection, connect
from clinicdesk.storage.schema import create_triggers, drop_triggers

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(
    path: Path, found: str, *, at: datetime, key: bytes | None = None, migrations: Path = MIGRATIONS
) -> None:
    """Bring a locked file from migration ``found`` to the newest one (safety rule 6).

    A verified backup is made first. Then one transaction holds every step: foreign keys are off outside
    of it, since rebuilding a table would delete the rows that refer to it, and are checked before the
    commit. Raises FileProblem, with the file as it was, for one that a newer program wrote and for one
    that cannot be brought up to date.
    """
    names = {"name": path.name, "folder": str(path.parent)}
    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.set_main_option("path_separator", "os")
    if found not in {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}:
        raise FileProblem(
            marked("{name} was written by a newer ClinicDesk. Install the newest version to open it."),
            **names,
        )
    back_up(path, at=at, reason="migrate", key=key)
    engine = create_engine("sqlite://", module=driver, creator=lambda: _loose(path, key), poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        drop_triggers(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _refuse_orphans(connection, names)
        create_triggers(connection)
        connection.commit()


def _loose(path: Path, key: bytes | None) -> RawConnection:
    raw = connect(path, key)
    raw.execute("PRAGMA foreign_keys = OFF")
    return raw


def _refuse_orphans(connection: Connection, names: dict[str, str]) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise FileProblem(
            marked("{name} could not be brought up to date: rows of {table} would lose what they belong to."),
            table=orphans[0][0],
            **names,
        )
