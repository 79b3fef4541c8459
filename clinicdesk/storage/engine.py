"""Makes and opens a clinic's file: nothing is opened that was not checked, nothing is created by chance."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as driver

from clinicdesk.domain.errors import FileProblem
from clinicdesk.domain.text import marked
from clinicdesk.storage.connect import APPLICATION_ID, RawConnection, connect
from clinicdesk.storage.lock import FileLock
from clinicdesk.storage.problems import told
from clinicdesk.storage.schema import HEAD, create_triggers
from clinicdesk.storage.tables import metadata
from clinicdesk.storage.work import Storage

MAGIC = b"SQLite format 3\x00"
APPLICATION_ID_AT = 68
# Reading every page of a file takes about 2 ms per MB: a larger one is read whole at opening only after a
# crash, else by verifying in the background and by each backup, which is read again.
CHECKED_AT_ONCE = 32 * 1024 * 1024


def engine_of(path: Path, key: bytes | None = None, *, draft: bool = False) -> Engine:
    """Return the SQLAlchemy engine over connections made in the one place that makes them."""
    return create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(path, key, draft=draft),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=6,
        pool_use_lifo=True,
        hide_parameters=True,
    )


def create_clinic(path: Path, *, at: datetime, key: bytes | None = None, draft: bool = False) -> Storage:
    """Make a new clinic's file with all tables and open it; ``key`` encrypts it (32 bytes).

    The file appears under its name only when it is complete. A ``draft`` is thrown away if the machine
    stops (the demo while its story is told): no commit waits for the disk, closing it does.
    Raises FileProblem if something is there already or the folder cannot be written.
    """
    if path.exists():
        raise FileProblem(
            marked("There is already a file {name} in {folder}. Open it, or choose another folder."),
            name=path.name,
            folder=str(path.parent),
        )
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with told(path):
            _build(part, key)
        part.rename(path)
    except OSError as error:
        raise FileProblem(
            marked("ClinicDesk may not write in {folder}. Allow writing there, then try again."),
            name=path.name,
            folder=str(path.parent),
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return open_clinic(path, at=at, key=key, draft=draft)


def _build(part: Path, key: bytes | None) -> None:
    engine = engine_of(part, key)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            metadata.create_all(connection, checkfirst=False)
            connection.exec_driver_sql(
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,\n"
                "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"
            )
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))
            create_triggers(connection)
            connection.commit()
    finally:
        engine.dispose()


def open_clinic(path: Path, *, at: datetime, key: bytes | None = None, draft: bool = False) -> Storage:
    """Open a clinic's file after looking at it: present, a clinic's, ours alone, sound, and up to date.

    An older file is backed up and brought up to date first. Raises FileProblem with a sentence for
    everything else, and then nothing was changed (safety rules 5 and 6).
    """
    look(path, encrypted=key is not None)
    lock = FileLock(path)
    try:
        with told(path):
            found = _check(path, key, whole=lock.left_behind or path.stat().st_size <= CHECKED_AT_ONCE)
            if found != HEAD:
                from clinicdesk.storage.upgrade import upgrade

                upgrade(path, found, at=at, key=key)
    except BaseException:
        lock.release(unfinished=lock.left_behind)
        raise
    return Storage(path, engine_of(path, key, draft=draft), lock, key)


def look(path: Path, *, encrypted: bool) -> None:
    """Refuse, before anything is opened, what is missing, empty, or plainly another program's file."""
    names = {"name": path.name, "folder": str(path.parent)}
    try:
        if not path.is_file():
            raise FileProblem(
                marked("There is no {name} in {folder}. Look for it, or restore a backup."), **names
            )
        with path.open("rb") as handle:
            head = handle.read(APPLICATION_ID_AT + 4)
    except OSError as error:
        raise FileProblem(marked("{name} in {folder} may not be read."), **names) from error
    if not head:
        raise FileProblem(
            marked("{name} is empty: its data is gone from this place. Restore the newest backup."), **names
        )
    if encrypted:
        return
    if not head.startswith(MAGIC):
        raise FileProblem(
            marked("{name} is not a clinic's file, or it is encrypted with another key."), **names
        )
    if int.from_bytes(head[APPLICATION_ID_AT:], "big") != APPLICATION_ID:
        raise FileProblem(marked("{name} belongs to another program; it was left as it is."), **names)


def _check(path: Path, key: bytes | None, *, whole: bool) -> str:
    """Return the file's migration after finding it writable, a clinic's, and (if ``whole``) sound."""
    names = {"name": path.name, "folder": str(path.parent)}
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise FileProblem(
            marked("{name} may only be read. Allow writing to the file and to its folder, then try again."),
            **names,
        )
    raw = connect(path, key)
    try:
        if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise FileProblem(marked("{name} belongs to another program; it was left as it is."), **names)
        found = version(raw)
        if not found or (whole and raw.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok"):
            raise FileProblem(
                marked("{name} is damaged. Nothing was changed; restore the newest backup."), **names
            )
        return found
    finally:
        raw.close()


def version(raw: RawConnection) -> str:
    """Return the migration that a file is at, read without the migration library; empty if it has none."""
    if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return ""
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""
