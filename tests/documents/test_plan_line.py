"""One line of a plan by itself reads as in the plan, in every direction."""

import pytest

from clinicdesk.documents.fonts import UnknownGlyph
from clinicdesk.documents.plan_line import line_pdf
from clinicdesk.documents.press import Press
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import PlanPaperItem
from tests.documents.reading import fonts, texts

PRICE = Money(12000, "USD")


def item(name: str, description: str = "") -> PlanPaperItem:
    return PlanPaperItem(
        code="OWN-01",
        name=Said(name),
        quantity=1,
        unit="unit",
        unit_price=PRICE,
        gross=PRICE,
        net=PRICE,
        description=Said(description),
    )


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Night guard"), ("th", "เฝือกสบฟัน"), ("ja", "ナイトガード"), ("vi", "Máng nhai đêm")],
)
def test_a_line_is_one_page_with_its_words_and_price(press: Press, language: str, name: str) -> None:
    pdf = line_pdf(item(name, "<b>clear</b> =1+1"), language, press)
    (page,) = texts(pdf)
    assert name in page
    assert "<b>clear</b> =1+1" in page
    assert "120" in page
    assert all(fonts(pdf).values())


def test_a_letter_without_a_glyph_is_named(press: Press) -> None:
    with pytest.raises(UnknownGlyph):
        line_pdf(item("Guard \U0001f9b7"), "en", press)
