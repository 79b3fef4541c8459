import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.services import phones
from clinicdesk.services.zones import zone_of


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("0901 234 567", "VN", "+84901234567"),
        ("+972 50 555 0138", "", "+972505550138"),
        ("+44 (0)7700 900-614", "VN", "+447700900614"),
        ("07700 900614", "GB", "+447700900614"),
        ("0084 90 123 45 67", "", "+84901234567"),
        ("٠٧٧٠٠ ٩٠٠٦١٤", "GB", "+447700900614"),
    ],
)
def test_numbers_are_read_with_the_patients_country(typed: str, country: str, number: str) -> None:
    assert phones.parse(typed, country) == number
    assert phones.parse(number) == number


@pytest.mark.parametrize(
    ("typed", "country", "problem"),
    [
        ("12", "VN", phones.TOO_SHORT),
        ("+84 901 234 567 890 123", "", phones.TOO_LONG),
        ("9" * 10_000_000, "VN", phones.TOO_LONG),
        ("abc", "VN", phones.NO_NUMBER),
        ("0901 234 567", "", phones.NO_COUNTRY),
        ("+999 123 456", "", phones.WRONG_COUNTRY),
    ],
)
def test_what_is_no_number_says_why(typed: str, country: str, problem: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        phones.parse(typed, country)
    assert (refused.value.message, refused.value.field) == (problem, "phone")


@given(st.text(max_size=40), st.sampled_from(["", "VN", "US", "XX"]))
def test_any_text_is_a_number_or_a_sentence(typed: str, country: str) -> None:
    try:
        number = phones.parse(typed, country)
    except InvalidInput:
        return
    assert phones.parse(number) == number


def test_numbers_are_shown_as_they_are_dialled_abroad() -> None:
    assert phones.pretty("+84901234567") == "+84 901 234 567"
    assert phones.pretty("@somebody") == "@somebody"
    assert phones.country_of("+972505550138") == "IL"
    assert phones.country_of("nobody") == ""


@pytest.mark.parametrize(
    ("country", "zone"),
    [("VN", "Asia/Ho_Chi_Minh"), ("AU", "Australia/Sydney"), ("GB", "Europe/London"), ("XX", ""), ("", "")],
)
def test_a_country_proposes_the_zone_of_most_of_its_people(country: str, zone: str) -> None:
    assert zone_of(country) == zone
