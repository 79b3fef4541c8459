"""What the due list shows: its rows in the order of the cost of delay, and the pane beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from clinicdesk.domain.board import LookState
from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.followups import FollowupKind
from clinicdesk.domain.money import Money


class DueGroup(StrEnum):
    """The groups of the due list; their order is the cost of delay and never changes."""

    REPLY = "reply"
    PLANS = "plans"
    DEPOSITS = "deposits"
    ARRIVALS = "arrivals"
    RECALLS = "recalls"
    PHASE_TWO = "phase_two"
    CHECK_INS = "check_ins"
    TASKS = "tasks"


GROUP_OF: Mapping[FollowupKind, DueGroup] = {
    FollowupKind.FIRST_REPLY: DueGroup.REPLY,
    FollowupKind.SEND_PLAN: DueGroup.PLANS,
    FollowupKind.PLAN_FOLLOW_UP: DueGroup.PLANS,
    FollowupKind.PLAN_EXPIRING: DueGroup.PLANS,
    FollowupKind.DEPOSIT_REQUEST: DueGroup.DEPOSITS,
    FollowupKind.DEPOSIT_CHASE: DueGroup.DEPOSITS,
    FollowupKind.CONFIRMATION: DueGroup.ARRIVALS,
    FollowupKind.LOGISTICS: DueGroup.ARRIVALS,
    FollowupKind.TREATMENT_DAYS: DueGroup.ARRIVALS,
    FollowupKind.CHECK_IN: DueGroup.ARRIVALS,
    FollowupKind.ARRIVAL: DueGroup.ARRIVALS,
    FollowupKind.RECORD_TREATMENT: DueGroup.ARRIVALS,
    FollowupKind.RECALL: DueGroup.RECALLS,
    FollowupKind.RECALL_REMINDER: DueGroup.RECALLS,
    FollowupKind.PHASE_TWO: DueGroup.PHASE_TWO,
    FollowupKind.THIRTY_DAY: DueGroup.CHECK_INS,
    FollowupKind.NINETY_DAY: DueGroup.CHECK_INS,
    FollowupKind.YEARLY_GREETING: DueGroup.CHECK_INS,
    FollowupKind.TASK: DueGroup.TASKS,
}


@dataclass(frozen=True, slots=True)
class DueRow:
    """One line of the due list.

    ``title_key`` and ``note_key`` are sentences marked for translation; their data are plain values:
    text, int, date, datetime, Money, which the screen formats by type. ``due_at`` is set where a clock
    runs and ``share_used`` (0 to 100) tells how much of its target is spent, counted in elapsed time from
    ``started_at``. ``channel`` is how the patient likes to be written to, else how the lead came in.
    """

    id: int
    patient_id: int
    lead_id: int | None
    plan_id: int | None
    name: str
    native_name: str
    country: str
    zone: str
    kind: FollowupKind
    group: DueGroup
    state: LookState
    due_on: date
    due_at: datetime | None
    opens_on: date
    closes_on: date | None
    received_at: datetime | None
    started_at: datetime | None
    share_used: int | None
    channel: str
    owner_id: int | None
    owner_initials: str
    owner_colour: str
    title_key: str
    title_data: Mapping[str, object]
    note_key: str
    note_data: Mapping[str, object]
    n: int = 1
    purpose: Purpose = Purpose.CARE
    snoozed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueCounts:
    """The counters above the list; they count the rows that are shown."""

    overdue: int = 0
    soon: int = 0
    today: int = 0
    later: int = 0
    waiting: int = 0
    blocked: int = 0
    snoozed: int = 0

    @property
    def to_do(self) -> int:
        """Return how many rows somebody can act on: everything shown but the blocked ones."""
        return self.overdue + self.soon + self.today + self.later + self.waiting


@dataclass(frozen=True, slots=True)
class DueList:
    """The due list of one day, in order, with what was done that day."""

    on: date
    rows: tuple[DueRow, ...]
    done_today: int
    counts: DueCounts


@dataclass(frozen=True, slots=True)
class PaneContact:
    """One of the last contacts with the patient, newest first."""

    at: datetime
    channel: str
    inbound: bool
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class PaneView:
    """The patient's facts that somebody needs in order to do one follow-up.

    ``care_given`` and ``marketing_given`` are None where nobody has asked yet. ``words`` are the
    patient's own, from the lead. ``contacts`` are the last five.
    """

    row: DueRow
    language: str
    zone: str
    phone: str
    email: str
    treatment: str
    likely_value: Money | None
    travel_from: date | None
    travel_to: date | None
    travel_note: str
    care_given: bool | None
    care_at: datetime | None
    marketing_given: bool | None
    marketing_at: datetime | None
    words: str
    words_at: datetime | None
    questions: tuple[str, ...]
    plan_number: str
    plan_revision: int
    plan_total: Money | None
    plan_valid_until: date | None
    dentist: str
    alert: str
    contacts: tuple[PaneContact, ...] = ()
    preferred_channel: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)
