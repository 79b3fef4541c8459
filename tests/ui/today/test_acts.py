"""What the buttons and keys of the pane do: drafts, what was sent, snooze, skip, and their undo."""

from datetime import date, timedelta
from email import message_from_bytes, policy

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from clinicdesk.domain.leads import FactKind, Stage
from clinicdesk.domain.people import Contact, ContactKind
from clinicdesk.ui.prompts import Reason
from tests.ui.front_desk import FrontDesk
from tests.ui.today.conftest import ShowToday


def key(page: object, pressed: Qt.Key) -> None:
    QTest.keyClick(page.view, pressed)  # type: ignore[attr-defined]


def test_w_opens_a_whatsapp_draft_and_leaves_the_clock_running(
    clinic: FrontDesk, show_today: ShowToday
) -> None:
    lead = clinic.receive(request="Do you speak English?", treatment="Check-up")
    page = show_today()
    key(page, Qt.Key.Key_W)
    assert clinic.opener.links[0].startswith("https://wa.me/447700900614")
    assert [fact.kind for fact in clinic.services.leads.facts(lead.id)] == []
    assert page.pane.shown.lead_id == lead.id


def test_a_text_about_health_is_copied_and_never_in_the_link(
    clinic: FrontDesk, show_today: ShowToday
) -> None:
    clinic.receive(treatment="Two implants")
    page = show_today()
    key(page, Qt.Key.Key_W)
    assert clinic.opener.links == ["https://wa.me/447700900614"]
    assert "implants" in QGuiApplication.clipboard().text()


