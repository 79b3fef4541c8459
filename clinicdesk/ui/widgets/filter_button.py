"""A button with a menu of values that holds rows back; "any" lets everything through."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from clinicdesk.ui.look import Look
from clinicdesk.ui.widgets.buttons import Button


class FilterButton(Button):
    """Shows the value chosen, tinted while it filters; ``chosen`` tells that a person chose another."""

    chosen = Signal()

    def __init__(self, look: Look, any_words: str, parent: QWidget | None = None) -> None:
        """Offer nothing yet; ``any_words`` are said while nothing is held back."""
        super().__init__(look, any_words, small=True, parent=parent)
        self._any = any_words
        self._choices = QMenu(self)
        self.value = ""

    def offer(self, choices: Iterable[tuple[str, str]], *, ordered: bool = False) -> None:
        """Offer ``choices`` as (value, words), by their words unless ``ordered``.

        A value chosen before stays, even where nobody has it now.
        """
        pairs = list(choices)
        if not ordered:
            pairs.sort(key=lambda pair: pair[1].casefold())
        if self.value and self.value not in dict(pairs):
            pairs.append((self.value, self.text()))
        menu = self._choices = QMenu(self)
        group = QActionGroup(menu)
        for value, words in (("", self._any), *pairs):
            action = QAction(words.replace("&", "&&"), menu)
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value == self.value)
            action.triggered.connect(lambda _=False, value=value, words=words: self.choose(value, words))
            group.addAction(action)
            menu.addAction(action)
        self.set_menu(menu)

    def choose(self, value: str, words: str) -> None:
        """Show only what has ``value``; an empty one lets everything through."""
        if value != self.value:
            self.value = value
            self.set_look(text=words, kind="soft" if value else "plain")
            self.chosen.emit()

    def clear(self) -> None:
        """Let everything through, without telling."""
        self.value = ""
        self.set_look(text=self._any, kind="plain")
        for action in self._choices.actions():
            action.setChecked(not action.data())
