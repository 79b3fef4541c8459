from datetime import date, timedelta
from uuid import uuid4

import pytest

from clinicdesk.domain.consent import Purpose, Refusal
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.leads import Stage
from clinicdesk.domain.money import Money
from clinicdesk.domain.payments import Payment, PaymentKind
from clinicdesk.domain.people import Contact, ContactKind, Patient, PatientQuery, Role, SavedFilter
from clinicdesk.domain.treatments import Treatment
from clinicdesk.storage import payments, treatments
from clinicdesk.storage.work import Storage
from tests import make
from tests.services.people_desk import MAIL, PHONE, Desk, owner


@pytest.fixture
def desk(storage: Storage) -> Desk:
    return Desk(storage)


def treated(desk: Desk, patient: Patient, on: date, **facts: object) -> None:
    with desk.context.writing() as work:
        done = Treatment(0, patient.id, "implant", on, title="Implant 36", teeth=(36,), cadence="implant")
        treatments.add(work, done.__class__(**{**done.__dict__, **facts}))
    desk.followups.refresh_all()


def paid(desk: Desk, patient: Patient, minor: int, currency: str = "EUR") -> None:
    amount = Money(minor, currency)
    with desk.context.writing() as work:
        payment = Payment(0, patient.id, PaymentKind.BALANCE, amount, amount, date(2026, 11, 1), work.at)
        payments.add(work, payment)


def test_edits_keep_what_was_there_for_the_undo(desk: Desk) -> None:
    patient = desk.patients.add(name="Rachel Feldman", country="IL", contacts=[MAIL]).value
    done = desk.patients.edit(
        patient.id, name="Rachel Feldman-Katz", contacts=[PHONE], alert="Penicillin allergy"
    )
    assert desk.patients.get(patient.id) == done.value
    assert [contact.value for contact in done.value.contacts] == ["+972901234567"]
    assert done.undo is not None
    done.undo()
    assert desk.patients.get(patient.id) == patient


def test_a_record_with_a_history_is_not_removed(desk: Desk) -> None:
    lead = desk.inquiry()
    with pytest.raises(Conflict, match="history"):
        desk.patients.remove(lead.patient_id)
    done = desk.patients.add(name="Made by mistake")
    assert done.undo is not None
    done.undo()
    with pytest.raises(NotFound):
        desk.patients.get(done.value.id)


def test_the_same_operation_adds_a_patient_and_a_note_once(desk: Desk) -> None:
    operation, noting = uuid4(), uuid4()
    ids = {desk.patients.add(name="Sven", operation=operation).value.id for _ in range(3)}
    assert len(ids) == 1
    notes = {desk.patients.add_note(min(ids), text="Allergy", operation=noting).value for _ in range(3)}
    assert len(notes) == 1
    assert [line.text for line in desk.patients.record(min(ids)).timeline] == ["Allergy"]


def test_a_note_is_taken_back_and_restored(desk: Desk) -> None:
    patient = desk.patients.add(name="Sven").value
    done = desk.patients.add_note(patient.id, text="\nAllergy\r\nto latex ")
    assert [line.text for line in desk.patients.record(patient.id).timeline] == ["Allergy\nto latex"]
    assert done.undo is not None
    undone = done.undo()
    assert desk.patients.record(patient.id).timeline == ()
    assert undone.undo is not None
    undone.undo()
    assert len(desk.patients.record(patient.id).timeline) == 1
    with pytest.raises(InvalidInput) as refused:
        desk.patients.add_note(patient.id, text=" \n ")
    assert refused.value.field == "text"


def test_consent_is_answered_per_purpose_and_channel_and_can_be_taken_back(desk: Desk) -> None:
    patient = desk.patients.add(name="Rachel", contacts=[MAIL]).value
    may = desk.patients.may_contact
    assert may(patient.id, channel="email", purpose=Purpose.CARE).refusal is Refusal.NOT_ASKED
    desk.patients.set_consent(patient.id, purpose=Purpose.CARE, given=True, source="Signed form")
    done = desk.patients.set_consent(
        patient.id, purpose=Purpose.MARKETING, channel="whatsapp", given=True, source="Her message"
    )
    assert may(patient.id, channel="whatsapp", purpose=Purpose.MARKETING)
    assert not may(patient.id, channel="email", purpose=Purpose.MARKETING)
    rows = {row.purpose: row for row in desk.patients.record(patient.id).consents}
    assert rows[Purpose.MARKETING].allowed
    assert rows[Purpose.PHOTOS].answer is None
    assert done.undo is not None
    done.undo()
    assert not may(patient.id, channel="whatsapp", purpose=Purpose.MARKETING)


