"""What each follow-up is called where there is room for one or two words: cards, lists, the record."""

from collections.abc import Mapping

from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator

STEPS: Mapping[str, str] = {
    "first_reply": marked("Reply"),
    "send_plan": marked("Plan"),
    "plan_follow_up": marked("Follow up"),
    "deposit_request": marked("Deposit"),
    "deposit_chase": marked("Deposit"),
    "confirmation": marked("Confirm"),
    "logistics": marked("Logistics"),
    "treatment_days": marked("Visit days"),
    "check_in": marked("Call"),
    "arrival": marked("Arrival"),
    "record_treatment": marked("Record work"),
    "thirty_day": marked("Day 30"),
    "ninety_day": marked("Day 90"),
    "recall": marked("Recall"),
    "recall_reminder": marked("Recall"),
    "phase_two": marked("Phase two"),
    "yearly_greeting": marked("Greeting"),
    "plan_expiring": marked("Plan ends"),
    "task": marked("Task"),
}


def step_name(t: Translator, kind: str) -> str:
    """Return what a kind of follow-up is called; empty for a kind that is no follow-up."""
    return t(STEPS[kind]) if kind in STEPS else ""
