"""How the summary says its figures, and its lower half: returning patients, revenue, what to change."""

from collections.abc import Mapping

from clinicdesk.documents.blocks import Column, Columns, Gap, Rule, Stack
from clinicdesk.documents.channel_names import channel_name
from clinicdesk.documents.charts import ColumnPart, StackedColumns, round_marks
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.paragraph import Span
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.tables import ItemTable, Row, TableColumn
from clinicdesk.documents.theme import BODY, HEADING, LABEL, SMALL, STRONG, Align
from clinicdesk.domain.money import Money, exponent, half_up
from clinicdesk.domain.numbers import LeadFigures, Leak, Share
from clinicdesk.domain.periods import Period, PeriodKind
from clinicdesk.domain.summary import (
    Change,
    ChangeKind,
    Summary,
    change_of_amount,
    change_of_share,
    is_slow,
)
from clinicdesk.domain.text import marked

Told = tuple[str, str]
"""Words, and the colour they are printed in."""
CHART_HEIGHT = 124.0
NOTHING = "–"
RULE_SENTENCES = (
    marked("The stage that leaks most is the first reply: {stopped} of {whole} inquiries got none."),
    marked("The stage that leaks most is the plan: {stopped} of {whole} answered got none."),
    marked("The stage that leaks most is the deposit: {stopped} of {whole} plans went no further."),
    marked("The stage that leaks most is the arrival: {stopped} of {whole} booked did not come."),
    marked("Answer every inquiry."),
    marked("{stopped} of {whole} got no reply at all."),
    marked("Write the plan the day after the reply."),
    marked("{stopped} of {whole} who were answered got no plan."),
    marked("Call before the flight."),
    marked("{stopped} of {whole} booked patients did not come."),
    marked("Send the payment link with the plan."),
    marked("{late} plans waited longer than a day for it, or never got it."),
    marked("{late} plans waited. With the link at once {paid} % were paid, of the others {waited} %."),
    marked("Answer {channel} sooner."),
    marked("{minutes} to the first reply; {part} of {whole} plans reached a deposit."),
    marked("Write to the {missed} past patients who were due and not contacted."),
    marked("Nobody wrote to them while their window was open."),
    marked("At {rate} % about {bookings} of them would book: {amount}."),
)
"""The sentences of the rules themselves, which the screen says too: here for the documents' catalogue."""


class Figures:
    """Says the figures of one summary in the document's language."""

    def __init__(self, summary: Summary, speech: Speech, air: float = 1.0) -> None:
        self.summary = summary
        self.speech = speech
        self.air = air
        self.t = speech.t.first

    def gap(self, height: float) -> Gap:
        return Gap(height * self.air)

    def number(self, value: int) -> str:
        return self.speech.formats.number(value)

    def percent(self, value: int | None) -> str:
        return NOTHING if value is None else self.speech.formats.percent(value)

    def duration(self, minutes: int | None) -> str:
        return NOTHING if minutes is None else self.speech.formats.duration(minutes)

    def money(self, minor: int | None, *, bare: bool = False) -> str:
        """An amount in whole units of the currency, half up: cents only distract from a quarter."""
        if minor is None:
            return NOTHING
        unit = 10 ** exponent(self.summary.currency)
        return self.speech.amount(Money(half_up(minor, unit) * unit, self.summary.currency), bare=bare)

    def period(self, period: Period | None = None) -> str:
        found = period or self.summary.period
        if found.kind is PeriodKind.MONTH:
            return self.speech.formats.month(found.first_on)
        return self.t("Q{number} {year}", number=found.number, year=str(found.year))

    def period_in_full(self) -> str:
        found = self.summary.period
        if found.kind is PeriodKind.MONTH:
            return self.period()
        return f"{self.period()}, {self.speech.formats.dates(found.first_on, found.last_on)}"

    def name(self) -> str:
        return self.t("Summary {period}", period=self.period())

    def group(self, group: str) -> str:
        """A channel, market or coordinator in words; what nobody listed is called as it was typed."""
        return self.summary.group_names.get(group) or channel_name(group, self.t)

    def is_slow(self, group: LeadFigures) -> bool:
        return is_slow(group, self.summary.total)

    def leak(self, leak: Leak) -> str:
        return self.t(leak.sentence, stopped=leak.stopped, whole=leak.share.whole)

    def leak_detail(self, leak: Leak) -> str:
        said = [
            self.t(
                "{count} of them came from {channel}.",
                count=leak.channel_count,
                channel=self.group(leak.channel),
            )
        ]
        if leak.late_links:
            said.append(
                self.t(
                    "In {count} cases the payment link left more than a day after the plan.",
                    count=leak.late_links,
                )
            )
        return self.speech.formats.sentences(said)

    def change(self, change: Change | None) -> Told:
        """A change with its sign; green where it is better, red where it is worse."""
        if change is None:
            return "", "t2"
        size = abs(change.value)
        sign = "+" if change.value > 0 else "–" if change.value < 0 else "±"
        amount = self.number(size) if change.kind is ChangeKind.POINTS else self.percent(size)
        said = (
            self.t("{change} points", change=f"{sign}{amount}")
            if change.kind is ChangeKind.POINTS
            else f"{sign}{amount}"
        )
        return said, {True: "green", False: "red", None: "t2"}[change.better]

    def on_baseline(self, change: Change | None) -> Told:
        said, colour = self.change(change)
        base = self.summary.baseline
        if not said or base is None:
            return "", "t2"
        return self.t("{change} on {period}", change=said, period=self.period(base.period)), colour

    def more(self, now: int, before: int | None) -> Told:
        base = self.summary.baseline
        if before is None or base is None:
            return "", "t2"
        sign = "+" if now > before else "–" if now < before else "±"
        said = f"{sign}{self.number(abs(now - before))}"
        colour = "green" if now > before else "red" if now < before else "t2"
        return self.t("{change} on {period}", change=said, period=self.period(base.period)), colour

    def was_duration(self, now: int | None, before: int | None) -> Told:
        if now is None or before is None:
            return "", "t2"
        colour = "green" if now < before else "red" if now > before else "t2"
        return self.t("was {value}", value=self.duration(before)), colour

    def was_percent(self, now: Share, before: Share | None) -> Told:
        change = change_of_share(now, before)
        if change is None or before is None:
            return "", "t2"
        return self.t("was {value}", value=self.percent(before.percent)), self.change(change)[1]


