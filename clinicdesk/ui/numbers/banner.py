"""The banner above the figures: the stage that leaks most, with its names; or that none does."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from clinicdesk.domain.numbers import TARGETS, Figure, Leak, Step
from clinicdesk.domain.summary import Summary
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.numbers.asked import Asked
from clinicdesk.ui.numbers.words import group_words
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.painting import draw_state, mirrored, rounded
from clinicdesk.ui.widgets.planes import Plane, column, row

BAR, SHAPE = 4, 24


class LeakBanner(Plane):
    """``asked`` opens the names of those who went no further."""

    asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Make an empty banner."""
        super().__init__("banner", (60, 12, 16, 12))
        self._desk = desk
        self._leaks = False
        self.title = label("", Role.SECTION, wrap=True)
        self.detail = label("", Role.BODY, tone="t2", wrap=True)
        self.names = small(desk.look, desk.t("Show names"))
        self.names.clicked.connect(lambda: self.asked.emit(Asked(Figure.LEAK)))
        line = row(column(self.title, self.detail, spacing=2), self.names, spacing=12)
        line.setStretch(0, 1)
        line.setAlignment(self.names, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_summary(self, summary: Summary) -> None:
        """Say where most leads stop, or that every stage reaches its target."""
        t, leak = self._desk.t, summary.leak
        self._leaks = leak is not None
        self.names.setVisible(self._leaks)
        if leak is None:
            self.title.setText(t("No stage leaks: each one reaches its target."))
            self.detail.setText(self._targets())
        else:
            self.title.setText(t(leak.sentence, stopped=leak.stopped, whole=leak.share.whole))
            self.detail.setText(self._detail(summary, leak))
            self.names.set_look(text=t.n("Show {count} name", "Show {count} names", leak.stopped))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the bar at the leading edge and the state's shape."""
        look = self._desk.look
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rounded(painter, look.theme, QRectF(self.rect()), "orange" if self._leaks else "green", "", 8)
        inner = self.rect().adjusted(look.theme.px(BAR), 0, 0, 0)
        inner = mirrored(self.layoutDirection(), self.rect(), inner)
        rounded(painter, look.theme, QRectF(inner), "surface", "line", 6)
        place = QRect(look.theme.px(20), 0, look.theme.px(SHAPE + 4), self.height())
        place = mirrored(self.layoutDirection(), self.rect(), place)
        draw_state(painter, look, place, State.RUNNING_OUT if self._leaks else State.DONE, SHAPE)

    def _detail(self, summary: Summary, leak: Leak) -> str:
        t = self._desk.t
        channel = group_words(t, summary, leak.channel)
        said = [
            t.n(
                "{count} of them came from {channel}.",
                "{count} of them came from {channel}.",
                leak.channel_count,
                channel=channel,
            )
        ]
        if leak.late_links:
            said.append(
                t.n(
                    "In {count} case the payment link left more than a day after the plan.",
                    "In {count} cases the payment link left more than a day after the plan.",
                    leak.late_links,
                )
            )
        return " ".join(said)

    def _targets(self) -> str:
        t = self._desk.t
        return t(
            "Of cases that had their time, at least {reply} are answered, {plan} get a plan, "
            "{deposit} pay a deposit and {arrival} arrive.",
            reply=t.formats.percent(TARGETS[Step.REPLY]),
            plan=t.formats.percent(TARGETS[Step.PLAN]),
            deposit=t.formats.percent(TARGETS[Step.DEPOSIT]),
            arrival=t.formats.percent(TARGETS[Step.ARRIVAL]),
        )
