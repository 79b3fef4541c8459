"""Why a line is skipped: the reasons that are offered, and which of them lose the lead."""

from dataclasses import dataclass

from clinicdesk.domain.due import DueGroup, DueRow
from clinicdesk.domain.leads import LostReason
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.prompts import Choice

OF_LEADS = frozenset({DueGroup.REPLY, DueGroup.PLANS, DueGroup.DEPOSITS})

LEAD_REASONS = (
    ("time", marked("Asked for time, ask again later"), None),
    ("elsewhere", marked("Chose another clinic, mark as lost"), LostReason.ELSEWHERE),
    ("price", marked("Too expensive, mark as lost"), LostReason.PRICE),
    ("no_answer", marked("Does not answer any more, mark as lost"), LostReason.NO_ANSWER),
    ("health", marked("Health reason, postponed"), None),
    ("other", marked("Other"), None),
)
PATIENT_REASONS = (
    ("time", marked("Asked for time, ask again later"), None),
    ("done_elsewhere", marked("Had it done elsewhere"), None),
    ("moved", marked("Moved away"), None),
    ("health", marked("Health reason, postponed"), None),
    ("not_needed", marked("Not needed this time"), None),
    ("other", marked("Other"), None),
)
"""Key, words, and the reason that the lead is lost for where it is."""


@dataclass(frozen=True)
class Skipped:
    """What a person chose: the words kept on the record, and why the lead is lost where it is."""

    words: str
    lost: LostReason | None


def ask_skip_reason(desk: Desk, row: DueRow, what: str) -> Skipped | None:
    """Ask why a line is skipped; None where the person cancelled."""
    t = desk.t
    reasons = LEAD_REASONS if row.lead_id is not None and row.group in OF_LEADS else PATIENT_REASONS
    asked = desk.prompts.choose_reason(
        t("Skip “{what}, {name}”", what=what, name=row.name),
        t("It leaves the due list. The reason is kept on the record."),
        [Choice(key, t(words)) for key, words, _ in reasons],
        t("Skip"),
        note=t("Note, optional"),
    )
    if asked is None:
        return None
    words, lost = next((words, lost) for key, words, lost in reasons if key == asked.key)
    said = t(words)
    return Skipped(f"{said}: {asked.note}" if asked.note else said, lost)
