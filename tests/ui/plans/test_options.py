"""Options in the editor: what compares them, the page of options in the paper, and later phases."""

from dataclasses import replace

from PySide6.QtCore import Qt

from clinicdesk.domain.plans import Plan, PlanOption
from clinicdesk.ui.plans.cells import Column
from clinicdesk.ui.plans.option_words import OptionWords
from tests.documents.reading import texts
from tests.ui.plans.room import Room


def two_options(room: Room) -> Plan:
    """Return a draft of two options, the second a crown only."""
    plan = room.money.draft()
    crown = PlanOption((room.money.trip(room.money.item("CRN-01", "25")),), "Crown only")
    return room.money.plans.save(replace(plan, options=(plan.options[0], crown))).value


def paper(room: Room) -> list[str]:
    """Wait until the paper is drawn, and return its pages' texts."""
    preview = room.page.preview
    room.qtbot.waitUntil(lambda: bool(preview.pdf), timeout=4000)
    return texts(preview.pdf)


def words_of(room: Room) -> OptionWords:
    return room.page.editor.option_words


def test_one_option_asks_for_nothing_more(room: Room) -> None:
    room.open(room.money.draft())
    assert not words_of(room).isVisible()
    assert not room.page.preview.parts.isVisible()


def test_note_meaning_and_whom_it_suits_are_typed_and_kept_per_option(room: Room) -> None:
    room.open(two_options(room))
    words = words_of(room)
    words.note.editor.setFocus()
    room.type("each stands alone", end=Qt.Key.Key_Tab)
    words.suits.editor.setFocus()
    words.suits.editor.insertPlainText("you floss\nrepairs stay small")
    words.summary.editor.setFocus()
    words.summary.editor.insertPlainText("Two roots.")
    room.page.draft.flush()
    way = room.plan().options[0]
    assert (way.note, way.summary, way.suits) == (
        "each stands alone",
        "Two roots.",
        ("you floss", "repairs stay small"),
    )
    room.page.draft.show_option(1)
    assert (words.note.text(), words.suits.text()) == ("", "")
    room.page.draft.show_option(0)
    assert words.note.text() == "each stands alone"


def test_a_comparison_has_a_text_in_each_option_and_can_be_taken_away(room: Room) -> None:
    room.open(two_options(room))
    words = words_of(room)
    words.add.click()
    assert room.focus() is words.rows[0].name.editor
    room.type("Cleaning", end=Qt.Key.Key_Tab)
    room.type("Floss", end=Qt.Key.Key_Tab)
    room.page.draft.show_option(1)
    assert words.rows[0].answer.text() == ""
    words.rows[0].answer.editor.setFocus()
    room.type("Brush", end=Qt.Key.Key_Tab)
    room.page.draft.flush()
    plan = room.plan()
    assert plan.comparisons == ("Cleaning",)
    assert [way.answers for way in plan.options] == [("Floss",), ("Brush",)]
    words.rows[0].remove.click()
    assert room.plan().comparisons == ()
    room.desk.commands.undo()
    assert room.plan().comparisons == ("Cleaning",)


def test_a_text_that_is_too_long_is_refused_beside_its_field(room: Room) -> None:
    room.open(two_options(room))
    words = words_of(room)
    words.summary.editor.insertPlainText("x" * 700)
    assert "300" in words.summary.complaint
    words.suits.editor.setPlainText("\n".join(["you wait"] * 13))
    assert "12" in words.suits.complaint


def test_the_switch_jumps_between_the_options_and_the_full_plan(room: Room) -> None:
    room.open(two_options(room))
    pages, preview = paper(room), room.page.preview
    assert preview.parts.isVisible()
    full = next(n for n, page in enumerate(pages) if "Treatment plan and quotation" in page)
    for part, number in (("1", full + 1), ("0", 1)):
        preview.parts.chosen.emit(part)
        room.qtbot.waitUntil(lambda number=number: preview.pages.page + 1 == number, timeout=4000)
        assert preview.parts.current() == part


def test_the_issued_paper_begins_with_its_options_whatever_the_draft_becomes(room: Room) -> None:
    room.open(two_options(room))
    room.prompts.expect("confirm", True)
    room.page.head.issue.click()
    assert "ways to treat your teeth" in texts(room.money.plans.revision_pdf(room.plan().id, 1))[0]
    room.page.editor.options.remove.click()
    assert not room.page.preview.parts.isVisible()
    room.page.side._turn(1)
    assert room.page.preview.parts.isVisible()


def test_what_changed_is_listed_before_issuing_again(room: Room) -> None:
    room.open(room.money.draft())
    room.prompts.expect("confirm", True)
    room.page.head.issue.click()
    assert not any("becomes" in line for line in room.page.checks.lines)
    room.go(0, Column.QUANTITY)
    room.type("4")
    assert any("Implant" in line and "2 becomes 4" in line for line in room.page.checks.lines)
    assert any(line.startswith("total:") for line in room.page.checks.lines)


def test_the_estimate_of_a_later_phase_opens_as_a_plan_of_its_own(room: Room) -> None:
    plan = room.money.draft()
    trips = (plan.options[0].trips[0], room.money.trip(room.money.item("CRN-01", "36")))
    room.open(room.money.plans.save(replace(plan, options=(PlanOption(trips),))).value)
    menu = room.page.more_menu()
    action = next(one for one in menu.actions() if one.text() == "Estimate for phase 2")
    action.trigger()
    room.settle()
    assert (room.plan().follows_plan_id, room.plan().follows_trip) == (plan.id, 2)
    assert "Estimate for phase two" in paper(room)[0]
    assert room.page.editor.trips[0].title.text() == "Trip 2"


def test_a_plan_of_one_trip_offers_no_later_phase(room: Room) -> None:
    room.open(room.money.draft())
    assert not any("phase" in one.text() for one in room.page.more_menu().actions())
