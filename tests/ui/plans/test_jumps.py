"""“Before you issue”: the button of every kind of problem goes where it is mended, or mends it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from clinicdesk.domain.clinic import DepositRule
from clinicdesk.domain.completeness import Problem, Severity, Where
from clinicdesk.domain.plans import KeptSums, Plan, PlanItem, PlanOption, PlanTrip
from clinicdesk.ui.plans.cells import Column
from tests.ui.plans.room import Room

Change = Callable[[Room, Plan], Plan]


def line(**fields: object) -> Change:
    """Return a change of the plan's first line."""

    def change(_: Room, plan: Plan) -> Plan:
        trip = plan.options[0].trips[0]
        items = (replace(trip.items[0], **fields), *trip.items[1:])  # type: ignore[arg-type]
        return replace(plan, options=(PlanOption((replace(trip, items=items),)),))

    return change


def fields(**values: object) -> Change:
    return lambda _, plan: replace(plan, **values)  # type: ignore[arg-type]


def pressed(room: Room, kind: str) -> Problem:
    """Press the button of the first problem of a kind, and return it."""
    problem = next(p for p in room.page._now.problems if p.kind == kind)  # type: ignore[union-attr]
    words = room.desk.t(problem.message, **problem.data)
    button = next(b for b in room.page.checks.buttons if b.accessibleName().endswith(words))
    button.click()
    room.settle()
    return problem


def in_cell(room: Room, column: Column) -> bool:
    index = room.grid().currentIndex()
    return (index.row(), index.column()) == (0, column)


def focused(room: Room, widget: QWidget) -> bool:
    focus = cast("QWidget | None", QApplication.focusWidget())
    return focus is widget or (focus is not None and widget.isAncestorOf(focus))


@pytest.mark.parametrize(
    ("kind", "change", "column"),
    [
        ("price", line(unit_minor=None), Column.UNIT),
        ("guarantee", line(guarantee_months=None), Column.GUARANTEE),
        ("teeth", line(teeth=()), Column.TEETH),
        ("absent", fields(absent_teeth=frozenset({25})), Column.TEETH),
    ],
)
def test_a_problem_of_a_line_opens_its_cell(room: Room, kind: str, change: Change, column: Column) -> None:
    plan = room.money.draft()
    room.open(room.money.plans.save(change(room, plan)).value)
    problem = pressed(room, kind)
    index = room.grid().currentIndex()
    assert (index.row(), index.column()) == (problem.where.item, column)


@pytest.mark.parametrize(
    ("kind", "change", "place"),
    [
        ("summary", fields(summary=""), "words.summary.editor"),
        ("discount", fields(discount_minor=10**9), "totals.discount.editor"),
        ("discount", fields(kept_sums=(KeptSums("EUR", 5000),)), "totals.discount.editor"),
        ("deposit", fields(deposit=DepositRule(points=9000)), "totals.deposit.editor"),
    ],
)
def test_a_problem_of_the_plan_opens_its_field(room: Room, kind: str, change: Change, place: str) -> None:
    plan = room.money.draft()
    room.open(room.money.plans.save(change(room, plan)).value)
    pressed(room, kind)
    widget = room.page.editor
    for name in place.split("."):
        widget = getattr(widget, name)
    assert focused(room, widget)


def test_a_missing_dentist_and_a_passed_day_open_the_head(room: Room) -> None:
    opened: list[str] = []
    head = room.page.head
    room.open(room.money.draft(dentist_id=None, valid_until=date(2020, 1, 1)))
    for choice, name in ((head.dentist, "dentist"), (head.valid, "valid")):
        choice.clicked.disconnect()
        choice.clicked.connect(lambda _=False, name=name: opened.append(name))
    pressed(room, "dentist")
    pressed(room, "validity")
    assert opened == ["dentist", "valid"]


def test_an_empty_plan_and_an_empty_trip_begin_a_line(room: Room) -> None:
    room.open(room.money.draft(options=(PlanOption(),)))
    pressed(room, "empty")
    assert isinstance(QApplication.focusWidget(), QPushButton)
    room.open(room.money.draft(options=(PlanOption((PlanTrip(),)),)))
    pressed(room, "trip")
    assert room.grid().currentIndex().row() == 0


