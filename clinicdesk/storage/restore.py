"""Puts a backup in the place of the clinic's file: verified first, one rename, the old file kept."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from clinicdesk.domain.backups import Backup, Restored
from clinicdesk.domain.errors import FileProblem
from clinicdesk.domain.text import marked
from clinicdesk.storage.backup import STAMP, backups, free, is_whole, judge, sync_folder
from clinicdesk.storage.connect import connect
from clinicdesk.storage.lock import FileLock
from clinicdesk.storage.problems import told

JOURNALS = ("-wal", "-shm", "-journal")


def good_backups(path: Path, most: int) -> tuple[Backup, ...]:
    """Return the newest ``most`` backups that are still byte for byte what was judged, newest first."""
    return tuple(islice((backup for backup in backups(path) if is_whole(backup)), most))


def restore(path: Path, chosen: Path, *, at: datetime, key: bytes | None = None) -> Restored:
    """Put the backup ``chosen`` in the place of ``path``, which no program may have open (safety rule 8).

    The copy is written into a new folder and judged there; the file before it stays under its own name with
    the time in it. Raises FileProblem, with nothing switched, if the backup is not sound.
    """
    stamp = at.astimezone(UTC).strftime(STAMP)
    fresh = free(path.parent / f"restore-{stamp}")
    lock = FileLock(path)
    try:
        fresh.mkdir()
        try:
            ready = fresh / path.name
            with told(chosen):
                _fetch(chosen, ready, path, key)
            kept = _keep(path, free(path.with_name(f"{path.stem}-before-{stamp}{path.suffix}")), key)
            ready.replace(path)
            sync_folder(path.parent)
        finally:
            shutil.rmtree(fresh)
    except OSError as error:
        raise FileProblem(
            marked("The backup could not be restored in {folder}; the clinic's file is as it was."),
            folder=str(path.parent),
        ) from error
    finally:
        lock.release()
    return Restored(path, kept)


def _fetch(chosen: Path, ready: Path, path: Path, key: bytes | None) -> None:
    """Copy the backup and judge the copy by the figures noted when the backup was made, where they are."""
    noted = next((backup for backup in backups(path) if backup.path == chosen), None)
    if noted is not None and not is_whole(noted):
        raise FileProblem(
            marked("The backup {name} has changed since it was made. Choose another one."), name=chosen.name
        )
    shutil.copyfile(chosen, ready)
    judge(ready, noted.figures if noted else None, key)
    with ready.open("r+b") as handle:
        os.fsync(handle.fileno())


def _keep(path: Path, kept: Path, key: bytes | None) -> Path | None:
    """Keep the present file and its journals beside the new one, and leave no journal in its way."""
    if not path.exists():
        _drop_journals(path)
        return None
    _fold_journal(path, key)
    shutil.copyfile(path, kept)
    for ending in JOURNALS:
        journal = path.with_name(path.name + ending)
        if journal.exists():
            shutil.copyfile(journal, kept.with_name(kept.name + ending))
    _drop_journals(path)
    return kept


def _fold_journal(path: Path, key: bytes | None) -> None:
    """Bring the last commits from the journal into the file, if it is sound enough for that."""
    try:
        raw = connect(path, key)
    except (driver.Error, RuntimeError):
        return
    try:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except driver.Error:
        return
    finally:
        raw.close()


def _drop_journals(path: Path) -> None:
    """Remove what the old file's journal left: SQLite would read it into the new file."""
    for ending in JOURNALS:
        path.with_name(path.name + ending).unlink(missing_ok=True)
