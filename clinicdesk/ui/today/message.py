"""The message of the pane: the patient's language beside the clinic's, and what a good one contains."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QComboBox, QFrame, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from clinicdesk.domain.messages import Composed
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import ElidedLabel, IconLabel, label
from clinicdesk.ui.widgets.planes import Plane, clear_layout, row, rule
from clinicdesk.ui.wording import upper_first

LONGEST_MESSAGE = 20_000
ARABIC_EXTRA_PX = 3

NEEDS: Mapping[str, tuple[str, str]] = {
    "request": (marked("Restates the case"), marked("the case")),
    "coordinator": (marked("Names you"), marked("your name")),
    "price": (marked("Price range"), marked("a price")),
    "window": (marked("Timeline"), marked("the days needed")),
}
"""What a first reply must contain: the tick, and the word for it where it is missing."""


class MessageText(QTextEdit):
    """The text that goes out: plain, as high as it is long, written in its language's direction."""

    def __init__(self, desk: Desk) -> None:
        """Make an empty text."""
        super().__init__()
        self._desk = desk
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.setProperty("plain", True)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("QTextEdit { background: transparent; border: 0; padding: 0; }")
        self.textChanged.connect(self.fit)

    def show_text(self, text: str, *, right_to_left: bool) -> None:
        """Show a text in a direction; ``textChanged`` is not emitted."""
        blocker = QSignalBlocker(self)
        self.setPlainText(text)
        option = QTextOption(Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft)
        direction = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        option.setTextDirection(direction)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        if right_to_left:
            self._loosen()
        blocker.unblock()
        self.fit()

    def fit(self) -> None:
        """Take the height that the text needs."""
        document = self.document()
        document.setTextWidth(max(40, self.viewport().width()))
        self.setFixedHeight(round(document.size().height()) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the text out anew for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def _loosen(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setLineHeight(ARABIC_EXTRA_PX, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
        block.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        cursor.mergeBlockFormat(block)


class MessageBox(Plane):
    """A composed message; the patient's text can be edited before it goes out."""

    edited = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Make an empty box."""
        super().__init__("panel", (1, 1, 1, 1))
        self._desk = desk
        self._shown_language = ""
        self.kind = label("", Role.NAME)
        self.languages = QComboBox()
        self.languages.setAccessibleName(desk.t("Language of the message"))
        self.languages.setProperty("small", True)
        self.languages.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.languages.setMinimumWidth(desk.look.theme.px(118))
        self.languages.activated.connect(self._choose)
        self.state = StateLabel(desk.look, State.DONE, "", Role.CAPTION)
        self.subject = ElidedLabel(desk.look, "", Role.CAPTION, "t2")
        self.language = label("", Role.LABEL, tone="t3")
        self.text = MessageText(desk)
        self.own_language = label("", Role.LABEL, tone="t3")
        self.own = label("", tone="t2", wrap=True, selectable=True)
        self.own.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ticks = QWidget()
        self._tick_row = row(spacing=12)
        self._tick_row.setContentsMargins(12, 6, 12, 6)
        self._ticks.setLayout(self._tick_row)
        self._tick_rule = rule()
        self._own_side = Plane("sunk", (10, 9, 10, 10), 5)
        self._own_side.add(self.own_language, self.own)
        self._own_side.column.addStretch(1)
        self._lay_out()
        self.text.textChanged.connect(lambda: self.edited.emit(self.written()))

    def show_message(
        self, title: str, message: Composed, languages: Sequence[str] = (), edited: str = ""
    ) -> None:
        """Show a message; ``edited`` is what a person made of its text before."""
        t = self._desk.t
        self.kind.setText(title)
        self._offer(languages, message.language)
        self.subject.set_text(t("Subject: {subject}", subject=message.subject) if message.subject else "")
        self.subject.setVisible(message.channel == "email" and bool(message.subject))
        self._show_state(message)
        one = message.language == message.own_language
        self.language.setText(_language(message.language, t("yours") if one else t("the patient’s")))
        self.text.setAccessibleName(t("Message to the patient"))
        text = edited or message.body
        if text != self.text.toPlainText() or message.language != self._shown_language:
            self.text.show_text(text, right_to_left=_rtl(message.language))
        self._shown_language = message.language
        self.own_language.setText(_language(message.own_language, t("yours")))
        self.own.setText(message.own_body)
        self._own_side.setVisible(not one and bool(message.own_body))
        self._show_ticks(message)

    def written(self) -> str:
        """The text as it stands, edited or not."""
        return self.text.toPlainText()[:LONGEST_MESSAGE]

    def _offer(self, languages: Sequence[str], chosen: str) -> None:
        names = {code: upper_first(self._desk.t.formats.language_name(code)) for code in languages}
        self.languages.clear()
        for code, name in names.items():
            self.languages.addItem(name, code)
        self.languages.setCurrentIndex(list(names).index(chosen) if chosen in names else -1)
        self.languages.setVisible(len(names) > 1)

    def _choose(self, place: int) -> None:
        self.language_chosen.emit(self.languages.itemData(place))

    def _show_state(self, message: Composed) -> None:
        t = self._desk.t
        named = [name for name in message.missing if message.kind != "first_reply" or name in NEEDS]
        missing = [t(NEEDS[name][1]) if name in NEEDS else _place(self._desk, name) for name in named]
        if missing:
            self.state.show_state(State.RUNNING_OUT, t("Left out: {what}", what=missing))
        elif message.checked:
            self.state.show_state(State.DONE, t("Wording checked"))
        else:
            self.state.show_state(State.RUNNING_OUT, t("Wording not read yet"))

    def _show_ticks(self, message: Composed) -> None:
        clear_layout(self._tick_row)
        ticked = message.kind == "first_reply"
        self._ticks.setVisible(ticked)
        self._tick_rule.setVisible(ticked)
        if not ticked:
            return
        for name, (words, _) in NEEDS.items():
            there = name not in message.missing
            token = "green" if there else "orange"
            icon = "check" if there else "x"
            said = self._desk.t(words)
            self._tick_row.addLayout(
                row(
                    IconLabel(self._desk.look, icon, said, size=14, token=token),
                    ElidedLabel(self._desk.look, said, Role.CAPTION, token),
                    spacing=4,
                )
            )
        self._tick_row.addStretch(1)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(12, 7, 12, 7)
        line = row(self.kind, self.languages, None, self.state)
        head.addLayout(line)
        head.addWidget(self.subject)
        left = Plane("surface", (10, 9, 10, 10), 5)
        left.add(self.language, self.text)
        left.column.addStretch(1)
        pair = row(left, self._own_side, spacing=0)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        self.column.addLayout(head)
        self.column.addWidget(rule())
        self.column.addLayout(pair)
        self.column.addWidget(self._tick_rule)
        self.column.addWidget(self._ticks)


def _language(language: str, whose: str) -> str:
    if not language:
        return whose
    from clinicdesk.i18n.formats import formats

    return f"{upper_first(formats(language).own_language_name())} · {whose}"


def _rtl(language: str) -> bool:
    from clinicdesk.i18n.locales import direction

    return bool(language) and direction(language) == "rtl"


def _place(desk: Desk, name: str) -> str:
    from clinicdesk.messaging.templates import PLACES

    return desk.t(PLACES[name]) if name in PLACES else name
