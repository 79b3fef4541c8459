"""The pipeline as a board: which cards it shows, what each card says, and in which state it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.leads import Stage
from clinicdesk.domain.money import Money

COLUMNS = (
    Stage.NEW,
    Stage.REPLIED,
    Stage.PLAN_SENT,
    Stage.DEPOSIT_REQUESTED,
    Stage.DEPOSIT_PAID,
    Stage.PRE_ARRIVAL,
    Stage.ARRIVED,
    Stage.TREATED,
)
TREATED_DAYS = 100
"""How long a treated lead stays on the board: until its 90-day review is past."""

WAITING = "waiting:"
"""How a snoozed or stored reason begins where the patient, the dentist or the bank must act first."""

_LAST_MINUTES = {"first_reply": 60, "send_plan": 300}


class LookState(StrEnum):
    """The eight states that rows and cards are drawn in (look, section 5)."""

    OVERDUE = "overdue"
    SOON = "soon"
    TODAY = "today"
    LATER = "later"
    WAITING = "waiting"
    DONE = "done"
    SNOOZED = "snoozed"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class BoardQuery:
    """Which cards to show; an empty filter lets everything through.

    ``coordinator`` is a staff id, ``channel`` and ``market`` are exact, ``treatment`` and ``text`` are
    words searched for with accents forgiven, ``returning`` None shows new and returning patients.
    """

    coordinator: int | None = None
    channel: str = ""
    market: str = ""
    treatment: str = ""
    returning: bool | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One lead on the board.

    ``state`` is how it is drawn; ``state_kind`` says what the state is about: the kind of the next
    follow-up, "parked", or "" where only ``age_days`` in the stage is known. ``due_at`` is set where a
    clock runs, ``due_on`` where a day is meant; ``detail`` holds the follow-up's own facts.
    """

    lead_id: int
    patient_id: int
    name: str
    native_name: str
    country: str
    treatment: str
    value: Money | None
    owner_id: int | None
    owner_initials: str
    owner_colour: str
    returning: bool
    state: LookState
    state_kind: str
    due_at: datetime | None
    due_on: date | None
    age_days: int
    stage: Stage
    stage_at: datetime
    channel: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """One stage: how many cards, their worth per currency (never converted), and the cards in order."""

    stage: Stage
    count: int
    money: tuple[Money, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Board:
    """All columns in pipeline order, and how many lost leads the same filters find."""

    columns: tuple[Column, ...]
    lost_count: int

    @property
    def open_count(self) -> int:
        """Return how many open cases are shown: every column but Treated."""
        return sum(column.count for column in self.columns if column.stage is not Stage.TREATED)


def look_state(
    kind: str,
    *,
    due_at: datetime | None,
    due_on: date | None,
    snoozed_until: datetime | None,
    now: datetime,
    zone: ZoneInfo,
    detail: Mapping[str, Any] = MappingProxyType({}),
    reason: str = "",
    blocked: bool = False,
    today: date | None = None,
) -> LookState:
    """Return how a follow-up is drawn at ``now``.

    Overdue when its instant has passed, or from the day after it was due unless ``late_on`` of its
    ``detail`` says otherwise; running out in the last hour of a first reply and the last five of a plan;
    waiting where its ``reason`` says that somebody else must act first; then today or later (look,
    section 5). ``blocked`` says that consent forbids it, ``today`` is the clinic's date of ``now`` where
    the caller has it already.
    """
    if snoozed_until is not None and snoozed_until > now:
        return LookState.SNOOZED
    if blocked:
        return LookState.BLOCKED
    today = today or clinic_date(now, zone)
    if due_at is not None:
        if due_at < now:
            return LookState.OVERDUE
        if due_at - now <= timedelta(minutes=_LAST_MINUTES.get(kind, 0)):
            return LookState.SOON
        due_on = clinic_date(due_at, zone)
    elif due_on is not None and today >= _late_on(detail, due_on):
        return LookState.OVERDUE
    if reason.startswith(WAITING):
        return LookState.WAITING
    return LookState.TODAY if due_on is not None and due_on <= today else LookState.LATER


def _late_on(detail: Mapping[str, Any], due_on: date) -> date:
    stated = detail.get("late_on")
    return date.fromisoformat(stated) if stated else due_on + timedelta(days=1)


def worth(cards: tuple[Card, ...], first: str) -> tuple[Money, ...]:
    """Return the sum of the cards' values per currency, the clinic's ``first`` currency first."""
    sums: dict[str, int] = {}
    for card in cards:
        if card.value is not None:
            sums[card.value.currency] = sums.get(card.value.currency, 0) + card.value.minor
    order = sorted(sums, key=lambda code: (code != first, code))
    return tuple(Money(sums[code], code) for code in order)
