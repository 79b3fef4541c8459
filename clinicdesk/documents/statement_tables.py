"""The two tables of a balance statement: trips with what is due, and every payment by its receipt."""

from clinicdesk.documents.blocks import Stack
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.receipt_fields import pinned_rate, way_names
from clinicdesk.documents.speech import SEPARATOR, Speech
from clinicdesk.documents.tables import ItemTable, Row, TableColumn
from clinicdesk.documents.theme import BAR, BODY, LABEL, SMALL, STRONG, Align, TextStyle
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import Said
from clinicdesk.domain.statements import StatementEntry, StatementPlan, StatementTrip

TRIP_COLUMNS = (TableColumn(), TableColumn(82), TableColumn(82), TableColumn(82))
PAYMENT_COLUMNS = (TableColumn(66), TableColumn(90), TableColumn(), TableColumn(92))


def trips_table(plan: StatementPlan, speech: Speech) -> ItemTable:
    """What was issued for each trip, what is paid of it, and what is due then."""
    t, currency = speech.t, plan.total.currency
    number = t("Plan {number}", number=speech.typesetter.isolated(plan.number))
    revision = t("revision {revision}", revision=plan.revision)
    names = (
        t("Total, {currency}", currency=currency),
        t("Paid, {currency}", currency=currency),
        t("Due, {currency}", currency=currency),
    )
    bar = _bar((t.listed([number, revision]), *names), speech)
    rows = [_trip(trip, speech) for trip in plan.trips]
    rows.append(_sums(t("In all"), (plan.total, plan.paid, plan.left), speech))
    if any(trip.estimate for trip in plan.trips):
        words = speech.under(t("* Includes an estimate."), SMALL)
        rows.append(Row((words, None, None, None), 4, 0, with_previous=True, spanning=True))
    return ItemTable(TRIP_COLUMNS, [bar], rows, gap=8, right_to_left=speech.right_to_left)


def _trip(trip: StatementTrip, speech: Speech) -> Row:
    t = speech.t
    parts = [t("Trip {number}", number=trip.number)]
    if trip.starts_on is not None:
        on = trip.starts_on
        parts.append(t.written(lambda f: f.month(on)))
    parts.append(t.n("{count} day", "{count} days", trip.days))
    star = "*" if trip.estimate else ""
    cells = (
        speech.under(t.listed(parts), BODY),
        _amount(trip.total, speech, BODY, star),
        _amount(trip.paid, speech, BODY),
        _amount(trip.due, speech, STRONG, star),
    )
    return Row(cells, 3.6, 4, line=speech.press.theme.colours["line"], inset=7)


def payments_table(plan: StatementPlan, speech: Speech) -> ItemTable:
    """Every payment, refund and cancelled payment by date and receipt, and what they come to."""
    t = speech.t
    bar = _bar(
        (
            t("Date"),
            t("Receipt"),
            t("Payments"),
            t("Amount, {currency}", currency=plan.paid.currency),
        ),
        speech,
        texts=3,
    )
    rows = [_entry(entry, speech) for entry in plan.entries]
    words = t("Paid in all")
    sums = (speech.beside(words, STRONG), None, None, _amount(plan.paid, speech, STRONG))
    rows.append(_last(sums, speech))
    return ItemTable(PAYMENT_COLUMNS, [bar], rows, gap=8, right_to_left=speech.right_to_left)


def _entry(entry: StatementEntry, speech: Speech) -> Row:
    on = entry.received_on
    cells = (
        speech.under(speech.t.written(lambda f: f.date(on, "numeric")), BODY),
        speech.text(speech.typesetter.isolated(entry.receipt), BODY),
        Stack(_what(entry, speech)),
        _amount(entry.amount, speech, BODY),
    )
    return Row(cells, 3.6, 4, line=speech.press.theme.colours["line"], inset=7)


def _what(entry: StatementEntry, speech: Speech) -> list[Flowable]:
    """What the payment was and how it came, what it reverses, and what was handed over at which rate."""
    t = speech.t
    kind = {"deposit": t("Deposit"), "refund": t("Refund"), "void": t("Cancelled payment")}.get(
        entry.kind, t("Payment")
    )
    way = way_names(speech).get(entry.way)
    blocks: list[Flowable] = [speech.under(t.listed([kind, way]) if way else kind, BODY)]
    if entry.cites:
        words = t("of receipt {number}", number=speech.typesetter.isolated(entry.cites))
        blocks.append(speech.under(words, SMALL))
    if entry.rate is not None:
        amount = speech.amount(entry.paid, exact=True)
        rate = pinned_rate(entry.paid.currency, entry.amount.currency, entry.rate, speech)
        day = speech.formats.date(entry.rate_on or entry.received_on, "numeric")
        blocks.append(speech.text(SEPARATOR.join((amount, speech.listed([rate, day]))), SMALL))
    return blocks


def _sums(words: Said, sums: tuple[Money, ...], speech: Speech) -> Row:
    return _last((speech.beside(words, STRONG), *(_amount(one, speech, STRONG) for one in sums)), speech)


def _last(cells: tuple[Flowable | None, ...], speech: Speech) -> Row:
    ink = speech.press.theme.colours["t1"]
    return Row(cells, 4, 4.5, line=ink, line_width=1, with_previous=True, inset=7)


def _bar(names: tuple[Said, ...], speech: Speech, texts: int = 1) -> Row:
    second = LABEL.in_colour("railt")
    cells = tuple(
        speech.under(name, BAR, Align.START if place < texts else Align.END, second)
        for place, name in enumerate(names)
    )
    return Row(cells, 5, 5, ground=speech.press.theme.colours["rail"], inset=7)


def _amount(money: Money, speech: Speech, style: TextStyle, star: str = "") -> Flowable:
    return speech.text(speech.amount(money, exact=True, bare=True) + star, style, Align.END)
