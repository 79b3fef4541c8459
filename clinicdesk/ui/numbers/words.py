"""How the page says its figures: periods, lengths of time, amounts, shares and changes."""

from typing import NamedTuple

from clinicdesk.domain.money import Money, exponent, half_up
from clinicdesk.domain.numbers import Grouping, Share
from clinicdesk.domain.periods import Period, PeriodKind
from clinicdesk.domain.summary import Change, ChangeKind, Summary
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.wording import channel_name, upper_first

NOTHING = "–"
FAR_BELOW = 10
"""Points under the baseline from which a share is painted in orange (look, section 6)."""


class ChangeWords(NamedTuple):
    """A change in words, its arrow ("" where nothing moved) and its colour token."""

    words: str
    icon: str
    token: str


def period_words(t: Translator, period: Period) -> str:
    """Return a period as it is called: "Q3 2026", "August 2026"."""
    if period.kind is PeriodKind.MONTH:
        return upper_first(t.formats.month(period.first_on))
    return t("Q{number} {year}", number=period.number, year=str(period.year))


def period_in_full(t: Translator, period: Period) -> str:
    """Return a period with its days: "Q3 2026, 1 July to 30 September 2026"."""
    if period.kind is PeriodKind.MONTH:
        return period_words(t, period)
    days = t.formats.dates(period.first_on, period.last_on)
    return t("{period}, {days}", period=period_words(t, period), days=days)


def short_period(t: Translator, period: Period) -> str:
    """Return a period as it stands below a column: "Q3 26", "08/26"."""
    year = f"{period.year % 100:02}"
    if period.kind is PeriodKind.MONTH:
        return f"{period.number:02}/{year}"
    return t("Q{number} {year}", number=period.number, year=year)


def percent_words(t: Translator, percent: int | None) -> str:
    """Return whole percent, or a dash where there is nothing to take a part of."""
    return NOTHING if percent is None else t.formats.percent(percent)


def part_words(t: Translator, share: Share) -> str:
    """Return "26 of 71"."""
    formats = t.formats
    return t("{part} of {whole}", part=formats.number(share.part), whole=formats.number(share.whole))


def reply_words(t: Translator, minutes: int | None) -> str:
    """Return business minutes as a length of time."""
    return NOTHING if minutes is None else t.formats.duration(minutes)


def money_words(t: Translator, minor: int | None, currency: str, *, bare: bool = False) -> str:
    """Return an amount in whole units of its currency, half up: cents only distract here."""
    if minor is None:
        return NOTHING
    unit = int(10 ** exponent(currency))
    return t.formats.money(Money(half_up(minor, unit) * unit, currency), bare=bare)


def group_words(t: Translator, summary: Summary, group: str, by: Grouping = Grouping.CHANNEL) -> str:
    """Return a channel, market or coordinator in words; a channel nobody listed is called as it was typed."""
    if by is Grouping.MARKET:
        return t.formats.country(group) if group else t("Not known")
    if by is Grouping.COORDINATOR:
        return summary.group_names.get(group) or t("Nobody")
    return upper_first(channel_name(t, group)) if group else t("Not known")


def change_words(t: Translator, change: Change | None) -> ChangeWords:
    """Return a change with its direction; green where it is better, even if lower."""
    if change is None:
        return ChangeWords("", "", "t3")
    size = abs(change.value)
    if change.kind is ChangeKind.POINTS:
        words = t.n("{count} point", "{count} points", size)
    else:
        words = t.formats.percent(size)
    icon = "arrow-up-right" if change.value > 0 else "arrow-down-right" if change.value < 0 else ""
    return ChangeWords(words, icon, {True: "green", False: "red", None: "t3"}[change.better])


def is_far_below(share: Share, baseline: Share | None) -> bool:
    """Return whether a share lies ten points or more under its baseline."""
    if baseline is None or share.percent is None or baseline.percent is None:
        return False
    return baseline.percent - share.percent >= FAR_BELOW
