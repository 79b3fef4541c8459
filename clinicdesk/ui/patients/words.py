"""What the list of patients says in its cells."""

from datetime import date

from clinicdesk.domain.board import LookState
from clinicdesk.domain.people import PatientRow, SavedFilter
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.patients.table_model import Column
from clinicdesk.ui.step_names import step_name
from clinicdesk.ui.treatment_words import work_words

SAVED = (
    (SavedFilter.ALL, "users", marked("All patients")),
    (SavedFilter.RECALL_OPEN, "repeat", marked("Recall open")),
    (SavedFilter.PAST_NOT_REACHED, "history", marked("Past, not reached")),
    (SavedFilter.PHASE_TWO, "arrows-split-2", marked("Phase two owed")),
    (SavedFilter.NO_CONSENT, "shield-off", marked("No consent yet")),
    (SavedFilter.DUPLICATES, "copy", marked("Possible duplicates")),
)
OWN = ((SavedFilter.MINE, "user", marked("Mine")),)
"""The filters beside the list: key, icon, words."""

FAR_DAYS = 200


def near(desk: Desk, on: date) -> str:
    """Return a day in few letters: "today", "28 Oct", "Sep 2027"."""
    today, formats = desk.today(), desk.t.formats
    distance = abs((on - today).days)
    if distance <= 1:
        return formats.near(on, today)
    return month(desk, on) if distance > FAR_DAYS else formats.date(on, "day")


def month(desk: Desk, on: date) -> str:
    """Return a month in few letters, as "Dec 2026": the medium date without its day, where it has words."""
    words = desk.t.formats.date(on.replace(day=1), "medium").split()
    kept = " ".join(word for word in words if word.strip(".,") not in {"1", "01"})
    return kept if any(letter.isalpha() for letter in kept) else desk.t.formats.date(on, "month")


def due_words(desk: Desk, row: PatientRow) -> str:
    """Return what is due for a patient next, and when."""
    if not row.due_kind:
        return ""
    t = desk.t
    step = step_name(t, row.due_kind)
    if row.due_state == LookState.SNOOZED:
        return t("{step}, snoozed", step=step)
    if row.due_state == LookState.WAITING:
        return t("{step}, waiting", step=step)
    if row.due_on is None:
        return step
    late = (desk.today() - row.due_on).days
    if late > 0 and row.due_state == LookState.OVERDUE:
        return t("{step}, {days} d over", step=step, days=late)
    if late > 0:
        closes = row.closes_on
        return (
            t("{step} until {on}", step=step, on=near(desk, closes))
            if closes
            else t("{step}, open", step=step)
        )
    return t("{step} {on}", step=step, on=near(desk, row.due_on))


def consent_words(desk: Desk, row: PatientRow) -> str:
    """Return what a patient allows."""
    if row.care_allowed and row.marketing_allowed:
        return desk.t("Care and marketing allowed")
    return desk.t("Care allowed, no marketing") if row.care_allowed else desk.t("No messages allowed")


def cell_words(desk: Desk, row: PatientRow, column: Column) -> str:
    """Return a cell for readers, exports and tooltips."""
    t = desk.t
    if column is Column.NAME:
        other = "" if row.native_name == row.name else row.native_name
        return f"{row.name} {other}".strip()
    if column is Column.MARKET:
        return t.formats.country(row.country) if row.country else ""
    if column is Column.TREATMENT:
        return work_words(t, row.last_treatment)
    if column is Column.DUE:
        return due_words(desk, row)
    if column is Column.IDEAL:
        return month(desk, row.ideal_return_on) if row.ideal_return_on else ""
    if column is Column.WHO:
        return row.owner_initials
    if column is Column.CONSENT:
        return consent_words(desk, row)
    if column is Column.PAID:
        return t.formats.money(row.paid) if row.paid else ""
    return ""


def heads(desk: Desk) -> tuple[str, ...]:
    """Return the names of the columns."""
    t = desk.t
    return (
        "",
        t("Name"),
        t("Market"),
        t("Last treatment"),
        t("Due"),
        t("Ideal return"),
        t("Who"),
        t("Consent"),
        t("Paid"),
    )
