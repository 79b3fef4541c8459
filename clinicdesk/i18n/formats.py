"""How one language writes dates, times, numbers, money, names and lists."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, cached_property
from typing import Literal

from babel import Locale
from babel.dates import (
    format_date,
    format_time,
    format_timedelta,
)
from babel.lists import format_list
from babel.numbers import format_decimal, get_currency_name

from clinicdesk.domain.money import Money, exponent
from clinicdesk.i18n import conventions
from clinicdesk.i18n.conventions import DatePatterns
from clinicdesk.i18n.locales import locale_of

Width = Literal["full", "long", "medium", "numeric", "day", "weekday", "month"]

NBSP = "\u00a0"
MINUS = "\u2212"
_LATIN_DIGITS = "latn"
_MINUTES_PER_HOUR, _HOURS_PER_DAY = 60, 24
_YEAR_FIELD = re.compile(r"(?:G+\s*)?y+")


class Formats:
    """Writes values as one language does; digits are always 0 to 9, clock times always of 24 hours."""

    def __init__(self, language: str) -> None:
        """Prepare the formats of a BCP 47 ``language``; locale data are read at first use."""
        self.language = language

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale of the language."""
        return locale_of(self.language)

    # Dates and times

    def date(self, on: dt.date, width: Width = "long") -> str:
        """Return a date: full "Tuesday 12 January 2027", long "12 January 2027", medium "12 Jan 2027",
        numeric "12/01/2027", day "12 Jan", weekday "Tue 12 Jan", month "January 2027".

        Thai years are counted in the Buddhist era.
        """
        text = _plain(format_date(on, self._pattern(on, width), locale=self.locale))
        return self._ordinal(text) if on.day == 1 and width != "numeric" else text

    def month(self, on: dt.date) -> str:
        """Return the month of ``on``: "January 2027"."""
        return self.date(on, "month")

    def weekday(self, on: dt.date) -> str:
        """Return the weekday's full name."""
        return format_date(on, "EEEE", locale=self.locale)

    def dates(self, first: dt.date, last: dt.date) -> str:
        """Return a range of days, saying nothing twice: "8 to 13 February 2027"."""
        if first == last:
            return self.date(first)
        words = conventions.RANGES.get(self._base, conventions.RANGES["en"])
        if first.year != last.year:
            return f"{self.date(first)}{words.far_joint}{self.date(last)}"
        near = first.month == last.month
        start = self._written(first, words.first if near else words.longer)
        ending = words.last if near else words.rest
        end = self._written(last, ending) if ending else self.date(last)
        return f"{start}{words.joint if near else words.far_joint}{end}"

    def time(self, at: dt.time | dt.datetime) -> str:
        """Return the time of day as "14:05"; ``at`` is already in the zone that is meant."""
        return format_time(at.time() if isinstance(at, dt.datetime) else at, "HH:mm", locale=self.locale)

    def date_time(self, at: dt.datetime, width: Width = "long") -> str:
        """Return date and time of day; ``at`` is already in the zone that is meant."""
        pattern = conventions.DAY_AND_TIME.get(self._base, "{day}, {time}")
        return pattern.format(day=self.date(at.date(), width), time=self.time(at))

    def near(self, on: dt.date, today: dt.date) -> str:
        """Return how far a day is from today: "today", "tomorrow", "in 2 days", "5 days ago"."""
        distance = on - today
        if abs(distance.days) <= 1:
            words = conventions.NEAR_DAYS.get(self.language, conventions.NEAR_DAYS["en"])
            return words[distance.days + 1]
        text = format_timedelta(
            distance, granularity="day", threshold=10_000, add_direction=True, locale=self.locale
        )
        text = text.replace(*conventions.NEAR_WORDS.get(self._base, ("", "")))
        return text.replace(" ", "") if self._base in conventions.UNSPACED else text

    def clock(self, minutes: int) -> str:
        """Return a length of time on a running clock: 18 is "0:18", 1358 is "22:38"."""
        hours, rest = divmod(minutes, _MINUTES_PER_HOUR)
        return f"{hours}:{rest:02}"

    def duration(self, minutes: int) -> str:
        """Return a length of time: 45 is "45 min", 92 is "1 h 32", 1,560 is "1 d 2 h"."""
        signs = conventions.DURATION_SIGNS
        hour_sign, minute_sign, day_sign = signs.get(self.language, signs["en"])
        before = "" if self._base in conventions.ATTACHED_SIGNS else NBSP
        between = "" if self._base in conventions.UNSPACED else NBSP
        hours, rest = divmod(minutes, _MINUTES_PER_HOUR)
        days, hours_left = divmod(hours, _HOURS_PER_DAY)
        if days:
            tail = f"{between}{hours_left}{before}{hour_sign}" if hours_left else ""
            return f"{days}{before}{day_sign}{tail}"
        if not hours:
            return f"{rest}{before}{minute_sign}"
        said = self._base in conventions.MINUTES_SAID
        tail = f"{between}{rest}{before}{minute_sign}" if said else f"{NBSP}{rest:02}"
        return f"{hours}{before}{hour_sign}" + (tail if rest else "")

    # Numbers and money

    def number(self, value: int | Decimal | float, decimals: int | None = None) -> str:
        """Return a number with the language's separators; ``decimals`` fixes how many are shown."""
        places = "###" if decimals is None else "0" * decimals
        return self._decimal(value, f"#,##0.{places}" if places else "#,##0")

    def percent(self, value: int | Decimal | float) -> str:
        """Return a percentage; ``value`` is in percent: 5 is "5 %"."""
        pattern = conventions.PERCENT_PATTERNS.get(self._base)
        if pattern is None:
            pattern = self.locale.percent_formats[None].pattern.replace("#,##0", "#,##0.##")
        return self._decimal(Decimal(str(value)) / 100, pattern)

    def money(self, amount: Money, *, exact: bool = False, bare: bool = False) -> str:
        """Return an amount with its currency: "5,665 USD", "7.525.000 ₫" in Vietnamese.

        The language decides the separators, the currency its decimals. A whole amount is written without
        decimals unless ``exact``; cents that are there are always shown. ``bare`` leaves the currency out.
        """
        pattern = "#,##0." + "0" * self._decimals(amount, exact)
        number = self._decimal(amount.decimal(), pattern.rstrip("."))
        if bare:
            return number
        sign = conventions.HOME_SIGNS.get((self.language, amount.currency))
        if sign and self._base in conventions.ATTACHED_SIGNS:
            return f"{number}{sign}"
        return f"{number}{NBSP}{sign or amount.currency}"

    def editable(self, amount: Money) -> str:
        """Return an amount as a person would type it into a field: "1050", "1050,50" in German."""
        pattern = "0." + "0" * self._decimals(amount, exact=False)
        return self._decimal(amount.decimal(), pattern.rstrip("."))

    # Names and lists

    def country(self, code: str) -> str:
        """Return the country's name for its ISO 3166 ``code``; the code itself where CLDR has none."""
        return str(self.locale.territories.get(code, code))

    def language_name(self, code: str) -> str:
        """Return the name of the language ``code`` in this language."""
        plain = code.split("-x-", maxsplit=1)[0]
        return str(Locale.parse(plain, sep="-").get_display_name(self.locale) or code)

    def own_language_name(self) -> str:
        """Return what the language calls itself."""
        return self.language_name(self.language)

    def currency(self, code: str, count: int | None = None) -> str:
        """Return the currency's name, in its plural form for ``count``."""
        return str(get_currency_name(code, count=count, locale=self.locale))

    def items(self, texts: Sequence[str]) -> str:
        """Return a list in words: "a, b and c"."""
        if self._base == conventions.BUDDHIST_LANGUAGE and len(texts) > 1:
            space = "" if "\u0e00" <= texts[-1][:1] <= "\u0e7f" else " "
            return f"{' '.join(texts[:-1])} และ{space}{texts[-1]}"
        return format_list(list(texts), locale=self.locale) if texts else ""

    def listed(self, texts: Sequence[str]) -> str:
        """Return texts one after the other, as in a table: "a, b, c"; the empty ones are left out."""
        return self.comma.join(text for text in texts if text)

    @property
    def comma(self) -> str:
        """What stands between the parts of such a list, with its space."""
        return conventions.LIST_COMMAS.get(self._base, ", ")

    def sentences(self, texts: Sequence[str]) -> str:
        """Return sentences as one paragraph; the empty ones are left out."""
        return ("" if self._base in conventions.UNSPACED else " ").join(text for text in texts if text)

    # Steps

    @property
    def _base(self) -> str:
        return str(self.locale.language)

    def _pattern(self, on: dt.date, width: Width) -> str:
        own = conventions.PATTERNS.get(self._base)
        pattern = getattr(own, width) if own else getattr(_cldr_patterns(self.locale), width)
        if self._base == conventions.BUDDHIST_LANGUAGE:
            mark = f"{conventions.BUDDHIST_MARK} " if width not in {"numeric", "medium"} else ""
            return _YEAR_FIELD.sub(f"'{mark}{on.year + conventions.BUDDHIST_YEARS}'", str(pattern))
        return str(pattern)

    def _written(self, on: dt.date, pattern: str) -> str:
        text = _plain(format_date(on, pattern, locale=self.locale))
        return self._ordinal(text + " ").rstrip() if on.day == 1 else text

    def _ordinal(self, text: str) -> str:
        """Return a first day of a month as the language counts it."""
        plain, ordinal = conventions.FIRST_OF_MONTH.get(self._base, ("", ""))
        return re.sub(rf"(?<!\d){plain}", ordinal, text, count=1) if plain else text

    def _decimal(self, value: int | Decimal | float, pattern: str) -> str:
        number = Decimal(str(value))
        text = format_decimal(abs(number), pattern, locale=self.locale, numbering_system=_LATIN_DIGITS)
        mark = "\u200e" if self.locale.text_direction == "rtl" else ""
        return _plain(f"{mark}{MINUS}{text}" if number < 0 else text)

    def _decimals(self, amount: Money, exact: bool) -> int:
        most = exponent(amount.currency)
        customary = min(most, conventions.CUSTOMARY_DIGITS.get(amount.currency, most))
        if amount.minor % 10 ** (most - customary):
            return most
        return customary if exact or amount.minor % 10**most else 0


@cache
def formats(language: str) -> Formats:
    """Return the formats of ``language``, made once."""
    return Formats(language)


@cache
def _cldr_patterns(locale: Locale) -> DatePatterns:
    skeletons = locale.datetime_skeletons
    return DatePatterns(
        full=locale.date_formats["full"].pattern,
        long=locale.date_formats["long"].pattern,
        medium=locale.date_formats["medium"].pattern,
        numeric=skeletons["yMd"].pattern,
        day=skeletons["MMMd"].pattern,
        weekday=skeletons["MMMEd"].pattern,
        month=skeletons["yMMMM"].pattern,
    )


def _plain(text: str) -> str:
    """Return ``text`` with spaces that every document font has: NBSP for narrow, a space for thin ones."""
    return text.replace("\u202f", NBSP).replace("\u2009", " ")
