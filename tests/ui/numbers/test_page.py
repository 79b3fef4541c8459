"""The numbers: figures of a period, names behind each by mouse and keys, exports, and periods without any."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMenu

from clinicdesk.domain.errors import FileProblem
from clinicdesk.domain.numbers import Figure
from clinicdesk.domain.periods import parse
from clinicdesk.ui.numbers.asked import Asked
from clinicdesk.ui.numbers.channel_table import Column
from clinicdesk.ui.numbers.names_sheet import NamesSheet
from clinicdesk.ui.numbers.page import NumbersPage
from clinicdesk.ui.opener import RecordingOpener
from tests.services.day_desk import Desk
from tests.ui.front_desk import FrontDesk
from tests.ui.numbers.conftest import ShowNumbers
from tests.ui.printers import RecordingPrinters

CONTROL = Qt.KeyboardModifier.ControlModifier


class LaterRunner:
    """Keeps jobs until they are let go, as a thread that is still counting."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Any, Any, Any]] = []

    def run(self, job: Any, done: Any, failed: Any = None) -> None:
        self.jobs.append((job, done, failed))

    def finish(self) -> None:
        job, done, _ = self.jobs.pop(0)
        done(job(None))


def sheet(page: NumbersPage) -> NamesSheet:
    found = [one for one in page.window().findChildren(NamesSheet) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def listed(names: NamesSheet) -> list[str]:
    model = names.model
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text().startswith(words)).trigger()


def test_the_last_finished_quarter_is_shown_by_channel(summer: Desk, show_numbers: ShowNumbers) -> None:
    page = show_numbers()
    table = page.figures.channels.model
    assert page.middle.currentWidget() is page.figures
    assert page.head.period == parse("2026Q3")
    assert page.head.period_button.text() == "Q3 2026, 1 July to 30 September 2026"
    assert [table.words(row, Column.CHANNEL) for row in range(3)] == [
        "WhatsApp",
        "Website form",
        "All together",
    ]
    assert (
        table.spoken(2, Column.PLAN) == "All together, Plan sent, of inquiries: 67\N{NO-BREAK SPACE}%, 2 of 3"
    )
    QAbstractItemModelTester(table)


def test_the_banner_names_the_leak_and_opens_who_it_lost(summer: Desk, show_numbers: ShowNumbers) -> None:
    page = show_numbers()
    banner = page.figures.banner
    assert page.summary is not None
    assert page.summary.leak is not None
    lost = page.summary.leak.stopped
    assert str(lost) in banner.names.text()
    QTest.mouseClick(banner.names, Qt.MouseButton.LeftButton)
    assert len(listed(sheet(page))) == lost


def test_a_cell_opens_its_names_by_keys_and_a_name_its_record(
    summer: Desk, show_numbers: ShowNumbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show_numbers()
    view = page.figures.channels.view
    view.setFocus()
    for key in (Qt.Key.Key_Right,) * Column.DEPOSIT:
        QTest.keyClick(view, key)
    QTest.keyClick(view, Qt.Key.Key_Return)
    names = sheet(page)
    assert listed(names) == ["Anna Berg"]
    names.choice.setFocus()
    QTest.keyClick(names.choice, Qt.Key.Key_Right)
    assert listed(names) == ["Ben Cole"]
    opened: list[int] = []
    monkeypatch.setattr(type(page.desk), "open_patient", lambda _, patient: opened.append(patient))
    patient = names.model.patient(0)
    QTest.keyClick(names.view, Qt.Key.Key_Return)
    assert opened == [patient]
    assert not names.isVisible()


def test_a_click_on_a_cell_of_all_together_opens_everybody(summer: Desk, show_numbers: ShowNumbers) -> None:
    page = show_numbers()
    view = page.figures.channels.view
    cell = view.visualRect(view.model().index(2, Column.INQUIRIES)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, cell)
    assert listed(sheet(page)) == ["Anna Berg", "Ben Cole", "Chloé Durand"]
    QTest.keyClick(sheet(page).view, Qt.Key.Key_Escape)
    assert not any(one.isVisible() for one in page.window().findChildren(NamesSheet))


def test_the_ladder_opens_a_step_by_keys(summer: Desk, show_numbers: ShowNumbers) -> None:
    page = show_numbers()
    ladder = page.figures.stops.ladder
    assert "Plan sent 2 67\N{NO-BREAK SPACE}% of inquiries" in ladder.accessibleName()
    ladder.setFocus()
    QTest.keyClick(ladder, Qt.Key.Key_Down)
    QTest.keyClick(ladder, Qt.Key.Key_Down)
    QTest.keyClick(ladder, Qt.Key.Key_Return)
    assert listed(sheet(page)) == ["Anna Berg", "Ben Cole"]


def test_a_returning_figure_opens_patients_without_a_channel(summer: Desk, show_numbers: ShowNumbers) -> None:
    page = show_numbers()
    last = page.figures.returning.rows[-1]
    assert last.accessibleName().startswith("Cost per new patient")
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Space)
    names = sheet(page)
    assert listed(names) == ["Anna Berg"]
    assert names.view.isColumnHidden(2)


