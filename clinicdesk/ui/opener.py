"""Opens a link or a file in another program of this computer; tests and the tour only write it down."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from clinicdesk.ui.desk import Desk


class Opener(Protocol):
    """Opens things outside of the window; each returns whether a program took it."""

    def open_link(self, url: str) -> bool:
        """Open a link that ``messaging.links`` made: a draft in a messenger, mail program or dialler."""
        ...

    def open_file(self, file: Path) -> bool:
        """Open a file with the program that belongs to its kind."""
        ...


class DesktopOpener:
    """Opens through the desktop; a link whose scheme and host are not on the list is never opened."""

    def open_link(self, url: str) -> bool:
        """See Opener. Raises ValueError for a link that is not on the list (safety rule 16)."""
        from clinicdesk.messaging.links import ALLOWED

        parts = urlsplit(url)
        if (parts.scheme, parts.netloc) not in ALLOWED:
            raise ValueError(f"A link to {parts.scheme}:{parts.netloc} is not allowed.")
        return QDesktopServices.openUrl(QUrl(url))

    def open_file(self, file: Path) -> bool:
        """See Opener."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


@dataclass
class RecordingOpener:
    """Keeps what would have been opened: for tests and the tour."""

    links: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def open_link(self, url: str) -> bool:
        """See Opener."""
        self.links.append(url)
        return True

    def open_file(self, file: Path) -> bool:
        """See Opener."""
        self.files.append(file)
        return True


def opener_of(desk: Desk) -> Opener:
    """Return the opener of this installation: ``desk.facts["opener"]``, else the desktop's."""
    opener: Opener = desk.facts.get("opener") or DesktopOpener()
    return opener
