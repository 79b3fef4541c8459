"""What else can be done with a plan: another option, a later phase, closing it."""

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.plans.acts import Acts
from clinicdesk.ui.plans.draft import Draft
from clinicdesk.ui.plans.edits import with_option
from clinicdesk.ui.plans.reading import Standing

MOST_OPTIONS = 6


def more_menu(desk: Desk, draft: Draft, acts: Acts, now: Standing, parent: QWidget) -> QMenu:
    """Return the menu for a plan as it stands."""
    t, menu, plan = desk.t, QMenu(parent), now.plan
    if desk.navigator.can_open("patient"):
        menu.addAction(t("Open the patient’s record"), partial(desk.open_patient, plan.patient_id))
    if now.writable and len(plan.options) < MOST_OPTIONS:
        menu.addAction(t("Add an option beside this one"), partial(add_option, draft))
    if now.reading.may_write:
        for number in range(2, len(plan.options[plan.chosen].trips) + 1):
            words = t("Estimate for phase {number}", number=number)
            menu.addAction(words, partial(acts.estimate_phase, number))
    if now.writable:
        menu.addAction(t("Close the plan"), acts.close)
    return menu


def add_option(draft: Draft) -> None:
    """Add an option, a copy of the last one, and show it."""
    draft.apply(with_option(draft.plan))
    draft.show_option(len(draft.plan.options) - 1)
