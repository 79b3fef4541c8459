"""Long plans over many pages: what belongs together stays together."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicdesk.documents.blocks import Gap
from clinicdesk.documents.pagination import NewPage, paginate
from clinicdesk.documents.plan import plan_pdf
from clinicdesk.documents.sheet import Block
from clinicdesk.documents.tables import ItemTable, Row, TableColumn
from clinicdesk.domain.money import total
from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import PlanPaperVisit
from clinicdesk.i18n.catalog import Translator
from tests.documents.papers import item, plan, trip, usd
from tests.hostile.drawn import lines

LANGUAGES = ("en", "de", "ja", "ar")
LINES, TRIPS = 60, 3


def long_plan(language, described=1):
    """60 lines in three trips; name and description of line 17 say A017 and B017."""
    words = {
        "en": "Tooth-coloured full cover, made in our own laboratory",
        "de": "Zahnfarbene Krone, die den ganzen Zahn umschließt",
        "ja": "歯の色に合わせた被せ物で、歯の全体を覆います",
        "ar": "تاج بلون السن يغطي السن كله",
    }[language]
    trips = []
    for number in range(TRIPS):
        items = [
            item(f"Implant A{n:03}", " ".join([f"B{n:03}", *[words] * (1 + n % described)]), 100 + n)
            for n in range(number * LINES // TRIPS, (number + 1) * LINES // TRIPS)
        ]
        visits = (PlanPaperVisit(1, Said("Start")), PlanPaperVisit(4, Said("End")))
        trips.append(trip(number + 1, items, due=usd(100), days=5, visits=visits))
    gross = total((one.gross for one in trips), "USD")
    option = replace(
        plan().options[0], trips=tuple(trips), gross=gross, total=gross, discounts=(), estimate=False
    )
    return plan(language=language, options=(option,))


@pytest.fixture(scope="module", params=[(language, d) for language in LANGUAGES for d in (1, 3)], ids=str)
def pages(request):
    """The words of each page of a long plan, with the translator of its language."""
    from tests.documents.test_paragraph import PRESS

    language, described = request.param
    found: dict[int, list[str]] = {}
    for line in lines(plan_pdf(long_plan(language, described), PRESS)):
        found.setdefault(line.page, []).append("".join(line.text.split()))
    return list(found.values()), Translator("documents", language)


def seen(page, words):
    """Whether a page says ``words``; drawn lines of right-to-left text run backwards."""
    bare = "".join(words.split())
    bare = "".join(c for c in bare if c not in "\u2066\u2067\u2068\u2069\u200f")
    whole = "".join(page)
    return bare in whole or bare[::-1] in whole


def numbers(page, letter):
    whole = "".join(page)
    return [n for n in range(LINES) if f"{letter}{n:03}" in whole]


def test_every_line_stands_once_with_its_description(pages):
    pages, _ = pages
    assert len(pages) > 3
    assert [n for page in pages for n in numbers(page, "A")] == list(range(LINES))
    for page in pages:
        assert numbers(page, "A") == numbers(page, "B")


def test_the_header_row_comes_back_on_every_page_of_a_table(pages):
    pages, t = pages
    with_lines = [page for page in pages if numbers(page, "A")]
    assert len(with_lines) >= 3
    for page in with_lines:
        assert seen(page, t("Treatment"))
        assert seen(page, t("Qty"))


def test_a_subtotal_stands_under_the_last_line_of_its_trip(pages):
    pages, t = pages
    for number in range(1, TRIPS + 1):
        last = number * LINES // TRIPS - 1
        words = t("Trip {number} subtotal, {currency}", number=number, currency="USD")
        (page,) = [page for page in pages if last in numbers(page, "A")]
        assert any(seen([line], words[:12]) for line in page) or seen(page, words)


def test_the_acceptance_stays_in_one_piece(pages):
    pages, t = pages
    heading = [n for n, page in enumerate(pages) if any(seen([line], t("Acceptance")) for line in page)]
    signed = [n for n, page in enumerate(pages) if seen(page, "Dr. Phạm Gia Minh") and n > 0]
    assert heading
    assert heading[-1] == signed[-1] == len(pages) - 1


class Box(Block):
    """A block of a certain height that cannot be cut."""

    def __init__(self, name, height, stays=False):
        super().__init__()
        self.name, self.own, self.keepWithNext = name, height, int(stays)

    def wrap(self, width, _height):
        self.width, self.height = width, self.own
        return self.width, self.height

    def draw(self):
        """Draw nothing."""


HEIGHT = 300.0
HEADER = 20.0


@st.composite
def documents(draw):
    """Headings, boxes, gaps and tables; table rows may be bound to the one before them."""
    blocks, rows = [], 0
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["table", "table", "heading", "box", "gap", "page"]))
        if kind == "table":
            heights = draw(st.lists(st.tuples(st.floats(1, 90), st.booleans()), min_size=1, max_size=25))
            lines = []
            for height, bound in heights:
                # Never more than two rows are bound to another, as a subtotal and its note are.
                held = bound and bool(lines) and not (len(lines) > 1 and lines[-1].with_previous)
                lines.append(Row((Box(rows, height),), 0, 0, with_previous=held))
                rows += 1
            header = Row((Box(f"header {number}", HEADER),), 0, 0)
            blocks.append(ItemTable((TableColumn(),), [header], lines))
        elif kind == "heading":
            blocks.append(Box(f"heading {number}", draw(st.floats(5, 30)), stays=True))
        elif kind == "box":
            blocks.append(Box(f"box {number}", draw(st.floats(5, 280))))
        else:
            blocks.append(Gap(draw(st.floats(1, 30))) if kind == "gap" else NewPage())
    return blocks


@settings(max_examples=300)
@given(documents())
def test_pages_keep_together_what_belongs_together(blocks):
    pages = paginate(blocks, 200, HEIGHT)
    rows = []
    for page in pages:
        assert page.used <= HEIGHT + 0.1
        for (_, top, height), (_, following, _) in pairwise(page.blocks):
            assert following == pytest.approx(top + height)
        for block, _, height in page.blocks:
            if isinstance(block, ItemTable):
                assert block.headers
                assert not block.rows[0].with_previous
                assert height == pytest.approx(HEADER + sum(row.cells[0].own for row in block.rows), abs=0.1)
                rows += [row.cells[0].name for row in block.rows]
    wanted = [row.cells[0].name for block in blocks if isinstance(block, ItemTable) for row in block.rows]
    assert rows == wanted
    boxes = [block.name for page in pages for block, _, _ in page.blocks if isinstance(block, Box)]
    assert boxes == [block.name for block in blocks if isinstance(block, Box)]
    free = _ended_by_the_writer(blocks)
    for page in pages:
        real = [block for block, _, _ in page.blocks if not isinstance(block, Gap)]
        if real and real[-1].keepWithNext and real[-1].name not in free:
            assert _crowded(real)


def _ended_by_the_writer(blocks):
    """The headings that nothing follows before the end, or before a page that was asked for."""
    free, heads = set(), set()
    for block in [*blocks, NewPage()]:
        if isinstance(block, NewPage):
            free |= heads
        if block.keepWithNext:
            heads.add(block.name)
        elif isinstance(block, NewPage) or not isinstance(block, Gap):
            heads = set()
    return free


def _crowded(real):
    """Whether headings alone fill the page, so that the last one has to end it."""
    return all(block.keepWithNext for block in real)
