"""Everything the clinic knows of one patient that decides what somebody must do next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from clinicdesk.domain.followups import FollowupState
from clinicdesk.domain.guarantees import Guarantee
from clinicdesk.domain.leads import OPEN_STAGES, Fact, Origin, stage
from clinicdesk.domain.money import Money
from clinicdesk.domain.treatments import NextTrip, Treatment
from clinicdesk.domain.visits import Appointment, AppointmentState, Travel


@dataclass(frozen=True)
class LeadCase:
    """One lead with the facts that count (retracted ones are left out), in the order they happened."""

    id: int
    origin: Origin
    received_at: datetime
    owner_id: int | None
    facts: tuple[Fact, ...] = ()

    @cached_property
    def open(self) -> bool:
        """Return whether the lead is neither lost nor treated."""
        return stage(self.received_at, self.facts)[0] in OPEN_STAGES


@dataclass(frozen=True)
class LaterTrip:
    """A trip of a plan after its first: ``number`` counts from 1, ``healing_months`` is the gap before it."""

    number: int
    title: str
    days: int
    healing_months: int


@dataclass(frozen=True)
class IssuedPlan:
    """The last issued revision of a plan, and the trips that come after the first."""

    id: int
    number: str
    revision: int
    issued_at: datetime
    valid_until: date
    total: Money
    lead_id: int | None = None
    closed: bool = False
    later_trips: tuple[LaterTrip, ...] = ()


@dataclass(frozen=True)
class DepositAsked:
    """A deposit that was asked for and not withdrawn; ``hold_ends_at`` is when the held date lapses."""

    id: int
    lead_id: int
    plan_id: int
    amount: Money
    requested_at: datetime
    appointment_id: int | None = None
    hold_ends_at: datetime | None = None


@dataclass(frozen=True)
class OwnTask:
    """Something a member of staff wrote down to be done on a date."""

    id: int
    title: str
    due_on: date
    owner_id: int | None = None
    lead_id: int | None = None


@dataclass(frozen=True)
class Act:
    """What a person did to a follow-up: done or skipped, and when."""

    state: FollowupState
    at: datetime


@dataclass(frozen=True)
class Case:
    """One patient's facts. ``contacts`` are the instants somebody spoke or wrote with the patient.

    ``answers`` are the inbound ones among them. ``acts`` are what people did, by kind, anchor and count.
    ``known_at`` is when the clinic made the record: nobody could act on a window that closed before it.
    """

    patient_id: int
    owner_id: int | None = None
    leads: tuple[LeadCase, ...] = ()
    plans: tuple[IssuedPlan, ...] = ()
    deposits: tuple[DepositAsked, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    travels: tuple[Travel, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()
    next_trips: tuple[NextTrip, ...] = ()
    tasks: tuple[OwnTask, ...] = ()
    contacts: tuple[datetime, ...] = ()
    answers: tuple[datetime, ...] = ()
    acts: Mapping[tuple[str, str, int], Act] = field(default_factory=dict)
    known_at: datetime | None = None

    @cached_property
    def busy(self) -> bool:
        """Return whether the patient has an open lead or a booking: then nobody calls them back."""
        booked = {AppointmentState.HELD, AppointmentState.CONFIRMED}
        return any(lead.open for lead in self.leads) or any(a.state in booked for a in self.appointments)
