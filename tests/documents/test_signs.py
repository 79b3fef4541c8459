"""Lines kept across documents: the memory is bounded, and no document sees another's codes."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from clinicdesk.documents import shaping, signs
from clinicdesk.documents.plan import plan_pdf
from clinicdesk.documents.press import Press
from clinicdesk.documents.theme import BODY
from clinicdesk.domain.papers import PaperPatient
from tests.documents.conftest import RESOURCES
from tests.documents.papers import plan


def named(number, language="en"):
    return plan(language=language, patient=PaperPatient(f"Ngata {number}", "", "Wellington", "NZ"))


def test_a_document_does_not_depend_on_those_before_it():
    warm = Press.open(RESOURCES)
    for number, language in enumerate(("ar", "ja", "th", "en")):
        plan_pdf(named(number, language), warm)
    assert plan_pdf(named(9), warm) == plan_pdf(named(9), Press.open(RESOURCES))


@pytest.mark.parametrize(("module", "name", "least"), [(shaping, "REMEMBERED", 20), (signs, "PLENTY", 30)])
def test_a_full_memory_is_emptied_between_and_inside_of_documents(monkeypatch, module, name, least):
    wanted = [plan_pdf(named(number), Press.open(RESOURCES)) for number in range(3)]
    monkeypatch.setattr(module, name, least)
    small = Press.open(RESOURCES)
    assert [plan_pdf(named(number), small) for number in range(3)] == wanted
    assert len(small.shaper._memory) <= 20 or len(small.shaper._signs.meanings) < 200


def test_lines_of_a_paragraph_are_kept_in_bounds(monkeypatch):
    monkeypatch.setattr(shaping, "VARIANTS", 10)
    paragraph = Press.open(RESOURCES).typesetter("en").text("Two broken back teeth are replaced", BODY)
    for width in range(40, 200):
        paragraph.wrap(width, 800)
    assert len(paragraph.shaped.kept) <= 10


def test_documents_made_at_once_are_what_they_are_alone():
    alone = [plan_pdf(named(number, "th"), Press.open(RESOURCES)) for number in range(4)]
    shared = Press.open(RESOURCES)
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda number: plan_pdf(named(number, "th"), shared), range(4)))
    assert together == alone
