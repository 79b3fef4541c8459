"""What can be done for a clinic's file that does not open: find its newest good backup and put it back.

These functions need no opened file, so they ask no permission: who may write in the folder may do it by hand.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from clinicdesk.domain.backups import Backup, Report, Restored
from clinicdesk.domain.clock import FixedClock
from clinicdesk.services.context import Context
from clinicdesk.services.verification import verify
from clinicdesk.storage import restore as restoring
from clinicdesk.storage.engine import open_clinic


def good_backups(path: Path, most: int = 6) -> tuple[Backup, ...]:
    """Return the newest backups of the file ``path`` that nothing has changed since, newest first."""
    return restoring.good_backups(path, most)


def restore_file(
    path: Path, chosen: Path, *, at: datetime, key: bytes | None = None
) -> tuple[Restored, Report]:
    """Put the backup ``chosen`` in the place of ``path``, record it there, and verify what now stands there.

    Raises FileProblem, with nothing switched, if the backup is not sound or a program has the file open.
    """
    done = restoring.restore(path, chosen, at=at, key=key)
    storage = open_clinic(path, at=at, key=key)
    try:
        with storage.writing(at=at) as work:
            work.audit("file.restore", "clinic", None, {"backup": chosen.name})
        return done, verify(Context(storage, FixedClock(at)))
    finally:
        storage.close()
