"""Grounds and rules that pages are laid out on: cards, panels, boxes, hairlines, and an empty state."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import IconLabel, label

Margins = tuple[int, int, int, int]


class Plane(QFrame):
    """A ground with a column of widgets: surface, sunk, ground, card, panel, box, tint, warn or wrong."""

    def __init__(
        self, plane: str, margins: Margins = (0, 0, 0, 0), spacing: int = 0, parent: QWidget | None = None
    ) -> None:
        """Make the ground; its layout is ``column``."""
        super().__init__(parent)
        self.setProperty("plane", plane)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(spacing)

    def add(self, *widgets: QWidget) -> None:
        """Add widgets below each other."""
        for widget in widgets:
            self.column.addWidget(widget)


class Card(Plane):
    """A panel with a section title at the leading edge, a caption at the trailing one, and a body below."""

    def __init__(self, title: str = "", caption: str = "", parent: QWidget | None = None) -> None:
        """Make a card; an empty title leaves the head out."""
        super().__init__("panel", (16, 14, 16, 16), 10, parent)
        self.title = label(title, Role.SECTION)
        self.caption = label(caption, Role.CAPTION, tone="t3")
        self.head = row(self.title, None, self.caption)
        if title:
            self.column.addLayout(self.head)


class Scroll(QScrollArea):
    """A column that scrolls down when it is taller than its place, and never sideways."""

    def __init__(
        self,
        plane: str = "surface",
        margins: Margins = (0, 0, 0, 0),
        spacing: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Make the area; widgets go into ``body``."""
        super().__init__(parent)
        self.body = Plane(plane, margins, spacing)
        self.setWidget(self.body)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)


def rule(*, vertical: bool = False) -> QFrame:
    """Return a hairline."""
    line = QFrame()
    line.setProperty("rule", "vertical" if vertical else "horizontal")
    return line


def row(*parts: QWidget | QLayout | int | None, spacing: int = 8) -> QHBoxLayout:
    """Return widgets side by side; None stretches, a number is extra space."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    _fill(layout, parts)
    return layout


def column(*parts: QWidget | QLayout | int | None, spacing: int = 0) -> QVBoxLayout:
    """Return widgets below each other; None stretches, a number is extra space."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    _fill(layout, parts)
    return layout


class EmptyState(QWidget):
    """What stands where a list has nothing: an icon, a title, a sentence with the next fact, two buttons."""

    def __init__(
        self,
        look: Look,
        icon: str,
        title: str,
        text: str,
        *,
        buttons: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Make it; at most two small buttons."""
        super().__init__(parent)
        self.shape = IconLabel(look, icon, size=30, token="t3")
        self.title = label(title, Role.SECTION)
        self.text = label(text, Role.BODY, tone="t2", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setFixedWidth(look.theme.px(340))
        centred = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.setSpacing(6)
        for part in (self.shape, self.title):
            layout.addWidget(part, 0, centred)
        layout.addLayout(row(None, self.text, None))
        layout.addSpacing(4)
        layout.addLayout(row(None, *buttons, None))
        layout.addStretch(2)

    def say(self, title: str, text: str) -> None:
        """Change the title and the sentence."""
        self.title.setText(title)
        self.text.setText(text)


class ContentOrEmpty(QStackedWidget):
    """A list or board, and in its place an empty state while it has nothing."""

    def __init__(self, content: QWidget) -> None:
        """Show ``content``."""
        super().__init__()
        self._content = content
        self.empty: EmptyState | None = None
        self.addWidget(content)

    def show_content(self) -> None:
        """Show the content; an empty state that stood in its place is gone."""
        self._forget()
        self.setCurrentWidget(self._content)

    def show_empty(self, state: EmptyState) -> None:
        """Show ``state`` in place of the content and of an earlier state."""
        self._forget()
        self.empty = state
        self.addWidget(state)
        self.setCurrentWidget(state)

    def _forget(self) -> None:
        if self.empty is not None:
            self.removeWidget(self.empty)
            self.empty.deleteLater()
            self.empty = None


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete its widgets."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            # Hidden first: a show that Qt still has in its queue would bring it up as a window of its own.
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)


def _fill(layout: QHBoxLayout | QVBoxLayout, parts: Sequence[QWidget | QLayout | int | None]) -> None:
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
