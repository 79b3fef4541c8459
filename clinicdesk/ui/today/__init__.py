"""Today: the due list with its clocks, and the pane with what is needed to do each line."""

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.page import Page


def make(desk: Desk) -> Page:
    """Return the page."""
    from clinicdesk.ui.today.page import TodayPage

    return TodayPage(desk)
