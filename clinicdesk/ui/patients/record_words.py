"""What the record says: lines of the timeline, plans, payments, consent and the way a patient comes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from clinicdesk.domain.consent import Consent, Purpose
from clinicdesk.domain.leads import LostReason
from clinicdesk.domain.people import Patient
from clinicdesk.domain.record import ConsentRow, PlanRow, TimelineRow
from clinicdesk.domain.text import marked
from clinicdesk.domain.visits import AppointmentState
from clinicdesk.ui.asking import LOST_WORDS
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import CHANNELS, State
from clinicdesk.ui.step_names import STEPS, step_name
from clinicdesk.ui.treatment_words import work_words
from clinicdesk.ui.wording import channel_name, upper_first

_DEEDS: Mapping[str, str] = {
    "received": marked("asked"),
    "note": marked("noted"),
    "call": marked("called"),
    "message": marked("wrote"),
    "acknowledged": marked("automatic answer"),
    "replied": marked("replied"),
    "answered": marked("answered"),
    "plan_sent": marked("sent the plan"),
    "plan_accepted": marked("accepted the plan"),
    "deposit_requested": marked("asked for the deposit"),
    "deposit_paid": marked("paid the deposit"),
    "itinerary_sent": marked("sent the itinerary"),
    "arrived": marked("recorded the arrival"),
    "no_show": marked("recorded a missed visit"),
    "booking_cancelled": marked("cancelled the visit"),
    "lost": marked("marked as lost"),
    "reopened": marked("opened the case again"),
    "parked": marked("parked the case"),
    "payment": marked("paid"),
    "treatment": marked("treated"),
    "consent": marked("answered about messages"),
    "mail_draft": marked("prepared an e-mail draft, not sent"),
}
_ICONS: Mapping[str, str] = {
    "note": "note",
    "call": "phone",
    "mail_draft": "mail",
    "payment": "cash",
    "treatment": "dental",
    "consent": "shield-check",
    "plan_sent": "file-text",
    "plan_accepted": "file-text",
    "deposit_requested": "cash",
    "itinerary_sent": "plane",
    "arrived": "plane-arrival",
    "no_show": "calendar",
    "booking_cancelled": "calendar",
    "lost": "x",
    "reopened": "refresh",
    "parked": "alarm-snooze",
}
GROUPS: Mapping[str, frozenset[str]] = {
    "notes": frozenset({"note", "call"}),
    "money": frozenset({"payment", "deposit_requested", "deposit_paid"}),
    "steps": frozenset(_DEEDS)
    - {"note", "call", "message", "payment", "consent", "answered", "received", "mail_draft"},
}
PAYMENTS: Mapping[str, str] = {
    "deposit": marked("Deposit"),
    "balance": marked("Balance"),
    "refund": marked("Refund"),
    "void": marked("Void"),
}
WAYS: Mapping[str, str] = {
    "bank": marked("bank transfer"),
    "card": marked("card"),
    "cash": marked("cash"),
    "link": marked("payment link"),
}
WAY_ICONS = {"bank": "building-bank", "card": "credit-card", "cash": "cash", "link": "link"}
SOURCES: Mapping[str, str] = {
    "inquiry": marked("wrote to the clinic first"),
    "message": marked("in a message"),
    "phone": marked("on the phone"),
    "in_person": marked("at the clinic"),
    "form": marked("on a signed form"),
}
PURPOSES: Mapping[Purpose, tuple[str, str, str]] = {
    Purpose.CARE: (
        marked("Care messages allowed"),
        marked("No care messages"),
        marked("Not asked about care messages"),
    ),
    Purpose.MARKETING: (
        marked("Marketing allowed"),
        marked("No marketing"),
        marked("Not asked about marketing"),
    ),
    Purpose.PHOTOS: (
        marked("Photos may be published"),
        marked("No photos for publication"),
        marked("Not asked about photos"),
    ),
}
VISITS: Mapping[AppointmentState, tuple[State, str]] = {
    AppointmentState.HELD: (State.WAITING, marked("held")),
    AppointmentState.CONFIRMED: (State.LATER, marked("confirmed")),
    AppointmentState.ARRIVED: (State.DONE, marked("arrived")),
    AppointmentState.NO_SHOW: (State.OVERDUE, marked("did not come")),
    AppointmentState.CANCELLED: (State.BLOCKED, marked("cancelled")),
}


@dataclass(frozen=True)
class Said:
    """A line of the timeline in words: who, what was done, the text, and whether the text is a quotation."""

    who: str
    deed: str
    text: str
    quoted: bool
    icon: str
    channel: str = ""


def said(desk: Desk, row: TimelineRow, patient: Patient, plans: Iterable[PlanRow]) -> Said:
    """Return one line of the timeline in words."""
    who = patient.given_name or patient.name if row.inbound else row.who or desk.t("Clinic")
    channel = "" if row.kind in {"payment", "treatment", "consent"} else row.channel
    icon = _ICONS.get(row.kind) or CHANNELS.get(channel.casefold(), "message-circle")
    text = _text(desk, row, {plan.id: plan.number for plan in plans})
    return Said(who, _deed(desk, row, channel), text, bool(row.text) and row.kind != "consent", icon, channel)


def _deed(desk: Desk, row: TimelineRow, channel: str) -> str:
    t = desk.t
    deed = t(_DEEDS[row.kind]) if row.kind in _DEEDS else step_name(t, row.kind) or t("wrote")
    if row.kind == "payment" and row.detail.get("kind") in {"refund", "void"}:
        deed = t("gave money back")
    if not channel or row.kind in {"note", "call", "mail_draft"}:
        return deed
    return t("{deed}, {channel}", deed=deed, channel=channel_name(t, channel))


def _text(desk: Desk, row: TimelineRow, numbers: Mapping[int, str]) -> str:
    t, detail = desk.t, row.detail
    if row.kind == "payment":
        kind = t(PAYMENTS.get(detail["kind"], detail["kind"]))
        return t(
            "{kind} {amount} by {way}, receipt {receipt}.",
            kind=kind,
            amount=detail["amount"],
            way=t(WAYS.get(detail["way"], detail["way"])),
            receipt=detail["receipt"] or t("none"),
        )
    if row.kind == "treatment":
        done = work_words(t, ", ".join(detail.get("titles", ())))
        return f"{done}. {row.text}" if row.text else f"{done}."
    if row.kind == "consent":
        answer = PURPOSES[Purpose(detail["purpose"])][0 if detail["given"] else 1]
        return ", ".join(part for part in (t(answer), source_words(desk, detail.get("source", ""))) if part)
    if row.kind == "lost":
        reason = t(LOST_WORDS[LostReason(detail.get("reason", LostReason.OTHER))])
        return f"{reason}. {row.text}" if row.text else f"{reason}."
    if row.kind == "parked" and detail.get("until"):
        return t("Until {on}.", on=date.fromisoformat(detail["until"]))
    if row.kind in {"plan_sent", "plan_accepted", "deposit_requested"} and not row.text:
        return numbers.get(detail.get("plan_id", 0), "")
    if row.kind == "received" and not row.text:
        return str(detail.get("treatment", ""))
    return row.text


def source_words(desk: Desk, source: str) -> str:
    """Return how an answer was given: a key of SOURCES, with a note after a colon, or as it was typed."""
    key, _, note = source.partition(": ")
    known = desk.t(SOURCES[key]) if key in SOURCES else key
    return f"{known}: {note}" if note else known


def consent_title(desk: Desk, row: ConsentRow) -> str:
    """Return what a patient answered to one purpose."""
    allowed, refused, unasked = PURPOSES[row.purpose]
    if row.answer is None:
        return desk.t(unasked)
    return desk.t(allowed if row.allowed else refused)


def consent_caption(desk: Desk, answer: Consent | None) -> str:
    """Return how and when an answer was given."""
    if answer is None:
        return ""
    t = desk.t
    on = t.formats.date(desk.local(answer.at).date(), "medium")
    by = channel_name(t, answer.channel) if answer.channel else ""
    parts = (upper_first(source_words(desk, answer.source)), by, on)
    return ", ".join(part for part in parts if part)


def is_follow_up(kind: str) -> bool:
    """Whether a line of the timeline is a message that a follow-up asked for."""
    return kind in STEPS
