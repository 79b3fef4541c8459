"""The receipt of a payment, of a refund, or of a payment taken back, as a PDF in one or two languages."""

from pathlib import Path

from clinicdesk.documents.amount_words import amount_in_words
from clinicdesk.documents.blocks import Column, Columns, Gap, Panel, Stack
from clinicdesk.documents.clinic_time import in_zone
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.letterhead import head
from clinicdesk.documents.page import Foot, compose
from clinicdesk.documents.press import Press
from clinicdesk.documents.receipt_fields import field_rows
from clinicdesk.documents.receipt_parts import balance_table, coordinator_block, refund_rule, signatures
from clinicdesk.documents.speech import SEPARATOR, Speech
from clinicdesk.documents.theme import LABEL, LEAD, PX, SMALL, TITLE, Align, TextStyle
from clinicdesk.domain.papers import Said
from clinicdesk.domain.receipts import ReceiptDocument

NUMBER = TextStyle(13 * PX, 18 * PX, bold=True)
AMOUNT = TextStyle(31 * PX, 38 * PX, bold=True, colour="rail")
WORDS = TextStyle(13 * PX, 18 * PX, bold=True)
BETWEEN = 15.0
SECONDS_OF_AN_HOUR = 3600


def receipt_pdf(
    receipt: ReceiptDocument, press: Press, *, copy: bool = False, translations: Path | None = None
) -> bytes:
    """The receipt's page; the same receipt gives the same bytes.

    ``copy`` marks a second print beside the title and in the footer.  ``translations`` is the folder of the
    catalogues, by default the shipped one.  Raises UnknownGlyph for a character that cannot be printed.
    """
    speech = Speech(press, receipt.language, receipt.second_language, translations)
    title = f"{receipt_title(receipt, speech).text} {receipt.number}"
    return compose(
        receipt_blocks(receipt, speech, copy=copy),
        speech.typesetter,
        head(receipt.letterhead, speech, with_tax_number=True),
        _foot(receipt, speech, copy=copy),
        title=title,
        made_at=receipt.issued_at,
    )


def receipt_blocks(receipt: ReceiptDocument, speech: Speech, *, copy: bool = False) -> list[Flowable]:
    """Everything between letterhead and footer, in reading order."""
    blocks: list[Flowable] = [_title_block(receipt, speech, copy=copy), Gap(12)]
    blocks.append(_amount_panel(receipt, speech))
    for part in (
        field_rows(receipt, speech),
        balance_table(receipt, speech),
        _refund_and_coordinator(receipt, speech),
        signatures(receipt, speech),
    ):
        if part is not None:
            blocks += [Gap(BETWEEN), part]
    blocks += [Gap(10), speech.line(_closing(receipt, speech), SMALL)]
    if receipt.note:
        blocks += [Gap(3), speech.text(receipt.note, SMALL)]
    return blocks


def receipt_title(receipt: ReceiptDocument, speech: Speech) -> Said:
    """The owner's own title, or the standard one of the receipt's kind."""
    t = speech.t
    if receipt.title:
        return Said(receipt.title)
    return {
        "deposit": t("Deposit receipt"),
        "refund": t("Refund receipt"),
        "void": t("Cancellation of a receipt"),
    }.get(receipt.kind, t("Payment receipt"))


def _title_block(receipt: ReceiptDocument, speech: Speech, *, copy: bool) -> Flowable:
    words = receipt_title(receipt, speech)
    title = speech.text(words.text, TITLE)
    title.bookmark = (words.text, 0)
    block: list[Flowable] = [Gap(6), title]
    if words.second:
        block.append(speech.text(words.second, LEAD.in_colour("t2")))
    when = _issued(receipt, speech)
    aside: list[Flowable] = [speech.text(speech.typesetter.isolated(receipt.number), NUMBER, Align.END)]
    aside += [speech.text(line, SMALL, Align.END) for line in (when.text, when.second) if line]
    if copy:
        aside.append(speech.line(speech.t("Copy"), WORDS.in_colour("orange"), Align.END))
    return Columns([Column(block), Column([Gap(9), *aside], 210)], gap=10, right_to_left=speech.right_to_left)


def _issued(receipt: ReceiptDocument, speech: Speech) -> Said:
    """When and where it was made: the first language also names the distance from UTC and the city."""
    at = in_zone(receipt.issued_at, receipt.letterhead.zone)
    offset = at.utcoffset()
    hours = (offset.total_seconds() if offset else 0) / SECONDS_OF_AN_HOUR
    zone = speech.typesetter.isolated(f"UTC{hours:+g}" if hours else "UTC")
    written = speech.t.written(lambda f: f.date_time(at))
    return Said(speech.listed((f"{written.text} ({zone})", receipt.letterhead.city)), written.second)


def _amount_panel(receipt: ReceiptDocument, speech: Speech) -> Panel:
    t = speech.t
    label = {"refund": t("Amount given back"), "void": t("Amount taken back")}.get(
        receipt.kind, t("Amount received")
    )
    figure = speech.text(speech.amount(receipt.amount), AMOUNT)
    columns = [Column([speech.line(label, LABEL), figure], figure.natural_width + 4)]
    spoken = [amount_in_words(receipt.amount, speech.language)]
    if speech.second_language:
        spoken.append(amount_in_words(receipt.amount, speech.second_language))
    if spoken[0]:
        words: list[Flowable] = [speech.line(t("In words"), LABEL), Gap(1), speech.text(spoken[0], WORDS)]
        words += [speech.text(line, LEAD.in_colour("t2")) for line in spoken[1:] if line]
        columns.append(Column(words))
    across = Columns(columns, gap=18, right_to_left=speech.right_to_left)
    return Panel(across, padding=(15, 11), fill=speech.press.theme.colours["atint"])


def _refund_and_coordinator(receipt: ReceiptDocument, speech: Speech) -> Flowable | None:
    parts = [part for part in (refund_rule(receipt, speech), coordinator_block(receipt, speech)) if part]
    columns = [Column(Stack(part)) for part in parts]
    return Columns(columns, gap=20, right_to_left=speech.right_to_left) if columns else None


def _closing(receipt: ReceiptDocument, speech: Speech) -> Said:
    t = speech.t
    number = speech.typesetter.isolated(receipt.replaces)
    if receipt.kind == "void":
        return t("This document takes receipt {number} back; the payment no longer counts.", number=number)
    if receipt.kind == "refund":
        return t("This receipt confirms that the money was given back.")
    return t("This receipt confirms payment; it does not replace a tax invoice.")


def _foot(receipt: ReceiptDocument, speech: Speech, *, copy: bool) -> Foot:
    t, isolated = speech.t, speech.typesetter.isolated
    parts = [isolated(receipt.number), isolated(receipt.plan_number)]
    parts.append(_comma(t("copy") if copy else t("original")))
    if receipt.check_code:
        parts.append(f"{_comma(t('check code'))} {isolated(receipt.check_code)}")

    def count(number: int, pages: int) -> str:
        words = _comma(t("page"))
        return f"{words[:1].upper()}{words[1:]} {speech.typesetter.isolated(f'{number}/{pages}')}"

    return Foot(SEPARATOR.join(part for part in parts if part), count)


def _comma(said: Said) -> str:
    """Both languages as the footer has them: "mã kiểm tra, check code"."""
    return f"{said.text}, {said.second}" if said.second and said.second != said.text else said.text
