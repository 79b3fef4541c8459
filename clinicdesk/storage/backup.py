"""Makes, judges, lists and thins the backups of a clinic's file (safety rule 7)."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from clinicdesk.domain.backups import Backup
from clinicdesk.domain.errors import FileProblem
from clinicdesk.domain.text import marked
from clinicdesk.storage.connect import RawConnection, connect, unlock
from clinicdesk.storage.figures import Figures, figures
from clinicdesk.storage.problems import told
from clinicdesk.storage.retention import kept

FOLDER = "backups"
STAMP = "%Y%m%dT%H%M%SZ"
PAGES_AT_A_TIME = 4096

Progress = Callable[[int, int], None]


def back_up(
    path: Path,
    *,
    at: datetime,
    reason: str,
    key: bytes | None = None,
    progress: Progress | None = None,
) -> Backup:
    """Copy the file as it is at this moment, read the copy again, judge it, then name it and thin the others.

    The program may go on writing meanwhile. ``progress`` gets pages done and pages in all. Raises FileProblem
    if the disk is full or the copy is not equal to its original; then no backup of that name exists.
    """
    folder = path.parent / FOLDER
    final = free(folder / f"{path.stem}-{at.astimezone(UTC).strftime(STAMP)}-{reason}{path.suffix}")
    part = final.with_name(final.name + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _leave_room(path, folder)
        try:
            part.unlink(missing_ok=True)
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            with told(path):
                made = _copy(path, part, key, progress)
                judge(part, made, key)
            backup = Backup(final, at, reason, part.stat().st_size, made, _sha256(part))
            _note(backup)
            _settle(part, final)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise FileProblem(marked("No backup could be written in {folder}."), folder=str(folder)) from error
    thin(path)
    return backup


def judge(copy: Path, expected: Figures | None, key: bytes | None = None) -> Figures:
    """Read a copy again from its file: sound, and with the same rows and money as ``expected``.

    Returns the figures found. Raises FileProblem naming the first figure that differs.
    """
    raw = connect(copy, key, read_only=True)
    try:
        if raw.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise FileProblem(marked("The copy {name} is damaged and was not kept."), name=copy.name)
        found = figures(raw)
    finally:
        raw.close()
    for name in sorted(found.keys() | expected.keys()) if expected is not None else ():
        if found.get(name) != (expected or {}).get(name):
            raise FileProblem(
                marked("The copy {name} differs from its original in {figure} and was not kept."),
                name=copy.name,
                figure=name,
            )
    return found


def backups(path: Path) -> tuple[Backup, ...]:
    """Return the backups of the clinic's file ``path``, newest first; what has no note is not one."""
    found = [_read_note(note) for note in (path.parent / FOLDER).glob(f"{path.stem}-*.json")]
    return tuple(
        sorted((b for b in found if b), key=lambda backup: (backup.made_at, backup.path.name), reverse=True)
    )


def free(path: Path) -> Path:
    """Return ``path``, or the first of its name with -2, -3 ... where nothing is yet."""
    tried, number = path, 1
    while tried.exists():
        number += 1
        tried = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return tried


def is_whole(backup: Backup) -> bool:
    """Say whether the backup's file is still, byte for byte, what was judged when it was made."""
    try:
        return backup.path.stat().st_size == backup.size and _sha256(backup.path) == backup.sha256
    except OSError:
        return False


def thin(path: Path) -> tuple[Path, ...]:
    """Remove the backups of ``path`` that the retention does not keep, and return those removed.

    The newest one that is still whole always stays.
    """
    found = backups(path)
    keep = set(kept([backup.made_at for backup in found]))
    if whole := next((backup for backup in found if is_whole(backup)), None):
        keep.add(whole.made_at)
    gone = []
    for backup in found:
        if backup.made_at not in keep:
            backup.path.unlink(missing_ok=True)
            _note_path(backup.path).unlink(missing_ok=True)
            gone.append(backup.path)
    return tuple(gone)


def _copy(path: Path, part: Path, key: bytes | None, progress: Progress | None) -> Figures:
    """Copy inside one read transaction, so that the figures and the pages are of the same moment."""
    source = connect(path, key)
    try:
        target = driver.connect(str(part), isolation_level=None)
        try:
            if key is not None:
                unlock(target, key)
            source.execute("BEGIN")
            made = figures(source)
            _run(source, target, progress)
            source.execute("COMMIT")
            # A copy is one file: its journal must not be a second one.
            target.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            target.close()
    finally:
        source.close()
    return made


def _run(source: RawConnection, target: RawConnection, progress: Progress | None) -> None:
    def report(_status: int, remaining: int, whole: int) -> None:
        if progress is not None:
            progress(whole - remaining, whole)

    source.backup(target, pages=PAGES_AT_A_TIME, progress=report)


def _leave_room(path: Path, folder: Path) -> None:
    journal = path.with_name(path.name + "-wal")
    needed = path.stat().st_size + (journal.stat().st_size if journal.exists() else 0)
    if shutil.disk_usage(folder).free < needed + needed // 10:
        raise FileProblem(
            marked("The disk is too full for a backup in {folder}. Free some space, then do it again."),
            folder=str(folder),
        )


def _settle(part: Path, final: Path) -> None:
    with part.open("r+b") as handle:
        os.fsync(handle.fileno())
    part.replace(final)
    sync_folder(final.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` last through a power cut, where the system has folders to sync."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return file_digest(handle, "sha256").hexdigest()


def _note_path(path: Path) -> Path:
    return path.with_suffix(".json")


def _note(backup: Backup) -> None:
    text = json.dumps(
        {
            "file": backup.path.name,
            "made_at": backup.made_at.astimezone(UTC).isoformat(),
            "reason": backup.reason,
            "size": backup.size,
            "sha256": backup.sha256,
            "figures": backup.figures,
        },
        indent=1,
    )
    _note_path(backup.path).write_text(text + "\n", encoding="utf-8")


def _read_note(note: Path) -> Backup | None:
    try:
        data = json.loads(note.read_text(encoding="utf-8"))
        path = note.with_name(str(data["file"]))
        made_at = datetime.fromisoformat(data["made_at"])
        if path.parent != note.parent or not path.is_file():
            return None
        return Backup(
            path, made_at, str(data["reason"]), int(data["size"]), dict(data["figures"]), str(data["sha256"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
