"""Reads money and dates as people type them in their language; what can be read in two ways is refused."""

import re
import unicodedata
from datetime import date

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import Money, exponent
from clinicdesk.domain.text import marked, single_line
from clinicdesk.i18n.formats import formats
from clinicdesk.i18n.locales import locale_of

_SIGNS = {
    "USD": ("US$", "$"), "EUR": ("€",), "GBP": ("£",), "AUD": ("A$", "AU$", "$"), "NZD": ("NZ$", "$"),
    "CAD": ("C$", "CA$", "$"), "SGD": ("S$", "$"), "VND": ("VNĐ", "₫", "đồng", "đ"), "JPY": ("¥", "円"),
    "CNY": ("¥", "元"), "KRW": ("₩", "원"), "THB": ("฿", "บาท"), "TRY": ("₺", "TL"), "PLN": ("zł",),
    "HUF": ("Ft",), "RUB": ("₽",), "ILS": ("₪",), "INR": ("₹",), "PHP": ("₱",),
}  # fmt: skip
_LOOKALIKES = str.maketrans({"٬": ",", "٫": ".", "，": ",", "．": ".", "’": "'", "،": ",", "。": "."})
_AMOUNT = re.compile(r"\d+(?:[.,' ]\d+)*")
_GROUP = 3
_LONGEST = 15


def parse_money(text: str, currency: str, language: str, *, field: str = "") -> Money:
    """Return the amount typed by a person in a screen of ``language``, in ``currency``.

    Spaces and apostrophes group thousands everywhere. A single mark before three digits ("1.234") groups for
    currencies without decimals, and so does a comma in a language that groups with commas; otherwise it is
    refused, because number pads type a point in every language. (Safety rule 20; examples: "Money".)

    Raises InvalidInput, with both readings where there are two.
    """
    number = _bare_number(text, currency, field)
    digits = exponent(currency)
    whole, fraction = _split(number, digits, language, currency, field)
    if fraction[digits:].strip("0"):
        raise _too_fine(currency, digits, field)
    fraction = fraction[:digits]
    if len(whole) > _LONGEST:
        raise InvalidInput(marked("The amount is too large."), field=field)
    return Money(int(whole + fraction.ljust(digits, "0")), currency)


def _bare_number(text: str, currency: str, field: str) -> str:
    """Return digits and separators only: the currency's own code or sign is dropped, all digits are 0-9."""
    cleaned = _plain_digits(single_line(text).translate(_LOOKALIKES))
    for sign in (currency, *_SIGNS.get(currency, ())):
        if cleaned.casefold().startswith(sign.casefold()):
            cleaned = cleaned[len(sign) :].strip()
        elif cleaned.casefold().endswith(sign.casefold()):
            cleaned = cleaned[: -len(sign)].strip()
    if not cleaned:
        raise InvalidInput(marked("Type an amount."), field=field)
    if cleaned[0] in "-\u2212–":
        raise InvalidInput(marked("The amount cannot be less than zero."), field=field)
    if not _AMOUNT.fullmatch(cleaned):
        raise InvalidInput(
            marked("“{typed}” is not an amount in {currency}. Type digits only, such as 1250."),
            field=field,
            typed=text.strip()[:40],
            currency=currency,
        )
    return cleaned


def _split(number: str, digits: int, language: str, currency: str, field: str) -> tuple[str, str]:
    """Return the whole part and the decimals of ``number``, both as bare digits."""
    marks = [c for c in number if c in ".,"]
    if not marks:
        return _ungrouped(number, field), ""
    last = marks[-1]
    head, _, tail = number.rpartition(last)
    if len(set(marks)) > 1:
        if marks.count(last) > 1 or " " in tail or "'" in tail:
            raise _malformed(number, field)
        return _ungrouped(head, field), tail
    if len(marks) > 1:
        return _ungrouped(number, field), ""
    if len(tail) != _GROUP or not 1 <= len(head) <= _GROUP or head.startswith("0"):
        return _ungrouped(head, field), tail
    symbols = locale_of(language).number_symbols["latn"]
    if digits == 0 or last == "," == symbols["group"]:
        return head + tail, ""
    if digits >= _GROUP and last == symbols["decimal"]:
        return head, tail
    raise InvalidInput(
        marked(
            "“{typed}” can be read as {thousands} or as {decimal} {currency}. "
            "Type {plain} if you mean the first."
        ),
        field=field,
        typed=number,
        thousands=Money(int(head + tail) * 10**digits, currency),
        decimal=f"{head}{symbols['decimal']}{tail}",
        currency=currency,
        plain=head + tail,
    )


def _ungrouped(number: str, field: str) -> str:
    """Return ``number`` without its thousands separators: of one kind, one before every three digits."""
    groups = re.split(r"[.,' ]", number)
    kinds = {c for c in number if not c.isdigit()}
    well_formed = len(kinds) <= 1 and len(groups[0]) <= _GROUP and all(len(g) == _GROUP for g in groups[1:])
    if len(groups) > 1 and not well_formed:
        raise _malformed(number, field)
    return "".join(groups)


