"""The quarterly summary for the owner as one PDF page: what happened, by how much it changed, what to do."""

from datetime import date, datetime
from pathlib import Path

from clinicdesk.documents.blocks import Column, Columns, Gap, Panel, Rule, Stack
from clinicdesk.documents.charts import BETWEEN, PERCENT_WIDTH, ShareBar
from clinicdesk.documents.clinic_time import in_zone
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.marks import Barred
from clinicdesk.documents.page import BOTTOM, FIRST_GAP, HEAD, TOP, WIDTH, Foot, Head, compose
from clinicdesk.documents.press import Press
from clinicdesk.documents.sheet import PAGE_HEIGHT
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.summary_parts import Figures, closing, returning_and_revenue
from clinicdesk.documents.tables import ItemTable, Row, TableColumn
from clinicdesk.documents.theme import BODY, HEADING, LABEL, LEAD, PX, SMALL, STRONG, Align, TextStyle
from clinicdesk.domain.numbers import LeadFigures, Share, Step
from clinicdesk.domain.summary import Summary, change_of_amount, change_of_share

HEADLINE = TextStyle(20 * PX, 26 * PX, bold=True)
BIG = TextStyle(23 * PX, 28 * PX, bold=True, colour="rail")
LEAK = TextStyle(13 * PX, 18 * PX, bold=True)
FAR_BELOW = 10
"""Points under the baseline from which a channel's bar is drawn in orange (look, section 6)."""
BAR_COLUMN = 98.0
MOST_GROUPS = 7
"""Channels on the page at most, fewer where they do not fit; the others are in the spreadsheet."""
FEWEST_GROUPS = 3
AIRS = (1.0, 0.7, 0.4, 0.15)
"""Shares of the usual distances that are tried, so that a wordy language keeps its channels."""
ROOM = PAGE_HEIGHT - TOP - HEAD - FIRST_GAP - BOTTOM


def summary_pdf(
    summary: Summary,
    press: Press,
    *,
    language: str,
    printed_at: datetime,
    zone: str,
    logo: bytes | None = None,
    translations: Path | None = None,
) -> bytes:
    """The summary in one language; the same summary and day give the same bytes.

    ``printed_at`` is the instant that "Printed" names, ``translations`` the folder of the catalogues, by
    default the shipped one.  Raises UnknownGlyph for a character that cannot be printed.
    """
    page = _Page(summary, Speech(press, language, "", translations), in_zone(printed_at, zone).date())
    return compose(
        page.blocks(),
        page.speech.typesetter,
        page.head(logo),
        page.foot(),
        title=page.figures.name(),
        made_at=printed_at,
    )


