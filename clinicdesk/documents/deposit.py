"""The request for a deposit as a PDF: what to pay, how, until when, and what it holds."""

from pathlib import Path

from clinicdesk.documents.amount_words import amount_in_words
from clinicdesk.documents.blocks import Column, Columns, Gap, Panel, Rule, Stack
from clinicdesk.documents.clinic_time import first_instant, in_zone
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.foot import plan_foot
from clinicdesk.documents.letterhead import head
from clinicdesk.documents.marks import Barred, numbered
from clinicdesk.documents.page import compose
from clinicdesk.documents.pay_codes import CODE_NAMES, SMALL_CODE, bank_lines, code_block, scan_words
from clinicdesk.documents.plan_front import NUMBER, facts, issue_words
from clinicdesk.documents.plan_money import ladder
from clinicdesk.documents.press import Press
from clinicdesk.documents.qr import QrCode
from clinicdesk.documents.receipt import AMOUNT
from clinicdesk.documents.receipt_parts import AMOUNT_WIDTH
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.tables import ItemTable, Row, TableColumn
from clinicdesk.documents.theme import (
    BAR,
    BODY,
    HEADING,
    LABEL,
    LEAD,
    PX,
    SMALL,
    STRONG,
    TITLE,
    Align,
    TextStyle,
)
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import PlanDocument
from clinicdesk.i18n.formats import Formats

BETWEEN = 13.0
HELD = TextStyle(14 * PX, 21 * PX, bold=True)
CODE = 150.0


def deposit_pdf(plan: PlanDocument, press: Press, translations: Path | None = None) -> bytes:
    """The request that goes with an issued plan; the same plan gives the same bytes.

    ``translations`` is the folder of the catalogues, by default the shipped one.  Raises UnknownGlyph for a
    character that cannot be printed.
    """
    speech = Speech(press, plan.language, plan.second_language, translations)
    t = speech.t.first
    title = t("Deposit request for plan {number}", number=plan.number)
    name = t("Deposit request for plan {number}", number=speech.typesetter.isolated(plan.number))
    page_head = head(plan.letterhead, speech)
    return compose(
        deposit_blocks(plan, speech),
        speech.typesetter,
        page_head,
        plan_foot(plan, speech, name),
        title=title,
        made_at=first_instant(plan.issued_on, plan.letterhead.zone),
    )


def deposit_blocks(plan: PlanDocument, speech: Speech) -> list[Flowable]:
    """Everything between letterhead and footer, in reading order."""
    t = speech.t
    last = (t("Treatment"), [plan.title] if plan.title else [])
    blocks: list[Flowable] = [_title_block(plan, speech), Gap(6), facts(plan, speech, last)]
    blocks += [Gap(BETWEEN), _amount_panel(plan, speech)]
    blocks += [Gap(BETWEEN), _ways(plan, speech)]
    if len(plan.options) == 1:
        blocks += [Gap(BETWEEN), _balance(plan, plan.options[0].total, speech)]
    blocks += [Gap(BETWEEN), _rules(plan, speech), Gap(10), Rule(speech.press.theme.colours["line"]), Gap(5)]
    words = t("This is a request for payment, not a receipt. The receipt follows when the money has arrived.")
    return [*blocks, speech.under(words, SMALL)]


def _title_block(plan: PlanDocument, speech: Speech) -> Flowable:
    t = speech.t
    words = t("Deposit request")
    title = speech.text(words.text, TITLE)
    title.bookmark = (words.text, 0)
    block: list[Flowable] = [Gap(7), title]
    if words.second:
        block.append(speech.text(words.second, LEAD.in_colour("t2")))
    aside: list[Flowable] = [
        Gap(2),
        speech.text(speech.typesetter.isolated(plan.number), NUMBER, Align.END),
        speech.under(issue_words(plan, speech), SMALL, Align.END),
    ]
    end = plan.deposit.hold_ends_at
    if end is not None:
        at = in_zone(end, plan.letterhead.zone)
        aside.append(speech.under(t("Pay until {time}", time=lambda f: f.date_time(at)), SMALL, Align.END))
    return Columns([Column(block), Column(aside, 230)], gap=10, right_to_left=speech.right_to_left)


def _amount_panel(plan: PlanDocument, speech: Speech) -> Panel:
    deposit, t = plan.deposit, speech.t

    def percent(formats: Formats) -> str:
        return formats.percent(deposit.points / 100)

    label = t("Deposit, {percent} of the treatment", percent=percent) if deposit.points else t("Deposit")
    spoken = amount_in_words(deposit.amount, speech.language)
    left: list[Flowable] = [speech.line(label, LABEL), speech.text(speech.amount(deposit.amount), AMOUNT)]
    left += [speech.text(spoken, SMALL)] if spoken else []
    columns = [Column(left)]
    held = _held(plan, speech)
    if held:
        bar = speech.press.theme.colours["aline"]
        columns.append(Column(Barred(held, colour=bar, right_to_left=speech.right_to_left, inset=15)))
    across = Columns(columns, gap=14, right_to_left=speech.right_to_left, stretch=True)
    return Panel(across, padding=(15, 11), fill=speech.press.theme.colours["atint"])


