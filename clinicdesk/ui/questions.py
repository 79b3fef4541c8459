"""The dialogs of questions: 500 wide, a verb and an object as title, Cancel, then the verb."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.prompts import Choice, Reason
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.fields import LineField
from clinicdesk.ui.widgets.labels import label, plain_tip
from clinicdesk.ui.widgets.planes import Plane

WIDTH = 500


class QuestionDialog(QDialog):
    """The frame of a question: title, sentence, ``body`` for what is asked, Cancel and the verb."""

    def __init__(
        self,
        look: Look,
        t: Translator,
        title: str,
        verb: str,
        *,
        text: str = "",
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty question; ``accepts`` may be set to a check that keeps the dialog open."""
        super().__init__(parent)
        self.accepts: Callable[[], bool] = lambda: True
        self.setWindowTitle(title)
        self.setFixedWidth(look.theme.px(WIDTH))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.cancel = Button(look, t("Cancel"), keys=("Esc",))
        self.verb = Button(look, verb, kind="danger" if danger else "primary", keys=("Enter",))
        self.verb.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head(title, text))
        layout.addWidget(self._foot())
        self.cancel.clicked.connect(self.reject)
        self.verb.clicked.connect(self.accept)

    def _head(self, title: str, text: str) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(20, 18, 20, 16)
        head.setSpacing(4)
        head.addWidget(label(title, Role.SECTION, wrap=True))
        if text:
            head.addWidget(label(text, Role.BODY, tone="t2", wrap=True))
        head.addSpacing(6)
        head.addLayout(self.body)
        return head

    def _foot(self) -> Plane:
        foot = Plane("foot", (20, 12, 20, 12))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.verb)
        foot.column.addLayout(buttons)
        return foot

    def accept(self) -> None:
        """Close with yes, unless what was typed cannot be used."""
        if self.accepts():
            super().accept()


class ReasonDialog(QuestionDialog):
    """A question with reasons as radio buttons and, where asked for, a note field."""

    def __init__(
        self,
        look: Look,
        t: Translator,
        title: str,
        verb: str,
        *,
        choices: Sequence[Choice],
        text: str = "",
        note: str = "",
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``choices``; none is chosen at first, and the verb waits for one."""
        super().__init__(look, t, title, verb, text=text, danger=danger, parent=parent)
        self._choices = list(choices)
        self.group = QButtonGroup(self)
        for index, choice in enumerate(self._choices):
            button = QRadioButton(choice.words.replace("&", "&&"))
            button.setToolTip(plain_tip(choice.explanation))
            self.group.addButton(button, index)
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        self.note = LineField(look, t, "", hint=note, limit=500)
        self.note.set_name(note)
        self.body.addWidget(self.note)
        self.note.setVisible(bool(note))
        self.verb.setEnabled(False)
        self.group.idClicked.connect(lambda _: self.verb.setEnabled(True))
        if self._choices:
            self.group.button(0).setFocus()

    def reason(self) -> Reason | None:
        """What is chosen now."""
        index = self.group.checkedId()
        return Reason(self._choices[index].key, self.note.value()) if index >= 0 else None
