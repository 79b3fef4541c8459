"""Reads all that the editor shows of one plan beside the draft itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clinicdesk.domain.completeness import Problem, blocks
from clinicdesk.domain.people import Patient, Role, StaffMember
from clinicdesk.domain.plan_papers import PlanChange
from clinicdesk.domain.plans import Plan
from clinicdesk.ui.desk import Desk


@dataclass(frozen=True)
class Reading:
    """A plan with its patient, the dentists, how it stands, and whether this person may change it.

    ``revisions`` are the issued ones, the newest first; ``changed`` whether the draft says something else
    than the newest of them.
    """

    plan: Plan
    patient: Patient
    dentists: tuple[StaffMember, ...]
    languages: tuple[str, ...]
    currencies: tuple[str, ...]
    saved_at: datetime
    closed: bool
    revisions: tuple[Any, ...]
    may_write: bool


@dataclass(frozen=True)
class Standing:
    """The draft as it stands now: its problems, its unread cells, its changes since it was issued."""

    reading: Reading
    plan: Plan
    problems: tuple[Problem, ...]
    changes: tuple[PlanChange, ...]
    unread: int

    @property
    def writable(self) -> bool:
        """Whether this person may change the plan now."""
        return self.reading.may_write and not self.reading.closed

    @property
    def as_issued(self) -> bool:
        """Whether the draft says what its last revision says."""
        return self.plan.revision > 0 and not self.changes

    @property
    def to_fix(self) -> int:
        """How much stops the plan from being issued."""
        return len(blocks(self.problems)) + self.unread


def read_plan(desk: Desk, plan_id: int) -> Reading:
    """Return a plan as the editor shows it. Raises NotFound."""
    services = desk.services
    plan: Plan = services.plans.get(plan_id)
    state = services.plans.state(plan_id)
    clinic = services.clinic.get()
    actor = services.context.actor
    currencies = dict.fromkeys((clinic.currency, *clinic.currencies, plan.currency))
    members: tuple[StaffMember, ...] = services.staff.all(active=False)
    return Reading(
        plan=plan,
        patient=services.patients.get(plan.patient_id),
        dentists=tuple(m for m in members if m.dentist and (m.active or m.id == plan.dentist_id)),
        languages=tuple(dict.fromkeys((*services.catalogue.languages(), plan.language))),
        currencies=tuple(currencies),
        saved_at=state.saved_at,
        closed=state.closed,
        revisions=state.revisions,
        may_write=actor is None or actor.role in {Role.OWNER, Role.COORDINATOR},
    )


def catalogue_language(desk: Desk) -> str:
    """Return the language that catalogue words are shown in: the screen's, where there are words for it."""
    known: tuple[str, ...] = desk.services.catalogue.languages()
    return desk.t.language if desk.t.language in known else "en"
