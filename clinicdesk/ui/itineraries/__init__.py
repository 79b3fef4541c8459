"""The itinerary of a trip: drafted beside its facts, issued, saved with its calendar file, noted as sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clinicdesk.ui.desk import Desk
    from clinicdesk.ui.itineraries.sheet import ItinerarySheet


def open_itinerary(
    desk: Desk,
    window: QWidget,
    *,
    lead_id: int | None = None,
    plan_id: int | None = None,
    trip: int = 1,
    itinerary_id: int | None = None,
) -> ItinerarySheet | None:
    """Open the itinerary of a lead's booked trip, or of one trip of a plan, over ``window``.

    ``itinerary_id`` shows that issue first. Where no plan was issued yet, the sentence says so and nothing
    opens.
    """
    from clinicdesk.domain.errors import ClinicError
    from clinicdesk.ui.itineraries.sheet import ItinerarySheet

    itineraries = desk.services.itineraries
    try:
        wish = itineraries.of_lead(lead_id) if plan_id is None else itineraries.wish(plan_id, trip=trip)
        sheet = ItinerarySheet(desk, window, wish, itineraries.draft(wish))
    except ClinicError as error:
        desk.commands.tell(error)
        return None
    sheet.begin(itinerary_id)
    return sheet
