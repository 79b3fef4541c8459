"""The sheet New inquiry over a real file."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from clinicdesk.domain.clock import FixedClock
from clinicdesk.i18n.catalog import Translator
from clinicdesk.storage.work import Storage
from clinicdesk.ui.inquiry.sheet import InquirySheet
from clinicdesk.ui.look import Look
from tests.ui.front_desk import FrontDesk

OpenSheet = Callable[..., InquirySheet]


@pytest.fixture
def clinic(storage: Storage, clock: FixedClock) -> FrontDesk:
    """A clinic with two coordinators and nobody who asked yet."""
    return FrontDesk(storage, clock)


@pytest.fixture
def open_sheet(qtbot: QtBot, look: Look, t: Translator, clinic: FrontDesk) -> OpenSheet:
    """Return a function that opens the sheet over one window with the given facts."""
    window, desk = clinic.open(look, t)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    desk.navigator.show_page("today")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()

    def show(**facts: object) -> InquirySheet:
        desk.navigator.open_sheet("inquiry", **facts)
        return window.findChildren(InquirySheet)[-1]

    return show
