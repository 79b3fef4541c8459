"""Appointments on a real file: held, confirmed, moved, kept, missed, cancelled, and taken back."""

from datetime import date
from uuid import uuid4

import pytest

from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.followups import FollowupKind, FollowupState
from clinicdesk.domain.leads import FactKind, Stage
from clinicdesk.domain.visits import AppointmentState, Travel
from clinicdesk.storage.work import Storage
from tests.services.day_desk import Desk

K = FollowupKind


@pytest.fixture
def desk(storage: Storage) -> Desk:
    made = Desk(storage)
    made.now("2026-09-01 10:00")
    return made


@pytest.fixture
def booked(desk: Desk) -> tuple[int, int, int]:
    """Give a patient, a lead with a paid deposit, and its confirmed appointment on 9 November."""
    patient_id = desk.patient()
    lead_id = desk.lead(patient_id, "2026-08-17 10:00")
    desk.fact(lead_id, FactKind.REPLIED, "2026-08-17 11:00")
    desk.fact(lead_id, FactKind.PLAN_SENT, "2026-08-18 10:00", plan_id=1, revision=1)
    held = desk.services.visits.hold(lead_id=lead_id, starts_at=desk.instant("2026-11-09 09:00"))
    desk.now("2026-09-02 10:00")
    desk.fact(lead_id, FactKind.DEPOSIT_PAID, "2026-09-02 09:00", payment_id=1)
    desk.services.visits.confirm(held.value.id)
    return patient_id, lead_id, held.value.id


def test_a_held_date_ends_after_the_clinics_days_and_is_asked_about(desk: Desk) -> None:
    patient_id = desk.patient()
    lead_id = desk.lead(patient_id, "2026-09-01 09:00")
    operation = uuid4()
    told = desk.services.visits.hold(
        lead_id=lead_id, starts_at=desk.instant("2026-11-09 09:00"), chair="1", operation=operation
    )
    assert (told.value.state, told.value.held_until) == (
        AppointmentState.HELD,
        desk.instant("2026-09-08 10:00"),
    )
    again = desk.services.visits.hold(
        lead_id=lead_id, starts_at=desk.instant("2026-11-09 09:00"), chair="1", operation=operation
    )
    assert again.value == told.value
    assert len(desk.services.visits.of_lead(lead_id)) == 1
    assert desk.one(patient_id, K.ARRIVAL).due_on == date(2026, 11, 9)
    assert told.undo is not None
    undone = told.undo()
    assert not [row for row in desk.stored(patient_id) if row.kind is K.ARRIVAL]
    assert undone.undo is not None
    undone.undo()
    assert desk.one(patient_id, K.ARRIVAL).due_on == date(2026, 11, 9)


def test_a_moved_appointment_moves_its_messages_and_undo_brings_the_done_ones_back(
    desk: Desk, booked: tuple[int, int, int]
) -> None:
    patient_id, lead_id, visit_id = booked
    desk.now("2026-09-03 10:00")
    desk.fact(lead_id, FactKind.ITINERARY_SENT, "2026-09-03 09:30")
    logistics = desk.one(patient_id, K.LOGISTICS)
    desk.services.followups.done(logistics.id)
    assert desk.one(patient_id, K.CONFIRMATION).state is FollowupState.DONE
    desk.now("2026-09-10 10:00")
    told = desk.services.visits.move(visit_id, starts_at=desk.instant("2026-11-16 09:00"))
    assert desk.one(patient_id, K.CHECK_IN).due_on == date(2026, 11, 13)
    assert desk.one(patient_id, K.CONFIRMATION).state is FollowupState.OPEN
    assert desk.one(patient_id, K.LOGISTICS).state is FollowupState.OPEN
    assert told.undo is not None
    told.undo()
    assert desk.one(patient_id, K.CHECK_IN).due_on == date(2026, 11, 6)
    assert desk.one(patient_id, K.CONFIRMATION).state is FollowupState.DONE
    assert desk.one(patient_id, K.LOGISTICS).state is FollowupState.DONE


def test_an_arrival_moves_the_lead_and_its_undo_takes_everything_back(
    desk: Desk, booked: tuple[int, int, int]
) -> None:
    patient_id, lead_id, visit_id = booked
    desk.now("2026-11-09 09:05")
    told = desk.services.visits.arrive(visit_id)
    assert desk.services.leads.get(lead_id).stage is Stage.ARRIVED
    assert desk.one(patient_id, K.RECORD_TREATMENT).due_on == date(2026, 11, 9)
    with pytest.raises(Conflict):
        desk.services.visits.arrive(visit_id)
    assert told.undo is not None
    undone = told.undo()
    assert desk.services.leads.get(lead_id).stage is Stage.DEPOSIT_PAID
    (visit,) = desk.services.visits.of_lead(lead_id)
    assert visit.state is AppointmentState.CONFIRMED
    assert undone.undo is not None
    undone.undo()
    assert desk.services.leads.get(lead_id).stage is Stage.ARRIVED


