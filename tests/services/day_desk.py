"""A clinic with its services and a clock that can be set, for tests of the due list and what leads to it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.followups import Followup, FollowupKind
from clinicdesk.domain.leads import FactKind, Lead, Origin
from clinicdesk.domain.people import Patient, Role, StaffMember
from clinicdesk.domain.treatments import Treatment
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.services.reconcile import reconcile
from clinicdesk.storage import followups, leads, patients, staff, treatments
from clinicdesk.storage.work import Storage
from tests import make
from tests.cases import at


@dataclass
class Desk:
    """Services over one file, with one coordinator; facts are put in as they happened."""

    storage: Storage
    clock: FixedClock = field(default_factory=make.clock)
    owner_id: int = 0

    def __post_init__(self) -> None:
        with self.context.writing() as work:
            self.owner_id = staff.add(work, StaffMember(0, "Linh Trần", Role.COORDINATOR, colour="petrol"))

    @cached_property
    def context(self) -> Context:
        return Context(self.storage, self.clock)

    @cached_property
    def services(self) -> Services:
        return Services(self.context)

    def now(self, text: str) -> None:
        """Set the clock to a clinic time."""
        self.clock.at = at(text)

    def patient(self, name: str = "Noura Al-Harbi", **fields: Any) -> int:
        values = {"country": "SA", "language": "ar", "owner_id": self.owner_id, **fields}
        with self.context.writing() as work:
            return patients.add(work, Patient(0, name, **values))

    def lead(self, patient_id: int, received: str, **fields: Any) -> int:
        values = {"channel": "whatsapp", "origin": Origin.NEW, "owner_id": self.owner_id, **fields}
        with self.context.writing() as work:
            lead_id = leads.add(work, Lead(0, patient_id, received_at=at(received), **values))
            reconcile(work, self.context, patient_id)
            return lead_id

    def fact(self, lead_id: int, kind: FactKind, when: str, **detail: Any) -> int:
        with self.context.writing() as work:
            fact = leads.add_fact(work, lead_id, kind, at=at(when), detail=detail)
            lead = leads.get(work, lead_id)
            assert lead is not None
            reconcile(work, self.context, lead.patient_id)
            return fact.id

    def work(self, patient_id: int, done_on: date, cadence: str, **fields: Any) -> int:
        with self.context.writing() as work:
            done = Treatment(0, patient_id, fields.pop("kind", cadence), done_on, cadence=cadence, **fields)
            treatment_id = treatments.add(work, done)
            reconcile(work, self.context, patient_id)
            return treatment_id

    def stored(self, patient_id: int) -> tuple[Followup, ...]:
        """Return the patient's active follow-ups as they are in the file."""
        with self.context.reading() as work:
            rows = followups.of_patients(work, [patient_id]).get(patient_id, ())
        return tuple(row for row in rows if row.active)

    def one(self, patient_id: int, kind: FollowupKind) -> Followup:
        """Return the first active follow-up of one kind by its due day."""
        found = [row for row in self.stored(patient_id) if row.kind is kind]
        return min(found, key=lambda row: (row.due_on, row.n))

    def listed(self, when: str | None = None, **filters: Any) -> list[str]:
        """Return the kinds on the list, in order, after setting the clock."""
        if when is not None:
            self.now(when)
        return [row.kind.value for row in self.services.followups.due_list(**filters).rows]

    def instant(self, text: str) -> datetime:
        return at(text)
