"""Today on stage, over a real file."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from clinicdesk.domain.clock import FixedClock
from clinicdesk.i18n.catalog import Translator
from clinicdesk.storage.work import Storage
from clinicdesk.ui.look import Look
from clinicdesk.ui.today.page import TodayPage
from tests.ui.front_desk import FrontDesk

ShowToday = Callable[[], TodayPage]


@pytest.fixture
def clinic(storage: Storage, clock: FixedClock) -> FrontDesk:
    """A clinic with two coordinators and nobody who asked yet."""
    return FrontDesk(storage, clock)


@pytest.fixture
def show_today(qtbot: QtBot, look: Look, t: Translator, clinic: FrontDesk) -> ShowToday:
    """Return a function that opens the window on Today, with the list in focus."""

    def show() -> TodayPage:
        window, desk = clinic.open(look, t)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        desk.navigator.show_page("today")
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        page = window.stage.currentWidget()
        assert isinstance(page, TodayPage)
        page.view.setFocus()
        # The pane follows once the list is painted.
        qtbot.waitUntil(lambda: page.pane.shown is not None or page.view.current_row() is None)
        return page

    return show
