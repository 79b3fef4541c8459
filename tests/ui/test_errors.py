import sys
import threading

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.errors import ErrorDialog, ErrorReports, report_of
from clinicdesk.ui.look import Look

SECRET = "Rachel Feldman, penicillin"


def fail() -> None:
    try:
        int(SECRET)
    except ValueError as error:
        raise RuntimeError(SECRET) from error


def failure() -> Exception:
    try:
        fail()
    except RuntimeError as error:
        return error
    raise AssertionError


def test_the_report_says_where_and_not_what_patients_wrote() -> None:
    report = report_of(failure())
    assert "RuntimeError" in report
    assert "ValueError" in report
    assert "test_errors.py" in report
    assert "Feldman" not in report


def test_errors_of_any_thread_reach_the_gui_thread_once_at_a_time(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, bool]] = []
    gui = threading.get_ident()
    reports = ErrorReports(lambda text: shown.append((text, threading.get_ident() == gui)))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    reports.install()
    worker = threading.Thread(target=fail)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert shown[0][1]


def test_the_dialog_folds_its_details_and_copies_them(look: Look, t: Translator, qtbot: QtBot) -> None:
    dialog = ErrorDialog(look, t, report_of(failure()))
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.details.isVisible()
    dialog.show_details.click()
    assert dialog.details.isVisible()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().startswith("ClinicDesk ")
    dialog.close_button.click()
    assert not dialog.isVisible()
