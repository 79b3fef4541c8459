from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.money import Money
from clinicdesk.i18n.formats import formats
from clinicdesk.i18n.locales import direction
from tests.i18n.languages import LANGUAGES

NBSP = "\u00a0"
DAY = date(2027, 2, 8)


@pytest.mark.parametrize(
    ("language", "width", "written"),
    [
        ("en", "full", "Monday 8 February 2027"),
        ("en", "long", "8 February 2027"),
        ("en", "medium", "8 Feb 2027"),
        ("en", "weekday", "Mon 8 Feb"),
        ("en", "month", "February 2027"),
        ("vi", "long", "08/02/2027"),
        ("vi", "full", "Thứ Hai 08/02/2027"),
        ("vi", "month", "tháng 2/2027"),
        ("th", "long", "8 กุมภาพันธ์ พ.ศ. 2570"),
        ("th", "numeric", "8/2/2570"),
        ("de", "long", "8. Februar 2027"),
        ("ja", "long", "2027年2月8日"),
        ("ru", "long", f"8 февраля 2027{NBSP}г."),
    ],
)
def test_dates(language, width, written):
    assert formats(language).date(DAY, width) == written


@pytest.mark.parametrize(
    ("language", "last", "written"),
    [
        ("en", date(2027, 2, 13), "8 to 13 February 2027"),
        ("en", date(2027, 3, 2), "8 February to 2 March 2027"),
        ("en", date(2028, 1, 3), "8 February 2027 to 3 January 2028"),
        ("en", DAY, "8 February 2027"),
        ("vi", date(2027, 2, 13), "08/02 đến 13/02/2027"),
        ("th", date(2027, 2, 13), "8–13 กุมภาพันธ์ พ.ศ. 2570"),
        ("zh-Hans", date(2027, 2, 13), "2027年2月8日至13日"),
        ("zh-Hant", date(2027, 3, 2), "2027年2月8日至3月2日"),
        ("ja", date(2028, 1, 3), "2027年2月8日～2028年1月3日"),
        ("ko", date(2027, 3, 2), "2027년 2월 8일~3월 2일"),
        ("de", date(2027, 3, 2), "8. Februar bis 2. März 2027"),
        ("fr", date(2027, 3, 1), "8 février au 1er mars 2027"),
        ("es", date(2027, 2, 13), "8 al 13 de febrero de 2027"),
        ("it", date(2027, 2, 13), "8–13 febbraio 2027"),
        ("pt", date(2027, 2, 13), "8 a 13 de fevereiro de 2027"),
        ("nl", date(2027, 2, 13), "8 t/m 13 februari 2027"),
        ("pl", date(2027, 3, 2), "8 lutego – 2 marca 2027"),
        ("hu", date(2027, 2, 13), "2027. február 8–13."),
        ("hu", date(2027, 3, 2), "2027. február 8. – március 2."),
        ("tr", date(2027, 2, 13), "8–13 Şubat 2027"),
        ("ru", date(2027, 2, 13), f"8–13 февраля 2027{NBSP}г."),
        ("ar", date(2027, 2, 13), "8 إلى 13 فبراير 2027"),
        ("he", date(2027, 2, 13), "8 עד 13 בפברואר 2027"),
    ],
)
def test_ranges_of_days(language, last, written):
    assert formats(language).dates(DAY, last) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", "Freitag, 1. Januar 2027, 09:05 Uhr"),
        ("fr", "vendredi 1er janvier 2027, 09:05"),
        ("ja", "2027年1月1日（金） 09:05"),
        ("th", "วันศุกร์ที่ 1 มกราคม พ.ศ. 2570 เวลา 09:05 น."),
        ("ar", "الجمعة 1 يناير 2027، الساعة 09:05"),
        ("he", "יום שישי, 1 בינואר 2027, בשעה 09:05"),
        ("hu", "2027. január 1., péntek, 09:05"),
        ("nl", "vrijdag 1 januari 2027, 09:05 uur"),
    ],
)
def test_a_day_and_its_time(language, written):
    at = datetime(2027, 1, 1, 9, 5)  # noqa: DTZ001 (a wall clock's reading)
    assert formats(language).date_time(at, "full") == written


def test_a_first_of_the_month_is_an_ordinal_in_french_alone():
    assert formats("fr").date(date(2027, 1, 1)) == "1er janvier 2027"
    assert formats("fr").date(date(2027, 1, 1), "day") == "1er janv."
    assert formats("fr").date(date(2027, 1, 11)) == "11 janvier 2027"
    assert formats("fr").date(date(2027, 1, 1), "numeric") == "01/01/2027"


def test_times_have_24_hours_in_every_language():
    at = datetime(2027, 2, 8, 14, 5)  # noqa: DTZ001 (a wall clock's reading)
    assert {formats(language).time(at) for language in LANGUAGES} == {"14:05"}
    assert formats("en").date_time(at) == "8 February 2027, 14:05"


