"""One program per clinic's file: a lock that the system itself releases when a program ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from clinicdesk.domain.errors import FileProblem
from clinicdesk.domain.text import marked

# The process number stands at the start of the file; the locked byte lies behind it, since Windows
# does not let others read a locked byte.
LOCKED_BYTE = 64


class FileLock:
    """An exclusive hold on a clinic's file, with the holder's process number written beside it.

    The system drops the hold when the process ends in any way, so that a lock file left behind by a
    crash is taken over without a question. ``left_behind`` says that there was one: the program before
    did not close the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(path.name + ".lock")
        self._handle = self._open(path)
        if not _hold(self._handle):
            holder = self._holder()
            self._handle.close()
            raise FileProblem(
                marked("{name} is already open in another ClinicDesk (process {process}). Use that window."),
                name=path.name,
                process=holder,
            )
        self.left_behind = self._handle.seek(0, os.SEEK_END) > 0
        self._handle.seek(0)
        self._handle.truncate()
        self._handle.write(f"{os.getpid()}\n".encode("ascii"))
        self._handle.flush()

    def release(self, *, unfinished: bool = False) -> None:
        """Give the file back; the lock file is emptied and stays, since removing it could race.

        ``unfinished`` leaves the sign of a crash in it, for whoever opens the file next.
        """
        if not self._handle.closed:
            if not unfinished:
                self._handle.seek(0)
                self._handle.truncate()
            self._handle.close()

    def _open(self, path: Path) -> IO[bytes]:
        try:
            return os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        except OSError as error:
            raise FileProblem(
                marked("ClinicDesk may not write in {folder}. Allow writing there, then try again."),
                name=path.name,
                folder=str(path.parent),
            ) from error

    def _holder(self) -> str:
        self._handle.seek(0)
        return self._handle.read(LOCKED_BYTE).decode("ascii", "replace").strip() or "?"


if sys.platform == "win32":
    import msvcrt

    def _hold(handle: IO[bytes]) -> bool:
        handle.seek(LOCKED_BYTE)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _hold(handle: IO[bytes]) -> bool:
        try:
            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
