"""The board: columns, keys that walk and move, drops that ask, filters, and what comes back by Undo."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from clinicdesk.domain.leads import FactKind, LostReason, Stage
from clinicdesk.domain.money import Money
from clinicdesk.ui.pipeline.column import StageColumn
from clinicdesk.ui.pipeline.page import PipelinePage
from clinicdesk.ui.prompts import Reason
from tests.ui.front_desk import FrontDesk
from tests.ui.pipeline.conftest import ShowBoard

CONTROL = Qt.KeyboardModifier.ControlModifier


def column(page: PipelinePage, stage: Stage) -> StageColumn:
    return next(one for one in page.columns if one.stage is stage)


def names(page: PipelinePage, stage: Stage) -> list[str]:
    return [card.name for card in column(page, stage).model.cards]


def press(page: PipelinePage, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    view = page.chosen_card() and page._current_view()
    assert view
    QTest.keyClick(view, key, modifier or Qt.KeyboardModifier.NoModifier)


def test_a_new_inquiry_stands_in_the_first_column_with_its_clock(
    clinic: FrontDesk, show_board: ShowBoard
) -> None:
    clinic.receive("Noura Al-Harbi")
    page = show_board()
    new = column(page, Stage.NEW)
    assert names(page, Stage.NEW) == ["Noura Al-Harbi"]
    said = new.model.data(new.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert "United Kingdom" in said
    assert "left" in said


def test_ctrl_right_records_the_reply_by_its_channel_and_undo_takes_it_back(
    clinic: FrontDesk, show_board: ShowBoard
) -> None:
    lead = clinic.receive("Noura Al-Harbi")
    page = show_board()
    clinic.prompts.expect("choose_reason", Reason("whatsapp", "Prices and dates."))
    press(page, Qt.Key.Key_Right, CONTROL)
    assert names(page, Stage.REPLIED) == ["Noura Al-Harbi"]
    fact = clinic.services.leads.facts(lead.id)[0]
    assert (fact.kind, fact.detail["channel"]) == (FactKind.REPLIED, "whatsapp")
    card = page.chosen_card()
    assert card is not None
    assert card.lead_id == lead.id
    page.desk.commands.undo()
    assert names(page, Stage.NEW) == ["Noura Al-Harbi"]


def test_the_choice_goes_along_with_the_card_that_was_moved(clinic: FrontDesk, show_board: ShowBoard) -> None:
    clinic.receive("Gareth Pugh", ago=timedelta(hours=1))
    first = clinic.receive("Noura Al-Harbi", ago=timedelta(hours=3))
    page = show_board()
    clinic.prompts.expect("choose_reason", Reason("whatsapp"))
    press(page, Qt.Key.Key_Right, CONTROL)
    card = page.chosen_card()
    assert card is not None
    assert (card.lead_id, card.stage) == (first.id, Stage.REPLIED)
    page.desk.commands.undo()
    again = page.chosen_card()
    assert again is not None
    assert (again.lead_id, again.stage) == (first.id, Stage.NEW)


def test_a_move_that_is_cancelled_records_nothing(clinic: FrontDesk, show_board: ShowBoard) -> None:
    lead = clinic.receive("Noura Al-Harbi")
    page = show_board()
    clinic.prompts.expect("choose_reason", None)
    press(page, Qt.Key.Key_Right, CONTROL)
    assert names(page, Stage.NEW) == ["Noura Al-Harbi"]
    assert clinic.services.leads.facts(lead.id) == ()


def test_ctrl_left_names_what_is_taken_back_and_one_undo_restores_it(
    clinic: FrontDesk, show_board: ShowBoard
) -> None:
    lead = clinic.receive("Noura Al-Harbi")
    clinic.services.leads.record_reply(lead.id, channel="email")
    clinic.services.leads.record_reply(lead.id, channel="phone")
    page = show_board()
    clinic.prompts.expect("confirm", True)
    press(page, Qt.Key.Key_Left, CONTROL)
    assert clinic.prompts.asked[-1][1] == "Take Noura Al-Harbi back to New"
    assert names(page, Stage.NEW) == ["Noura Al-Harbi"]
    page.desk.commands.undo()
    assert names(page, Stage.REPLIED) == ["Noura Al-Harbi"]
    assert len(clinic.services.leads.facts(lead.id)) == 2


def test_an_arrival_is_not_taken_back_by_a_drag(clinic: FrontDesk, show_board: ShowBoard) -> None:
    lead = clinic.receive("Noura Al-Harbi")
    clinic.services.visits.arrive(lead_id=lead.id)
    page = show_board()
    press(page, Qt.Key.Key_Left, CONTROL)
    assert names(page, Stage.ARRIVED) == ["Noura Al-Harbi"]
    assert page.desk.notices.is_failure


def test_l_asks_the_reason_and_the_lost_list_brings_the_case_back(
    clinic: FrontDesk, show_board: ShowBoard
) -> None:
    lead = clinic.receive("Noura Al-Harbi")
    page = show_board()
    clinic.prompts.expect("choose_reason", Reason(LostReason.PRICE.value, "Found it for half."))
    press(page, Qt.Key.Key_L)
    assert clinic.services.leads.get(lead.id).stage is Stage.LOST
    assert clinic.services.leads.facts(lead.id)[-1].detail["reason"] == "price"
    page.lost.unfold(True)
    assert [card.name for card in page.lost.model.cards] == ["Noura Al-Harbi"]
    card = page.lost.model.cards[0]
    again = next(action for action in page.menu_of(card).actions() if action.text() == "Reopen")
    again.trigger()
    assert names(page, Stage.NEW) == ["Noura Al-Harbi"]


def test_a_drop_asks_for_the_move_and_moves_no_row_itself(
    clinic: FrontDesk, show_board: ShowBoard, qtbot: QtBot
) -> None:
    clinic.receive("Noura Al-Harbi")
    page = show_board()
    new, replied = column(page, Stage.NEW), column(page, Stage.REPLIED)
    data = new.model.mimeData([new.model.index(0)])
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(20, 20).toPoint(), move, data, left, plain)
    replied.view.dragEnterEvent(enter)
    assert enter.isAccepted()
    clinic.prompts.expect("choose_reason", Reason("phone", "She agreed to a plan."))
    replied.view.dropEvent(QDropEvent(QPointF(20, 20), move, data, left, plain))
    assert names(page, Stage.NEW) == ["Noura Al-Harbi"]
    qtbot.waitUntil(lambda: names(page, Stage.REPLIED) == ["Noura Al-Harbi"])
    assert names(page, Stage.NEW) == []


def test_a_column_takes_no_drop_from_itself_or_of_foreign_data(
    clinic: FrontDesk, show_board: ShowBoard
) -> None:
    clinic.receive("Noura Al-Harbi")
    page = show_board()
    new = column(page, Stage.NEW)
    root, move = QModelIndex(), Qt.DropAction.MoveAction
    assert not new.model.canDropMimeData(new.model.mimeData([new.model.index(0)]), move, -1, -1, root)
    foreign = new.model.mimeData([new.model.index(0)])
    foreign.setData(new.model.mimeTypes()[0], b"; drop table")
    assert not column(page, Stage.REPLIED).model.canDropMimeData(foreign, move, -1, -1, root)


def test_the_models_keep_the_rules_of_qt(clinic: FrontDesk, show_board: ShowBoard) -> None:
    clinic.receive("Noura Al-Harbi")
    page = show_board()
    model = column(page, Stage.NEW).model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    clinic.receive("Gareth Pugh")
    page.refresh()
    assert model.rowCount() == 2


def test_right_and_left_walk_between_columns_that_have_cards(
    clinic: FrontDesk, show_board: ShowBoard
) -> None:
    clinic.receive("Noura Al-Harbi")
    late = clinic.receive("Gareth Pugh", ago=timedelta(hours=3))
    clinic.services.visits.arrive(lead_id=late.id)
    page = show_board()
    column(page, Stage.NEW).view.setFocus()
    QTest.keyClick(column(page, Stage.NEW).view, Qt.Key.Key_Right)
    assert column(page, Stage.ARRIVED).view.hasFocus()
    chosen = page.chosen_card()
    assert chosen is not None
    assert chosen.name == "Gareth Pugh"
    QTest.keyClick(column(page, Stage.ARRIVED).view, Qt.Key.Key_Left)
    assert column(page, Stage.NEW).view.hasFocus()
    assert not column(page, Stage.ARRIVED).view.selectionModel().hasSelection()


@pytest.mark.parametrize("words", ["noura", "harbi two", "IMPLANTS"])
def test_the_filters_hold_other_cards_back_and_say_so_when_none_is_left(
    clinic: FrontDesk, show_board: ShowBoard, words: str
) -> None:
    clinic.receive("Noura Al-Harbi")
    clinic.receive("Gareth Pugh", treatment="Crown", request="", country="NZ", contacts=())
    page = show_board()
    page.head.words.setText(words)
    page.head.filtered.emit()
    assert names(page, Stage.NEW) == ["Noura Al-Harbi"]
    page.head.market.choose("NZ", "New Zealand")
    assert names(page, Stage.NEW) == []
    assert page._middle.empty is not None
    page.head.clear()
    assert len(names(page, Stage.NEW)) == 2


def test_the_board_is_exported_as_it_is_shown_and_no_name_is_a_formula(
    clinic: FrontDesk, show_board: ShowBoard, tmp_path: Path
) -> None:
    clinic.receive("=1+1", value=Money(128050, "USD"), contacts=())
    clinic.receive("Gareth Pugh", country="NZ", contacts=())
    page = show_board()
    page.head.market.choose("GB", "United Kingdom")
    file = tmp_path / "board.csv"
    clinic.prompts.expect("save_file", file)
    page.head.csv.click()
    lines = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert lines[1][:2] == ["New", "'=1+1"]
    assert lines[1][5:7] == ["1280.50", "USD"]
    assert len(lines) == 2


def test_a_plan_that_was_never_issued_is_no_sent_plan(clinic: FrontDesk, show_board: ShowBoard) -> None:
    lead = clinic.receive("Noura Al-Harbi")
    page = show_board()
    card = page.chosen_card()
    assert card is not None
    page.moves.move(card, Stage.PLAN_SENT)
    assert clinic.services.leads.facts(lead.id) == ()
    assert clinic.prompts.finished()
    assert [plan.revision for plan in clinic.services.plans.for_lead(lead.id)] == [0]
    assert page.window().current_page == "plan"  # type: ignore[attr-defined]
