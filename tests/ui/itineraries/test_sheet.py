"""The itinerary drafted, filled in, issued, saved and noted as sent, by keyboard and mouse."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.domain.leads import FactKind
from clinicdesk.domain.payments import PaymentKind
from clinicdesk.domain.people import Contact, ContactKind
from clinicdesk.services.payments import Received
from clinicdesk.ui.itineraries.sheet import ItinerarySheet
from clinicdesk.ui.prompts import Reason
from clinicdesk.ui.widgets.fields import LineField
from tests.documents.reading import text
from tests.services.itinerary_room import MONDAY
from tests.ui.itineraries.conftest import Counter


def write(field: LineField, words: str) -> None:
    """Type into a line as a person would, and leave it."""
    editor: QWidget = field.editor
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, words)
    QTest.keyClick(editor, Qt.Key.Key_Tab)


def shown(sheet: ItinerarySheet) -> str:
    """Return the text of the paper beside the fields, once it is drawn."""
    sheet.preview.show_paper(sheet.preview._next or (lambda: sheet.preview.pdf), at_once=True)
    return text(sheet.preview.pdf)


def press(sheet: ItinerarySheet, key: Qt.Key) -> None:
    QTest.keyClick(sheet.travel.lines["flight"].editor, key, Qt.KeyboardModifier.ControlModifier)


def test_it_opens_in_the_first_field_with_what_is_missing_and_the_paper(counter: Counter) -> None:
    sheet = counter.open()
    assert sheet.isVisible()
    assert counter.window.focusWidget() is sheet.travel.lands_on.editor
    assert sheet.missing.lines[:2] == ["No landing yet.", "No flight yet."]
    assert "No time yet for the visit of 12 January 2027." in sheet.missing.lines
    assert "Marama Ngata" in shown(sheet)
    assert "things are missing" in sheet.state.accessibleName()


def test_what_is_typed_is_on_the_paper_at_once_and_in_the_file_when_it_is_issued(counter: Counter) -> None:
    sheet = counter.open()
    write(sheet.travel.lands_on, "10 Jan 2027")
    write(sheet.travel.lands_time, "16:40")
    write(sheet.travel.lines["flight"], "SQ 176")
    assert "Flight SQ 176" in shown(sheet)
    assert "No flight yet." not in sheet.missing.lines
    assert not counter.services.visits.travel(counter.room.lead_id).flight
    press(sheet, Qt.Key.Key_Return)
    travel = counter.services.visits.travel(counter.room.lead_id)
    assert travel.flight == "SQ 176"
    assert travel.lands_at is not None
    assert counter.desk.local(travel.lands_at).isoformat() == "2027-01-10T16:40:00+07:00"
    (row,) = counter.services.itineraries.of_trip(counter.room.plan.id, 1)
    assert sheet.paper.value() == row.id
    assert f"check code {row.check_code}" in shown(sheet)


def test_closing_keeps_what_was_typed(counter: Counter) -> None:
    sheet = counter.open()
    write(sheet.travel.lines["hotel"], "Bo Ke Hotel")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert counter.services.visits.travel(counter.room.lead_id).hotel == "Bo Ke Hotel"
    counter.desk.commands.undo()
    assert counter.services.visits.travel(counter.room.lead_id).hotel == ""


def test_what_cannot_be_read_is_asked_about_before_it_is_gone(counter: Counter) -> None:
    sheet = counter.open()
    write(sheet.travel.lands_on, "the day after")
    counter.prompts.expect("confirm", False)
    sheet.leave()
    assert sheet.isVisible()
    assert sheet.travel.lands_on.complaint
    sheet.go.click()
    assert counter.services.itineraries.of_trip(counter.room.plan.id, 1) == ()
    counter.prompts.expect("confirm", True)
    sheet.leave()
    assert not sheet.isVisible()
    assert counter.prompts.finished()


def test_times_are_booked_from_the_sheet(counter: Counter) -> None:
    sheet = counter.open()
    assert [line.name for line in sheet.times.lines] == ["Implant", "Ask about the dog"]
    write(sheet.times.lines[0].time, "25:00")
    sheet.times.book.click()
    assert sheet.times.lines[0].time.complaint
    write(sheet.times.lines[0].time, "8:30")
    sheet.times.book.click()
    booked = counter.services.visits.of_lead(counter.room.lead_id)
    assert counter.desk.local(booked[1].starts_at) == datetime(2027, 1, 12, 8, 30, tzinfo=counter.desk.zone)
    assert (booked[1].title, booked[1].minutes, booked[1].trip) == ("implant", 120, 1)
    assert [line.name for line in sheet.times.lines] == ["Ask about the dog"]
    assert "08:30–10:30" in shown(sheet)


def test_a_time_at_which_the_dentist_is_taken_is_booked_and_told(counter: Counter) -> None:
    dentist = counter.room.dentist_id
    counter.services.visits.hold(
        starts_at=MONDAY + timedelta(days=1), patient_id=counter.room.patient_id, dentist_id=dentist
    )
    sheet = counter.open()
    write(sheet.times.lines[0].time, "9:30")
    sheet.times.book.click()
    assert len(counter.services.visits.of_lead(counter.room.lead_id)) == 2
    said = counter.desk.notices.text()
    assert said == "Implant is booked, but 1 other visit needs the same dentist at that time."


def test_fill_in_goes_to_the_field_and_settings_to_the_settings(counter: Counter) -> None:
    sheet = counter.open()
    by_line = dict(zip(sheet.missing.lines, sheet.missing.buttons, strict=True))
    by_line["No hotel yet."].click()
    assert counter.window.focusWidget() is sheet.travel.lines["hotel"].editor
    by_line["No time yet for the visit of 15 January 2027."].click()
    assert counter.window.focusWidget() is sheet.times.lines[0].time.editor
    sheet.language.set_value("vi")
    sheet.language.edited.emit()
    place = sheet.missing.lines.index("No directions in Vietnamese.")
    sheet.missing.buttons[place].click()
    assert not sheet.isVisible()
    assert counter.window.current_page == "settings"


def test_languages_change_the_paper(counter: Counter) -> None:
    sheet = counter.open()
    sheet.language.set_value("vi")
    sheet.second.set_value("en")
    sheet.second.edited.emit()
    words = shown(sheet)
    assert "11/01" in words
    assert "Mon 11 Jan" in words
    sheet.language.set_value("en")
    sheet.language.edited.emit()
    assert sheet.second.value() == ""


def test_an_issue_is_saved_with_its_calendar_file_and_opened(counter: Counter, tmp_path: Path) -> None:
    sheet = counter.open()
    sheet.go.click()
    row = counter.services.itineraries.of_trip(counter.room.plan.id, 1)[0]
    pdf, ics = tmp_path / "a.pdf", tmp_path / "a.ics"
    counter.prompts.expect("save_file", pdf)
    sheet.save.click()
    assert pdf.read_bytes() == counter.services.itineraries.issued_pdf(row.id)
    counter.prompts.expect("save_file", ics)
    sheet.save_calendar.click()
    assert ics.read_bytes() == counter.services.itineraries.issued_calendar(row.id)
    assert len(Calendar.from_ical(ics.read_bytes()).walk("VEVENT")) == 1
    shown(sheet)
    sheet.preview.open.click()
    assert counter.opener.files[-1].name == "P-2026-0001-1.pdf"
    assert counter.opener.files[-1].read_bytes() == pdf.read_bytes()


def test_an_issue_goes_into_a_mail_with_its_calendar_file(counter: Counter) -> None:
    clinic, patients = counter.services.clinic, counter.services.patients
    clinic.edit(replace(clinic.get(), email="care@songhan.example"))
    mail = Contact(ContactKind.EMAIL, "marama@mailbox.example")
    patients.edit(counter.room.patient_id, contacts=[mail])
    sheet = counter.open()
    assert sheet.acts._paper().mail is None  # type: ignore[union-attr]
    sheet.go.click()
    sheet.acts.mail()
    message = BytesParser(policy=policy.default).parsebytes(counter.opener.files[-1].read_bytes())
    names = [part.get_filename() for part in message.iter_attachments()]
    assert names == ["p-2026-0001-1.pdf", "p-2026-0001-1.ics"]


def test_the_draft_can_be_saved_too(counter: Counter, tmp_path: Path) -> None:
    sheet = counter.open()
    write(sheet.travel.lines["flight"], "SQ 176")
    file = tmp_path / "draft.pdf"
    counter.prompts.expect("save_file", file)
    sheet.save.click()
    assert "Draft, not issued" in text(file.read_bytes())
    assert "SQ 176" in text(file.read_bytes())


def test_sent_is_a_fact_of_the_inquiry(counter: Counter) -> None:
    sheet = counter.open()
    press(sheet, Qt.Key.Key_Return)
    counter.prompts.expect("choose_reason", None)
    press(sheet, Qt.Key.Key_Return)
    assert sheet.isVisible()
    counter.prompts.expect("choose_reason", Reason("email"))
    press(sheet, Qt.Key.Key_Return)
    facts = counter.services.leads.facts(counter.room.lead_id)
    sent = [fact.detail["channel"] for fact in facts if fact.kind is FactKind.ITINERARY_SENT]
    assert sent == ["email"]
    assert not sheet.isVisible()


def test_a_second_issue_replaces_the_first_and_both_can_be_shown(counter: Counter) -> None:
    first = counter.open()
    first.go.click()
    first.leave()
    visit = counter.services.visits.of_lead(counter.room.lead_id)[0]
    counter.services.visits.move(visit.id, starts_at=MONDAY + timedelta(days=1))
    sheet = counter.open()
    assert sheet.paper.value() == 0
    assert "says the same" not in sheet.state.accessibleName()
    sheet.go.click()
    assert "replaces the one of 17 November 2026" in shown(sheet)
    rows = counter.services.itineraries.of_trip(counter.room.plan.id, 1)
    assert [row.revision for row in rows] == [2, 1]
    sheet.paper.set_value(0)
    sheet.paper.edited.emit()
    assert sheet.state.accessibleName() == "Revision 2 says the same already"
    sheet.paper.set_value(rows[1].id)
    sheet.paper.edited.emit()
    assert "replaces" not in shown(sheet)


def test_another_trip_has_its_own_itinerary(counter: Counter) -> None:
    counter.room.book(MONDAY + timedelta(days=150), trip=2)
    sheet = counter.open()
    sheet.trip.set_value(2)
    sheet.trip.edited.emit()
    other = counter.window.findChildren(ItinerarySheet)[-1]
    assert "trip 2" in shown(other)
    assert not sheet.isVisible()


def test_nothing_can_be_issued_while_nothing_is_booked(counter: Counter) -> None:
    for visit in counter.services.visits.of_lead(counter.room.lead_id):
        counter.services.visits.cancel(visit.id)
    sheet = counter.open()
    assert sheet.missing.lines[0] == "No visit of this trip is booked yet."
    assert not sheet.go.isEnabled()


def test_without_an_issued_plan_a_sentence_says_so(counter: Counter) -> None:
    lead = counter.services.leads.receive(name="Noura", channel="email").value
    counter.desk.navigator.open_sheet("itinerary", lead_id=lead.id)
    assert counter.window.findChildren(ItinerarySheet) == []


def test_a_card_with_a_held_date_offers_the_itinerary(counter: Counter) -> None:
    counter.services.payments.request_deposit(counter.room.lead_id, plan_id=counter.room.plan.id)
    counter.desk.navigator.show_page("pipeline")
    page: Any = counter.window.stage.currentWidget()
    card = page._find(counter.room.lead_id)
    (offered,) = [action for action in page.menu_of(card).actions() if action.text() == "Itinerary"]
    offered.trigger()
    assert counter.window.findChildren(ItinerarySheet)[-1].isVisible()


def test_today_opens_it_beside_the_confirmation(counter: Counter, qtbot: QtBot) -> None:
    payments, room = counter.services.payments, counter.room
    request = payments.request_deposit(room.lead_id, plan_id=room.plan.id).value
    payments.record(
        Received(
            patient_id=room.patient_id,
            kind=PaymentKind.DEPOSIT,
            amount=request.amount,
            plan_id=room.plan.id,
            lead_id=room.lead_id,
            way="card",
        )
    )
    counter.desk.navigator.show_page("today")
    page: Any = counter.window.stage.currentWidget()
    due = next(row for row in counter.services.followups.due_list().rows if row.kind == "confirmation")
    page.view.select(page.model.position(due.id))
    # The pane follows once the list is painted.
    qtbot.waitUntil(lambda: page.pane.shown is not None and page.pane.shown.id == due.id)
    page.pane._itinerary.click()
    sheet = counter.window.findChildren(ItinerarySheet)[-1]
    sheet.go.click()
    counter.prompts.expect("choose_reason", Reason("email"))
    sheet.go.click()
    kinds = {row.kind for row in counter.services.followups.due_list().rows}
    assert "confirmation" not in kinds


def test_the_record_opens_the_itinerary_and_lists_what_was_issued(counter: Counter) -> None:
    counter.services.itineraries.issue(counter.room.wish())
    counter.desk.open_patient(counter.room.patient_id)
    page = counter.window.stage.currentWidget()
    titles = [row.accessibleName() for row in page.side.rows]  # type: ignore[attr-defined]
    assert any("Itinerary of P-2026-0001, trip 1" in title for title in titles)
    words = [action.text() for action in page.acts.menu().actions()]  # type: ignore[attr-defined]
    assert "Itinerary" in words
    assert counter.services.patients.record(counter.room.patient_id).itineraries[0].issued_at.date() == date(
        2026, 11, 17
    )
