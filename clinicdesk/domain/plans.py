"""Treatment plans: options, trips, visits and items, their exact totals, and what stops issuing."""

from dataclasses import dataclass, field
from datetime import date

from clinicdesk.domain.clinic import DepositRule


@dataclass(frozen=True)
class PlanItem:
    """One line of a plan. ``quantity`` follows the teeth until ``quantity_typed``.

    ``unit_minor`` is None while no price is known; ``discount_points`` are hundredths of a percent.
    ``area`` is upper, lower, full or a quadrant where the line names no teeth.
    """

    code: str
    teeth: tuple[int, ...] = ()
    area: str = ""
    quantity: int = 1
    quantity_typed: bool = False
    unit_minor: int | None = None
    price_typed: bool = False
    discount_points: int = 0
    material: str = ""
    guarantee_months: int | None = None
    guarantee_condition: str = ""
    estimate: bool = False
    optional: bool = False
    note: str = ""
    id: int = 0


@dataclass(frozen=True)
class PlanVisit:
    """One appointment of a trip, on day ``day`` of the stay (1 is the first)."""

    day: int
    title: str = ""
    minutes: int = 60


@dataclass(frozen=True)
class PlanTrip:
    """One stay in the country: its visits and lines; ``healing_months`` is the gap before it."""

    items: tuple[PlanItem, ...] = ()
    visits: tuple[PlanVisit, ...] = ()
    title: str = ""
    starts_on: date | None = None
    days: int = 1
    healing_months: int = 0


@dataclass(frozen=True)
class PlanOption:
    """One way to treat the patient, side by side with others; most plans have one."""

    trips: tuple[PlanTrip, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Plan:
    """The draft of a treatment plan as the editor holds it; ``revision`` is the last one issued."""

    id: int
    patient_id: int
    number: str
    language: str
    currency: str
    options: tuple[PlanOption, ...] = (PlanOption(),)
    chosen: int = 0
    lead_id: int | None = None
    title: str = ""
    dentist_id: int | None = None
    second_language: str = ""
    valid_until: date | None = None
    discount_points: int = 0
    discount_minor: int = 0
    discount_reason: str = ""
    summary: str = ""
    records: tuple[str, ...] = ()
    included: tuple[str, ...] = ()
    not_included: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    deposit: DepositRule = field(default_factory=DepositRule)
    absent_teeth: frozenset[int] = field(default_factory=frozenset)
    follows_plan_id: int | None = None
    revision: int = 0
