"""The owner's numbers of a month or quarter, each with the names behind it, and their exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import Money
from clinicdesk.domain.numbers import (
    Figure,
    Grouping,
    LeadFigures,
    Share,
    Track,
    behind,
    figures,
    grouped,
    leak,
    track,
)
from clinicdesk.domain.periods import Period, PeriodKind, containing, parse
from clinicdesk.domain.returning import (
    ReturningFacts,
    ReturningFigure,
    ReturningFigures,
    members,
    returning_figures,
)
from clinicdesk.domain.summary import Quarter, Summary, advise
from clinicdesk.domain.text import marked, within_line
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.exports import KINDS, Kind, summary_bytes, write_file
from clinicdesk.services.permissions import EVERYBODY, OWNERS, permitted
from clinicdesk.services.reconcile import rules_of
from clinicdesk.storage import numbers, returning, staff
from clinicdesk.storage.numbers import PURPOSES, Span, Spend
from clinicdesk.storage.work import Work

__all__ = ["Figure", "Grouping", "NameRow", "Numbers", "Period", "ReturningFigure", "Spend", "Summary"]

TREND = 6
"""Periods of the trend, this one included."""


@dataclass(frozen=True, slots=True)
class NameRow:
    """One name behind a figure; ``at`` is when its lead came in, None where the figure is of patients."""

    patient_id: int
    lead_id: int | None
    name: str
    country: str
    channel: str = ""
    at: datetime | None = None


class Numbers:
    """Figures from facts; the same period gives the same figures whenever it is asked for."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def summary(
        self,
        period: Period | str,
        baseline: Period | str | None = None,
        *,
        by: Grouping = Grouping.CHANNEL,
        trend: int = TREND,
    ) -> Summary:
        """Return all figures of ``period`` and, where one is named, of its ``baseline``.

        ``trend`` periods of the returning figures are added, the newest last. Raises InvalidInput for
        what is not a period, or one that has not begun.
        """
        chosen = _period(period)
        with self.context.reading() as work:
            made = self._one(work, chosen, by)
            if baseline is not None:
                made = replace(made, baseline=self._one(work, _period(baseline), by))
            earlier = [chosen.earlier(count) for count in range(trend - 1, 0, -1)]
            quarters = [Quarter(one, self._returning(work, self._span(work, one))[1]) for one in earlier]
            return replace(made, trend=(*quarters, Quarter(chosen, made.returning)) if trend else ())

    @permitted(EVERYBODY)
    def names(
        self,
        period: Period | str,
        figure: Figure | ReturningFigure,
        group: str | None = None,
        *,
        by: Grouping = Grouping.CHANNEL,
    ) -> tuple[NameRow, ...]:
        """Return the names behind a figure, of one group or of all; empty where nobody is."""
        with self.context.reading() as work:
            span = self._span(work, _period(period))
            if isinstance(figure, ReturningFigure):
                facts = returning.read(work, span)
                people = members(facts, returning.answers(work, span.cut, facts))[figure]
                known = numbers.names(work, people)
                rows = [NameRow(one, None, *known[one]) for one in dict.fromkeys(people) if one in known]
                return tuple(sorted(rows, key=lambda row: (row.name, row.patient_id)))
            tracks = [
                one
                for one in self._tracks(work, span)
                if group is None or getattr(one.lead, by.value) == group
            ]
            found = behind(figure, tracks)
            known = numbers.names(work, (one.lead.patient_id for one in found))
            return tuple(
                NameRow(
                    one.lead.patient_id,
                    one.lead.id,
                    *known[one.lead.patient_id],
                    one.lead.channel,
                    one.lead.received_at,
                )
                for one in found
            )

    @permitted(EVERYBODY)
    def periods(self, kind: PeriodKind = PeriodKind.QUARTER, *, count: int = 12) -> tuple[Period, ...]:
        """Return the last ``count`` periods that have begun, the running one first."""
        with self.context.reading() as work:
            today = clinic_date(work.at, settings_of(work, self.context).hours.zone)
        running = containing(today, kind)
        return tuple(running.earlier(n) for n in range(count))

    @permitted(EVERYBODY)
    def spends(self, period: Period | str) -> tuple[Spend, ...]:
        """Return what was spent in the period, by month, channel and purpose."""
        with self.context.reading() as work:
            return numbers.spends(work, _period(period).months)

    @permitted(OWNERS)
    def set_spend(
        self, month: Period | str | date, channel: str, purpose: str, amount: Money | None
    ) -> Done[Money | None]:
        """Enter what a month cost on a channel, to win patients ("acquisition") or call them ("recall").

        None takes the entry out. Raises InvalidInput for a negative amount or an unknown purpose.
        """
        month_on = month.replace(day=1) if isinstance(month, date) else _month(_period(month))
        if purpose not in PURPOSES:
            raise InvalidInput(
                marked("Say whether this was spent on new patients or on recalls."), field="purpose"
            )
        if amount is not None and amount.minor < 0:
            raise InvalidInput(marked("What was spent is not negative."), field="amount")
        name = within_line(channel, "channel")
        with self.context.writing() as work:
            before = numbers.set_spend(work, month_on, name, purpose, amount)
            work.audit("spend.set", "spend", None, {"month": month_on.isoformat(), "purpose": purpose})
        return Done(
            amount,
            Changes.SPEND,
            marked("Noted."),
            undo=partial(self.set_spend, month_on, name, purpose, before),
        )

    @permitted(EVERYBODY)
    def export(
        self,
        period: Period | str,
        folder: Path,
        *,
        baseline: Period | str | None = None,
        kinds: Iterable[Kind] = KINDS,
        language: str = "",
    ) -> tuple[Path, ...]:
        """Write the summary into ``folder`` as one PDF page, one spreadsheet with charts and one CSV.

        The baseline is the same period a year earlier unless one is named; ``language`` is the clinic's.
        Returns the files that were written. Raises InvalidInput for what is not a period, FileProblem
        where the folder cannot be written.
        """
        chosen = _period(period)
        made = self.summary(chosen, chosen.a_year_earlier() if baseline is None else baseline)
        with self.context.reading() as work:
            clinic, now = settings_of(work, self.context).clinic, work.at
        said = language or clinic.language
        contents = {kind: summary_bytes(made, kind, clinic, said, now) for kind in kinds}
        return tuple(
            write_file(folder, f"summary-{chosen}.{kind}", content) for kind, content in contents.items()
        )

    @permitted(EVERYBODY)
    def pdf(self, period: Period, baseline: Period) -> bytes:
        """Return the summary as one PDF page in the clinic's language, to be read or printed."""
        made = self.summary(period, baseline)
        with self.context.reading() as work:
            clinic, now = settings_of(work, self.context).clinic, work.at
        return summary_bytes(made, "pdf", clinic, clinic.language, now)

    def _span(self, work: Work, period: Period) -> Span:
        clinic = settings_of(work, self.context).clinic
        start, end = period.bounds(clinic.tz)
        if start > work.at:
            raise InvalidInput(marked("{period} has not begun yet."), field="period", period=str(period))
        return Span(period, start, end, min(end, work.at), clinic)

    def _tracks(self, work: Work, span: Span) -> list[Track]:
        rules = rules_of(work, self.context)
        return [track(lead, span.cut, rules) for lead in numbers.leads(work, span)]

    def _returning(self, work: Work, span: Span) -> tuple[ReturningFacts, ReturningFigures]:
        facts = returning.read(work, span)
        answers = returning.answers(work, span.cut, facts)
        return facts, returning_figures(facts, answers, span.clinic.currency)

    def _one(self, work: Work, period: Period, by: Grouping) -> Summary:
        span = self._span(work, period)
        tracks = self._tracks(work, span)
        total, groups = figures(tracks), grouped(tracks, by)
        found, (_, back) = leak(tracks), self._returning(work, span)
        owed, dated = numbers.owed_trips(work, span)
        return Summary(
            clinic=span.clinic.name,
            period=period,
            as_of=span.cut,
            final=span.cut == span.end,
            currency=span.clinic.currency,
            total=total,
            groups=groups,
            leak=found,
            returning=back,
            lost=_reasons(numbers.lost(work, span)),
            owed=Share(dated, owed),
            advice=advise(total, groups, found, back, tracks),
            group_names=_group_names(work, groups) if by is Grouping.COORDINATOR else {},
        )


def _period(asked: Period | str) -> Period:
    return parse(asked) if isinstance(asked, str) else asked


def _month(period: Period) -> date:
    if period.kind is not PeriodKind.MONTH:
        raise InvalidInput(marked("What was spent is entered per month."), field="month")
    return period.first_on


def _reasons(lost: list[tuple[int, int, str]]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for _, _, reason in lost:
        counts[reason] = counts.get(reason, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _group_names(work: Work, groups: tuple[LeadFigures, ...]) -> Mapping[str, str]:
    team = {str(member.id): member.name for member in staff.all_members(work)}
    return {group.group: team.get(group.group, "") for group in groups}
