"""The lower half of a receipt: how the payment counts, the refund rule, the coordinator, the signatures."""

from clinicdesk.documents.blocks import Column, Columns, Gap, Panel
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.plan_money import ladder
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.tables import ItemTable, Row, TableColumn
from clinicdesk.documents.theme import BAR, BODY, HEADING, PX, SMALL, STRONG, Align, TextStyle
from clinicdesk.domain.papers import Said
from clinicdesk.domain.receipts import BalanceLine, ReceiptDocument

AMOUNT_WIDTH = 72.0
BOX_LABEL = TextStyle(11 * PX, 15 * PX, bold=True)
ROOM_TO_SIGN = 62.0
"""Height for a signature or a stamp, in points."""


def balance_table(receipt: ReceiptDocument, speech: Speech) -> ItemTable | None:
    """Total, earlier payments, this one and what is left, in each currency; None where nothing is known."""
    if not receipt.balance:
        return None
    colours = speech.press.theme.colours
    currencies = [amount.currency for amount in receipt.balance[0].amounts]
    columns = [TableColumn(), *(TableColumn(AMOUNT_WIDTH) for _ in currencies)]
    bar = Row(
        (
            speech.beside(speech.t("How it counts"), BAR),
            *(speech.text(currency, BAR, Align.END) for currency in currencies),
        ),
        5.5,
        5.5,
        ground=colours["rail"],
        inset=7,
    )
    rows = [_balance_row(line, receipt, speech) for line in receipt.balance]
    return ItemTable(columns, [bar], rows, right_to_left=speech.right_to_left)


def _balance_row(line: BalanceLine, receipt: ReceiptDocument, speech: Speech) -> Row:
    last = line.kind == "left"
    style = STRONG if last else BODY
    amounts = (
        speech.text(speech.amount(amount, exact=True, bare=True), style, Align.END) for amount in line.amounts
    )
    cells = (speech.beside(_balance_words(line.kind, receipt, speech), style), *amounts)
    colours = speech.press.theme.colours
    return Row(
        cells,
        3.6,
        4,
        line=colours["t1" if last else "line"],
        line_width=1 if last else 0.75,
        with_previous=last,
        inset=7,
    )


def _balance_words(kind: str, receipt: ReceiptDocument, speech: Speech) -> Said:
    t = speech.t
    this = {
        "deposit": t("This deposit"),
        "refund": t("This refund"),
        "void": t("The payment taken back"),
    }.get(receipt.kind, t("This payment"))
    return {
        "total": t("Treatment total"),
        "earlier": t("Paid before"),
        "this": this,
        "left": t("Balance, due at treatment"),
    }.get(kind, Said(kind))


def refund_rule(receipt: ReceiptDocument, speech: Speech) -> list[Flowable]:
    """The refund ladder of a deposit, or how much of it a refund gave back; nothing on other receipts."""
    t = speech.t
    if receipt.kind == "refund" and receipt.refund_percent is not None:
        percent = receipt.refund_percent
        words = t("{percent} of the deposit, by the refund rule.", percent=lambda f: f.percent(percent))
        return [*_heading(t("Refund rule"), speech), speech.under(words, BODY)]
    if receipt.kind != "deposit" or not receipt.ladder:
        return []
    return [*_heading(t("Refund rule"), speech), *ladder(receipt.ladder, receipt.free_moves, speech)]


def coordinator_block(receipt: ReceiptDocument, speech: Speech) -> list[Flowable]:
    """Whom the patient can ask; nothing where nobody is named."""
    coordinator, t = receipt.coordinator, speech.t
    if not coordinator.name:
        return []
    blocks = [*_heading(t("Your coordinator"), speech), speech.text(coordinator.name, STRONG)]
    if coordinator.phone:
        blocks.append(speech.text(speech.typesetter.isolated(coordinator.phone), BODY))
    if receipt.appointment_at is not None:
        words = t("To move your date, just answer {name}’s message.", name=coordinator.name)
        blocks += [Gap(3), speech.under(words, SMALL)]
    return blocks


def _heading(words: Said, speech: Speech) -> list[Flowable]:
    return [speech.under(words, HEADING), Gap(4)]


def signatures(receipt: ReceiptDocument, speech: Speech) -> Flowable:
    """Three boxes: who paid, who received it, and the clinic's stamp."""
    t = speech.t
    giver = receipt.payer or receipt.patient.name
    back = receipt.kind == "refund"
    clerk = {"refund": t("Paid back by"), "void": t("Issued by")}.get(receipt.kind, t("Received by"))
    boxes = [
        _box(t("Received by") if back else t("Payer"), giver, speech),
        _box(clerk, receipt.received_by, speech),
        _box(t("Clinic stamp"), "", speech),
    ]
    return Columns([Column(box) for box in boxes], gap=18, right_to_left=speech.right_to_left, stretch=True)


def _box(label: Said, name: str, speech: Speech) -> Panel:
    blocks: list[Flowable] = [speech.under(label, BOX_LABEL), Gap(ROOM_TO_SIGN)]
    if name:
        blocks.append(speech.text(name, SMALL))
    return Panel(blocks, padding=(9, 7), stroke=speech.press.theme.colours["line2"])
