"""The first-run window: steps at the leading side, one page of questions, and a way to the demo clinic."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clinicdesk.domain.clock import Clock
from clinicdesk.domain.errors import ClinicError
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.first_run.answers import proposed
from clinicdesk.ui.first_run.steps import HoursStep, LetterheadStep, MoneyStep, Step, TeamStep
from clinicdesk.ui.icons import State
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.controls import StepList
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, Scroll, row

SIDE_WIDTH = 320


def make(look: Look, t: Translator, clock: Clock) -> FirstRun:
    """Return the first-run window."""
    return FirstRun(look, t, clock)


class FirstRun(QWidget):
    """Asks four pages of questions; ``finished`` carries a SetUp, ``demo_requested`` asks for the demo."""

    finished = Signal(object)
    demo_requested = Signal()

    def __init__(self, look: Look, t: Translator, clock: Clock) -> None:
        """Start on the first page; ``clock`` gives nothing but the order of tests."""
        super().__init__()
        self.setWindowTitle("ClinicDesk")
        self._look, self._t, self._clock = look, t, clock
        self.answers = proposed("", "", "")
        self.steps: list[Step] = [
            LetterheadStep(look, t, self.answers),
            HoursStep(look, t, self.answers),
            MoneyStep(look, t, self.answers),
            TeamStep(look, t, self.answers),
        ]
        names = [
            t("Clinic and letterhead"),
            t("Hours and promises"),
            t("Currencies and deposit"),
            t("Your team"),
        ]
        self.list = StepList(look, names)
        self.stack = QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(step)
        self.page = label("", Role.BODY, tone="t2")
        self.title = label("", Role.WIZARD_TITLE)
        self.text = label("", Role.BODY, tone="t2", wrap=True)
        self.error = StateLabel(look, State.OVERDUE, "", Role.BODY)
        self.demo = Button(look, t("Try the demo clinic"))
        self.back = Button(look, t("Back"), icon="arrow-left")
        self.on = Button(look, "", kind="primary", icon="arrow-right", keys=("Ctrl", "Enter"))
        self._lay_out()
        self._connect()
        self._go_to(0)

    def show_error(self, error: Exception) -> None:
        """Show why the clinic could not be made; everything typed stays."""
        text = self._t.error(error) if isinstance(error, ClinicError) else str(error)
        self.error.show_state(State.OVERDUE, text)
        self.error.setVisible(bool(text))
        self.on.setEnabled(True)

    def sizeHint(self) -> QSize:
        """As large as the main window."""
        return QSize(self._look.theme.px(1180), self._look.theme.px(800))

    def _connect(self) -> None:
        self.demo.clicked.connect(self.demo_requested)
        self.back.clicked.connect(lambda: self._leave_for(self.list.current() - 1))
        self.on.clicked.connect(self._go_on)
        self.list.chosen.connect(self._leave_for)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._go_on)
        for step in self.steps:
            step.edited.connect(self.error.hide)

    def _go_on(self) -> None:
        """Take this page's answers and go on, or finish after the last."""
        here = self.list.current()
        if not self._take(here):
            return
        if here + 1 < len(self.steps):
            self._go_to(here + 1)
        else:
            self.on.setEnabled(False)
            self.finished.emit(self.answers)

    def _leave_for(self, place: int) -> None:
        """Go back without asking for what is missing here; a page that can be read is kept."""
        if place > self.list.current():
            if not self._take(self.list.current()):
                return
        else:
            self._keep(self.list.current())
        self._go_to(place)

    def _keep(self, place: int) -> None:
        try:
            self.answers = self.steps[place].read(self.answers)
        except ClinicError:
            return

    def _take(self, place: int) -> bool:
        step = self.steps[place]
        try:
            self.answers = step.read(self.answers)
        except ClinicError as error:
            if not step.show_error(error):
                self.show_error(error)
            return False
        return True

    def _go_to(self, place: int) -> None:
        t, step = self._t, self.steps[place]
        self.error.hide()
        self.list.go_to(place)
        self.page.setText(t("Page {number} of {count}", number=place + 1, count=len(self.steps)))
        self.title.setText(step.title)
        self.text.setText(step.text)
        step.show_answers(self.answers)
        self.stack.setCurrentIndex(place)
        self.back.setVisible(place > 0)
        last = place + 1 == len(self.steps)
        self.on.set_look(text=t("Open ClinicDesk") if last else t("Continue"))
        step.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        theme, t = self._look.theme, self._t
        side = Plane("rail", (28, 40, 28, 32), 8)
        side.setFixedWidth(theme.px(SIDE_WIDTH))
        side.add(
            label(t("Set up ClinicDesk"), Role.PAGE_TITLE, tone="rail-t1"),
            label(
                t("Four short pages. You can change every answer later in Settings."),
                Role.BODY,
                tone="railt",
                wrap=True,
            ),
        )  # fmt: skip
        side.column.addSpacing(24)
        side.add(self.list)
        side.column.addStretch(1)
        side.add(
            label(t("Just looking?"), Role.NAME, tone="rail-t1"),
            label(t("Open a clinic with 300 invented patients. Nothing you do there touches your own file."),
                  Role.BODY, tone="railt", wrap=True),
        )  # fmt: skip
        side.column.addLayout(row(self.demo, None))
        foot = Plane("foot", (64, 14, 64, 14))
        foot.column.addLayout(
            row(self.back, None, label(t("Saved on this computer only"), Role.BODY, tone="t3"), 8, self.on)
        )
        scroll = Scroll("surface", (64, 48, 64, 24), 10)
        scroll.body.add(self.page, self.title, self.text)
        scroll.body.column.addSpacing(14)
        scroll.body.add(self.stack, self.error)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(scroll, 1)
        right.addWidget(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(side)
        across.addLayout(right, 1)