class _Page:
    """The blocks of one summary, in reading order."""

    def __init__(self, summary: Summary, speech: Speech, printed_on: date) -> None:
        self.summary = summary
        self.speech = speech
        self.printed_on = printed_on
        self.figures = Figures(summary, speech)
        self.t = speech.t.first

    def head(self, logo: bytes | None) -> Head:
        base = self.summary.baseline
        details = [self.figures.period_in_full()]
        if base is not None:
            details.append(self.t("Baseline {period}", period=self.figures.period(base.period)))
        details.append(self.t("Printed {day}", day=self.speech.formats.date(self.printed_on)))
        line = self.t("Summary for the owner")
        if not self.summary.final:
            line = self.t("Summary for the owner, the period is still running")
        return Head(name=self.summary.clinic, line=line, details=tuple(details), logo=logo)

    def foot(self) -> Foot:
        line = self.t(
            "{clinic} · {period} · every figure opens its list of names in ClinicDesk, Numbers",
            clinic=self.summary.clinic,
            period=self.figures.period(),
        )
        return Foot(line, lambda n, of: self.t("Page {page}/{pages}", page=n, pages=of))

    def blocks(self) -> list[Flowable]:
        """Everything between letterhead and footer: as roomy and with as many channels as one page takes."""
        found: list[Flowable] = []
        for most in range(MOST_GROUPS, FEWEST_GROUPS - 1, -1):
            for air in AIRS:
                self.figures = Figures(self.summary, self.speech, air)
                found = self._blocks(most)
                if Stack(found).wrap(WIDTH, ROOM)[1] <= ROOM:
                    return found
        return found

    def _blocks(self, most: int) -> list[Flowable]:
        gap, line = self.figures.gap, self.speech.press.theme.colours["line"]
        heading = self.speech.typesetter.heading(self.headline(), HEADLINE)
        found: list[Flowable] = [gap(10), heading, gap(3), self.speech.text(self.lead(), LEAD), gap(9)]
        found += [Rule(line), gap(7), self._key_figures(), gap(7), Rule(line)]
        if self.summary.leak is not None:
            found += [gap(12), self._leak()]
        found += [gap(13), self._heading(self.t("From inquiry to arrival, by channel")), self._channels(most)]
        found += [gap(3), self.speech.text(self._note(most), SMALL), gap(12)]
        found += [returning_and_revenue(self.figures)]
        found += closing(self.figures)
        return found

    def _heading(self, words: str) -> Flowable:
        return self.speech.text(words, HEADING)

    def headline(self) -> str:
        """What the period comes down to: the share of repeat trips, and where new cases stop."""
        share = self.summary.returning.repeat_share.percent
        leak = self.summary.leak
        sentences = []
        if share is not None:
            percent = self.speech.formats.percent(share)
            sentences.append(self.t("Repeat trips bring {percent} of revenue.", percent=percent))
        if leak is not None:
            sentences.append(self._stops(leak.step))
        return self.speech.formats.sentences(sentences) or self.figures.name()

    def _stops(self, step: Step) -> str:
        t = self.t
        return {
            Step.REPLY: t("New cases stop at the first reply."),
            Step.PLAN: t("New cases stop at the plan."),
            Step.DEPOSIT: t("New cases stop at the deposit."),
            Step.ARRIVAL: t("New cases stop at the arrival."),
        }[step]

    def lead(self) -> str:
        """The figures behind the headline."""
        back, say = self.summary.returning, self.figures
        first = self.t(
            "{inquiries} inquiries became {arrivals} arrivals.",
            inquiries=say.number(self.summary.total.inquiries),
            arrivals=say.number(self.summary.arrivals),
        )
        second = self.t.n(
            "{patients} returning patient brought {part} of {whole}.",
            "{patients} returning patients brought {part} of {whole}.",
            back.returning_patients,
            patients=say.number(back.returning_patients),
            part=say.money(back.repeat_revenue, bare=True),
            whole=say.money(back.revenue),
        )
        return f"{first} {second}"

    def _key_figures(self) -> Flowable:
        summary, base, say, t = self.summary, self.summary.baseline, self.figures, self.t
        now = summary.total
        before = base.total if base else None
        back, base_back = summary.returning, base.returning if base else None
        plans = now.deposit_of_plans
        cells = [
            (
                t("Revenue, {currency}", currency=summary.currency),
                say.money(back.revenue, bare=True),
                say.on_baseline(change_of_amount(back.revenue, base_back.revenue if base_back else None)),
            ),
            (
                t("Arrived patients"),
                say.number(summary.arrivals),
                say.more(summary.arrivals, base.arrivals if base else None),
            ),
            (
                t("Median first reply"),
                say.duration(now.reply_median),
                say.was_duration(now.reply_median, before.reply_median if before else None),
            ),
            (
                t("Deposit paid, of plans"),
                say.percent(plans.percent),
                say.was_percent(plans, before.deposit_of_plans if before else None),
            ),
        ]
        made = []
        for label, figure, (words, colour) in cells:
            block = [
                self.speech.text(label, LABEL),
                self.speech.text(figure, BIG),
                self.speech.text(words or "\u00a0", SMALL.in_colour(colour)),
            ]
            made.append(Column(block))
        line = self.speech.press.theme.colours["line"]
        return Columns(made, gap=18, right_to_left=self.speech.right_to_left, line=line)

    def _leak(self) -> Flowable:
        leak, theme = self.summary.leak, self.speech.press.theme
        assert leak is not None
        blocks: list[Flowable] = [self.speech.text(self.figures.leak(leak), LEAK)]
        blocks.append(self.speech.text(self.figures.leak_detail(leak), SMALL))
        panel = Panel(blocks, padding=(10.0, 7.0), fill=theme.colours["oranget"], radius=0.0)
        return Barred(
            panel,
            colour=theme.colours["orange"],
            right_to_left=self.speech.right_to_left,
            inset=3.0,
            thickness=3.0,
        )

    def _channels(self, most: int) -> Flowable:
        say, t = self.figures, self.t
        colours = self.speech.press.theme.colours
        text = self.speech.text
        headers = Row(
            (
                text(t("Channel"), LABEL),
                text(t("Inquiries"), LABEL, Align.END),
                text(t("First reply, median"), LABEL, Align.END),
                self._over_bar(t("Plan sent, of inquiries")),
                self._over_bar(t("Deposit paid, of plans")),
                self._over_bar(t("Arrived, of deposits")),
            ),
            line=colours["line2"],
            above=2,
            below=3,
        )
        rows = [self._channel(group) for group in self.summary.groups[:most]]
        rows.append(self._channel(self.summary.total, last=True))
        columns = [TableColumn(), TableColumn(44), TableColumn(50), *(TableColumn(BAR_COLUMN),) * 3]
        return ItemTable(columns, [headers], rows, gap=11, right_to_left=say.speech.right_to_left)

    def _over_bar(self, words: str) -> Flowable:
        """The head of a bar: over the bar itself, which begins after its percent."""
        blank = Column(Gap(1), PERCENT_WIDTH)
        label = Column(self.speech.text(words, LABEL))
        return Columns([blank, label], gap=BETWEEN, right_to_left=self.speech.right_to_left)

    def _channel(self, group: LeadFigures, *, last: bool = False) -> Row:
        say, text = self.figures, self.speech.text
        colours = self.speech.press.theme.colours
        name = self.t("All") if last else say.group(group.group)
        slow = say.is_slow(group) and not last
        leaking = self.summary.leak.step if last and self.summary.leak else None
        bars = [
            self._bar(group.plan, "plan", leaking is Step.PLAN),
            self._bar(group.deposit_of_plans, "deposit_of_plans", leaking is Step.DEPOSIT),
            self._bar(group.arrival, "arrival", leaking is Step.ARRIVAL),
        ]
        plain = STRONG if last else BODY
        return Row(
            (
                text(name, STRONG),
                text(say.number(group.inquiries), plain, Align.END),
                text(say.duration(group.reply_median), plain.in_colour("red" if slow else "t1"), Align.END),
                *bars,
            ),
            above=4.0 * say.air,
            below=4.0 * say.air,
            line=colours["t1"] if last else colours["line"],
        )

    def _bar(self, share: Share, name: str, leaking: bool) -> ShareBar:
        base = self.summary.baseline
        before: Share | None = getattr(base.total, name) if base else None
        change = change_of_share(share, before)
        far = change is not None and change.value <= -FAR_BELOW
        words = self.t(
            "{part} of {whole}", part=self.figures.number(share.part), whole=self.figures.number(share.whole)
        )
        return ShareBar(
            self.speech.typesetter,
            share.percent,
            (self.figures.percent(share.percent), words if share.whole else ""),
            baseline=before.percent if before else None,
            alarming=leaking or far,
        )

    def _note(self, most: int) -> str:
        said = [self.t("First reply counts business hours; automatic answers do not stop the clock.")]
        if self.summary.baseline is not None:
            period = self.figures.period(self.summary.baseline.period)
            said.insert(0, self.t("The dark mark on each bar is {period}, all channels.", period=period))
        more = len(self.summary.groups) - most
        if more > 0:
            said.append(self.t("{count} more channels are in the spreadsheet.", count=more))
        return self.speech.formats.sentences(said)
