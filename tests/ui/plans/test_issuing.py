"""The paper of a plan, issuing it, and what follows: sent, deposit, closed, read only."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from clinicdesk.domain.leads import FactKind
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.storage import staff
from clinicdesk.ui.plans.cells import Column
from clinicdesk.ui.widgets.pdf_pages import draw
from tests.ui.plans.room import Room

CONTROL = Qt.KeyboardModifier.ControlModifier


def drawn(room: Room) -> bytes:
    """Wait until the paper of the newest change is drawn."""
    room.page.preview.show_paper(room.page.side.maker(room.page.draft.plan), at_once=True)
    return room.page.preview.pdf


def dark_pixels(picture: QImage) -> int:
    return sum(
        picture.pixelColor(x, y).lightness() < 128
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    )


def test_the_paper_is_drawn_and_its_pages_turn(room: Room) -> None:
    room.open(room.money.draft())
    pdf = drawn(room)
    assert pdf.startswith(b"%PDF")
    page = draw(pdf, 0, 400)
    assert (page.picture.width(), page.pages) == (400, 2)
    assert dark_pixels(page.picture) > 100
    assert room.page.preview.number.accessibleName() == "Page 1 of 2"
    room.page.preview.turn(1)
    room.page.preview._start()
    assert room.page.preview.number.accessibleName() == "Page 2 of 2"
    assert not room.page.preview.after.isEnabled()


def test_a_change_is_drawn_again(room: Room) -> None:
    room.open(room.money.draft())
    before = drawn(room)
    room.go(0, Column.QUANTITY)
    room.type("4")
    room.qtbot.waitUntil(lambda: room.page.preview.pdf != before)


def test_a_smaller_window_does_not_bring_an_older_paper_back(room: Room) -> None:
    room.open(room.money.draft())
    before = drawn(room)
    room.go(0, Column.QUANTITY)
    room.type("4")
    room.page.preview.turn(1)
    room.window.resize(1300, 800)
    room.qtbot.waitUntil(lambda: room.page.preview.pdf != before)


def test_issuing_asks_freezes_and_shows_the_revision(room: Room) -> None:
    room.open(room.money.draft())
    room.prompts.expect("confirm", False)
    room.go(0, Column.TEETH)
    room.key(Qt.Key.Key_Return, CONTROL)
    assert room.plan().revision == 0
    room.prompts.expect("confirm", True)
    room.page.head.issue.click()
    assert room.plan().revision == 1
    page = room.page
    assert page.head.chip.text == "Revision 1 issued"
    assert page.after.isVisible()
    assert page.after.paper.value() == 1
    drawn(room)
    assert page.preview.pdf == room.money.plans.revision_pdf(room.plan().id, 1)
    room.go(0, Column.QUANTITY)
    room.type("4")
    assert page.head.chip.text == "Draft"
    assert "since revision 1" in page.after.words.text()
    assert page.head.caption.text().startswith(f"Plan {room.plan().number}, revision 2")


def test_an_issued_plan_is_recorded_as_sent_and_asks_for_its_deposit(room: Room) -> None:
    plan = room.money.draft()
    room.open(plan)
    assert not room.page.after.isVisible()
    room.prompts.expect("confirm", True)
    room.page.head.issue.click()
    room.prompts.expect("choose_reason", "email")
    room.page.after.sent.click()
    facts = room.desk.services.leads.facts(room.money.lead_id)
    sent = next(fact for fact in facts if fact.kind is FactKind.PLAN_SENT)
    assert (sent.detail["plan_id"], sent.detail["revision"], sent.detail["channel"]) == (plan.id, 1, "email")
    room.page.after.deposit.click()
    assert room.asked == [{"lead_id": room.money.lead_id, "plan_id": plan.id}]


def test_the_paper_opens_and_is_saved(room: Room, tmp_path: Path) -> None:
    room.open(room.money.draft())
    pdf = drawn(room)
    room.go(0, Column.TEETH)
    room.key(Qt.Key.Key_O, CONTROL)
    assert [file.read_bytes() for file in room.opener.files] == [pdf]
    assert room.opener.files[0].name == f"{room.plan().number} draft.pdf"
    menu = room.page.preview._acts.menu(room.page)
    assert [action.text().partition("\t")[0] for action in menu.actions()] == [
        "Save PDF",
        "Print",
        "Copy file",
    ]
    room.prompts.expect("save_file", tmp_path / "plan.pdf")
    menu.actions()[0].trigger()
    assert (tmp_path / "plan.pdf").read_bytes() == pdf
    room.prompts.expect("save_file", tmp_path / "nowhere" / "plan.pdf")
    menu.actions()[0].trigger()
    assert "cannot be written" in room.desk.notices.text()


def test_a_closed_plan_is_said_and_opens_again(room: Room) -> None:
    room.open(room.money.draft())
    next(a for a in room.page.more_menu().actions() if a.text() == "Close the plan").trigger()
    page = room.page
    assert page.banner.isVisible()
    assert not page.head.issue.isVisible()
    assert room.grid().model().rowCount() == 2
    room.go(0, Column.QUANTITY)
    room.key(Qt.Key.Key_9)
    assert room.focus() is room.grid()
    page.banner.button.click()
    assert not page.banner.isVisible()
    assert page.head.issue.isVisible()
    assert room.grid().model().rowCount() == 3


def test_the_front_desk_reads_only(room: Room) -> None:
    plan = room.money.draft()
    with room.money.context.writing() as work:
        number = staff.add(work, StaffMember(0, "Quỳnh Anh", Role.FRONT_DESK))
    context = Context(room.money.storage, room.money.clock, StaffMember(number, "Quỳnh Anh", Role.FRONT_DESK))
    object.__setattr__(room.desk, "services", Services(context))
    room.open(plan)
    assert "You can read this plan" in room.page.banner.words.text()
    assert not room.page.head.issue.isVisible()
    assert not room.page.head.currency.isEnabled()
    assert room.grid().model().rowCount() == 2
