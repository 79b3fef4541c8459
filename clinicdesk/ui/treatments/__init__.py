"""Recording of a trip's treatment: what was planned, what was done, and what follows from it by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clinicdesk.ui.desk import Desk
    from clinicdesk.ui.page import Page


def make(desk: Desk) -> Page:
    """Return the page that records a treatment; open it with the id of the inquiry."""
    from clinicdesk.ui.treatments.page import TreatmentPage

    return TreatmentPage(desk)


def open_treatment(desk: Desk, _window: QWidget, *, lead_id: int, **_: object) -> None:
    """Show the page for an inquiry, for those who open it like a sheet; other facts are not needed."""
    desk.navigator.open_record("treatment", lead_id)
