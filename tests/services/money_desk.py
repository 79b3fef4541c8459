"""A clinic with a catalogue, a dentist, a coordinator and one patient with an inquiry, for tests of money."""

from dataclasses import dataclass, field, replace

from clinicdesk.domain.clinic import DepositRule
from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.leads import Lead, Origin
from clinicdesk.domain.people import Patient, Role, StaffMember
from clinicdesk.domain.plans import Plan, PlanItem, PlanOption, PlanTrip, item_of
from clinicdesk.domain.teeth import parse
from clinicdesk.services.catalogue import Catalogue
from clinicdesk.services.context import Context
from clinicdesk.services.plans import Plans
from clinicdesk.storage import leads, patients, staff
from clinicdesk.storage.work import Storage
from tests import make


@dataclass
class Desk:
    """Services over one file, and the people in it."""

    storage: Storage
    clock: FixedClock = field(default_factory=make.clock)
    patient_id: int = 0
    lead_id: int = 0
    dentist_id: int = 0
    coordinator_id: int = 0

    def __post_init__(self) -> None:
        with self.context.writing() as work:
            self.catalogue.seed(work)
            self.dentist_id = staff.add(
                work, StaffMember(0, "Dr. Phạm Gia Minh", Role.OWNER, dentist=True, title="Implant dentist")
            )
            self.coordinator_id = staff.add(
                work, StaffMember(0, "Mai Vũ", Role.COORDINATOR, phone="+84905550131", languages=("vi", "en"))
            )
            self.patient_id = patients.add(
                work, Patient(0, "Marama Ngata", country="NZ", city="Wellington", language="en")
            )
            self.lead_id = leads.add(
                work,
                Lead(0, self.patient_id, "website", Origin.NEW, make.AT, owner_id=self.coordinator_id),
            )

    @property
    def context(self) -> Context:
        return Context(self.storage, self.clock)

    @property
    def catalogue(self) -> Catalogue:
        return Catalogue(self.context)

    @property
    def plans(self) -> Plans:
        return Plans(self.context)

    def draft(self, **fields: object) -> Plan:
        """Return a new draft of one trip with two implants and one crown, complete enough to be issued."""
        plan = self.plans.draft(patient_id=self.patient_id, lead_id=self.lead_id, currency="USD").value
        plan = replace(
            plan,
            options=(
                PlanOption((PlanTrip((self.item("IMP-01", "36, 46"), self.item("CRN-01", "25")), days=6),)),
            ),
            dentist_id=self.dentist_id,
            summary="Two implants and a crown.",
            deposit=DepositRule(minor=30000),
        )
        return self.plans.save(replace(plan, **fields)).value  # type: ignore[arg-type]

    def item(self, code: str, teeth: str = "", currency: str = "USD") -> PlanItem:
        """Return a line of the catalogue on ``teeth``."""
        return item_of(self.catalogue.get(code), currency, parse(teeth))

    def trip(self, *items: PlanItem) -> PlanTrip:
        """Return one trip of six days with these lines."""
        return PlanTrip(items, days=6)
