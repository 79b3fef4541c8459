"""Turns the look's tokens into colours, fonts, a palette and a style sheet, light or dark."""

import json
import re
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QPalette, QPen
from PySide6.QtWidgets import QApplication

from clinicdesk.ui.fonts import FAMILIES

SMALLEST_PERCENT, LARGEST_PERCENT = 90, 150


class Role(StrEnum):
    """The jobs that a piece of text can have; each has one size and weight."""

    WIZARD_TITLE = "wizard"
    PAGE_TITLE = "page"
    PANE_TITLE = "pane"
    SECTION = "section"
    BODY = "body"
    MEDIUM = "medium"
    NAME = "name"
    CAPTION = "caption"
    CAPTION_STRONG = "caption-strong"
    LABEL = "label"
    CHIP = "chip"
    BIG_NUMBER = "big"
    DISC = "disc"


class Face(NamedTuple):
    """A text role's size in pixels, line height in pixels, and weight."""

    px: float
    line: int
    weight: int


FACES = {
    Role.WIZARD_TITLE: Face(26, 34, 600),
    Role.PAGE_TITLE: Face(21, 28, 600),
    Role.PANE_TITLE: Face(18, 24, 600),
    Role.SECTION: Face(14, 20, 600),
    Role.BODY: Face(13, 18, 400),
    Role.MEDIUM: Face(13, 18, 500),
    Role.NAME: Face(13, 18, 600),
    Role.CAPTION: Face(11.5, 16, 400),
    Role.CAPTION_STRONG: Face(11.5, 16, 600),
    Role.LABEL: Face(11, 15, 400),
    Role.CHIP: Face(11.5, 16, 500),
    Role.BIG_NUMBER: Face(19, 23, 600),
    Role.DISC: Face(9.5, 12, 600),
}

_TOKEN = re.compile(r"@([a-z][a-z0-9-]*)")
_PALETTE = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.WindowText: "t1",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunk",
    QPalette.ColorRole.Text: "t1",
    QPalette.ColorRole.PlaceholderText: "t3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "t1",
    QPalette.ColorRole.BrightText: "red",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "onacc",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "toast",
    QPalette.ColorRole.ToolTipText: "toast-t",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line2",
    QPalette.ColorRole.Dark: "field",
    QPalette.ColorRole.Shadow: "line2",
    QPalette.ColorRole.Accent: "accent",
}
_FADED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


class Theme(QObject):
    """The look in one mode and text size; ``changed`` says that everything painted must be painted again."""

    changed = Signal()

    def __init__(self, look: Path, *, dark: bool = False, percent: int = 100) -> None:
        """Read ``tokens.json`` and ``theme.qss`` from the folder ``look``."""
        super().__init__()
        self._tokens: dict[str, dict[str, str]] = json.loads((look / "tokens.json").read_text("utf-8"))
        self._template = (look / "theme.qss").read_text("utf-8")
        self._dark = dark
        self._percent = _within(percent)
        self._app: QApplication | None = None
        self._controls = (look / "controls").as_posix()
        self._forget()

    @property
    def dark(self) -> bool:
        """Whether the dark tokens are in use."""
        return self._dark

    @property
    def mode(self) -> str:
        """The name of the token set in use: "light" or "dark"."""
        return "dark" if self._dark else "light"

    @property
    def percent(self) -> int:
        """The text size in percent of the look's sizes, 90 to 150."""
        return self._percent

    def use(self, *, dark: bool | None = None, percent: int | None = None) -> None:
        """Change mode and text size at once; the application is styled again if it was styled."""
        dark = self._dark if dark is None else dark
        percent = self._percent if percent is None else _within(percent)
        if (dark, percent) == (self._dark, self._percent):
            return
        self._dark, self._percent = dark, percent
        self._forget()
        if self._app is not None:
            self.apply(self._app)
        self.changed.emit()

    def apply(self, app: QApplication) -> None:
        """Style the application: font, palette and style sheet (Fusion is set by ui/application.py)."""
        self._app = app
        app.setFont(self.font(Role.BODY))
        app.setPalette(self.palette())
        app.setStyleSheet(self.style_sheet())

    def colour(self, token: str) -> QColor:
        """Return the colour of a token. Raises KeyError for a token that the look does not have."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(self._tokens[self.mode][token])
        return found

    def pen(self, token: str, width: float = 1.0) -> QPen:
        """Return a cached solid pen."""
        key = (token, width)
        if key not in self._pens:
            self._pens[key] = QPen(self.colour(token), width)
        return self._pens[key]

    def brush(self, token: str) -> QBrush:
        """Return a cached solid brush."""
        if token not in self._brushes:
            self._brushes[token] = QBrush(self.colour(token))
        return self._brushes[token]

    def font(self, role: Role, weight: int = 0, *, tabular: bool = False) -> QFont:
        """Return the font of a text role: Inter with the fallback chain.

        ``weight`` replaces the role's own weight, as for the native script after a bold name. ``tabular``
        gives digits one width, for columns and running clocks; Inter widens hyphens and spaces with them,
        so sentences and names stay without it.
        """
        key = (role, weight or FACES[role].weight, tabular)
        if key not in self._fonts:
            font = QFont()
            font.setFamilies(list(FAMILIES))
            # Points, because pixel sizes are whole numbers and the look has 11.5; screens run at 96 dpi.
            font.setPointSizeF(self._points(FACES[role]))
            font.setWeight(QFont.Weight(key[1]))
            if tabular:
                font.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[key] = font
        return self._fonts[key]

    def line(self, role: Role) -> int:
        """Return the line height of a role in pixels at the present text size."""
        return self.px(FACES[role].line)

    def px(self, size: float) -> int:
        """Return a size of the look in pixels at the present text size."""
        return round(size * self._percent / 100)

    def palette(self) -> QPalette:
        """Return Fusion's palette from the tokens."""
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.colour(token))
        for role in _FADED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("t3"))
        return palette

    def style_sheet(self) -> str:
        """Return ``theme.qss`` with every ``@token`` replaced; ``@fs-<role>`` is a font, ``@px-n`` a size."""
        return _TOKEN.sub(lambda found: self._word(found[1]), self._template)

    def _word(self, token: str) -> str:
        if token.startswith("fs-"):
            face = FACES[Role(token[3:])]
            return f"font-weight: {face.weight}; font-size: {self._points(face):.3f}pt;"
        if token.startswith("px-"):
            return f"{self.px(int(token[3:]))}px"
        if token == "controls":
            return self._controls
        if token == "mode":
            return self.mode
        return self._tokens[self.mode][token]

    def _points(self, face: Face) -> float:
        return face.px * self._percent / 100 * 0.75

    def _forget(self) -> None:
        self._colours: dict[str, QColor] = {}
        self._pens: dict[tuple[str, float], QPen] = {}
        self._brushes: dict[str, QBrush] = {}
        self._fonts: dict[tuple[Role, int, bool], QFont] = {}


def _within(percent: int) -> int:
    return max(SMALLEST_PERCENT, min(LARGEST_PERCENT, percent))
