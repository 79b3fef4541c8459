"""The itinerary on paper: read back in one and two languages, right to left, hostile and very long."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from clinicdesk.documents.itinerary import ROOM, itinerary_blocks, itinerary_pdf
from clinicdesk.documents.page import WIDTH
from clinicdesk.documents.pictures import LARGEST_FILE, clean_picture
from clinicdesk.documents.speech import Speech
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.itinerary import ItineraryPlace, ItineraryTravel, ItineraryVisit
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import NOBODY, Said
from tests.documents.itineraries import VISITS, itinerary, map_picture
from tests.documents.reading import codes, fonts, text, texts
from tests.documents.test_plan import HOSTILE


def test_the_itinerary_of_the_picture_says_everything_on_one_page(press):
    pages = texts(itinerary_pdf(itinerary(), press))
    assert len(pages) == 1
    for words in (
        "Your itinerary",
        "P-2026-0381, trip 1",
        "As of 17 November 2026, replaces the one of 6 November 2026",
        "All times are local, 6 h ahead of Berlin",
        "Katrin Vogel",
        "Leipzig, Germany",
        "Implant dentist English",
        "+84 905 555 124",
        "In an emergency, day and night +84 905 555 100 Heavy bleeding",
        "Day by day, 10 to 20 January 2027",
        "Sun 10 Jan",
        "16:40",
        "Arrival in Đà Nẵng, airport DAD",
        "Flight SQ 176 via Singapore",
        "Driver Tuấn, sign “Vogel”",
        "Visit 2",
        "08:30–11:30",
        "3 h",
        "Implant, teeth 35, 36",
        "until Mon 18 Jan",
        "4 free days",
        "Wed 20 Jan Departure 11:55 take-off",
        "Opposite the bridge",
        "Show this to the taxi driver: Cho tôi đến Nha khoa Sông Hàn",
        "maps.example",
        "10 nights",
        "Airport DAD",
        "Passport, valid for 6 more months",
        "Deposit of 290 EUR received on 2 November 2026, receipt BN-2026-00181.",
        "To pay on this trip: 2,184 EUR",
        "If you cancel by 12 December 2026, you get 100 % of the deposit back.",
        "P-2026-0381-1.ics",
        f"check code {itinerary().check_code}",
        "Page 1/1",
    ):
        assert words in pages[0].replace("\u2066", "").replace("\u2069", ""), words


def test_the_map_opens_from_its_code(press):
    assert codes(itinerary_pdf(itinerary(), press)) == ["https://maps.example/songhan"]


def test_the_same_itinerary_gives_the_same_bytes_with_every_font_inside(press):
    data = itinerary_pdf(itinerary(), press)
    assert data == itinerary_pdf(itinerary(), press)
    assert all(fonts(data).values())


def test_a_second_language_stands_beside_the_first(press):
    words = text(itinerary_pdf(itinerary(language="vi", second_language="en"), press))
    for expected in ("11/01", "Mon 11 Jan", "12/12/2026", "12 December 2026"):
        assert expected in words


@pytest.mark.parametrize("language", ["ar", "he"])
def test_right_to_left_keeps_numbers_and_names_in_order(press, language):
    pages = texts(itinerary_pdf(itinerary(language=language, second_language="en"), press))
    words = " ".join(pages)
    for expected in ("P-2026-0381", "+84 905 555 100", "09:00–11:00", "maps.example", "P-2026-0381-1.ics"):
        assert expected in words, expected


def test_a_zone_behind_and_one_at_the_same_hour_are_said(press):
    behind = itinerary(patient_zone="Pacific/Auckland")
    assert "All times are local, 6 h behind Auckland" in text(itinerary_pdf(behind, press))
    same = itinerary(patient_zone="Asia/Bangkok")
    assert "the same as in Bangkok" in text(itinerary_pdf(same, press))
    unknown = text(itinerary_pdf(itinerary(patient_zone=""), press))
    assert "All times are local" in unknown
    assert "ahead" not in unknown


def test_the_smallest_itinerary_prints(press):
    bare = itinerary(
        visits=(ItineraryVisit(date(2027, 1, 11)),),
        issued_on=None,
        replaces_on=None,
        dentist=NOBODY,
        coordinator=NOBODY,
        emergency_phone="",
        usual_call=False,
        travel=ItineraryTravel(),
        place=ItineraryPlace(),
        usual_bring=False,
        payments=(),
        due=None,
        refund_until=None,
    )
    words = text(itinerary_pdf(bare, press))
    for expected in ("Draft, not issued", "Appointment at Sông Hàn Dental", "Time follows", "Just answer"):
        assert expected in words
    for absent in ("emergency", "What to bring", "Money", "Show this", "Open the map", "In your calendar"):
        assert absent not in words


def test_a_flight_without_a_landing_is_said_beside_the_airport(press):
    known = itinerary(travel=ItineraryTravel(flight="SQ 176", transfer="Driver Tuấn"))
    words = text(itinerary_pdf(known, press))
    assert "Arrival" not in words
    assert "Flight SQ 176" in words
    assert "Driver Tuấn" in words


def test_what_is_paid_and_what_is_an_estimate_are_said(press):
    assert "This trip is paid in full." in text(itinerary_pdf(itinerary(due=Money(0, "EUR")), press))
    assert "It holds estimates" in text(itinerary_pdf(itinerary(due_is_estimate=True), press))


def test_a_held_visit_says_until_when_and_another_dentist_is_named(press):
    held = replace(
        VISITS[0], held_until=datetime(2026, 11, 20, 10, tzinfo=UTC), dentist="Dr. Nguyễn Thị Hạnh"
    )
    words = text(itinerary_pdf(itinerary(visits=(held,)), press))
    assert "Reserved until 20 November 2026" in words
    assert "Dr. Nguyễn Thị Hạnh" in words


def test_a_paper_that_is_a_little_too_long_is_set_closer_on_one_page(press):
    start, speech = VISITS[0].starts_at, Speech(press, "en")
    pages, heights = [], []
    for count in range(3, 10):
        more = tuple(
            replace(VISITS[0], on=VISITS[0].on + timedelta(days=n), starts_at=start + timedelta(days=n))
            for n in range(count)
        )
        document = itinerary(visits=more)
        pages.append(len(texts(itinerary_pdf(document, press))))
        heights.append(sum(block.wrap(WIDTH, 0)[1] for block in itinerary_blocks(document, speech)))
    one = pages.count(1)
    assert pages == [1] * one + [2] * (len(pages) - one)
    assert heights[one - 1] > ROOM, "the last that fits would not fit with its usual air"


def test_sixty_visits_and_a_long_list_run_over_pages_with_their_headings(press):
    start = VISITS[0].starts_at
    many = tuple(
        replace(
            VISITS[0], on=VISITS[0].on + timedelta(days=n), starts_at=start + timedelta(days=n), uid=str(n)
        )
        for n in range(60)
    )
    points = tuple(Said(f"Thing {n} " + "that is long to say and longer to pack " * 3) for n in range(24))
    long = itinerary(visits=many, bring=points, usual_bring=False)
    pages = texts(itinerary_pdf(long, press))
    assert len(pages) > 3
    tables = [page for page in pages if "Visit " in page]
    assert all("What happens" in page for page in tables)
    assert all(f"Thing {n} " in " ".join(pages) for n in range(24))
    assert not any(page.rstrip().split(" Itinerary for")[0].endswith("What to bring") for page in pages)


def test_long_words_of_the_clinic_leave_the_map_its_place(press):
    place = replace(
        itinerary().place,
        directions=Said("左" * 500, "Turn left. " * 45),
        airport=Said("a b " * 75, "c d " * 75),
        around=Said("左" * 300, "e f " * 75),
    )
    pages = texts(itinerary_pdf(itinerary(language="ja", second_language="en", place=place), press))
    assert "Turn left." in " ".join(pages)


@pytest.mark.parametrize("words", HOSTILE)
def test_text_that_people_typed_is_printed_as_it_is(press, words):
    base = itinerary()
    hostile = itinerary(
        travel=ItineraryTravel(base.travel.lands_at, None, words, words, words),
        place=replace(
            base.place, directions=Said(words), taxi=words, airport=Said(words), around=Said(words)
        ),
        bring=(Said(words),) * 4,
        usual_bring=False,
        call_when=(Said(words),),
        usual_call=False,
        visits=(replace(VISITS[0], title=Said(words)),),
    )
    data = itinerary_pdf(hostile, press)
    assert "Katrin Vogel" in text(data)
    assert codes(data) == ["https://maps.example/songhan"]


def test_a_picture_is_kept_without_anything_but_its_pixels():
    clean = clean_picture(map_picture("JPEG", (3000, 1500)))
    assert clean == clean_picture(map_picture("JPEG", (3000, 1500)))
    assert b"Exif" not in clean
    assert len(clean) < 200_000


@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n", b"x" * (LARGEST_FILE + 1)]
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(InvalidInput) as refused:
        clean_picture(data)
    assert refused.value.field == "map_picture"


def test_a_cut_off_picture_is_refused():
    with pytest.raises(InvalidInput):
        clean_picture(map_picture("JPEG")[:900])
