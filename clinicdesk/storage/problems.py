"""What the driver's errors mean for the person at the desk, as sentences."""

from __future__ import annotations

from pathlib import Path

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


def file_problem(error: object, path: Path) -> FileProblem | None:
    """Return the sentence for a driver's error about the file itself; None if it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    sentence = SENTENCES.get(code & PRIMARY) if isinstance(code, int) else None
    return FileProblem(sentence, name=path.name, folder=str(path.parent)) if sentence else None