def test_another_period_and_another_baseline_are_counted(summer: Desk, show_numbers: ShowNumbers) -> None:
    page = show_numbers()
    choose(page.head.period_button.menu(), "August 2026")
    assert page.summary is not None
    assert page.summary.baseline is not None
    assert (page.summary.period, page.summary.baseline.period) == (parse("2026-08"), parse("2025-08"))
    choose(page.head.baseline_button.menu(), "July 2026, just before")
    assert page.summary is not None
    assert page.summary.baseline is not None
    assert page.summary.baseline.period == parse("2026-07")
    assert page.figures.revenue.title.text() == "Revenue by month"


def test_a_period_without_inquiries_says_so_and_leads_to_the_running_one(
    clinic: FrontDesk, show_numbers: ShowNumbers
) -> None:
    clinic.receive("Noura Al-Harbi")
    page = show_numbers()
    assert page.middle.currentWidget() is page.empty
    assert page.empty.title.text() == "No inquiry came in Q3 2026"
    QTest.mouseClick(page.running, Qt.MouseButton.LeftButton)
    assert page.middle.currentWidget() is page.figures
    assert page.head.period == parse("2026Q4")
    assert page.figures.channels.caption.text().endswith("still running")


def test_ctrl_e_writes_the_pdf_into_the_folder_chosen(
    summer: Desk, clinic: FrontDesk, show_numbers: ShowNumbers, tmp_path: Path
) -> None:
    page = show_numbers()
    clinic.prompts.expect("open_folder", tmp_path)
    QTest.keyClick(page.head.period_button, Qt.Key.Key_E, CONTROL)
    assert (tmp_path / "summary-2026Q3.pdf").read_bytes().startswith(b"%PDF")
    said = page.desk.notices.text()
    assert "summary-2026Q3.pdf" in said
    assert str(tmp_path) in said


@pytest.mark.parametrize(
    ("button", "name"), [("csv", "summary-2026Q3.csv"), ("sheet", "summary-2026Q3.xlsx")]
)
def test_the_other_exports_write_one_file_each(
    summer: Desk, clinic: FrontDesk, show_numbers: ShowNumbers, tmp_path: Path, button: str, name: str
) -> None:
    page = show_numbers()
    clinic.prompts.expect("open_folder", tmp_path)
    QTest.mouseClick(getattr(page.head, button), Qt.MouseButton.LeftButton)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("summary")] == [name]


def test_an_export_that_cannot_be_written_is_told_and_can_be_tried_again(
    summer: Desk, clinic: FrontDesk, show_numbers: ShowNumbers, tmp_path: Path
) -> None:
    page = show_numbers()
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    clinic.prompts.expect("open_folder", in_the_way)
    page.head.pdf.click()
    assert page.desk.notices.is_failure
    assert page.head.pdf.isEnabled()


