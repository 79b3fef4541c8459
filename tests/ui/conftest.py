"""The look, and a window, for tests of the screens."""

import os

import pytest
from pytestqt.qtbot import QtBot

from clinicdesk.bundle import files
from clinicdesk.ui.look import Look, make_look

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_FONT_DPI", "96")


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    """The light look at its own text size, from the shipped files."""
    return make_look(files("resources"))
