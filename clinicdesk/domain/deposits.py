"""What a deposit is: its amount by rule, and how much of it is given back by clinic dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from clinicdesk.domain.clinic import DepositRule, RefundStep
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import LARGEST_MINOR, PERCENT, WHOLE, Money
from clinicdesk.domain.text import marked

SMALL_POINTS = 1000
"""A deposit of this share of the total (10 %) or more is no longer small; it warns."""

LONGEST_NOTICE = 365


@dataclass(frozen=True)
class DepositRequest:
    """A deposit that was asked for: tied to an issued revision, a held appointment and a frozen ladder.

    ``ways`` are those printed for paying ("bank", "link"); ``withdrawn_at`` is set where it counts no more.
    """

    id: int
    lead_id: int
    plan_id: int
    revision_id: int
    amount: Money
    requested_at: datetime
    ladder: tuple[RefundStep, ...] = ()
    free_moves: int = 0
    appointment_id: int | None = None
    hold_ends_at: datetime | None = None
    channel: str = ""
    ways: tuple[str, ...] = ()
    by: int | None = None
    withdrawn_at: datetime | None = None


def deposit(rule: DepositRule, total: Money) -> Money:
    """Return the deposit of ``rule`` on ``total``: its fixed amount, else its percentage, half up.

    10 % of 899.99 EUR is 90.00; 10 % of 28,500,005 VND is 2,850,001 (worked examples, "Deposit").
    """
    return Money(rule.minor, total.currency) if rule.minor else total.part(rule.points)


def is_small(amount: Money, total: Money) -> bool:
    """Return whether the deposit stays below a tenth of the total."""
    return amount.minor * WHOLE < total.minor * SMALL_POINTS


def refund_percent(ladder: Sequence[RefundStep], held_on: date, cancelled_on: date) -> int:
    """Return the percentage given back when the visit of ``held_on`` is cancelled on ``cancelled_on``.

    Both are clinic dates; the highest step whose days are still left applies, and nothing below the lowest
    or after the date itself.
    """
    left = (held_on - cancelled_on).days
    return max((step.percent for step in ladder if 0 <= step.days <= left), default=0)


def last_days(ladder: Sequence[RefundStep], held_on: date) -> tuple[date, ...]:
    """Return the last clinic date on which each step of ``ladder`` still applies."""
    return tuple(held_on - timedelta(days=step.days) for step in ladder)


def check_rule(rule: DepositRule) -> None:
    """Refuse a rule that cannot be meant: InvalidInput with field "deposit" or "ladder".

    Days fall from step to step, and less notice never gives back more.
    """
    if not 0 <= rule.points <= WHOLE or not 0 <= rule.minor <= LARGEST_MINOR or rule.free_moves < 0:
        raise InvalidInput(marked("The deposit is an amount, or 0 to 100 % of the total."), field="deposit")
    check_ladder(rule.ladder)


def check_ladder(ladder: Sequence[RefundStep]) -> None:
    """Refuse a refund ladder that is out of order (InvalidInput with field "ladder")."""
    for step in ladder:
        if not 0 <= step.percent <= PERCENT or not 0 <= step.days <= LONGEST_NOTICE:
            raise InvalidInput(
                marked("A refund step is 0 to 365 days before the date and 0 to 100 %."), field="ladder"
            )
    days = [step.days for step in ladder]
    percents = [step.percent for step in ladder]
    if days != sorted(set(days), reverse=True) or percents != sorted(percents, reverse=True):
        raise InvalidInput(
            marked("The refund steps go from the longest notice to the shortest, and never rise."),
            field="ladder",
        )
