import json
import re

import pytest

from clinicdesk.bundle import files
from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.followups import FollowupKind
from clinicdesk.i18n.places import places
from clinicdesk.messaging.health import health_word
from clinicdesk.messaging.templates import (
    PLACES,
    PURPOSES,
    SUBJECT_PLACES,
    MessageTemplate,
    checked,
    opt_out_line,
    shipped,
    shipped_languages,
    template_kind,
)

LANGUAGES = ("en", "vi")
SILENT = {FollowupKind.ARRIVAL, FollowupKind.RECORD_TREATMENT, FollowupKind.TASK}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PURPOSES)
def test_every_kind_has_a_wording_that_passes_its_own_check(kind, language):
    template = shipped(kind, language)
    assert checked(template) == template


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_known_kinds_are_shipped(language):
    data = json.loads((files("resources") / "messages" / f"{language}.json").read_text("utf-8"))
    assert set(data["templates"]) == set(PURPOSES)
    assert "STOP" in opt_out_line(language)


def test_both_languages_use_the_same_places():
    for kind in PURPOSES:
        english, vietnamese = shipped(kind, "en"), shipped(kind, "vi")
        assert places(english.body) == places(vietnamese.body), kind
        assert places(english.subject) == places(vietnamese.subject), kind


def test_words_are_kind():
    for language in LANGUAGES:
        for kind in PURPOSES:
            template = shipped(kind, language)
            assert "!" not in template.subject + template.body
            assert not re.search(r"\bplease\b", template.body, re.IGNORECASE)


def test_a_language_without_wordings_has_none():
    assert shipped("first_reply", "de") is None
    assert opt_out_line("../../secrets") == ""
    assert shipped_languages() == LANGUAGES


def test_every_follow_up_that_speaks_has_a_wording():
    for kind in FollowupKind:
        assert bool(template_kind(kind)) == (kind not in SILENT), kind
    assert [template_kind("plan_follow_up", n) for n in (0, 1, 2, 3, 9)] == [
        f"plan_follow_up_{n}" for n in (1, 1, 2, 3, 3)
    ]
    assert template_kind("send_plan") == "plan_sent"


def test_marketing_is_what_promotes():
    marketing = {kind for kind, purpose in PURPOSES.items() if purpose is Purpose.MARKETING}
    assert marketing == {"ninety_day", "yearly_greeting"}


def test_the_first_reply_restates_the_case_and_names_people_price_and_time():
    for language in LANGUAGES:
        assert {"request", "coordinator", "price", "window", "dentist", "plan_due"} <= places(
            shipped("first_reply", language).body
        )


def test_places_are_described():
    assert all(description for description in PLACES.values())
    assert PLACES.keys() >= SUBJECT_PLACES


@pytest.mark.parametrize(
    ("subject", "body", "field"),
    [
        ("Hello", "About {diagnosis}.", "body"),
        ("Hello {surname}", "Text", "subject"),
        ("Hello", "", "body"),
        ("", "Text", "subject"),
        ("  \u200f ", "Text", "subject"),
        ("Hello", "Open { name }", "body"),
        ("Hello", "{name.__class__}", "body"),
        ("About {treatment}", "Text", "subject"),
        ("About {request}", "Text", "subject"),
        ("Your implants", "Text", "subject"),
        ("Your Root  Canal", "Text", "subject"),
        ("Time for TEETH", "Text", "subject"),
    ],
)
def test_a_wrong_wording_is_refused_with_its_field(subject, body, field):
    with pytest.raises(InvalidInput) as refused:
        checked(MessageTemplate("recall", "en", subject, body))
    assert refused.value.field == field


def test_an_unknown_kind_is_refused():
    with pytest.raises(InvalidInput):
        checked(MessageTemplate("spam", "en", "Hello", "Text"))


def test_a_wording_is_cleaned():
    template = checked(MessageTemplate("recall", "en", " Hello\n{name} ", "One\r\n\r\nTwo \u0007\n"))
    assert (template.subject, template.body) == ("Hello {name}", "One\n\nTwo")


@pytest.mark.parametrize(
    ("text", "language", "word"),
    [
        ("Your implants are due", "en", "implants"),
        ("Crowned", "en", "Crowned"),
        ("See you on Monday at Smile Dental", "en", ""),
        ("Kiểm tra răng", "vi", "răng"),
        ("Lịch hẹn của bạn", "vi", ""),
        ("Implant prüfen", "de", "Implant"),
        ("Sanctuary", "en", ""),
    ],
)
def test_health_words(text, language, word):
    assert health_word(text, language) == word
