"""Writes the owner's summary into a folder: one PDF page, one spreadsheet with charts, one CSV."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal

from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.errors import FileProblem
from clinicdesk.domain.summary import Summary
from clinicdesk.domain.text import marked

Kind = Literal["pdf", "xlsx", "csv"]
KINDS: tuple[Kind, ...] = ("pdf", "xlsx", "csv")


def summary_bytes(summary: Summary, kind: Kind, clinic: Clinic, language: str, printed_at: datetime) -> bytes:
    """Return one export of ``summary``; the same summary on the same day gives the same bytes."""
    from clinicdesk.documents.spreadsheet import summary_csv, summary_xlsx
    from clinicdesk.documents.summary import summary_pdf
    from clinicdesk.services.papers import press

    if kind == "csv":
        return summary_csv(summary, language=language)
    if kind == "xlsx":
        return summary_xlsx(summary, language=language, printed_at=printed_at)
    return summary_pdf(
        summary,
        press(),
        language=language,
        printed_at=printed_at,
        zone=clinic.zone,
        logo=clinic.logo,
    )


def write_file(folder: Path, name: str, content: bytes) -> Path:
    """Write one file whole or not at all; raises FileProblem where the folder cannot be written."""
    path = folder / name
    part = path.with_name(f"{name}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise FileProblem(
            marked("{name} cannot be written in {folder}. Choose another folder, or make room there."),
            name=name,
            folder=str(folder),
        ) from error
    return path
