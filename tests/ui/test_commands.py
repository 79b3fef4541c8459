import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.changes import ChangeBus
from clinicdesk.ui.commands import Commands
from clinicdesk.ui.look import Look
from clinicdesk.ui.notices import Notices
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import LineField


class Ledger:
    """A service with one fact that can be set, taken back, and set again."""

    def __init__(self) -> None:
        self.value = 0

    def put(self, value: int) -> Done[int]:
        before = self.value
        self.value = value
        return Done(value, Changes.LEADS, "Set to {value}", {"value": value}, undo=lambda: self.put(before))

    def issue(self) -> Done[str]:
        return Done("P-1", Changes.PLANS, "Issued")

    def refuse(self) -> Done[int]:
        raise InvalidInput("{tooth} is not an FDI tooth", field="teeth", tooth=99)

    def break_down(self) -> Done[int]:
        raise ZeroDivisionError


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


@pytest.fixture
def notices(look: Look, t: Translator, window: QWidget) -> Notices:
    return Notices(look, t, window)


@pytest.fixture
def bugs() -> list[Exception]:
    return []


@pytest.fixture
def bus() -> ChangeBus:
    return ChangeBus()


@pytest.fixture
def commands(bus: ChangeBus, notices: Notices, t: Translator, bugs: list[Exception]) -> Commands:
    return Commands(bus, notices, t, bugs.append)


def test_a_write_is_published_and_said(commands: Commands, bus: ChangeBus, notices: Notices) -> None:
    seen: list[tuple[Changes, object]] = []
    bus.changed.connect(lambda changes, origin: seen.append((changes, origin)))
    origin = object()
    done = commands.do(Ledger().put, 5, origin=origin)
    assert done is not None
    assert done.value == 5
    assert seen == [(Changes.LEADS, origin)]
    assert notices.text() == "Set to 5"
    assert notices.can_undo


def test_undo_and_redo_follow_the_facts(commands: Commands) -> None:
    ledger = Ledger()
    for value in (1, 2):
        commands.do(ledger.put, value)
    assert commands.undo()
    assert ledger.value == 1
    assert commands.redo()
    assert ledger.value == 2
    assert commands.undo()
    assert commands.undo()
    assert ledger.value == 0
    assert not commands.undo()
    assert commands.can_redo
    commands.do(ledger.put, 9)
    assert not commands.can_redo


def test_undo_of_the_notice_takes_back_its_own_act(commands: Commands, notices: Notices) -> None:
    ledger = Ledger()
    commands.do(ledger.put, 1)
    notices.undo()
    assert ledger.value == 0
    assert notices.can_undo
    notices.undo()
    assert ledger.value == 1


def test_a_final_act_bars_what_came_before(commands: Commands, notices: Notices) -> None:
    ledger = Ledger()
    commands.do(ledger.put, 1)
    commands.do(ledger.issue)
    assert not commands.can_undo
    assert not notices.can_undo


def test_a_failure_stands_beside_its_field(
    commands: Commands, notices: Notices, look: Look, t: Translator, qtbot: QtBot
) -> None:
    field = LineField(look, t, "Teeth", text="99")
    qtbot.addWidget(field)
    assert commands.do(Ledger().refuse, form=FieldGroup(t, teeth=field)) is None
    assert field.complaint == "99 is not an FDI tooth"
    assert field.text() == "99"
    assert notices.text() == ""


def test_a_failure_without_a_field_is_a_notice_that_stays(commands: Commands, notices: Notices) -> None:
    assert commands.do(Ledger().refuse) is None
    assert notices.is_failure
    assert notices.text() == "99 is not an FDI tooth"
    assert not notices.timer.isActive()


def test_a_bug_goes_to_the_report(commands: Commands, bugs: list[Exception]) -> None:
    assert commands.do(Ledger().break_down) is None
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]
