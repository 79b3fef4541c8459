from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.ui.window_state import WindowState, apply_state, read_state, state_of, write_state


def test_the_state_survives_a_restart(tmp_path: Path) -> None:
    state = WindowState(10, 20, 1300, 800, maximised=True, page="pipeline")
    write_state(tmp_path / "new" / "window.json", state)
    assert read_state(tmp_path / "new" / "window.json") == state


@pytest.mark.parametrize("text", ["", "{", "[]", '{"x": "a"}', "null"])
def test_a_damaged_state_is_the_usual_one(text: str, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    file.write_text(text, "utf-8")
    assert read_state(file) == WindowState()


def test_a_folder_that_cannot_be_written_troubles_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    write_state(tmp_path / "file" / "window.json", WindowState())
    assert read_state(tmp_path / "file" / "window.json") == WindowState()


def test_a_window_of_a_screen_that_is_gone_comes_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    apply_state(window, WindowState(x=9000, y=9000, width=700, height=500))
    screen = window.screen().availableGeometry()
    assert screen.intersects(window.geometry())
    assert state_of(window, "today").page == "today"
