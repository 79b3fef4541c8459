"""The base of every page: it reads when it is shown, and again when something it shows has changed."""

from typing import Any

from PySide6.QtWidgets import QWidget

from clinicdesk.domain.changes import Changes
from clinicdesk.ui.desk import Desk


class Page(QWidget):
    """One page of the window.

    Subclasses set ``title`` (translated) and ``listens_to``, and implement ``reload``. A page is stale
    until it is first shown; a change while it is hidden makes it stale, while it is shown it reloads.
    """

    title = ""
    listens_to: Changes = Changes.EVERYTHING

    def __init__(self, desk: Desk) -> None:
        """Listen for changes."""
        super().__init__()
        self.desk = desk
        self.stale = True
        self._on_stage = False
        desk.bus.changed.connect(self._changed)

    def reload(self) -> None:
        """Read everything shown from the services."""
        raise NotImplementedError

    def open(self, kind: str, key: Any, **facts: Any) -> None:
        """Show one record; only pages registered with ``opens`` are asked."""
        raise NotImplementedError

    def areas(self) -> list[QWidget]:
        """The parts that F6 visits in order, such as list and pane."""
        return [self]

    def enter(self) -> None:
        """Called by the navigation when the page comes on stage; reads if stale."""
        self._on_stage = True
        if self.stale:
            self.refresh()

    def leave(self) -> None:
        """Called by the navigation when another page comes on stage."""
        self._on_stage = False

    def refresh(self) -> None:
        """Reload now, and be fresh. A failure is told, and leaves the page stale."""
        try:
            self.reload()
        except Exception as error:  # noqa: BLE001  one page's failure must not take the window down
            self.stale = True
            self.desk.commands.tell(error)
        else:
            self.stale = False

    def _changed(self, changes: Changes, origin: object) -> None:
        if not changes & self.listens_to or origin is self:
            return
        if self._on_stage:
            self.refresh()
        else:
            self.stale = True
