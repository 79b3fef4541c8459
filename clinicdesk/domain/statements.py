"""The balance statement as data: what was agreed, what was paid receipt by receipt, and what is due when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from clinicdesk.domain.freezing import check_code, frozen, thawed
from clinicdesk.domain.money import Money, total
from clinicdesk.domain.papers import NOBODY, UNSAID, Letterhead, PaperPatient, PaperStaff, Said
from clinicdesk.domain.pay_codes import PayCode
from clinicdesk.domain.plan_papers import PlanPaperOption, PlanPaperTrip


@dataclass(frozen=True)
class Asked:
    """Whose statement: of one plan, else of all of a patient's; empty languages follow the patient."""

    patient_id: int = 0
    plan_id: int | None = None
    language: str = ""
    second_language: str = ""


@dataclass(frozen=True)
class StatementTrip:
    """One trip as it was issued: ``total`` = ``paid`` + ``due``; payments fill the trips from the first."""

    number: int
    days: int
    total: Money
    paid: Money
    due: Money
    starts_on: date | None = None
    estimate: bool = False


@dataclass(frozen=True)
class StatementEntry:
    """One payment by its receipt; ``amount`` is what it counts, below zero for money that went back.

    ``paid`` is what was handed over at ``rate`` (major units of ``amount`` for one of it; None in the same
    currency). ``cites`` is the receipt that a refund or a void reverses. ``kind`` and ``way`` are those of
    the payment.
    """

    receipt: str
    kind: str
    received_on: date
    amount: Money
    paid: Money
    way: str = ""
    rate: Decimal | None = None
    rate_on: date | None = None
    cites: str = ""


@dataclass(frozen=True)
class StatementPlan:
    """The account of one plan: ``total`` - ``paid`` = ``left``, below zero for the patient's credit.

    ``number`` is empty for payments that count on no plan. ``deposit_due`` is what is missing of a deposit
    that was asked for, to be paid until ``deposit_until`` (UTC).
    """

    total: Money
    paid: Money
    left: Money
    number: str = ""
    revision: int = 0
    title: Said = UNSAID
    trips: tuple[StatementTrip, ...] = ()
    entries: tuple[StatementEntry, ...] = ()
    deposit_due: Money | None = None
    deposit_until: datetime | None = None


@dataclass(frozen=True)
class StatementDocument:
    """All that a balance statement says, frozen when it is given out; it has no number of its own.

    ``made_at`` is UTC, to be written in ``letterhead.zone``. ``next_due`` is what is to be paid next, for
    which ``codes`` are printed; ``ways`` are those of `pay_codes.PayWay`. ``check_code`` is that of all the
    rest.
    """

    language: str
    letterhead: Letterhead
    patient: PaperPatient
    made_at: datetime
    plans: tuple[StatementPlan, ...]
    second_language: str = ""
    dentist: PaperStaff = NOBODY
    coordinator: PaperStaff = NOBODY
    next_due: Money | None = None
    ways: tuple[str, ...] = ()
    codes: tuple[PayCode, ...] = ()
    reference: str = ""
    check_code: str = ""

    @property
    def due(self) -> tuple[Money, ...]:
        """What is left in all, one sum for each currency."""
        found: dict[str, Money] = {}
        for plan in self.plans:
            currency = plan.left.currency
            found[currency] = found.get(currency, Money(0, currency)) + plan.left
        return tuple(found.values())

    def to_json(self) -> dict[str, Any]:
        """Return the document as JSON values, as it is stored when it is given out."""
        data: dict[str, Any] = frozen(self)
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> StatementDocument:
        """Return the document that ``to_json`` gave ``data`` of."""
        return thawed(cls, data)

    def sealed(self) -> StatementDocument:
        """Return the document with the check code of all its other data."""
        bare = replace(self, check_code="")
        return replace(bare, check_code=check_code(bare.to_json()))


@dataclass(frozen=True)
class StatementRow:
    """One statement that was given out, as lists show it; ``plan_id`` None is one of all plans."""

    id: int
    patient_id: int
    plan_id: int | None
    given_at: datetime
    language: str
    check_code: str


def account(
    option: PlanPaperOption, elsewhere: Collection[int], entries: Sequence[StatementEntry], currency: str
) -> tuple[tuple[StatementTrip, ...], Money]:
    """Return the trips of ``option`` with what ``entries`` pay of each, and what was paid in all.

    The trips ``elsewhere`` are left out: an estimate of their own counts them.
    """
    paid = total((entry.amount for entry in entries), currency)
    return tuple(_trips([t for t in option.trips if t.number not in elsewhere], paid)), paid


def _trips(trips: Iterable[PlanPaperTrip], paid: Money) -> Iterator[StatementTrip]:
    left = max(paid, Money(0, paid.currency))
    for trip in trips:
        taken = min(left, trip.subtotal)
        left -= taken
        yield StatementTrip(
            trip.number, trip.days, trip.subtotal, taken, trip.subtotal - taken, trip.starts_on, trip.estimate
        )


def next_due(plan: StatementPlan) -> Money | None:
    """Return what is to be paid next: the open deposit, else the first trip that is not paid."""
    if plan.deposit_due is not None and plan.deposit_due.minor > 0:
        return min(plan.deposit_due, plan.left)
    return next((trip.due for trip in plan.trips if trip.due.minor > 0), None)


def wrong_statement_sums(document: StatementDocument) -> tuple[str, ...]:
    """Return which sums of a statement are not those of its lines, each named by its place."""
    return tuple(place for plan in document.plans for place in _wrong(plan))


def _wrong(plan: StatementPlan) -> Iterable[str]:
    currency = plan.total.currency
    if plan.trips and total((trip.total for trip in plan.trips), currency) != plan.total:
        yield f"{plan.number} total"
    if total((entry.amount for entry in plan.entries), currency) != plan.paid:
        yield f"{plan.number} paid"
    if plan.total - plan.paid != plan.left:
        yield f"{plan.number} left"
    owed = max(plan.left, Money(0, currency)) if plan.paid.minor >= 0 else plan.total
    if plan.trips and total((trip.due for trip in plan.trips), currency) != owed:
        yield f"{plan.number} due"
