from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicdesk.domain.board import BoardQuery, LookState
from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.leads import FactKind, LostReason, Origin, Stage
from clinicdesk.domain.leads import stage as stage_of
from clinicdesk.domain.money import Money
from clinicdesk.domain.people import PatientQuery, Role
from clinicdesk.storage import leads as repository
from clinicdesk.storage.work import Storage
from tests import make
from tests.services.people_desk import MAIL, PHONE, Desk


@pytest.fixture
def desk(storage: Storage) -> Desk:
    return Desk(storage)


def test_an_inquiry_makes_a_record_a_card_and_a_running_clock(desk: Desk) -> None:
    done = desk.leads.receive(
        channel="whatsapp", name="Nguyễn Văn Hùng", country="VN", contacts=[PHONE, MAIL], request="Implants?"
    )
    patient = desk.patients.get(done.value.patient_id)
    assert [contact.value for contact in patient.contacts] == ["+84901234567", "hung@mail.example"]
    assert patient.zone == "Asia/Ho_Chi_Minh"
    card = desk.card(done.value)
    assert card is not None
    assert (card.stage, card.state, card.state_kind) == (Stage.NEW, LookState.TODAY, "first_reply")
    assert card.due_at == make.AT + timedelta(hours=4)
    assert desk.kinds() == ["first_reply"]
    assert Changes.LEADS in done.changes
    assert desk.patients.may_contact(patient.id, channel="whatsapp", purpose=Purpose.CARE)
    assert not desk.patients.may_contact(patient.id, channel="whatsapp", purpose=Purpose.MARKETING)


def test_undoing_an_inquiry_takes_the_record_along_and_leaves_nothing_due(desk: Desk) -> None:
    done = desk.leads.receive(channel="website", name="Gareth Pugh")
    assert done.undo is not None
    done.undo()
    assert desk.kinds() == []
    with pytest.raises(NotFound):
        desk.leads.get(done.value.id)
    with pytest.raises(NotFound):
        desk.patients.get(done.value.patient_id)


def test_an_inquiry_of_somebody_known_fills_gaps_and_overwrites_nothing(desk: Desk) -> None:
    patient = desk.patients.add(name="Fiona McLeod", contacts=[MAIL], city="Inverness").value
    done = desk.leads.receive(
        channel="website",
        patient_id=patient.id,
        origin=Origin.RECALL,
        name="Fiona MacLeod",
        country="GB",
        contacts=[PHONE.__class__(PHONE.kind, "07700 900614")],
    )
    now = desk.patients.get(patient.id)
    assert (now.name, now.country, now.city) == ("Fiona McLeod", "GB", "Inverness")
    assert [contact.value for contact in now.contacts] == ["hung@mail.example", "+447700900614"]
    card = desk.card(done.value)
    assert card is not None
    assert card.returning
    assert done.undo is not None
    done.undo()
    assert desk.patients.get(patient.id) == patient


def test_the_same_operation_takes_an_inquiry_in_once(desk: Desk) -> None:
    operation = uuid4()
    first = desk.leads.receive(channel="website", name="Gareth Pugh", operation=operation)
    again = desk.leads.receive(channel="website", name="Gareth Pugh", operation=operation)
    assert first.value == again.value
    assert desk.patients.count(PatientQuery()) == 1


def test_a_reply_stops_the_clock_and_its_undo_starts_it_again(desk: Desk) -> None:
    lead = desk.inquiry()
    desk.later(hours=1)
    done = desk.leads.record_reply(
        lead.id, channel="whatsapp", text="Hello", at=make.AT + timedelta(minutes=30)
    )
    assert done.value.at == make.AT + timedelta(minutes=30)
    assert desk.leads.get(lead.id).stage is Stage.REPLIED
    assert desk.kinds() == ["send_plan"]
    timeline = desk.patients.record(lead.patient_id).timeline
    assert ("replied", "Hello") in [(line.kind, line.text) for line in timeline]
    assert done.undo is not None
    undone = done.undo()
    assert desk.leads.get(lead.id).stage is Stage.NEW
    assert desk.kinds() == ["first_reply"]
    assert "Hello" not in [line.text for line in desk.patients.record(lead.patient_id).timeline]
    assert undone.undo is not None
    undone.undo()
    assert desk.leads.get(lead.id).stage is Stage.REPLIED
    assert "Hello" in [line.text for line in desk.patients.record(lead.patient_id).timeline]


