"""Saves a file of any kind where a person says, such as the calendar file beside a paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clinicdesk.domain.errors import ClinicError, Conflict
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.prompts import FileKind

MakePdf = Callable[[], bytes]


def save_paper(desk: Desk, title: str, name: str, kind: FileKind, make: MakePdf) -> Path | None:
    """Ask where to and write a file of any ``kind`` there; return it, None where it was not written."""
    file = desk.prompts.save_file(title, name, [kind])
    if file is None or not _written(desk, file, make):
        return None
    desk.notices.say(desk.t("Saved as {file}.", file=file.name))
    return file


def _written(desk: Desk, file: Path, make: MakePdf) -> bool:
    try:
        file.write_bytes(make())
    except ClinicError as error:
        desk.commands.tell(error)
        return False
    except OSError as error:
        problem = error.strerror or type(error).__name__
        told = Conflict(marked("The file cannot be written: {problem}."), problem=problem)
        desk.commands.tell(told)
        return False
    return True
