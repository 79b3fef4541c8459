"""The balance statement as a PDF: what was agreed, every payment by its receipt, and what is due when."""

from pathlib import Path

from clinicdesk.documents.blocks import Column, Columns, Gap, Panel
from clinicdesk.documents.clinic_time import in_zone
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.foot import paper_foot
from clinicdesk.documents.letterhead import head
from clinicdesk.documents.marks import Barred
from clinicdesk.documents.page import Foot, compose
from clinicdesk.documents.pay_codes import SMALL_CODE, account_lines, code_block
from clinicdesk.documents.plan_front import NUMBER, facts
from clinicdesk.documents.plan_money import GROUND
from clinicdesk.documents.press import Press
from clinicdesk.documents.receipt import AMOUNT
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.statement_tables import payments_table, trips_table
from clinicdesk.documents.theme import HEADING, LABEL, LEAD, SMALL, STRONG, TITLE, Align
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import UNSAID, Said
from clinicdesk.domain.statements import StatementDocument, StatementPlan

BETWEEN = 12.0


def statement_pdf(statement: StatementDocument, press: Press, translations: Path | None = None) -> bytes:
    """The statement's pages; the same statement gives the same bytes.

    ``translations`` is the folder of the catalogues, by default the shipped one.  Raises UnknownGlyph for a
    character that cannot be printed.
    """
    speech = Speech(press, statement.language, statement.second_language, translations)
    t = speech.t.first
    title = t("Balance statement for {name}", name=statement.patient.name)
    return compose(
        statement_blocks(statement, speech),
        speech.typesetter,
        head(statement.letterhead, speech, with_tax_number=True),
        _foot(statement, speech),
        title=title,
    )


def statement_blocks(statement: StatementDocument, speech: Speech) -> list[Flowable]:
    """Everything between letterhead and footer, in reading order."""
    t = speech.t
    last = (t("For plan"), _plans(statement))
    blocks: list[Flowable] = [_title_block(statement, speech), Gap(6), facts(statement, speech, last)]
    blocks += [Gap(BETWEEN), _amount_panel(statement, speech)]
    for plan in statement.plans:
        if plan.trips:
            blocks += [Gap(BETWEEN), trips_table(plan, speech)]
        if plan.entries:
            blocks += [Gap(BETWEEN), payments_table(plan, speech)]
    words = t("This statement says what was agreed and paid. It is not a receipt and not a tax invoice.")
    blocks += [Gap(5), speech.under(words, SMALL)]
    ways = _how_to_pay(statement, speech)
    return [*blocks, Gap(BETWEEN), ways] if ways is not None else blocks


def _plans(statement: StatementDocument) -> list[str]:
    """The numbers and titles of the plans that the statement is about."""
    lines = [(plan.number, plan.title.text) for plan in statement.plans]
    return [part for line in lines for part in line if part]


def _title_block(statement: StatementDocument, speech: Speech) -> Flowable:
    t = speech.t
    words = t("Balance statement")
    title = speech.text(words.text, TITLE)
    title.bookmark = (words.text, 0)
    block: list[Flowable] = [Gap(7), title]
    if words.second:
        block.append(speech.text(words.second, LEAD.in_colour("t2")))
    at = in_zone(statement.made_at, statement.letterhead.zone)
    numbers = [plan.number for plan in statement.plans if plan.number]
    name = speech.typesetter.isolated(numbers[0]) if len(numbers) == 1 else ""
    aside: list[Flowable] = [Gap(4), speech.text(name, NUMBER, Align.END)] if name else [Gap(12)]
    aside.append(speech.under(t("As of {time}", time=lambda f: f.date_time(at)), SMALL, Align.END))
    return Columns([Column(block), Column(aside, 230)], gap=10, right_to_left=speech.right_to_left)


def _amount_panel(statement: StatementDocument, speech: Speech) -> Panel:
    """What is left in all, beside what is to be paid next and when."""
    columns = [Column([part for money in statement.due for part in _left(money, speech)])]
    due = _next(statement, speech)
    if due:
        bar = speech.press.theme.colours["aline"]
        columns.append(Column(Barred(due, colour=bar, right_to_left=speech.right_to_left, inset=15)))
    across = Columns(columns, gap=14, right_to_left=speech.right_to_left, stretch=True)
    return Panel(across, padding=(15, 11), fill=speech.press.theme.colours["atint"])


def _left(money: Money, speech: Speech) -> list[Flowable]:
    t = speech.t
    label = t("Credit in your favour") if money.minor < 0 else t("Balance due")
    shown = -money if money.minor < 0 else money
    return [speech.line(label, LABEL), speech.text(speech.amount(shown, exact=True), AMOUNT)]


def _next(statement: StatementDocument, speech: Speech) -> list[Flowable]:
    t, due = speech.t, statement.next_due
    if due is None:
        return []
    blocks: list[Flowable] = [
        speech.line(t("To be paid next"), LABEL),
        speech.text(speech.amount(due, exact=True), STRONG),
    ]
    words = next((said for plan in statement.plans if (said := when_due(plan, statement, speech))), UNSAID)
    return [*blocks, speech.under(words, SMALL)] if words else blocks


def when_due(plan: StatementPlan, statement: StatementDocument, speech: Speech) -> Said:
    """When the next amount of a plan is due: until the hold ends, else at its trip; nothing where none is."""
    t = speech.t
    if plan.deposit_due is not None:
        if plan.deposit_until is None:
            return t("Deposit")
        at = in_zone(plan.deposit_until, statement.letterhead.zone)
        return t("Deposit, pay until {time}", time=lambda f: f.date_time(at))
    trip = next((trip for trip in plan.trips if trip.due.minor > 0), None)
    if trip is None:
        return UNSAID
    if trip.starts_on is None:
        return t("Due on trip {number}", number=trip.number)
    on = trip.starts_on
    return t("Due on trip {number}, {month}", number=trip.number, month=lambda f: f.month(on))


def _how_to_pay(statement: StatementDocument, speech: Speech) -> Panel | None:
    """The codes for what is due next, and the bank account; None where nothing is due or no way is known."""
    due, t = statement.next_due, speech.t
    if due is None:
        return None
    lines = account_lines(statement.letterhead, due.currency, statement.reference, speech)
    bank = lines if "bank" in statement.ways else []
    if not bank and not statement.codes:
        return None
    heading = speech.under(t("How to pay {amount}", amount=due), HEADING)
    columns = [Column([heading, Gap(4), *bank])]
    columns += [Column(code_block(code, speech), SMALL_CODE) for code in statement.codes]
    across = Columns(columns, gap=12, right_to_left=speech.right_to_left)
    return Panel(across, padding=(9, 7), fill=GROUND, stroke=speech.press.theme.colours["accent"])


def _foot(statement: StatementDocument, speech: Speech) -> Foot:
    t, isolated = speech.t.first, speech.typesetter.isolated
    on = in_zone(statement.made_at, statement.letterhead.zone).date()
    numbers = [isolated(plan.number) for plan in statement.plans if plan.number]
    return paper_foot(
        speech, t("Balance statement"), *numbers, speech.formats.date(on), check_code=statement.check_code
    )
