"""What the city of a time zone is called in a language."""

from babel.dates import get_timezone_location

from clinicdesk.i18n.locales import locale_of


def zone_city(zone: str, language: str) -> str:
    """Return the city that an IANA ``zone`` is named for, as "Ho-Chi-Minh-Stadt" in German."""
    return str(get_timezone_location(zone, locale=locale_of(language), return_city=True))
