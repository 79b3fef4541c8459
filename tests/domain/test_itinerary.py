"""The day by day table of an itinerary, and how far its clock is from the one at home."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from clinicdesk.domain.itinerary import (
    DayKind,
    ItineraryDocument,
    ItineraryTravel,
    ItineraryVisit,
    days,
    minutes_ahead,
)
from clinicdesk.domain.papers import Letterhead, PaperPatient

ZONE = "Asia/Ho_Chi_Minh"


def at(day: int, hour: int) -> datetime:
    """Return an instant of January 2027 by the clinic's clock, seven hours ahead of UTC."""
    return datetime(2027, 1, day, hour - 7, tzinfo=UTC)


def visit(day: int, hour: int | None = None) -> ItineraryVisit:
    return ItineraryVisit(date(2027, 1, day), starts_at=at(day, hour) if hour is not None else None)


def paper(*visits: ItineraryVisit, lands: datetime | None = None, leaves: datetime | None = None):
    travel = ItineraryTravel(lands, leaves)
    letterhead, patient = Letterhead("Clinic", zone=ZONE), PaperPatient("Katrin Vogel")
    return ItineraryDocument("P-2026-0381", 1, 1, "en", letterhead, patient, visits, travel=travel)


def shown(document: ItineraryDocument) -> list[tuple[str, int, int | None]]:
    return [(day.kind.value, day.on.day, day.until.day if day.until else None) for day in days(document)]


def test_free_days_in_a_row_are_one_line():
    document = paper(visit(11, 9), visit(12, 8), visit(14, 10), lands=at(10, 16), leaves=at(20, 11))
    assert shown(document) == [
        ("arrival", 10, None),
        ("visit", 11, None),
        ("visit", 12, None),
        ("free", 13, 13),
        ("visit", 14, None),
        ("free", 15, 19),
        ("departure", 20, None),
    ]


def test_visits_are_counted_in_order_and_an_untimed_one_ends_its_day():
    lines = days(paper(visit(11, 14), visit(11), visit(12, 9)))
    assert [(line.place, line.at is None) for line in lines] == [(1, False), (2, True), (3, False)]


def test_a_landing_before_midnight_elsewhere_is_the_clinics_day():
    (arrival, *_) = days(paper(visit(12, 9), lands=datetime(2027, 1, 10, 18, 0, tzinfo=UTC)))
    assert (arrival.kind, arrival.on, arrival.at.hour) == (DayKind.ARRIVAL, date(2027, 1, 11), 1)


def test_nothing_known_is_no_line():
    assert days(paper()) == ()


@pytest.mark.parametrize(
    ("zone", "minutes"),
    [("Europe/Berlin", 360), ("Asia/Kolkata", 90), ("Pacific/Auckland", -360), (ZONE, 0), ("", None)],
)
def test_how_far_the_clock_at_home_is(zone: str, minutes: int | None):
    assert minutes_ahead(replace(paper(visit(11, 9)), patient_zone=zone)) == minutes


def test_the_distance_is_that_of_the_first_day_in_summer_too():
    summer = ItineraryVisit(date(2027, 7, 1), starts_at=datetime(2027, 7, 1, 2, tzinfo=UTC))
    assert minutes_ahead(replace(paper(summer), patient_zone="Europe/Berlin")) == 300


def test_it_comes_back_from_json_as_it_was_and_its_seal_sees_any_change():
    document = paper(visit(11, 9), visit(12), lands=at(10, 16)).sealed()
    again = ItineraryDocument.from_json(document.to_json())
    assert again == document
    assert again.sealed().check_code == document.check_code
    assert replace(again, emergency_phone="1").sealed().check_code != document.check_code


def test_its_files_have_a_name_that_any_system_takes():
    assert replace(paper(), number="Ü/2026 1").file_name == "--2026-1-1"
