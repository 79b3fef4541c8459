import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.notices import HEIGHT, MARGIN, Notices


@pytest.fixture
def notices(look: Look, t: Translator, qtbot: QtBot) -> Notices:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 600)
    window.show()
    made = Notices(look, t, window)
    made.window_kept = window  # type: ignore[attr-defined]
    return made


def test_a_notice_stands_at_the_lower_leading_corner_beside_the_rail(notices: Notices) -> None:
    notices.set_edge(84)
    notices.say("Reply marked as sent")
    place = notices.geometry()
    assert place.x() == 84 + MARGIN
    assert place.height() == HEIGHT
    assert place.bottom() == 600 - MARGIN - 1
    notices.parentWidget().resize(1200, 800)
    assert notices.geometry().bottom() == 800 - MARGIN - 1


def test_a_success_goes_by_itself_and_a_failure_stays(notices: Notices) -> None:
    notices.say("Done")
    assert notices.timer.interval() == 6000
    assert notices.timer.isActive()
    notices.timer.timeout.emit()
    assert notices.text() == ""
    notices.fail("The disk is not connected")
    assert not notices.timer.isActive()
    assert notices.is_failure


def test_failures_that_pile_up_are_counted(notices: Notices) -> None:
    notices.fail("One")
    assert notices.more.isHidden()
    notices.fail("Two")
    notices.fail("Three")
    assert notices.text() == "Three"
    assert notices.more.text() == "and 2 more failures"
    notices.say("Better")
    assert not notices.is_failure
    assert notices.more.isHidden()


def test_undo_runs_once_from_the_keyboard(notices: Notices, qtbot: QtBot) -> None:
    runs: list[int] = []
    notices.say("Skipped", lambda: runs.append(1))
    assert notices.undo_button.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(notices.undo_button, Qt.Key.Key_Space)
    notices.undo()
    assert runs == [1]


def test_markup_in_a_name_is_shown_as_it_is_and_said_to_readers(notices: Notices) -> None:
    notices.say("Reply to <b>Ann</b> sent")
    assert notices.text() == "Reply to <b>Ann</b> sent"
    said = QAccessible.queryAccessibleInterface(notices)
    assert said.text(QAccessible.Text.Name) == "Reply to <b>Ann</b> sent"
