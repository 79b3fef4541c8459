"""The small cards below: where inquiries stop, revenue over time, and what winning a patient costs."""

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.domain.money import exponent, half_up
from clinicdesk.domain.numbers import Figure, Share, Step
from clinicdesk.domain.periods import PeriodKind
from clinicdesk.domain.returning import ReturningFigure
from clinicdesk.domain.summary import Quarter, Summary
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.numbers.asked import Asked
from clinicdesk.ui.numbers.words import money_words, short_period
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.charts import Bar, BarLadder, Column, Columns
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.painting import draw_row_text, metrics, mirrored, rounded
from clinicdesk.ui.widgets.planes import Card, row

THOUSAND = 1000
STEPS = (
    (Step.REPLY, Figure.REPLIED_IN_TIME, marked("Replied in time"), marked("{percent} of inquiries")),
    (Step.PLAN, Figure.PLAN_SENT, marked("Plan sent"), marked("{percent} of inquiries")),
    (Step.DEPOSIT, Figure.DEPOSIT_PAID, marked("Deposit paid"), marked("{percent} of plans")),
    (Step.ARRIVAL, Figure.ARRIVED, marked("Arrived"), marked("{percent} of those due")),
)
"""The steps below the inquiries, with the figure that each opens and what its share is of."""


class StopsCard(Card):
    """The ladder from inquiry to arrival; ``asked`` opens the names of a step."""

    asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Make the card."""
        super().__init__(desk.t("Where inquiries stop"))
        self._desk = desk
        self.ladder = BarLadder(desk.look, desk.t("Where inquiries stop"))
        self.ladder.opened.connect(lambda key: self.asked.emit(Asked(Figure(key))))
        self.column.addWidget(self.ladder)
        self.column.addStretch(1)

    def show_summary(self, summary: Summary) -> None:
        """Show the steps of a summary."""
        t, now = self._desk.t, summary.total
        leak = summary.leak.step if summary.leak else None
        replied = Share(now.in_time.part, now.inquiries)
        counts = (replied.part, now.plan.part, now.deposit.part, now.arrival.part)
        shares = (replied, now.plan, now.deposit_of_plans, now.arrival)
        number = t.formats.number
        bars = [Bar(Figure.INQUIRIES, t("Inquiries"), number(now.inquiries), now.inquiries)]
        for (step, figure, words, of), count, share in zip(STEPS, counts, shares, strict=True):
            caption = "" if share.percent is None else t(of, percent=t.formats.percent(share.percent))
            token = "orange" if step is leak else "aline"
            bars.append(Bar(figure, t(words), number(count), count, caption, token))
        self.ladder.show_bars(bars)


class RevenueCard(Card):
    """Revenue of six periods, that of returning patients apart; ``asked`` opens who they are."""

    asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Make the card."""
        super().__init__(desk.t("Revenue by quarter"))
        self._desk = desk
        t = desk.t
        self.chart = Columns(desk.look, t("Revenue"))
        self.elsewhere = label("", Role.CAPTION, tone="t3", wrap=True)
        keys = (
            Swatch(desk, "aline", t("New patients")),
            Swatch(desk, "violet", t("Returning patients, share above")),
        )
        self.column.addLayout(row(*keys, None, spacing=12))
        self.column.addWidget(self.chart, 1)
        self.column.addWidget(self.elsewhere)

    def show_summary(self, summary: Summary) -> None:
        """Show the revenue of a summary's periods."""
        t, currency = self._desk.t, summary.currency
        quarters = summary.period.kind is PeriodKind.QUARTER
        self.title.setText(t("Revenue by quarter") if quarters else t("Revenue by month"))
        most = max((one.returning.revenue for one in summary.trend), default=0)
        unit = int(10 ** exponent(currency))
        thousands = most >= 10 * THOUSAND * unit
        scale = unit * (THOUSAND if thousands else 1)
        self.caption.setText(t("thousand {currency}", currency=currency) if thousands else currency)
        self.chart.show_columns([self._column(one, scale, one is summary.trend[-1]) for one in summary.trend])
        amounts = [t.formats.money(amount) for amount in summary.returning.elsewhere]
        self.elsewhere.setVisible(bool(amounts))
        items = t.formats.items(amounts) if amounts else ""
        self.elsewhere.setText(t("Not added, because no exchange rate is known: {amounts}.", amounts=items))

    def _column(self, one: Quarter, scale: int, current: bool) -> Column:
        t, back = self._desk.t, one.returning
        percent = back.repeat_share.percent
        return Column(
            short_period(t, one.period),
            max(0, half_up(one.new_revenue, scale)),
            max(0, half_up(back.repeat_revenue, scale)),
            "" if percent is None else t.formats.percent(percent),
            current=current,
        )


