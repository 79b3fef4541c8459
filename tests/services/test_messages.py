from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from clinicdesk.domain.clinic import DepositRule
from clinicdesk.domain.consent import Purpose, Refusal
from clinicdesk.domain.errors import Conflict, InvalidInput
from clinicdesk.domain.leads import FactKind, Lead, LostReason, Stage
from clinicdesk.domain.money import Money
from clinicdesk.domain.payments import PaymentKind
from clinicdesk.domain.people import Role
from clinicdesk.domain.plans import Plan, PlanOption, PlanTrip, item_of
from clinicdesk.domain.teeth import parse
from clinicdesk.domain.treatments import Treatment
from clinicdesk.messaging.templates import PURPOSES
from clinicdesk.services.payments import Received
from clinicdesk.storage import treatments
from clinicdesk.storage.work import Storage
from tests.services.people_desk import MAIL, PHONE, Desk


@pytest.fixture
def desk(storage: Storage) -> Desk:
    desk = Desk(storage)
    with desk.context.writing() as work:
        desk.catalogue.seed(work)
    return desk


def first_row(desk: Desk) -> int:
    return desk.followups.due_list().rows[0].id


def test_a_first_reply_restates_the_case_in_both_languages(desk: Desk) -> None:
    linh = desk.staff.add(name="Linh Trần", role=Role.OWNER, phone="+84905550117").value
    desk.inquiry(
        given_name="Hùng",
        treatment="2 implants",
        value=Money(290_000, "EUR"),
        owner_id=linh.id,
        travel_from=date(2027, 2, 6),
        travel_to=date(2027, 2, 19),
    )
    composed = desk.messages.compose(first_row(desk))
    assert (composed.kind, composed.purpose, composed.language) == ("first_reply", Purpose.CARE, "vi")
    assert (composed.channel, composed.address) == ("whatsapp", "+84901234567")
    assert composed.permission
    for part in ("Hùng", "2 implants", "2.900 EUR", "Linh Trần", "06/02 đến 19/02/2027"):
        assert part in composed.body
    for part in ("Hello Hùng", "2,900 EUR", "6 to 19 February 2027", "tomorrow"):
        assert part in composed.own_body
    assert composed.missing == ("dentist",)
    assert not composed.checked
    assert desk.messages.compose(first_row(desk), language="en").checked


def test_a_language_without_a_wording_is_refused_and_nothing_put_in_its_place(desk: Desk) -> None:
    desk.inquiry(language="ar")
    with pytest.raises(Conflict) as refused:
        desk.messages.compose(first_row(desk))
    assert refused.value.field == "language"
    assert desk.messages.languages("first_reply") == ("en", "vi")


def test_sending_a_first_reply_is_the_reply_and_undoing_it_is_not(desk: Desk) -> None:
    lead = desk.inquiry()
    row = first_row(desk)
    done = desk.messages.mark_sent(row, channel="whatsapp", body="Xin chào")
    assert desk.leads.get(lead.id).stage is Stage.REPLIED
    assert desk.kinds() == ["send_plan"]
    (fact,) = desk.leads.facts(lead.id)
    assert (fact.kind, fact.detail["message_id"]) == (FactKind.REPLIED, done.value)
    assert done.undo is not None
    undone = done.undo()
    assert desk.leads.get(lead.id).stage is Stage.NEW
    assert desk.kinds() == ["first_reply"]
    assert undone.undo is not None
    undone.undo()
    assert desk.leads.get(lead.id).stage is Stage.REPLIED
    with pytest.raises(Conflict, match="already"):
        desk.messages.mark_sent(row, channel="whatsapp", body="Xin chào")


def test_the_same_operation_sends_once_and_what_was_taken_back_may_be_sent_again(desk: Desk) -> None:
    lead = desk.inquiry()
    row, operation = first_row(desk), uuid4()
    ids = {
        desk.messages.mark_sent(row, channel="sms", body="Hi", operation=operation).value for _ in range(3)
    }
    assert len(ids) == 1
    assert len(desk.leads.facts(lead.id)) == 1
    desk.messages.take_back(ids.pop())
    desk.messages.mark_sent(row, channel="sms", body="Hi again", operation=uuid4())
    assert desk.leads.get(lead.id).stage is Stage.REPLIED


