"""The compared plan is what it is said to be: 25 lines on two pages, another one at each turn."""

import json
from dataclasses import asdict

import pytest

from tests.benchmarks.papers import others, ours
from tests.benchmarks.papers.content import plan_from
from tests.benchmarks.papers.sample import LANGUAGES, sample
from tests.documents.reading import texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_has_25_lines_on_two_pages(language):
    plan = sample(language, 1)
    pages = texts(ours.engine()(plan))
    assert len(pages) == 2
    assert sum(len(trip.lines) for trip in plan.trips) == 25
    assert all(line.amount in " ".join(pages) for trip in plan.trips for line in trip.lines)


def test_each_turn_says_something_else_and_travels_as_json():
    written = json.dumps(asdict(sample("en", 1)))
    assert json.dumps(asdict(plan_from(json.loads(written)))) == written
    assert sample("en", 1) != sample("en", 2)


def test_stock_reportlab_gets_the_same_text():
    plan = sample("en", 1)
    words = " ".join(texts(others.stock_engine()(plan)))
    assert all(line.name in words for trip in plan.trips for line in trip.lines)
    assert plan.acceptance[1] in words
