"""The two lines of each row of the due list: a marked sentence each, with the facts that fill it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from clinicdesk.domain.followups import Followup, FollowupKind
from clinicdesk.domain.money import Money
from clinicdesk.domain.text import marked

Words = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class LeadWords:
    """What the lead itself says: the patient's request, the treatment asked for, how and when it came in."""

    request: str = ""
    treatment: str = ""
    channel: str = ""
    received_at: datetime | None = None

    @property
    def what(self) -> str:
        """Return the first line of the request, else the treatment."""
        return next((line.strip() for line in self.request.splitlines() if line.strip()), self.treatment)


def title(row: Followup, lead: LeadWords) -> Words:
    """Return what to do, as a sentence and its data (dates as date, amounts as Money)."""
    facts = row.detail
    if row.kind in {FollowupKind.FIRST_REPLY, FollowupKind.SEND_PLAN}:
        return _what(row.kind, lead)
    if row.kind in {FollowupKind.PLAN_FOLLOW_UP, FollowupKind.PLAN_EXPIRING}:
        return _plan_title(facts)
    if row.kind in {FollowupKind.DEPOSIT_REQUEST, FollowupKind.DEPOSIT_CHASE}:
        return _deposit_title(row)
    if row.kind in {FollowupKind.RECALL, FollowupKind.RECALL_REMINDER, FollowupKind.PHASE_TWO}:
        return _return_title(row)
    if row.kind is FollowupKind.TASK:
        return "{title}", {"title": facts["title"]}
    if row.kind is FollowupKind.ARRIVAL and facts.get("no_date"):
        if facts.get("missed"):
            return marked("Did not come: agree a new date, or refund"), {}
        return marked("The deposit is paid and no date is booked: agree one"), {}
    return _FIXED[row.kind], {}


def note(row: Followup, lead: LeadWords) -> Words:
    """Return where it stands, as a sentence and its data; empty where there is nothing to add."""
    facts = row.detail
    if row.kind in _LEAD_NOTES:
        return _lead_note(row, lead)
    if "arrival_on" in facts:
        return _trip(facts)
    if row.kind is FollowupKind.RECORD_TREATMENT:
        return marked("Arrived {on}"), {"on": _day(facts["arrived_on"])}
    if row.kind in {FollowupKind.RECALL, FollowupKind.RECALL_REMINDER, FollowupKind.PHASE_TWO}:
        return _return_note(row)
    if row.kind in {FollowupKind.THIRTY_DAY, FollowupKind.NINETY_DAY, FollowupKind.YEARLY_GREETING}:
        return "{work}", {"work": ", ".join(facts.get("work", ()))}
    return "", {}


_FIXED: Mapping[FollowupKind, str] = {
    FollowupKind.CONFIRMATION: marked("Confirm the date and send the itinerary"),
    FollowupKind.LOGISTICS: marked("Step 2 of 4: hotel, airport and transport"),
    FollowupKind.TREATMENT_DAYS: marked("Step 3 of 4: what happens on the treatment days"),
    FollowupKind.CHECK_IN: marked("Step 4 of 4: personal check-in before the flight"),
    FollowupKind.ARRIVAL: marked("Arrives today: arrived, moved, or did not come"),
    FollowupKind.RECORD_TREATMENT: marked("Record the treatment and the ideal return"),
    FollowupKind.THIRTY_DAY: marked("Day 30: how is the healing, nothing to sell"),
    FollowupKind.NINETY_DAY: marked("Day 90: ask for a review"),
    FollowupKind.YEARLY_GREETING: marked("A year since the trip: greet"),
}


_LEAD_NOTES = frozenset(
    {
        FollowupKind.FIRST_REPLY,
        FollowupKind.SEND_PLAN,
        FollowupKind.PLAN_FOLLOW_UP,
        FollowupKind.DEPOSIT_REQUEST,
        FollowupKind.DEPOSIT_CHASE,
    }
)


def _what(kind: FollowupKind, lead: LeadWords) -> Words:
    what = lead.what if kind is FollowupKind.FIRST_REPLY else lead.treatment or lead.what
    if what:
        return "{what}", {"what": what}
    if kind is FollowupKind.FIRST_REPLY:
        return marked("Answer the inquiry"), {}
    return marked("Write the treatment plan"), {}


