"""The tabs of a plan's options, shown where there is more than one, and which of them was recommended."""

from string import ascii_uppercase

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinicdesk.domain.plans import Plan
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.widgets.buttons import IconButton, small
from clinicdesk.ui.widgets.controls import Segmented
from clinicdesk.ui.widgets.fields import LineField


class OptionBar(QWidget):
    """Tabs A, B ...; the title of the one shown, the one that counts, and taking one away."""

    shown = Signal(int)
    titled = Signal(str)
    preferred = Signal()
    removed = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make an empty bar."""
        super().__init__()
        self._desk, self._t = desk, desk.t
        look, t = desk.look, desk.t
        self.tabs: Segmented | None = None
        self._count = 0
        self.title = LineField(look, t, "", hint=t("Title of this option"), limit=120)
        self.title.set_name(t("Title of this option"))
        self.title.editor.setProperty("small", True)
        self.prefer = small(look, t("Use in the total"))
        self.remove = IconButton(look, "trash", t("Remove this option"), small=True)
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.title, 1)
        line.addWidget(self.prefer)
        line.addWidget(self.remove)
        self.title.editor.editingFinished.connect(lambda: self.titled.emit(self.title.value()))
        self.prefer.clicked.connect(self.preferred)
        self.remove.clicked.connect(self.removed)

    def show_options(self, plan: Plan, option: int, *, locked: bool) -> None:
        """Show the tabs of a plan, with ``option`` in front."""
        many = len(plan.options) > 1
        self.setVisible(many)
        if not many:
            return
        names = [
            (str(place), self._t("Option {letter}", letter=ascii_uppercase[place]))
            for place in range(len(plan.options))
        ]
        if self._count != len(names):
            self._make_tabs(names)
        if self.tabs is not None:
            self.tabs.choose(str(option))
        if not self.title.editor.hasFocus():
            self.title.set_text(plan.options[option].title)
        self.prefer.setVisible(plan.chosen != option and not locked)
        self.remove.setVisible(not locked)
        self.title.setEnabled(not locked)

    def _make_tabs(self, names: list[tuple[str, str]]) -> None:
        if self.tabs is not None:
            self._line.removeWidget(self.tabs)
            self.tabs.setParent(None)
            self.tabs.deleteLater()
        self._count = len(names)
        self.tabs = Segmented(self._desk.look, self._t("Option"), names)
        self.tabs.chosen.connect(lambda key: self.shown.emit(int(key)))
        self._line.insertWidget(0, self.tabs)