def test_a_cancelled_export_writes_nothing(
    summer: Desk, clinic: FrontDesk, show_numbers: ShowNumbers
) -> None:
    page = show_numbers()
    clinic.prompts.expect("open_folder", None)
    page.head.csv.click()
    assert page.desk.notices.text() == ""


def test_what_is_asked_for_while_counting_is_counted_next(summer: Desk, show_numbers: ShowNumbers) -> None:
    page = show_numbers()
    runner = LaterRunner()
    object.__setattr__(page.desk, "runner", runner)
    choose(page.head.period_button.menu(), "August 2026")
    assert page.middle.currentWidget() is page.waiting
    assert page.waiting.title.text() == "Counting August 2026"
    assert not page.head.pdf.isEnabled()
    assert page.open_names(Asked(Figure.INQUIRIES)) is None
    choose(page.head.period_button.menu(), "Q2 2026")
    runner.finish()
    assert page.middle.currentWidget() is page.waiting
    runner.finish()
    assert not runner.jobs
    assert page.summary is not None
    assert page.summary.period == parse("2026Q2")
    assert page.head.pdf.isEnabled()


def test_a_failure_is_told_and_can_be_counted_again(
    summer: Desk, show_numbers: ShowNumbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show_numbers()
    numbers = type(page.desk.services.numbers)

    def broken(*_: Any, **__: Any) -> None:
        raise FileProblem("The file cannot be read.")

    with monkeypatch.context() as patch:
        patch.setattr(numbers, "summary", broken)
        choose(page.head.period_button.menu(), "August 2026")
        assert page.empty.title.text() == "The figures could not be counted"
        assert page.desk.notices.is_failure
    page.retry.click()
    assert page.middle.currentWidget() is page.figures


def test_the_table_is_divided_by_market_too(summer: Desk, show_numbers: ShowNumbers) -> None:
    summer.lead(summer.patient("Dora Vogel", country=""), "2026-08-20 10:00")
    page = show_numbers()
    card = page.figures.channels
    card.division.setFocus()
    QTest.keyClick(card.division, Qt.Key.Key_Right)
    rows = [card.model.words(row, Column.CHANNEL) for row in range(card.model.rowCount())]
    assert rows == ["Saudi Arabia", "Not known", "All together"]
    card.view.setCurrentIndex(card.model.index(1, Column.INQUIRIES))
    QTest.keyClick(card.view, Qt.Key.Key_Return)
    assert listed(sheet(page)) == ["Dora Vogel"]


def test_the_table_is_divided_by_coordinator_too(summer: Desk, show_numbers: ShowNumbers) -> None:
    page = show_numbers()
    card = page.figures.channels
    card.division.setFocus()
    for _ in range(2):
        QTest.keyClick(card.division, Qt.Key.Key_Right)
    assert card.model.words(0, Column.CHANNEL) == "Linh Trần"
    assert card.division.hasFocus()


def test_the_summary_is_printed_opened_and_copied_like_every_paper(
    summer: Desk, show_numbers: ShowNumbers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = show_numbers()
    opener, printer = RecordingOpener(), QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    monkeypatch.setitem(page.desk.facts, "opener", opener)  # type: ignore[misc]
    monkeypatch.setitem(page.desk.facts, "printers", RecordingPrinters(printer))  # type: ignore[misc]
    QTest.keyClick(page.head.period_button, Qt.Key.Key_O, CONTROL)
    (file,) = opener.files
    assert file.name == f"summary-{page.head.period}.pdf"
    assert file.read_bytes().startswith(b"%PDF")
    QTest.keyClick(page.head.period_button, Qt.Key.Key_P, CONTROL)
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    texts = [action.text().partition("\t")[0] for action in page.acts.menu(page).actions()]
    assert texts == ["Save PDF", "Print", "Copy file"]
