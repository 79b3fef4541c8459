"""The record: what it shows of a whole journey, and what its buttons and menus record."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.leads import Lead, LostReason, Stage
from clinicdesk.domain.odontogram import Mark
from clinicdesk.domain.people import ContactKind
from clinicdesk.domain.record import TreatmentRow
from clinicdesk.domain.treatments import TreatmentLine
from clinicdesk.ui.patients.patient_form import PatientDialog
from clinicdesk.ui.patients.record_page import RecordPage
from clinicdesk.ui.patients.teeth import marks_of, next_check, teeth_words
from clinicdesk.ui.patients.travel_form import TravelDialog
from clinicdesk.ui.prompts import Reason
from tests.ui.front_desk import FrontDesk
from tests.ui.patients.conftest import ShowWindow

ShowRecord = Callable[[Lead], RecordPage]


@pytest.fixture
def show_record(show_window: ShowWindow) -> ShowRecord:
    """Return a function that opens the window on the record of a lead's patient."""

    def show(lead: Lead) -> RecordPage:
        window, desk = show_window()
        desk.open_patient(lead.patient_id)
        page = window.stage.currentWidget()
        assert isinstance(page, RecordPage)
        return page

    return show


def act(page: RecordPage, words: str) -> None:
    found = [action for action in page.acts.menu().actions() if action.text() == words]
    assert found, [action.text() for action in page.acts.menu().actions()]
    found[0].trigger()


def deeds(page: RecordPage) -> list[str]:
    return [line.entry.kind for line in page.timeline.lines]


def test_markup_in_what_people_wrote_is_shown_as_it_is(clinic: FrontDesk, show_record: ShowRecord) -> None:
    lead = clinic.receive("<b>Noura</b> & Co", request="<img src=x onerror=1> How much?")
    page = show_record(lead)
    line = page.timeline.lines[-1]
    assert "<img src=x onerror=1>" in line.accessibleName()
    assert page.acts.view is not None
    assert page.acts.view.patient.name == "<b>Noura</b> & Co"


def test_a_note_appears_and_is_taken_back_from_its_line(clinic: FrontDesk, show_record: ShowRecord) -> None:
    page = show_record(clinic.receive())
    clinic.prompts.expect("ask_text", "Her father felt pain on 26.")
    page.timeline.note.click()
    assert deeds(page)[0] == "note"
    page.timeline.lines[0].acts[0][1]()
    assert "note" not in deeds(page)
    page.desk.commands.undo()
    assert deeds(page)[0] == "note"


def test_the_timeline_filters_and_goes_to_a_day(clinic: FrontDesk, show_record: ShowRecord) -> None:
    lead = clinic.receive()
    clinic.services.patients.add_note(lead.patient_id, text="Called her sister.")
    page = show_record(lead)
    page.timeline.filter.choose("notes", "Notes and calls")
    assert deeds(page) == ["note"]
    page.timeline.filter.choose("", "All")
    page.timeline.go_to_day(page.desk.today())
    assert page.timeline.lines[0].hasFocus()
    QTest.keyClick(page.timeline.lines[0], Qt.Key.Key_Down)
    assert page.timeline.lines[1].hasFocus()


def test_losing_and_reopening_asks_the_reason_and_can_be_undone(
    clinic: FrontDesk, show_record: ShowRecord
) -> None:
    lead = clinic.receive()
    page = show_record(lead)
    clinic.prompts.expect("choose_reason", Reason(LostReason.PRICE.value))
    act(page, "Mark as lost")
    assert clinic.services.leads.get(lead.id).stage is Stage.LOST
    act(page, "Reopen the inquiry")
    assert clinic.services.leads.get(lead.id).stage is Stage.NEW
    page.desk.commands.undo()
    assert clinic.services.leads.get(lead.id).stage is Stage.LOST


def test_a_call_with_an_outcome_is_the_reply(clinic: FrontDesk, show_record: ShowRecord) -> None:
    lead = clinic.receive()
    page = show_record(lead)
    clinic.prompts.expect("choose_reason", Reason("out", "Wants March."))
    clinic.prompts.expect("choose_reason", Reason("phone"))
    act(page, "Log a contact")
    assert clinic.services.leads.get(lead.id).stage is Stage.REPLIED
    assert "Wants March." in page.timeline.lines[0].accessibleName()


