"""A furnished window on a real clinic's file, for tests of pages that read and write through the services."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.leads import Lead
from clinicdesk.domain.people import Contact, ContactKind, Role
from clinicdesk.i18n.catalog import Translator
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.storage.work import Storage
from clinicdesk.ui.application import make_window
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.look import Look
from clinicdesk.ui.main_window import MainWindow
from clinicdesk.ui.opener import RecordingOpener
from clinicdesk.ui.pages import pages, sheets
from clinicdesk.ui.prompts import ScriptedPrompts
from clinicdesk.ui.tasks import InlineRunner
from tests.make import ZONE


@dataclass
class FrontDesk:
    """A clinic with two coordinators; ``services`` acts as the first of them, an owner."""

    storage: Storage
    clock: FixedClock
    prompts: ScriptedPrompts = field(default_factory=ScriptedPrompts)
    opener: RecordingOpener = field(default_factory=RecordingOpener)

    def __post_init__(self) -> None:
        everybody = Services(Context(self.storage, self.clock))
        self.linh = everybody.staff.add(name="Linh Trần", role=Role.OWNER).value
        self.duc = everybody.staff.add(name="Hoàng Đức", role=Role.COORDINATOR, colour="violet").value
        clinic = everybody.clinic.get()
        everybody.clinic.edit(replace(clinic, email="care@songhan.example"))
        self.services = everybody.acting_as(self.linh)

    def receive(
        self, name: str = "Noura Al-Harbi", *, ago: timedelta = timedelta(hours=1), **facts: Any
    ) -> Lead:
        """Take an inquiry in that came ``ago``, by WhatsApp unless said otherwise."""
        known: dict[str, Any] = {
            "country": "GB",
            "language": "en",
            "preferred_channel": "whatsapp",
            "channel": "whatsapp",
            "treatment": "Two implants",
            "request": "What do two implants cost?",
            "owner_id": self.linh.id,
            "travel_from": date(2027, 2, 1),
            "travel_to": date(2027, 2, 10),
            "contacts": [
                Contact(ContactKind.PHONE, "+447700900614"),
                Contact(ContactKind.EMAIL, "noura@mailbox.example"),
            ],
        }
        at: datetime = self.clock.now() - ago
        lead: Lead = self.services.leads.receive(name=name, received_at=at, **(known | facts)).value
        return lead

    def open(self, look: Look, t: Translator) -> tuple[MainWindow, Desk]:
        """Return the window with all its pages, none on stage."""
        return make_window(
            look,
            t,
            services=self.services,
            clock=self.clock,
            zone=ZoneInfo(ZONE),
            pages=pages(),
            sheets=sheets(),
            runner=InlineRunner(),
            prompts=self.prompts,
            facts={"opener": self.opener},
        )