def _deposit_title(row: Followup) -> Words:
    facts = row.detail
    if row.kind is FollowupKind.DEPOSIT_CHASE:
        return marked("{amount} deposit, not paid yet: ask if the link works"), {"amount": _amount(facts)}
    if facts.get("accepted"):
        return marked("Plan {plan} is accepted: ask for the deposit"), {"plan": facts["plan"]}
    return marked("Ask for the deposit of plan {plan}"), {"plan": facts["plan"]}


def _plan_title(facts: Mapping[str, Any]) -> Words:
    if facts.get("valid_until"):
        on = _day(facts["valid_until"])
        return marked("Plan {plan} ends on {on}: ask, or renew it"), {"plan": facts["plan"], "on": on}
    if facts.get("parked"):
        return marked("Parked until now: take it up again, or close it"), {}
    if facts.get("decide"):
        return marked("No answer to plan {plan}: close it, or park it"), {"plan": facts["plan"]}
    return marked("Ask what is open about plan {plan}"), {"plan": facts["plan"]}


def _return_title(row: Followup) -> Words:
    facts = row.detail
    if row.kind is FollowupKind.PHASE_TWO or facts.get("title"):
        if facts.get("title"):
            return marked("Second phase: {what}"), {"what": facts["title"]}
        return marked("Second phase of plan {plan}"), {"plan": facts.get("plan", "")}
    return marked("Check-up: {what}"), {"what": reasons_in_words(facts.get("reasons", ()))}


def reasons_in_words(reasons: Any) -> str:
    """Return the work that a recall names, each once with its teeth: "Implant 36, Cleaning"."""
    found: dict[str, None] = {}
    for reason in reasons:
        teeth = " ".join(str(tooth) for tooth in reason.get("teeth", ()))
        found[f"{reason['title']} {teeth}".strip()] = None
    return ", ".join(found)


def _lead_note(row: Followup, lead: LeadWords) -> Words:
    facts = row.detail
    if row.kind is FollowupKind.FIRST_REPLY:
        return marked("Via {channel}, came in {at}"), {"channel": lead.channel, "at": lead.received_at}
    if row.kind is FollowupKind.SEND_PLAN:
        return marked("Replied {at}"), {"at": datetime.fromisoformat(facts["replied_at"])}
    if row.kind is FollowupKind.DEPOSIT_CHASE:
        return _hold(facts)
    if not facts.get("sent_on"):
        return "", {}
    if row.kind is FollowupKind.PLAN_FOLLOW_UP:
        sentence = marked("Plan sent {on}, no answer; {n} of {of}")
        return sentence, {"on": _day(facts["sent_on"]), "n": row.n, "of": facts["of"]}
    return marked("Plan sent {on}"), {"on": _day(facts["sent_on"])}


def _return_note(row: Followup) -> Words:
    facts = row.detail
    if row.kind is FollowupKind.RECALL_REMINDER:
        return marked("Reminder {n} of {of}, no answer since {on}"), {
            "n": row.n,
            "of": facts["of"],
            "on": _day(facts["sent_on"]),
        }
    if row.kind is FollowupKind.PHASE_TWO:
        return marked("Return window {first} to {last}"), {
            "first": _day(facts["from_on"]),
            "last": _day(facts["to_on"]),
        }
    kept = [reason["until_on"] for reason in facts.get("reasons", ()) if reason["kind"] == "guarantee"]
    if kept:
        return marked("Keeps the guarantee valid to {on}"), {"on": _day(max(kept))}
    return marked("Ideal return {on}"), {"on": _day(facts["ideal_on"])}


def _hold(facts: Mapping[str, Any]) -> Words:
    if facts.get("hold_ends_on"):
        return marked("Plan {plan}, the held date lapses {on}"), {
            "plan": facts["plan"],
            "on": _day(facts["hold_ends_on"]),
        }
    return marked("Plan {plan}, asked {on}"), {"plan": facts["plan"], "on": _day(facts["asked_on"])}


def _trip(facts: Mapping[str, Any]) -> Words:
    data: dict[str, object] = {"on": _day(facts["arrival_on"])}
    missing = facts.get("missing", ())
    if missing:
        return marked("Comes {on}; still missing: {missing}"), data | {"missing": tuple(missing)}
    if facts.get("lands_at"):
        return marked("Lands {at}"), {"at": datetime.fromisoformat(facts["lands_at"])}
    return marked("Comes {on}"), data


def _amount(facts: Mapping[str, Any]) -> object:
    return Money(facts["minor"], facts["currency"]) if "minor" in facts else ""


def _day(text: str) -> date:
    return date.fromisoformat(text)
