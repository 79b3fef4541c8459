"""The list of patients: found, sorted, ticked, given to somebody, exported, and read page by page."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from clinicdesk.domain.people import PatientRow, SavedFilter
from clinicdesk.ui.patients.list_page import PatientsPage
from clinicdesk.ui.patients.table_model import PAGE, Column, PatientTable
from tests.ui.front_desk import FrontDesk
from tests.ui.patients.conftest import ShowList

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def names(page: PatientsPage) -> list[str]:
    rows = (page.model.row(number) for number in range(page.model.rowCount()))
    return [row.name for row in rows if row is not None]


def three(clinic: FrontDesk) -> None:
    clinic.receive("Nguyễn Khánh Vân", country="DE", contacts=())
    clinic.receive("Anna Sokolova", native_name="Анна Соколова", country="KZ", contacts=())
    clinic.receive("Zoë van Dijk", country="NL", contacts=(), owner_id=clinic.duc.id)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("nguyen", ["Nguyễn Khánh Vân"]),
        ("соколова", ["Anna Sokolova"]),
        ("zoe", ["Zoë van Dijk"]),
        ("100%_' or 1=1", []),
    ],
)
def test_search_forgives_accents_and_scripts(
    clinic: FrontDesk, show_list: ShowList, typed: str, found: list[str]
) -> None:
    three(clinic)
    page = show_list()
    page.filters.words.setText(typed)
    page.filters.filtered.emit()
    assert names(page) == found
    assert page.filters.found.text().startswith(f"{len(found)} of 3")


def test_a_column_sorts_in_both_directions(clinic: FrontDesk, show_list: ShowList) -> None:
    three(clinic)
    page = show_list()
    page.view.head.press(Column.MARKET)
    assert names(page) == ["Nguyễn Khánh Vân", "Anna Sokolova", "Zoë van Dijk"]
    page.view.head.press(Column.MARKET)
    assert names(page)[0] == "Zoë van Dijk"


def test_filters_and_counts_belong_together(clinic: FrontDesk, show_list: ShowList) -> None:
    three(clinic)
    page = show_list()
    page.filters.owner.choose(str(clinic.duc.id), "Hoàng Đức")
    assert names(page) == ["Zoë van Dijk"]
    page.filters.clear()
    page.saved.rows[SavedFilter.MINE].click()
    assert names(page) == ["Anna Sokolova", "Nguyễn Khánh Vân"]
    assert page.saved.rows[SavedFilter.MINE].accessibleName() == "Mine, 2"


def test_nobody_found_says_so_and_one_button_shows_all(clinic: FrontDesk, show_list: ShowList) -> None:
    three(clinic)
    page = show_list()
    page.filters.words.setText("nobody here")
    page.filters.filtered.emit()
    assert page._middle.empty is not None
    page._show_all()
    assert len(names(page)) == 3
    assert page._middle.empty is None


def test_ticked_patients_get_an_owner_in_one_step_and_one_undo(
    clinic: FrontDesk, show_list: ShowList
) -> None:
    three(clinic)
    page = show_list()
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Home)
    QTest.keyClick(page.view, Qt.Key.Key_Down, SHIFT)
    assert len(page.model.ticked) == 2
    assert page.bulk.isVisible()
    page.bulk.owner_chosen.emit(clinic.duc.id)
    owners = {clinic.services.patients.get(i).owner_id for i in page.model.ids}
    assert owners == {clinic.duc.id}
    page.desk.commands.undo()
    kept = [clinic.services.patients.get(i).owner_id for i in page.model.ids]
    assert kept == [clinic.linh.id, clinic.linh.id, clinic.duc.id]
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert page.model.tick_state() == Qt.CheckState.Unchecked
    assert not page.bulk.isVisible()


def test_ctrl_a_ticks_everybody_found_and_space_turns_one_round(
    clinic: FrontDesk, show_list: ShowList
) -> None:
    three(clinic)
    page = show_list()
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_A, CONTROL)
    assert page.model.tick_state() == Qt.CheckState.Checked
    QTest.keyClick(page.view, Qt.Key.Key_Space)
    assert len(page.model.ticked) == 2


def test_the_export_holds_what_is_ticked_and_no_formula(
    clinic: FrontDesk, show_list: ShowList, tmp_path: Path
) -> None:
    clinic.receive('=HYPERLINK("http://bad.example")', contacts=(), country="DE")
    clinic.receive("Zoë van Dijk", contacts=(), country="NL")
    page = show_list()
    page.model.tick_all(True)
    file = tmp_path / "people.csv"
    clinic.prompts.expect("save_file", file)
    page.bulk.export.click()
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert [line[0] for line in lines] == ["Name", '\'=HYPERLINK("http://bad.example")', "Zoë van Dijk"]
    assert lines[2][1] == "Netherlands"


def test_an_export_to_a_folder_that_is_gone_says_so(
    clinic: FrontDesk, show_list: ShowList, tmp_path: Path
) -> None:
    three(clinic)
    page = show_list()
    clinic.prompts.expect("save_file", tmp_path / "gone" / "people.csv")
    page.export_all.click()
    assert page.desk.notices.is_failure


def row(patient_id: int) -> PatientRow:
    return PatientRow(
        patient_id, f"Patient {patient_id}", "", "DE", "", "", None, "", None, "", "", True, False, None
    )


def test_rows_are_read_in_pages_and_only_when_seen() -> None:
    asked: list[int] = []

    def reads(ids: object) -> list[PatientRow]:
        wanted = list(ids)  # type: ignore[call-overload]
        asked.append(len(wanted))
        return [row(i) for i in wanted]

    model = PatientTable(reads, lambda one, _: one.name, [""] * len(Column))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    asked.clear()
    model.show_ids(tuple(range(1, 100_001)))
    assert model.rowCount() == 100_000
    read = len(asked)
    found = model.row(99_999)
    assert found is not None
    assert found.name == "Patient 100000"
    assert len(asked) <= read + 1
    assert max(asked) <= PAGE
