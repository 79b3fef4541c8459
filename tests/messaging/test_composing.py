import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.errors import Conflict
from clinicdesk.messaging.composing import compose
from clinicdesk.messaging.templates import PLACES, PURPOSES, MessageTemplate, opt_out_line, shipped

FACTS = {
    "name": "Noura",
    "clinic": "Sông Hàn Dental",
    "coordinator": "Linh Trần",
    "coordinator_phone": "+84 905 550 117",
    "dentist": "Dr. Phạm Gia Minh",
    "request": "fixed teeth for the upper jaw",
    "price": "9,800–11,600 USD",
    "window": "two trips, 6 and 8 days",
    "plan_due": "tomorrow before 11:00",
}


FIRST_REPLY = """\
Hello Noura, thank you for writing to us.
You asked about fixed teeth for the upper jaw.

I am Linh Trần and I will look after your file myself. Dr. Phạm Gia Minh will look at your records and \
plan the work with you.

As a first indication, expect 9,800–11,600 USD. Time here: two trips, 6 and 8 days. The written plan gives \
exact prices, line by line.

Your written plan comes tomorrow before 11:00. If you have a recent X-ray or photos, send them as an answer \
to this message.

Linh Trần
Sông Hàn Dental
+84 905 550 117"""


def said(body, facts=FACTS, language="en", kind="recall"):
    return compose(MessageTemplate(kind, language, "Subject", body), facts)


def test_a_first_reply_with_every_fact():
    text = compose(shipped("first_reply", "en"), FACTS)
    assert text.missing == ()
    assert text.subject == "Your inquiry to Sông Hàn Dental"
    assert text.body == FIRST_REPLY


def test_a_first_reply_without_name_price_and_dentist():
    facts = {k: v for k, v in FACTS.items() if k not in {"name", "price", "dentist"}}
    text = compose(shipped("first_reply", "en"), facts)
    assert text.missing == ("dentist", "name", "price")
    assert text.body.startswith("Hello, thank you for writing to us.\nYou asked about")
    assert "expect" not in text.body
    assert "Time here: two trips" in text.body


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("kind", PURPOSES)
def test_nothing_known_still_makes_whole_sentences(kind, language):
    text = compose(shipped(kind, language), {})
    assert text.body
    assert text.subject
    for line in [text.subject, *text.body.split("\n")]:
        assert not re.search(r"[{}|]|\s[,.;:?]|^[,.;:?]|\(\)|,,|  ", line), line
        assert not re.search(r"(?i)\b(dear|about|for|on|until|ngày|số|đến)[,.]$", line), line


@given(
    st.sampled_from(sorted(PURPOSES)), st.sampled_from(["en", "vi"]), st.sets(st.sampled_from(sorted(PLACES)))
)
def test_any_subset_of_facts_leaves_no_hole(kind, language, known):
    facts = {name: f"<{name}>" for name in known}
    text = compose(shipped(kind, language), facts)
    whole = f"{text.subject}\n{text.body}"
    assert "{" not in whole
    assert " | " not in whole
    assert "\n\n\n" not in whole
    assert text.body == text.body.strip()
    assert not any(line.endswith(":") and not following.strip() for line, following in _pairs(text.body))
    assert set(text.missing).isdisjoint(known)


def _pairs(body):
    lines = [*body.split("\n"), ""]
    return list(pairwise(lines))


@given(st.dictionaries(st.sampled_from(["name", "request", "visits"]), st.text(max_size=40)))
def test_facts_are_data(facts):
    said("Hello {name}, | Hello,\nYou asked about {request}. More.\nYour visits:\n{visits}", facts)


def test_facts_with_braces_and_bars_stay_as_they_are():
    text = said(
        "Hello {name}, you asked about {request}.", {"name": "{request} | x", "request": "a. b? {name}"}
    )
    assert text.body == "Hello {request} | x, you asked about a. b? {name}."


def test_a_blank_fact_counts_as_missing():
    text = said("Hello {name}, | Hello,", {"name": " \u200f\n"})
    assert (text.body, text.missing) == ("Hello,", ("name",))


def test_sentences_and_sections_disappear_as_a_whole():
    body = "One. Two {price}. Three?\n\nFlight: {flight}\nHotel: {hotel}\n\nYour visits:\n{visits}\n\nEnd."
    assert said(body, {}).body == "One. Three?\n\nEnd."
    full = said(body, {"price": "5 USD", "hotel": "Sea", "visits": "Day 1\nDay 3"}).body
    assert full == "One. Two 5 USD. Three?\n\nHotel: Sea\n\nYour visits:\nDay 1\nDay 3\n\nEnd."


def test_names_against_the_direction_are_isolated():
    assert said("Hello {name},", {"name": "نورة"}).body == "Hello \u2068نورة\u2069,"
    assert said("مرحبا {name},", {"name": "Noura"}, "ar").body == "مرحبا \u2068Noura\u2069,"
    assert said("مرحبا {name},", {"name": "نورة"}, "ar").body == "مرحبا نورة,"


def test_cjk_sentences_need_no_spaces():
    assert said("こんにちは。{name}様。よろしく。", {}, "ja").body == "こんにちは。よろしく。"


def test_marketing_ends_with_the_opt_out_line():
    for language in ("en", "vi"):
        for kind in ("ninety_day", "yearly_greeting"):
            assert compose(shipped(kind, language), FACTS).body.endswith(f"\n\n{opt_out_line(language)}")
    assert "STOP" not in compose(shipped("recall", "en"), FACTS).body


def test_marketing_without_an_opt_out_line_is_refused():
    with pytest.raises(Conflict):
        said("Hallo {name}", language="de", kind="yearly_greeting")
