"""New inquiry: pasted and read, typed by hand, doubtful parts, known people, and bad input."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from clinicdesk.domain.leads import Lead, Origin
from clinicdesk.domain.money import Money
from clinicdesk.domain.people import Contact, ContactKind, Patient, PatientQuery
from clinicdesk.ui.inquiry.rows import RowState
from clinicdesk.ui.inquiry.sheet import InquirySheet
from tests.ui.front_desk import FrontDesk
from tests.ui.inquiry.conftest import OpenSheet

MESSAGE = """New enquiry from SmileJet · ref SJ-884210
Received: 17 November 2026, 03:31 UTC

Name: Fiona MacLeod
Email: fiona.macleod@mailbox.example
Mobile: 07700 900 614
Country: Scotland, UK

I am looking for a price for two implants lower right. We will be in Vietnam from 6 to 19 February.
Budget is about £3,000. Do I need a scan before? Please write, calls are hard for me at work.
"""


def saved(clinic: FrontDesk) -> list[tuple[Patient, Lead]]:
    """Everybody on the record with their newest inquiry."""
    patients = [clinic.services.patients.get(i) for i in clinic.services.patients.ids(PatientQuery())]
    cards = [card for column in clinic.services.leads.board().columns for card in column.cards]
    leads = {card.patient_id: clinic.services.leads.get(card.lead_id) for card in cards}
    return [(patient, leads[patient.id]) for patient in patients if patient.id in leads]


def write(editor: QWidget, text: str) -> None:
    """Type into a line or a choice as a person would."""
    editor.setFocus()
    line = editor if isinstance(editor, QLineEdit) else editor.lineEdit()  # type: ignore[attr-defined]
    line.selectAll()
    for letter in text:  # QTest.keyClicks knows Latin letters only
        pressed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(line, pressed)
    QTest.keyClick(line, Qt.Key.Key_Tab)


def fill(sheet: InquirySheet, **texts: str) -> None:
    for name, text in texts.items():
        write(sheet.form.rows[name].fields[0].editor, text)


def test_a_pasted_message_is_read_into_numbered_parts(open_sheet: OpenSheet) -> None:
    sheet = open_sheet(text=MESSAGE)
    form = sheet.form
    assert form.name.value() == "Fiona MacLeod"
    assert form.phone.value() == "+447700900614"
    assert form.country.value() == "GB"
    assert form.rows["name"].state is RowState.SURE
    assert form.rows["treatment"].state is RowState.GUESS
    text = sheet.source.toPlainText()
    marked = {mark.number: text[mark.start : mark.end] for mark in sheet.source._marks}
    assert marked[1] == "Fiona MacLeod"
    assert marked[2] == "07700 900 614"
    assert "Do I need a scan before?" in sheet._questions


def test_ctrl_enter_saves_what_is_accepted_and_shows_the_reply(
    clinic: FrontDesk, open_sheet: OpenSheet
) -> None:
    sheet = open_sheet(text=MESSAGE)
    page = sheet._desk.navigator.current
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    ((patient, lead),) = saved(clinic)
    assert patient.name == "Fiona MacLeod"
    assert patient.preferred_channel == "email"
    assert lead.value == Money(300_000, "GBP")
    assert lead.reference == "SJ-884210"
    assert lead.received_at == datetime(2026, 11, 17, 3, 31, tzinfo=UTC)
    assert lead.treatment == ""
    assert lead.travel_from is None
    assert "two implants" in lead.request
    assert page.pane.shown.lead_id == lead.id


def test_accepted_guesses_are_saved(clinic: FrontDesk, open_sheet: OpenSheet) -> None:
    sheet = open_sheet(text=MESSAGE)
    sheet._all.click()
    assert sheet.form.guesses() == 0
    sheet.only.click()
    ((patient, lead),) = saved(clinic)
    assert lead.treatment == "Two implants lower right"
    assert (lead.travel_from, lead.travel_to) == (date(2027, 2, 6), date(2027, 2, 19))
    assert patient.language == "en"


def test_typing_into_a_guess_accepts_what_is_typed(clinic: FrontDesk, open_sheet: OpenSheet) -> None:
    sheet = open_sheet(text=MESSAGE)
    fill(sheet, treatment="46, 47 implants")
    sheet.source.insertPlainText("P.S. and maybe whitening\n")
    sheet.read()
    assert sheet.form.treatment.value() == "46, 47 implants"
    sheet.only.click()
    assert saved(clinic)[0][1].treatment == "46, 47 implants"


def test_manual_entry_needs_no_text(clinic: FrontDesk, open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    fill(sheet, name="Nguyễn Thu Hà", phone="0905 550 117", country="Vietnam", channel="phone")
    fill(sheet, treatment="Cleaning", value="1.200.000 VND", came_in="09:15")
    sheet.only.click()
    ((patient, lead),) = saved(clinic)
    assert patient.contact(ContactKind.PHONE) == "+84905550117"
    assert lead.channel == "phone"
    assert lead.value == Money(1_200_000, "VND")
    assert lead.received_at == datetime(2026, 11, 17, 2, 15, tzinfo=UTC)
    assert lead.origin is Origin.NEW


@pytest.mark.parametrize(
    ("row", "text", "said"),
    [
        ("phone", "12", "country code"),
        ("travel", "31 Feb 2027", "31"),
        ("value", "1.234", "1,234"),
        ("came_in", "tomorrow 10:00", "still to come"),
        ("email", "nobody at home", "not a mail address"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field_and_nothing_is_lost(
    clinic: FrontDesk, open_sheet: OpenSheet, row: str, text: str, said: str
) -> None:
    sheet = open_sheet()
    fill(sheet, name="Park Ji-hoon", channel="whatsapp")
    fill(sheet, **{row: text})
    sheet.only.click()
    field = sheet.form.rows[row].fields[0]
    assert said in field.complaint
    assert field.text() == text
    assert sheet.form.name.value() == "Park Ji-hoon"
    assert saved(clinic) == []
    assert sheet.isVisible()


def test_without_a_name_or_a_channel_the_field_says_so(clinic: FrontDesk, open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.only.click()
    assert "name" in sheet.form.name.complaint
    fill(sheet, name="Park Ji-hoon")
    sheet.only.click()
    assert "came in" in sheet.form.channel.complaint
    assert saved(clinic) == []


def test_ten_megabytes_are_cut_with_a_sentence(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    QGuiApplication.clipboard().setText("a very long message. " * 500_000)
    sheet.source.setFocus()
    sheet.source.paste()
    assert len(sheet.source.toPlainText()) == 20_000
    assert "20,000" in sheet._problem.accessibleName()


def test_emoji_before_a_name_do_not_shift_its_mark(open_sheet: OpenSheet) -> None:
    sheet = open_sheet(text="😀😀 Hello\nName: Yuki Tanaka\n")
    (mark,) = sheet.source._marks
    text = sheet.source.toPlainText()
    assert text[mark.start : mark.end] == "Yuki Tanaka"
    sheet.grab()


def test_markup_and_formulas_stay_text(clinic: FrontDesk, open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    fill(sheet, name="=cmd|<b>Bold</b>", channel="whatsapp")
    sheet.only.click()
    assert saved(clinic)[0][0].name == "=cmd|<b>Bold</b>"


class TestSomebodyKnown:
    """The record has her already, under another spelling."""

    @pytest.fixture
    def fiona(self, clinic: FrontDesk) -> Patient:
        contacts = [
            Contact(ContactKind.PHONE, "+447700900614"),
            Contact(ContactKind.EMAIL, "fmcleod@oldpost.example"),
        ]
        return clinic.services.patients.add(name="Fiona McLeod", country="GB", contacts=contacts).value

    def test_it_is_asked_before_anything_is_saved(
        self, clinic: FrontDesk, open_sheet: OpenSheet, fiona: Patient
    ) -> None:
        sheet = open_sheet(text=MESSAGE)
        assert sheet.duplicate.asks
        sheet.only.click()
        assert saved(clinic) == []
        assert "same person" in sheet._problem.accessibleName()

    def test_the_same_person_gains_the_new_address(
        self, clinic: FrontDesk, open_sheet: OpenSheet, fiona: Patient
    ) -> None:
        sheet = open_sheet(text=MESSAGE)
        QTest.keyClick(sheet, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
        sheet.only.click()
        ((patient, lead),) = saved(clinic)
        assert lead.patient_id == fiona.id
        assert patient.name == "Fiona McLeod"
        mails = [contact.value for contact in patient.contacts if contact.kind is ContactKind.EMAIL]
        assert mails == ["fmcleod@oldpost.example", "fiona.macleod@mailbox.example"]

    def test_another_person_gets_a_record_of_their_own(
        self, clinic: FrontDesk, open_sheet: OpenSheet, fiona: Patient
    ) -> None:
        sheet = open_sheet(text=MESSAGE)
        sheet.duplicate.other.click()
        assert sheet.duplicate.isHidden()
        sheet.only.click()
        ((patient, _),) = saved(clinic)
        assert patient.id != fiona.id

    def test_decide_later_keeps_both_and_adds_a_task(
        self, clinic: FrontDesk, open_sheet: OpenSheet, fiona: Patient
    ) -> None:
        sheet = open_sheet(text=MESSAGE)
        sheet.duplicate.later.click()
        sheet.only.click()
        ((patient, _),) = saved(clinic)
        assert patient.id != fiona.id
        tasks = [row for row in clinic.services.followups.due_list().rows if row.kind.value == "task"]
        assert [row.patient_id for row in tasks] == [patient.id]
        assert "Fiona McLeod" in str(tasks[0].title_data["title"])

    def test_from_the_record_nothing_is_asked(
        self, clinic: FrontDesk, open_sheet: OpenSheet, fiona: Patient
    ) -> None:
        sheet = open_sheet(patient_id=fiona.id)
        fill(sheet, channel="whatsapp", treatment="Whitening")
        sheet.only.click()
        ((_, lead),) = saved(clinic)
        assert lead.patient_id == fiona.id


def test_esc_keeps_the_draft_for_the_next_time(clinic: FrontDesk, open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    fill(sheet, name="Anna Sokolova", country="Kazakhstan")
    sheet.source.put("Здравствуйте, сколько стоит коронка?")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()
    again = open_sheet()
    assert again.form.name.value() == "Anna Sokolova"
    assert again.form.country.value() == "KZ"
    assert again.form.language.value() == "ru"
    fill(again, channel="telegram")
    again.only.click()
    assert open_sheet().form.name.value() == ""


def test_a_failed_save_can_be_tried_again_and_is_saved_once(clinic: FrontDesk, open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    fill(sheet, name="Anna Sokolova", email="anna@", channel="telegram")
    sheet.only.click()
    assert sheet.form.email.complaint
    fill(sheet, email="anna@mailbox.example")
    sheet.only.click()
    assert len(saved(clinic)) == 1


def test_the_clock_in_the_foot_counts_from_when_it_came_in(open_sheet: OpenSheet) -> None:
    sheet = open_sheet(text=MESSAGE)
    assert sheet._due.accessibleName() == "First reply due today 14:31"
    assert "3:49 left" in sheet._due_rest.text()


def test_an_inquiry_that_is_late_already_says_so(clinic: FrontDesk, open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    yesterday = (clinic.clock.now() - timedelta(days=1)).date()
    fill(sheet, came_in=f"{yesterday:%d/%m/%Y} 09:00")
    assert "ran out" in sheet._due_rest.text()


def test_a_home_number_without_any_hint_is_a_guess(open_sheet: OpenSheet) -> None:
    sheet = open_sheet(text="Chào phòng khám, số của em là 0905 550 117")
    assert sheet.form.phone.text().startswith("+84")
    assert sheet.form.rows["phone"].state is RowState.GUESS
    assert sheet.form.language.value() == "vi"
