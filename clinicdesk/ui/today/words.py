"""What the due list says: groups, the two lines of a row, its due column, and kinds by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from clinicdesk.domain.board import LookState
from clinicdesk.domain.due import DueGroup, DueRow
from clinicdesk.domain.followups import FollowupKind
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.wording import channel_name, minutes_until, near_day, near_time, time_there, upper_first

CLOSING_SOON_DAYS = 14
LONGEST_CLOCK_MINUTES = 48 * 60
MINUTES_PER_HOUR = 60


@dataclass(frozen=True)
class GroupWords:
    """The icon of a group, its title and the rule behind it, marked for translation."""

    icon: str
    title: str
    caption: str


GROUPS: Mapping[DueGroup, GroupWords] = {
    DueGroup.REPLY: GroupWords(
        "message-circle", marked("Reply now"), marked("{promise}, never past noon of the next opening")
    ),
    DueGroup.PLANS: GroupWords(
        "file-text",
        marked("Plans to send"),
        marked("written and itemised within {hours} hours of the reply"),
    ),
    DueGroup.DEPOSITS: GroupWords(
        "cash", marked("Deposits to chase"), marked("a held date lapses on its own if nobody asks")
    ),
    DueGroup.ARRIVALS: GroupWords(
        "plane-arrival",
        marked("Arrivals and pre-arrival"),
        marked("four short messages between deposit and landing"),
    ),
    DueGroup.RECALLS: GroupWords(
        "repeat",
        marked("Recalls opening or closing"),
        marked("written 2 to 4 months before the ideal return"),
    ),
    DueGroup.PHASE_TWO: GroupWords(
        "arrows-split-2", marked("Phase two"), marked("the second visit is yours to lose")
    ),
    DueGroup.CHECK_INS: GroupWords(
        "heart-handshake", marked("Check-ins"), marked("day 30, day 90, once a year")
    ),
    DueGroup.TASKS: GroupWords("note", marked("Tasks"), marked("noted by the team")),
}

KINDS: Mapping[FollowupKind, str] = {
    FollowupKind.FIRST_REPLY: marked("First reply"),
    FollowupKind.SEND_PLAN: marked("Plan"),
    FollowupKind.PLAN_FOLLOW_UP: marked("Plan follow-up"),
    FollowupKind.DEPOSIT_REQUEST: marked("Deposit request"),
    FollowupKind.DEPOSIT_CHASE: marked("Deposit reminder"),
    FollowupKind.CONFIRMATION: marked("Confirmation"),
    FollowupKind.LOGISTICS: marked("Hotel and transport"),
    FollowupKind.TREATMENT_DAYS: marked("Treatment days"),
    FollowupKind.CHECK_IN: marked("Personal check-in"),
    FollowupKind.ARRIVAL: marked("Arrival"),
    FollowupKind.RECORD_TREATMENT: marked("Treatment to record"),
    FollowupKind.THIRTY_DAY: marked("Day 30"),
    FollowupKind.NINETY_DAY: marked("Day 90"),
    FollowupKind.RECALL: marked("Recall"),
    FollowupKind.RECALL_REMINDER: marked("Recall reminder"),
    FollowupKind.PHASE_TWO: marked("Phase two"),
    FollowupKind.YEARLY_GREETING: marked("Yearly greeting"),
    FollowupKind.PLAN_EXPIRING: marked("Plan ending"),
    FollowupKind.TASK: marked("Task"),
}
"""What each kind of line is called in the pane and in questions."""

MISSING: Mapping[str, str] = {
    "flight": marked("flight"),
    "hotel": marked("hotel"),
    "transfer": marked("transfer"),
    "patient": marked("the patient"),
    "dentist": marked("the dentist"),
    "bank": marked("the bank"),
}
"""Words for the keys that a row's data may hold."""


@dataclass(frozen=True)
class Due:
    """The due column: a strong first line in a colour token, a second line, and whether a bar is shown."""

    strong: str
    token: str
    second: str
    bar: bool = False


def filled(desk: Desk, sentence: str, data: Mapping[str, object]) -> str:
    """Return one of a row's sentences with its data worded for people."""
    if not sentence:
        return ""
    shown = {name: _shown(desk, name, value) for name, value in data.items()}
    return upper_first(" ".join(desk.t(sentence, **shown).split()))