def test_an_automatic_answer_and_a_note_leave_the_clock_running(desk: Desk) -> None:
    lead = desk.inquiry()
    desk.leads.record_acknowledged(lead.id, channel="email")
    desk.patients.add_note(lead.patient_id, text="Sounds serious", lead_id=lead.id)
    assert desk.leads.get(lead.id).stage is Stage.NEW
    assert desk.kinds() == ["first_reply"]


def test_a_call_with_an_outcome_is_a_reply_and_one_without_is_not(desk: Desk) -> None:
    lead = desk.inquiry()
    desk.patients.log_contact(lead.patient_id, channel="phone", lead_id=lead.id, text="No answer")
    assert desk.leads.get(lead.id).stage is Stage.NEW
    done = desk.patients.log_contact(
        lead.patient_id, channel="phone", lead_id=lead.id, outcome="Wants a plan for March"
    )
    assert desk.leads.get(lead.id).stage is Stage.REPLIED
    assert done.undo is not None
    done.undo()
    assert desk.leads.get(lead.id).stage is Stage.NEW


@pytest.mark.parametrize("hours", [-1.0, 0.5])
def test_a_fact_before_the_inquiry_or_still_to_come_is_refused(desk: Desk, hours: float) -> None:
    lead = desk.inquiry()
    with pytest.raises(InvalidInput) as refused:
        desk.leads.record_reply(lead.id, channel="whatsapp", at=make.AT + timedelta(hours=hours))
    assert refused.value.field == "at"
    assert desk.leads.facts(lead.id) == ()


def test_a_plan_is_only_sent_when_it_was_issued_for_this_patient(desk: Desk) -> None:
    lead = desk.inquiry()
    with pytest.raises(NotFound):
        desk.leads.record_plan_sent(lead.id, plan_id=7, revision=1, channel="email")
    plan = desk.plans.draft(patient_id=lead.patient_id, lead_id=lead.id, language="en", currency="EUR").value
    with pytest.raises(Conflict, match="not been issued"):
        desk.leads.record_plan_sent(lead.id, plan_id=plan.id, revision=1, channel="email")


def test_a_lost_lead_leaves_the_board_with_its_reason_and_comes_back_with_an_answer(desk: Desk) -> None:
    lead = desk.inquiry()
    desk.leads.record_reply(lead.id, channel="whatsapp")
    done = desk.leads.lose(lead.id, reason=LostReason.PRICE, note="Cheaper at home")
    assert desk.card(lead) is None
    assert desk.leads.board().lost_count == 1
    assert [card.lead_id for card in desk.leads.lost()] == [lead.id]
    assert desk.kinds() == []
    with pytest.raises(Conflict):
        desk.leads.lose(lead.id, reason=LostReason.OTHER)
    assert done.undo is not None
    redo = done.undo().undo
    assert desk.leads.get(lead.id).stage is Stage.REPLIED
    assert redo is not None
    redo()
    desk.later(days=1)
    desk.leads.record_answer(lead.id, channel="whatsapp", text="I changed my mind")
    assert desk.leads.get(lead.id).stage is Stage.REPLIED
    with pytest.raises(Conflict):
        desk.leads.reopen(lead.id)


def test_a_parked_lead_waits_until_its_day(desk: Desk) -> None:
    lead = desk.inquiry()
    desk.leads.record_reply(lead.id, channel="whatsapp")
    with pytest.raises(InvalidInput):
        desk.leads.park(lead.id, until=date(2026, 11, 17))
    done = desk.leads.park(lead.id, until=date(2026, 12, 1))
    card = desk.card(lead)
    assert card is not None
    assert (card.state, card.state_kind, card.due_on) == (LookState.WAITING, "parked", date(2026, 12, 1))
    assert done.undo is not None
    done.undo()
    card = desk.card(lead)
    assert card is not None
    assert card.state_kind == "send_plan"


