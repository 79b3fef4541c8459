"""A clinic whose patient has an issued plan of two trips, for tests of itineraries."""

from dataclasses import replace
from datetime import UTC, datetime

from clinicdesk.domain.plans import Plan, PlanOption, PlanTrip, PlanVisit
from clinicdesk.domain.visits import Appointment
from clinicdesk.services import Services
from clinicdesk.services.itineraries import Itineraries, ItineraryDraft, ItineraryWish
from clinicdesk.storage.work import Storage
from tests.services.money_desk import Desk

MONDAY = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)
"""Nine o'clock in Đà Nẵng."""


class Room(Desk):
    """A clinic whose patient has an issued plan of two trips."""

    def __init__(self, storage: Storage) -> None:
        super().__init__(storage)
        self.services = Services(self.context)
        first = PlanTrip(
            (self.item("IMP-01", "36, 46"), self.item("CRN-01", "25")),
            (PlanVisit(1, "scan", 60), PlanVisit(2, "implant", 120), PlanVisit(5, "Ask about the dog", 30)),
            days=6,
        )
        second = PlanTrip((self.item("CRN-01", "36"),), (PlanVisit(1, "final_fit"),), days=3)
        self.plan: Plan = self.draft(options=(PlanOption((first, second)),))
        self.plans.issue(self.plan.id)

    @property
    def desk(self) -> Itineraries:
        return self.services.itineraries

    def wish(self, **facts: object) -> ItineraryWish:
        return self.desk.wish(self.plan.id, **facts)  # type: ignore[arg-type]

    def drafted(self, **facts: object) -> ItineraryDraft:
        return self.desk.draft(self.wish(**facts))

    def book(self, starts_at: datetime = MONDAY, **facts: object) -> Appointment:
        facts = {"lead_id": self.lead_id, "plan_id": self.plan.id, "confirmed": True, "minutes": 90} | facts
        return self.services.visits.hold(starts_at=starts_at, **facts).value  # type: ignore[arg-type]

    def says(self, **facts: object) -> list[str]:
        """The sentences of what is not said, with their data filled in."""
        return [one.message.format(**one.data) for one in self.drafted(**facts).problems]

    def tell(self, **facts: object) -> None:
        self.services.travellers.edit(replace(self.services.travellers.get(), **facts))
