"""The plan editor around its lines: chart, trips, sums, lists, head, problems and failing saves."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from clinicdesk.domain.clinic import DepositRule
from clinicdesk.domain.completeness import Severity
from clinicdesk.domain.errors import FileProblem
from clinicdesk.domain.odontogram import Mark
from clinicdesk.domain.plans import PlanOption
from clinicdesk.domain.procedures import Procedure, Scope, Unit
from clinicdesk.domain.text import marked
from clinicdesk.ui.plans.cells import Column
from clinicdesk.ui.settings.catalogue.word_sheet import WordSheet
from tests.ui.plans.room import Room


def lines(room: Room, trip: int = 0) -> list[tuple[str, tuple[int, ...]]]:
    return [(item.code, item.teeth) for item in room.plan().options[0].trips[trip].items]


def test_an_empty_plan_starts_from_a_template_and_takes_its_name(room: Room) -> None:
    room.open(room.money.plans.draft(patient_id=room.money.patient_id).value)
    editor = room.page.editor
    assert editor.start.isVisible()
    assert "no lines" in " ".join(room.page.checks.lines)
    room.qtbot.mouseClick(editor.start.buttons["single_implant"], Qt.MouseButton.LeftButton)
    plan = room.plan()
    assert [len(trip.items) for trip in plan.options[0].trips] == [2, 2]
    assert plan.title == "Single implant"
    assert not editor.start.isVisible()
    room.desk.commands.undo()
    assert room.plan().options[0].trips == ()
    assert editor.start.isVisible()


def test_an_empty_trip_begins_to_type_at_once(room: Room) -> None:
    room.open(room.money.plans.draft(patient_id=room.money.patient_id, currency="USD").value)
    room.qtbot.mouseClick(room.page.editor.start.empty, Qt.MouseButton.LeftButton)
    room.type("36 implant")
    assert lines(room)[0][1] == (36,)


def test_letters_on_the_chart_make_change_and_take_away_lines(room: Room) -> None:
    room.open(room.money.draft())
    chart = room.page.editor.chart
    chart.teeth.setFocus()
    for key in "25":
        room.qtbot.keyClick(chart.teeth, key)
    assert chart.title.text() == "Tooth 25, upper left second premolar"
    assert chart.buttons[Mark.CROWN].isChecked()
    room.qtbot.keyClick(chart.teeth, "R")
    assert lines(room)[-1] == ("RCT-01", (25,))
    for key in "26":
        room.qtbot.keyClick(chart.teeth, key)
    room.qtbot.keyClick(chart.teeth, "C")
    assert ("CRN-01", (25, 26)) in lines(room)
    assert room.plan().options[0].trips[0].items[1].quantity == 2
    room.qtbot.keyClick(chart.teeth, "C")
    assert ("CRN-01", (25,)) in lines(room)
    room.qtbot.keyClick(chart.teeth, "M")
    assert room.plan().absent_teeth == {26}
    room.qtbot.mouseClick(chart.buttons[Mark.MISSING], Qt.MouseButton.LeftButton)
    assert room.plan().absent_teeth == frozenset()


def test_a_milk_tooth_takes_the_childrens_procedure(room: Room) -> None:
    room.open(room.money.draft())
    chart = room.page.editor.chart
    assert not chart.milk_teeth.isVisible()
    chart.milk_button.click()
    chart.milk_teeth.setFocus()
    for key in "55F":
        room.qtbot.keyClick(chart.milk_teeth, key)
    assert lines(room)[-1] == ("CHI-02", (55,))


def test_a_trip_takes_its_day_its_length_and_its_visits(room: Room) -> None:
    room.open(room.money.draft())
    block = room.page.editor.trips[0]
    block.visits.click()
    block.form.starts.setFocus()
    room.type("8 Feb 2027", end=Qt.Key.Key_Tab)
    block.form.days.editor.setValue(9)
    block.form.add_visit.click()
    block.form.titles[0].editor.setFocus()
    room.type("Scan", end=Qt.Key.Key_Tab)
    trip = room.plan().options[0].trips[0]
    assert (trip.starts_on, trip.days) == (date(2027, 2, 8), 9)
    assert [(visit.day, visit.title) for visit in trip.visits] == [(1, "scan")]
    assert block.when.text() == "8 to 16 February 2027, 9 days"
    assert block.visits.text() == "1 visit"


def test_a_day_that_does_not_exist_is_said_and_stays(room: Room) -> None:
    room.open(room.money.draft())
    block = room.page.editor.trips[0]
    block.visits.click()
    block.form.starts.setFocus()
    room.type("31 Feb 2027", end=Qt.Key.Key_Tab)
    assert block.form.starts.complaint
    assert block.form.starts.text() == "31 Feb 2027"
    assert room.plan().options[0].trips[0].starts_on is None


def test_another_trip_is_added_removed_and_brought_back(room: Room) -> None:
    room.open(room.money.draft())
    editor = room.page.editor
    editor.add_trip.click()
    room.type("HYG-01")
    assert [code for code, _ in lines(room, 1)] == ["HYG-01"]
    menu = editor.trips[0].row_menu(1)
    next(action for action in menu.actions() if "trip 2" in action.text()).trigger()
    assert [code for code, _ in lines(room, 1)] == ["HYG-01", "CRN-01"]
    editor.trips[1].remove()
    assert len(room.plan().options[0].trips) == 1
    room.desk.commands.undo()
    assert len(editor.trips) == 2
    assert room.shown(1, Column.PROCEDURE, 1) == "Zirconia crown"


def test_estimates_and_optional_lines_change_the_sums(room: Room) -> None:
    room.open(room.money.draft())
    block = room.page.editor.trips[0]
    menu = block.row_menu(1)
    menu.actions()[0].trigger()
    assert room.shown(1, Column.AMOUNT).endswith("*")
    assert room.page.editor.totals.sums["total"].text() == "2,420*"
    block.row_menu(1).actions()[1].trigger()
    assert room.plan().options[0].trips[0].items[1].optional
    assert room.page.editor.totals.sums["total"].text() == "2,100"


def test_discount_and_deposit_are_typed_as_percent_or_amount(room: Room) -> None:
    room.open(room.money.draft())
    box = room.page.editor.totals
    box.discount.editor.setFocus()
    room.type("5 %", end=Qt.Key.Key_Tab)
    assert (room.plan().discount_points, box.sums["total"].text()) == (500, "2,299")
    box.discount.editor.setFocus()
    box.discount.editor.selectAll()
    room.type("100", end=Qt.Key.Key_Tab)
    assert (room.plan().discount_points, room.plan().discount_minor) == (0, 10000)
    box.deposit.editor.setFocus()
    box.deposit.editor.selectAll()
    room.type("10 %", end=Qt.Key.Key_Tab)
    assert room.plan().deposit == replace(DepositRule(), points=1000)
    box.deposit.editor.setFocus()
    box.deposit.editor.selectAll()
    room.type("1.234", end=Qt.Key.Key_Tab)
    assert "1234" in box.complaint.text()
    assert box.deposit.text() == "1.234"
    assert room.plan().deposit.points == 1000


def test_lists_take_sentences_of_the_catalogue_and_own_ones(room: Room) -> None:
    room.open(room.money.draft())
    box = room.page.editor.lists["included"]
    box.pencil.click()
    assert box.popup is not None
    box.popup.boxes["airport"].click()
    box.popup.boxes["anaesthetic"].click()
    box.popup.own.editor.setPlainText("A <b>boat</b> trip\n\n")
    box.popup.close()
    room.page.draft.flush()
    included = room.plan().included
    assert "airport" in included
    assert "anaesthetic" not in included
    assert included[-1] == "A <b>boat</b> trip"


def test_words_are_saved_shortly_after_they_are_typed(room: Room) -> None:
    room.open(room.money.draft(summary=""))
    room.page.editor.words.focus("summary")
    for letter in "Two new teeth":
        room.qtbot.keyClick(room.focus(), letter)
    assert room.plan().summary == ""
    assert "saving" in room.page.head.caption.text()
    room.desk.navigator.show_page("today")
    assert room.plan().summary == "Two new teeth"


def test_the_head_changes_language_currency_validity_and_dentist(room: Room) -> None:
    room.open(room.money.draft())
    head = room.page.head
    offered = {action.text(): action for action in head.language.menu_of_choices().actions()}
    assert {"English", "Vietnamese", "Arabic"} <= set(offered)
    offered["Vietnamese"].trigger()
    assert room.plan().language == "vi"
    head.valid_until.emit(date(2027, 3, 1))
    assert room.plan().valid_until == date(2027, 3, 1)
    head.dentist.menu_of_choices().actions()[-1].trigger()
    assert room.plan().dentist_id is None
    head.currency.chosen.emit("EUR")
    plan = room.plan()
    assert (plan.currency, plan.deposit.minor) == ("EUR", 0)
    prices = room.money.catalogue.get("IMP-01").prices
    assert plan.options[0].trips[0].items[0].unit_minor == prices["EUR"]
    assert room.shown(0, Column.UNIT) == f"{prices['EUR'] // 100:,}"


def test_options_stand_side_by_side(room: Room) -> None:
    room.open(room.money.draft())
    page = room.page
    assert not page.editor.options.isVisible()
    action = next(a for a in page.more_menu().actions() if "option" in a.text())
    action.trigger()
    assert len(room.plan().options) == 2
    assert page.draft.option == 1
    room.go(0, Column.PROCEDURE)
    room.key(Qt.Key.Key_Delete)
    assert [len(way.trips[0].items) for way in room.plan().options] == [2, 1]
    page.editor.options.prefer.click()
    assert room.plan().chosen == 1
    assert page.editor.options.tabs is not None
    room.qtbot.keyClick(page.editor.options.tabs, Qt.Key.Key_Left)
    assert page.draft.option == 0
    assert room.grid().model().rowCount() == 3
    page.editor.options.remove.click()
    assert len(room.plan().options) == 1
    assert room.plan().options[0].trips[0].items[0].code == "CRN-01"


def test_problems_jump_to_their_cell(room: Room) -> None:
    plan = room.money.draft()
    item = replace(plan.options[0].trips[0].items[1], guarantee_months=None)
    trip = replace(plan.options[0].trips[0], items=(plan.options[0].trips[0].items[0], item))
    room.open(room.money.plans.save(replace(plan, options=(PlanOption((trip,)),), summary="")).value)
    page = room.page
    assert page.head.issue.text().endswith("fix 1 first")
    assert room.grid().model().severity(1) is Severity.BLOCK
    page.head.issue.click()
    assert (room.grid().currentIndex().row(), room.grid().currentIndex().column()) == (1, Column.GUARANTEE)
    room.type("5 years")
    assert page.head.issue.text() == "Issue plan"
    assert page.head.issue.kind == "primary"
    next(b for b in page.checks.buttons if "In short" in b.accessibleName()).click()
    assert room.focus() is page.editor.words.summary.editor


def test_a_new_price_is_taken_by_its_button(room: Room) -> None:
    room.open(room.money.draft())
    room.desk.commands.do(room.desk.services.catalogue.set_price, "CRN-01", "USD", 34000)
    button = next(b for b in room.page.checks.buttons if b.text() == "Take 340")
    button.click()
    assert room.plan().options[0].trips[0].items[1].unit_minor == 34000


def test_a_missing_wording_is_written_from_the_list(room: Room) -> None:
    own = Procedure("", "bone_gum", Unit.TOOTH, Scope.TEETH, prices={"USD": 5000})
    done = room.money.catalogue.add_own(own, name="Gum mask", language="en")
    plan = room.money.draft(language="vi")
    item = room.money.item(done.value.code, "11")
    trip = replace(plan.options[0].trips[0], items=(*plan.options[0].trips[0].items, item))
    room.open(room.money.plans.save(replace(plan, options=(PlanOption((trip,)),))).value)
    next(b for b in room.page.checks.buttons if b.text() == "Write it").click()
    sheet = room.window.findChild(WordSheet)
    assert room.focus() is sheet.form.name.editor
    room.focus().insert("Mặt nạ nướu")
    room.key(Qt.Key.Key_Escape)
    assert room.money.catalogue.wording(done.value.code, "vi") is None
    next(b for b in room.page.checks.buttons if b.text() == "Write it").click()
    sheet = room.window.findChildren(WordSheet)[-1]
    assert sheet.form.name.text() == "Mặt nạ nướu"
    sheet.draft_button.click()
    room.settle()
    wording = room.money.catalogue.wording(done.value.code, "vi")
    assert (wording.name, wording.checked) == ("Mặt nạ nướu", False)
    assert not any(b.text() == "Write it" for b in room.page.checks.buttons)
    assert room.page.draft.plan.id == plan.id


def test_an_unread_wording_is_read_from_the_list(room: Room) -> None:
    room.open(room.money.draft(language="vi"))
    code = room.plan().options[0].trips[0].items[0].code
    next(b for b in room.page.checks.buttons if b.text() == "Read it").click()
    sheet = room.window.findChild(WordSheet)
    room.qtbot.keyClick(sheet.form.name.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    assert room.money.catalogue.wording(code, "vi").checked


def test_a_text_without_words_in_the_plans_language_blocks_and_is_written_from_the_list(room: Room) -> None:
    wordings = room.desk.services.wordings
    term = wordings.add_text("included", name="City tour", language="en").value
    plan = room.money.draft(language="vi")
    room.open(room.money.plans.save(replace(plan, included=(term.key,))).value)
    assert any("City tour" in line for line in room.page.checks.lines)
    next(b for b in room.page.checks.buttons if b.text() == "Write it").click()
    sheet = room.window.findChild(WordSheet)
    sheet.form.name.editor.insert("Tham quan")
    sheet.check_button.click()
    room.settle()
    assert not any(b.text() == "Write it" for b in room.page.checks.buttons)
    assert room.desk.services.plans.document(plan.id).included[0].text == "Tham quan"


def test_a_save_that_fails_keeps_what_was_done_and_says_so(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open(room.money.draft())
    plans = room.desk.services.plans

    def full(plan: object) -> object:
        raise FileProblem(marked("The disk is full."))

    monkeypatch.setattr(plans, "save", full)
    room.go(0, Column.QUANTITY)
    room.type("3")
    page = room.page
    assert room.shown(0, Column.QUANTITY) == "3"
    assert "The disk is full." in page.banner.words.text()
    assert "not saved" in page.head.caption.text()
    monkeypatch.undo()
    other = room.money.draft()
    monkeypatch.setattr(plans, "save", full)
    first = page.draft.plan
    room.open(other)
    monkeypatch.undo()
    room.open(first)
    assert room.shown(0, Column.QUANTITY) == "3"
    page.draft.flush()
    assert room.plan().options[0].trips[0].items[0].quantity == 3
    assert not page.banner.isVisible()


def test_a_plan_that_is_not_there_is_said(room: Room) -> None:
    room.desk.open_plan(4711)
    assert "not in the clinic" in room.desk.notices.text()
    assert not room.page.head.isVisible()


def test_the_refund_steps_of_the_deposit_are_changed_in_order_only(room: Room) -> None:
    room.open(room.money.draft())
    box = room.page.editor.totals
    box.pencil.click()
    popup = box.popup
    assert popup is not None
    popup.days[0].editor.setValue(45)
    popup.percents[1].editor.setValue(60)
    assert [(step.days, step.percent) for step in room.plan().deposit.ladder] == [(45, 100), (14, 60), (0, 0)]
    popup.days[1].editor.setValue(50)
    assert popup.complaint.text()
    assert room.plan().deposit.ladder[1].days == 14
    popup.close()


def test_a_note_stands_on_its_line(room: Room) -> None:
    room.open(room.money.draft())
    room.prompts.expect("ask_text", "Only if the <b>root</b> is sound")
    room.page.editor.trips[0].ask_note(1)
    assert room.plan().options[0].trips[0].items[1].note == "Only if the <b>root</b> is sound"
    assert room.page.editor.trips[0].model.cells.remark(room.plan().options[0].trips[0].items[1])
