"""The treatment plan and quotation as a PDF, in one or two languages."""

from pathlib import Path

from clinicdesk.documents.blocks import Column, Columns, Gap
from clinicdesk.documents.clinic_time import first_instant
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.foot import plan_foot, price_list
from clinicdesk.documents.letterhead import head
from clinicdesk.documents.options import options_blocks
from clinicdesk.documents.page import compose
from clinicdesk.documents.pagination import NewPage
from clinicdesk.documents.plan_changes import changes_table
from clinicdesk.documents.plan_front import facts, in_short, title_block
from clinicdesk.documents.plan_items import optional_table, trip_table
from clinicdesk.documents.plan_money import reserve_box, what_you_pay
from clinicdesk.documents.plan_phase import phase_panel
from clinicdesk.documents.plan_teeth import teeth_block
from clinicdesk.documents.plan_terms import acceptance, materials_table, three_lists
from clinicdesk.documents.plan_visits import timeline
from clinicdesk.documents.press import Press
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.theme import HEADING, SMALL
from clinicdesk.domain.options import is_compared
from clinicdesk.domain.plan_papers import PlanDocument, PlanPaperOption

BETWEEN = 11.0
"""Points between two parts of the document."""


def plan_pdf(plan: PlanDocument, press: Press, translations: Path | None = None) -> bytes:
    """The plan's pages; the same plan gives the same bytes.

    A plan with options begins with the page that compares them: one paper with one check code, so that no
    page can be shown without the others.

    ``translations`` is the folder of the catalogues, by default the shipped one.  Raises UnknownGlyph for a
    character that cannot be printed and DoesNotFit for a text longer than a page.
    """
    speech = Speech(press, plan.language, plan.second_language, translations)
    t = speech.t.first
    title = t("Treatment plan {number}", number=plan.number)
    name = t("Plan {number}", number=speech.typesetter.isolated(plan.number))
    blocks = plan_blocks(plan, speech)
    if is_compared(plan):
        blocks = [*options_blocks(plan, speech), NewPage(), *blocks]
    return compose(
        blocks,
        speech.typesetter,
        head(plan.letterhead, speech),
        plan_foot(plan, speech, name, price_list(plan, speech)),
        title=title,
        made_at=first_instant(plan.issued_on, plan.letterhead.zone),
    )


def plan_blocks(plan: PlanDocument, speech: Speech) -> list[Flowable]:
    """Everything of the plan between letterhead and footer, in reading order.

    What changed stands on the first page of the paper: where options are compared, on theirs.
    """
    records = (speech.t("Records reviewed"), plan.records)
    blocks: list[Flowable] = [title_block(plan, speech), Gap(6), facts(plan, speech, records)]
    _append(blocks, phase_panel(plan, speech))
    if not is_compared(plan):
        _append(blocks, changes_table(plan, speech))
    _append(blocks, *in_short(plan, speech))
    for option in plan.options:
        blocks += _option(plan, option, speech)
    box = reserve_box(plan, speech) if plan.deposit.amount.minor else None
    if len(plan.options) == 1:
        money = [Column(what_you_pay(plan, plan.options[0], speech), share=0.7), Column(box or [])]
        _append(blocks, Columns(money, gap=11, right_to_left=speech.right_to_left, stretch=True))
    else:
        _append(blocks, box)
    _append(blocks, materials_table(plan, speech))
    _append(blocks, *three_lists(plan, speech))
    _append(blocks, acceptance(plan, speech))
    return blocks


def _append(blocks: list[Flowable], *parts: Flowable | None) -> None:
    present = [part for part in parts if part is not None]
    if present:
        blocks += [Gap(BETWEEN), *present]


def _option(plan: PlanDocument, option: PlanPaperOption, speech: Speech) -> list[Flowable]:
    t, several = speech.t, len(plan.options) > 1
    blocks: list[Flowable] = []
    if several:
        words = t("Option {letter}", letter=option.letter)
        _append(blocks, speech.heading(words, HEADING))
        said = (option.title, *(() if is_compared(plan) else (option.note, option.summary)))
        blocks += [speech.text(words, SMALL) for words in said if words]
    visits = timeline(option, speech)
    if visits:
        _append(blocks, speech.heading(t("Your visits"), HEADING), Gap(3), *visits)
    teeth = teeth_block(plan, option, speech)
    if teeth is not None:
        _append(blocks, speech.heading(t("Your teeth"), HEADING), Gap(3), teeth)
    for trip in option.trips:
        _append(blocks, trip_table(trip, plan.currency, speech))
    if option.optional:
        _append(blocks, optional_table(option.optional, plan.currency, speech))
    if several:
        _append(blocks, what_you_pay(plan, option, speech))
    return blocks