def returning_and_revenue(say: Figures) -> Flowable:
    """The table of returning patients beside the columns of revenue."""
    right = [Column(_returning(say), share=1.75)]
    if say.summary.trend:
        right.append(Column(_revenue(say)))
    return Columns(right, gap=22, right_to_left=say.speech.right_to_left)


def _returning(say: Figures) -> Flowable:
    t, text = say.t, say.speech.text
    colours = say.speech.press.theme.colours
    base = say.summary.baseline
    headers = Row(
        (
            text("\u00a0", LABEL),
            text(say.period(base.period) if base else "\u00a0", LABEL, Align.END),
            text(say.period(), LABEL, Align.END),
            text(t("Change") if base else "\u00a0", LABEL, Align.END),
        ),
        line=colours["line2"],
        above=1,
        below=3,
    )
    rows = [
        Row(
            (
                text(label, BODY),
                text(before, BODY.in_colour("t2"), Align.END),
                text(now, STRONG, Align.END),
                text(change or "\u00a0", BODY.in_colour(colour), Align.END),
            ),
            above=4.2 * say.air,
            below=4.2 * say.air,
            line=colours["line"],
        )
        for label, before, now, (change, colour) in _lines(say)
    ]
    columns = [TableColumn(), TableColumn(50), TableColumn(50), TableColumn(62)]
    table = ItemTable(columns, [headers], rows, gap=6, right_to_left=say.speech.right_to_left)
    return Stack([text(t("Returning patients"), HEADING), table])


def _lines(say: Figures) -> list[tuple[str, str, str, Told]]:
    t, now = say.t, say.summary.returning
    before = say.summary.baseline.returning if say.summary.baseline else None
    currency = say.summary.currency
    shares = [
        (t("Contacted on schedule"), now.contacted, before.contacted if before else None),
        (t("Recall message to booking"), now.recall_booked, before.recall_booked if before else None),
        (t("Revenue share of repeat trips"), now.repeat_share, before.repeat_share if before else None),
        (t("Past patients who booked"), now.reactivation, before.reactivation if before else None),
    ]
    amounts = [
        (t("Revenue per returning patient"), now.per_returning,
         before.per_returning if before else None, False),
        (t("Cost per reactivation, {currency}", currency=currency), now.per_reactivation,
         before.per_reactivation if before else None, True),
        (t("Cost per new patient, {currency}", currency=currency), now.per_new_patient,
         before.per_new_patient if before else None, True),
    ]  # fmt: skip
    said = [
        (label, say.percent(old.percent) if old else "\u00a0", say.percent(share.percent),
         say.change(change_of_share(share, old)))
        for label, share, old in shares
    ]  # fmt: skip
    said[2:2] = [_amount(say, *amounts[0])]
    return said + [_amount(say, *one) for one in amounts[1:]]


def _amount(
    say: Figures, label: str, now: int | None, before: int | None, less: bool
) -> tuple[str, str, str, Told]:
    change = change_of_amount(now, before, less_is_better=less)
    old = say.money(before, bare=True) if say.summary.baseline else "\u00a0"
    return label, old, say.money(now, bare=True), say.change(change)