@pytest.mark.parametrize(
    ("language", "amount", "written"),
    [
        ("en", Money(566500, "USD"), "5,665 USD"),
        ("en", Money(566550, "USD"), "5,665.50 USD"),
        ("vi", Money(7525000, "VND"), "7.525.000 ₫"),
        ("vi", Money(566500, "USD"), "5.665 USD"),
        ("en", Money(7525000, "VND"), "7,525,000 VND"),
        ("de", Money(89999, "EUR"), "899,99 EUR"),
        ("fr", Money(566500, "EUR"), f"5{NBSP}665 EUR"),
        ("en", Money(123400, "HUF"), "1,234 HUF"),
        ("en", Money(123456, "HUF"), "1,234.56 HUF"),
        ("en", Money(1234, "KWD"), "1.234 KWD"),
        ("en", Money(-10500, "USD"), "−105 USD"),
        ("ar", Money(1114500, "USD"), "11,145 USD"),
        ("zh-Hans", Money(1114500, "USD"), "11,145 USD"),
    ],
)
def test_money(language, amount, written):
    number, _, currency = written.rpartition(" ")
    assert formats(language).money(amount) == f"{number}{NBSP}{currency}"


def test_exact_money_shows_the_customary_decimals():
    assert formats("en").money(Money(25000, "EUR"), exact=True) == f"250.00{NBSP}EUR"
    assert formats("en").money(Money(123400, "HUF"), exact=True) == f"1,234{NBSP}HUF"
    assert formats("vi").money(Money(25000, "EUR"), exact=True, bare=True) == "250,00"


@given(
    st.integers(-(10**12), 10**12),
    st.sampled_from(["VND", "EUR", "KWD", "HUF", "JPY"]),
    st.sampled_from(LANGUAGES),
)
def test_money_never_loses_a_digit(minor, currency, language):
    amount = Money(minor, currency)
    shown = formats(language).money(amount, bare=True)
    decimal = formats(language).locale.number_symbols["latn"]["decimal"]
    whole, _, fraction = shown.partition(decimal)
    digits = "".join(c for c in whole if c.isdigit())
    assert Decimal(f"{digits}.{fraction or 0}") == abs(amount.decimal())
    assert ("−" in shown) == (minor < 0)


def test_numbers_and_percent():
    assert formats("en").number(1234567) == "1,234,567"
    assert formats("vi").number(Decimal("4.5"), 2) == "4,50"
    assert formats("en").percent(5) == f"5{NBSP}%"
    assert formats("vi").percent(Decimal("4.5")) == f"4,5{NBSP}%"
    assert formats("tr").percent(50) == "%50"


def test_lengths_of_time():
    assert formats("en").clock(18) == "0:18"
    assert formats("en").clock(22 * 60 + 38) == "22:38"
    assert formats("en").duration(92) == "1 h 32".replace(" ", NBSP)
    assert formats("en").duration(45) == f"45{NBSP}min"
    assert formats("vi").duration(26 * 60) == "1 ngày 2 giờ".replace(" ", NBSP)
    assert formats("de").duration(92) == "1 Std. 32 Min.".replace(" ", NBSP)
    assert formats("ja").duration(92) == "1時間32分"
    assert formats("ja").duration(26 * 60) == "1日2時間"
    assert formats("ko").duration(92) == f"1시간{NBSP}32분"
    assert formats("ar").duration(120) == f"2{NBSP}س"


def test_signs_stand_behind_the_number_where_there_are_no_spaces():
    assert formats("ja").money(Money(123450, "JPY")) == "123,450円"
    assert formats("ko").money(Money(123450, "KRW")) == "123,450원"
    assert formats("th").money(Money(123450, "THB")) == f"1,234.50{NBSP}บาท"
    assert formats("ja").near(date(2027, 2, 13), DAY) == "5日後"
    assert formats("ar").near(date(2027, 2, 13), DAY) == "بعد 5 أيام"


def test_parts_of_a_table_and_sentences_follow_one_another_as_the_language_writes_them():
    assert formats("en").listed(["a", "", "b"]) == "a, b"
    assert formats("ja").listed(["a", "b"]) == "a、b"
    assert formats("ar").listed(["a", "b"]) == "a، b"
    assert formats("zh-Hant").sentences(["一。", "", "二。"]) == "一。二。"
    assert formats("de").sentences(["Eins.", "Zwei."]) == "Eins. Zwei."
    assert formats("th").items(["ก", "ข"]) == "ก และข"
    assert formats("th").items(["A", "B"]) == "A และ B"


@pytest.mark.parametrize(
    ("day", "written"), [(8, "today"), (9, "tomorrow"), (7, "yesterday"), (10, "in 2 days")]
)
def test_near_days(day, written):
    assert formats("en").near(DAY.replace(day=day), DAY) == written


def test_names():
    assert formats("vi").country("DE") == "Đức"
    assert formats("en").country("XQ") == "XQ"
    assert formats("en").language_name("zh-Hant") == "Chinese (Traditional)"
    assert formats("vi").own_language_name() == "Tiếng Việt"
    assert formats("en").currency("VND", 5) == "Vietnamese dong"
    assert formats("en").items(["a", "b", "c"]) == "a, b and c"
    assert formats("en").items([]) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_writes_everything_without_narrow_spaces(language):
    f = formats(language)
    written = [
        f.date(DAY, width) for width in ("full", "long", "medium", "numeric", "day", "weekday", "month")
    ]
    written += [
        f.dates(DAY, date(2027, 3, 2)),
        f.near(DAY, date(2027, 1, 1)),
        f.money(Money(123456789, "EUR")),
    ]
    written += [
        f.country("VN"),
        f.own_language_name(),
        f.currency("EUR", 2),
        f.items(["a", "b"]),
        f.percent(5),
    ]
    assert all(written)
    assert not {"\u202f", "\u2009"} & set("".join(written))


def test_direction():
    assert [direction(language) for language in ("en", "ar", "he", "vi", "en-x-mirror")] == [
        "ltr", "rtl", "rtl", "ltr", "rtl",
    ]  # fmt: skip
