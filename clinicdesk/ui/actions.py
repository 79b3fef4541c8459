"""The one table of actions with their words, keys and icons; menus, buttons and the F1 table read it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator


@dataclass(frozen=True)
class ActionSpec:
    """One action: where it applies, its words, its keys (the first is shown), and its icon."""

    id: str
    context: str
    words: str
    keys: tuple[str, ...]
    icon: str = ""


WINDOW = marked("Everywhere")
LISTS = marked("In lists")
MATRIX = marked("In prices and wording")
BOARD = marked("On the board")
CHART = marked("In the tooth chart")
EDITOR = marked("In the plan editor")
PAPER = marked("On a paper")
SHEETS = marked("In sheets")
CONTEXTS = (WINDOW, LISTS, MATRIX, BOARD, CHART, EDITOR, PAPER, SHEETS)

ACTIONS = (
    ActionSpec("page.1", WINDOW, marked("Today"), ("Ctrl+1",), "list-check"),
    ActionSpec("page.2", WINDOW, marked("Pipeline"), ("Ctrl+2",), "layout-kanban"),
    ActionSpec("page.3", WINDOW, marked("Patients"), ("Ctrl+3",), "users"),
    ActionSpec("page.4", WINDOW, marked("Calendar"), ("Ctrl+4",), "calendar"),
    ActionSpec("page.5", WINDOW, marked("Numbers"), ("Ctrl+5",), "chart-bar"),
    ActionSpec("page.settings", WINDOW, marked("Settings"), ("Ctrl+,",), "settings"),
    ActionSpec("find", WINDOW, marked("Find everywhere"), ("Ctrl+K",), "search"),
    ActionSpec("new-inquiry", WINDOW, marked("New inquiry"), ("Ctrl+N",), "plus"),
    ActionSpec("undo", WINDOW, marked("Undo"), ("Ctrl+Z",), "arrow-back-up"),
    ActionSpec("redo", WINDOW, marked("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "arrow-forward-up"),
    ActionSpec("back", WINDOW, marked("Back"), ("Alt+Left",), "arrow-left"),
    ActionSpec("next-area", WINDOW, marked("List, pane, rail"), ("F6",)),
    ActionSpec("keys", WINDOW, marked("This table"), ("F1",), "help"),
    ActionSpec("export-summary", WINDOW, marked("Export the summary as PDF"), ("Ctrl+E",), "file-type-pdf"),
    ActionSpec("save", WINDOW, marked("Save settings"), ("Ctrl+S",), "check"),
    ActionSpec("open", LISTS, marked("Open the record"), ("Return", "Enter"), "user"),
    ActionSpec("group-before", LISTS, marked("Previous group"), ("Alt+Up",)),
    ActionSpec("group-after", LISTS, marked("Next group"), ("Alt+Down",)),
    ActionSpec("channel", LISTS, marked("Open the channel"), ("W",), "brand-whatsapp"),
    ActionSpec("email", LISTS, marked("Write an e-mail"), ("E",), "mail"),
    ActionSpec("copy-text", LISTS, marked("Copy the text"), ("C",), "copy"),
    ActionSpec("sent", LISTS, marked("I sent it, or done"), ("D",), "check"),
    ActionSpec("snooze", LISTS, marked("Snooze"), ("S",), "alarm-snooze"),
    ActionSpec("skip", LISTS, marked("Skip with reason"), ("X",), "player-skip-forward"),
    ActionSpec("tick", LISTS, marked("Tick the row"), ("Space",)),
    ActionSpec("tick-all", LISTS, marked("Tick all found"), ("Ctrl+A",)),
    ActionSpec("next-missing", MATRIX, marked("Next missing wording"), ("F8",)),
    ActionSpec("card-left", BOARD, marked("Move the card one stage back"), ("Ctrl+Left",)),
    ActionSpec("card-right", BOARD, marked("Move the card one stage on"), ("Ctrl+Right",)),
    ActionSpec("lose", BOARD, marked("Mark as lost"), ("L",)),
    ActionSpec("chart.implant", CHART, marked("Implant"), ("I",)),
    ActionSpec("chart.bridge", CHART, marked("Bridge"), ("B",)),
    ActionSpec("chart.crown", CHART, marked("Crown"), ("C",)),
    ActionSpec("chart.veneer", CHART, marked("Veneer"), ("V",)),
    ActionSpec("chart.root_canal", CHART, marked("Root canal"), ("R",)),
    ActionSpec("chart.filling", CHART, marked("Filling"), ("F",)),
    ActionSpec("chart.removal", CHART, marked("Removal"), ("E",)),
    ActionSpec("chart.missing", CHART, marked("Not present"), ("M",)),
    ActionSpec("line-up", EDITOR, marked("Move the row up"), ("Alt+Up",)),
    ActionSpec("line-down", EDITOR, marked("Move the row down"), ("Alt+Down",)),
    ActionSpec("line-copy", EDITOR, marked("Duplicate the row"), ("Ctrl+D",), "copy"),
    ActionSpec("line-remove", EDITOR, marked("Remove the row"), ("Del",), "trash"),
    ActionSpec("issue", EDITOR, marked("Issue the plan"), ("Ctrl+Return",), "send"),
    ActionSpec("paper-open", PAPER, marked("Open the PDF"), ("Ctrl+O",), "file-type-pdf"),
    ActionSpec("paper-print", PAPER, marked("Print"), ("Ctrl+P",), "printer"),
    ActionSpec("paper-copy", PAPER, marked("Copy the PDF as a file"), ("Ctrl+C",), "copy"),
    ActionSpec("paper-turn", PAPER, marked("Turn the page"), ("PgUp", "PgDown")),
    ActionSpec("paper-larger", PAPER, marked("Larger"), ("Ctrl++", "Ctrl+=")),
    ActionSpec("paper-smaller", PAPER, marked("Smaller"), ("Ctrl+-",)),
    ActionSpec("paper-whole", PAPER, marked("Whole page"), ("Ctrl+0",)),
    ActionSpec("paper-wide", PAPER, marked("Page as wide as its place"), ("Ctrl+9",)),
    ActionSpec("save-sheet", SHEETS, marked("Save and go on"), ("Ctrl+Return",)),
    ActionSpec("leave-sheet", SHEETS, marked("Close, the draft is kept"), ("Esc",)),
    ActionSpec("add-treatment", SHEETS, marked("Add a treatment that was done"), ("Ins",), "plus"),
    ActionSpec("accept-all", SHEETS, marked("Accept all that was read"), ("Ctrl+A",)),
    ActionSpec("same-person", SHEETS, marked("Same person"), ("Alt+S",)),
)

_SHOWN = {
    "Return": marked("Enter"),
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Space": marked("Space"),
}


class Actions(QObject):
    """Makes Qt actions from the table and remembers which were bound: the F1 table shows those alone."""

    def __init__(self, t: Translator, table: tuple[ActionSpec, ...] = ACTIONS) -> None:
        """Use ``table``, with words of ``t``."""
        super().__init__()
        self._t = t
        self._specs = {spec.id: spec for spec in table}
        self._bound: set[str] = set()

    def spec(self, action: str) -> ActionSpec:
        """Return an action's row. Raises KeyError for an action that is not in the table."""
        return self._specs[action]

    def words(self, action: str) -> str:
        """Return the translated words of an action."""
        return self._t(self._specs[action].words)

    def caps(self, action: str) -> tuple[str, ...]:
        """Return the first key combination as key caps: ("Ctrl", "N")."""
        keys = self._specs[action].keys[0]
        names = [name or "+" for name in keys.removesuffix("+").split("+")]
        return tuple(self._t(_SHOWN.get(name, name)) if name in _SHOWN else name for name in names)

    def bind(
        self, action: str, call: Callable[[], object], widget: QWidget, *, window: bool = False
    ) -> QAction:
        """Bind an action's keys to ``call`` while ``widget`` or a part of it has the focus.

        With ``window`` the keys work in the whole window. Letters typed into a field reach the field.
        """
        spec = self._specs[action]
        made = QAction(self.words(action), widget)
        made.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        made.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut if window else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        made.setAutoRepeat(action in {"undo", "redo", "group-before", "group-after"})

        def run() -> None:
            call()

        made.triggered.connect(run)
        widget.addAction(made)
        self._bound.add(action)
        return made

    def note(self, *actions: str) -> None:
        """Remember actions that widgets bind by themselves (in keyPressEvent), for the F1 table."""
        for action in actions:
            self._bound.add(self._specs[action].id)

    def table(self) -> list[tuple[str, list[tuple[str, tuple[str, ...]]]]]:
        """Return the bound actions by context, as (context, [(words, key caps)]), all translated."""
        rows = []
        for context in CONTEXTS:
            own = [
                spec.id for spec in self._specs.values() if spec.context == context and spec.id in self._bound
            ]
            if own:
                rows.append((self._t(context), [(self.words(name), self.caps(name)) for name in own]))
        return rows
