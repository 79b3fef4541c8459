"""The itinerary as it is reached from the record: that of the inquiry's trip, and those that were issued."""

from functools import partial

from clinicdesk.domain.itinerary import ItineraryRow
from clinicdesk.domain.leads import Lead
from clinicdesk.domain.record import RecordView
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.patients.box_row import Act


def itinerary_acts(desk: Desk, view: RecordView, lead: Lead | None) -> list[Act]:
    """Return what opens the itinerary of ``lead``; nothing before a plan was issued for it."""
    issued = lead is not None and any(plan.revision and plan.lead_id == lead.id for plan in view.plans)
    if lead is None or not issued or not desk.navigator.can_open("itinerary"):
        return []
    return [(desk.t("Itinerary"), partial(desk.navigator.open_sheet, "itinerary", lead_id=lead.id))]


def open_issue(desk: Desk, issue: ItineraryRow) -> None:
    """Open the sheet on an itinerary that was issued."""
    desk.navigator.open_sheet("itinerary", plan_id=issue.plan_id, trip=issue.trip, itinerary_id=issue.id)
