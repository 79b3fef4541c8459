"""Where the files that ship with the program are, however it was installed."""

from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["resources", "translations"]

_PACKAGE = Path(__file__).resolve().parent


@cache
def files(kind: Kind) -> Path:
    """Return the folder of shipped files of one kind.

    A wheel and a frozen program carry the folder inside the package; a checkout and an editable
    install have it beside the package.

    Raises FileNotFoundError if the installation is incomplete.
    """
    for folder in (_PACKAGE / kind, _PACKAGE.parent / kind):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"This installation of ClinicDesk has no {kind} folder.")
