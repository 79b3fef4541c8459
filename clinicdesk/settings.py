"""What is set for this computer alone: language, light or dark, text size, first page, who works here."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

SMALLEST_PERCENT, LARGEST_PERCENT = 90, 150
SCHEMES = ("system", "light", "dark")


@dataclass(frozen=True)
class ComputerSettings:
    """Settings of one computer; nothing in them is about a patient.

    ``scheme`` is system, light or dark; ``percent`` the size of the text; ``staff_id`` who works here.
    """

    language: str = "en"
    scheme: str = "system"
    percent: int = 100
    start_page: str = "today"
    staff_id: int = 0


def read_settings(folder: Path) -> ComputerSettings:
    """Return what was set; a missing or damaged file, or a value out of range, gives the defaults."""
    try:
        kept = json.loads((folder / "computer.json").read_text(encoding="utf-8"))
        known = {field.name: kept[field.name] for field in fields(ComputerSettings) if field.name in kept}
        read = ComputerSettings(**known)
        if read.scheme in SCHEMES and SMALLEST_PERCENT <= int(read.percent) <= LARGEST_PERCENT:
            return read
    except (OSError, ValueError, TypeError, AttributeError):
        pass
    return ComputerSettings()


def write_settings(folder: Path, settings: ComputerSettings) -> None:
    """Keep ``settings``; raises OSError where the folder cannot be written."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "computer.json").write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
