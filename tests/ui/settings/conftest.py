"""A set-up clinic and the Settings page in a window over it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from clinicdesk.demo.clinic import CLINIC, HOURS, STAFF
from clinicdesk.domain.clock import FixedClock
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.settings import ComputerSettings
from clinicdesk.storage.engine import create_clinic
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.main_window import MainWindow
from clinicdesk.ui.navigation import PageEntry
from clinicdesk.ui.prompts import ScriptedPrompts
from clinicdesk.ui.settings import SettingsPage, make
from tests.ui.conftest import MakeWindow


@pytest.fixture
def services(tmp_path: Path, clock: FixedClock) -> Iterator[Services]:
    """Services over a file that was just set up."""
    storage = create_clinic(tmp_path / "clinic.clinicdesk", at=clock.now())
    made = Services(Context(storage, clock))
    made.clinic.set_up(CLINIC, HOURS, STAFF)
    yield made
    storage.close()
    shutil.rmtree(tmp_path / "backups", ignore_errors=True)


@pytest.fixture
def prompts() -> ScriptedPrompts:
    """The answers of a person, in their order."""
    return ScriptedPrompts()


@pytest.fixture
def shown(
    open_window: MakeWindow, services: Services, tmp_path: Path, prompts: ScriptedPrompts
) -> tuple[MainWindow, Desk, SettingsPage]:
    """The window with Settings on stage."""
    entry = PageEntry(
        "settings", "settings", "Settings", make, "page.settings", opens=("wording-cell",), low=True
    )
    window, desk = open_window([entry], services=services, prompts=prompts)
    kept: list[ComputerSettings] = []
    places = SimpleNamespace(file=tmp_path / "clinic.clinicdesk", log=tmp_path / "log")
    desk.facts.update(  # type: ignore[attr-defined]
        settings=ComputerSettings(), places=places, kept=kept, change_settings=kept.append
    )
    desk.navigator.show_page("settings")
    page = window.stage.currentWidget()
    assert isinstance(page, SettingsPage)
    return window, desk, page