def test_a_task_becomes_the_next_line(clinic: FrontDesk, show_record: ShowRecord) -> None:
    lead = clinic.receive()
    page = show_record(lead)
    clinic.prompts.expect("ask_text", "Ask for the panoramic X-ray")
    clinic.prompts.expect("ask_date", date(2026, 11, 20))
    act(page, "Add a task")
    due = clinic.services.followups.due_list(on=date(2026, 11, 20))
    assert any(row.kind.value == "task" for row in due.rows)


def test_consent_is_recorded_from_its_line_and_taken_back(clinic: FrontDesk, show_record: ShowRecord) -> None:
    lead = clinic.receive()
    page = show_record(lead)
    row = next(row for row in page.side.rows if row.text() == "Not asked about marketing")
    clinic.prompts.expect("choose_reason", Reason("yes:form", "Signed at the desk"))
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert clinic.services.patients.may_contact(
        lead.patient_id, channel="whatsapp", purpose=Purpose.MARKETING
    )
    page.desk.commands.undo()
    assert any(row.text() == "Not asked about marketing" for row in page.side.rows)


def test_never_write_again_is_asked_twice_and_shown(clinic: FrontDesk, show_record: ShowRecord) -> None:
    lead = clinic.receive()
    page = show_record(lead)
    clinic.prompts.expect("confirm", False)
    act(page, "Never write again")
    assert not clinic.services.patients.record(lead.patient_id).suppressed
    clinic.prompts.expect("confirm", True)
    act(page, "Never write again")
    assert clinic.services.patients.record(lead.patient_id).suppressed


def test_the_form_saves_what_changed_and_undo_puts_it_back(
    clinic: FrontDesk, show_record: ShowRecord, qtbot: QtBot
) -> None:
    lead = clinic.receive()
    page = show_record(lead)
    patient = clinic.services.patients.get(lead.patient_id)
    dialog = PatientDialog(page.desk, page.window(), patient)
    qtbot.addWidget(dialog)
    dialog.field("native_name").set_text("نورة الحربي")
    dialog.field("alert").set_text("Penicillin allergy")
    dialog.verb.click()
    after = clinic.services.patients.get(lead.patient_id)
    assert (after.native_name, after.alert) == ("نورة الحربي", "Penicillin allergy")
    assert after.contacts == patient.contacts
    page.desk.commands.undo()
    assert clinic.services.patients.get(lead.patient_id) == patient


def test_values_that_no_list_offers_are_kept(
    clinic: FrontDesk, show_record: ShowRecord, qtbot: QtBot
) -> None:
    lead = clinic.receive(sex="nonbinary", owner_id=clinic.duc.id)
    clinic.services.staff.retire(clinic.duc.id)
    page = show_record(lead)
    patient = clinic.services.patients.get(lead.patient_id)
    dialog = PatientDialog(page.desk, page.window(), patient)
    qtbot.addWidget(dialog)
    dialog.field("city").set_text("Riyadh")
    dialog.verb.click()
    after = clinic.services.patients.get(lead.patient_id)
    assert (after.city, after.sex, after.owner_id) == ("Riyadh", "nonbinary", patient.owner_id)


def test_a_wrong_address_is_said_beside_its_field_and_nothing_is_lost(
    clinic: FrontDesk, show_record: ShowRecord, qtbot: QtBot
) -> None:
    lead = clinic.receive()
    page = show_record(lead)
    patient = clinic.services.patients.get(lead.patient_id)
    dialog = PatientDialog(page.desk, page.window(), patient)
    qtbot.addWidget(dialog)
    dialog.field("city").set_text("Riyadh")
    dialog.field("email").set_text("noura at mailbox")
    dialog.verb.click()
    assert dialog.field("email").complaint
    assert dialog.field("city").text() == "Riyadh"
    assert clinic.services.patients.get(lead.patient_id) == patient
    dialog.field("email").set_text("n@mailbox.example")
    dialog.field("birth_on").set_text("31 Feb 1990")
    dialog.verb.click()
    assert dialog.field("birth_on").complaint
    dialog.field("birth_on").set_text("")
    dialog.verb.click()
    saved = clinic.services.patients.get(lead.patient_id)
    assert saved.contact(ContactKind.EMAIL) == "n@mailbox.example"
    assert saved.city == "Riyadh"


