"""The pipeline: every open case as a card in the column of its stage, moved by recording what happened."""

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.page import Page


def make(desk: Desk) -> Page:
    """Return the page."""
    from clinicdesk.ui.pipeline.page import PipelinePage

    return PipelinePage(desk)