def test_an_opt_out_binds_everybody_who_shares_the_number(desk: Desk) -> None:
    mother = desk.inquiry(name="Anna Horváth")
    child = desk.inquiry(name="Bence Horváth", contacts=[Contact(ContactKind.WHATSAPP, "0901234567"), MAIL])
    may = desk.patients.may_contact
    done = desk.patients.opt_out(mother.patient_id, source="She called")
    for patient_id in (mother.patient_id, child.patient_id):
        for channel in ("whatsapp", "sms", "phone"):
            answer = may(patient_id, channel=channel, purpose=Purpose.CARE)
            assert answer.refusal is Refusal.OPTED_OUT
    assert may(child.patient_id, channel="email", purpose=Purpose.CARE)
    assert desk.patients.record(mother.patient_id).suppressed
    again = desk.patients.opt_out(child.patient_id, source="Too")
    assert again.undo is not None
    again.undo()
    assert not may(mother.patient_id, channel="sms", purpose=Purpose.CARE)
    assert done.undo is not None
    done.undo()
    assert may(mother.patient_id, channel="sms", purpose=Purpose.CARE)


def test_duplicates_name_the_facts_that_agree(desk: Desk) -> None:
    fiona = desk.patients.add(
        name="Fiona McLeod",
        country="GB",
        contacts=[
            Contact(ContactKind.PHONE, "07700 900614"),
            Contact(ContactKind.EMAIL, "fmcleod@oldpost.example"),
        ],
    ).value
    desk.patients.add(name="Fiona Apple", country="US")
    asked = [
        Contact(ContactKind.PHONE, "+44 7700 900 614"),
        Contact(ContactKind.EMAIL, "fiona.macleod@mailbox.example"),
        Contact(ContactKind.PHONE, "not a number"),
    ]
    (row,) = desk.patients.duplicates("Fiona MacLeod", asked, None, "GB")
    assert row.patient == fiona
    assert set(row.agree) == {"name", "phone", "country"}
    assert row.differ == ("email",)
    assert row.likely
    assert desk.patients.duplicates("Fiona MacLeod", asked, None, "GB", exclude=fiona.id) == ()


def test_the_same_name_on_another_birthday_is_somebody_else(desk: Desk) -> None:
    desk.patients.add(name="Nguyễn Văn Hùng", birth_on=date(1980, 1, 1), country="VN")
    (row,) = desk.patients.duplicates("Van Hung Nguyen", (), date(1985, 5, 5), "VN")
    assert row.agree == ("name", "country")
    assert row.differ == ("birth_on",)
    assert not row.likely
    (same,) = desk.patients.duplicates("nguyen van hung", (), date(1980, 1, 1), "VN")
    assert same.likely


def test_the_list_shows_what_is_due_what_was_done_and_what_was_paid(desk: Desk) -> None:
    mai = desk.staff.add(name="Mai Vũ", role=Role.COORDINATOR, colour="brown").value
    rachel = desk.patients.add(name="Rachel", country="IL", owner_id=mai.id, contacts=[MAIL]).value
    treated(desk, rachel, date(2026, 1, 20))
    paid(desk, rachel, 924_000)
    paid(desk, rachel, -24_000)
    (row,) = desk.patients.page(PatientQuery())
    assert (row.name, row.country, row.last_treatment) == ("Rachel", "IL", "Implant 36")
    assert (row.due_kind, row.due_on, row.due_state) == ("recall", date(2026, 11, 20), "later")
    assert (row.ideal_return_on, row.closes_on) == (date(2027, 1, 20), date(2027, 1, 20))
    assert (row.owner_initials, row.owner_colour, row.paid) == ("MV", "brown", Money(900_000, "EUR"))
    assert not row.care_allowed


def test_saved_filters_and_filters_find_their_people(desk: Desk) -> None:
    hung = desk.patients.add(name="Nguyễn Văn Hùng", country="VN", contacts=[PHONE]).value
    twin = desk.patients.add(
        name="Van Hung", country="DE", contacts=[Contact(PHONE.kind, "+84901234567")]
    ).value
    sven = desk.patients.add(name="Sven", country="SE").value
    lead = desk.inquiry(name="Aiko", contacts=[])
    treated(desk, hung, date(2026, 1, 20))
    treated(desk, sven, date(2026, 10, 20), kind="crown", cadence="crown")
    desk.patients.set_consent(sven.id, purpose=Purpose.CARE, given=True)

    def found(**query: object) -> set[int]:
        asked = PatientQuery(**query)  # type: ignore[arg-type]
        ids = desk.patients.ids(asked)
        assert desk.patients.count(asked) == len(ids)
        assert [row.id for row in desk.patients.rows(ids)] == list(ids)
        return set(ids)

    everybody = {hung.id, twin.id, sven.id, lead.patient_id}
    assert found() == everybody
    assert found(saved=SavedFilter.RECALL_OPEN) == {hung.id}
    assert found(saved=SavedFilter.PAST_NOT_REACHED) == {hung.id}
    assert found(saved=SavedFilter.NO_CONSENT) == {hung.id, twin.id}
    assert found(saved=SavedFilter.DUPLICATES) == {hung.id, twin.id}
    assert found(market="SE") == {sven.id}
    assert found(treatment="crown") == {sven.id}
    assert found(treated_since=date(2026, 2, 1)) == {sven.id}
    assert found(consent="care") == {sven.id, lead.patient_id}
    assert found(consent="none") == {hung.id, twin.id}
    assert found(consent="marketing") == set()
    assert found(text="hung van") == {hung.id, twin.id}
    assert found(text="NGUYEN") == {hung.id}
    assert found(text="%") == set()
    desk.patients.log_contact(hung.id, channel="phone", outcome="Comes in spring")
    assert found(saved=SavedFilter.PAST_NOT_REACHED) == set()


