"""What a plan's price rests on: materials and guarantees, three lists, and the acceptance."""

from clinicdesk.documents.blocks import Column, Columns, Gap, Panel, Rule
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.letterhead import patient_name
from clinicdesk.documents.marks import CROSS, NOTICE, TICK, listed
from clinicdesk.documents.plan_items import length
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.tables import ItemTable, Row, TableColumn
from clinicdesk.documents.theme import BODY, HEADING, LABEL, PX, SMALL, STRONG, TextStyle
from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import PlanDocument
from clinicdesk.domain.shapes import Shape

LONGEST_BESIDE = 2400
"""Characters of the three lists together that still leave their columns shorter than half a page."""

LISTED = TextStyle(11 * PX, 15 * PX)


def materials_table(plan: PlanDocument, speech: Speech) -> ItemTable | None:
    """Materials with their brands and guarantees; None where the plan names none."""
    if not plan.materials:
        return None
    t, colours = speech.t, speech.press.theme.colours
    title = speech.heading(t("Materials"), HEADING)
    names = [speech.line(name, LABEL) for name in (t("Brand"), t("Guarantee"), t("Stays valid if"))]
    rows = [
        Row(
            (
                speech.under(speech.t.listed(material.names), STRONG),
                speech.under(speech.t.listed(material.brands), BODY),
                speech.under(length(material.guarantee_months, speech), STRONG)
                if material.guarantee_months
                else None,
                speech.under(material.condition, SMALL) if material.condition else None,
            ),
            line=colours["line"],
        )
        for material in plan.materials
    ]
    columns = (TableColumn(share=1.15), TableColumn(share=1.5), TableColumn(76), TableColumn(share=1.7))
    header = Row((title, *names), 3, 4, line=colours["line2"])
    return ItemTable(columns, [header], rows, gap=8, right_to_left=speech.right_to_left)


def three_lists(plan: PlanDocument, speech: Speech) -> list[Flowable]:
    """Included, not included, and what the price assumes, beside one another; nothing where all are empty.

    Lists too long to stand beside one another come one after another, and run over pages.
    """
    t = speech.t
    lists: tuple[tuple[Said, tuple[Said, ...], tuple[Shape, ...]], ...] = (
        (t("Included"), plan.included, (TICK,)),
        (t("Not included"), plan.not_included, (CROSS,)),
        (t("This price assumes"), plan.assumptions, NOTICE),
    )
    made = [_list(*one, speech) for one in lists if one[1]]
    if sum(len(said.text) + len(said.second) for one in lists for said in one[1]) > LONGEST_BESIDE:
        return [block for blocks in made for block in (*blocks, Gap(6))]
    columns = [Column(blocks) for blocks in made]
    return [Columns(columns, gap=18, right_to_left=speech.right_to_left)] if columns else []


def _list(title: Said, lines: tuple[Said, ...], sign: tuple[Shape, ...], speech: Speech) -> list[Flowable]:
    blocks: list[Flowable] = [speech.heading(title, HEADING), Gap(1)]
    blocks += [
        listed(speech.line(line, LISTED), sign, speech.press.theme, speech.right_to_left) for line in lines
    ]
    return blocks


def acceptance(plan: PlanDocument, speech: Speech) -> Panel:
    """Room for the patient's and the dentist's signatures."""
    t, colours = speech.t, speech.press.theme.colours
    words = t(
        "I have read this plan and agree to the treatment, the prices, the assumptions and the deposit rule "
        "above. I may ask questions and change my mind at any time before treatment begins."
    )
    if not plan.deposit.amount.minor:
        words = t(
            "I have read this plan and agree to the treatment, the prices and the assumptions above. "
            "I may ask questions and change my mind at any time before treatment begins."
        )
    signer = speech.listed((plan.dentist.name, plan.letterhead.name))
    lines = Columns(
        [
            Column(_signature(patient_name(plan.patient), speech), share=1.0),
            Column(_signature(speech.joined(t("Date")), speech), share=0.55),
            Column(_signature(signer, speech), share=1.0),
        ],
        gap=16,
        right_to_left=speech.right_to_left,
    )
    blocks: list[Flowable] = [
        speech.beside(t("Acceptance"), HEADING),
        speech.under(words, SMALL),
        Gap(26),
        lines,
    ]
    return Panel(blocks, padding=(9, 7), stroke=colours["line2"])


def _signature(name: str, speech: Speech) -> list[Flowable]:
    return [Rule(speech.press.theme.colours["t1"], 0.9), Gap(2), speech.text(name, SMALL)]