def _held(plan: PlanDocument, speech: Speech) -> list[Flowable]:
    deposit, t, zone = plan.deposit, speech.t, plan.letterhead.zone
    if deposit.held_at is None:
        return []
    at = in_zone(deposit.held_at, zone)
    blocks: list[Flowable] = [
        speech.line(t("Appointment held for you"), LABEL),
        speech.under(t.written(lambda f: f.date_time(at, "full")), HELD),
    ]
    if deposit.hold_ends_at is not None:
        end = in_zone(deposit.hold_ends_at, zone)
        words = t("The date is kept until {date}.", date=lambda f: f.date_time(end))
        blocks.append(speech.under(words, SMALL))
    return blocks


def _ways(plan: PlanDocument, speech: Speech) -> Flowable:
    """The first code with its amount beside the steps; without a code the bank account alone."""
    bank = bank_lines(plan, speech) if "bank" in plan.deposit.ways else []
    if not plan.deposit.codes:
        return Stack([speech.heading(speech.t("How to pay"), HEADING), Gap(4), *bank])
    right: list[Flowable] = [speech.heading(speech.t("How to pay"), HEADING), Gap(6)]
    for number, words in enumerate(_steps(plan, speech), start=1):
        digits = speech.text(str(number), BAR, Align.CENTER)
        step = numbered(digits, speech.under(words, STRONG), speech.press.theme, speech.right_to_left)
        right += [step, Gap(8)]
    right += _another_way(plan, bank, speech)
    return Columns(
        [Column(_code_panel(plan, speech), CODE + 50), Column(right)],
        gap=20,
        right_to_left=speech.right_to_left,
    )


def _another_way(plan: PlanDocument, bank: list[Flowable], speech: Speech) -> list[Flowable]:
    """The codes after the first, and the bank account, under a line."""
    t, colours = speech.t, speech.press.theme.colours
    columns = [Column([speech.under(t("Another way"), STRONG), Gap(2), *bank])]
    columns += [Column(code_block(code, speech), SMALL_CODE) for code in plan.deposit.codes[1:]]
    if not bank and len(columns) == 1:
        return []
    across = Columns(columns, gap=10, right_to_left=speech.right_to_left)
    return [Gap(4), Rule(colours["line"]), Gap(6), across]


def _steps(plan: PlanDocument, speech: Speech) -> list[Said]:
    t = speech.t
    name = plan.coordinator.name
    sent = t("Tell {name}; the receipt follows the same day", name=name) if name else t("The receipt follows")
    return [
        scan_words(plan.deposit.codes[0], t),
        t("Check the name and the amount, then pay"),
        sent,
    ]


def _code_panel(plan: PlanDocument, speech: Speech) -> Panel:
    deposit, letterhead = plan.deposit, plan.letterhead
    colours = speech.press.theme.colours
    first = deposit.codes[0]
    code = QrCode(first.text, colours["t1"], CODE)
    side = Columns([Column([]), Column([code], CODE), Column([])], gap=0, right_to_left=False)
    name = CODE_NAMES.get(first.way)
    blocks: list[Flowable] = [speech.text(name, STRONG, Align.CENTER)] if name else []
    blocks += [
        side,
        speech.text(speech.amount(deposit.amount), HELD, Align.CENTER),
        speech.text(letterhead.payee, SMALL, Align.CENTER),
    ]
    if deposit.reference:
        t = speech.t.first
        words = t("reference {number}", number=speech.typesetter.isolated(deposit.reference))
        blocks.append(speech.text(words, SMALL, Align.CENTER))
    return Panel(blocks, padding=(9, 7), stroke=colours["line2"])


def _balance(plan: PlanDocument, total: Money, speech: Speech) -> ItemTable:
    t, colours = speech.t, speech.press.theme.colours
    deposit = plan.deposit.amount
    lines = (
        (t("Treatment total"), total, False),
        (t("This deposit"), -deposit, False),
        (t("Balance, due at treatment"), total - deposit, True),
    )
    bar = Row(
        (speech.beside(t("How it counts"), BAR), speech.text(plan.currency, BAR, Align.END)),
        5.5,
        5.5,
        ground=colours["rail"],
        inset=7,
    )
    rows = [
        Row(
            (
                speech.beside(words, STRONG if last else BODY),
                speech.text(speech.amount(amount, bare=True), STRONG if last else BODY, Align.END),
            ),
            3.6,
            4,
            line=colours["t1" if last else "line"],
            line_width=1 if last else 0.75,
            with_previous=last,
            inset=7,
        )
        for words, amount, last in lines
    ]
    columns = (TableColumn(), TableColumn(AMOUNT_WIDTH + 20))
    return ItemTable(columns, [bar], rows, right_to_left=speech.right_to_left)


def _rules(plan: PlanDocument, speech: Speech) -> Flowable:
    t, deposit = speech.t, plan.deposit
    later: list[Flowable] = [speech.under(t("If you are not ready yet"), HEADING), Gap(4)]
    if plan.coordinator.name:
        words = t("Answer {name}’s message and we find another date.", name=plan.coordinator.name)
        later.append(speech.under(words, BODY))
    if deposit.hold_ends_at is not None:
        later.append(speech.under(t("A date that is not paid in time is offered to others."), BODY))
    columns = [Column(later)] if len(later) > 2 else []
    if deposit.ladder:
        steps = list(ladder(deposit.ladder, deposit.free_moves, speech))
        columns.insert(0, Column([speech.under(t("Refund rule"), HEADING), Gap(4), *steps]))
    return Columns(columns or [Column([])], gap=20, right_to_left=speech.right_to_left)
