"""Amounts in words as people of each language write them on a receipt."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.documents.amount_words import amount_in_words
from clinicdesk.documents.chinese_numbers import DIGITS, GROUPS, LARGEST, PLACES, capital_figures
from clinicdesk.domain.languages import DOCUMENT_LANGUAGES
from clinicdesk.domain.money import Money

THREE_HUNDRED_DOLLARS = {
    "en": "Three hundred US dollars",
    "vi": "Ba trăm đô la Mỹ",
    "th": "สามร้อยดอลลาร์สหรัฐถ้วน",
    "ja": "三百米ドル",
    "ko": "삼백 미국 달러",
    "zh-Hans": "叁佰美元整",
    "zh-Hant": "參佰美元整",
    "de": "Dreihundert US-Dollar",
    "fr": "Trois cents dollars des États-Unis",
    "es": "Trescientos dólares estadounidenses",
    "it": "Trecento dollari statunitensi",
    "pt": "Trezentos dólares dos Estados Unidos",
    "nl": "Driehonderd Amerikaanse dollar",
    "pl": "Trzysta dolarów amerykańskich",
    "hu": "Háromszáz USA-dollár",
    "tr": "Üçyüz ABD doları",
    "ru": "Триста долларов США",
    "ar": "ثلاثمائة دولار أمريكي",
    "he": "שלוש מאות דולר אמריקאי",
}


@pytest.mark.parametrize("language", DOCUMENT_LANGUAGES)
def test_every_language_says_an_amount(language):
    assert amount_in_words(Money(30_000, "USD"), language) == THREE_HUNDRED_DOLLARS[language]


@pytest.mark.parametrize(
    ("minor", "currency", "language", "expected"),
    [
        (25_050, "EUR", "en", "Two hundred and fifty euros and 50/100"),
        (7_525_000, "VND", "vi", "Bảy triệu năm trăm hai mươi lăm nghìn đồng"),
        (1_234, "KWD", "en", "One Kuwaiti dinar and 234/1000"),
        (100, "EUR", "de", "Ein Euro"),
        (30_000, "AUD", "de", "Dreihundert australische Dollar"),
        (30_000, "CHF", "de", "Dreihundert Schweizer Franken"),
        (800_000_000, "USD", "fr", "Huit millions de dollars des États-Unis"),
        (100_000_000, "EUR", "fr", "Un million d’euros"),
        (52_100, "GBP", "fr", "Cinq cent vingt et une livres sterling"),
        (52_100, "GBP", "es", "Quinientas veintiuna libras esterlinas"),
        (2_100, "EUR", "es", "Veintiún euros"),
        (100_000_000, "EUR", "es", "Un millón de euros"),
        (123_450, "EUR", "es", "Mil doscientos treinta y cuatro euros con 50/100"),
        (52_200, "GBP", "pt", "Quinhentas e vinte e duas libras esterlinas britânicas"),
        (200_000_000, "EUR", "pt", "Dois milhões de euros"),
        (100, "USD", "it", "Un dollaro statunitense"),
        (123_450, "EUR", "nl", "Duizend tweehonderdvierendertig euro en 50/100"),
        (30_000, "PLN", "pl", "Trzysta złotych"),
        (2_200, "CZK", "pl", "Dwadzieścia dwie korony czeskie"),
        (100, "EUR", "pl", "Jedno euro"),
        (2_100, "TRY", "ru", "Двадцать одна турецкая лира"),
        (22, "JPY", "ru", "Двадцать две японские иены"),
        (200, "EUR", "hu", "Két euró"),
        (30_000, "HUF", "hu", "Háromszáz forint"),
        (200, "EUR", "tr", "İki Euro"),
        (123_400, "EUR", "ar", "ألف ومئتان وأربعة وثلاثون يورو"),
        (123_400, "EUR", "he", "אלף מאתיים שלושים וארבעה אירו"),
        (52_100, "GBP", "th", "ห้าร้อยยี่สิบเอ็ดปอนด์สเตอร์ลิงถ้วน"),
        (1_089_000, "THB", "th", "หนึ่งหมื่นแปดร้อยเก้าสิบบาทถ้วน"),
        (1_089_050, "THB", "th", "หนึ่งหมื่นแปดร้อยเก้าสิบบาทห้าสิบสตางค์"),
        (7_525_000, "VND", "zh-Hans", "柒佰伍拾贰万伍仟越南盾整"),
        (7_525_000, "VND", "ja", "七百五十二万五千ベトナムドン"),
    ],
)
def test_amounts_agree_with_their_currency(minor, currency, language, expected):
    assert amount_in_words(Money(minor, currency), language) == expected


@pytest.mark.parametrize(
    ("number", "figures"),
    [
        (0, "零"),
        (10, "壹拾"),
        (105, "壹佰零伍"),
        (1_005, "壹仟零伍"),
        (10_005, "壹万零伍"),
        (100_500, "壹拾万零伍佰"),
        (10_010_010, "壹仟零壹万零壹拾"),
        (120_000_000, "壹亿贰仟万"),
        (100_000_001, "壹亿零壹"),
    ],
)
def test_gaps_in_chinese_numbers_are_said_once(number, figures):
    assert capital_figures(number, "zh-Hans") == figures


@given(st.integers(0, LARGEST))
def test_chinese_figures_can_be_counted_back(number):
    total, rest = 0, capital_figures(number, "zh-Hant")
    for power, group in reversed(list(enumerate(GROUPS["zh-Hant"]))[1:]):
        head, found, tail = rest.partition(group)
        if found:
            total, rest = total + counted(head) * 10_000**power, tail
    assert total + counted(rest) == number


@given(st.integers(0, LARGEST))
def test_simplified_figures_are_the_same_in_other_letters(number):
    letters = str.maketrans(
        {**dict(zip(DIGITS["zh-Hans"], DIGITS["zh-Hant"], strict=True)), "万": "萬", "亿": "億"}
    )
    simplified = capital_figures(number, "zh-Hans").translate(letters)
    assert simplified.replace("萬億", "兆") == capital_figures(number, "zh-Hant")


def counted(words):
    found = re.findall(f"([{DIGITS['zh-Hant']}])([拾佰仟]?)", words)
    return sum(DIGITS["zh-Hant"].index(digit) * 10 ** PLACES.index(place) for digit, place in found)


def test_larger_numbers_are_refused():
    with pytest.raises(ValueError, match="no capital figures"):
        capital_figures(LARGEST + 1, "zh-Hans")
