"""The pipeline on stage, over a real file."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from clinicdesk.domain.clock import FixedClock
from clinicdesk.i18n.catalog import Translator
from clinicdesk.storage.work import Storage
from clinicdesk.ui.look import Look
from clinicdesk.ui.pipeline.page import PipelinePage
from tests.ui.front_desk import FrontDesk

ShowBoard = Callable[[], PipelinePage]


@pytest.fixture
def clinic(storage: Storage, clock: FixedClock) -> FrontDesk:
    """A clinic with two coordinators and nobody who asked yet."""
    return FrontDesk(storage, clock)


@pytest.fixture
def show_board(qtbot: QtBot, look: Look, t: Translator, clinic: FrontDesk) -> ShowBoard:
    """Return a function that opens the window on the pipeline, with a card in focus."""

    def show() -> PipelinePage:
        window, desk = clinic.open(look, t)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        desk.navigator.show_page("pipeline")
        page = window.stage.currentWidget()
        assert isinstance(page, PipelinePage)
        return page

    return show
