"""What the driver's errors mean for the person at the desk, as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as driver

from clinicdesk.domain.errors import FileProblem
from clinicdesk.domain.text import marked

PRIMARY = 0xFF
SENTENCES = {
    5: marked("{name} is being used by another program. Close that program, then try again."),
    6: marked("{name} is being used by another program. Close that program, then try again."),
    8: marked("{name} may only be read. Allow writing to the file and to its folder, then try again."),
    10: marked("The disk did not answer while {name} was used. Check the disk or the connection to it."),
    11: marked("{name} is damaged. Nothing was changed; restore the newest backup."),
    13: marked("The disk is full. Nothing was lost; free some space, then do it again."),
    14: marked("{name} cannot be opened. Check that the file and its folder may be read and written."),
    23: marked("{name} may not be opened by this person on this computer."),
    26: marked("{name} is not a clinic's file, or it is encrypted with another key."),
}
# A backup's errors come without a number: SQLite's own words for the same ones.
CODES = {
    "database is locked": 5,
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
    "unable to open database file": 14,
    "file is not a database": 26,
}


def file_problem(error: object, path: Path) -> FileProblem | None:
    """Return the sentence for a driver's error about the file itself; None if it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None) or CODES.get(str(error))
    sentence = SENTENCES.get(code & PRIMARY) if isinstance(code, int) else None
    return FileProblem(sentence, name=path.name, folder=str(path.parent)) if sentence else None


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the driver's errors about the file ``path`` into sentences; our own bugs pass as they are."""
    try:
        yield
    except (DBAPIError, driver.Error) as error:
        problem = file_problem(error.orig if isinstance(error, DBAPIError) else error, path)
        if problem is None:
            raise
        raise problem from error
