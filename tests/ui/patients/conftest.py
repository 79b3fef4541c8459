"""Patients on stage, over a real file."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from clinicdesk.domain.clock import FixedClock
from clinicdesk.i18n.catalog import Translator
from clinicdesk.storage.work import Storage
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.look import Look
from clinicdesk.ui.main_window import MainWindow
from clinicdesk.ui.patients.list_page import PatientsPage
from tests.ui.front_desk import FrontDesk

ShowWindow = Callable[[], tuple[MainWindow, Desk]]
ShowList = Callable[[], PatientsPage]


@pytest.fixture
def clinic(storage: Storage, clock: FixedClock) -> FrontDesk:
    """A clinic with two coordinators and nobody who asked yet."""
    return FrontDesk(storage, clock)


@pytest.fixture
def show_window(qtbot: QtBot, look: Look, t: Translator, clinic: FrontDesk) -> ShowWindow:
    """Return a function that opens the window, nothing on stage."""

    def show() -> tuple[MainWindow, Desk]:
        window, desk = clinic.open(look, t)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return window, desk

    return show


@pytest.fixture
def show_list(show_window: ShowWindow) -> ShowList:
    """Return a function that opens the window on the list of patients."""

    def show() -> PatientsPage:
        window, desk = show_window()
        desk.navigator.show_page("patients")
        page = window.stage.currentWidget()
        assert isinstance(page, PatientsPage)
        return page

    return show
