"""The owner's figures of returning patients in a period, computed from dated facts (product.md, Numbers).

Everything counts that happened in the period and before the cut (its end, or now while it is running),
so a past period gives the same figures whenever it is asked for. Booked means: a deposit was paid or the
patient arrived. An earlier trip is work that was done, on another lead, before this lead came in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from clinicdesk.domain.consent import Consent, Purpose, Refusal, may_contact
from clinicdesk.domain.followups import FollowupKind, FollowupState
from clinicdesk.domain.money import Money, half_up
from clinicdesk.domain.numbers import Share

BOOKS_WITHIN = timedelta(days=120)
PAST_MONTHS = 6
"""A past patient is one whose last treatment lies this long before the period."""
LOOSE_DAYS = timedelta(days=30)
"""A payment without a lead is of an earlier trip's patient when that trip ended this long before it."""
RELATIONSHIP = (
    FollowupKind.RECALL,
    FollowupKind.RECALL_REMINDER,
    FollowupKind.PHASE_TWO,
    FollowupKind.THIRTY_DAY,
    FollowupKind.NINETY_DAY,
    FollowupKind.YEARLY_GREETING,
)
RECALLS = (FollowupKind.RECALL, FollowupKind.PHASE_TWO)


class ReturningFigure(StrEnum):
    """The returning figures that open the names behind them."""

    CONTACTED = "contacted"
    NOT_CONTACTED = "not_contacted"
    NOT_CONTACTABLE = "not_contactable"
    RECALL_BOOKED = "recall_booked"
    RECALL_NOT_BOOKED = "recall_not_booked"
    RETURNING = "returning"
    REACTIVATED = "reactivated"
    NEW_PATIENTS = "new_patients"


@dataclass(frozen=True, slots=True)
class ClosedWindow:
    """A recall or relationship follow-up whose window closed in the period.

    ``came`` is True where the patient had a lead in the window: then nobody needed to call them.
    ``asked_for`` is False where the facts do not ask for it any more and no later lead explains that.
    """

    patient_id: int
    purpose: Purpose
    opens_on: date
    closes_on: date
    state: FollowupState
    done_on: date | None
    came: bool = False
    asked_for: bool = True


@dataclass(frozen=True, slots=True)
class SentRecall:
    """A recall that was sent, and the instants at which its patient booked afterwards."""

    patient_id: int
    sent_at: datetime
    booked_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment in the period, refunds negative; ``minor`` is None where no rate leads to the currency."""

    patient_id: int
    minor: int | None
    amount: Money
    repeat: bool


@dataclass(frozen=True, slots=True)
class Booking:
    """A lead that was booked in the period; ``earlier_on`` is the patient's last work before it came in."""

    patient_id: int
    lead_id: int
    booked_at: datetime
    earlier_on: date | None


@dataclass(frozen=True)
class ReturningFacts:
    """What the returning figures of one period are computed from."""

    windows: tuple[ClosedWindow, ...] = ()
    recalls: tuple[SentRecall, ...] = ()
    payments: tuple[Paid, ...] = ()
    bookings: tuple[Booking, ...] = ()
    past: frozenset[int] = frozenset()
    recall_spend: int = 0
    acquisition_spend: int = 0


@dataclass(frozen=True)
class ReturningFigures:
    """The returning figures of a period; amounts are minor units of ``currency``.

    ``elsewhere`` are amounts in currencies that no pinned rate leads to the clinic's: shown apart,
    never added. Costs and averages are None where there is nobody to divide by.
    """

    currency: str
    contacted: Share
    not_contactable: int
    recall_booked: Share
    revenue: int
    repeat_revenue: int
    returning_patients: int
    reactivation: Share
    new_patients: int
    recall_spend: int
    acquisition_spend: int
    elsewhere: tuple[Money, ...] = ()

    @property
    def per_returning(self) -> int | None:
        """Return the revenue per returning patient, half up."""
        return half_up(self.repeat_revenue, self.returning_patients) if self.returning_patients else None

    @property
    def repeat_share(self) -> Share:
        """Return repeat revenue as a share of all revenue."""
        return Share(self.repeat_revenue, self.revenue) if self.revenue > 0 else Share(0, 0)

    @property
    def per_reactivation(self) -> int | None:
        """Return the recall spend per reactivated patient, half up."""
        return half_up(self.recall_spend, self.reactivation.part) if self.reactivation.part else None

    @property
    def per_new_patient(self) -> int | None:
        """Return the acquisition spend per new patient booked, half up."""
        return half_up(self.acquisition_spend, self.new_patients) if self.new_patients else None


