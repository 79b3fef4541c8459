"""Loads the bundled screen fonts: Inter before the window, the large script fonts after it."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase

FAMILIES = (
    "Inter",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Thai",
    "Noto Sans JP",
    "Noto Sans KR",
    "Noto Sans SC",
    "Noto Sans TC",
)
FIRST = "Inter-*.ttf"


def load_first(folder: Path) -> list[str]:
    """Load the interface's own font; return the families found (none if the folder is absent)."""
    return _load(sorted(folder.glob(FIRST)))


def script_files(folder: Path) -> list[Path]:
    """Return the files of the other scripts, smallest first, so that the cheap ones come at once."""
    first = set(folder.glob(FIRST))
    others = [file for file in folder.glob("*.ttf") if file not in first]
    return sorted(others, key=lambda file: (file.stat().st_size, file.name))


def load_scripts(folder: Path) -> None:
    """Load every font of another script now; the program itself does it one by one when it has time."""
    _load(script_files(folder))


def load(file: Path) -> list[str]:
    """Load one font file; return its families, none if Qt cannot read it."""
    return _load([file])


def _load(files: list[Path]) -> list[str]:
    families: list[str] = []
    for file in files:
        number = QFontDatabase.addApplicationFont(str(file))
        if number >= 0:
            families += QFontDatabase.applicationFontFamilies(number)
    return families
