"""The treatment plan as a paper: all that its pages say, frozen when the plan is issued."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from clinicdesk.domain.clinic import RefundStep
from clinicdesk.domain.freezing import check_code, frozen, thawed
from clinicdesk.domain.money import Money, total
from clinicdesk.domain.papers import NOBODY, UNSAID, Letterhead, PaperPatient, PaperStaff, Said
from clinicdesk.domain.pay_codes import PayCode


@dataclass(frozen=True)
class PlanPaperItem:
    """One printed line: ``gross`` is quantity times unit price, ``net`` what is left after its own discount.

    ``unit_words`` say what one unit price buys; they are empty on papers issued before they were printed.
    ``was`` is the unit price in the plan that an estimate follows, where it is another one now.
    ``teeth`` are FDI numbers; ``area`` is upper, lower, full or Q1 to Q4 where no teeth are named, with its
    words in ``place``; all are empty for a line that needs none. ``discount_points`` are hundredths of a
    percent.
    """

    code: str
    name: Said
    quantity: int
    unit: str
    unit_price: Money
    gross: Money
    net: Money
    description: Said = UNSAID
    teeth: tuple[int, ...] = ()
    area: str = ""
    place: Said = UNSAID
    discount_points: int = 0
    material: Said = UNSAID
    guarantee_months: int = 0
    estimate: bool = False
    optional: bool = False
    note: str = ""
    unit_words: Said = UNSAID
    was: Money | None = None


@dataclass(frozen=True)
class PlanPaperVisit:
    """One appointment on the timeline, on day ``day`` of the stay."""

    day: int
    title: Said
    minutes: int = 60


@dataclass(frozen=True)
class PlanPaperTrip:
    """One stay. ``gross`` is the sum of its lines; ``subtotal`` the same after every discount.

    The trips' subtotals sum to the option's total; ``due`` is the subtotal less the deposit taken off it.
    ``starts_on`` None is a trip without a month yet; ``healing_months`` is the gap before it.
    """

    number: int
    days: int
    items: tuple[PlanPaperItem, ...]
    gross: Money
    subtotal: Money
    due: Money
    visits: tuple[PlanPaperVisit, ...] = ()
    title: str = ""
    starts_on: date | None = None
    healing_months: int = 0
    estimate: bool = False


@dataclass(frozen=True)
class PlanPaperDiscount:
    """One line between gross and total: ``reason`` names the procedures or is what was typed (may be empty).

    ``points`` is 0 for a fixed amount; ``amount`` is positive and is taken away.
    """

    amount: Money
    points: int = 0
    reason: Said = UNSAID


@dataclass(frozen=True)
class PlanPaperOption:
    """One way to treat the patient: ``letter`` A, B ... and the chart ``marks`` of each tooth it touches.

    ``marks`` values are those of domain/odontogram.Mark. Optional items stand in ``optional``, outside
    every sum. ``note``, ``summary`` and ``suits`` are what was typed for the page of options.
    """

    letter: str
    trips: tuple[PlanPaperTrip, ...]
    gross: Money
    total: Money
    title: str = ""
    discounts: tuple[PlanPaperDiscount, ...] = ()
    optional: tuple[PlanPaperItem, ...] = ()
    marks: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    estimate: bool = False
    note: str = ""
    summary: str = ""
    suits: tuple[str, ...] = ()


def option_of(options: Sequence[PlanPaperOption], total: Money) -> PlanPaperOption:
    """Return the option that a ledger counts against: the one with its total, else the first."""
    return next((option for option in options if option.total == total), options[0])


def total_without(option: PlanPaperOption, elsewhere: Collection[int]) -> Money:
    """Return what counts on the plan itself when the trips ``elsewhere`` count on estimates of their own."""
    return option.total - total(
        (trip.subtotal for trip in option.trips if trip.number in elsewhere), option.total.currency
    )


@dataclass(frozen=True)
class PlanPaperComparison:
    """A line that the clinic compares the options by: its ``name``, and a text for each option."""

    name: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class PlanPaperDeposit:
    """The box that reserves the place; ``points`` is 0 for a fixed amount.

    ``held_at`` and ``hold_ends_at`` are UTC, None while no appointment is held. ``ladder_until`` gives the
    last clinic date of each step of ``ladder`` (empty while nothing is held). ``ways`` are those of
    `pay_codes.PayWay`, ``codes`` the codes to print for this very amount.
    """

    amount: Money
    ladder: tuple[RefundStep, ...]
    points: int = 0
    ladder_until: tuple[date, ...] = ()
    free_moves: int = 0
    held_at: datetime | None = None
    hold_ends_at: datetime | None = None
    ways: tuple[str, ...] = ()
    pay_link: str = ""
    codes: tuple[PayCode, ...] = ()
    reference: str = ""


@dataclass(frozen=True)
class PlanPaperMaterial:
    """A row of the materials table: lines of one guarantee and condition, with their brands."""

    names: tuple[Said, ...]
    brands: tuple[Said, ...]
    guarantee_months: int
    condition: Said = UNSAID


@dataclass(frozen=True)
class PlanChange:
    """What differs from the last issued revision, of the line ``name`` or of the plan as a whole.

    ``kind`` is added, removed, moved, teeth, quantity, material, guarantee, price, discount, total, deposit,
    valid_until, starts, days, option or option_gone. What was and what is are sums, else words (``_said``),
    else plain data as ``_text``: FDI teeth, a quantity, months of guarantee, a trip's number (0 outside the
    total), an ISO date. ``option`` is the letter where there are several, ``trip`` a trip's number.
    """

    kind: str
    name: Said = UNSAID
    before: Money | None = None
    after: Money | None = None
    before_text: str = ""
    after_text: str = ""
    before_said: Said = UNSAID
    after_said: Said = UNSAID
    option: str = ""
    trip: int = 0


@dataclass(frozen=True)
class PlanPaperPhase:
    """Whose later trip an estimate is for: plan, revision and trip, when to return, and what has to heal.

    The window is provisional; ``window_until`` is None where only its beginning is known.
    """

    number: str
    revision: int
    trip: int
    window_from: date | None = None
    window_until: date | None = None
    healing_months: int = 0


@dataclass(frozen=True)
class PlanDocument:
    """All that a plan's paper says, frozen when it is issued: words resolved, dates and sums still data.

    ``issued_on`` is None on a draft. ``notation`` is the reader's home notation: universal, palmer or empty.
    ``price_list`` is the month of the newest price in it (2026-10). ``check_code`` is that of all the rest.
    """

    number: str
    revision: int
    language: str
    currency: str
    letterhead: Letterhead
    patient: PaperPatient
    options: tuple[PlanPaperOption, ...]
    deposit: PlanPaperDeposit
    second_language: str = ""
    title: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    price_list: str = ""
    dentist: PaperStaff = NOBODY
    coordinator: PaperStaff = NOBODY
    records: tuple[str, ...] = ()
    summary: Said = UNSAID
    materials: tuple[PlanPaperMaterial, ...] = ()
    included: tuple[Said, ...] = ()
    not_included: tuple[Said, ...] = ()
    assumptions: tuple[Said, ...] = ()
    absent_teeth: frozenset[int] = field(default_factory=frozenset)
    notation: str = ""
    changes: tuple[PlanChange, ...] = ()
    comparisons: tuple[PlanPaperComparison, ...] = ()
    phase: PlanPaperPhase | None = None
    check_code: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the document as JSON values, as it is stored with its revision."""
        data: dict[str, Any] = frozen(self)
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> PlanDocument:
        """Return the document that ``to_json`` gave ``data`` of."""
        return thawed(cls, data)

    def sealed(self) -> PlanDocument:
        """Return the document with the check code of all its other data."""
        bare = replace(self, check_code="")
        return replace(bare, check_code=check_code(bare.to_json()))
