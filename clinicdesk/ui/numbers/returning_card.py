"""The card of returning patients: six figures, each with its line over time and its change."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from clinicdesk.domain.numbers import Share
from clinicdesk.domain.periods import PeriodKind
from clinicdesk.domain.returning import ReturningFigure, ReturningFigures
from clinicdesk.domain.summary import Change, Summary, change_of_amount, change_of_share
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.numbers.asked import Asked
from clinicdesk.ui.numbers.words import change_words, money_words, part_words, percent_words
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.charts import Spark
from clinicdesk.ui.widgets.labels import ElidedLabel, IconLabel, label, plain_tip, set_tone
from clinicdesk.ui.widgets.painting import focus_ring, rounded
from clinicdesk.ui.widgets.planes import Card, column, row, rule

ROW = 67


class Line(NamedTuple):
    """One figure as it is shown: its words, its value over time, the baseline's, and its change."""

    figure: ReturningFigure
    title: str
    caption: str
    value: str
    trend: tuple[float, ...]
    baseline: float | None
    change: Change | None


class ReturningCard(Card):
    """``asked`` opens the names of a figure."""

    asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Make the card with six rows."""
        super().__init__(desk.t("Returning patients"))
        self._desk = desk
        self.column.setSpacing(0)
        self.rows = [FigureRow(desk) for _ in range(6)]
        for place, one in enumerate(self.rows):
            if place:
                self.column.addWidget(rule())
            self.column.addWidget(one)
            one.clicked.connect(lambda _=False, one=one: self.asked.emit(Asked(one.figure)))
        self.column.addStretch(1)

    def show_summary(self, summary: Summary) -> None:
        """Show the returning figures of a summary."""
        t = self._desk.t
        quarters = summary.period.kind is PeriodKind.QUARTER
        self.caption.setText(
            t("six quarters, change from baseline") if quarters else t("six months, change from baseline")
        )
        for one, line in zip(self.rows, lines(t, summary), strict=True):
            one.show_line(line)


class FigureRow(QAbstractButton):
    """One figure that opens its names."""

    def __init__(self, desk: Desk) -> None:
        """Make an empty row."""
        super().__init__()
        self._look, self._t = desk.look, desk.t
        self.figure = ReturningFigure.CONTACTED
        self._title = ElidedLabel(desk.look, "", Role.MEDIUM)
        self._caption = ElidedLabel(desk.look, "", Role.CAPTION, "t3")
        self.spark = Spark(desk.look)
        self._value = label("", Role.BIG_NUMBER, tabular=True)
        self._arrow = IconLabel(desk.look, "arrow-up-right", size=13)
        self._change = label("", Role.CAPTION_STRONG)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._value.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        self._lay_out()

    def show_line(self, line: Line) -> None:
        """Show a figure."""
        self.figure = line.figure
        self._title.set_text(line.title)
        self._caption.set_text(line.caption)
        self._value.setText(line.value)
        change = change_words(self._t, line.change)
        self._arrow.setVisible(bool(change.icon))
        if change.icon:
            self._arrow.show_icon(change.icon, token=change.token)
        self._change.setText(change.words)
        set_tone(self._change, change.token)
        self.spark.show_values(line.trend, line.baseline)
        direction = {"arrow-up-right": self._t("up"), "arrow-down-right": self._t("down")}
        said = [line.title, line.value, line.caption, f"{direction.get(change.icon, '')} {change.words}"]
        words = ", ".join(part.strip() for part in said if part.strip())
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """67 high."""
        return QSize(self._look.theme.px(320), self._look.theme.px(ROW))

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its words."""
        return QSize(self._look.theme.px(240), self._look.theme.px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw hover and focus."""
        painter = QPainter(self)
        frame = QRectF(self.rect()).adjusted(-6, 0, 6, 0).intersected(QRectF(self.rect()))
        if self.underMouse():
            rounded(painter, self._look.theme, frame, "hover", "", 4)
        if self.hasFocus():
            focus_ring(painter, self._look.theme, frame, 4)

    def _lay_out(self) -> None:
        changes = row(None, self._arrow, self._change, spacing=3)
        figures = QWidget()
        figures.setFixedWidth(self._look.theme.px(84))
        column_of_figures = column(None, self._value, changes, None, spacing=0)
        figures.setLayout(column_of_figures)
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 4, 2, 4)
        line.setSpacing(8)
        line.addLayout(column(None, self._title, self._caption, None, spacing=2), 1)
        line.addWidget(self.spark)
        line.addWidget(figures)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def lines(t: Translator, summary: Summary) -> tuple[Line, ...]:
    """Return the six figures of a summary in the order of the card."""
    return (*_follow_ups(t, summary), *_revenue(t, summary), *_costs(t, summary))


def _follow_ups(t: Translator, summary: Summary) -> tuple[Line, ...]:
    due, booked = summary.returning.contacted, summary.returning.recall_booked
    contacted = (t("Contacted on schedule"), t("{counts} due", counts=part_words(t, due)))
    recalled = (t("Recall message to booking"), t("{counts} booked", counts=part_words(t, booked)))
    return (
        _share(t, summary, ReturningFigure.CONTACTED, contacted, lambda one: one.contacted),
        _share(t, summary, ReturningFigure.RECALL_BOOKED, recalled, lambda one: one.recall_booked),
    )


def _revenue(t: Translator, summary: Summary) -> tuple[Line, ...]:
    now, currency = summary.returning, summary.currency
    patients = now.returning_patients
    each = t.n("{currency}, {count} patient", "{currency}, {count} patients", patients, currency=currency)
    paid = t(
        "{part} of {whole}",
        part=money_words(t, now.repeat_revenue, currency, bare=True),
        whole=money_words(t, now.revenue, currency),
    )
    per_patient = (t("Revenue per returning patient"), each)
    repeat = (t("Revenue share of repeat trips"), paid)
    return (
        _amount(t, summary, ReturningFigure.RETURNING, per_patient, lambda one: one.per_returning),
        _share(t, summary, ReturningFigure.RETURNING, repeat, lambda one: one.repeat_share),
    )


def _costs(t: Translator, summary: Summary) -> tuple[Line, ...]:
    now, currency = summary.returning, summary.currency
    again = (t("Cost per reactivation"), _spent(t, now.recall_spend, now.reactivation.part, currency))
    new = (t("Cost per new patient"), _spent(t, now.acquisition_spend, now.new_patients, currency))
    return (
        _amount(
            t,
            summary,
            ReturningFigure.REACTIVATED,
            again,
            lambda one: one.per_reactivation,
            less_is_better=True,
        ),
        _amount(
            t,
            summary,
            ReturningFigure.NEW_PATIENTS,
            new,
            lambda one: one.per_new_patient,
            less_is_better=True,
        ),
    )


def _spent(t: Translator, spent: int, patients: int, currency: str) -> str:
    return t.n(
        "{amount}, {count} patient",
        "{amount}, {count} patients",
        patients,
        amount=money_words(t, spent, currency),
    )


def _share(
    t: Translator,
    summary: Summary,
    figure: ReturningFigure,
    words: tuple[str, str],
    read: Callable[[ReturningFigures], Share],
) -> Line:
    now = read(summary.returning)
    before = read(summary.baseline.returning) if summary.baseline else None
    percents = [read(one.returning).percent for one in summary.trend]
    trend = tuple(float(percent) for percent in percents if percent is not None)
    base = None if before is None or before.percent is None else float(before.percent)
    change = change_of_share(now, before)
    return Line(figure, *words, percent_words(t, now.percent), trend, base, change)


def _amount(
    t: Translator,
    summary: Summary,
    figure: ReturningFigure,
    words: tuple[str, str],
    read: Callable[[ReturningFigures], int | None],
    *,
    less_is_better: bool = False,
) -> Line:
    now = read(summary.returning)
    before = read(summary.baseline.returning) if summary.baseline else None
    amounts = [read(one.returning) for one in summary.trend]
    trend = tuple(float(amount) for amount in amounts if amount is not None)
    change = change_of_amount(now, before, less_is_better=less_is_better)
    value = money_words(t, now, summary.currency, bare=True)
    return Line(figure, *words, value, trend, None if before is None else float(before), change)
