from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.languages import DOCUMENT_LANGUAGES
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.widgets.date_field import DateField, read_day
from clinicdesk.ui.widgets.field import Field, FieldGroup
from clinicdesk.ui.widgets.fields import (
    AreaField,
    ChoiceField,
    LineField,
    MoneyField,
    NumberField,
    TeethField,
)

TODAY = date(2026, 11, 17)
Show = Callable[[QWidget], None]


def read_teeth(text: str) -> list[int]:
    teeth = [int(part) for part in text.split(",")]
    for tooth in teeth:
        if not 11 <= tooth <= 48:
            raise InvalidInput("{tooth} is not an FDI tooth", field="teeth", tooth=tooth)
    return teeth


def test_what_was_typed_stays_under_its_complaint(
    look: Look, t: Translator, show: Show, qtbot: QtBot
) -> None:
    field = TeethField(look, t, "Teeth", read_teeth)
    show(field)
    qtbot.keyClicks(field.editor, "36, 99")
    field.editor.editingFinished.emit()
    assert field.complaint == "99 is not an FDI tooth"
    assert field.text() == "36, 99"
    assert field.editor.property("wrong") is True
    assert QAccessible.queryAccessibleInterface(field.editor).text(QAccessible.Text.Description)
    qtbot.keyClick(field.editor, Qt.Key.Key_Backspace)
    assert field.complaint == ""
    field.set_text("36, 46")
    assert field.value() == [36, 46]


def test_setting_a_value_is_not_an_edit(look: Look, t: Translator, show: Show, qtbot: QtBot) -> None:
    edits: list[str] = []
    fields: list[Field] = [LineField(look, t, "Name"), AreaField(look, t, "Note")]
    choice = ChoiceField(look, t, "Currency", [("usd", "USD"), ("eur", "EUR")])
    group = FieldGroup(t, name=fields[0], note=fields[1], currency=choice)
    group.on_edited(lambda: edits.append("edit"))
    for field in fields:
        show(field)
        field.set_text("Nguyễn")  # type: ignore[attr-defined]
    choice.set_value("eur")
    assert edits == []
    assert choice.value() == "eur"
    qtbot.keyClicks(fields[0].editor, "x")
    choice.editor.activated.emit(0)
    assert edits == ["edit", "edit"]


@pytest.mark.parametrize("make", [LineField, AreaField])
def test_ten_megabytes_are_cut_and_said_to_be(
    make: type[LineField | AreaField], look: Look, t: Translator, show: Show
) -> None:
    field = make(look, t, "Note", limit=200)
    show(field)
    pasted = QMimeData()
    pasted.setText("word " * 2_000_000)
    QGuiApplication.clipboard().setMimeData(pasted)
    field.editor.paste()
    assert 190 <= len(field.text()) <= 200
    assert field.complaint == "Only the first 200 characters were pasted."


def test_a_paste_into_a_line_is_one_clean_line(look: Look, t: Translator, show: Show, qtbot: QtBot) -> None:
    field = LineField(look, t, "Name")
    show(field)
    field.setFocus()
    QGuiApplication.clipboard().setText("  Anna\n\tSokolova  ")
    qtbot.keyClick(field.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "Anna Sokolova"
    assert field.complaint == ""


def test_a_choice_found_by_its_letters_or_refused(look: Look, t: Translator, show: Show) -> None:
    field = ChoiceField(look, t, "Country", [("VN", "Vietnam"), ("DE", "Germany")], typed=True)
    show(field)
    field.editor.setEditText("germany")
    assert field.value() == "DE"
    field.editor.setEditText("Atlantis")
    assert not field.check()
    assert field.complaint == "Choose one of the list."


def test_the_wheel_scrolls_the_page_and_not_the_value(look: Look, t: Translator, show: Show) -> None:
    number = NumberField(look, t, "Hours", number=4, least=1, most=48, unit="hours")
    choice = ChoiceField(look, t, "Currency", [("usd", "USD"), ("eur", "EUR")])
    for field in (number, choice):
        show(field)
        field.editor.clearFocus()
        turn = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(field.editor, turn)
    assert number.value() == 4
    assert choice.value() == "usd"
    edits: list[int] = []
    number.edited.connect(lambda: edits.append(number.value()))
    number.set_value(90)
    assert edits == []
    assert number.value() == 48
    number.editor.stepDown()
    assert edits == [47]
    assert number.editor.text() == "47 hours"


def test_money_is_read_anew_in_another_currency(look: Look, t: Translator, show: Show) -> None:
    def whole(text: str) -> int:
        if "." in text:
            raise InvalidInput("VND has no decimals.", field="amount")
        return int(text)

    field = MoneyField(look, t, "Amount", "USD", float, text="12.50")
    show(field)
    assert field.value() == 12.5
    field.set_currency("VND", whole)
    assert field.currency.text() == "VND"
    assert field.complaint == "VND has no decimals."
    assert field.text() == "12.50"


def test_a_group_focuses_the_first_wrong_field(look: Look, t: Translator, show: Show, qtbot: QtBot) -> None:
    form = QWidget()
    first, second = TeethField(look, t, "Teeth", read_teeth), TeethField(look, t, "More", read_teeth)
    for number, field in enumerate((first, second)):
        field.setParent(form)
        field.move(0, 70 * number)
        field.set_text("99" if field is second else "11")
    show(form)
    group = FieldGroup(t, teeth=first, more=second)
    assert not group.check()
    assert form.focusWidget() is second.editor
    assert (first.complaint, second.complaint) == ("", "99 is not an FDI tooth")
    group.clear()
    assert second.complaint == ""
    assert not group.show_error(InvalidInput("No", field="elsewhere"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-18", date(2027, 1, 18)),
        ("18.1.2027", date(2027, 1, 18)),
        ("18/01/2027", date(2027, 1, 18)),
        ("18 Jan 2027", date(2027, 1, 18)),
        ("January 18, 2027", date(2027, 1, 18)),
    ],
)
def test_days_are_read_as_people_type_them(text: str, day: date, t: Translator) -> None:
    assert read_day(t, text) == day


@pytest.mark.parametrize(
    "text", ["", "31.2.2027", "2027", "Jan 2027", "18 Brumaire 2027", "1.1.0026", "9" * 400]
)
def test_what_is_no_day_is_refused(text: str, t: Translator) -> None:
    with pytest.raises(InvalidInput):
        read_day(t, text)


@pytest.mark.parametrize("language", DOCUMENT_LANGUAGES)
def test_a_day_shown_in_any_language_is_read_again(language: str) -> None:
    t = Translator("ui", language)
    for month in range(1, 13):
        day = date(2027, month, 18)
        shown = t.formats.date(day, "medium")
        if str(day.year) in shown:
            assert read_day(t, shown) == day


def test_the_calendar_picks_by_keys_within_the_limits(
    look: Look, t: Translator, show: Show, qtbot: QtBot
) -> None:
    field = DateField(look, t, "Valid until", today=TODAY, day=TODAY, earliest=TODAY)
    show(field)
    edits: list[date] = []
    field.edited.connect(lambda: edits.append(field.value()))
    field.open_calendar()
    grid = field._popup.grid
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert edits == []
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert edits == [date(2026, 12, 24)]
    assert field.text() == "24 Dec 2026"


def test_a_typed_day_is_shown_back_in_words(look: Look, t: Translator, show: Show, qtbot: QtBot) -> None:
    field = DateField(look, t, "Valid until", today=TODAY)
    show(field)
    assert field.day_or_none() is None
    qtbot.keyClicks(field.editor, "3.4.2027")
    field.editor.editingFinished.emit()
    assert field.text() == "3 Apr 2027"
