"""The page Numbers: figures of a period are counted beside the window's own work and shown in cards."""

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clinicdesk.domain.changes import Changes
from clinicdesk.domain.numbers import Grouping
from clinicdesk.domain.periods import Period, PeriodKind
from clinicdesk.domain.summary import Summary
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.numbers.asked import Asked
from clinicdesk.ui.numbers.exporting import export
from clinicdesk.ui.numbers.figures import Figures
from clinicdesk.ui.numbers.head import NumbersHead
from clinicdesk.ui.numbers.names_sheet import NamesSheet
from clinicdesk.ui.numbers.words import group_words, period_words
from clinicdesk.ui.page import Page
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.paper_acts import PaperActs, PaperFile
from clinicdesk.ui.widgets.planes import EmptyState, Plane

Wanted = tuple[Period, Period, Grouping]


def make(desk: Desk) -> Page:
    """Return the page."""
    return NumbersPage(desk)


class NumbersPage(Page):
    """Counts one summary at a time; what is asked for meanwhile is counted after it."""

    listens_to = Changes.EVERYTHING ^ (Changes.MESSAGES | Changes.CATALOGUE)

    def __init__(self, desk: Desk) -> None:
        """Make the page; nothing is counted yet."""
        super().__init__(desk)
        t, look = desk.t, desk.look
        self.title = t("Numbers")
        self.summary: Summary | None = None
        self._counting: Wanted | None = None
        self._again = False
        self.head = NumbersHead(desk)
        self.figures = Figures(desk)
        self.waiting = EmptyState(look, "chart-bar", "", "")
        self.running = small(look, "")
        self.retry = small(look, t("Count again"), icon="refresh")
        self.empty = EmptyState(look, "chart-bar", "", "", buttons=(self.running, self.retry))
        self.middle = QStackedWidget()
        self._lay_out()
        self.head.chosen.connect(self.refresh)
        self.head.export_asked.connect(self._export)
        self.figures.asked.connect(self.open_names)
        self.figures.channels.divided.connect(self.refresh)
        self.running.clicked.connect(self._show_running)
        self.retry.clicked.connect(self.refresh)
        self.acts = PaperActs(desk, self, self._paper)
        self.head.more.clicked.connect(self._show_more)
        desk.actions.bind("paper-print", self.acts.print_, self)
        desk.actions.bind("paper-open", self.acts.open, self)
        desk.actions.bind("export-summary", lambda: self._export("pdf"), self)

    def reload(self) -> None:
        """Count the period chosen; figures of another one are not left standing meanwhile."""
        numbers = self.desk.services.numbers
        self.head.offer(
            numbers.periods(PeriodKind.QUARTER, count=8), numbers.periods(PeriodKind.MONTH, count=12)
        )
        if self._counting is not None:
            self._again = True
        else:
            self._count()
        self._show_waiting()

    def enter(self) -> None:
        """Come on stage with the focus on the period."""
        super().enter()
        self.head.period_button.setFocus()

    def areas(self) -> list[QWidget]:
        """The head, the table and the figures of returning patients."""
        if self.middle.currentWidget() is not self.figures:
            return [self.head.period_button]
        return [self.head.period_button, self.figures.channels.view, self.figures.returning.rows[0]]

    def open_names(self, asked: Asked) -> NamesSheet | None:
        """Open the names behind a figure; None while figures are being counted."""
        if self.summary is None:
            return None
        by = self.figures.channels.model.by
        group = "" if asked.group is None else group_words(self.desk.t, self.summary, asked.group, by)
        sheet = NamesSheet(self.desk, self.window(), self.summary.period, asked, group=group, by=by)
        sheet.open_with(sheet.view)
        sheet.read()
        return sheet

    def _lay_out(self) -> None:
        ground = Plane("ground")
        ground.column.addWidget(self.middle)
        for widget in (self.figures, self.waiting, self.empty):
            self.middle.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(ground, 1)

    def _wanted(self) -> Wanted | None:
        if self.head.period is None or self.head.baseline is None:
            return None
        return self.head.period, self.head.baseline, self.figures.channels.by

    def _count(self) -> None:
        wanted = self._wanted()
        if wanted is None:
            return
        self._counting, self._again = wanted, False
        numbers = self.desk.services.numbers
        self.desk.runner.run(
            lambda _: numbers.summary(*wanted[:2], by=wanted[2]),
            lambda made: self._counted(wanted, made),
            self._failed,
        )

    def _counted(self, wanted: Wanted, made: Summary) -> None:
        self._counting = None
        self.head.says.setText("")
        if self._again:
            self._count()
            self._show_waiting()
        if wanted != self._wanted():
            return
        self.summary = made
        if made.total.inquiries or made.returning.revenue or made.returning.contacted.whole:
            self.figures.show_summary(made)
            self.middle.setCurrentWidget(self.figures)
        else:
            self._show_empty(made)
        self.head.allow_exports(True)

    def _failed(self, error: Exception) -> None:
        t = self.desk.t
        self._counting = None
        self.summary = None
        self.stale = True
        self.head.says.setText("")
        self.empty.say(
            t("The figures could not be counted"), t("Nothing is lost; they can be counted again.")
        )
        self.running.hide()
        self.retry.show()
        self.middle.setCurrentWidget(self.empty)
        self.desk.commands.tell(error)

    def _show_waiting(self) -> None:
        """Say what is being counted; figures of the same period stay until the new ones are there."""
        wanted, t = self._wanted(), self.desk.t
        if self._counting is None or wanted is None:
            return
        self.head.says.setText(t("Counting"))
        if self.summary is not None and self.summary.period == wanted[0]:
            return
        self.summary = None
        self.waiting.say(
            t("Counting {period}", period=period_words(t, wanted[0])),
            t("Every figure is counted from the dated facts of the records."),
        )
        self.head.allow_exports(False)
        self.middle.setCurrentWidget(self.waiting)

    def _show_empty(self, made: Summary) -> None:
        t = self.desk.t
        now = self.desk.services.numbers.periods(PeriodKind.QUARTER, count=1)[0]
        self.empty.say(
            t("No inquiry came in {period}", period=period_words(t, made.period)),
            t("Figures appear here as soon as the first inquiry of the period is taken in."),
        )
        self.running.set_look(text=t("Show {period}", period=period_words(t, now)))
        self.running.setVisible(made.period != now)
        self.retry.hide()
        self.middle.setCurrentWidget(self.empty)

    def _show_running(self) -> None:
        now = self.desk.services.numbers.periods(PeriodKind.QUARTER, count=1)[0]
        self.head.choose(now)
        self.refresh()

    def _paper(self) -> PaperFile | None:
        """Return the summary as it is shown, to be opened, printed or copied; None while it is counted."""
        wanted = self._wanted()
        if wanted is None or not self.head.pdf.isEnabled():
            return None
        period, baseline, _ = wanted
        return PaperFile(f"summary-{period}", partial(self.desk.services.numbers.pdf, period, baseline))

    def _show_more(self) -> None:
        menu, button = self.acts.menu(self), self.head.more
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _export(self, kind: str) -> None:
        wanted = self._wanted()
        if wanted is not None and self.head.pdf.isEnabled():
            export(self.desk, *wanted[:2], kind, lambda busy: self.head.allow_exports(not busy))
