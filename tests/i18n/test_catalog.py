from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.bundle import files
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.money import Money
from clinicdesk.i18n.catalog import Translator
from clinicdesk.i18n.places import fill, places

POLISH = """
msgid ""
msgstr ""
"Language: pl\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "Reply to {name}"
msgstr "Odpowiedz: {name}"

msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "{count} dzień"
msgstr[1] "{count} dni"
msgstr[2] "{count} dnia"

#, fuzzy
msgid "Unsure"
msgstr "Niepewne"

msgid "Pay {amount} on {day}."
msgstr "Zapłać {amount}, {day}."
"""


@pytest.fixture
def folder(tmp_path):
    target = tmp_path / "pl" / "LC_MESSAGES"
    target.mkdir(parents=True)
    (target / "ui.po").write_text(POLISH, "utf-8")
    return tmp_path


def test_a_translated_sentence(folder):
    t = Translator("ui", "pl", folder)
    assert t("Reply to {name}", name="Ewa") == "Odpowiedz: Ewa"
    assert t.has("Reply to {name}")


def test_a_missing_or_unfinished_message_stays_english(folder):
    t = Translator("ui", "pl", folder)
    assert t("Not there") == "Not there"
    assert t("Unsure") == "Unsure"
    assert not t.has("Unsure")


@pytest.mark.parametrize(
    ("count", "written"), [(1, "1 dzień"), (3, "3 dni"), (5, "5 dnia"), (1200, "1 200 dnia")]
)
def test_plurals_follow_the_language(folder, count, written):
    t = Translator("ui", "pl", folder)
    assert t.n("{count} day", "{count} days", count) == written.replace("1 200", "1\u00a0200")


def test_english_plurals():
    t = Translator("ui", "en")
    assert t.n("{count} day", "{count} days", 1) == "1 day"
    assert t.n("{count} day for {name}", "{count} days for {name}", 0, name="Ewa") == "0 days for Ewa"


def test_an_error_is_translated_with_its_data(folder):
    error = ClinicError("Pay {amount} on {day}.", amount=Money(123450, "EUR"), day=date(2027, 2, 8))
    sentence = Translator("ui", "pl", folder).error(error)
    assert sentence == "Zapłać 1\u00a0234,50\u00a0EUR, 8 lutego 2027."


def test_an_error_without_its_data_still_makes_a_sentence():
    assert Translator("ui", "en").error(ClinicError("No {thing} here.")) == "No … here."


def test_a_forgotten_name_is_a_bug():
    with pytest.raises(KeyError):
        Translator("ui", "en")("Reply to {name}")


@given(st.text())
def test_data_are_never_read_as_places(name):
    assert Translator("ui", "en")("Reply to {name}", name=name) == f"Reply to {name}"
    assert fill("{a}{b}", {"a": "{b}", "b": name}) == "{b}" + name


def test_only_plain_names_are_places():
    assert places("{a} {a.b} {0} {} {c_1} {a!r}") == {"a", "c_1"}
    assert Translator("ui", "en")("{name.__class__} {0}", name="x") == "{name.__class__} {0}"


def test_the_pseudo_language_is_half_as_long_again_and_keeps_its_places():
    text = "Reply to {name} before the clinic closes"
    long = Translator("ui", "en-x-long")(text, name="Ewa")
    assert "Ewa" in long
    assert len(long) >= 1.4 * len(Translator("ui", "en")(text, name="Ewa"))
    mirrored = Translator("ui", "en-x-mirror")(text, name="Ewa")
    assert mirrored.startswith("\u202e")


def test_the_shipped_translations_are_where_the_program_looks():
    assert (files("translations") / "vi" / "LC_MESSAGES" / "documents.po").is_file()
