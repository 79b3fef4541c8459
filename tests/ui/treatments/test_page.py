"""What was done on a trip, against its plan: ticked, added, moved, recorded, and never lost."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.leads import FactKind, Stage
from clinicdesk.domain.odontogram import Mark
from clinicdesk.ui.payments.sheet import PaymentSheet
from clinicdesk.ui.treatments.lines import Against
from clinicdesk.ui.widgets.fields import LineField
from tests.ui.treatments.conftest import Surgery


def write(field: LineField, text: str) -> None:
    """Type into a line as a person would, and leave it."""
    field.editor.setFocus()
    field.editor.selectAll()
    QTest.keyClicks(field.editor, text)
    QTest.keyClick(field.editor, Qt.Key.Key_Tab)


def test_the_plan_stands_there_as_if_all_of_it_had_been_done(surgery: Surgery) -> None:
    form = surgery.open()
    assert [line.teeth for line in form.lines()] == [(36, 46), (25,)]
    assert {line.against for line in form.lines()} == {Against.PLANNED}
    assert form.charts.count.isHidden()
    assert {"thirty_day", "recall", "phase_two"} <= set(form.follows.kinds())


def test_recording_by_keyboard_stores_what_was_shown(surgery: Surgery) -> None:
    form = surgery.open()
    form.note.editor.setFocus()
    QTest.keyClick(form.note.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    done = surgery.services.treatments.for_patient(surgery.clinic.patient_id)
    assert sorted(one.teeth for one in done) == [(25,), (36, 46)]
    assert surgery.services.leads.get(surgery.clinic.lead_id).stage is Stage.TREATED
    assert len(surgery.services.treatments.guarantees(surgery.clinic.patient_id)) == 2
    (trip,) = surgery.services.treatments.next_trips(surgery.clinic.patient_id)
    assert (trip.opens_on, trip.days) == (date(2027, 3, 17), 4)
    surgery.desk.commands.undo()
    assert not surgery.services.treatments.for_patient(surgery.clinic.patient_id)


def test_what_was_not_done_needs_a_reason_and_goes_to_the_later_trip(surgery: Surgery) -> None:
    form = surgery.open()
    crown = form.rows[1]
    crown.tick.click()
    assert crown.line().against is Against.MOVED
    assert "trip 2" in crown.compared.accessibleName()
    surgery.page.record()
    assert crown.reason.complaint
    assert not surgery.services.treatments.for_patient(surgery.clinic.patient_id)
    write(crown.reason, "Gum to heal first")
    surgery.page.record()
    facts = surgery.services.leads.facts(surgery.clinic.lead_id)
    treated = next(fact for fact in facts if fact.kind is FactKind.TREATED)
    assert list(treated.detail["left"].values()) == ["Gum to heal first"]
    assert len(surgery.services.treatments.for_patient(surgery.clinic.patient_id)) == 1


def test_a_tooth_left_out_of_a_line_is_a_difference_with_a_reason(surgery: Surgery) -> None:
    form = surgery.open()
    write(form.rows[0].teeth, "36")
    assert form.rows[0].line().left == (46,)
    assert not form.rows[0].reason.isHidden()
    assert not form.charts.count.isHidden()
    assert not form.check()


def test_a_treatment_is_added_from_the_catalogue_by_keyboard(surgery: Surgery) -> None:
    form = surgery.open()
    QTest.keyClick(form.rows[0].tick, Qt.Key.Key_Insert)
    assert form.add.name.editor.hasFocus()
    QTest.keyClicks(form.add.name.editor, "FIL-01")
    QTest.keyClick(form.add.name.editor, Qt.Key.Key_Return)
    QTest.keyClicks(form.add.teeth.editor, "44")
    QTest.keyClick(form.add.teeth.editor, Qt.Key.Key_Return)
    added = form.lines()[-1]
    assert (added.code, added.teeth, added.against) == ("FIL-01", (44,), Against.ADDED)
    assert "added" in form.balance.added.text()
    form.rows[-1].remove.click()
    assert len(form.lines()) == 2


def test_teeth_chosen_in_the_chart_and_a_letter_propose_a_treatment(surgery: Surgery) -> None:
    form = surgery.open()
    form.charts.done.select([44])
    QTest.keyClick(form.charts.done, Qt.Key.Key_F)
    assert form.add.teeth.text() == "44"
    form.add.add()
    assert form.case.mark_of(form.lines()[-1].code) is Mark.FILLING


def test_unknown_teeth_and_unknown_treatments_get_a_sentence(surgery: Surgery) -> None:
    form = surgery.open()
    write(form.rows[0].teeth, "36, 99")
    assert "99 is not a tooth" in form.rows[0].teeth.complaint
    write(form.add.name, "<b>nothing</b>")
    form.add.add()
    assert form.add.name.complaint
    surgery.page.record()
    assert not surgery.services.treatments.for_patient(surgery.clinic.patient_id)
    assert form.add.name.text() == "<b>nothing</b>"
    assert form.rows[0].teeth.text() == "36, 99"


def test_a_day_to_come_and_a_huge_paste_are_refused_and_nothing_is_lost(surgery: Surgery) -> None:
    form = surgery.open()
    write(form.last_day, "2030-01-01")
    QGuiApplication.clipboard().setText("x" * 10_000_000)
    form.note.editor.paste()
    surgery.page.record()
    assert form.last_day.complaint
    assert len(form.note.text()) == 4000
    assert form.last_day.text() == "2030-01-01"


def test_the_ideal_return_follows_its_rule_until_the_dentist_sets_it(surgery: Surgery) -> None:
    form = surgery.open()
    assert form.ideal.chip.kind == "accent"
    assert form.ideal.day.value() == date(2027, 11, 17)
    write(form.ideal.day, "2027-06-01")
    form.preview_now()
    assert form.ideal.chip.kind == "violet"
    write(form.last_day, "2026-11-16")
    form.preview_now()
    assert form.ideal.day.value() == date(2027, 6, 1)
    surgery.page.record()
    done = surgery.services.treatments.for_patient(surgery.clinic.patient_id)
    assert {one.ideal_return_on for one in done if one.overridden} == {date(2027, 6, 1)}


def test_consent_is_recorded_where_messages_need_it(surgery: Surgery) -> None:
    form = surgery.open()
    assert not form.consent.isHidden()
    surgery.prompts.expect("choose_reason", "in_person")
    form.consent.button.click()
    assert form.consent.isHidden()
    view = surgery.services.patients.record(surgery.clinic.patient_id)
    assert any(row.purpose is Purpose.MARKETING and row.allowed for row in view.consents)


def test_a_draft_stays_while_other_pages_and_payments_come(surgery: Surgery) -> None:
    form = surgery.open()
    write(form.rows[1].teeth, "26")
    surgery.desk.navigator.show_page("today")
    surgery.services.patients.add_note(surgery.clinic.patient_id, text="came early")
    assert surgery.open() is form
    assert form.rows[1].line().teeth == (26,)
    form.balance.button.click()
    sheet = surgery.window.findChildren(PaymentSheet)[-1]
    sheet.go.click()
    assert surgery.form is form
    assert form.rows[1].line().teeth == (26,)
    assert not form.balance.paid.isHidden()


def test_escape_asks_only_after_something_was_typed(surgery: Surgery) -> None:
    surgery.desk.navigator.show_page("today")
    form = surgery.open()
    form.note.editor.setFocus()
    form.note.editor.insertPlainText("slept well")
    surgery.prompts.expect("confirm", False)
    QTest.keyClick(form.note.editor, Qt.Key.Key_Escape)
    assert surgery.prompts.finished()
    assert surgery.desk.navigator.current_id == "treatment"  # type: ignore[attr-defined]


def test_a_trip_without_a_plan_is_recorded_from_the_catalogue(surgery: Surgery) -> None:
    other = surgery.services.leads.receive(patient_id=surgery.clinic.patient_id, channel="email").value
    surgery.desk.navigator.open_record("treatment", other.id)
    form = surgery.form
    surgery.page.record()
    assert form.add.name.complaint
    form.add.name.set_text("HYG-01")
    form.add.add()
    assert form.balance.isHidden()
    surgery.page.record()
    assert surgery.services.leads.get(other.id).stage is Stage.TREATED


def test_a_trip_that_is_recorded_says_so(surgery: Surgery) -> None:
    surgery.open()
    surgery.page.record()
    surgery.desk.navigator.open_sheet("treatment", lead_id=surgery.clinic.lead_id)
    assert surgery.page.form is None
    assert "recorded" in surgery.page.empty.title.text()
