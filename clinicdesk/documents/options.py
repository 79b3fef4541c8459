"""The page that puts a plan's options side by side: what each is, where they differ, and what each costs."""

from collections.abc import Sequence
from pathlib import Path

from clinicdesk.documents.blocks import Column, Columns, Drawing, Gap
from clinicdesk.documents.clinic_time import first_instant
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.foot import plan_foot, price_list
from clinicdesk.documents.letterhead import head
from clinicdesk.documents.marks import NOTICE, TICK, listed
from clinicdesk.documents.option_cards import cards, choice_box
from clinicdesk.documents.option_rows import TINT, facts_table, prices_table
from clinicdesk.documents.page import compose
from clinicdesk.documents.plan_changes import changes_table
from clinicdesk.documents.plan_front import NUMBER, facts, issue_words
from clinicdesk.documents.plan_terms import LONGEST_BESIDE
from clinicdesk.documents.press import Press
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.theme import HEADING, LEAD, PX, SMALL, TITLE, Align, TextStyle
from clinicdesk.domain.options import compare
from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import PlanDocument
from clinicdesk.domain.shapes import Shape, rounded_box

LISTED = TextStyle(11 * PX, 15 * PX)
BETWEEN = 8.0


def options_pdf(plan: PlanDocument, press: Press, translations: Path | None = None) -> bytes:
    """The page of options by itself; the same plan gives the same bytes.

    ``translations`` is the folder of the catalogues, by default the shipped one.  Raises UnknownGlyph for a
    character that cannot be printed and DoesNotFit for a text longer than a page.
    """
    speech = Speech(press, plan.language, plan.second_language, translations)
    t = speech.t.first
    name = t("Options to plan {number}", number=speech.typesetter.isolated(plan.number))
    return compose(
        options_blocks(plan, speech),
        speech.typesetter,
        head(plan.letterhead, speech),
        plan_foot(plan, speech, name, price_list(plan, speech)),
        title=t("Options to plan {number}", number=plan.number),
        made_at=first_instant(plan.issued_on, plan.letterhead.zone),
    )


def options_blocks(plan: PlanDocument, speech: Speech) -> list[Flowable]:
    """Everything between letterhead and footer, in reading order.

    It has one bookmark, its title, so that a reader's list of bookmarks goes on with the full plan.
    """
    t, found = speech.t, compare(plan)
    records = (t("Records reviewed"), plan.records)
    blocks: list[Flowable] = [_title_block(plan, speech), Gap(6), facts(plan, speech, records)]
    changed = changes_table(plan, speech, bookmarked=False)
    if changed is not None:
        blocks += [Gap(BETWEEN), changed]
    blocks += [Gap(BETWEEN), cards(plan, speech)]
    blocks += [Gap(BETWEEN), facts_table(plan, found, speech)]
    if found.differs:
        blocks += [Gap(4), _key(speech)]
    blocks += [Gap(BETWEEN), prices_table(plan, found, speech)]
    blocks += _suits(plan, speech)
    return [*blocks, Gap(BETWEEN), choice_box(plan, speech)]


def _title_block(plan: PlanDocument, speech: Speech) -> Flowable:
    t, count = speech.t, len(plan.options)
    words = {
        2: t("Two ways to treat your teeth"),
        3: t("Three ways to treat your teeth"),
    }.get(count, t("Ways to treat your teeth"))
    letters = [option.letter for option in plan.options]
    number = t("{number}, options {letters}", number=speech.typesetter.isolated(plan.number), letters=letters)
    aside: list[Flowable] = [
        speech.text(number.text, NUMBER, Align.END),
        speech.line(issue_words(plan, speech), SMALL, Align.END),
    ]
    if plan.valid_until:
        aside.append(speech.line(t("Prices valid until {date}", date=plan.valid_until), SMALL, Align.END))
    title = speech.text(words.text, TITLE)
    title.bookmark = (words.text, 0)
    block: list[Flowable] = [Gap(12), title]
    block += [speech.text(line, LEAD.in_colour("t2")) for line in (words.second, plan.title) if line]
    return Columns([Column(block), Column(aside, 230)], gap=10, right_to_left=speech.right_to_left)


def _key(speech: Speech) -> Flowable:
    """What the tint means."""
    words = speech.t("Tinted lines differ. White lines are the same.")
    swatch = _Swatch(speech)
    return Columns(
        [Column(swatch, 9), Column(speech.line(words, SMALL))], gap=5, right_to_left=speech.right_to_left
    )


class _Swatch(Drawing):
    """A small square in the tint of what differs."""

    def __init__(self, speech: Speech) -> None:
        super().__init__((), (12, 14), speech.press.theme, PX)

    def draw(self) -> None:
        """Draw the square with a hairline around it."""
        box = rounded_box(0, 1, 8.5, 8.5, 1.5)
        self.sheet.draw_path(box, fill=TINT, stroke=self.theme.colours["disc-brown-l"], width=0.6)


def _suits(plan: PlanDocument, speech: Speech) -> list[Flowable]:
    """Whom each option suits, and what all of them assume; nothing where nothing was typed.

    Lists too long to stand beside one another come one after another, and run over pages.
    """
    t = speech.t
    lists: list[tuple[Said, Sequence[Said], Sequence[Shape]]] = [
        (t("{letter} suits you if", letter=option.letter), [Said(line) for line in option.suits], (TICK,))
        for option in plan.options
    ]
    lists.append((t("All options assume"), plan.assumptions, NOTICE))
    made = [_list(*one, speech) for one in lists if one[1]]
    if sum(len(said.text) + len(said.second) for one in lists for said in one[1]) > LONGEST_BESIDE:
        return [block for blocks in made for block in (Gap(BETWEEN), *blocks)]
    if not made:
        return []
    columns = [Column(blocks) for blocks in made]
    return [Gap(BETWEEN), Columns(columns, gap=16, right_to_left=speech.right_to_left)]


def _list(title: Said, lines: Sequence[Said], sign: Sequence[Shape], speech: Speech) -> list[Flowable]:
    heading = speech.beside(title, HEADING)
    heading.keepWithNext = 1
    blocks: list[Flowable] = [heading, Gap(1)]
    blocks += [
        listed(speech.line(line, LISTED), sign, speech.press.theme, speech.right_to_left) for line in lines
    ]
    return blocks