def test_a_line_that_is_not_offered_is_shown(room: Room) -> None:
    plan = room.money.draft()
    room.money.catalogue.retire(plan.options[0].trips[0].items[0].code)
    room.open(plan)
    pressed(room, "retired")
    assert in_cell(room, Column.PROCEDURE)


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"title": "\U0001f9ff"}, "words.title.editor"),
        ({"records": ("\U0001f9ff",)}, "words.records.editor"),
        ({"summary": "\U0001f9ff"}, "words.summary.editor"),
    ],
)
def test_a_letter_that_no_font_has_is_shown_where_it_stands(
    room: Room, values: dict[str, object], place: str
) -> None:
    room.open(room.money.draft(**values))
    pressed(room, "glyph")
    widget = room.page.editor
    for name in place.split("."):
        widget = getattr(widget, name)
    assert focused(room, widget)


@pytest.mark.parametrize("name", ["included", "not_included", "assumptions"])
def test_a_letter_in_a_list_opens_the_list(room: Room, name: str) -> None:
    room.open(room.money.draft(**{name: ("\U0001f9ff",)}))
    pressed(room, "glyph")
    assert room.page.editor.lists[name].popup.isVisible()


def test_a_letter_in_the_patients_name_opens_the_record(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    room.open(room.money.draft())
    monkeypatch.setattr(type(room.desk), "open_patient", lambda _, key: asked.append(key))
    room.page._fixing.fix(Problem(Severity.BLOCK, "glyph", "x", {}, Where("patient")))
    assert asked == [room.money.patient_id]


def test_a_changed_price_is_kept_or_taken(room: Room) -> None:
    plan = room.money.draft()
    crown = plan.options[0].trips[0].items[1]
    assert crown.unit_minor is not None
    room.money.catalogue.set_price(crown.code, "USD", crown.unit_minor + 2000)
    room.open(plan)
    buttons = {button.text(): button for button in room.page.checks.buttons}
    buttons[f"Keep {crown.unit_minor // 100}"].click()
    kept = now(room)
    assert (kept.unit_minor, kept.price_typed) == (crown.unit_minor, True)
    assert not any(p.kind == "price_changed" for p in room.page._now.problems)  # type: ignore[union-attr]
    room.desk.commands.undo()
    next(b for b in room.page.checks.buttons if b.text().startswith("Take ")).click()
    taken = now(room)
    assert (taken.unit_minor, taken.price_typed) == (crown.unit_minor + 2000, False)


def now(room: Room) -> PlanItem:
    return room.plan().options[0].trips[0].items[1]


def test_currencies_there_and_back_keep_every_price_in_the_file(room: Room) -> None:
    room.money.catalogue.set_price("CRN-01", "EUR", 30000)
    plan = room.money.draft()
    trip = plan.options[0].trips[0]
    typed = replace(trip.items[0], unit_minor=98765, price_typed=True)
    room.open(
        room.money.plans.save(
            replace(
                plan,
                options=(PlanOption((replace(trip, items=(typed, trip.items[1])),)),),
                discount_minor=5000,
            )
        ).value
    )
    before = room.plan()
    head = room.page.head
    head.currency.chosen.emit("EUR")
    euro = room.plan()
    assert euro.currency == "EUR"
    assert euro.options[0].trips[0].items[1].unit_minor == 30000
    head.currency.chosen.emit("USD")
    after = room.plan()
    for one, other in zip(before.options[0].trips[0].items, after.options[0].trips[0].items, strict=True):
        assert (one.unit_minor, one.price_typed) == (other.unit_minor, other.price_typed)
    assert (after.discount_minor, after.deposit) == (5000, before.deposit)
    assert after.kept_sums[0].currency == "EUR"


def test_the_second_language_is_chosen_in_the_head(room: Room) -> None:
    room.open(room.money.draft())
    head = room.page.head
    menu = head.language.menu_of_choices()
    inner = next(action.menu() for action in menu.actions() if action.menu() is not None)
    texts = [action.text() for action in inner.actions()]
    assert texts[0] == "none"
    assert "English" not in texts
    next(action for action in inner.actions() if action.text() == "Vietnamese").trigger()
    assert room.plan().second_language == "vi"
    assert head.language.accessibleName() == "Document language: English + Vietnamese"
    head.language.chosen.emit("vi")
    assert (room.plan().language, room.plan().second_language) == ("vi", "")


def test_delete_takes_treatments_off_the_teeth(room: Room) -> None:
    room.open(room.money.draft())
    chart = room.page.editor.chart
    chart.teeth.setFocus()
    chart.teeth.select([36])
    room.qtbot.keyClick(chart.teeth, Qt.Key.Key_Delete)
    lines = room.plan().options[0].trips[0].items
    assert [item.teeth for item in lines] == [(46,), (25,)]
    chart.teeth.select([25])
    chart.teeth.clear_pressed.emit()
    assert [item.teeth for item in room.plan().options[0].trips[0].items] == [(46,)]
