"""The facts of a receipt, two beside one another: who, how, how much, what for, and the date it holds."""

from collections.abc import Sequence
from decimal import Context, Decimal

from clinicdesk.documents.blocks import Column, Columns, Gap, Rule, Stack
from clinicdesk.documents.clinic_time import in_zone
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.letterhead import patient_home, patient_name
from clinicdesk.documents.paragraph import Span
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.theme import LABEL, PX, SMALL, TextStyle
from clinicdesk.domain.papers import Said
from clinicdesk.domain.receipts import ReceiptDocument

VALUE = TextStyle(13 * PX, 18 * PX)
STRONG_VALUE = VALUE.in_bold()
RATE_DIGITS, RATE_STEP = Context(prec=9), Decimal("0.000001")
"""A rate is printed with at most six decimals, of at most nine digits where it is turned round."""


def field_rows(receipt: ReceiptDocument, speech: Speech) -> Flowable:
    """All fields that have something to say, in rows of two with a line under each."""
    fields = [
        field
        for field in (
            _patient(receipt, speech),
            _payer(receipt, speech),
            _method(receipt, speech),
            _original(receipt, speech),
            _reversed(receipt, speech),
            _plan(receipt, speech),
            _appointment(receipt, speech),
        )
        if field is not None
    ]
    colour = speech.press.theme.colours["line"]
    rows: list[Flowable] = []
    for start in range(0, len(fields), 2):
        pair = fields[start : start + 2]
        rows += [_row(pair, speech), Gap(6), _row([Rule(colour) for _ in pair], speech)]
    return Stack(rows)


def _row(pair: Sequence[Flowable], speech: Speech) -> Flowable:
    columns = [Column(block) for block in pair] + [Column([])] * (2 - len(pair))
    return Columns(columns, gap=21, right_to_left=speech.right_to_left)


def _field(speech: Speech, label: Said, value: Flowable, line: str = "") -> Flowable:
    blocks: list[Flowable] = [Gap(6), _label(label, speech), value]
    if line:
        blocks.append(speech.text(line, SMALL))
    return Stack(blocks)


def _label(label: Said, speech: Speech) -> Flowable:
    if not label.second:
        return speech.text(label.text, LABEL)
    spans = [Span(label.text, bold=True, colour="t2"), Span(f"  {label.second}")]
    return speech.typesetter.text(spans, LABEL)


def _patient(receipt: ReceiptDocument, speech: Speech) -> Flowable:
    patient, t = receipt.patient, speech.t.first
    parts = [patient_home(patient, speech)]
    if patient.birth_on:
        parts.append(t("born {date}", date=patient.birth_on))
    name = speech.text(patient_name(patient), STRONG_VALUE)
    return _field(speech, speech.t("Patient"), name, speech.listed(parts))


def _payer(receipt: ReceiptDocument, speech: Speech) -> Flowable | None:
    if not receipt.payer:
        return None
    t = speech.t
    label = t("Paid to") if receipt.kind == "refund" else t("Paid by")
    return _field(speech, label, speech.text(receipt.payer, STRONG_VALUE), receipt.payer_relation)


def way_names(speech: Speech) -> dict[str, Said]:
    """How each way of paying is called."""
    t = speech.t
    return {
        "bank": t("Bank transfer"),
        "card": t("Card"),
        "cash": t("Cash"),
        "link": t("Payment link"),
        "qr": t("QR payment"),
        "other": t("Other way"),
    }


def _method(receipt: ReceiptDocument, speech: Speech) -> Flowable | None:
    t, ways = speech.t, way_names(speech)
    if receipt.way not in ways:
        return None
    reference = speech.typesetter.isolated(receipt.reference)
    line = f"{speech.joined(t('Reference'))} {reference}" if reference else ""
    return _field(speech, t("Method"), speech.line(ways[receipt.way], VALUE), line)


def _original(receipt: ReceiptDocument, speech: Speech) -> Flowable:
    """The amount in the currency that was handed over with its pinned rate, else the day it came in."""
    t, rate = speech.t, receipt.rate
    day = receipt.received_on
    if rate is None:
        label = {"refund": t("Given back on"), "void": t("Taken back on")}.get(receipt.kind, t("Received on"))
        return _field(speech, label, speech.line(t.written(lambda f: f.date(day)), VALUE))
    pinned = pinned_rate(receipt.paid.currency, receipt.amount.currency, rate, speech)
    line = f"{speech.joined(t('Rate'))} {pinned}, {speech.formats.date(receipt.rate_on or day, 'numeric')}"
    value = speech.text(speech.amount(receipt.paid, exact=True), STRONG_VALUE)
    return _field(speech, t("Original amount"), value, line)


def pinned_rate(one: str, other: str, rate: Decimal, speech: Speech) -> str:
    """How many ``other`` one of ``one`` is, turned round where it is below one."""
    if rate < 1:
        one, other, rate = other, one, RATE_DIGITS.divide(Decimal(1), rate)
    shown = rate.quantize(RATE_STEP).normalize()
    places = max(0, -int(shown.as_tuple().exponent))
    return speech.typesetter.isolated(f"1 {one} = {speech.formats.number(shown, places)} {other}")


def _reversed(receipt: ReceiptDocument, speech: Speech) -> Flowable | None:
    """The receipt whose money goes back, on the paper that reverses it."""
    t = speech.t
    labels = {"void": t("Takes back receipt"), "refund": t("Gives back money of receipt")}
    label = labels.get(receipt.kind)
    if label is None or not receipt.replaces:
        return None
    return _field(speech, label, speech.text(speech.typesetter.isolated(receipt.replaces), STRONG_VALUE))


def _plan(receipt: ReceiptDocument, speech: Speech) -> Flowable | None:
    if not receipt.plan_number:
        return None
    t = speech.t
    spans = [Span(speech.typesetter.isolated(receipt.plan_number), bold=True)]
    if receipt.plan_revision:
        revision = speech.joined(t("revision {revision}", revision=receipt.plan_revision))
        spans.append(Span(speech.formats.comma + revision))
    value = speech.typesetter.text(spans, VALUE)
    return _field(speech, t("For plan"), value, speech.joined(receipt.plan_title))


def _appointment(receipt: ReceiptDocument, speech: Speech) -> Flowable | None:
    if receipt.appointment_at is None:
        return None
    at = in_zone(receipt.appointment_at, receipt.letterhead.zone)
    written = speech.t.written(lambda f: f.date_time(at, "full"))
    line = speech.listed((written.second, receipt.dentist))
    return _field(speech, speech.t("Held appointment"), speech.text(written.text, STRONG_VALUE), line)
