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
from clinicdesk.storage.backup import backups
from clinicdesk.storage.engine import open_clinic
from clinicdesk.storage.restore import newest_good, restore


def backups_of(path: Path) -> tuple[Backup, ...]:
    """Return the backups beside the clinic's file ``path``, newest first."""
    return backups(path)


def newest_good_backup(path: Path) -> Backup | None:
    """Return the newest backup that is still byte for byte what was judged when it was made."""
    return newest_good(path)


def restore_file(
    path: Path, chosen: Path, *, at: datetime, key: bytes | None = None
) -> tuple[Restored, Report]:
    """Put the backup ``chosen`` in the place of ``path``, record it there, and verify what now stands there.

    Raises FileProblem, with nothing switched, if the backup is not sound or a program has the file open.
    """
    done = restore(path, chosen, at=at, key=key)
    storage = open_clinic(path, at=at, key=key)
    try:
        with storage.writing(at=at) as work:
            work.audit("file.restore", "clinic", None, {"backup": chosen.name})
        return done, verify(Context(storage, FixedClock(at)))
    finally:
        storage.close()
