"""The table of pages and sheets, and the stage that makes each page when it is first shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinicdesk.domain.changes import Changes
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.page import Page

HISTORY = 30


@dataclass(frozen=True)
class PageEntry:
    """One page: its id, rail icon and words (marked for translation), what makes it, and its place.

    ``action`` is the row of ui/actions.py that shows it. ``opens`` are the kinds of records it shows.
    ``within`` names the rail page that stays lit; such a page has no button of its own.
    ``count`` tells how many things wait there, for the rail's counter.
    """

    id: str
    icon: str
    words: str
    make: Callable[[Desk], Page]
    action: str = ""
    opens: tuple[str, ...] = ()
    within: str = ""
    low: bool = False
    count: Callable[[Desk], int] | None = None


@dataclass(frozen=True)
class SheetEntry:
    """One sheet or dialog over the window, opened by its kind with named facts."""

    kind: str
    open: Callable[..., object]
    """Called as ``open(desk, window, **facts)``."""


@dataclass(frozen=True)
class _Visit:
    page: str
    kind: str = ""
    key: Any = None


class Navigation(QObject):
    """Shows pages and sheets by name; it is the ``Navigator`` of the desk."""

    shown = Signal(str)
    """The id of the page that came on stage."""

    def __init__(
        self, stage: QStackedWidget, pages: Sequence[PageEntry], sheets: Sequence[SheetEntry]
    ) -> None:
        """Show pages on ``stage``; ``start`` gives the desk that they work with."""
        super().__init__()
        self._stage = stage
        self._pages = {entry.id: entry for entry in pages}
        self._sheets = {entry.kind: entry for entry in sheets}
        self._kinds = {kind: entry.id for entry in pages for kind in entry.opens}
        self._made: dict[str, Page] = {}
        self._visits: list[_Visit] = []
        self._desk: Desk | None = None
        self._window: QWidget | None = None

    def start(self, desk: Desk, window: QWidget) -> None:
        """Take the desk that pages are made with and the window that sheets cover."""
        self._desk, self._window = desk, window

    @property
    def entries(self) -> list[PageEntry]:
        """The registered pages in order."""
        return list(self._pages.values())

    @property
    def current(self) -> Page | None:
        """The page on stage."""
        return self._made.get(self._visits[-1].page) if self._visits else None

    @property
    def current_id(self) -> str:
        """The id of the page on stage, empty before the first."""
        return self._visits[-1].page if self._visits else ""

    def lit(self, page: str) -> str:
        """Return the rail page that is lit while ``page`` is on stage."""
        return self._pages[page].within or page

    def show_page(self, page: str) -> None:
        """Bring a page on stage. Raises KeyError for one that is not registered."""
        self._visit(_Visit(page))

    def open_record(self, kind: str, key: Any, **facts: Any) -> None:
        """Open a record on its page. Raises KeyError where no page is registered for ``kind``."""
        page = self._kinds[kind]
        self._visit(_Visit(page, kind, key), **facts)

    def open_sheet(self, kind: str, **facts: Any) -> None:
        """Open a sheet. Raises KeyError where none is registered for ``kind``."""
        self._sheets[kind].open(self._desk, self._window, **facts)

    def can_open(self, kind: str) -> bool:
        """Whether a page or sheet is registered for ``kind``."""
        return kind in self._kinds or kind in self._sheets

    def back(self) -> None:
        """Show the page, and the record, that was on stage before."""
        if len(self._visits) > 1:
            self._visits.pop()
            self._visit(self._visits.pop())

    def page(self, page: str) -> Page:
        """Return a page, making it at first need."""
        if page not in self._made:
            if self._desk is None:
                raise RuntimeError("navigation was not started")
            made = self._pages[page].make(self._desk)
            self._made[page] = made
            self._stage.addWidget(made)
        return self._made[page]

    def counts(self, changes: Changes = Changes.EVERYTHING) -> dict[str, int]:
        """Return the rail's counters."""
        desk = self._desk
        if desk is None or not changes:
            return {}
        return {entry.id: entry.count(desk) for entry in self._pages.values() if entry.count is not None}

    def _visit(self, visit: _Visit, **facts: Any) -> None:
        before = self.current
        page = self.page(visit.page)
        if before is not None and before is not page:
            before.leave()
        if not self._visits or self._visits[-1] != visit:
            self._visits.append(visit)
            del self._visits[:-HISTORY]
        if visit.kind:
            page.open(visit.kind, visit.key, **facts)
        self._stage.setCurrentWidget(page)
        page.enter()
        self.shown.emit(visit.page)
