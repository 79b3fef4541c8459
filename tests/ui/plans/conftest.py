"""A clinic's file with one plan, and the plan editor in a window over it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from clinicdesk.i18n.catalog import Translator
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.ui.application import make_window
from clinicdesk.ui.look import Look
from clinicdesk.ui.navigation import PageEntry, SheetEntry
from clinicdesk.ui.opener import RecordingOpener
from clinicdesk.ui.plans import make
from clinicdesk.ui.plans.page import PlanPage
from clinicdesk.ui.prompts import ScriptedPrompts
from clinicdesk.ui.settings.catalogue.word_sheet import open_wording
from clinicdesk.ui.tasks import InlineRunner
from tests import make as builders
from tests.services.money_desk import Desk as MoneyDesk
from tests.ui.plans.room import Elsewhere, Room


@pytest.fixture
def money(tmp_path: Path) -> Iterator[MoneyDesk]:
    """A clinic with a catalogue, a patient and an inquiry."""
    storage = builders.storage(tmp_path)
    yield MoneyDesk(storage)
    storage.close()


@pytest.fixture
def room(qtbot: QtBot, look: Look, t: Translator, money: MoneyDesk) -> Room:
    """The editor in a window, nothing open yet."""
    prompts, opener = ScriptedPrompts(), RecordingOpener()
    asked: list[dict[str, Any]] = []
    context = Context(money.storage, money.clock)
    window, desk = make_window(
        look,
        t,
        services=Services(context),
        clock=money.clock,
        zone=ZoneInfo(builders.ZONE),
        pages=[
            PageEntry("today", "list-check", "Today", Elsewhere),
            PageEntry("plan", "file-text", "Plan", make, within="today", opens=("plan",)),
        ],
        sheets=[
            SheetEntry("deposit", lambda _desk, _window, **facts: asked.append(facts)),
            SheetEntry("wording", open_wording),
        ],
        runner=InlineRunner(),
        prompts=prompts,
        facts={"opener": opener},
    )
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk.navigator.show_page("today")
    desk.navigator.show_page("plan")
    page = cast("PlanPage", window.stage.currentWidget())
    return Room(qtbot, window, desk, page, money, prompts, opener, asked)
