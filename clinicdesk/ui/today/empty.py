"""What Today shows where no line is left: the next fact, and at most two small buttons."""

from datetime import timedelta

from clinicdesk.domain.due import DueList, DueRow
from clinicdesk.domain.errors import ClinicError
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.today.header import Head
from clinicdesk.ui.today.words import KINDS
from clinicdesk.ui.widgets.buttons import Button, small
from clinicdesk.ui.widgets.planes import EmptyState
from clinicdesk.ui.wording import near_day

AHEAD_DAYS = 14


def empty_state(desk: Desk, due_list: DueList, head: Head) -> EmptyState:
    """Return the empty state of a list: of a filter that lets nothing through, of a day that is done."""
    if due_list.rows and head.chosen():
        return _filtered(desk, head)
    if desk.coordinator.staff is not None:
        return _nothing_of_one(desk)
    return _nothing(desk, due_list)


def _filtered(desk: Desk, head: Head) -> EmptyState:
    show_all = small(desk.look, desk.t("Show all"))
    show_all.clicked.connect(head.clear)
    title = desk.t("No line is in this state")
    text = desk.t("The other lines of today are still there.")
    return EmptyState(desk.look, "filter", title, text, buttons=[show_all])


def _nothing_of_one(desk: Desk) -> EmptyState:
    everybody = small(desk.look, desk.t("Show everybody’s"), icon="users")
    everybody.clicked.connect(lambda: desk.coordinator.choose(None))
    title = desk.t("Nothing is due for this coordinator")
    text = desk.t("Lines of the others may wait.")
    return EmptyState(desk.look, "list-check", title, text, buttons=[everybody])


def _nothing(desk: Desk, due_list: DueList) -> EmptyState:
    t = desk.t
    following = _following(desk)
    if following is not None:
        day = near_day(desk, following.due_on)
        text = t(
            "The next line is “{what}” with {name}, {on}.",
            what=t(KINDS[following.kind]),
            name=following.name,
            on=day,
        )
    elif due_list.counts.snoozed:
        text = t.n(
            "{count} line is snoozed and comes back by itself.",
            "{count} lines are snoozed and come back by themselves.",
            due_list.counts.snoozed,
        )
    else:
        text = t("A new inquiry starts the first clock; every step after it appears here by itself.")
    return EmptyState(desk.look, "list-check", t("Nothing is due now"), text, buttons=_buttons(desk))


def _buttons(desk: Desk) -> list[Button]:
    if not desk.navigator.can_open("inquiry"):
        return []
    inquiry = small(desk.look, desk.t("New inquiry"), icon="plus")
    inquiry.clicked.connect(lambda: desk.navigator.open_sheet("inquiry"))
    return [inquiry]


def _following(desk: Desk) -> DueRow | None:
    """Return the first line of the coming days."""
    try:
        ahead: DueList = desk.services.followups.due_list(on=desk.today() + timedelta(days=AHEAD_DAYS))
    except ClinicError:
        return None
    return min(ahead.rows, key=lambda row: (row.due_on, row.id), default=None)