def test_consent_is_asked_again_when_it_is_sent(desk: Desk) -> None:
    lead = desk.inquiry()
    row = first_row(desk)
    assert desk.messages.compose(row).permission
    desk.patients.opt_out(lead.patient_id, source="He called")
    assert desk.messages.compose(row).permission.refusal is Refusal.OPTED_OUT
    with pytest.raises(Conflict, match="does not want"):
        desk.messages.mark_sent(row, channel="whatsapp", body="Hello")
    assert desk.leads.facts(lead.id) == ()
    assert desk.leads.get(lead.id).stage is Stage.NEW


def test_a_no_to_care_stops_the_answer_too(desk: Desk) -> None:
    lead = desk.inquiry()
    desk.patients.set_consent(lead.patient_id, purpose=Purpose.CARE, given=False)
    with pytest.raises(Conflict, match="said no"):
        desk.messages.mark_sent(first_row(desk), channel="whatsapp", body="Hello")


def test_an_open_inquiry_may_be_answered_though_nobody_asked(desk: Desk) -> None:
    patient = desk.patients.add(name="Imported", contacts=[MAIL]).value
    lead = desk.inquiry(patient_id=patient.id, channel="email")
    with desk.context.writing() as work:
        from sqlalchemy import delete

        from clinicdesk.storage import tables

        work.execute(delete(tables.consent))
    may = desk.messages.may_contact
    assert may(patient.id, channel="email", purpose=Purpose.CARE)
    assert not may(patient.id, channel="email", purpose=Purpose.MARKETING)
    desk.leads.lose(lead.id, reason=LostReason.OTHER)
    assert may(patient.id, channel="email", purpose=Purpose.CARE).refusal is Refusal.NOT_ASKED


def test_a_plan_is_sent_only_when_there_is_an_issued_one(desk: Desk) -> None:
    lead = desk.inquiry()
    desk.leads.record_reply(lead.id, channel="whatsapp")
    with pytest.raises(Conflict, match="no issued plan"):
        desk.messages.mark_sent(first_row(desk), channel="whatsapp", body="Here it is")
    assert [fact.kind for fact in desk.leads.facts(lead.id)] == [FactKind.REPLIED]


def test_a_check_in_ends_its_line_and_the_undo_brings_it_back(desk: Desk) -> None:
    patient = desk.patients.add(name="Rachel", contacts=[PHONE], country="VN", language="en").value
    desk.patients.set_consent(patient.id, purpose=Purpose.CARE, given=True)
    with desk.context.writing() as work:
        implant = Treatment(0, patient.id, "implant", date(2026, 10, 19), "IMP-01", "Implant", (36,))
        treatments.add(work, replace(implant, dentist_name="Dr. Minh"))
    desk.followups.refresh_all()
    (row,) = desk.followups.due_list().rows
    assert row.kind.value == "thirty_day"
    composed = desk.messages.compose(row.id)
    assert "(36)" in composed.body
    assert composed.plan_id is None
    done = desk.messages.mark_sent(row.id, channel="whatsapp", body=composed.body)
    assert desk.kinds() == []
    assert done.undo is not None
    undone = done.undo()
    assert desk.kinds() == ["thirty_day"]
    assert undone.undo is not None
    undone.undo()
    assert desk.kinds() == []
    assert desk.patients.record(patient.id).timeline[0].kind == "thirty_day"


def test_a_line_that_is_not_a_message_composes_none(desk: Desk) -> None:
    patient = desk.patients.add(name="Rachel").value
    desk.followups.add_task(patient.id, title="Order a crown", due_on=date(2026, 11, 17))
    with pytest.raises(Conflict, match="no message"):
        desk.messages.compose(first_row(desk))
    with pytest.raises(InvalidInput) as refused:
        desk.messages.compose(patient_id=patient.id, kind="poem")
    assert refused.value.field == "kind"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_kind_is_a_readable_text_even_where_facts_are_missing(desk: Desk, language: str) -> None:
    lead = desk.inquiry(name="<b>{name}</b> | Bob")
    for kind in PURPOSES:
        composed = desk.messages.compose(lead_id=lead.id, kind=kind, language=language)
        assert "<b>{name}</b> | Bob" in composed.body
        bare = composed.body.replace("<b>{name}</b> | Bob", "")
        assert not {"{", "|"} & set(bare)
        assert "  " not in bare
        assert composed.subject