def test_mine_are_my_patients_and_my_open_inquiries(storage: Storage) -> None:
    desk = Desk(storage, owner())
    me = desk.staff.add(name="Linh Trần", role=Role.OWNER).value
    assert me.id == owner().id
    mine = desk.patients.add(name="Mine", owner_id=me.id).value
    desk.patients.add(name="Not mine")
    lead = desk.inquiry(name="My inquiry", owner_id=me.id)
    assert set(desk.patients.ids(PatientQuery(saved=SavedFilter.MINE))) == {mine.id, lead.patient_id}


@pytest.mark.parametrize("sort", ["name", "market", "due", "ideal_return", "paid", "last_treatment"])
def test_every_order_has_the_unknown_last_and_pages_add_up(desk: Desk, sort: str) -> None:
    people = [desk.patients.add(name=name).value for name in ("Émile", "Zoë", "anna", "Đức")]
    for n, patient in enumerate(people[:2]):
        desk.patients.edit(patient.id, country=("FR", "NL")[n])
        treated(desk, patient, date(2026, 1 + n, 20))
        paid(desk, patient, 100 + n)
    up = desk.patients.ids(PatientQuery(sort=sort))
    down = desk.patients.ids(PatientQuery(sort=sort, descending=True))
    emile, zoe, anna, duc = (patient.id for patient in people)
    if sort == "name":
        assert up == (anna, duc, emile, zoe)
        assert down == up[::-1]
    else:
        assert up == (emile, zoe, anna, duc)
        assert down == (zoe, emile, anna, duc)
    query = PatientQuery(sort=sort)
    pages = [desk.patients.page(query, offset=at, limit=3) for at in (0, 3)]
    assert tuple(row.id for page in pages for row in page) == up


def test_the_record_tells_the_whole_story_newest_first(desk: Desk) -> None:
    lead = desk.inquiry()
    desk.later(hours=1)
    desk.leads.record_reply(lead.id, channel="whatsapp", text="Hello")
    desk.later(hours=1)
    desk.patients.log_contact(lead.patient_id, channel="whatsapp", text="Thank you", inbound=True)
    view = desk.patients.record(lead.patient_id)
    assert [line.kind for line in view.timeline] == ["message", "replied", "consent", "received"]
    assert view.timeline[-1].text == "Two implants, lower right."
    assert view.leads[0].stage is Stage.REPLIED
    assert view.next_step is not None
    assert view.next_step.kind == "send_plan"
    assert [point.kind for point in view.journey] == ["inquiry"]
    assert view.journey[0].detail["reply_minutes"] == 60
    assert not view.returning


def test_the_record_shows_treatments_with_what_comes_next(desk: Desk) -> None:
    patient = desk.patients.add(name="Rachel").value
    treated(desk, patient, date(2026, 1, 20))
    paid(desk, patient, 50_000)
    view = desk.patients.record(patient.id)
    assert view.returning
    assert [(row.title, row.teeth, row.done_on) for row in view.treatments] == [
        ("Implant 36", (36,), date(2026, 1, 20))
    ]
    assert [row.amount for row in view.payments] == [Money(50_000, "EUR")]
    assert {point.kind for point in view.journey} >= {"trip", "recall"}
    with pytest.raises(NotFound):
        desk.patients.record(404)


def test_a_contact_is_logged_at_its_time_and_not_in_the_future(desk: Desk) -> None:
    patient = desk.patients.add(name="Rachel").value
    before = make.AT - timedelta(days=3)
    desk.patients.log_contact(patient.id, channel="phone", outcome="Fine", at=before)
    (line,) = desk.patients.record(patient.id).timeline
    assert (line.kind, line.at, line.text) == ("call", before, "Fine")
    with pytest.raises(InvalidInput) as refused:
        desk.patients.log_contact(patient.id, channel="phone", at=make.AT + timedelta(minutes=1))
    assert refused.value.field == "at"


def test_a_contact_on_somebody_elses_inquiry_is_refused(desk: Desk) -> None:
    lead = desk.inquiry()
    other = desk.patients.add(name="Other").value
    with pytest.raises(NotFound):
        desk.patients.log_contact(other.id, channel="phone", outcome="x", lead_id=lead.id)
