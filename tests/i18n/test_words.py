import runpy
from functools import cache
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from clinicdesk.bundle import files
from clinicdesk.documents.press import Press
from clinicdesk.domain.languages import DOCUMENT_LANGUAGES
from clinicdesk.i18n.places import places

WORDS = Path(__file__).resolve().parents[2] / "packaging" / "words.py"
PRESS = Press.open(files("resources"))
FINISHED = [*((language, "documents") for language in DOCUMENT_LANGUAGES[1:]), ("vi", "messages")]

MODULE = """
from clinicdesk.domain.errors import ClinicError
class NotFound(ClinicError): pass
def page(t, self):
    t("Total")
    self.t("For {name}", name=1)
    t.n("{count} tooth", "{count} teeth", 3)
    marked("Trip 1")
    raise NotFound(marked("No such page."), field="x")
"""


def run(root, *arguments):
    return runpy.run_path(str(WORDS))["main"](["--root", str(root), *arguments])


def catalogue(path):
    with path.open("rb") as file:
        return {m.id: m.string for m in read_po(file) if m.id}


@pytest.fixture
def checkout(tmp_path):
    for folder, text in (("documents", MODULE), ("domain", "class InvalidInput(ClinicError): pass")):
        (tmp_path / "clinicdesk" / folder).mkdir(parents=True)
        (tmp_path / "clinicdesk" / folder / "page.py").write_text(text, "utf-8")
    (tmp_path / "translations" / "vi" / "LC_MESSAGES").mkdir(parents=True)
    po = tmp_path / "translations" / "vi" / "LC_MESSAGES" / "documents.po"
    po.write_text('msgid ""\nmsgstr "Language: vi\\n"\n\nmsgid "Total"\nmsgstr "Tổng"\n', "utf-8")
    return tmp_path


def test_sentences_go_to_their_domain_and_translations_stay(checkout):
    assert run(checkout) == 0
    documents = catalogue(checkout / "translations" / "documents.pot")
    assert set(documents) == {"Total", "For {name}", ("{count} tooth", "{count} teeth"), "Trip 1"}
    assert set(catalogue(checkout / "translations" / "ui.pot")) == {"No such page."}
    vietnamese = catalogue(checkout / "translations" / "vi" / "LC_MESSAGES" / "documents.po")
    assert vietnamese["Total"] == "Tổng"
    assert set(vietnamese) == set(documents)


def test_a_stale_template_is_noticed(checkout, capsys):
    run(checkout)
    assert run(checkout, "--check") == 0
    (checkout / "clinicdesk" / "documents" / "more.py").write_text('t("New words")', "utf-8")
    assert run(checkout, "--check") == 1
    assert "documents.pot is stale" in capsys.readouterr().err


def test_the_templates_of_this_checkout_hold_every_sentence(capsys):
    """Mended by ``python packaging/words.py``."""
    assert run(WORDS.parents[1], "--check") == 0, capsys.readouterr().err


def test_running_twice_changes_nothing(checkout):
    run(checkout)
    before = {p: p.read_bytes() for p in checkout.rglob("*.po*")}
    run(checkout)
    assert {p: p.read_bytes() for p in checkout.rglob("*.po*")} == before


@pytest.mark.parametrize(("language", "domain"), FINISHED)
def test_finished_languages_are_complete_and_keep_their_places(language, domain):
    needed = {sentence.text: sentence.plural for sentence in found() if sentence.domain == domain}
    with (files("translations") / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        catalog = read_po(file, locale=language.replace("-", "_"))
    translated = {
        (m.id if isinstance(m.id, str) else m.id[0]): m.string for m in catalog if m.id and not m.fuzzy
    }
    missing = [text for text in needed if not translated.get(text) or not all(translated[text])]
    assert missing == []
    assert sorted(set(translated) - set(needed)) == []
    numbers = counted(catalog)
    for text, plural in needed.items():
        forms = translated[text] if isinstance(translated[text], tuple) else (translated[text],)
        assert len(forms) == (catalog.num_plurals if plural else 1), text
        for form, only in zip(forms, numbers if plural else [None], strict=True):
            wanted = places(plural or text)
            unsaid = {"count"} & wanted if only in {1, 2} else set()
            assert places(form) | unsaid == wanted, text
        assert PRESS.missing("".join(forms), language) == [], text
        assert not set("!！") & set("".join(forms)), text


@cache
def found():
    return list(runpy.run_path(str(WORDS))["sentences"](WORDS.parents[1]))


def counted(catalog):
    """For each plural form the number it stands for, where that is one number alone: it may go unsaid."""
    numbers = [[] for _ in range(catalog.num_plurals)]
    for number in range(1000):
        numbers[c2py(catalog.plural_expr)(number)].append(number)
    return [stands_for[0] if len(stands_for) == 1 else None for stands_for in numbers]
