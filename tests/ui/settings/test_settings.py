"""Settings store what was changed, move what is due, and can be undone."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

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
from clinicdesk.ui.settings.clinic import HoursSection, LetterheadSection
from clinicdesk.ui.settings.money import MoneySection
from clinicdesk.ui.settings.closed_days import ClosedDaysSection
from clinicdesk.ui.settings.computer import BackupSection, ComputerSection
from clinicdesk.ui.settings.prices import FIXED, PricesSection
from clinicdesk.ui.settings.spend import SpendSection
from clinicdesk.ui.settings.team import TeamSection
from tests.ui.conftest import MakeWindow

CLINIC_AT, HOURS_AT, CLOSED_AT, TEAM_AT, MONEY_AT, PRICES_AT, SPEND_AT, BACKUP_AT, COMPUTER_AT = range(9)


@pytest.fixture
def services(tmp_path: Path, clock: FixedClock) -> Iterator[Services]:
    storage = create_clinic(tmp_path / "clinic.clinicdesk", at=clock.now())
    made = Services(Context(storage, clock))
    made.clinic.set_up(CLINIC, HOURS, STAFF)
    yield made
    storage.close()
    shutil.rmtree(tmp_path / "backups", ignore_errors=True)


@pytest.fixture
def shown(
    open_window: MakeWindow, services: Services, tmp_path: Path
) -> tuple[MainWindow, Desk, SettingsPage]:
    window, desk = open_window(
        [PageEntry("settings", "settings", "Settings", make, "page.settings", low=True)],
        services=services,
        prompts=ScriptedPrompts(("ask_text", "Linh Trần-Weber")),
    )
    kept: list[ComputerSettings] = []
    places = SimpleNamespace(file=tmp_path / "clinic.clinicdesk", log=tmp_path / "log")
    desk.facts.update(  # type: ignore[attr-defined]
        settings=ComputerSettings(), places=places, kept=kept, change_settings=kept.append
    )
    desk.navigator.show_page("settings")
    page = window.stage.currentWidget()
    assert isinstance(page, SettingsPage)
    return window, desk, page


def test_a_changed_address_is_stored_and_undone(
    shown: tuple[MainWindow, Desk, SettingsPage], services: Services
) -> None:
    _, desk, page = shown
    section = page.section(CLINIC_AT)
    assert isinstance(section, LetterheadSection)
    section._form._lines["address"].set_text("1 Bạch Đằng")
    section.edited()
    section.save()
    assert services.clinic.get().address == "1 Bạch Đằng"
    assert not section.dirty
    desk.commands.undo()
    assert services.clinic.get().address == CLINIC.address


def test_a_slower_promise_moves_the_first_clock(
    shown: tuple[MainWindow, Desk, SettingsPage], services: Services
) -> None:
    _, desk, page = shown
    lead = services.leads.receive(channel="website", name="Ann Lee", country="NZ").value
    before = services.followups.due_list().rows[0].due_at
    section = page.section(HOURS_AT)
    assert isinstance(section, HoursSection)
    section._reply.set_value(1)
    section.edited()
    section.save()
    after = services.followups.due_list().rows[0]
    assert after.lead_id == lead.id
    assert before is not None
    assert after.due_at is not None
    assert after.due_at < before
    desk.commands.undo()
    assert services.followups.due_list().rows[0].due_at == before


def test_a_price_typed_in_the_table_is_stored_and_an_ambiguous_one_refused(
    shown: tuple[MainWindow, Desk, SettingsPage], services: Services
) -> None:
    window, desk, page = shown
    section = page.section(PRICES_AT)
    assert isinstance(section, PricesSection)
    section.search.setText("imp-01")
    assert section.model.rowCount() == 1
    cell = section.model.index(0, FIXED)
    assert section.model.setData(cell, "1,075.50")
    assert services.catalogue.get("IMP-01").prices["USD"] == 107550
    before = services.catalogue.get("IMP-01").prices["USD"]
    assert not section.model.setData(cell, "1.234")
    assert services.catalogue.get("IMP-01").prices["USD"] == before
    assert window.notices.is_failure
    desk.commands.undo()
    assert services.catalogue.get("IMP-01").prices["USD"] != before


def test_somebody_new_is_added_and_somebody_who_left_stays_named(
    shown: tuple[MainWindow, Desk, SettingsPage], services: Services
) -> None:
    _, desk, page = shown
    section = page.section(TEAM_AT)
    assert isinstance(section, TeamSection)
    section.add_button.click()
    assert section.name.complaint
    section.name.set_text("Nguyễn Lan")
    section.add_button.click()
    assert "Nguyễn Lan" in {member.name for member in services.staff.all()}
    assert section.name.text() == ""
    section._rename(services.staff.all()[0])
    assert services.staff.all()[0].name == "Linh Trần-Weber"
    desk.commands.undo()
    assert services.staff.all()[0].name == "Linh Trần"


def test_a_ladder_that_gives_more_back_later_is_refused(
    shown: tuple[MainWindow, Desk, SettingsPage], services: Services
) -> None:
    _, _, page = shown
    section = page.section(MONEY_AT)
    assert isinstance(section, MoneySection)
    section._deposit._percents[2].setValue(80)
    section.save()
    assert section._deposit.points.complaint
    assert services.clinic.get().deposit == CLINIC.deposit


def test_a_backup_is_made_read_back_and_the_file_checked(
    shown: tuple[MainWindow, Desk, SettingsPage],
) -> None:
    _, desk, page = shown
    section = page.section(BACKUP_AT)
    assert isinstance(section, BackupSection)
    section.make_button.click()
    assert len(desk.services.backups.all()) == 1
    section.check_button.click()
    assert "nothing wrong" in section.result.accessibleName()


def test_this_computers_settings_are_handed_on(shown: tuple[MainWindow, Desk, SettingsPage]) -> None:
    _, desk, page = shown
    section = page.section(COMPUTER_AT)
    assert isinstance(section, ComputerSection)
    section._percent.set_value(120)
    section.edited()
    section.save()
    assert desk.facts["kept"][0].percent == 120


def test_what_is_typed_is_not_overwritten_by_a_change_elsewhere(
    shown: tuple[MainWindow, Desk, SettingsPage], services: Services
) -> None:
    _, desk, page = shown
    section = page.section(CLINIC_AT)
    assert isinstance(section, LetterheadSection)
    section._form.name.set_text("Half typed")
    section.edited()
    desk.commands.do(services.catalogue.set_price, "IMP-01", "USD", 99900)
    assert section._form.name.text() == "Half typed"
    assert page.list.focusPolicy() != Qt.FocusPolicy.NoFocus


def test_an_own_closed_day_stops_the_clock_until_it_is_taken_away(
    shown: tuple[MainWindow, Desk, SettingsPage], services: Services
) -> None:
    _, desk, page = shown
    services.leads.receive(channel="website", name="Ann Lee", country="NZ")
    before = services.followups.due_list().rows[0].due_at
    section = page.section(CLOSED_AT)
    assert isinstance(section, ClosedDaysSection)
    section.add_button.click()
    assert section.day.complaint
    section.day.set_text("17/11/2026")
    section.name.set_text("Team outing")
    section.add_button.click()
    assert [day.name for day in services.clinic.closed_days()] == ["Team outing"]
    after = services.followups.due_list().rows[0].due_at
    assert before is not None
    assert after is not None
    assert after.date() > before.date()
    section._remove(services.clinic.closed_days()[0])
    assert services.followups.due_list().rows[0].due_at == before
    desk.commands.undo()
    assert services.followups.due_list().rows[0].due_at == after


def test_what_a_month_cost_is_noted_per_channel_and_taken_back(
    shown: tuple[MainWindow, Desk, SettingsPage], services: Services
) -> None:
    services.leads.receive(channel="website", name="Ann Lee", country="NZ")
    _, desk, page = shown
    section = page.section(SPEND_AT)
    assert isinstance(section, SpendSection)
    recalls = section._fields[("recall", "recall")]
    recalls.set_text("1.234")
    section.edited()
    section.save()
    assert recalls.complaint
    recalls.set_text("90")
    section.save()
    month = section.month.value()
    assert [(one.channel, one.amount.minor) for one in services.numbers.spends(month)] == [("recall", 9000)]
    desk.commands.undo()
    assert services.numbers.spends(month) == ()
