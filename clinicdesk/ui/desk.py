"""Everything a page needs, given to it by its constructor: there are no globals to reach for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal

from clinicdesk.domain.clock import Clock, clinic_date
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.actions import Actions
from clinicdesk.ui.changes import ChangeBus
from clinicdesk.ui.commands import Commands
from clinicdesk.ui.icons import Icons
from clinicdesk.ui.look import Look
from clinicdesk.ui.notices import Notices
from clinicdesk.ui.prompts import Prompts
from clinicdesk.ui.tasks import Runner
from clinicdesk.ui.theme import Theme

TICK_MS = 30_000


class Navigator(Protocol):
    """How a page asks for another one without knowing it; kinds and pages are those of the page table."""

    def show_page(self, page: str) -> None:
        """Bring a page on stage: "today", "pipeline", "patients" ..."""
        ...

    def open_record(self, kind: str, key: Any, **facts: Any) -> None:
        """Open a record on the page that is registered for its kind: "patient", "plan" ..."""
        ...

    def open_sheet(self, kind: str, **facts: Any) -> None:
        """Open a sheet over the window: "inquiry", "deposit" ..."""
        ...

    def can_open(self, kind: str) -> bool:
        """Whether a page or a sheet is registered for ``kind``; offer no button where none is."""
        ...

    def back(self) -> None:
        """Go to the page (and record) shown before."""
        ...


class CoordinatorFilter(QObject):
    """Whose work is shown, chosen in the top bar: a member of staff's id, or None for everybody's."""

    changed = Signal()

    def __init__(self) -> None:
        """Show everybody's."""
        super().__init__()
        self._staff: Any = None

    @property
    def staff(self) -> Any:
        """The id of the coordinator chosen, None for all."""
        return self._staff

    def choose(self, staff: Any) -> None:
        """Show one coordinator's work, or with None everybody's."""
        if staff != self._staff:
            self._staff = staff
            self.changed.emit()


class Ticker(QObject):
    """Tells every 30 seconds that clocks on screen must move: one timer a window."""

    ticked = Signal()

    def __init__(self) -> None:
        """Wait to be started."""
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.ticked)

    def start(self) -> None:
        """Begin to tick."""
        self._timer.start()

    def stop(self) -> None:
        """Stop, as while the window is hidden."""
        self._timer.stop()


@dataclass(frozen=True, eq=False)
class Desk:
    """What the pages work with. ``services`` is ``clinicdesk.services.Services``; ``zone`` the clinic's."""

    services: Any
    t: Translator
    clock: Clock
    zone: ZoneInfo
    bus: ChangeBus
    commands: Commands
    runner: Runner
    prompts: Prompts
    notices: Notices
    look: Look
    actions: Actions
    navigator: Navigator
    coordinator: CoordinatorFilter
    ticker: Ticker
    facts: Mapping[str, Any]
    """Facts of the installation that few pages need, such as the folder of bundled resources."""

    @property
    def theme(self) -> Theme:
        """Colours and fonts."""
        return self.look.theme

    @property
    def icons(self) -> Icons:
        """Icons, states and channel marks."""
        return self.look.icons

    def now(self) -> datetime:
        """The present instant in UTC."""
        return self.clock.now()

    def today(self) -> date:
        """Today's date in the clinic's zone."""
        return clinic_date(self.clock.now(), self.zone)

    def local(self, at: datetime) -> datetime:
        """An instant as the clinic's clocks show it."""
        return at.astimezone(self.zone)

    def open_patient(self, patient_id: Any) -> None:
        """Open a patient's record."""
        self.navigator.open_record("patient", patient_id)

    def open_plan(self, plan_id: Any) -> None:
        """Open a plan in the editor."""
        self.navigator.open_record("plan", plan_id)
