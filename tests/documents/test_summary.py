"""The owner's summary on paper: one page, every figure on it, in any language, and the same bytes twice."""

import inspect
import re
from dataclasses import replace

import pytest

from clinicdesk.documents.charts import round_marks
from clinicdesk.documents.press import Press
from clinicdesk.documents.summary import summary_pdf
from clinicdesk.documents.summary_parts import RULE_SENTENCES
from clinicdesk.domain import summary as rules
from clinicdesk.domain.numbers import SENTENCES, LeadFigures, Share, figures
from clinicdesk.domain.periods import parse
from clinicdesk.domain.returning import ReturningFacts, returning_figures
from clinicdesk.domain.summary import Quarter, Summary
from tests.documents import summaries
from tests.documents.reading import texts


def printed(press: Press, made: Summary, language: str = "en") -> bytes:
    return summary_pdf(made, press, language=language, printed_at=summaries.PRINTED, zone=summaries.ZONE)


def empty() -> Summary:
    back = returning_figures(ReturningFacts(), {}, "VND")
    period = parse("2026-08")
    made = Summary("Sông Hàn", period, summaries.AS_OF, False, "VND", figures(()), (), None, back)
    return replace(made, trend=(Quarter(period, back),))


def test_the_page_says_what_the_picture_says(press: Press) -> None:
    (page,) = texts(printed(press, summaries.summary()))
    for words in (
        "Repeat trips bring 29 % of revenue. New cases stop at the deposit.",
        "261 inquiries became 71 arrivals. 34 returning patients brought 65,960 of 227,400 USD.",
        "+23 % on Q3 2025",
        "was 5 h 20",
        "was 47 %",
        "107 of 186 plans went no further",
        "45 of them came from SmileJet",
        "26 of 71",
        "+51 points",
        "Write to the 27 past patients who were due and not contacted.",
        "38: price 15, no answer 11, went elsewhere 9, other 3.",
        "Page 1/1",
    ):
        assert words in page


def test_the_same_summary_gives_the_same_bytes(press: Press) -> None:
    assert printed(press, summaries.summary()) == printed(press, summaries.summary())


@pytest.mark.parametrize("language", ["vi", "ar", "ja", "de", "th"])
def test_it_is_one_page_in_every_script(press: Press, language: str) -> None:
    assert len(texts(printed(press, summaries.summary(), language))) == 1


def test_a_month_without_anything_is_a_page_too(press: Press) -> None:
    (page,) = texts(printed(press, empty()))
    assert "August 2026" in page
    assert "still running" in page


def test_many_channels_stay_on_one_page_and_the_rest_is_named(press: Press) -> None:
    one = summaries.summary()
    groups = tuple(replace(one.groups[0], group=f"Channel {n}") for n in range(12))
    pages = texts(printed(press, replace(one, groups=groups)))
    assert len(pages) == 1
    assert "more channels are in the spreadsheet." in pages[0]
    assert "Channel 4" in pages[0]


def test_names_that_people_typed_are_text(press: Press) -> None:
    one = summaries.summary()
    odd = replace(one.groups[0], group="<b>SmileJet</b> & Söhne")
    (page,) = texts(printed(press, replace(one, groups=(odd,))))
    assert "<b>SmileJet</b> & Söhne" in page


@pytest.mark.parametrize(
    ("most", "marks"), [(0, (0,)), (1, (0, 1)), (227, (0, 100, 200)), (9, (0, 5)), (3, (0, 1, 2, 3))]
)
def test_the_scale_has_few_round_marks(most: int, marks: tuple[int, ...]) -> None:
    assert round_marks(most) == marks


def test_a_lead_figure_without_leads_has_no_percent() -> None:
    nothing: LeadFigures = figures(())
    assert nothing.plan == Share(0, 0)
    assert nothing.plan.percent is None


def test_every_sentence_of_the_rules_is_in_the_catalogue_of_the_documents() -> None:
    said = set(re.findall(r'marked\(\s*"([^"]+)"', inspect.getsource(rules)))
    assert said | set(SENTENCES.values()) == set(RULE_SENTENCES)


@pytest.mark.parametrize("language", ["vi"])
def test_a_finished_language_has_no_english_left(press: Press, language: str) -> None:
    (page,) = texts(printed(press, summaries.summary(), language))
    for words in ("stage", "leaks", "plans waited", "patients", "of them", "Returning", "Change"):
        assert words not in page
