from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import Money
from clinicdesk.i18n.catalog import Translator
from clinicdesk.i18n.formats import formats
from clinicdesk.i18n.parsing import parse_date, parse_money
from tests.i18n.languages import LANGUAGES

TODAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    ("typed", "currency", "language", "minor"),
    [
        ("1234", "EUR", "de", 123400),
        ("1.234,00", "EUR", "de", 123400),
        ("1.234", "VND", "de", 1234),
        ("1.234", "VND", "vi", 1234),
        ("1,234", "VND", "en", 1234),
        ("1,050", "USD", "en", 105000),
        ("1050.5", "USD", "en", 105050),
        ("12,50", "EUR", "en", 1250),
        ("1,234.56", "EUR", "de", 123456),
        ("7.525.000 ₫", "VND", "vi", 7525000),
        ("7525000đ", "VND", "vi", 7525000),
        ("$1,050", "USD", "en", 105000),
        ("A$ 99.90", "AUD", "en", 9990),
        ("usd 20", "USD", "en", 2000),
        ("1 234 567,89", "EUR", "fr", 123456789),
        ("1'234.50", "EUR", "de", 123450),
        ("1\u202f234,5", "EUR", "fr", 123450),
        ("١٢٣٤", "USD", "ar", 123400),
        ("１２３４", "JPY", "ja", 1234),
        ("0.5", "EUR", "en", 50),
        ("1,234", "KWD", "de", 1234),
        ("1.234", "KWD", "en", 1234),
        ("12.00", "VND", "en", 12),
        ("0", "EUR", "en", 0),
    ],
)
def test_money_that_can_be_read_in_one_way(typed, currency, language, minor):
    assert parse_money(typed, currency, language) == Money(minor, currency)


@pytest.mark.parametrize(
    ("typed", "currency", "language"),
    [
        ("1.234", "EUR", "de"),
        ("1,234", "EUR", "de"),
        ("1.234", "USD", "en"),
        ("1.234", "USD", "vi"),
        ("1.234", "KWD", "de"),
    ],
)
def test_ambiguous_money_is_refused_with_both_readings(typed, currency, language):
    with pytest.raises(InvalidInput) as refused:
        parse_money(typed, currency, language, field="price")
    assert refused.value.field == "price"
    assert refused.value.data["thousands"] == Money(1234 * 10 ** (3 if currency == "KWD" else 2), currency)
    assert refused.value.data["plain"] == "1234"


def test_the_refusal_is_a_sentence_in_the_readers_separators():
    with pytest.raises(InvalidInput) as refused:
        parse_money("1.234", "EUR", "de")
    sentence = Translator("ui", "de").error(refused.value).replace("\u00a0", " ")
    assert sentence == "“1.234” can be read as 1.234 EUR or as 1,234 EUR. Type 1234 if you mean the first."


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "12,3,4",
        "1.23.456",
        "1,234.567.890",
        "-5",
        "−5",
        "1e5",
        "5 EUR",
        "12.345,678",
        "1..2",
        "1 2",
        "5t",
    ],
)
def test_money_that_is_no_amount_is_refused(typed):
    with pytest.raises(InvalidInput):
        parse_money(typed, "USD", "en")


def test_more_decimals_than_the_currency_has():
    with pytest.raises(InvalidInput, match="VND has no decimals"):
        parse_money("12,5", "VND", "vi")
    with pytest.raises(InvalidInput, match="EUR has 2 decimals"):
        parse_money("1234.567", "EUR", "en")
    with pytest.raises(InvalidInput, match="too large"):
        parse_money("9" * 16, "EUR", "en")


@given(
    st.integers(0, 10**14), st.sampled_from(["VND", "EUR", "KWD", "USD", "HUF"]), st.sampled_from(LANGUAGES)
)
def test_what_a_field_shows_is_read_back(minor, currency, language):
    amount = Money(minor, currency)
    assert parse_money(formats(language).editable(amount), currency, language) == amount


@given(st.text(max_size=30), st.sampled_from(["VND", "EUR"]), st.sampled_from(LANGUAGES))
def test_any_text_is_an_amount_or_a_sentence(typed, currency, language):
    try:
        amount = parse_money(typed, currency, language)
    except InvalidInput as refused:
        assert Translator("ui", language).error(refused)  # noqa: PT017 (both outcomes are right)
    else:
        assert amount.minor >= 0


@pytest.mark.parametrize(
    ("typed", "language", "read"),
    [
        ("2027-02-14", "en", date(2027, 2, 14)),
        ("14/2/2027", "en", date(2027, 2, 14)),
        ("14.2.27", "de", date(2027, 2, 14)),
        ("4.3.71", "en", date(1971, 3, 4)),
        ("14 Feb 2027", "vi", date(2027, 2, 14)),
        ("Feb 14, 2027", "en", date(2027, 2, 14)),
        ("Sunday 14 February 2027", "en", date(2027, 2, 14)),
        ("14. Februar 2027", "de", date(2027, 2, 14)),
        ("14 février 2027", "fr", date(2027, 2, 14)),
        ("ngày 14 tháng 2 năm 2027", "vi", date(2027, 2, 14)),
        ("2027年2月14日", "ja", date(2027, 2, 14)),
        ("27/2/14", "ja", date(2027, 2, 14)),
        ("14/2/2570", "th", date(2027, 2, 14)),
        ("14 Feb", "en", date(2027, 2, 14)),
        ("1 dec", "en", date(2026, 12, 1)),
        ("29 feb", "en", date(2028, 2, 29)),
        ("tomorrow", "en", date(2026, 11, 18)),
        ("Hôm nay", "vi", TODAY),
    ],
)
def test_dates_as_people_type_them(typed, language, read):
    assert parse_date(typed, language, TODAY) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "31/2/2027",
        "14/13/2027",
        "2027",
        "14",
        "1/2/3/4",
        "14 foo 2027",
        "1/2/202",
        "0/0/0",
        "29/2/2027",
    ],
)
def test_impossible_dates_are_refused(typed):
    with pytest.raises(InvalidInput) as refused:
        parse_date(typed, "en", TODAY, field="birth_on")
    assert refused.value.field == "birth_on"


@given(st.dates(date(1930, 1, 1), date(2075, 1, 1)), st.sampled_from(LANGUAGES))
def test_a_numeric_date_is_read_back(on, language):
    assert parse_date(formats(language).date(on, "numeric"), language, TODAY) == on
    assert parse_date(on.isoformat(), language, TODAY) == on


@given(st.text(max_size=30), st.sampled_from(LANGUAGES))
def test_any_text_is_a_date_or_a_sentence(typed, language):
    try:
        parse_date(typed, language, TODAY)
    except InvalidInput as refused:
        assert Translator("ui", language).error(refused)  # noqa: PT017 (both outcomes are right)
