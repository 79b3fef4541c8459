"""The shipped price list, its words in every document language, and the common plans."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from clinicdesk.bundle import files
from clinicdesk.domain.cadence import DEFAULTS, RuleGroup
from clinicdesk.domain.languages import DOCUMENT_LANGUAGES
from clinicdesk.domain.odontogram import Mark
from clinicdesk.domain.procedures import Scope, Unit

FOLDER = files("resources") / "catalogue"
LANGUAGES = DOCUMENT_LANGUAGES
SETTLED = Path(__file__).parent / "english.json"
CURRENCIES = {"USD", "EUR", "GBP", "AUD", "VND"}
CADENCES = {rule.key for rule in DEFAULTS if rule.group is RuleGroup.RECALL}
AREAS = {"upper", "lower", "full", "Q1", "Q2", "Q3", "Q4"}
FDI = {q * 10 + t for q in (1, 2, 3, 4) for t in range(1, 9)}
PUNCTUATION = "’–"
SCRIPTS = {
    "th": "THAI", "ja": "CJK HIRAGANA KATAKANA", "ko": "HANGUL", "zh-Hans": "CJK", "zh-Hant": "CJK",
    "ru": "CYRILLIC", "ar": "ARABIC", "he": "HEBREW",
}  # fmt: skip
LOAN_LETTERS = "LATIN GREEK"
MARKS = "«»„“”’‘–—·…、。，；：！？（）「」・／～¿«»،؛؟־׳״\u00a0"
WORTH_OF_A_DOLLAR = {
    "USD": (1, 1),
    "EUR": (0.8, 1.0),
    "GBP": (0.7, 0.9),
    "AUD": (1.4, 1.65),
    "VND": (240, 270),
}


def read(name):
    return json.loads((FOLDER / name).read_text("utf-8"))


PROCEDURES = read("procedures.json")["procedures"]
WORDS = {language: read(f"words/{language}.json") for language in LANGUAGES}
TEMPLATES = read("plan_templates.json")["templates"]
CODES = {p["code"] for p in PROCEDURES}


def texts(value):
    if isinstance(value, str):
        yield value
    else:
        for inner in value.values():
            yield from texts(inner)


def by_code(procedure):
    return procedure["code"]


def test_there_are_enough_procedures_with_codes_of_their_own():
    assert len(PROCEDURES) >= 90
    assert len(CODES) == len(PROCEDURES)
    assert all(re.fullmatch(r"[A-Z]{3}-\d\d", code) for code in CODES)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=by_code)
def test_a_procedure_is_sound(procedure):
    Unit(procedure["unit"])
    Scope(procedure["scope"])
    assert procedure["mark"] == "" or Mark(procedure["mark"])
    assert procedure["scope"] == "teeth" or procedure["mark"] == ""
    assert set(procedure["prices"]) == CURRENCIES
    assert all(isinstance(minor, int) and minor > 0 for minor in procedure["prices"].values())
    assert (procedure["guarantee_months"] > 0) == bool(procedure["guarantee_condition"])
    assert (procedure["cadence"] in CADENCES and procedure["cadence_months"] > 0) or (
        procedure["cadence"] == "" and procedure["cadence_months"] == 0
    )


@pytest.mark.parametrize("procedure", PROCEDURES, ids=by_code)
def test_visits_lie_within_the_days_in_order(procedure):
    days = [visit["day"] for visit in procedure["visits"]]
    assert days == sorted(days)
    assert all(1 <= day <= procedure["days"] for day in days)
    assert all(visit["minutes"] > 0 for visit in procedure["visits"])
    assert (procedure["trips"] == 1) or procedure["healing_months"] > 0


@pytest.mark.parametrize("procedure", PROCEDURES, ids=by_code)
def test_prices_of_all_currencies_agree(procedure):
    dollars = procedure["prices"]["USD"]
    for currency, (least, most) in WORTH_OF_A_DOLLAR.items():
        slack = 1.12 if dollars < 10_000 else 1.03
        assert least / slack <= procedure["prices"][currency] / dollars <= most * slack, currency


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_its_words(language):
    words = WORDS[language]
    assert set(words["procedures"]) == CODES
    assert all(w["name"] and w["description"] for w in words["procedures"].values())
    assert {p["category"] for p in PROCEDURES} == set(words["categories"])
    assert set(words["areas"]) == AREAS
    assert {v["key"] for p in PROCEDURES for v in p["visits"]} <= set(words["visits"])
    assert {p["guarantee_condition"] for p in PROCEDURES} - {""} == set(words["guarantees"])
    assert {t["key"] for t in TEMPLATES} == set(words["templates"])
    used = {material for p in PROCEDURES for material in p["materials"]}
    assert set(words["materials"]) <= used
    assert all(material in words["materials"] or material != material.lower() for material in used)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_languages_have_the_same_keys(language):
    english = WORDS["en"]
    assert set(WORDS[language]) == set(english)
    for group, entries in english.items():
        if isinstance(entries, dict):
            assert set(WORDS[language][group]) == set(entries), group


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_plain_and_printable(language, press):
    everything = list(texts(WORDS[language]))
    assert press.missing("".join(everything), language) == []
    for text in everything:
        assert text == text.strip()
        assert text == unicodedata.normalize("NFC", text)
        assert "  " not in text
        assert not set(text) & set("!！")
        assert strange_letters(text, language) == set(), text


def strange_letters(text, language):
    """Letters of another script than the language's: a slip of the keyboard that looks alike."""
    own = set(f"{SCRIPTS.get(language, '')} {LOAN_LETTERS} COMBINING".split())
    return {
        character
        for character in text
        if not character.isascii()
        and character not in MARKS
        and unicodedata.name(character).split(" ")[0].split("-")[0] not in own
    }


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_name_is_not_left_in_english(language):
    english, own = WORDS["en"]["procedures"], WORDS[language]["procedures"]
    assert [code for code in CODES if own[code]["name"] == english[code]["name"]] == []
    assert [code for code in CODES if own[code]["description"] == english[code]["description"]] == []


def test_no_translation_is_older_than_its_english():
    """Mended by looking at each language, then ``python packaging/words.py --settle``."""
    settled = json.loads(SETTLED.read_text("utf-8"))
    assert settled == WORDS["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_short_and_distinct(language):
    names = [w["name"] for w in WORDS[language]["procedures"].values()]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 52
    assert max(len(w["description"]) for w in WORDS[language]["procedures"].values()) <= 96


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t["key"])
def test_common_plans_use_the_catalogue_as_it_is(template):
    procedures = {p["code"]: p for p in PROCEDURES}
    for number, trip in enumerate(template["trips"]):
        assert (trip["healing_months"] > 0) == (number > 0)
        assert all(1 <= visit["day"] <= trip["days"] for visit in trip["visits"])
        assert {visit["key"] for visit in trip["visits"]} <= set(WORDS["en"]["visits"])
        for item in trip["items"]:
            scope = procedures[item["code"]]["scope"]
            assert bool(item["teeth"]) == (scope == "teeth")
            assert (item["area"] in AREAS) == (scope == "area")
            assert set(item["teeth"]) <= FDI
            assert procedures[item["code"]]["days"] <= trip["days"], item["code"]


def test_a_later_trip_waits_for_what_was_done_before():
    procedures = {p["code"]: p for p in PROCEDURES}
    for template in TEMPLATES:
        first, *later = template["trips"]
        if later:
            needed = max(procedures[item["code"]]["healing_months"] for item in first["items"])
            assert later[0]["healing_months"] >= needed, template["key"]
