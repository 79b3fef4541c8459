"""Itineraries: made of what is booked, issued once and for good, and honest about what they do not say."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from clinicdesk.domain.completeness import Severity
from clinicdesk.domain.deposits import DepositRequest
from clinicdesk.domain.errors import ClinicError, Conflict, InvalidInput, NotFound
from clinicdesk.domain.itinerary import ItineraryDocument
from clinicdesk.domain.payments import PaymentKind
from clinicdesk.domain.travellers import TravellerFacts, TravellerWords
from clinicdesk.domain.visits import Travel
from clinicdesk.services.payments import Received
from clinicdesk.services.verification import verify
from tests import make
from tests.documents.itineraries import map_picture
from tests.services.itinerary_room import MONDAY, Room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    storage = make.storage(tmp_path)
    yield Room(storage)
    storage.close()


def titles(document: ItineraryDocument) -> list[str]:
    return [visit.title.text for visit in document.visits]


def test_the_first_appointment_is_the_first_visit_and_the_others_have_their_day(room: Room) -> None:
    room.book()
    drafted = room.drafted()
    visits = drafted.document.visits
    assert titles(drafted.document) == ["Scan", "Implant", "Ask about the dog"]
    assert [visit.on for visit in visits] == [date(2027, 1, 11), date(2027, 1, 12), date(2027, 1, 15)]
    assert visits[0].starts_at == MONDAY
    assert visits[0].minutes == 90
    assert visits[1].starts_at is None
    assert [(one.on, one.title) for one in drafted.planned] == [
        (date(2027, 1, 12), "implant"),
        (date(2027, 1, 15), "Ask about the dog"),
    ]
    assert visits[0].work == ()
    assert visits[1].work[0].teeth == (36, 46)


def test_an_appointment_named_like_a_visit_is_that_visit_on_another_day(room: Room) -> None:
    room.book()
    room.book(MONDAY + timedelta(days=3), title="implant", minutes=150)
    drafted = room.drafted()
    assert [visit.title.text for visit in drafted.document.visits] == ["Scan", "Implant", "Ask about the dog"]
    assert drafted.document.visits[1].on == date(2027, 1, 14)
    assert [one.title for one in drafted.planned] == ["Ask about the dog"]


def test_a_planned_visit_moves_to_the_next_day_the_clinic_is_open(room: Room) -> None:
    room.book(MONDAY + timedelta(days=5))
    assert [visit.on for visit in room.drafted().document.visits] == [
        date(2027, 1, 16),
        date(2027, 1, 18),
        date(2027, 1, 20),
    ]


def test_an_appointment_outside_of_the_plan_is_printed_too(room: Room) -> None:
    room.book()
    room.book(MONDAY + timedelta(days=2), title="check")
    room.book(MONDAY + timedelta(days=3), title="Meet the boss")
    assert titles(room.drafted(language="vi").document)[2:4] == ["Kiểm tra", ""]
    assert "Meet the boss" in titles(room.drafted(language="en").document)


def test_cancelled_appointments_and_other_trips_are_left_out(room: Room) -> None:
    room.book()
    gone = room.book(MONDAY + timedelta(days=1), title="implant")
    room.services.visits.cancel(gone.id)
    room.book(MONDAY + timedelta(days=150), trip=2)
    assert [visit.starts_at for visit in room.drafted().document.visits] == [MONDAY, None, None]
    assert titles(room.drafted(trip=2).document) == ["Final fit"]


def test_words_follow_the_language_of_the_paper_and_typed_ones_do_not(room: Room) -> None:
    room.book()
    document = room.drafted(language="vi", second_language="en").document
    assert document.visits[1].title.second == "Implant"
    assert document.visits[1].title.text != "Implant"
    assert not document.visits[2].title
    assert "No words for the visit of 2027-01-15 in vi." in room.says(language="vi")
    assert not any("No words for the visit" in line for line in room.says(language="en"))


def test_nothing_is_issued_before_a_visit_is_booked(room: Room) -> None:
    drafted = room.drafted()
    assert [one.kind for one in drafted.problems if one.severity is Severity.BLOCK] == ["visit"]
    with pytest.raises(Conflict, match="No visit of this trip is booked yet"):
        room.desk.issue(room.wish())


def test_a_held_visit_and_everything_unknown_of_the_journey_are_told(room: Room) -> None:
    room.book(confirmed=False)
    told = room.says()
    for line in (
        "The visit of 2027-01-11 is only reserved.",
        "No time yet for the visit of 2027-01-12.",
        "No landing yet.",
        "No flight yet.",
        "No hotel yet.",
        "No flight home yet.",
        "No emergency telephone number.",
        "No directions in en.",
    ):
        assert line in told


def test_the_journey_is_checked_against_the_visits(room: Room) -> None:
    room.book()
    travel = Travel(room.lead_id, MONDAY + timedelta(hours=2), MONDAY + timedelta(hours=3), "VN 432")
    drafted = room.desk.draft(replace(room.wish(), travel=travel))
    assert drafted.document.travel.flight == "VN 432"
    told = [one.message for one in drafted.problems]
    assert "The landing is after the first visit." in told
    room.book(MONDAY + timedelta(days=1), title="implant")
    told = [one.message for one in room.desk.draft(replace(room.wish(), travel=travel)).problems]
    assert "The flight home leaves before the last visit ends." in told


def test_typed_travel_is_shown_and_only_stored_travel_is_issued(room: Room) -> None:
    room.book()
    typed = replace(room.wish(), travel=Travel(room.lead_id, flight="SQ 176"))
    assert room.desk.draft(typed).document.travel.flight == "SQ 176"
    row = room.desk.issue(typed).value
    assert room.desk.document(row.id).travel.flight == ""


def test_what_the_clinic_wrote_is_printed_in_that_language_alone(room: Room) -> None:
    room.book()
    words = TravellerWords("Opposite the bridge.", bring=("Passport",))
    room.tell(words={"en": words}, taxi="Nha khoa Sông Hàn", emergency_phone="+84 905 555 100")
    english, vietnamese = room.drafted(language="en").document, room.drafted(language="vi").document
    assert english.place.directions.text == "Opposite the bridge."
    assert [said.text for said in english.bring] == ["Passport"]
    assert not english.usual_bring
    assert english.usual_call
    assert not vietnamese.place.directions
    assert vietnamese.bring == ()
    assert not vietnamese.usual_bring
    assert {"No directions in vi.", "No list of what to bring in vi."} <= set(room.says(language="vi"))
    both = room.drafted(language="en", second_language="vi").document
    assert (both.place.directions.text, both.place.directions.second) == ("Opposite the bridge.", "")


def test_money_names_each_payment_and_what_is_due_on_this_trip(room: Room) -> None:
    request: DepositRequest = room.services.payments.request_deposit(
        room.lead_id, plan_id=room.plan.id, starts_at=MONDAY
    ).value
    room.services.payments.record(
        Received(
            patient_id=room.patient_id,
            kind=PaymentKind.DEPOSIT,
            amount=request.amount,
            plan_id=room.plan.id,
            lead_id=room.lead_id,
            way="card",
        )
    )
    document = room.drafted().document
    paper = room.plans.revision_document(room.plan.id, 1)
    (payment,) = document.payments
    assert payment.number.startswith("R-2026-")
    assert payment.amount == request.amount
    first, second = paper.options[0].trips
    assert document.due == first.subtotal - request.amount
    assert room.drafted(trip=2).document.due == first.subtotal + second.subtotal - request.amount
    assert (document.refund_percent, document.refund_until) == (100, date(2026, 12, 12))


def test_an_issue_is_frozen_and_the_next_one_replaces_it(room: Room) -> None:
    visit = room.book()
    first = room.desk.issue(room.wish()).value
    pdf, calendar = room.desk.issued_pdf(first.id), room.desk.issued_calendar(first.id)
    room.clock.move(timedelta(days=3))
    room.services.visits.move(visit.id, starts_at=MONDAY + timedelta(hours=2))
    second = room.desk.issue(room.wish()).value
    assert [row.revision for row in room.desk.of_trip(room.plan.id, 1)] == [2, 1]
    assert room.desk.of_patient(room.patient_id)[0] == second
    assert room.desk.document(second.id).replaces_on == date(2026, 11, 17)
    assert (room.desk.issued_pdf(first.id), room.desk.issued_calendar(first.id)) == (pdf, calendar)
    before, after = room.desk.document(first.id), room.desk.document(second.id)
    assert before.sealed().check_code == before.check_code == first.check_code
    assert before.visits[0].uid == after.visits[0].uid
    assert b"SEQUENCE:0" in calendar
    assert b"SEQUENCE:1" in room.desk.issued_calendar(second.id)


def test_the_draft_knows_whether_it_says_anything_new(room: Room) -> None:
    visit = room.book()
    assert not room.drafted().as_issued
    room.desk.issue(room.wish())
    room.clock.move(timedelta(days=2))
    assert room.drafted().as_issued
    assert not room.drafted(language="vi").as_issued
    room.services.visits.move(visit.id, starts_at=MONDAY + timedelta(hours=2))
    assert not room.drafted().as_issued


def test_a_letter_that_no_font_has_stops_the_issue_by_its_name(room: Room) -> None:
    room.book()
    room.services.visits.set_travel(room.lead_id, Travel(room.lead_id, transfer="Driver \U00013000"))
    with pytest.raises(ClinicError) as refused:
        room.desk.issue(room.wish())
    assert "13000" in str(refused.value)
    assert room.desk.of_trip(room.plan.id, 1) == ()


def test_an_appointment_that_is_gone_is_taken_back_from_calendars(room: Room) -> None:
    room.book()
    gone = room.book(MONDAY + timedelta(days=1), title="implant")
    room.desk.issue(room.wish())
    room.services.visits.cancel(gone.id)
    second = room.desk.document(room.desk.issue(room.wish()).value.id)
    third = room.desk.document(room.desk.issue(room.wish()).value.id)
    assert [one.starts_at for one in second.withdrawn] == [MONDAY + timedelta(days=1)]
    assert third.withdrawn == second.withdrawn


def test_a_double_click_issues_once(room: Room) -> None:
    room.book()
    operation = uuid4()
    rows = [room.desk.issue(room.wish(), operation=operation).value for _ in range(2)]
    assert rows[0] == rows[1]
    assert len(room.desk.of_trip(room.plan.id, 1)) == 1


def test_unknown_plans_trips_and_languages_are_refused(room: Room) -> None:
    with pytest.raises(NotFound):
        room.desk.wish(999)
    with pytest.raises(InvalidInput, match="has no trip"):
        room.drafted(trip=3)
    with pytest.raises(InvalidInput):
        room.wish(language="xx")
    with pytest.raises(NotFound):
        room.desk.issued_pdf(7)


def test_a_lead_has_the_itinerary_of_its_booked_trip(room: Room) -> None:
    assert room.desk.of_lead(room.lead_id).trip == 1
    room.book(trip=1)
    room.book(MONDAY + timedelta(days=150), trip=2, plan_id=None)
    found = room.desk.of_lead(room.lead_id)
    assert (found.plan_id, found.trip, found.language) == (room.plan.id, 1, "en")
    room.clock.move(timedelta(days=60))
    assert room.desk.of_lead(room.lead_id).trip == 2
    room.clock.move(timedelta(days=365))
    assert room.desk.of_lead(room.lead_id).trip == 2


def test_verifying_finds_what_was_changed_behind_the_program(room: Room) -> None:
    room.book()
    room.desk.issue(room.wish())
    assert verify(room.context).good
    with room.context.writing() as work:
        work.execute(text("DROP TRIGGER itinerary_frozen"))
        work.execute(text("UPDATE itinerary SET calendar = x'00', check_code = 'AAAA-BBBB'"))
    found = {problem.check for problem in verify(room.context).problems}
    assert "issued itineraries" in found


def test_an_issued_itinerary_cannot_be_changed(room: Room) -> None:
    from sqlalchemy.exc import IntegrityError

    room.book()
    room.desk.issue(room.wish())
    with pytest.raises(IntegrityError, match="never changed"), room.context.writing() as work:
        work.execute(text("UPDATE itinerary SET language = 'de'"))


def test_the_traveller_facts_can_be_undone_with_their_picture(room: Room) -> None:
    travellers = room.services.travellers
    first = travellers.edit(TravellerFacts(airport_code="dad", map_picture=map_picture())).value
    assert first.airport_code == "DAD"
    done = travellers.edit(replace(first, map_picture=map_picture("JPEG", (3000, 1000))))
    assert done.value.map_picture is not None
    assert sha256(done.value.map_picture).digest() != sha256(first.map_picture or b"").digest()
    assert done.undo is not None
    done.undo()
    assert travellers.get() == first


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"map_link": "http://maps.example"}, "map_link"),
        ({"map_link": "https://a@b.example/"}, "map_link"),
        ({"map_link": "javascript:alert(1)"}, "map_link"),
        ({"map_link": "https://[::1"}, "map_link"),
        ({"map_picture": b"GIF89a"}, "map_picture"),
        ({"map_picture": b"\x89PNG\r\n\x1a\nnothing"}, "map_picture"),
        ({"words": {"xx": TravellerWords("a")}}, "language"),
        ({"words": {"en": TravellerWords("a" * 501)}}, "directions"),
        ({"words": {"en": TravellerWords(bring=("a",) * 25)}}, "bring"),
    ],
)
def test_facts_that_cannot_be_printed_are_refused(room: Room, facts: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        room.tell(**facts)
    assert refused.value.field == field
