"""Remembers the window's size and last page between starts; nothing about patients is kept here."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

SMALLEST = (1024, 640)
USUAL = (1440, 900)


@dataclass(frozen=True)
class WindowState:
    """Size and place on the screen in pixels, whether the window fills it, and the page on stage."""

    x: int = -1
    y: int = -1
    width: int = USUAL[0]
    height: int = USUAL[1]
    maximised: bool = False
    page: str = ""


def read_state(file: Path) -> WindowState:
    """Return the state kept in ``file``; a missing or unreadable file is the usual state."""
    try:
        kept = json.loads(file.read_text("utf-8"))
        numbers = {name: int(kept[name]) for name in ("x", "y", "width", "height")}
        return WindowState(**numbers, maximised=bool(kept["maximised"]), page=str(kept["page"]))
    except (OSError, ValueError, TypeError, KeyError):
        return WindowState()


def write_state(file: Path, state: WindowState) -> None:
    """Keep ``state``; where the folder cannot be written nothing is kept, and nobody is troubled."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(state)), "utf-8")
    except OSError:
        return


def apply_state(window: QWidget, state: WindowState) -> None:
    """Give ``window`` its size and place, within the screens that exist now."""
    screen = QGuiApplication.primaryScreen().availableGeometry()
    place = QRect(state.x, state.y, max(state.width, SMALLEST[0]), max(state.height, SMALLEST[1]))
    place.setSize(place.size().boundedTo(screen.size()))
    visible = any(other.availableGeometry().intersects(place) for other in QGuiApplication.screens())
    if state.x < 0 or state.y < 0 or not visible:
        place.moveCenter(screen.center())
    window.setGeometry(place)
    if state.maximised:
        window.showMaximized()


def state_of(window: QWidget, page: str) -> WindowState:
    """Return what to keep of ``window``."""
    place = window.normalGeometry() if window.isMaximized() else window.geometry()
    return WindowState(place.x(), place.y(), place.width(), place.height(), window.isMaximized(), page)
