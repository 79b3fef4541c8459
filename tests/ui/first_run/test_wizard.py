"""The first run: a clinic is set up by keyboard and mouse, what is missing is said, nothing typed is lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.people import Role
from clinicdesk.i18n.catalog import Translator
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.storage.engine import create_clinic
from clinicdesk.ui.first_run import FirstRun, SetUp, make
from clinicdesk.ui.first_run.steps import HoursStep, LetterheadStep, MoneyStep, TeamStep
from clinicdesk.ui.look import Look


@pytest.fixture
def wizard(qtbot: QtBot, look: Look, t: Translator, clock: FixedClock) -> FirstRun:
    made = make(look, t, clock)
    qtbot.addWidget(made)
    made.resize(1180, 800)
    made.show()
    return made


def letterhead(wizard: FirstRun) -> LetterheadStep:
    step = wizard.steps[0]
    assert isinstance(step, LetterheadStep)
    return step


def choose(qtbot: QtBot, wizard: FirstRun, country: str) -> None:
    form = letterhead(wizard)._form
    form.country.set_value(country)
    form.country.edited.emit()


def test_the_country_proposes_zone_currency_and_hours(qtbot: QtBot, wizard: FirstRun) -> None:
    qtbot.keyClicks(letterhead(wizard).first().focusProxy() or wizard, "Duna Dental")
    choose(qtbot, wizard, "HU")
    qtbot.mouseClick(wizard.on, Qt.MouseButton.LeftButton)
    clinic = wizard.answers.clinic
    assert (clinic.name, clinic.zone, clinic.currency) == ("Duna Dental", "Europe/Budapest", "HUF")
    assert sorted(wizard.answers.hours) == [0, 1, 2, 3, 4]
    assert wizard.list.current() == 1


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    qtbot: QtBot, wizard: FirstRun
) -> None:
    form = letterhead(wizard)._form
    choose(qtbot, wizard, "VN")
    form._lines["city"].set_text("Đà Nẵng")
    qtbot.mouseClick(wizard.on, Qt.MouseButton.LeftButton)
    assert wizard.list.current() == 0
    assert form.name.complaint
    assert form._lines["city"].text() == "Đà Nẵng"


def test_a_time_that_is_none_stops_the_page(qtbot: QtBot, wizard: FirstRun) -> None:
    letterhead(wizard)._form.name.set_text("Sông Hàn")
    choose(qtbot, wizard, "VN")
    wizard.on.click()
    step = wizard.steps[1]
    assert isinstance(step, HoursStep)
    step._hours._days[0].opens.set_text("25:00")
    wizard.on.click()
    assert wizard.list.current() == 1
    assert "25:00" in step._hours.error.accessibleName()


def test_the_example_follows_the_promise(qtbot: QtBot, wizard: FirstRun) -> None:
    letterhead(wizard)._form.name.set_text("Sông Hàn")
    choose(qtbot, wizard, "VN")
    wizard.on.click()
    step = wizard.steps[1]
    assert isinstance(step, HoursStep)
    before = step._example._text.text()
    step._reply.setValue(1)
    assert "17:00" in step._example._text.text()
    assert step._example._text.text() != before


def test_answers_go_through_to_a_clinic_that_opens(
    qtbot: QtBot, wizard: FirstRun, tmp_path: Path, clock: FixedClock
) -> None:
    finished: list[SetUp] = []
    wizard.finished.connect(finished.append)
    letterhead(wizard)._form.name.set_text("Sông Hàn Dental")
    choose(qtbot, wizard, "VN")
    wizard.on.click()
    wizard.on.click()
    money = wizard.steps[2]
    assert isinstance(money, MoneyStep)
    money._form.points.set_text("7,5")
    wizard.on.click()
    team = wizard.steps[3]
    assert isinstance(team, TeamStep)
    wizard.on.click()
    assert not finished
    team._rows[0][0].set_text("Linh Trần")
    qtbot.keyClick(wizard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(finished) == 1
    answers = finished[0]
    assert answers.clinic.deposit.points == 750
    storage = create_clinic(tmp_path / "clinic.clinicdesk", at=clock.now())
    try:
        services = Services(Context(storage, clock))
        services.clinic.set_up(answers.clinic, answers.hours, answers.staff)
        assert services.clinic.get().name == "Sông Hàn Dental"
        assert services.staff.all()[0].role is Role.OWNER
        assert services.followups.due_list().rows == ()
        assert services.backups.verify().good
    finally:
        storage.close()


def test_going_back_keeps_what_was_typed(qtbot: QtBot, wizard: FirstRun) -> None:
    letterhead(wizard)._form.name.set_text("Sông Hàn")
    choose(qtbot, wizard, "VN")
    wizard.on.click()
    step = wizard.steps[1]
    assert isinstance(step, HoursStep)
    step._reply.setValue(2)
    wizard.back.click()
    wizard.on.click()
    assert step._reply.value() == 2


def test_the_demo_can_be_asked_for(qtbot: QtBot, wizard: FirstRun) -> None:
    with qtbot.waitSignal(wizard.demo_requested):
        qtbot.mouseClick(wizard.demo, Qt.MouseButton.LeftButton)