def _shown(desk: Desk, name: str, value: object) -> object:
    if isinstance(value, datetime):
        return near_time(desk, value)
    if isinstance(value, date):
        return near_day(desk, value)
    if name == "channel":
        return channel_name(desk.t, str(value))
    if isinstance(value, (tuple, list)):
        return tuple(desk.t(MISSING[item]) if item in MISSING else str(item) for item in value)
    return "" if value is None else value


def caption(t: Translator, group: DueGroup, promise_minutes: int, plan_hours: int) -> str:
    """Return the rule behind a group, with what the clinic promises."""
    if promise_minutes % MINUTES_PER_HOUR:
        promise = t.n("{count} business minute", "{count} business minutes", promise_minutes)
    else:
        hours = promise_minutes // MINUTES_PER_HOUR
        promise = t.n("{count} business hour", "{count} business hours", hours)
    return t(GROUPS[group].caption, promise=promise, hours=plan_hours)


def whence(desk: Desk, row: DueRow) -> str:
    """Return where the patient lives and what time it is there."""
    country = desk.t.formats.country(row.country) if row.country else ""
    there = time_there(desk, row.zone)
    local = desk.t("{time} there", time=desk.t.formats.time(there)) if there else ""
    return " · ".join(part for part in (country, local) if part)


def due(desk: Desk, row: DueRow) -> Due:
    """Return the due column of a row at the present time."""
    if row.due_at is not None:
        return _clocked(desk, row, row.due_at)
    if row.closes_on is not None and row.state is not LookState.OVERDUE:
        return _windowed(desk, row, row.closes_on)
    t, today = desk.t, desk.today()
    late = (today - row.due_on).days
    if row.state is LookState.OVERDUE and late > 0:
        strong = t.n("{count} day over", "{count} days over", late)
        return Due(strong, "red", t("was due {on}", on=near_day(desk, row.due_on)))
    if late >= 0:
        return Due(t("Today"), "t1", _reminder(desk, row) or t("any time"))
    second = _reminder(desk, row) or t.formats.near(row.due_on, today)
    return Due(upper_first(near_day(desk, row.due_on)), "t1", second)


def _clocked(desk: Desk, row: DueRow, at: datetime) -> Due:
    t = desk.t
    minutes = minutes_until(desk.now(), at)
    when = _due_when(desk, at)
    if minutes <= 0:
        day = desk.local(at).date()
        if day < desk.today():
            recent = (desk.today() - day).days == 1
            when = near_day(desk, day) if recent else t.formats.date(day, "day")
        return Due(t("{time} over", time=t.formats.duration(-minutes)), "red", t("was due {at}", at=when))
    bar = row.share_used is not None and row.state is not LookState.WAITING
    token = "orange" if row.state is LookState.SOON else "t1"
    if minutes > LONGEST_CLOCK_MINUTES:
        return Due(upper_first(near_day(desk, desk.local(at).date())), token, t("due {at}", at=when), bar)
    return Due(t("{time} left", time=t.formats.clock(minutes)), token, t("due {at}", at=when), bar)


def _due_when(desk: Desk, at: datetime) -> str:
    local = desk.local(at)
    return desk.t.formats.time(local) if local.date() == desk.today() else near_time(desk, at)


def _windowed(desk: Desk, row: DueRow, closes_on: date) -> Due:
    t, today = desk.t, desk.today()
    left = (closes_on - today).days
    if 0 <= left <= CLOSING_SOON_DAYS:
        closes = t("Closes {on}", on=t.formats.date(closes_on, "day"))
        return Due(closes, "t1", t.n("{count} day left", "{count} days left", left))
    until = t("until {on}", on=t.formats.date(closes_on, "day"))
    if row.opens_on == today:
        return Due(t("Opened today"), "t1", until)
    return Due(upper_first(near_day(desk, row.due_on)), "t1", until)


def _reminder(desk: Desk, row: DueRow) -> str:
    reminds = {FollowupKind.DEPOSIT_CHASE, FollowupKind.RECALL_REMINDER, FollowupKind.PLAN_FOLLOW_UP}
    return desk.t("reminder {n}", n=row.n) if row.kind in reminds else ""
