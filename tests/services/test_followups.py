"""The due list on a real file: what is listed when, in which state, and what people do about it."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import insert

from clinicdesk.domain.board import LookState
from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.followups import FollowupKind, FollowupState
from clinicdesk.domain.leads import FactKind, LostReason, Origin, Stage
from clinicdesk.domain.people import Contact, ContactKind
from clinicdesk.storage import tables
from clinicdesk.storage.work import Storage
from tests.services.day_desk import Desk

K = FollowupKind


@pytest.fixture
def desk(storage: Storage) -> Desk:
    return Desk(storage)


def test_a_new_lead_is_due_by_the_first_clock(desk: Desk) -> None:
    desk.now("2026-11-17 10:42")
    desk.lead(desk.patient(), "2026-11-17 08:55", request="Two implants\nand a CT", channel="website")
    due = desk.services.followups.due_list()
    (row,) = due.rows
    assert (row.title_key, row.title_data) == ("{what}", {"what": "Two implants"})
    assert row.note_data["channel"] == "website"
    assert (row.state, row.due_at) == (LookState.TODAY, desk.instant("2026-11-17 12:00"))
    assert row.share_used == 100 * 102 // 180
    assert (row.owner_initials, row.owner_colour, row.channel) == ("LT", "petrol", "website")
    assert due.counts.to_do == desk.services.followups.badge() == 1


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-17 12:30", LookState.TODAY),
        ("2026-11-17 13:00", LookState.SOON),
        ("2026-11-17 14:00", LookState.SOON),
        ("2026-11-17 14:01", LookState.OVERDUE),
    ],
)
def test_the_last_hour_of_a_reply_is_running_out(desk: Desk, now: str, state: LookState) -> None:
    desk.now("2026-11-17 10:00")
    desk.lead(desk.patient(), "2026-11-17 10:00")
    desk.now(now)
    assert desk.services.followups.due_list().rows[0].state is state


def test_rows_come_by_the_cost_of_delay_and_then_by_their_due_time(desk: Desk) -> None:
    desk.now("2026-11-17 10:00")
    people = [desk.patient(name) for name in ("One", "Two", "Three", "Four")]
    desk.services.followups.add_task(people[0], title="Ask for the CT", due_on=date(2026, 11, 10))
    desk.fact(desk.lead(people[1], "2026-11-16 09:00"), FactKind.REPLIED, "2026-11-16 11:00")
    desk.lead(people[2], "2026-11-17 09:50")
    desk.lead(people[3], "2026-11-17 09:10")
    due = desk.services.followups.due_list()
    assert [row.group.value for row in due.rows] == ["reply", "reply", "plans", "tasks"]
    assert [row.name for row in due.rows] == ["Four", "Three", "Two", "One"]
    assert due.counts.overdue == 1


def test_the_list_of_one_coordinator_and_of_another_day(desk: Desk) -> None:
    desk.now("2026-11-17 10:00")
    mine, open_to_all = desk.patient("Mine"), desk.patient("Nobody's", owner_id=None)
    desk.services.followups.add_task(mine, title="Call", due_on=date(2026, 11, 18), owner_id=desk.owner_id)
    desk.services.followups.add_task(open_to_all, title="Call", due_on=date(2026, 11, 17))
    assert len(desk.listed()) == 1
    assert len(desk.listed(on=date(2026, 11, 18))) == 2
    assert len(desk.listed(on=date(2026, 11, 18), owner_id=desk.owner_id)) == 1


def test_a_reply_takes_the_line_off_counts_as_done_today_and_can_be_taken_back(desk: Desk) -> None:
    desk.now("2026-11-17 10:42")
    lead_id = desk.lead(desk.patient(), "2026-11-17 08:55")
    fact_id = desk.fact(lead_id, FactKind.REPLIED, "2026-11-17 10:40")
    due = desk.services.followups.due_list()
    assert [row.kind for row in due.rows] == [K.SEND_PLAN]
    assert due.done_today == 1
    desk.services.leads.retract_fact(fact_id)
    assert desk.listed() == ["first_reply"]
    assert desk.services.followups.due_list().done_today == 0


def test_a_recall_opens_is_late_and_closes_on_its_days(desk: Desk) -> None:
    patient_id = desk.patient()
    desk.work(patient_id, date(2026, 3, 10), "implant", title="Implant", teeth=(36,))
    assert "recall" not in desk.listed("2026-11-09 10:00")
    desk.now("2026-11-10 10:00")
    (row,) = [row for row in desk.services.followups.due_list().rows if row.kind is K.RECALL]
    assert (row.state, row.closes_on) == (LookState.LATER, date(2027, 3, 10))
    assert row.title_data == {"what": "Implant 36"}
    desk.now("2027-01-10 10:00")
    (row,) = [row for row in desk.services.followups.due_list().rows if row.kind is K.RECALL]
    assert row.state is LookState.OVERDUE
    assert "recall" not in desk.listed("2027-03-11 10:00")


def test_a_snoozed_line_is_absent_until_its_time_and_then_as_before(desk: Desk) -> None:
    patient_id = desk.patient()
    desk.work(patient_id, date(2026, 3, 10), "implant")
    desk.now("2026-11-12 10:00")
    before = desk.one(patient_id, K.RECALL)
    told = desk.services.followups.snooze(before.id, until=desk.instant("2026-12-01 00:00"))
    assert "recall" not in desk.listed("2026-11-30 23:00")
    assert desk.services.followups.due_list().counts.snoozed == 1
    assert "recall" in desk.listed("2026-12-01 00:00")
    after = desk.one(patient_id, K.RECALL)
    assert (after.opens_on, after.due_on, after.closes_on) == (
        before.opens_on,
        before.due_on,
        before.closes_on,
    )
    assert told.undo is not None
    told.undo()
    assert "recall" in desk.listed("2026-11-12 10:00")


def test_a_snooze_into_the_past_is_refused(desk: Desk) -> None:
    desk.now("2026-11-12 10:00")
    patient_id = desk.patient()
    desk.services.followups.add_task(patient_id, title="Call", due_on=date(2026, 11, 12))
    task = desk.one(patient_id, K.TASK)
    with pytest.raises(InvalidInput) as caught:
        desk.services.followups.snooze(task.id, until=desk.instant("2026-11-12 09:00"))
    assert caught.value.field == "until"


def test_an_open_lead_takes_the_recall_off_and_a_lost_one_gives_it_back_with_its_acts(desk: Desk) -> None:
    patient_id = desk.patient()
    desk.work(patient_id, date(2026, 3, 10), "implant")
    desk.now("2026-12-02 10:00")
    recall = desk.one(patient_id, K.RECALL)
    desk.services.followups.wait_for(recall.id, whom="patient")
    lead_id = desk.lead(patient_id, "2026-12-02 09:00", origin=Origin.RECALL)
    assert desk.listed("2026-12-02 10:00") == ["first_reply"]
    desk.fact(lead_id, FactKind.LOST, "2027-01-05 10:00", reason="price")
    desk.now("2027-01-05 11:00")
    back = desk.one(patient_id, K.RECALL)
    assert (back.id, back.opens_on, back.due_on) == (recall.id, recall.opens_on, recall.due_on)
    assert [row.state for row in desk.services.followups.due_list().rows] == [LookState.WAITING]


def test_a_recall_sent_is_followed_by_a_reminder_and_undo_takes_both_back(desk: Desk) -> None:
    patient_id = desk.patient()
    desk.work(patient_id, date(2026, 3, 10), "implant")
    desk.now("2026-11-12 10:00")
    told = desk.services.followups.done(desk.one(patient_id, K.RECALL).id, outcome="wrote on WhatsApp")
    assert told.value.reason == "wrote on WhatsApp"
    assert desk.listed() == []
    assert desk.listed("2026-12-03 10:00") == ["recall_reminder"]
    assert told.undo is not None
    undone = told.undo()
    assert desk.listed() == ["recall"]
    assert undone.undo is not None
    undone.undo()
    assert desk.listed() == ["recall_reminder"]


def test_done_twice_is_done_once(desk: Desk) -> None:
    patient_id = desk.patient()
    desk.now("2026-11-12 10:00")
    desk.services.followups.add_task(patient_id, title="Call", due_on=date(2026, 11, 12))
    task, operation = desk.one(patient_id, K.TASK), uuid4()
    first = desk.services.followups.done(task.id, operation=operation)
    desk.now("2026-11-12 11:00")
    again = desk.services.followups.done(task.id, operation=operation)
    assert again.value.state_at == first.value.state_at
    assert again.undo is None


@pytest.mark.parametrize("kind", [K.FIRST_REPLY])
def test_what_is_done_by_a_fact_cannot_be_ticked(desk: Desk, kind: FollowupKind) -> None:
    desk.now("2026-11-12 10:00")
    patient_id = desk.patient()
    desk.lead(patient_id, "2026-11-12 09:00")
    with pytest.raises(Conflict):
        desk.services.followups.done(desk.one(patient_id, kind).id)
    assert desk.listed() == ["first_reply"]


def test_a_skipped_line_keeps_its_reason_and_comes_back_when_reopened(desk: Desk) -> None:
    patient_id = desk.patient()
    desk.work(patient_id, date(2026, 3, 10), "implant")
    desk.now("2026-11-12 10:00")
    recall = desk.one(patient_id, K.RECALL)
    with pytest.raises(InvalidInput):
        desk.services.followups.skip(recall.id, reason="  ")
    desk.services.followups.skip(recall.id, reason="moved abroad")
    kept = desk.one(patient_id, K.RECALL)
    assert (kept.state, kept.reason) == (FollowupState.SKIPPED, "moved abroad")
    assert desk.listed() == []
    with pytest.raises(Conflict):
        desk.services.followups.snooze(recall.id, until=desk.instant("2026-12-12 10:00"))
    desk.services.followups.reopen(recall.id)
    assert desk.listed() == ["recall"]


def test_skipping_can_lose_the_lead_and_one_undo_takes_both_back(desk: Desk) -> None:
    desk.now("2026-11-12 10:00")
    patient_id = desk.patient()
    lead_id = desk.lead(patient_id, "2026-11-12 09:00")
    told = desk.services.followups.skip(
        desk.one(patient_id, K.FIRST_REPLY).id, reason="spam", lost=True, lost_reason=LostReason.NOT_SERIOUS
    )
    assert desk.services.leads.get(lead_id).stage is Stage.LOST
    assert told.undo is not None
    undone = told.undo()
    assert desk.services.leads.get(lead_id).stage is Stage.NEW
    assert desk.listed() == ["first_reply"]
    assert undone.undo is not None
    undone.undo()
    assert desk.services.leads.get(lead_id).stage is Stage.LOST


def test_marketing_without_consent_is_shown_as_blocked_and_a_yes_frees_it(desk: Desk) -> None:
    patient_id = desk.patient()
    desk.work(patient_id, date(2026, 8, 10), "filling")
    desk.now("2026-11-08 10:00")
    (row,) = desk.services.followups.due_list().rows
    assert (row.kind, row.state) == (K.NINETY_DAY, LookState.BLOCKED)
    assert desk.services.followups.badge() == 0
    desk.services.patients.set_consent(
        patient_id, purpose=Purpose.CARE, channel="", given=True, source="asked", wording=""
    )
    desk.services.patients.set_consent(
        patient_id, purpose=Purpose.MARKETING, channel="", given=True, source="asked", wording=""
    )
    (row,) = desk.services.followups.due_list().rows
    assert row.state is LookState.TODAY


def test_a_no_to_care_messages_blocks_a_recall_but_not_an_arrival(desk: Desk) -> None:
    patient_id = desk.patient()
    desk.work(patient_id, date(2026, 3, 10), "implant")
    desk.services.followups.add_task(patient_id, title="Call", due_on=date(2026, 11, 12))
    desk.now("2026-11-12 10:00")
    desk.services.patients.set_consent(
        patient_id, purpose=Purpose.CARE, channel="", given=False, source="asked", wording=""
    )
    states = {row.kind: row.state for row in desk.services.followups.due_list().rows}
    assert states == {K.RECALL: LookState.BLOCKED, K.TASK: LookState.TODAY}


def test_an_opt_out_of_every_address_blocks_whoever_shares_it(desk: Desk) -> None:
    phone = Contact(ContactKind.PHONE, "+966550104417")
    mail = Contact(ContactKind.EMAIL, "noura@example.com")
    desk.now("2026-11-12 10:00")
    one, other = desk.patient("One", contacts=(phone,)), desk.patient("Other", contacts=(phone, mail))
    for patient_id in (one, other):
        desk.work(patient_id, date(2026, 3, 10), "implant")
    assert {row.state for row in desk.services.followups.due_list().rows} == {LookState.LATER}
    told = desk.services.patients.opt_out(one, source="asked on the phone")
    states = {row.name: row.state for row in desk.services.followups.due_list().rows}
    assert states == {"One": LookState.BLOCKED, "Other": LookState.LATER}
    assert desk.services.followups.pane(desk.one(one, K.RECALL).id).row.state is LookState.BLOCKED
    assert told.undo is not None
    told.undo()
    assert {row.state for row in desk.services.followups.due_list().rows} == {LookState.LATER}


def test_own_tasks_are_listed_on_their_day_and_can_be_taken_back(desk: Desk) -> None:
    desk.now("2026-11-12 10:00")
    patient_id, operation = desk.patient(), uuid4()
    told = desk.services.followups.add_task(
        patient_id, title="Ask for  the\nCT", due_on=date(2026, 11, 12), operation=operation
    )
    again = desk.services.followups.add_task(
        patient_id, title="Ask for the CT", due_on=date(2026, 11, 12), operation=operation
    )
    assert again.value == told.value
    (row,) = desk.services.followups.due_list().rows
    assert row.title_data == {"title": "Ask for the CT"}
    assert told.undo is not None
    undone = told.undo()
    assert desk.listed() == []
    assert undone.undo is not None
    undone.undo()
    assert desk.listed() == ["task"]


def test_a_task_needs_words_and_a_patient(desk: Desk) -> None:
    with pytest.raises(InvalidInput):
        desk.services.followups.add_task(desk.patient(), title=" ", due_on=date(2026, 11, 12))
    with pytest.raises(NotFound):
        desk.services.followups.add_task(999, title="Call", due_on=date(2026, 11, 12))


def test_the_pane_says_what_somebody_must_know(desk: Desk) -> None:
    desk.now("2026-11-17 10:42")
    phone = (Contact(ContactKind.PHONE, "+966550104417"), Contact(ContactKind.EMAIL, "noura@example.com"))
    patient_id = desk.patient(contacts=phone, zone="Asia/Riyadh", native_name="نورة الحربي")
    lead_id = desk.lead(
        patient_id,
        "2026-11-16 16:00",
        request="Is one visit enough?",
        treatment="All-on-4 upper",
        questions=("Is one visit enough?",),
        travel_from=date(2027, 2, 1),
    )
    desk.services.patients.log_contact(
        patient_id, channel="whatsapp", outcome="reached", text="Sent an X-ray", lead_id=lead_id, inbound=True
    )
    pane = desk.services.followups.pane(desk.one(patient_id, K.FIRST_REPLY).id)
    assert (pane.language, pane.zone, pane.phone) == ("ar", "Asia/Riyadh", "+966550104417")
    assert (pane.words, pane.questions) == ("Is one visit enough?", ("Is one visit enough?",))
    assert (pane.treatment, pane.travel_from, pane.marketing_given) == (
        "All-on-4 upper",
        date(2027, 2, 1),
        None,
    )
    assert [contact.inbound for contact in pane.contacts] == [True]
    with pytest.raises(NotFound):
        desk.services.followups.pane(999)


def test_a_merged_record_is_not_listed(desk: Desk) -> None:
    desk.now("2026-11-17 10:00")
    kept, merged = desk.patient("Kept"), desk.patient("Merged")
    desk.lead(merged, "2026-11-17 09:00")
    with desk.context.writing() as work:
        work.execute(tables.patient.update().where(tables.patient.c.id == merged).values(merged_into=kept))
    assert desk.listed() == []


def test_recomputing_everything_changes_nothing_and_repairs_what_was_lost(desk: Desk) -> None:
    desk.now("2026-11-17 10:00")
    for name in ("One", "Two", "Three"):
        patient_id = desk.patient(name)
        desk.work(patient_id, date(2026, 3, 10), "implant")
        desk.lead(patient_id, "2026-11-17 09:00")
    seen: list[tuple[int, int]] = []
    assert desk.services.followups.refresh_all(lambda done, of: seen.append((done, of))) == 0
    assert seen == [(3, 3)]
    with desk.context.writing() as work:
        work.execute(tables.followup.delete().where(tables.followup.c.kind == "first_reply"))
    assert desk.services.followups.refresh_all() == 3
    assert desk.listed() == ["first_reply"] * 3


def test_a_calculated_return_date_follows_its_rule_in_the_file(desk: Desk) -> None:
    patient_id = desk.patient()
    with desk.context.writing() as work:
        work.execute(
            insert(tables.treatment).values(
                patient_id=patient_id, kind="implant", done_on=date(2026, 3, 10), cadence="implant"
            )
        )
    assert desk.services.followups.refresh_all() == 1
    (done,) = desk.services.treatments.for_patient(patient_id)
    assert done.ideal_return_on == date(2027, 3, 10)
