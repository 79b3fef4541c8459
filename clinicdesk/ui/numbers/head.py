"""The head of the numbers: title, the period and its baseline, and the exports."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QMenu

from clinicdesk.domain.periods import Period
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.numbers.words import period_in_full, period_words
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, IconButton
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, row

HEIGHT = 62
ROOMY = 1240
"""Width from which the days of the period are said too."""


class NumbersHead(Plane):
    """``chosen`` tells another period or baseline; ``export_asked`` an export: "csv", "xlsx" or "pdf"."""

    chosen = Signal()
    export_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Make the head; nothing is offered yet."""
        super().__init__("head", (20, 0, 16, 0))
        self._desk = desk
        t, look = desk.t, desk.look
        self.setFixedHeight(look.theme.px(HEIGHT))
        self.period: Period | None = None
        self.baseline: Period | None = None
        self._offered: tuple[tuple[Period, ...], ...] = ()
        self.period_button = Button(look, t("Period"), icon="calendar-stats")
        self.baseline_button = Button(look, t("Baseline"))
        self.says = label("", Role.CAPTION, tone="t3")
        self.csv = Button(look, t("Export CSV"), icon="table-export")
        self.sheet = Button(look, t("Export spreadsheet"), icon="table")
        self.pdf = Button(
            look,
            t("Export summary PDF"),
            kind="soft",
            icon="file-type-pdf",
            keys=desk.actions.caps("export-summary"),
        )
        for button, kind in ((self.csv, "csv"), (self.sheet, "xlsx"), (self.pdf, "pdf")):
            button.clicked.connect(lambda _=False, kind=kind: self.export_asked.emit(kind))
        self.more = IconButton(look, "chevron-down", t("More for this PDF"), kind="plain")
        title = label(t("Numbers"), Role.PAGE_TITLE)
        parts = (title, 8, self.period_button, self.baseline_button, 4, self.says, None)
        self.column.addLayout(row(*parts, self.csv, self.sheet, self.pdf, self.more, spacing=10))

    def offer(self, quarters: tuple[Period, ...], months: tuple[Period, ...]) -> None:
        """Offer periods, the running one first; the last finished quarter is chosen at first."""
        self._offered = (quarters, months)
        if self.period is None:
            self.choose(quarters[1])
        else:
            self._show_menus(self.period)

    def choose(self, period: Period, baseline: Period | None = None) -> None:
        """Choose without telling; the baseline is the same period a year earlier unless named."""
        self.period = period
        self.baseline = baseline or period.a_year_earlier()
        self._show()
        self._show_menus(period)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the days of the period out where the window is narrow."""
        super().resizeEvent(event)
        self._show()

    def allow_exports(self, allowed: bool) -> None:
        """Offer the exports, or not while one is written."""
        for button in (self.csv, self.sheet, self.pdf, self.more):
            button.setEnabled(allowed)

    def _show(self) -> None:
        if self.period is None or self.baseline is None:
            return
        t = self._desk.t
        roomy = self.width() >= self._desk.look.theme.px(ROOMY)
        say = period_in_full if roomy else period_words
        self.period_button.set_look(text=say(t, self.period))
        name = t("Period: {period}", period=period_in_full(t, self.period))
        self.period_button.setAccessibleName(name)
        self.baseline_button.set_look(text=t("Baseline {period}", period=period_words(t, self.baseline)))

    def _show_menus(self, period: Period) -> None:
        self.period_button.set_menu(self._periods(period))
        self.baseline_button.set_menu(self._baselines(period))

    def _periods(self, now: Period) -> QMenu:
        t = self._desk.t
        menu = QMenu(self.period_button)
        group = QActionGroup(menu)
        for block in self._offered:
            if not menu.isEmpty():
                menu.addSeparator()
            for period in block:
                action = _checkable(menu, group, period_in_full(t, period), period == now)
                action.triggered.connect(lambda _=False, period=period: self._take(period, None))
        return menu

    def _baselines(self, now: Period) -> QMenu:
        t = self._desk.t
        menu = QMenu(self.baseline_button)
        group = QActionGroup(menu)
        year, before = now.a_year_earlier(), now.earlier(1)
        for period in _newest_first((*(now.earlier(count) for count in range(1, 9)), year)):
            words = period_words(t, period)
            if period == year:
                words = t("{period}, a year earlier", period=words)
            elif period == before:
                words = t("{period}, just before", period=words)
            action = _checkable(menu, group, words, period == self.baseline)
            action.triggered.connect(lambda _=False, period=period: self._take(now, period))
        return menu

    def _take(self, period: Period, baseline: Period | None) -> None:
        if (period, baseline or period.a_year_earlier()) != (self.period, self.baseline):
            self.choose(period, baseline)
            self.chosen.emit()


def _newest_first(periods: Iterable[Period]) -> list[Period]:
    return sorted(set(periods), reverse=True)


def _checkable(menu: QMenu, group: QActionGroup, words: str, on: bool) -> QAction:
    action = QAction(words.replace("&", "&&"), menu)
    action.setCheckable(True)
    action.setChecked(on)
    group.addAction(action)
    menu.addAction(action)
    return action
