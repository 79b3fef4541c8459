"""Amounts in words, as receipts of each language write them."""

from collections.abc import Mapping

from num2words import num2words

from clinicdesk.documents.number_words import number_words
from clinicdesk.domain.money import Money, exponent
from clinicdesk.i18n.formats import formats

NAMES: Mapping[tuple[str, str], str] = {
    ("vi", "VND"): "đồng",
    ("th", "THB"): "บาท",
    ("ja", "JPY"): "円",
    ("ko", "KRW"): "원",
    ("hu", "HUF"): "forint",
    ("zh-Hans", "CNY"): "元",
    ("zh-Hant", "TWD"): "元",
}
"""What people call the money at home, where CLDR's name also names the country."""

JOINTS = {"en": " and ", "es": " con ", "it": " e ", "pt": " e ", "fr": " et ", "de": " und ", "nl": " en "}
"""What joins the hundredths to the amount; a space elsewhere."""

WRITTEN_TOGETHER = frozenset({"ja", "th", "zh-Hans", "zh-Hant"})
WHOLE = {"th": "ถ้วน", "zh-Hans": "整", "zh-Hant": "整"}
"""Says that nothing follows the whole amount."""

_SWISS = "Schweizer"


def amount_in_words(amount: Money, language: str) -> str:
    """The amount in words with its currency ("Seven million ... Vietnamese dong"), hundredths as a fraction.

    Empty where the number words of ``language`` are not known.
    """
    digits = exponent(amount.currency)
    whole, rest = divmod(abs(amount.minor), 10**digits)
    words = number_words(whole, language, amount.currency)
    if not words:
        return ""
    name = _name(amount.currency, whole, language)
    if language == "fr" and words.endswith(" de") and name[:1].casefold() in "aeiouéh":
        words = words.removesuffix(" de") + " d’"
    space = "" if language in WRITTEN_TOGETHER or words.endswith("’") else " "
    text = f"{words}{space}{name}{_rest(rest, digits, amount.currency, language)}"
    first = "İ" if language == "tr" and text.startswith("i") else text[:1].upper()
    return first + text[1:]


def _name(currency: str, count: int, language: str) -> str:
    """The currency after a number, in the plural that the number asks for."""
    own = NAMES.get((language, currency))
    if own:
        return own
    name = formats(language).currency(currency, count).split(" (")[0]
    if language == "ja":
        return name.replace(" ", "")
    if (language, currency) == ("pl", "PLN"):
        return name.split(" ")[0]
    adjective = language == "de" and " " in name and not name.startswith(_SWISS)
    if language == "pt" or adjective:
        return name[:1].lower() + name[1:]
    return name


def _rest(rest: int, digits: int, currency: str, language: str) -> str:
    if not rest:
        return WHOLE.get(language, "")
    if (language, currency) == ("th", "THB"):
        return f"{num2words(rest, lang='th')}สตางค์"
    return f"{JOINTS.get(language, ' ')}{rest:0{digits}}/{10**digits}"