def test_a_lead_has_one_owner_who_works_here(desk: Desk) -> None:
    lead = desk.inquiry()
    mai = desk.staff.add(name="Mai Vũ", role=Role.COORDINATOR, colour="brown").value
    done = desk.leads.assign(lead.id, staff_id=mai.id)
    card = desk.card(lead, BoardQuery(coordinator=mai.id))
    assert card is not None
    assert (card.owner_initials, card.owner_colour) == ("MV", "brown")
    assert done.undo is not None
    done.undo()
    assert desk.card(lead, BoardQuery(coordinator=mai.id)) is None
    desk.staff.retire(mai.id)
    with pytest.raises(InvalidInput) as refused:
        desk.leads.assign(lead.id, staff_id=mai.id)
    assert refused.value.field == "owner_id"


def test_edits_and_values_can_be_taken_back(desk: Desk) -> None:
    lead = desk.inquiry(treatment="2 implants", value=Money(290_000, "EUR"))
    changed = desk.leads.edit(lead.id, treatment="3 implants", questions=["Do I need a scan?"])
    assert (changed.value.treatment, changed.value.questions) == ("3 implants", ("Do I need a scan?",))
    valued = desk.leads.set_value(lead.id, value=None)
    assert desk.leads.get(lead.id).value is None
    assert valued.undo is not None
    valued.undo()
    assert changed.undo is not None
    changed.undo()
    assert desk.leads.get(lead.id) == lead


def test_moving_when_an_inquiry_came_in_moves_its_clock(desk: Desk) -> None:
    lead = desk.inquiry()
    desk.leads.edit(lead.id, received_at=make.AT - timedelta(hours=1))
    card = desk.card(lead)
    assert card is not None
    assert card.due_at == make.AT + timedelta(hours=3)
    assert card.stage_at == make.AT - timedelta(hours=1)


def test_a_lead_with_a_history_is_lost_and_not_gone(desk: Desk) -> None:
    lead = desk.inquiry()
    desk.leads.record_reply(lead.id, channel="whatsapp")
    with pytest.raises(Conflict, match="history"):
        desk.leads.withdraw(lead.id)


def test_a_fact_of_a_payment_or_visit_is_not_undone_here(desk: Desk) -> None:
    lead = desk.inquiry()
    with desk.context.writing() as work:
        fact = repository.add_fact(work, lead.id, FactKind.ARRIVED)
    with pytest.raises(Conflict):
        desk.leads.retract_fact(fact.id)
    assert desk.leads.get(lead.id).stage is Stage.ARRIVED


def test_the_board_counts_cards_and_adds_money_of_each_currency(desk: Desk) -> None:
    desk.inquiry(value=Money(100_00, "EUR"))
    desk.inquiry(name="Sven", value=Money(50_00, "EUR"))
    desk.inquiry(name="Hans", value=Money(7_000_000, "VND"))
    desk.inquiry(name="Aiko")
    column = desk.leads.board().columns[0]
    assert column.count == len(column.cards) == 4
    assert column.money == (Money(150_00, "EUR"), Money(7_000_000, "VND"))
    assert desk.leads.board().open_count == 4


def test_the_boards_filters_find_their_cards(desk: Desk) -> None:
    hung = desk.inquiry(treatment="Hàm giả All-on-4")
    back = desk.inquiry(patient_id=hung.patient_id, channel="email", origin=Origin.RECALL)
    sven = desk.inquiry(name="Sven Karlsson", country="SE", channel="smilejet", contacts=[])

    def found(**query: object) -> set[int]:
        board = desk.leads.board(BoardQuery(**query))  # type: ignore[arg-type]
        return {card.lead_id for column in board.columns for card in column.cards}

    assert found(channel="smilejet") == {sven.id}
    assert found(market="VN") == {hung.id, back.id}
    assert found(returning=True) == {back.id}
    assert found(returning=False) == {hung.id, sven.id}
    assert found(text="nguyen") == {hung.id, back.id}
    assert found(text="ham gia") == {hung.id}
    assert found(treatment="all-on-4") == {hung.id}
    assert found(text="100%") == set()
    assert desk.leads.channels() == ("email", "smilejet", "whatsapp")


