"""Prices and wording: the matrix by keyboard, a wording written, checked and put back, prices that follow."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinicdesk.domain.completeness import Words
from clinicdesk.domain.people import Role
from clinicdesk.domain.plans import PlanOption, PlanTrip, item_of
from clinicdesk.domain.prices import PriceRule
from clinicdesk.domain.procedures import Procedure, Scope, Unit, VisitStep
from clinicdesk.domain.wordings import PROCEDURES, Term
from clinicdesk.services import Services
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.main_window import MainWindow
from clinicdesk.ui.prompts import ScriptedPrompts
from clinicdesk.ui.settings import SettingsPage
from clinicdesk.ui.settings.catalogue import CatalogueSection
from clinicdesk.ui.settings.catalogue.draft_sheet import DraftSheet
from clinicdesk.ui.settings.catalogue.matrix_model import LANGUAGES
from clinicdesk.ui.settings.catalogue.procedure_sheet import ProcedureSheet
from clinicdesk.ui.settings.catalogue.read_back import ReadBackSheet
from clinicdesk.ui.settings.catalogue.text_dialog import TextDialog
from clinicdesk.ui.settings.catalogue.word_sheet import open_wording

IMPLANT = Term(PROCEDURES, "IMP-01")
Shown = tuple[MainWindow, Desk, SettingsPage]


@pytest.fixture
def section(shown: Shown, qtbot: QtBot) -> CatalogueSection:
    window, desk, page = shown
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk.navigator.open_record("wording-cell", (IMPLANT, "vi"))
    found = page.stack.currentWidget()
    assert isinstance(found, CatalogueSection)
    return found


def own(services: Services) -> Term:
    laser = Procedure("", "surgery", Unit.SESSION, Scope.NONE, prices={"USD": 5000})
    return Term(PROCEDURES, services.catalogue.add_own(laser, name="Laser", language="en").value.code)


def press(qtbot: QtBot, section: CatalogueSection, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(section.view, key)


def cell(section: CatalogueSection) -> tuple[Term, str]:
    found = section.view.cell()
    assert found is not None
    return found[0].term, found[1]


def test_every_cell_says_itself_and_arrows_walk(section: CatalogueSection, qtbot: QtBot) -> None:
    assert cell(section) == (IMPLANT, "vi")
    said = section.model.data(section.view.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Implant, Vietnamese: draft"
    press(qtbot, section, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert cell(section) == (Term(PROCEDURES, "IMP-02"), "th")
    press(qtbot, section, Qt.Key.Key_Return)
    assert section.window().focusWidget() is section.pane.form.name.editor
    assert "19" in section.counts.text() or section.model.matrix.cells % 19 == 0


def test_a_head_folds_with_space_and_an_unfolded_one_comes_back(
    section: CatalogueSection, qtbot: QtBot
) -> None:
    lines = section.model.lines
    section.view.go(0, LANGUAGES)
    press(qtbot, section, Qt.Key.Key_Space)
    assert section.model.lines < lines
    folded = section.model.matrix.groups[0].rows[0].term
    assert section.go_to(folded, "de")
    assert cell(section) == (folded, "de")


def test_a_wording_is_typed_kept_by_key_checked_and_undone(
    shown: Shown, section: CatalogueSection, services: Services, qtbot: QtBot
) -> None:
    _, desk, _ = shown
    form = section.pane.form
    shipped = form.name.text()
    form.name.editor.selectAll()
    qtbot.keyClicks(form.name.editor, "Tru rang")
    assert section.pane.dirty
    qtbot.keyClick(form.name.editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wording = services.catalogue.wording("IMP-01", "vi")
    assert wording is not None
    assert (wording.name, wording.checked) == ("Tru rang", False)
    form.check_button.click()
    assert services.catalogue.offer().state("IMP-01", "vi") is Words.CHECKED
    assert section.view.cell()[0].states[1] is Words.CHECKED  # type: ignore[index]
    desk.commands.undo()
    desk.commands.undo()
    assert form.name.text() == shipped
    assert services.catalogue.offer().state("IMP-01", "vi") is Words.UNREAD


def test_what_is_typed_waits_while_another_cell_is_looked_at(section: CatalogueSection, qtbot: QtBot) -> None:
    section.pane.form.name.editor.setText("half")
    section.pane.form.name.editor.textEdited.emit("half")
    section.pane.prices.fields["USD"].setText("1.2")
    section.pane.prices.fields["USD"].textEdited.emit("1.2")
    section.pane.after.click()
    assert section.pane.form.name.text() != "half"
    section.pane.before.click()
    assert section.pane.form.name.text() == "half"
    assert section.pane.prices.fields["USD"].text() == "1.2"
    section.pane.discard.click()
    assert section.pane.form.name.text() != "half"
    assert not section.pane.dirty


def test_the_next_missing_wording_is_found_by_key_and_blocking_ones_come_first(
    section: CatalogueSection, services: Services, qtbot: QtBot
) -> None:
    term = own(services)
    section.reload()
    qtbot.keyClick(section.view, Qt.Key.Key_F8)
    assert cell(section) == (term, "vi")
    qtbot.keyClick(section.pane.form.name.editor, Qt.Key.Key_F8)
    assert cell(section) == (term, "th")
    section.filter._take("missing")
    assert [row.term for group in section.model.matrix.groups for row in group.rows if row.own] == [term]
    assert section.model.lines == 1


def test_a_price_is_read_kept_and_an_ambiguous_one_refused(
    shown: Shown, section: CatalogueSection, services: Services
) -> None:
    _, desk, _ = shown
    box = section.pane.prices
    before = services.catalogue.get("IMP-01").prices["USD"]
    box.fields["USD"].setText("1.234")
    box.fields["USD"].textEdited.emit("1.234")
    section.pane.save_button.click()
    assert box.complaint.text()
    assert services.catalogue.get("IMP-01").prices["USD"] == before
    box.fields["USD"].setText("1,075.50")
    box.fields["USD"].textEdited.emit("1,075.50")
    section.save()
    assert not section.pane.save_button.isEnabled()
    assert services.catalogue.get("IMP-01").prices["USD"] == 107550
    desk.commands.undo()
    assert services.catalogue.get("IMP-01").prices["USD"] == before


def test_a_price_follows_another_currency_by_a_rate(section: CatalogueSection, services: Services) -> None:
    box = section.pane.prices
    box.modes["VND"].click()
    assert box.popup is not None
    box.popup.rate.set_text("0")
    box.popup.take.click()
    assert box.popup.rate.complaint
    box.popup.rate.set_text("25830")
    box.popup.step.set_value(50_000)
    box.popup.take.click()
    section.save()
    rule = services.prices.of("IMP-01")["VND"].rule
    assert rule == PriceRule("USD", Decimal(25830), 50_000)
    assert services.prices.of("IMP-01")["VND"].minor % 50_000 == 0
    assert "25,830" in box._ends["VND"].text()


def test_other_texts_are_worded_and_the_line_is_drawn(
    section: CatalogueSection, services: Services, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: not section.pane.line.paper._picture.isNull())
    section.switch._take("texts")
    term = Term("included", "airport")
    assert section.go_to(term, "vi")
    assert not section.pane.prices.isVisible()
    section.pane.form.name.editor.setText("Đưa đón")
    section.pane.form.name.editor.textEdited.emit("Đưa đón")
    section.pane.form.check_button.click()
    assert services.catalogue.text("included", "airport", "vi") == "Đưa đón"
    section.pane.form.reset_button.click()
    assert services.catalogue.text("included", "airport", "vi") != "Đưa đón"


def test_arabic_runs_from_the_right_and_what_cannot_be_printed_is_named(section: CatalogueSection) -> None:
    section.go_to(IMPLANT, "ar")
    form = section.pane.form
    assert form.name.editor.layoutDirection() is Qt.LayoutDirection.RightToLeft
    form.name.editor.setText("500 USD \U0001f9b7")
    form._look_again()
    assert "\U0001f9b7" in form.glyphs.accessibleName()
    assert "500 USD" in form.plain.accessibleName()
    section.go_to(IMPLANT, "de")
    assert form.name.editor.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_a_list_goes_out_comes_back_and_is_applied_with_one_undo(
    shown: Shown, section: CatalogueSection, services: Services, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    window, desk, _ = shown
    prompts.expect("save_file", tmp_path / "out.xlsx")
    section.out_button.click()
    assert (tmp_path / "out.xlsx").stat().st_size > 10_000
    changed = tmp_path / "in.csv"
    changed.write_text("Code,USD,Name vi\nIMP-01,1075.50,Trụ\nNOPE,1,\nCRN-01,1.234,\n", encoding="utf-8")
    before = services.catalogue.get("IMP-01")
    prompts.expect("open_file", changed)
    section.back_button.click()
    sheet = window.findChild(ReadBackSheet)
    assert sheet.sums.text() == "3 rows read: 1 changed, 0 unchanged, 0 new, 2 not taken."
    assert sheet.table.rows.rowCount() == 2
    assert sheet.table.rows.data(sheet.table.rows.index(0, 5)) == "1,075.50\u00a0USD"
    sheet.lists._take("rejected")
    said = [sheet.table.rows.data(sheet.table.rows.index(row, 3)) for row in range(2)]
    assert "NOPE" in said[0]
    assert "1.234" in said[1]
    assert services.catalogue.get("IMP-01") == before
    sheet.apply_button.click()
    assert services.catalogue.get("IMP-01").prices["USD"] == 107550
    desk.commands.undo()
    assert services.catalogue.get("IMP-01") == before
    assert prompts.finished()


def test_drafts_are_brought_up_to_date_as_they_are_ticked(
    shown: Shown, section: CatalogueSection, services: Services
) -> None:
    window, desk, _ = shown
    patient = services.patients.add(name="Ann Lee", country="NZ").value
    plan = services.plans.draft(patient_id=patient.id, currency="USD").value
    implant = item_of(services.catalogue.get("IMP-01"), "USD")
    typed = replace(item_of(services.catalogue.get("CRN-01"), "USD"), unit_minor=100, price_typed=True)
    services.plans.save(replace(plan, options=(PlanOption((PlanTrip((implant, typed)),)),)))
    assert section.drafts.isHidden()
    box = section.pane.prices
    box.fields["USD"].setText("1999")
    box.fields["USD"].textEdited.emit("1999")
    section.save()
    assert section.drafts_said.accessibleName() == "1 draft holds older prices"
    section.drafts_button.click()
    sheet = window.findChild(DraftSheet)
    rows = sheet.table.rows
    assert rows.ticked() == [0]
    assert rows.data(rows.index(1, 5)) == "by hand"
    before = rows.data(rows.index(0, 6))
    rows.setData(rows.index(1, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert rows.data(rows.index(0, 6)) != before
    sheet.none_button.click()
    assert not sheet.update_button.isEnabled()
    sheet.all_button.click()
    sheet.update_button.click()
    items = services.plans.get(plan.id).options[0].trips[0].items
    assert [item.unit_minor for item in items] == [199900, 100]
    assert section.drafts.isHidden()
    desk.commands.undo()
    assert services.plans.get(plan.id).options[0].trips[0].items[0].unit_minor == implant.unit_minor


def test_a_procedure_of_the_clinics_own_is_added_with_its_words_and_prices(
    shown: Shown, section: CatalogueSection, services: Services
) -> None:
    window, desk, _ = shown
    section.add_button.click()
    sheet = window.findChild(ProcedureSheet)
    sheet.save_button.click()
    assert sheet.names["en"].complaint
    sheet.names["en"].set_text("Laser")
    sheet.names["vi"].set_text("Tia laser")
    sheet.prices["USD"].set_text("1.234")
    sheet.save_button.click()
    assert sheet.prices["USD"].complaint
    sheet.prices["USD"].set_text("55.50")
    sheet.unit.set_value("session")
    sheet.guarantee.set_value(12)
    sheet.materials.set_text("Composite\nBiolase")
    sheet.visits.add_button.click()
    sheet.visits.rows[0].label.setEditText("Scan")
    sheet.visits.rows[0].minutes.setValue(45)
    sheet.save_button.click()
    made = services.catalogue.get("OWN-01")
    assert (made.prices, made.unit, made.guarantee_months) == ({"USD": 5550}, Unit.SESSION, 12)
    assert made.materials == ("composite", "Biolase")
    assert made.visits == (VisitStep("scan", 1, 45),)
    assert services.catalogue.offer().name("OWN-01", "vi") == "Tia laser"
    found = cell(section)
    assert found[0] == Term(PROCEDURES, "OWN-01")
    assert section.model.state(section.view.cell()[0], found[1]) is Words.MISSING  # type: ignore[index]
    desk.commands.undo()
    assert not services.catalogue.get("OWN-01").active


def test_a_shipped_procedure_is_changed_retired_and_brought_back(
    shown: Shown, section: CatalogueSection, services: Services
) -> None:
    window, desk, _ = shown
    before = services.catalogue.get("IMP-01")
    section.pane.edit.click()
    sheet = window.findChild(ProcedureSheet)
    assert sheet.procedure() == before
    sheet.guarantee.set_value(before.guarantee_months + 12)
    sheet.save_button.click()
    assert services.catalogue.get("IMP-01").guarantee_months == before.guarantee_months + 12
    desk.commands.undo()
    assert services.catalogue.get("IMP-01") == before
    section.pane.edit.click()
    window.findChildren(ProcedureSheet)[-1].retire_button.click()
    assert not services.catalogue.get("IMP-01").active
    assert section.model.place(IMPLANT) < 0
    section.retired.setChecked(True)
    assert section.go_to(IMPLANT, "vi")
    section.pane.edit.click()
    window.findChildren(ProcedureSheet)[-1].retire_button.click()
    assert services.catalogue.get("IMP-01").active


@pytest.mark.parametrize("code", ["IMP-01", "DIA-01", "CRN-01", "AFT-01", "BRG-01"])
def test_a_sheet_that_is_opened_and_kept_changes_nothing(
    shown: Shown, section: CatalogueSection, services: Services, code: str
) -> None:
    sheet = ProcedureSheet(shown[1], shown[0], code)
    assert sheet.procedure() == services.catalogue.get(code)
    sheet.finish()


def test_a_text_of_the_clinics_own_is_added_and_retired(
    shown: Shown, section: CatalogueSection, services: Services
) -> None:
    window, _, _ = shown
    section.switch._take("texts")
    section.add_button.click()
    dialog = window.findChild(TextDialog)
    dialog.verb.click()
    assert dialog.words.complaint
    dialog.part.set_value("not_included")
    dialog.words.set_text("City tour")
    dialog.verb.click()
    term = next(key for key in services.catalogue.choices("not_included", "en") if key.startswith("own-"))
    assert cell(section)[0] == Term("not_included", term)
    section.pane.retire.click()
    assert term not in services.catalogue.choices("not_included", "en")


def test_the_sheet_of_one_wording_goes_to_its_cell(
    shown: Shown, section: CatalogueSection, services: Services
) -> None:
    window, desk, _ = shown
    sheet = open_wording(desk, window, term=Term("visits", "scan"), language="ar", name="Scan")
    assert sheet.form.name.text() == services.wordings.view(Term("visits", "scan"), "ar").name
    sheet.settings_button.click()
    assert cell(section) == (Term("visits", "scan"), "ar")


def test_the_front_desk_looks_and_changes_nothing(shown: Shown, services: Services) -> None:
    _, desk, page = shown
    mai = replace(services.staff.all()[0], role=Role.FRONT_DESK)
    object.__setattr__(desk, "services", services.acting_as(mai))
    desk.navigator.open_record("wording-cell", (IMPLANT, "vi"))
    found = page.stack.currentWidget()
    assert isinstance(found, CatalogueSection)
    assert not found.pane.form.name.isEnabled()
    assert not found.pane.prices.fields["USD"].isEnabled()