def test_travel_facts_are_stored_and_checked(
    clinic: FrontDesk, show_record: ShowRecord, qtbot: QtBot
) -> None:
    lead = clinic.receive()
    page = show_record(lead)
    travel = clinic.services.visits.travel(lead.id)
    dialog = TravelDialog(page.desk, page.window(), travel, "Noura")
    qtbot.addWidget(dialog)
    dialog.form.lands_on.set_day(date(2027, 2, 10))
    dialog.form.leaves_on.set_day(date(2027, 2, 1))
    dialog.verb.click()
    assert dialog.form.leaves_on.complaint
    dialog.form.leaves_on.set_day(date(2027, 2, 20))
    dialog.form.lands_time.set_text("25:99")
    dialog.verb.click()
    assert dialog.form.lands_time.complaint
    dialog.form.lands_time.set_text("9.30")
    dialog.verb.click()
    lands = clinic.services.visits.travel(lead.id).lands_at
    assert lands is not None
    assert page.desk.local(lands) == datetime(2027, 2, 10, 9, 30, tzinfo=page.desk.zone)


def test_a_held_visit_is_moved_and_cancelled_with_undo(clinic: FrontDesk, show_record: ShowRecord) -> None:
    lead = clinic.receive()
    starts = clinic.clock.now() + timedelta(days=60)
    visit = clinic.services.visits.hold(starts_at=starts, lead_id=lead.id).value
    page = show_record(lead)
    clinic.prompts.expect("ask_date", date(2027, 2, 3))
    clinic.prompts.expect("ask_value", "10:15")
    page.acts.move(visit)
    moved = clinic.services.visits.of_lead(lead.id)[0]
    assert page.desk.local(moved.starts_at) == datetime(2027, 2, 3, 10, 15, tzinfo=page.desk.zone)
    page.acts.cancel(moved)
    page.desk.commands.undo()
    page.desk.commands.undo()
    assert clinic.services.visits.of_lead(lead.id)[0].starts_at == starts


def test_a_treatment_shows_on_the_teeth_and_its_return_can_be_set(
    clinic: FrontDesk, show_record: ShowRecord
) -> None:
    lead = clinic.receive()
    line = TreatmentLine(kind="implant", title="Implant 46", teeth=(46,), cadence="implant")
    clinic.services.treatments.record(lead.id, lines=(line,), last_day=date(2026, 11, 16))
    page = show_record(lead)
    view = page.acts.view
    assert view is not None
    done = next(one for one in view.treatments if one.done_on is not None)
    assert marks_of(view.treatments)[0] == {46: (Mark.IMPLANT,)}
    clinic.prompts.expect("ask_date", date(2027, 8, 2))
    page.acts.change_return(done)
    changed = clinic.services.patients.record(lead.patient_id).treatments[0]
    assert (changed.ideal_return_on, changed.overridden) == (date(2027, 8, 2), True)
    clinic.prompts.expect("choose_reason", Reason("rule"))
    page.acts.change_return(changed)
    assert not clinic.services.patients.record(lead.patient_id).treatments[0].overridden


def test_write_shows_the_follow_up_on_today(clinic: FrontDesk, show_record: ShowRecord) -> None:
    page = show_record(clinic.receive())
    assert page.head.write_button.isVisible()
    page.head.write_button.click()
    assert page.window().current_page == "today"  # type: ignore[attr-defined]


def row(kind: str, teeth: tuple[int, ...], on: date, months: int = 0) -> TreatmentRow:
    until = on.replace(year=on.year + 5) if months else None
    return TreatmentRow(kind, "", "", teeth, on, guarantee_until=until, check_months=months)


def test_an_implant_after_a_removal_stands_where_the_tooth_was() -> None:
    first, later = date(2026, 1, 5), date(2026, 6, 5)
    marks, gone = marks_of([row("implant", (36,), later), row("removal", (36, 37), first)])
    assert marks == {36: (Mark.IMPLANT,)}
    assert gone == {37}


@pytest.mark.parametrize(
    ("teeth", "words"),
    [((16, 15, 14), "16–14"), ((11, 21), "11, 21"), ((36,), "36"), ((), ""), ((35, 36, 46), "35–36, 46")],
)
def test_neighbouring_teeth_are_joined(teeth: tuple[int, ...], words: str) -> None:
    assert teeth_words(teeth) == words


def test_the_next_check_is_the_first_that_has_not_passed() -> None:
    done = row("implant", (46,), date(2024, 3, 1), months=12)
    assert next_check(done, date(2026, 11, 17)) == date(2027, 3, 1)
    assert next_check(row("crown", (11,), date(2024, 3, 1)), date(2026, 11, 17)) is None
