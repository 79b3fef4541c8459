"""What a patient's record shows at one glance: people, consent, timeline, plans, money, teeth and journey."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from clinicdesk.domain.consent import Consent, Purpose
from clinicdesk.domain.itinerary import ItineraryRow
from clinicdesk.domain.leads import Lead
from clinicdesk.domain.money import Money
from clinicdesk.domain.people import Patient, StaffMember
from clinicdesk.domain.treatments import NextTrip
from clinicdesk.domain.visits import Appointment, Travel


@dataclass(frozen=True)
class TimelineRow:
    """One thing that happened, newest first on the page.

    ``kind`` is "received", "note", "call", "message" or another kind of message, a ``FactKind`` value,
    "payment", "treatment" or "consent";
    ``who`` the member of staff, empty where the patient acted (``inbound``) or nobody is known;
    ``fact_id`` is set where the row is a lead's fact that can be taken back.
    """

    at: datetime
    kind: str
    who: str = ""
    inbound: bool = False
    channel: str = ""
    text: str = ""
    lead_id: int | None = None
    fact_id: int | None = None
    message_id: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PlanRow:
    """One plan of the patient; ``total`` is None while no revision was issued.

    ``trips`` is how many the option that counts has.
    """

    id: int
    number: str
    title: str
    lead_id: int | None
    revision: int
    total: Money | None
    valid_until: date | None
    issued_at: datetime | None
    accepted_at: datetime | None
    closed: bool
    changed_at: datetime
    currency: str
    trips: int = 1


@dataclass(frozen=True)
class PaymentRow:
    """One payment with its receipt's number; a refund is negative and says in ``refunds_id`` of which one."""

    id: int
    kind: str
    amount: Money
    way: str
    receipt: str
    received_on: date
    plan_id: int | None
    lead_id: int | None
    recorded_at: datetime | None = None
    refunds_id: int | None = None


@dataclass(frozen=True)
class BalanceRow:
    """What is still open on an accepted or part-paid plan: its issued total less everything paid."""

    plan_id: int
    number: str
    open: Money


@dataclass(frozen=True)
class TreatmentRow:
    """Work that was done, or is planned (``done_on`` None), with its guarantee and its check-up."""

    kind: str
    title: str
    code: str
    teeth: tuple[int, ...]
    done_on: date | None
    id: int = 0
    material: str = ""
    dentist: str = ""
    ideal_return_on: date | None = None
    overridden: bool = False
    guarantee_until: date | None = None
    condition: str = ""
    check_months: int = 0
    plan_id: int | None = None


@dataclass(frozen=True)
class NextStep:
    """The follow-up that comes next for this patient, and whose it is."""

    followup_id: int
    kind: str
    due_on: date
    due_at: datetime | None
    owner_id: int | None
    owner_name: str
    lead_id: int | None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class JourneyPoint:
    """One mark of the journey strip: a day, or a stay from ``on`` to ``until``.

    ``kind`` is "inquiry", "plan", "deposit", "trip", "check", "recall", "next_trip" or "guarantee";
    ``done`` is False for what lies ahead.
    """

    kind: str
    on: date
    until: date | None = None
    done: bool = True
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ConsentRow:
    """What the patient last answered to one purpose; None where nobody has asked."""

    purpose: Purpose
    allowed: bool
    answer: Consent | None


@dataclass(frozen=True)
class RecordView:
    """Everything the record page shows, read in one transaction."""

    patient: Patient
    owner: StaffMember | None
    returning: bool
    suppressed: bool
    consents: tuple[ConsentRow, ...]
    leads: tuple[Lead, ...]
    timeline: tuple[TimelineRow, ...]
    plans: tuple[PlanRow, ...]
    payments: tuple[PaymentRow, ...]
    balances: tuple[BalanceRow, ...]
    treatments: tuple[TreatmentRow, ...]
    absent_teeth: frozenset[int]
    appointments: tuple[Appointment, ...]
    travel: Travel | None
    next_trip: NextTrip | None
    next_step: NextStep | None
    journey: tuple[JourneyPoint, ...]
    itineraries: tuple[ItineraryRow, ...] = ()
