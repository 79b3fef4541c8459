"""What a patient pays and when, and the box that reserves the place."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from clinicdesk.documents.blocks import Column, Columns, Gap, Panel, Rule, Stack
from clinicdesk.documents.clinic_time import in_zone
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.pay_codes import SMALL_CODE, bank_lines, code_block
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.theme import BODY, HEADING, PX, SMALL, STRONG, Align, Colour, TextStyle
from clinicdesk.domain.clinic import RefundStep
from clinicdesk.domain.money import Money
from clinicdesk.domain.options import deposit_of
from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import PlanDocument, PlanPaperDiscount, PlanPaperOption
from clinicdesk.i18n.formats import Formats

TOTAL = TextStyle(15 * PX, 20 * PX, bold=True)
RESERVE = TextStyle(16 * PX, 21 * PX, bold=True, colour="accent")
PERCENT = 32.0
GROUND = Colour.from_hex("#F5FAFC")
"""The tint of the deposit box, lighter than that of the summary."""


def what_you_pay(plan: PlanDocument, option: PlanPaperOption, speech: Speech) -> Panel:
    """Trips, discounts, total, and what is due when."""
    t, colours = speech.t, speech.press.theme.colours
    star = "*" if option.estimate else ""
    blocks: list[Flowable] = [speech.beside(t("What you pay"), HEADING), Gap(2)]
    blocks += [
        _sum(t("Trip {number}", number=trip.number), trip.gross, speech, star="*" if trip.estimate else "")
        for trip in option.trips
    ]
    blocks += [_sum(_discount(discount, speech), -discount.amount, speech) for discount in option.discounts]
    blocks += [Gap(3), Rule(colours["t1"], 1.5), Gap(4)]
    total = t("Total, {currency}", currency=plan.currency)
    blocks.append(_sum(total, option.total, speech, star=star, style=TOTAL))
    deposit = deposit_of(plan, option)
    if deposit.minor:
        blocks.append(_sum(t("Deposit now"), deposit, speech))
    blocks += [
        _sum(
            t("Due on trip {number}", number=trip.number), trip.due, speech, star="*" if trip.estimate else ""
        )
        for trip in option.trips
    ]
    if option.estimate:
        blocks += [Gap(4), speech.under(t("* Includes an estimate."), SMALL)]
    return Panel(blocks, padding=(9, 7), stroke=colours["line2"])


def _discount(discount: PlanPaperDiscount, speech: Speech) -> Said:
    t, reason = speech.t, discount.reason
    if not discount.points:
        return t("Discount, {reason}", reason=reason) if reason else t("Discount")

    def percent(formats: Formats) -> str:
        return formats.percent(Decimal(discount.points) / 100)

    if reason:
        return t("Discount {percent}, {reason}", percent=percent, reason=reason)
    return t("Discount {percent}", percent=percent)


def _sum(words: Said, amount: Money, speech: Speech, *, star: str = "", style: TextStyle = BODY) -> Flowable:
    text = speech.text(speech.amount(amount, bare=True) + star, style, Align.END)
    columns = [Column(speech.under(words, style)), Column(text, max(70.0, text.natural_width + 1))]
    return Stack([Columns(columns, gap=6, right_to_left=speech.right_to_left), Gap(2)])


def reserve_box(plan: PlanDocument, speech: Speech) -> Panel:
    """The deposit: what it holds, the refund ladder, the code to pay with, and the bank account."""
    deposit, t, colours = plan.deposit, speech.t, speech.press.theme.colours
    words: list[Flowable] = [
        speech.under(t("Reserve your place: {amount}", amount=deposit.amount), RESERVE),
        *_held(plan, speech),
        Gap(4),
        *ladder(deposit.ladder, deposit.free_moves, speech),
    ]
    columns = [Column(words)]
    if deposit.codes:
        stack = [part for code in deposit.codes for part in (*code_block(code, speech), Gap(3))]
        columns.append(Column(stack[:-1], SMALL_CODE))
    blocks: list[Flowable] = [Columns(columns, gap=10, right_to_left=speech.right_to_left)]
    bank = bank_lines(plan, speech) if "bank" in deposit.ways else []
    if bank:
        blocks += [Gap(6), Rule(colours["aline"], 0.6), Gap(5), *bank]
    return Panel(blocks, padding=(9, 7), fill=GROUND, stroke=colours["accent"])


def _held(plan: PlanDocument, speech: Speech) -> list[Flowable]:
    deposit, t, zone = plan.deposit, speech.t, plan.letterhead.zone
    trips = plan.options[0].trips
    sentences = [t("It comes off your bill for trip {number}.", number=trips[0].number if trips else 1)]
    if deposit.held_at:
        at = in_zone(deposit.held_at, zone)
        sentences.append(t("It holds {time} for you.", time=lambda f: f.date_time(at, "full")))
    if deposit.hold_ends_at:
        end = in_zone(deposit.hold_ends_at, zone).date()
        sentences.append(t("The date is kept until {date}.", date=end))
    return [speech.under(t.sentences(sentences), SMALL)]


def ladder(steps: Sequence[RefundStep], free_moves: int, speech: Speech) -> Iterable[Flowable]:
    """How much of the deposit comes back, from the earliest day to the last."""
    ordered = sorted(steps, key=lambda step: -step.days)
    for place, step in enumerate(ordered):
        if place and speech.second_language:
            yield Gap(4)
        words = _step(step, ordered[place - 1] if place else None, free_moves, speech)
        percent = speech.text(
            speech.typesetter.isolated(speech.formats.percent(step.percent)), STRONG, Align.END
        )
        yield Columns(
            [Column(percent, PERCENT), Column(speech.under(words, BODY, second=BODY.in_colour("t2")))],
            gap=8,
            right_to_left=speech.right_to_left,
        )


def _step(step: RefundStep, before: RefundStep | None, free_moves: int, speech: Speech) -> Said:
    t = speech.t
    if before is None:
        return t.n(
            "back, {count} day or more before the date",
            "back, {count} days or more before the date",
            step.days,
        )
    if step.days:
        return t("back, {first} to {last} days before", first=step.days, last=before.days - 1)
    if step.percent:
        return t("back, later")
    if free_moves:
        return t.n(
            "later, but the date can be moved once for free",
            "later, but the date can be moved {count} times for free",
            free_moves,
        )
    return t("later")