def test_a_message_sent_in_the_past_counts_from_then(desk: Desk) -> None:
    lead = desk.inquiry()
    row = first_row(desk)
    desk.later(hours=2)
    at = desk.clock.now() - timedelta(hours=1)
    desk.messages.mark_sent(row, channel="whatsapp", body="Hello", at=at)
    assert desk.leads.facts(lead.id)[0].at == at
    with pytest.raises(InvalidInput):
        desk.messages.mark_sent(
            lead_id=lead.id, kind="receipt", channel="email", body="x", at=at + timedelta(days=1)
        )


def issued(desk: Desk, lead: Lead) -> Plan:
    """Issue a plan of two trips for the lead, made by a dentist."""
    minh = desk.staff.add(name="Phạm Gia Minh", role=Role.COORDINATOR, dentist=True, title="Dr.").value
    plan = desk.plans.draft(patient_id=lead.patient_id, lead_id=lead.id, currency="USD").value
    implants = item_of(desk.catalogue.get("IMP-01"), "USD", parse("36, 46"))
    crowns = item_of(desk.catalogue.get("CRN-01"), "USD", parse("36, 46"))
    trips = (PlanTrip((implants,), days=6), PlanTrip((crowns,), days=8, healing_months=4))
    plan = replace(plan, options=(PlanOption(trips),), dentist_id=minh.id, deposit=DepositRule(minor=30_000))
    saved = desk.plans.save(plan).value
    desk.plans.issue(saved.id)
    return saved


def test_from_plan_to_booking_each_message_says_what_was_agreed(desk: Desk) -> None:
    lead = desk.inquiry(language="en", treatment="two implants")
    desk.leads.record_reply(lead.id, channel="whatsapp")
    plan = issued(desk, lead)
    row = first_row(desk)
    composed = desk.messages.compose(row)
    for part in (plan.number, "two implants", "Dr. Phạm Gia Minh", "USD", "2 trips (6 days and 8 days)"):
        assert part in composed.body
    desk.messages.mark_sent(row, channel="whatsapp", body=composed.body)
    (_, sent) = desk.leads.facts(lead.id)
    assert (sent.kind, sent.detail["plan_id"], sent.detail["revision"]) == (FactKind.PLAN_SENT, plan.id, 1)

    starts_at = datetime(2027, 2, 8, 2, tzinfo=UTC)
    desk.payments.request_deposit(lead.id, plan_id=plan.id, starts_at=starts_at)
    asked = desk.messages.compose(lead_id=lead.id, kind="deposit_request")
    for part in ("300 USD", "8 February 2027, 09:00", "100 % back until 30 days before your visit"):
        assert part in asked.body
    desk.payments.record(
        Received(lead.patient_id, PaymentKind.DEPOSIT, Money(30_000, "USD"), plan_id=plan.id, lead_id=lead.id)
    )
    (booked,) = [r for r in desk.followups.due_list().rows if r.kind.value == "confirmation"]
    confirmation = desk.messages.compose(booked.id)
    assert confirmation.subject == "Your booking is confirmed: 8 February 2027, 09:00"
    desk.messages.mark_sent(booked.id, channel="whatsapp", body=confirmation.body)
    assert desk.leads.get(lead.id).stage is Stage.PRE_ARRIVAL
    receipt = desk.messages.compose(lead_id=lead.id, kind="receipt")
    view = desk.patients.record(lead.patient_id)
    assert view.payments[0].receipt in receipt.subject
    (balance,) = view.balances
    assert view.plans[0].total is not None
    assert balance.open == view.plans[0].total - Money(30_000, "USD")
    assert [row.teeth for row in view.treatments if row.done_on is None] == [(36, 46), (36, 46)]


def test_a_deposit_is_requested_before_its_message_ends_the_line(desk: Desk) -> None:
    lead = desk.inquiry()
    plan = issued(desk, lead)
    desk.leads.record_plan_sent(lead.id, plan_id=plan.id, revision=1, channel="whatsapp")
    desk.leads.accept_plan(lead.id, plan_id=plan.id)
    (row,) = [r for r in desk.followups.due_list().rows if r.kind.value == "deposit_request"]
    with pytest.raises(Conflict, match="Request the deposit first"):
        desk.messages.mark_sent(row.id, channel="whatsapp", body="Hello")
    assert desk.leads.get(lead.id).stage is Stage.PLAN_SENT
