"""Settings store what was changed, move what is due, and can be undone."""

import pytest
from PySide6.QtCore import Qt

from clinicdesk.demo.clinic import CLINIC
from clinicdesk.services import Services
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.main_window import MainWindow
from clinicdesk.ui.prompts import ScriptedPrompts
from clinicdesk.ui.settings import SettingsPage
from clinicdesk.ui.settings.clinic import HoursSection, LetterheadSection
from clinicdesk.ui.settings.closed_days import ClosedDaysSection
from clinicdesk.ui.settings.computer import BackupSection, ComputerSection
from clinicdesk.ui.settings.money import MoneySection
from clinicdesk.ui.settings.spend import SpendSection
from clinicdesk.ui.settings.team import TeamSection

CLINIC_AT, HOURS_AT, CLOSED_AT, TEAM_AT, MONEY_AT, PRICES_AT, SPEND_AT, _, BACKUP_AT, COMPUTER_AT = range(10)


@pytest.fixture
def prompts() -> ScriptedPrompts:
    return ScriptedPrompts(("ask_text", "Linh Trần-Weber"))


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
    first = services.staff.all()[0]
    section.change(first)
    card = section.card
    card.name.set_text("Linh Trần-Weber")
    card.title_choice.set_value("implant")
    card.since.set_text("zwölf")
    card.languages["de"].setChecked(True)
    card.store()
    assert card.since.complaint
    card.since.set_text("2012")
    card.phone.set_text("+84 905 550 117")
    card.channel.set_value("whatsapp")
    card.save.click()
    changed = services.staff.all()[0]
    assert (changed.name, changed.title, changed.since) == ("Linh Trần-Weber", "implant", 2012)
    assert (changed.phone, changed.channel) == ("+84 905 550 117", "whatsapp")
    assert changed.languages == (*first.languages, "de")
    assert not card.isVisible()
    desk.commands.undo()
    assert services.staff.all()[0] == first


def test_the_clinic_has_a_name_in_every_language(
    shown: tuple[MainWindow, Desk, SettingsPage], services: Services
) -> None:
    _, _, page = shown
    section = page.section(CLINIC_AT)
    assert isinstance(section, LetterheadSection)
    section.names.language.set_value("ar")
    section.names.language.edited.emit()
    section.names.name.editor.setText("عيادة سونغ هان")
    section.names.name.editor.textEdited.emit("")
    assert "Arabic: عيادة سونغ هان ·" in section.names.list.text()
    section.save()
    assert services.clinic.get().names == {**CLINIC.names, "ar": "عيادة سونغ هان"}
    section.names.language.set_value("de")
    section.names.language.edited.emit()
    assert section.names.name.text() == ""


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
