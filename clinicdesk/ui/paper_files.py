"""Takes a paper out of the program: saved where a person says, or opened where it can be printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from clinicdesk.domain.errors import ClinicError, Conflict
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.opener import opener_of
from clinicdesk.ui.prompts import FileKind

MakePdf = Callable[[], bytes]


def save_pdf(desk: Desk, title: str, name: str, make: MakePdf) -> Path | None:
    """Ask where to and write the PDF there; return the file, None where it was not written."""
    return save_paper(desk, title, f"{name}.pdf", FileKind(desk.t("PDF documents"), ("*.pdf",)), make)


def save_paper(desk: Desk, title: str, name: str, kind: FileKind, make: MakePdf) -> Path | None:
    """Ask where to and write a file of any ``kind`` there; return it, None where it was not written."""
    file = desk.prompts.save_file(title, name, [kind])
    if file is None or not _written(desk, file, make):
        return None
    desk.notices.say(desk.t("Saved as {file}.", file=file.name))
    return file


def open_pdf(desk: Desk, name: str, make: MakePdf) -> None:
    """Open the PDF in the program that belongs to it, from a folder that nobody else can read."""
    file = Path(mkdtemp(prefix="clinicdesk-paper-")) / f"{name}.pdf"
    if _written(desk, file, make) and not opener_of(desk).open_file(file):
        desk.notices.fail(desk.t("No program took the PDF. It is at {file}.", file=str(file)))


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
