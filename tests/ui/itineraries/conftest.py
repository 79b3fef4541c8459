"""A window on a real clinic with an issued plan and one booked visit, and the sheet of its itinerary."""

from dataclasses import dataclass

import pytest

from clinicdesk.domain.travellers import TravellerFacts, TravellerWords
from clinicdesk.services import Services
from clinicdesk.storage.work import Storage
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.itineraries.sheet import ItinerarySheet
from clinicdesk.ui.main_window import MainWindow
from clinicdesk.ui.opener import RecordingOpener
from clinicdesk.ui.pages import pages, sheets
from clinicdesk.ui.prompts import ScriptedPrompts
from tests.services.itinerary_room import Room
from tests.ui.conftest import MakeWindow


@dataclass
class Counter:
    """The window, what it works with, and the facts behind it."""

    window: MainWindow
    desk: Desk
    room: Room
    prompts: ScriptedPrompts
    opener: RecordingOpener

    @property
    def services(self) -> Services:
        services: Services = self.desk.services
        return services

    def open(self, **facts: object) -> ItinerarySheet:
        """Open the sheet of the clinic's one inquiry."""
        self.desk.navigator.open_sheet("itinerary", **(facts or {"lead_id": self.room.lead_id}))
        return self.window.findChildren(ItinerarySheet)[-1]


@pytest.fixture
def counter(storage: Storage, open_window: MakeWindow, monkeypatch: pytest.MonkeyPatch) -> Counter:
    """A window over a clinic that told travellers a little in English, with the first visit booked."""
    room = Room(storage)
    words = TravellerWords("Opposite the bridge.", "15 minutes by car.")
    room.services.travellers.edit(
        TravellerFacts("Nha khoa Sông Hàn", "DAD", "+84 905 555 100", words={"en": words})
    )
    room.book()
    prompts, opener = ScriptedPrompts(), RecordingOpener()
    window, desk = open_window(
        list(pages()), list(sheets()), services=Services(room.context), prompts=prompts
    )
    monkeypatch.setitem(desk.facts, "opener", opener)
    window.show()
    return Counter(window, desk, room, prompts, opener)