class Swatch(QWidget):
    """What a colour of a chart means."""

    def __init__(self, desk: Desk, token: str, words: str) -> None:
        """Show ``token`` before ``words``."""
        super().__init__()
        self._look, self._token, self._words = desk.look, token, words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square of 10 and the words."""
        theme = self._look.theme
        wide = metrics(theme, Role.CAPTION).horizontalAdvance(self._words)
        return QSize(wide + theme.px(16) + 2, theme.line(Role.CAPTION))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw square and words."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        edge = theme.px(10)
        square = QRect(0, (self.height() - edge) // 2, edge, edge)
        square = mirrored(self.layoutDirection(), self.rect(), square)
        rounded(painter, theme, QRectF(square), self._token, "", 2)
        words = mirrored(self.layoutDirection(), self.rect(), self.rect().adjusted(theme.px(16), 0, 0, 0))
        draw_row_text(painter, theme, words, self._words, Role.CAPTION, "t2")


class CostsCard(Card):
    """What a new patient and a reactivated one cost; ``asked`` opens names."""

    asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Make the card."""
        super().__init__(desk.t("Winning one patient costs"))
        self._desk = desk
        self.ladder = BarLadder(desk.look, desk.t("Winning one patient costs"))
        self.ladder.opened.connect(lambda key: self.asked.emit(Asked(ReturningFigure(key))))
        self.words = label("", Role.BODY, tone="t2", wrap=True)
        self.missed = small(desk.look, "", icon="users")
        self.missed.clicked.connect(lambda: self.asked.emit(Asked(ReturningFigure.NOT_CONTACTED)))
        self.column.addWidget(self.ladder)
        self.column.addWidget(self.words)
        self.column.addLayout(row(self.missed, None))
        self.column.addStretch(1)

    def show_summary(self, summary: Summary) -> None:
        """Show the costs of a summary."""
        t, back, currency = self._desk.t, summary.returning, summary.currency
        costs = (
            (ReturningFigure.NEW_PATIENTS, t("New patient"), back.per_new_patient, "aline"),
            (ReturningFigure.REACTIVATED, t("Returning"), back.per_reactivation, "violet"),
        )
        bars = [
            Bar(figure, words, money_words(t, cost, currency), cost, token=token)
            for figure, words, cost, token in costs
            if cost
        ]
        self.ladder.show_bars(bars)
        self.ladder.setVisible(bool(bars))
        missed = back.contacted.whole - back.contacted.part
        self.words.setText(" ".join(self._sentences(summary, missed)))
        self.missed.setVisible(missed > 0)
        self.missed.set_look(text=t("Show who was not contacted"))

    def _sentences(self, summary: Summary, missed: int) -> list[str]:
        t, back = self._desk.t, summary.returning
        new, again = back.per_new_patient, back.per_reactivation
        said = []
        if new and again and new >= 2 * again:
            times = half_up(new, again)
            said.append(
                t.n(
                    "One new patient costs as much as {count} reactivation.",
                    "One new patient costs as much as {count} reactivations.",
                    times,
                )
            )
        elif not back.acquisition_spend and not back.recall_spend:
            said.append(t("Nothing is entered as spent in this period, so no cost is known."))
        if missed > 0:
            said.append(
                t.n(
                    "{count} follow-up was due in this period and not made in time.",
                    "{count} follow-ups were due in this period and not made in time.",
                    missed,
                )
            )
        else:
            said.append(t("Every follow-up that was due in this period was made in time."))
        return said
