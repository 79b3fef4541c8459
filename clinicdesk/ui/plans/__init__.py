"""The plan editor: one draft on its teeth, trips and lines, with its paper beside it."""

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.page import Page


def make(desk: Desk) -> Page:
    """Return the page."""
    from clinicdesk.ui.plans.page import PlanPage

    return PlanPage(desk)
