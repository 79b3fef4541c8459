"""The calendar file of an itinerary, read back as another program reads it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

from clinicdesk.documents.calendar import itinerary_calendar
from clinicdesk.domain.itinerary import ItineraryVisit, WithdrawnVisit
from tests.documents.itineraries import VISITS, itinerary
from tests.documents.papers import LETTERHEAD


def events(data):
    return Calendar.from_ical(data).walk("VEVENT")


def test_each_timed_visit_is_an_event_at_its_time():
    untimed = ItineraryVisit(date(2027, 1, 13))
    data = itinerary_calendar(itinerary(visits=(*VISITS, untimed)))
    found = events(data)
    assert [event.decoded("dtstart") for event in found] == [visit.starts_at for visit in VISITS]
    assert [event.decoded("dtend") - event.decoded("dtstart") for event in found] == [
        timedelta(minutes=visit.minutes) for visit in VISITS
    ]
    assert [event["uid"] for event in found] == [visit.uid for visit in VISITS]
    assert all(event["dtstart"].params["TZID"] == "Asia/Ho_Chi_Minh" for event in found)


def test_it_is_published_in_the_clinics_zone_without_anybody_invited():
    calendar = Calendar.from_ical(itinerary_calendar(itinerary()))
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]
    assert not any("attendee" in event or "organizer" in event for event in calendar.walk("VEVENT"))


def test_no_word_of_it_is_about_health():
    text = itinerary_calendar(itinerary()).decode("utf-8").replace("\r\n ", "")
    assert "SUMMARY:Appointment at Sông Hàn Dental\r\n" in text
    for word in ("Implant", "Stitches", "scan", "teeth", "35", "Vogel"):
        assert word not in text


def test_lines_are_folded_and_end_as_the_standard_says():
    name = "Nha khoa Sông Hàn, phòng khám răng hàm mặt quốc tế bên bờ sông; tầng 3"
    data = itinerary_calendar(itinerary(letterhead=replace(LETTERHEAD, name=name)))
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert name in str(events(data)[0]["summary"])


def test_a_later_issue_moves_the_same_event():
    first = events(itinerary_calendar(itinerary(revision=1)))
    later = events(itinerary_calendar(itinerary(revision=3)))
    assert [event["uid"] for event in first] == [event["uid"] for event in later]
    assert {event["sequence"] for event in first} == {0}
    assert {event["sequence"] for event in later} == {2}


def test_a_withdrawn_appointment_is_cancelled_and_a_held_one_is_tentative():
    gone = WithdrawnVisit("gone@clinic", datetime(2027, 1, 13, 2, tzinfo=UTC), 30)
    held = replace(VISITS[0], held_until=datetime(2026, 12, 1, tzinfo=UTC))
    found = {event["uid"]: event["status"] for event in events(
        itinerary_calendar(itinerary(visits=(held, VISITS[1]), withdrawn=(gone,)))
    )}  # fmt: skip
    assert found == {VISITS[0].uid: "TENTATIVE", VISITS[1].uid: "CONFIRMED", "gone@clinic": "CANCELLED"}


def test_times_hold_over_a_change_of_the_clocks():
    berlin = ZoneInfo("Europe/Berlin")
    letterhead = replace(LETTERHEAD, zone="Europe/Berlin")
    starts = [datetime(2027, 3, day, 9, 0, tzinfo=berlin).astimezone(UTC) for day in (27, 29)]
    night = datetime(2027, 3, 28, 1, 30, tzinfo=berlin).astimezone(UTC)
    visits = tuple(
        ItineraryVisit(at.astimezone(berlin).date(), starts_at=at, minutes=90, uid=str(at))
        for at in (*starts, night)
    )
    data = itinerary_calendar(itinerary(letterhead=letterhead, visits=visits))
    found = events(data)
    assert [event.decoded("dtstart").astimezone(UTC) for event in found] == [*starts, night]
    assert found[0].decoded("dtstart").hour == found[1].decoded("dtstart").hour == 9
    assert [
        (event.decoded("dtend").astimezone(UTC) - event.decoded("dtstart").astimezone(UTC)).seconds // 60
        for event in found
    ] == [90, 90, 90]
    assert found[2].decoded("dtend").hour == 4
    assert b"BEGIN:DAYLIGHT" in data


def test_text_that_people_typed_makes_no_lines_of_its_own():
    name = "Clinic\r\nEND:VEVENT\nATTENDEE:mailto:x@example.org; \\n, “quoted”"
    (event, *_) = found = events(itinerary_calendar(itinerary(letterhead=replace(LETTERHEAD, name=name))))
    assert len(found) == len(VISITS)
    assert "attendee" not in event
    assert "ATTENDEE:mailto:x@example.org" in str(event["summary"])


def test_nothing_with_a_time_is_an_empty_calendar():
    data = itinerary_calendar(itinerary(visits=()))
    assert events(data) == []
    assert Calendar.from_ical(data)["method"] == "PUBLISH"


def test_the_same_itinerary_gives_the_same_bytes():
    assert itinerary_calendar(itinerary()) == itinerary_calendar(itinerary())