def returning_figures(
    facts: ReturningFacts, answers: Mapping[int, Iterable[Consent]], currency: str
) -> ReturningFigures:
    """Return the figures of a period; ``answers`` are the consents given before the cut."""
    people = members(facts, answers)
    contacted = people[ReturningFigure.CONTACTED]
    recalled = people[ReturningFigure.RECALL_BOOKED]
    return ReturningFigures(
        currency,
        Share(len(contacted), len(contacted) + len(people[ReturningFigure.NOT_CONTACTED])),
        len(people[ReturningFigure.NOT_CONTACTABLE]),
        Share(len(recalled), len(facts.recalls)),
        sum(paid.minor or 0 for paid in facts.payments),
        sum(paid.minor or 0 for paid in facts.payments if paid.repeat),
        len(people[ReturningFigure.RETURNING]),
        Share(len(people[ReturningFigure.REACTIVATED]), len(reachable(facts.past, answers))),
        len(people[ReturningFigure.NEW_PATIENTS]),
        facts.recall_spend,
        facts.acquisition_spend,
        _elsewhere(facts.payments),
    )


def members(
    facts: ReturningFacts, answers: Mapping[int, Iterable[Consent]]
) -> dict[ReturningFigure, tuple[int, ...]]:
    """Return the patients behind each figure; one patient counts once per follow-up or recall."""
    found: dict[ReturningFigure, list[int]] = {figure: [] for figure in ReturningFigure}
    for window in facts.windows:
        figure = _judged(window, answers.get(window.patient_id, ()))
        if figure is not None:
            found[figure].append(window.patient_id)
    for recall in facts.recalls:
        booked = any(recall.sent_at < at <= recall.sent_at + BOOKS_WITHIN for at in recall.booked_at)
        key = ReturningFigure.RECALL_BOOKED if booked else ReturningFigure.RECALL_NOT_BOOKED
        found[key].append(recall.patient_id)
    found[ReturningFigure.RETURNING] = sorted({paid.patient_id for paid in facts.payments if paid.repeat})
    can_be_reached = reachable(facts.past, answers)
    booked_by = {booking.patient_id for booking in facts.bookings}
    found[ReturningFigure.REACTIVATED] = sorted(booked_by & can_be_reached)
    new = {booking.patient_id for booking in facts.bookings if booking.earlier_on is None}
    found[ReturningFigure.NEW_PATIENTS] = sorted(new)
    return {figure: tuple(patients) for figure, patients in found.items()}


def _judged(window: ClosedWindow, answers: Iterable[Consent]) -> ReturningFigure | None:
    """Return which figure a closed window counts in; None where nobody had to do anything."""
    if window.state is FollowupState.DONE and window.done_on is not None:
        in_time = window.opens_on <= window.done_on <= window.closes_on
        return ReturningFigure.CONTACTED if in_time else ReturningFigure.NOT_CONTACTED
    if window.state is FollowupState.SKIPPED or window.came or not window.asked_for:
        return None
    permission = may_contact(answers, suppressed=False, purpose=window.purpose)
    refused = permission.refusal is not Refusal.NOT_ASKED or window.purpose is not Purpose.CARE
    if not permission and refused:
        return ReturningFigure.NOT_CONTACTABLE
    return ReturningFigure.NOT_CONTACTED


def reachable(past: Iterable[int], answers: Mapping[int, Iterable[Consent]]) -> frozenset[int]:
    """Return the past patients who could be contacted: those who did not say no to care messages."""
    found = set(past)
    for patient_id in past:
        given = answers.get(patient_id)
        if given is None:
            continue
        permission = may_contact(given, suppressed=False, purpose=Purpose.CARE)
        if not permission and permission.refusal is not Refusal.NOT_ASKED:
            found.discard(patient_id)
    return frozenset(found)


def _elsewhere(payments: Iterable[Paid]) -> tuple[Money, ...]:
    sums: dict[str, int] = {}
    for paid in payments:
        if paid.minor is None:
            sums[paid.amount.currency] = sums.get(paid.amount.currency, 0) + paid.amount.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()))
