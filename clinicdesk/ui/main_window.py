"""The main window: rail, top bar and stage, and the wiring between them.

An empty window needs its ground and its rail alone, so what furnishes it is imported where it is made:
the window is on screen before that is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from clinicdesk.domain.errors import ClinicError
from clinicdesk.ui.look import Look
from clinicdesk.ui.rail import Rail

if TYPE_CHECKING:
    from clinicdesk.domain.search import Hit
    from clinicdesk.i18n.catalog import Translator
    from clinicdesk.ui.desk import Desk
    from clinicdesk.ui.errors import ErrorReports
    from clinicdesk.ui.navigation import Navigation, PageEntry, SheetEntry
    from clinicdesk.ui.notices import Notices

INQUIRY = "inquiry"


class MainWindow(QMainWindow):
    """The window; ``furnish`` puts the desk's parts and the registered pages into it."""

    closing = Signal()
    painted = Signal()
    """Emitted once, when the window was on screen for the first time."""

    def __init__(self, look: Look, t: Translator) -> None:
        """Make an empty window; nothing is read yet."""
        super().__init__()
        self.setWindowTitle("ClinicDesk")
        self._look, self._t = look, t
        self.current_page = ""
        self._has_painted = False
        self.stage = QStackedWidget()
        self.rail = Rail(look)
        self._content = content = QWidget()
        self._right = QVBoxLayout()
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(0)
        self._right.addWidget(self.stage, 1)
        across = QHBoxLayout(content)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(self._right, 1)
        self.setCentralWidget(content)

    @cached_property
    def notices(self) -> Notices:
        """The short sentences above the lower edge."""
        from clinicdesk.ui.notices import Notices

        notices = Notices(self._look, self._t, self._content)
        notices.set_edge(self.rail.width())
        return notices

    @cached_property
    def reports(self) -> ErrorReports:
        """What takes unexpected errors and shows them above this window."""
        from clinicdesk.ui.errors import ErrorReports

        return ErrorReports(self._show_report)

    def navigation(self, pages: Sequence[PageEntry], sheets: Sequence[SheetEntry]) -> Navigation:
        """Return the navigation of this window's stage."""
        from clinicdesk.ui.navigation import Navigation

        return Navigation(self.stage, pages, sheets)

    def furnish(self, desk: Desk, navigation: Navigation) -> None:
        """Add the top bar and the rail's pages, and connect everything."""
        from clinicdesk.ui.search_palette import SearchPalette
        from clinicdesk.ui.top_bar import TopBar

        self._desk, self._navigation = desk, navigation
        navigation.start(desk, self)
        self.top_bar = TopBar(desk)
        self._right.insertWidget(0, self.top_bar)
        self.palette_list = SearchPalette(desk.look, desk.t, self.top_bar.search, self._find, self._content)
        for entry in navigation.entries:
            if not entry.within:
                self.rail.add_page(entry.id, entry.icon, desk.t(entry.words), low=entry.low)
        self.top_bar.inquiry.setVisible(navigation.can_open(INQUIRY))
        self._connect()
        self._bind()
        self.show_counts()

    def show_counts(self) -> None:
        """Bring the rail's counters up to date."""
        try:
            counts = self._navigation.counts()
        except ClinicError as error:
            self._desk.commands.tell(error)
            return
        for page, count in counts.items():
            self.rail.button(page).set_count(count)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first frame once it is on screen."""
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the window closes, so that its state is kept and the file is backed up."""
        self.closing.emit()
        super().closeEvent(event)

    def _connect(self) -> None:
        desk, navigation = self._desk, self._navigation
        self.rail.page_chosen.connect(navigation.show_page)
        navigation.shown.connect(self._show_current)
        self.palette_list.chosen.connect(self._open_found)
        self.top_bar.inquiry.clicked.connect(lambda: navigation.open_sheet(INQUIRY))
        self.closing.connect(desk.ticker.stop)
        desk.bus.changed.connect(self.show_counts)
        desk.ticker.ticked.connect(self.show_counts)
        desk.coordinator.changed.connect(self.show_counts)
        desk.theme.changed.connect(lambda: self.notices.set_edge(self.rail.width()))

    def _show_current(self, page: str) -> None:
        self.current_page = page
        self.rail.set_current(self._navigation.lit(page))

    def _bind(self) -> None:
        desk, navigation = self._desk, self._navigation
        everywhere: dict[str, Callable[[], object]] = {
            "find": self._focus_search,
            "undo": desk.commands.undo,
            "redo": desk.commands.redo,
            "back": navigation.back,
            "next-area": self.next_area,
            "keys": self.show_keys,
        }
        if navigation.can_open(INQUIRY):
            everywhere["new-inquiry"] = self.top_bar.inquiry.click
        for entry in navigation.entries:
            if entry.action:
                everywhere[entry.action] = self._showing(entry.id)
        for action, call in everywhere.items():
            desk.actions.bind(action, call, self, window=True)

    def _showing(self, page: str) -> Callable[[], None]:
        return lambda: self._navigation.show_page(page)

    def _focus_search(self) -> None:
        self.top_bar.search.setFocus()
        self.top_bar.search.selectAll()

    def _find(self, text: str) -> Sequence[Hit]:
        from clinicdesk.domain.search import HitKind

        try:
            rows: Sequence[Hit] = self._desk.services.search.find(text)
        except Exception as error:  # noqa: BLE001  a failing search must not take the field away
            self._desk.commands.tell(error)
            return ()
        can_open = self._navigation.can_open
        return [hit for hit in rows if can_open(hit.kind) or can_open(HitKind.PATIENT)]

    def _open_found(self, hit: Hit) -> None:
        """Open what was found; what has no page of its own is on its patient's record."""
        from clinicdesk.domain.search import HitKind

        if hit.kind == HitKind.RECEIPT and self._navigation.can_open(hit.kind):
            self._navigation.open_sheet(hit.kind, number=hit.title)
        elif self._navigation.can_open(hit.kind):
            self._navigation.open_record(hit.kind, hit.id)
        else:
            self._navigation.open_record(HitKind.PATIENT, hit.patient_id)

    def next_area(self) -> None:
        """Move the focus to the page's next part, then to the rail, and round again (F6)."""
        from clinicdesk.ui.page import Page

        page = self._navigation.current
        areas = page.areas() if isinstance(page, Page) else []
        focus = self.focusWidget()
        now = next((i for i, area in enumerate(areas) if _holds(area, focus)), -1)
        if now + 1 < len(areas):
            areas[now + 1].setFocus()
        else:
            self.rail.focus_current()

    def _show_report(self, report: str) -> None:
        from clinicdesk.ui.errors import ErrorDialog

        dialog = ErrorDialog(self._look, self._t, report, self)
        dialog.exec()
        dialog.deleteLater()

    def show_keys(self) -> None:
        """Open the table of keys (F1)."""
        from clinicdesk.ui.key_table import KeyTable

        KeyTable(self._look, self._t, self._desk.actions, self).exec()


def _holds(area: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (focus is area or area.isAncestorOf(focus))
