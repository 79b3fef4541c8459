from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.actions import ACTIONS, Actions


def test_a_letter_acts_in_the_list_and_is_typed_in_a_field(t: Translator, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows, field = QListView(), QLineEdit()
    rows.setModel(QStringListModel(["Anna", "Dmitri"]))
    column = QVBoxLayout(window)
    column.addWidget(rows)
    column.addWidget(field)
    actions, done = Actions(t), []
    actions.bind("sent", lambda: done.append("sent"), rows)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_D)
    assert done == ["sent"]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_D)
    assert done == ["sent"]
    assert field.text() == "d"


def test_caps_and_words_come_from_the_table(t: Translator) -> None:
    actions = Actions(t)
    assert actions.caps("new-inquiry") == ("Ctrl", "N")
    assert actions.caps("open") == ("Enter",)
    assert actions.caps("page.settings") == ("Ctrl", ",")
    assert actions.words("undo") == "Undo"


def test_what_is_noted_stands_in_the_table_under_its_context(t: Translator) -> None:
    actions = Actions(t)
    actions.note("chart.implant", "chart.crown")
    assert actions.table() == [("In the tooth chart", [("Implant", ("I",)), ("Crown", ("C",))])]


def test_every_key_of_the_table_is_a_key_that_qt_knows() -> None:
    from PySide6.QtGui import QKeySequence

    for spec in ACTIONS:
        for keys in spec.keys:
            assert not QKeySequence(keys).isEmpty(), spec.id
            assert QKeySequence(keys)[0].key() != Qt.Key.Key_unknown, spec.id