def test_overdue_cards_come_first(desk: Desk) -> None:
    late = desk.inquiry()
    desk.later(hours=4, minutes=1)
    fresh = desk.inquiry(name="Sven")
    column = desk.leads.board().columns[0]
    assert [card.lead_id for card in column.cards] == [late.id, fresh.id]
    assert [card.state for card in column.cards] == [LookState.OVERDUE, LookState.LATER]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\u202e\u0007"}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "x" * 10_000_000}, "name"),
        ({"request": "x" * 20_001}, "request"),
        ({"request": "🦷" * 10_000_000}, "request"),
        ({"channel": " "}, "channel"),
        ({"contacts": [PHONE.__class__(PHONE.kind, "12")]}, "phone"),
        ({"contacts": [MAIL.__class__(MAIL.kind, "no mail")]}, "email"),
        ({"country": "Vietnam"}, "country"),
        ({"birth_on": date(2027, 1, 1)}, "birth_on"),
        ({"birth_on": date(1, 1, 1)}, "birth_on"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"travel_from": date(2027, 2, 2), "travel_to": date(2027, 2, 1)}, "travel_to"),
        ({"value": Money(-1, "EUR")}, "value"),
        ({"received_at": make.AT + timedelta(days=1)}, "received_at"),
        ({"questions": ["?"] * 51}, "questions"),
    ],
)
def test_what_cannot_be_used_names_its_field_and_changes_nothing(
    desk: Desk, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        desk.inquiry(**facts)
    assert refused.value.field == field
    assert desk.patients.count(PatientQuery()) == 0


@pytest.mark.parametrize(
    "name",
    ["田中 由紀", "نورة الحربي", "<b>Bob</b> & 'Co'", "=cmd|' /C calc'!A0", "Zoë 🦷", "สมชาย", "O’Connor"],
)
def test_names_in_any_script_are_kept_as_they_are_and_found(desk: Desk, name: str) -> None:
    lead = desk.inquiry(name=name, contacts=[])
    assert desk.patients.get(lead.patient_id).name == name
    assert lead.patient_id in {hit.patient_id for hit in desk.search.find(name)}


STEPS = {
    "reply": lambda desk, lead: desk.leads.record_reply(lead.id, channel="email"),
    "answer": lambda desk, lead: desk.leads.record_answer(lead.id, channel="email"),
    "lose": lambda desk, lead: desk.leads.lose(lead.id, reason=LostReason.OTHER),
    "reopen": lambda desk, lead: desk.leads.reopen(lead.id),
    "park": lambda desk, lead: desk.leads.park(lead.id, until=date(2027, 1, 1)),
    "acknowledge": lambda desk, lead: desk.leads.record_acknowledged(lead.id, channel="email"),
}


@settings(max_examples=30)
@given(st.lists(st.sampled_from([*STEPS, "undo"]), max_size=12))
def test_the_stored_stage_is_always_the_stage_of_the_facts(tmp_path: Path, taken: list[str]) -> None:
    storage = make.storage(tmp_path)
    desk = Desk(storage)
    lead = desk.inquiry()
    undos: list[Callable[[], Done[Any]]] = []
    for step in taken:
        desk.later(minutes=7)
        try:
            done = undos.pop()() if step == "undo" and undos else STEPS.get(step, STEPS["reply"])(desk, lead)
        except Conflict:
            continue
        if done.undo is not None:
            undos.append(done.undo)
        now = desk.leads.get(lead.id)
        assert (now.stage, now.stage_at) == stage_of(now.received_at, desk.leads.facts(lead.id))
    assert desk.followups.refresh_all() == 0
    storage.close()
