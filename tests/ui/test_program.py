"""The program opens what is there, asks where nothing is, rescues what is damaged, and backs up."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from clinicdesk import log
from clinicdesk.demo.clinic import CLINIC, HOURS, STAFF
from clinicdesk.demo.story import build
from clinicdesk.domain.clock import SystemClock
from clinicdesk.paths import Folders, folders
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.settings import ComputerSettings, write_settings
from clinicdesk.storage.engine import create_clinic, open_clinic
from clinicdesk.ui.errors import ErrorDialog
from clinicdesk.ui.first_run import FirstRun, SetUp
from clinicdesk.ui.main_window import MainWindow
from clinicdesk.ui.program import Program
from clinicdesk.ui.rescue import Rescue


@pytest.fixture
def places(tmp_path: Path) -> Folders:
    made = folders(tmp_path / "data")
    made.make()
    return made


@pytest.fixture
def start(qtbot: QtBot, places: Folders) -> Iterator[list[Program]]:
    started: list[Program] = []
    yield started
    for program in started:
        program.finish()
        if program._window is not None:
            program._window.close()
    log.stop()


def opened(qtbot: QtBot, program: Program, kind: type) -> None:
    program.start()
    qtbot.waitUntil(lambda: isinstance(program._window, kind), timeout=20_000)


def set_up(places: Folders) -> None:
    clock = SystemClock()
    storage = create_clinic(places.file, at=clock.now())
    Services(Context(storage, clock)).clinic.set_up(CLINIC, HOURS, STAFF)
    storage.close()


def on_stage(program: Program) -> bool:
    window = program._window
    return isinstance(window, MainWindow) and window.current_page == "today"


def test_nothing_there_asks_the_first_questions_and_then_opens(
    qtbot: QtBot, places: Folders, start: list[Program]
) -> None:
    program = Program(places)
    start.append(program)
    opened(qtbot, program, FirstRun)
    program._window.finished.emit(SetUp(CLINIC, HOURS, STAFF))
    qtbot.waitUntil(lambda: on_stage(program), timeout=20_000)
    assert places.file.exists()


def test_an_existing_clinic_opens_on_today_and_is_backed_up_at_the_end(
    qtbot: QtBot, places: Folders, start: list[Program]
) -> None:
    set_up(places)
    program = Program(places)
    start.append(program)
    opened(qtbot, program, MainWindow)
    qtbot.waitUntil(lambda: on_stage(program), timeout=20_000)
    program.finish()
    storage = open_clinic(places.file, at=SystemClock().now())
    assert Services(Context(storage, SystemClock())).backups.all()
    storage.close()


def test_an_error_in_the_window_is_reported_until_the_program_ends(
    qtbot: QtBot, places: Folders, start: list[Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(ErrorDialog, "exec", lambda dialog: shown.append(dialog.details.toPlainText()))
    set_up(places)
    program = Program(places)
    start.append(program)
    before = sys.excepthook
    opened(qtbot, program, MainWindow)
    qtbot.waitUntil(lambda: on_stage(program), timeout=20_000)
    error = LookupError("Ana Silva")
    sys.excepthook(LookupError, error, None)
    qtbot.waitUntil(lambda: bool(shown))
    assert "LookupError" in shown[0]
    assert "Ana" not in shown[0]
    program.finish()
    assert sys.excepthook == before


def test_a_second_start_says_that_the_file_is_open(
    qtbot: QtBot, places: Folders, start: list[Program]
) -> None:
    set_up(places)
    storage = open_clinic(places.file, at=SystemClock().now())
    program = Program(places)
    start.append(program)
    opened(qtbot, program, Rescue)
    storage.close()
    qtbot.mouseClick(program._window.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: on_stage(program), timeout=20_000)


@pytest.mark.parametrize("content", [b"", b"hello, I am no clinic", b"SQLite format 3\x00" + bytes(5000)])
def test_a_damaged_file_is_rescued_from_its_backup(
    qtbot: QtBot, places: Folders, start: list[Program], content: bytes
) -> None:
    set_up(places)
    storage = open_clinic(places.file, at=SystemClock().now())
    Services(Context(storage, SystemClock())).backups.make()
    storage.close()
    places.file.write_bytes(content)
    program = Program(places)
    start.append(program)
    opened(qtbot, program, Rescue)
    assert program._window.findChildren(QRadioButton)[0].isChecked()
    qtbot.mouseClick(program._window.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: on_stage(program), timeout=20_000)


def test_the_demo_goes_on_in_its_own_time(qtbot: QtBot, places: Folders, start: list[Program]) -> None:
    build(folders(places.demo).file, patients=4)
    program = Program(places, demo=True)
    start.append(program)
    opened(qtbot, program, MainWindow)
    qtbot.waitUntil(lambda: on_stage(program), timeout=20_000)
    assert program._clock.now().year == 2026
    assert not places.file.exists()


def test_dark_colours_and_larger_text_are_taken_from_this_computers_settings(
    qtbot: QtBot, places: Folders, start: list[Program]
) -> None:
    set_up(places)
    write_settings(places.config, ComputerSettings(scheme="dark", percent=120))
    program = Program(places)
    start.append(program)
    before = sys.excepthook
    opened(qtbot, program, MainWindow)
    qtbot.waitUntil(lambda: on_stage(program), timeout=20_000)
    program._change_settings(ComputerSettings(scheme="light", start_page="settings"))
    qtbot.waitUntil(lambda: program._window.current_page == "settings", timeout=20_000)
    program.finish()
    assert sys.excepthook == before
