from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.prompt_dialogs import DialogPrompts
from clinicdesk.ui.prompts import Choice, Reason, ScriptedPrompts, UnexpectedQuestion
from clinicdesk.ui.questions import QuestionDialog, ReasonDialog

REASONS = [Choice("later", "She asked for time"), Choice("elsewhere", "Chose another clinic")]


@pytest.fixture
def prompts(look: Look, t: Translator, clock: FixedClock, qtbot: QtBot) -> DialogPrompts:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = DialogPrompts(look, t, clock, window)
    made.window_kept = window  # type: ignore[attr-defined]
    return made


def when_open(act: object) -> None:
    """Call ``act`` with the dialog as soon as one runs."""

    def look_for_it() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QuestionDialog):
            try:
                act(dialog)  # type: ignore[operator]
            finally:
                # A failed expectation must not leave the dialog waiting for a person.
                if dialog.isVisible():
                    dialog.reject()
        else:
            QTimer.singleShot(0, look_for_it)

    QTimer.singleShot(0, look_for_it)


def test_a_reason_must_be_chosen_before_the_verb_can_be_pressed(prompts: DialogPrompts, qtbot: QtBot) -> None:
    def answer(dialog: ReasonDialog) -> None:
        assert dialog.width() == 500
        assert not dialog.verb.isEnabled()
        dialog.group.button(1).click()
        assert dialog.verb.isEnabled()
        qtbot.keyClicks(dialog.note.editor, "cheaper")
        dialog.verb.click()

    when_open(answer)
    reason = prompts.choose_reason("Skip the deposit", "", REASONS, "Skip", note="Note, optional")
    assert reason == Reason("elsewhere", "cheaper")


def test_escape_is_no_answer(prompts: DialogPrompts, qtbot: QtBot) -> None:
    when_open(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert prompts.choose_reason("Skip the deposit", "", REASONS, "Skip") is None
    when_open(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert not prompts.confirm("Delete the draft", "It cannot be brought back.", "Delete", danger=True)


def test_a_dangerous_question_gives_enter_to_cancel(prompts: DialogPrompts) -> None:
    def answer(dialog: QuestionDialog) -> None:
        assert dialog.focusWidget() is dialog.cancel
        dialog.verb.click()

    when_open(answer)
    assert prompts.confirm("Delete the draft", "", "Delete", danger=True)


def test_an_amount_that_cannot_be_read_keeps_the_dialog_and_the_words(prompts: DialogPrompts) -> None:
    def read(text: str) -> int:
        if not text.isdigit():
            raise InvalidInput("“{text}” is not an amount.", text=text)
        return int(text)

    def answer(dialog: QuestionDialog) -> None:
        field = dialog.body.itemAt(0).widget()
        field.set_text("1.2.3")
        dialog.verb.click()
        assert dialog.isVisible()
        assert field.complaint == "“1.2.3” is not an amount."
        assert field.text() == "1.2.3"
        field.set_text("250")
        dialog.verb.click()

    when_open(answer)
    assert prompts.ask_value("Refund the deposit", "Amount", "Refund", read=read, unit="EUR") == 250


def test_a_day_outside_the_limits_is_refused(prompts: DialogPrompts) -> None:
    def answer(dialog: QuestionDialog) -> None:
        field = dialog.body.itemAt(0).widget()
        field.set_text("16 Nov 2026")
        dialog.verb.click()
        assert field.complaint == "The day must not be before 17 November 2026."
        field.set_text("2027-01-18")
        dialog.verb.click()

    when_open(answer)
    day = date(2026, 11, 17)
    assert prompts.ask_date("Snooze", "Until", "Snooze", day=day, earliest=day) == date(2027, 1, 18)


def test_a_script_answers_in_order_and_refuses_what_was_not_expected() -> None:
    script = ScriptedPrompts(("confirm", True), ("choose_reason", "later"), ("open_file", Path("a.csv")))
    assert script.confirm("Delete", "", "Delete")
    assert script.choose_reason("Skip", "", REASONS, "Skip") == Reason("later")
    assert script.open_file("Import", []) == Path("a.csv")
    assert script.finished()
    with pytest.raises(UnexpectedQuestion, match="Refund"):
        script.ask_text("Refund", "Note", "Refund")
    assert [question for question, _ in script.asked] == ["confirm", "choose_reason", "open_file", "ask_text"]
    script.expect("choose_reason", "bored")
    with pytest.raises(UnexpectedQuestion, match="not offered"):
        script.choose_reason("Skip", "", REASONS, "Skip")