def _revenue(say: Figures) -> Flowable:
    """Columns of new and repeat revenue in thousands or millions, the share of repeat trips above."""
    t, text, trend = say.t, say.speech.text, say.summary.trend
    unit = 10 ** exponent(say.summary.currency)
    largest = max(quarter.returning.revenue for quarter in trend)
    million = largest >= 20_000_000 * unit
    scale = unit * (1_000_000 if million else 1_000)
    columns = [
        ColumnPart(
            quarter.new_revenue,
            quarter.returning.repeat_revenue,
            say.percent(quarter.returning.repeat_share.percent) if quarter.returning.revenue > 0 else "",
            _short(quarter.period, say),
            strong=quarter.period == say.summary.period,
        )
        for quarter in trend
    ]
    marks = [(mark * scale, say.number(mark)) for mark in round_marks(max(0, largest) // scale)]
    chart = StackedColumns(say.speech.typesetter, columns, marks, CHART_HEIGHT)
    kind = say.summary.period.kind
    title = {
        (PeriodKind.QUARTER, False): t(
            "Revenue by quarter, thousand {currency}", currency=say.summary.currency
        ),
        (PeriodKind.QUARTER, True): t(
            "Revenue by quarter, million {currency}", currency=say.summary.currency
        ),
        (PeriodKind.MONTH, False): t("Revenue by month, thousand {currency}", currency=say.summary.currency),
        (PeriodKind.MONTH, True): t("Revenue by month, million {currency}", currency=say.summary.currency),
    }[(kind, million)]
    legend = say.speech.typesetter.text(
        [
            Span("■ ", colour="aline"), Span(t("New patients")), Span("   "),
            Span("■ ", colour="violet"), Span(t("Returning, share above")),
        ],
        SMALL,
    )  # fmt: skip
    return Stack([text(title, HEADING), say.gap(6), chart, Gap(5), legend])


def _short(period: Period, say: Figures) -> str:
    year = f"{period.year % 100:02}"
    if period.kind is PeriodKind.MONTH:
        return f"{period.number}/{year}"
    return say.t("Q{number} {year}", number=period.number, year=year)


def closing(say: Figures) -> list[Flowable]:
    """What to change, and three small lists under it."""
    t, text = say.t, say.speech.text
    found: list[Flowable] = []
    if say.summary.advice:
        found += [say.gap(12), text(t("What to change next"), HEADING), Gap(2)]
    for number, advice in enumerate(say.summary.advice, start=1):
        data = {name: _told(say, name, value) for name, value in advice.data.items()}
        what, why = say.t(advice.what, **data), say.t(advice.why, **data)
        line = say.speech.typesetter.text([Span(f"{what} ", bold=True), Span(why)], BODY)
        disc = say.speech.typesetter.text(say.number(number), STRONG.in_colour("accent"))
        found.append(Columns([Column(disc, 10), Column(line)], gap=4, right_to_left=say.speech.right_to_left))
    line_colour = say.speech.press.theme.colours["line"]
    columns = [
        Column([text(title, STRONG), text(words, SMALL)])
        for title, words in (
            (t("Phase two"), _owed(say)),
            (t("Not contacted"), _missed(say)),
            (t("Lost cases"), _lost(say)),
        )
    ]
    across = Columns(columns, gap=16, right_to_left=say.speech.right_to_left)
    return [*found, say.gap(9), Rule(line_colour), say.gap(7), across]


def _told(say: Figures, name: str, value: object) -> object:
    """The figure of a sentence as the language writes it."""
    if name == "channel":
        return say.group(str(value))
    if name == "minutes" and isinstance(value, int):
        return say.duration(value)
    if isinstance(value, Money):
        return say.money(value.minor)
    return say.number(value) if isinstance(value, int) else value


def _owed(say: Figures) -> str:
    owed = say.summary.owed
    return say.t(
        "{count} patients owe a planned trip; {dated} have a date.",
        count=say.number(owed.whole),
        dated=say.number(owed.part),
    )


def _missed(say: Figures) -> str:
    back = say.summary.returning
    return say.t(
        "{missed} windows closed without a message; {blocked} more had no consent for one.",
        missed=say.number(back.contacted.whole - back.contacted.part),
        blocked=say.number(back.not_contactable),
    )


def _lost(say: Figures) -> str:
    lost = say.summary.lost
    if not lost:
        return say.t("None in this period.")
    words = _reasons(say)
    parts = [f"{words.get(reason, reason)} {say.number(count)}" for reason, count in lost[:4]]
    total = sum(count for _, count in lost)
    return say.t("{count}: {reasons}.", count=say.number(total), reasons=say.speech.formats.listed(parts))


def _reasons(say: Figures) -> Mapping[str, str]:
    t = say.t
    return {
        "price": t("price"),
        "elsewhere": t("went elsewhere"),
        "no_answer": t("no answer"),
        "health": t("health"),
        "travel": t("travel"),
        "not_serious": t("not serious"),
        "other": t("other"),
    }
