"""The priced lines of a plan: a table for each trip, and the lines a patient may add."""

from collections.abc import Sequence

from clinicdesk.documents.blocks import Column, Columns, Stack
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.paragraph import Span
from clinicdesk.documents.plan_teeth import teeth_words
from clinicdesk.documents.plan_visits import trip_name, trip_when
from clinicdesk.documents.speech import SEPARATOR, Speech
from clinicdesk.documents.tables import ItemTable, Row, TableColumn
from clinicdesk.documents.theme import BAR, BODY, LABEL, SMALL, STRONG, Align
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import UNSAID, Said
from clinicdesk.domain.plan_papers import PlanPaperItem, PlanPaperTrip

COLUMNS = (TableColumn(), TableColumn(88), TableColumn(30), TableColumn(62), TableColumn(66))
MONTHS_OF_A_YEAR = 12


def trip_table(trip: PlanPaperTrip, currency: str, speech: Speech) -> ItemTable:
    """The table of one trip with its petrol bar, and its subtotal before discounts."""
    colours = speech.press.theme.colours
    bar = Columns(
        [
            Column(speech.line(trip_name(trip, speech), BAR)),
            Column(speech.line(trip_when(trip, speech), BAR, Align.END)),
        ],
        gap=10,
        right_to_left=speech.right_to_left,
    )
    headers = [
        Row((bar, None, None, None, None), 4.5, 4.5, ground=colours["rail"], inset=6, spanning=True),
        _column_names(currency, speech),
    ]
    rows = [item_row(item, speech) for item in trip.items]
    words = speech.t("Trip {number} subtotal, {currency}", number=trip.number, currency=currency)
    rows.append(_subtotal(words, trip.gross, speech, estimate=trip.estimate))
    if trip.estimate:
        rows.append(_note(estimate_words(speech), speech))
    return ItemTable(COLUMNS, headers, rows, right_to_left=speech.right_to_left)


def optional_table(items: Sequence[PlanPaperItem], currency: str, speech: Speech) -> ItemTable:
    """The lines outside every sum, on a grey ground."""
    colours = speech.press.theme.colours
    words = speech.spans(speech.t("If you wish, not part of the total"), STRONG)
    bar = Row(
        (speech.typesetter.text(words, STRONG), None, None, None, None),
        ground=colours["hover"],
        inset=6,
        spanning=True,
    )
    rows = [item_row(item, speech, grey=True) for item in items]
    return ItemTable(
        COLUMNS, [bar, _column_names(currency, speech)], rows, right_to_left=speech.right_to_left
    )


def _column_names(currency: str, speech: Speech) -> Row:
    t = speech.t
    names = (
        t("Treatment"),
        t("Teeth"),
        t("Qty"),
        t("Unit, {currency}", currency=currency),
        t("Amount, {currency}", currency=currency),
    )
    cells = [
        speech.under(name, LABEL, Align.END if place > 1 else Align.START, LABEL)
        for place, name in enumerate(names)
    ]
    return Row(tuple(cells), 3.5, 3, line=speech.press.theme.colours["line2"])


def item_row(item: PlanPaperItem, speech: Speech, *, grey: bool = False) -> Row:
    """One line with what it is under its name."""
    star = "*" if item.estimate else ""
    cells = (
        _described(item, star, speech),
        speech.text(teeth_words(item, speech), BODY),
        speech.text(speech.formats.number(item.quantity), BODY, Align.END),
        _unit_price(item, speech),
        speech.text(speech.amount(item.gross, bare=True) + star, STRONG, Align.END),
    )
    colours = speech.press.theme.colours
    return Row(cells, 3.2, 3.2, ground=colours["sunk"] if grey else None, line=colours["line"])


def _unit_price(item: PlanPaperItem, speech: Speech) -> Flowable:
    """The price of one, of several what one is, and what it was: "1,050" over "per implant"."""
    lines: list[Flowable] = [speech.text(speech.amount(item.unit_price, bare=True), BODY, Align.END)]
    if item.quantity > 1 and item.unit_words:
        lines.append(speech.under(item.unit_words, SMALL, Align.END))
    if item.was is not None:
        was = item.was
        words = speech.t("was {amount}", amount=lambda f: f.money(was, bare=True))
        lines.append(speech.under(words, SMALL, Align.END))
    return Stack(lines)


def _described(item: PlanPaperItem, star: str, speech: Speech) -> Flowable:
    name = speech.typesetter.text(speech.spans(Said(item.name.text + star, item.name.second), STRONG), STRONG)
    texts: list[Flowable] = [name]
    guarantee = guarantee_words(item.guarantee_months, speech)
    first = (item.description.text, item.material.text, guarantee.text, item.note)
    second = (item.description.second, item.material.second, guarantee.second)
    lines = (SEPARATOR.join(part for part in parts if part) for parts in (first, second))
    texts += [speech.text(line, SMALL) for line in lines if line]
    return Stack(texts)


def guarantee_words(months: int, speech: Speech) -> Said:
    """How long a guarantee lasts, as part of a line; nothing for none."""
    return speech.t("guarantee {time}", time=length(months, speech)) if months else UNSAID


def length(months: int, speech: Speech) -> Said:
    """A number of months in words: "10 years", "18 months"."""
    if months % MONTHS_OF_A_YEAR == 0:
        return speech.t.n("{count} year", "{count} years", months // MONTHS_OF_A_YEAR)
    return speech.t.n("{count} month", "{count} months", months)


def estimate_words(speech: Speech) -> Said:
    """What the star means."""
    return speech.t("* Estimate. The examination decides; it does not become more without your written yes.")


def _note(words: Said, speech: Speech) -> Row:
    empty = (None,) * (len(COLUMNS) - 1)
    return Row((speech.under(words, SMALL), *empty), 4, 0, with_previous=True, spanning=True)


def _subtotal(words: Said, amount: Money, speech: Speech, *, estimate: bool) -> Row:
    star = "*" if estimate else ""
    label = speech.typesetter.text([Span(words.text)], STRONG)
    across = Columns(
        [
            Column(label if not words.second else speech.beside(words, STRONG)),
            Column(speech.text(speech.amount(amount, bare=True) + star, STRONG, Align.END), 90),
        ],
        gap=6,
        right_to_left=speech.right_to_left,
    )
    ink = speech.press.theme.colours["t1"]
    return Row(
        (across, None, None, None, None), 5, 5.5, line=ink, line_width=1, with_previous=True, spanning=True
    )
