"""Reads phone numbers as people write them, with the patient's country, into E.164."""

from __future__ import annotations

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import marked, single_line

LONGEST = 60

TOO_SHORT = marked("{number} is too short for a phone number.")
TOO_LONG = marked("{number} is too long for a phone number.")
NO_NUMBER = marked("{number} is not a phone number.")
NO_COUNTRY = marked("{number} has no country code. Write it with a plus sign, or choose the country.")
WRONG_COUNTRY = marked("{number} begins with a country code that does not exist.")
WRONG_LENGTH = marked("{number} does not have the length of a phone number of its country.")


def parse(value: str, country: str = "", *, field: str = "phone") -> str:
    """Return ``value`` as E.164 ("+84901234567"); ``country`` (ISO 3166) reads national numbers.

    Raises InvalidInput that names the problem. A number need not be in use: only its form is checked.
    """
    import phonenumbers
    from phonenumbers import NumberParseException, ValidationResult

    typed = single_line(value[: LONGEST + 1])
    shown = typed[:LONGEST]
    if len(typed) > LONGEST:
        raise InvalidInput(TOO_LONG, field=field, number=shown + "…")
    if typed.startswith("00"):
        typed = "+" + typed[2:]
    try:
        number = phonenumbers.parse(typed, country or None)
    except NumberParseException as error:
        sentence = {
            NumberParseException.TOO_SHORT_AFTER_IDD: TOO_SHORT,
            NumberParseException.TOO_SHORT_NSN: TOO_SHORT,
            NumberParseException.TOO_LONG: TOO_LONG,
            NumberParseException.INVALID_COUNTRY_CODE: WRONG_COUNTRY if "+" in typed else NO_COUNTRY,
        }.get(error.error_type, NO_NUMBER)
        raise InvalidInput(sentence, field=field, number=shown) from error
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != ValidationResult.IS_POSSIBLE:
        sentence = {
            ValidationResult.TOO_SHORT: TOO_SHORT,
            ValidationResult.IS_POSSIBLE_LOCAL_ONLY: TOO_SHORT,
            ValidationResult.TOO_LONG: TOO_LONG,
            ValidationResult.INVALID_COUNTRY_CODE: WRONG_COUNTRY,
        }.get(reason, WRONG_LENGTH)
        raise InvalidInput(sentence, field=field, number=shown)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def country_of(number: str) -> str:
    """Return the country (ISO 3166) of an E.164 number; empty where it names none."""
    import phonenumbers

    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number, None)) or ""
    except phonenumbers.NumberParseException:
        return ""


def pretty(number: str) -> str:
    """Return an E.164 number as it is written internationally, "+84 90 123 45 67"; others unchanged."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
