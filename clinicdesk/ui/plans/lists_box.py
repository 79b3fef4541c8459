"""The three lists of a plan: included, not included, and what the price assumes."""

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.plans.reading import catalogue_language
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import IconButton
from clinicdesk.ui.widgets.choices import check_box
from clinicdesk.ui.widgets.fields import AreaField
from clinicdesk.ui.widgets.labels import IconLabel, label
from clinicdesk.ui.widgets.planes import clear_layout, row

ListName = Literal["included", "not_included", "assumptions"]
SIGNS = {
    "included": ("check", "green"),
    "not_included": ("x", "red"),
    "assumptions": ("info-circle", "orange"),
}
"""Icon and colour of each list's lines."""

MOST_CHOICES = 24


class ListBox(QWidget):
    """One list with its pencil; ``edited`` carries the keys and own sentences in their order."""

    edited = Signal(str, object)

    def __init__(self, desk: Desk, name: ListName, title: str) -> None:
        """Make an empty list."""
        super().__init__()
        self._desk, self.name, self._title = desk, name, title
        self._entries: tuple[str, ...] = ()
        self.popup: ListPopup | None = None
        self.pencil = IconButton(
            desk.look, "pencil", desk.t("Change the list “{title}”", title=title), small=True
        )
        self.pencil.clicked.connect(self.open)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row(label(title, Role.SECTION), self.pencil, None, spacing=2))
        column.addLayout(self._rows)
        column.addStretch(1)

    def show_entries(self, entries: tuple[str, ...], *, locked: bool) -> None:
        """Show the list in the words of the screen."""
        self.pencil.setVisible(not locked)
        if entries == self._entries and self._rows.count():
            return
        self._entries = entries
        clear_layout(self._rows)
        look, t = self._desk.look, self._desk.t
        language = catalogue_language(self._desk)
        icon, token = SIGNS[self.name]
        for entry in entries:
            words = self._desk.services.catalogue.text(self.name, entry, language)
            sign = IconLabel(look, icon, size=14, token=token)
            line = row(spacing=6)
            line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(words, Role.CAPTION, tone="t2", wrap=True), 1)
            self._rows.addLayout(line)
        if not entries:
            self._rows.addWidget(label(t("Nothing is listed."), Role.CAPTION, tone="t3"))

    def open(self) -> None:
        """Open the catalogue's sentences to tick, and a field for own ones."""
        choices = self._desk.services.catalogue.choices(self.name, catalogue_language(self._desk))
        self.popup = ListPopup(self._desk, self._title, choices, self._entries, self)
        self.popup.edited.connect(lambda entries: self.edited.emit(self.name, entries))
        corner = self.pencil.mapToGlobal(QPoint(0, self.pencil.height() + 2))
        high = self.popup.sizeHint().height()
        edge = self.window().mapToGlobal(QPoint(0, self.window().height())).y()
        if corner.y() + high > edge:
            corner.setY(max(self.window().mapToGlobal(QPoint(0, 0)).y(), edge - high - 8))
        self.popup.move(corner)
        self.popup.show()


class ListPopup(QFrame):
    """The sentences of the catalogue as boxes to tick; below them own sentences, one a line."""

    edited = Signal(object)

    def __init__(
        self, desk: Desk, title: str, choices: Mapping[str, str], entries: tuple[str, ...], parent: QWidget
    ) -> None:
        """Tick what the list has."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("plane", "popup")
        self._entries = entries
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(2)
        column.addWidget(label(title, Role.SECTION))
        self.boxes: dict[str, QCheckBox] = {}
        for key, words in list(choices.items())[:MOST_CHOICES]:
            box = check_box(words, on=key in entries)
            box.toggled.connect(self._take)
            self.boxes[key] = box
            column.addWidget(box)
        own = [entry for entry in entries if entry not in self.boxes]
        self.own = AreaField(
            desk.look,
            desk.t,
            desk.t("Own sentences, one in each line"),
            text="\n".join(own),
            lines=3,
            limit=3000,
        )
        self.own.edited.connect(self._take)
        self.own.setMinimumWidth(desk.look.theme.px(380))
        column.addSpacing(6)
        column.addWidget(self.own)
        column.addWidget(
            label(desk.t("They are printed as you write them, in every language."), Role.CAPTION, tone="t3")
        )

    def _take(self) -> None:
        kept = [key for key in self._entries if key in self.boxes and self.boxes[key].isChecked()]
        new = [key for key, box in self.boxes.items() if box.isChecked() and key not in kept]
        own = [line.strip() for line in self.own.text().splitlines() if line.strip()]
        self.edited.emit((*kept, *new, *own))
