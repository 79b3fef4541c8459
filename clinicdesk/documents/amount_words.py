"""Amounts in words, in the languages whose number words are known."""

from num2words import num2words

from clinicdesk.domain.money import Money, exponent
from clinicdesk.i18n.formats import formats

_PLAIN_NAMES = {("vi", "VND"): "đồng"}
"""What people call the money at home, where CLDR's name also names the country."""


def amount_in_words(amount: Money, language: str) -> str:
    """The amount in words with its currency ("Seven million ... Vietnamese dong"), hundredths as a fraction.

    Empty where the number words of ``language`` are not known (Chinese).
    """
    digits = exponent(amount.currency)
    whole, rest = divmod(abs(amount.minor), 10**digits)
    try:
        words = str(num2words(whole, lang=language.split("-", maxsplit=1)[0]))
    except NotImplementedError:
        return ""
    words = " ".join(words.replace(",", "").split())
    name = _PLAIN_NAMES.get((language, amount.currency)) or formats(language).currency(amount.currency, whole)
    fraction = f" {rest:0{digits}}/{10**digits}" if rest else ""
    return f"{words[:1].upper()}{words[1:]} {name}{fraction}"