def _plain_digits(text: str) -> str:
    """Return ``text`` with the decimal digits of every script as 0 to 9."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _malformed(number: str, field: str) -> InvalidInput:
    return InvalidInput(
        marked("The separators in “{typed}” do not fit together. Type digits only, such as 1250."),
        field=field,
        typed=number,
    )


def _too_fine(currency: str, digits: int, field: str) -> InvalidInput:
    if digits == 0:
        return InvalidInput(marked("{currency} has no decimals."), field=field, currency=currency)
    return InvalidInput(
        marked("{currency} has {digits} decimals, no more."), field=field, currency=currency, digits=digits
    )


_DATE_PARTS = re.compile(r"\d+|[^\d\s.,/\-–()]+")
_DATE_PARTICLES = frozenset({
    "ngày", "tháng", "năm", "de", "of", "the", "st", "nd", "rd", "th", "le", "г", "พ", "ศ", "พ.ศ", "ที่",
    "年", "月", "日", "년", "월", "일",
})  # fmt: skip
_YEAR_FIRST = frozenset({"ja", "ko", "zh", "hu"})
_CENTURY, _AHEAD = 100, 20
_SHORTEST_NAME = 3
_BUDDHIST_FROM = 2400


def parse_date(text: str, language: str, today: date, *, field: str = "") -> date:
    """Return the date typed by a person in a screen of ``language``.

    Understood: 2027-02-14; 14/2/2027, 14.2.27 (day first; year first in Japanese, Korean, Chinese and
    Hungarian); 14 Feb 2027 and Feb 14 2027 with month names of the language or of English; the language's
    words for yesterday, today and tomorrow. Without a year it is the next such day from ``today`` on;
    two-digit years lie at most 20 years ahead; Thai years may be Buddhist.

    Raises InvalidInput for anything else and for days that do not exist.
    """
    typed = single_line(text).casefold()
    for offset in (-1, 0, 1):
        near = date.fromordinal(today.toordinal() + offset)
        if typed in {formats(language).near(near, today).casefold(), formats("en").near(near, today)}:
            return near
    parts = _day_month_year(_DATE_PARTS.findall(_plain_digits(typed)), language)
    if parts is None:
        raise InvalidInput(
            marked("“{typed}” is not a date. Type day, month and year, such as {example}."),
            field=field,
            typed=text.strip()[:40],
            example=formats(language).date(today, "numeric"),
        )
    return _real_date(*parts, today, field)


def _day_month_year(parts: list[str], language: str) -> tuple[int, int, int | None] | None:
    """Sort the parts of a typed date into day, month and year (None where it is left out)."""
    months, weekdays = _names(language)
    numbers = [part for part in parts if part.isdigit()]
    words = [part for part in parts if not part.isdigit() and part not in weekdays | _DATE_PARTICLES]
    if len(words) > 1 or (words and words[0] not in months) or any(len(n) not in {1, 2, 4} for n in numbers):
        return None
    year_first = len(numbers[0]) == 4 if numbers else False
    if not year_first and str(locale_of(language).language) in _YEAR_FIRST and not words:
        year_first = bool(numbers) and len(numbers[-1]) != 4
    if year_first:
        numbers.reverse()
    if words:
        numbers.insert(1, str(months[words[0]]))
    if len(numbers) not in {2, 3} or any(len(n) == 4 for n in numbers[:2]):
        return None
    return int(numbers[0]), int(numbers[1]), _year(numbers[2], language) if len(numbers) == 3 else None


def _year(typed: str, language: str) -> int:
    year = int(typed)
    return year - 543 if language == "th" and year >= _BUDDHIST_FROM else year


def _real_date(day: int, month: int, year: int | None, today: date, field: str) -> date:
    try:
        if year is None:
            return _next_such_day(day, month, today)
        if year < _CENTURY:
            year += today.year // _CENTURY * _CENTURY
            year -= _CENTURY if year > today.year + _AHEAD else 0
        return date(year, month, day)
    except ValueError:
        raise InvalidInput(
            marked("There is no day {day} in month {month} of {year}."),
            field=field,
            day=day,
            month=month,
            year=year or today.year,
        ) from None


def _next_such_day(day: int, month: int, today: date) -> date:
    if (month, day) == (2, 29):
        leap = next(y for y in range(today.year, today.year + 9) if _is_leap(y) and date(y, 2, 29) >= today)
        return date(leap, 2, 29)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _names(language: str) -> tuple[dict[str, int], frozenset[str]]:
    """Return month names with their numbers, and weekday names, of the language and of English."""
    months: dict[str, int] = {}
    weekdays: set[str] = set()
    for locale in (locale_of("en"), locale_of(language)):
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[form][width].items():
                    months[name.casefold().strip(".")] = number
                for name in locale.days[form][width].values():
                    weekdays.update(_DATE_PARTS.findall(name.casefold()))
    months.setdefault("sept", 9)
    return {name: number for name, number in months.items() if not _has_digit(name)}, frozenset(weekdays)


def _has_digit(name: str) -> bool:
    return any(c.isdigit() for c in name) or len(name) < _SHORTEST_NAME