def test_c_copies_the_text_as_it_was_edited(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive()
    page = show_today()
    page.pane._message.text.setPlainText("Hello, in my own words")
    key(page, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "Hello, in my own words"


def test_letters_typed_into_the_message_are_text(clinic: FrontDesk, show_today: ShowToday) -> None:
    lead = clinic.receive()
    page = show_today()
    page.pane._message.text.setFocus()
    page.pane._message.text.selectAll()
    QTest.keyClicks(page.pane._message.text, "dxw")
    assert page.pane._message.written() == "dxw"
    assert clinic.services.leads.get(lead.id).stage is Stage.NEW
    assert clinic.opener.links == []


def test_an_edited_text_survives_going_to_another_line(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive("Gareth Pugh", ago=timedelta(hours=2))
    clinic.receive("Anna Sokolova")
    page = show_today()
    page.pane._message.text.setPlainText("Half a reply")
    key(page, Qt.Key.Key_Down)
    assert page.pane._message.written() != "Half a reply"
    key(page, Qt.Key.Key_Up)
    assert page.pane._message.written() == "Half a reply"


def test_d_records_the_reply_and_the_next_line_is_chosen(clinic: FrontDesk, show_today: ShowToday) -> None:
    first = clinic.receive("Gareth Pugh", ago=timedelta(hours=2))
    clinic.receive("Anna Sokolova")
    page = show_today()
    page.pane._message.text.setPlainText("Dear Gareth, of course.")
    key(page, Qt.Key.Key_D)
    assert clinic.services.leads.get(first.id).stage is Stage.REPLIED
    view = clinic.services.followups.pane(page.pane.shown.id)
    assert page.pane.shown.name == "Anna Sokolova"
    assert view.row.name == "Anna Sokolova"
    assert page.head.done._count == 1


def test_undo_brings_the_line_back_and_it_can_be_sent_again(clinic: FrontDesk, show_today: ShowToday) -> None:
    lead = clinic.receive()
    page = show_today()
    key(page, Qt.Key.Key_D)
    page.desk.commands.undo()
    assert clinic.services.leads.get(lead.id).stage is Stage.NEW
    assert page.pane.shown.kind.value == "first_reply"
    key(page, Qt.Key.Key_D)
    assert clinic.services.leads.get(lead.id).stage is Stage.REPLIED


def test_e_writes_an_unsent_mail(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive("Müller, Jörg")
    page = show_today()
    page.pane._message.text.setPlainText("Grüße aus Đà Nẵng")
    key(page, Qt.Key.Key_E)
    mail = message_from_bytes(clinic.opener.files[0].read_bytes(), policy=policy.default)
    assert mail["X-Unsent"] == "1"
    assert mail["To"].addresses[0].addr_spec == "noura@mailbox.example"
    assert mail["To"].addresses[0].display_name == "Müller, Jörg"
    assert mail.get_content().strip() == "Grüße aus Đà Nẵng"


def test_without_a_clinic_address_a_sentence_says_so(clinic: FrontDesk, show_today: ShowToday) -> None:
    from dataclasses import replace

    settings = clinic.services.clinic
    settings.edit(replace(settings.get(), email=""))
    clinic.receive()
    page = show_today()
    key(page, Qt.Key.Key_E)
    assert clinic.opener.files == []
    assert "mail address" in page.desk.notices.text()


def test_a_patient_without_the_channel_gets_copy_and_their_record(
    clinic: FrontDesk, show_today: ShowToday
) -> None:
    clinic.receive(preferred_channel="line", contacts=[Contact(ContactKind.LINE, "yuki_t")])
    page = show_today()
    key(page, Qt.Key.Key_W)
    assert clinic.opener.links == []
    assert "implants" in QGuiApplication.clipboard().text()
    assert "LINE" in page.pane._hint.text()


def test_snooze_hides_the_line_until_its_time(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive()
    page = show_today()
    menu = page.pane.snooze_menu()
    menu.actions()[0].trigger()
    assert page.model.rows() == []
    clinic.clock.at += timedelta(minutes=61)
    page.desk.ticker.ticked.emit()
    assert len(page.model.rows()) == 1


def test_s_then_2_snoozes_until_tomorrow(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive()
    page = show_today()
    followup = page.pane.shown.id
    key(page, Qt.Key.Key_S)
    menu = next(menu for menu in page.pane.findChildren(type(page.pane.snooze_menu())) if menu.isVisible())
    QTest.keyClick(menu, Qt.Key.Key_2)
    until = clinic.services.followups.pane(followup).row.snoozed_until
    assert page.desk.local(until).isoformat() == "2026-11-18T00:00:00+07:00"


def test_snooze_until_a_day_asks_for_it(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive()
    page = show_today()
    followup = page.pane.shown.id
    clinic.prompts.expect("ask_date", date(2026, 12, 1))
    page.pane.snooze_menu().actions()[4].trigger()
    until = clinic.services.followups.pane(followup).row.snoozed_until
    assert page.desk.local(until).date() == date(2026, 12, 1)


def test_waiting_for_the_dentist_keeps_the_line(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive(ago=timedelta(minutes=5))
    page = show_today()
    page.pane.snooze_menu().actions()[7].trigger()
    assert page.pane.shown.state.value == "waiting"


def test_x_asks_why_and_a_choice_of_another_clinic_loses_the_lead(
    clinic: FrontDesk, show_today: ShowToday
) -> None:
    lead = clinic.receive()
    page = show_today()
    clinic.prompts.expect("choose_reason", Reason("elsewhere", "nearer home"))
    key(page, Qt.Key.Key_X)
    assert clinic.services.leads.get(lead.id).stage is Stage.LOST
    assert page.model.rows() == []
    page.desk.commands.undo()
    assert clinic.services.leads.get(lead.id).stage is Stage.NEW
    assert len(page.model.rows()) == 1


def test_skip_that_is_cancelled_changes_nothing(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive()
    page = show_today()
    clinic.prompts.expect("choose_reason", None)
    key(page, Qt.Key.Key_X)
    assert len(page.model.rows()) == 1


def test_a_logged_call_with_an_outcome_is_the_reply(clinic: FrontDesk, show_today: ShowToday) -> None:
    lead = clinic.receive()
    page = show_today()
    clinic.prompts.expect("ask_text", "Explained the price, wants a plan")
    page.pane._call.click()
    kinds = [fact.kind for fact in clinic.services.leads.facts(lead.id)]
    assert kinds == [FactKind.REPLIED]


def test_an_answer_of_the_patient_is_recorded(clinic: FrontDesk, show_today: ShowToday) -> None:
    lead = clinic.receive()
    page = show_today()
    clinic.prompts.expect("ask_text", "Thank you, February is fine")
    page.pane._answer.click()
    kinds = [fact.kind for fact in clinic.services.leads.facts(lead.id)]
    assert kinds == [FactKind.ANSWERED]


def test_a_task_is_done_with_d(clinic: FrontDesk, show_today: ShowToday) -> None:
    lead = clinic.receive()
    clinic.services.leads.lose(lead.id, reason="other")
    clinic.services.followups.add_task(
        lead.patient_id, title="Ask for the X-ray", due_on=clinic.clock.now().date()
    )
    page = show_today()
    assert page.pane._primary.text() == "Done"
    key(page, Qt.Key.Key_D)
    assert page.model.rows() == []


def test_a_refused_message_is_blocked_and_says_since_when(clinic: FrontDesk, show_today: ShowToday) -> None:
    lead = clinic.receive()
    clinic.services.patients.set_consent(lead.patient_id, purpose="care", given=False, source="e-mail")
    page = show_today()
    assert not page.pane._blocked.isHidden()
    assert "17 Nov 2026" in page.pane._blocked._why.text()
    key(page, Qt.Key.Key_W)
    key(page, Qt.Key.Key_D)
    assert clinic.opener.links == []
    assert clinic.services.leads.get(lead.id).stage is Stage.NEW
    clinic.clock.at += timedelta(minutes=1)
    clinic.prompts.expect("choose_reason", "phone")
    page.pane._blocked._yes.click()
    assert page.pane._blocked.isHidden()


def test_a_language_without_wording_falls_back_and_says_so(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive(language="ar", country="SA")
    page = show_today()
    assert "Arabic" in page.pane._notice.text()
    assert page.pane._message.written().startswith("Hello")


def test_the_other_language_can_be_chosen(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive(language="vi", country="VN", contacts=[Contact(ContactKind.PHONE, "+84905550117")])
    page = show_today()
    vietnamese = page.pane._message.written()
    box = page.pane._message.languages
    box.setCurrentIndex(box.findData("en"))
    box.activated.emit(box.currentIndex())
    assert page.pane._message.written() != vietnamese
    assert page.pane._message.written().startswith("Hello")


def test_the_notice_of_a_snooze_is_on_the_clinics_clock(clinic: FrontDesk, show_today: ShowToday) -> None:
    clinic.receive()
    page = show_today()
    page.pane.snooze_menu().actions()[0].trigger()
    assert page.desk.notices.text() == "Hidden until 17 November 2026, 11:42."


def test_what_was_sent_by_mail_is_recorded_as_mail(clinic: FrontDesk, show_today: ShowToday) -> None:
    lead = clinic.receive()
    page = show_today()
    key(page, Qt.Key.Key_E)
    key(page, Qt.Key.Key_D)
    (fact,) = clinic.services.leads.facts(lead.id)
    assert fact.detail["channel"] == "email"


def test_who_wants_a_call_is_called_and_the_call_is_logged(clinic: FrontDesk, show_today: ShowToday) -> None:
    lead = clinic.receive(preferred_channel="phone")
    page = show_today()
    key(page, Qt.Key.Key_W)
    assert clinic.opener.links == ["tel:+447700900614"]
    clinic.prompts.expect("ask_text", "Wants a plan for February")
    key(page, Qt.Key.Key_D)
    (fact,) = clinic.services.leads.facts(lead.id)
    assert (fact.kind, fact.detail["channel"]) == (FactKind.REPLIED, "phone")
