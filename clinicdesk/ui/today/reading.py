"""Reads what the pane shows of one line: the patient's facts, and the message in a language that has one."""

from dataclasses import dataclass

from clinicdesk.domain.due import PaneView
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.followups import FollowupKind
from clinicdesk.domain.messages import Composed
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.wording import upper_first

SEND_NOTHING = frozenset(
    {
        FollowupKind.ARRIVAL,
        FollowupKind.RECORD_TREATMENT,
        FollowupKind.TASK,
        FollowupKind.DEPOSIT_REQUEST,
    }
)
"""Lines that ask for an act and not for a message."""


@dataclass(frozen=True)
class Reading:
    """One line with its message, the languages there are for it, and why the message is not as wanted."""

    view: PaneView
    message: Composed | None = None
    languages: tuple[str, ...] = ()
    problem: str = ""


def read_pane(desk: Desk, followup_id: int, language: str = "") -> Reading:
    """Return a line as the pane shows it; ``language`` is the patient's unless it is given.

    A language without a wording falls back to the clinic's own, and the reading says so. Raises NotFound.
    """
    view: PaneView = desk.services.followups.pane(followup_id)
    if view.row.kind in SEND_NOTHING or _lacks_plan(desk, view):
        return Reading(view)
    messages = desk.services.messages
    try:
        message: Composed = messages.compose(followup_id, language=language or None)
    except ClinicError as error:
        if error.field != "language":
            return Reading(view, problem=desk.t.error(error))
        return _in_own_language(desk, view)
    return Reading(view, message, messages.languages(message.kind))


def _lacks_plan(desk: Desk, view: PaneView) -> bool:
    """Whether a plan is to be sent and this inquiry has none issued: an older trip's does not count."""
    row = view.row
    if row.kind is not FollowupKind.SEND_PLAN or row.lead_id is None:
        return False
    return not any(plan.revision for plan in desk.services.plans.for_lead(row.lead_id))


def _in_own_language(desk: Desk, view: PaneView) -> Reading:
    messages, own = desk.services.messages, desk.services.clinic.get().language
    try:
        message: Composed = messages.compose(view.row.id, language=own)
    except ClinicError as error:
        return Reading(view, problem=desk.t.error(error))
    formats = desk.t.formats
    problem = desk.t(
        "There is no {language} wording of this message yet: it is shown in {other}.",
        language=upper_first(formats.language_name(view.language)),
        other=upper_first(formats.language_name(own)),
    )
    return Reading(view, message, messages.languages(message.kind), problem)