def test_a_second_visit_of_a_trip_is_kept_without_a_second_arrival(
    desk: Desk, booked: tuple[int, int, int]
) -> None:
    patient_id, lead_id, visit_id = booked
    second = desk.services.visits.hold(
        lead_id=lead_id, starts_at=desk.instant("2026-11-14 09:00"), confirmed=True
    )
    desk.now("2026-11-14 09:00")
    desk.services.visits.arrive(visit_id, at=desk.instant("2026-11-09 09:00"))
    desk.services.visits.arrive(second.value.id)
    arrivals = [fact for fact in desk.services.leads.facts(lead_id) if fact.kind is FactKind.ARRIVED]
    assert [fact.at for fact in arrivals] == [desk.instant("2026-11-09 09:00")]
    assert desk.one(patient_id, K.RECORD_TREATMENT).due_on == date(2026, 11, 14)


def test_somebody_who_walks_in_arrives_without_an_appointment(desk: Desk) -> None:
    lead_id = desk.lead(desk.patient(), "2026-08-17 10:00")
    assert desk.services.visits.arrive(lead_id=lead_id).value is None
    assert desk.services.leads.get(lead_id).stage is Stage.ARRIVED
    with pytest.raises(Conflict):
        desk.services.visits.arrive(lead_id=lead_id)
    with pytest.raises(InvalidInput):
        desk.services.visits.arrive()


def test_a_no_show_and_a_cancellation_ask_for_a_new_date(desk: Desk, booked: tuple[int, int, int]) -> None:
    patient_id, _, visit_id = booked
    desk.now("2026-11-09 18:00")
    told = desk.services.visits.no_show(visit_id)
    asked = [row for row in desk.stored(patient_id) if row.detail.get("no_date")]
    assert [row.due_on for row in asked] == [date(2026, 11, 10)]
    assert told.undo is not None
    told.undo()
    assert not [row for row in desk.stored(patient_id) if row.detail.get("no_date")]
    desk.services.visits.cancel(visit_id, note="flight was cancelled")
    assert [row.due_on for row in desk.stored(patient_id) if row.detail.get("no_date")] == [
        date(2026, 11, 10)
    ]


def test_travel_facts_move_the_messages_and_say_what_is_missing(
    desk: Desk, booked: tuple[int, int, int]
) -> None:
    patient_id, lead_id, _ = booked
    lands = Travel(lead_id, lands_at=desk.instant("2026-11-07 14:05"), hotel="Sông  Hàn")
    told = desk.services.visits.set_travel(lead_id, lands)
    assert desk.services.visits.travel(lead_id).hotel == "Sông Hàn"
    check_in = desk.one(patient_id, K.CHECK_IN)
    assert (check_in.due_on, check_in.detail["missing"]) == (date(2026, 11, 4), ["transfer"])
    assert told.undo is not None
    told.undo()
    assert desk.one(patient_id, K.CHECK_IN).due_on == date(2026, 11, 6)
    with pytest.raises(InvalidInput) as caught:
        desk.services.visits.set_travel(
            lead_id,
            Travel(lead_id, desk.instant("2026-11-07 14:05"), leaves_at=desk.instant("2026-11-07 14:00")),
        )
    assert caught.value.field == "leaves_at"


def test_two_patients_in_one_chair_are_allowed_and_never_silent(desk: Desk) -> None:
    one, other = desk.patient("One"), desk.patient("Other")
    first = desk.services.visits.hold(patient_id=one, starts_at=desk.instant("2026-11-09 09:00"), chair="1")
    second = desk.services.visits.hold(
        patient_id=other, starts_at=desk.instant("2026-11-09 09:30"), chair="1"
    )
    elsewhere = desk.services.visits.hold(
        patient_id=other, starts_at=desk.instant("2026-11-09 09:30"), chair="2"
    )
    assert [told.data["overlaps"] for told in (first, second, elsewhere)] == [0, 1, 0]
    rows = desk.services.visits.between(desk.instant("2026-11-09 00:00"), desk.instant("2026-11-10 00:00"))
    assert [row.name for row in rows] == ["One", "Other", "Other"]


def test_what_cannot_be_is_refused(desk: Desk, booked: tuple[int, int, int]) -> None:
    _, _, visit_id = booked
    with pytest.raises(NotFound):
        desk.services.visits.hold(lead_id=999, starts_at=desk.instant("2026-11-09 09:00"))
    with pytest.raises(NotFound):
        desk.services.visits.confirm(999)
    with pytest.raises(InvalidInput):
        desk.services.visits.move(visit_id, starts_at=desk.instant("2026-11-09 09:00"), minutes=0)
    desk.services.visits.cancel(visit_id)
    with pytest.raises(Conflict):
        desk.services.visits.move(visit_id, starts_at=desk.instant("2026-12-09 09:00"))
