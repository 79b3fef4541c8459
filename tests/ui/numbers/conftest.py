"""The owner's numbers on stage, over a real file with a summer of inquiries."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.leads import FactKind
from clinicdesk.i18n.catalog import Translator
from clinicdesk.storage.work import Storage
from clinicdesk.ui.look import Look
from clinicdesk.ui.numbers.page import NumbersPage
from tests.services.day_desk import Desk
from tests.ui.front_desk import FrontDesk

ShowNumbers = Callable[[], NumbersPage]


@pytest.fixture
def clinic(storage: Storage, clock: FixedClock) -> FrontDesk:
    """A clinic with two coordinators and nobody who asked yet."""
    return FrontDesk(storage, clock)


@pytest.fixture
def summer(storage: Storage, clinic: FrontDesk) -> Desk:
    """Three inquiries of August 2026: one paid, one has a plan, one was never answered."""
    made = Desk(storage)
    made.now("2026-11-17 10:42")
    paid = made.lead(made.patient("Anna Berg"), "2026-08-17 10:00")
    planned = made.lead(made.patient("Ben Cole"), "2026-08-18 10:00")
    for lead_id in (paid, planned):
        made.fact(lead_id, FactKind.REPLIED, "2026-08-18 11:00")
        made.fact(lead_id, FactKind.PLAN_SENT, "2026-08-19 10:00", plan_id=1, revision=1)
    made.fact(paid, FactKind.DEPOSIT_PAID, "2026-08-20 10:00", payment_id=1)
    made.lead(made.patient("Chloé Durand"), "2026-08-19 10:00", channel="website")
    return made


@pytest.fixture
def show_numbers(qtbot: QtBot, look: Look, t: Translator, clinic: FrontDesk) -> ShowNumbers:
    """Return a function that opens the window on the numbers."""

    def show() -> NumbersPage:
        window, desk = clinic.open(look, t)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        desk.navigator.show_page("numbers")
        page = window.stage.currentWidget()
        assert isinstance(page, NumbersPage)
        return page

    return show
