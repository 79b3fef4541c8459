"""The tables of the page of options: facts and prices, a column for each option, tinted where they differ."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from clinicdesk.documents.blocks import Stack
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.option_cards import option_name
from clinicdesk.documents.plan_items import length
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.tables import ItemTable, TableColumn
from clinicdesk.documents.tables import Row as TableRow
from clinicdesk.documents.theme import BAR, BODY, HEADING, LABEL, PX, SMALL, STRONG, Align, Colour, TextStyle
from clinicdesk.domain.money import Money
from clinicdesk.domain.options import Comparison, Price, PriceRow, Promise, Row, Stay, Work, cheapest
from clinicdesk.domain.papers import UNSAID, Said
from clinicdesk.domain.plan_papers import PlanDocument
from clinicdesk.domain.teeth import compact

TINT = Colour.from_hex("#FDF3E2")
"""The ground of what differs between the options (look.md, section 10)."""

NAME = BODY.in_colour("t2")
TOTAL = TextStyle(15 * PX, 20 * PX, bold=True)
NAMES_WIDTH = 104.0
AMOUNT_WIDTHS = {2: 104.0, 3: 84.0}
GAP = 16.0
NONE = "–"

T = TypeVar("T")
Cell = tuple[Said, Said]
"""What a cell says, and what stands small under it."""


def facts_table(plan: PlanDocument, found: Comparison, speech: Speech) -> ItemTable:
    """What each option is: work, trips, visits, days, guarantees, and what the clinic compares by itself."""
    colours = speech.press.theme.colours
    heads = tuple(speech.line(option_name(option, speech), HEADING) for option in plan.options)
    header = TableRow((None, *heads), 2, 5, line=colours["t1"])
    columns = [TableColumn(NAMES_WIDTH), *(TableColumn() for _ in plan.options)]
    rows = [_fact_row(name, cells, differs, speech) for name, cells, differs in _facts(found, speech)]
    return ItemTable(columns, [header], rows, gap=GAP, right_to_left=speech.right_to_left)


def _facts(found: Comparison, speech: Speech) -> Iterator[tuple[Said, tuple[Cell | None, ...], bool]]:
    t = speech.t

    def said(name: Said, row: Row[T], say: Callable[[T], Cell]) -> tuple[Said, tuple[Cell | None, ...], bool]:
        return name, tuple(None if cell is None else say(cell) for cell in row.cells), row.differs

    def number(count: int) -> Cell:
        return t.written(lambda f: f.number(count)), UNSAID

    for work in found.work:
        yield said(work.name, work, _work_of(work, speech))
    for trip in found.trips:
        yield said(t("Trip {number}", number=trip.name), trip, lambda cell: _stay(cell, speech))
    if any(found.visits.cells):
        yield said(t("Visits in the chair"), found.visits, number)
    yield said(t("Days in the country"), found.days, number)
    if any(found.guarantees.cells):
        yield said(t("Guarantee"), found.guarantees, lambda cell: _guarantees(cell, speech))
    for own in found.own:
        yield said(own.name, own, lambda text: (Said(text), UNSAID))


def _fact_row(name: Said, cells: Sequence[Cell | None], differs: bool, speech: Speech) -> TableRow:
    style = STRONG if differs else BODY
    made: list[Flowable] = [speech.under(name, NAME, second=LABEL)]
    for cell in cells:
        if cell is None:
            made.append(speech.text(NONE, BODY))
            continue
        main, small = cell
        texts: list[Flowable] = [speech.under(main, style)] if main else []
        texts += [speech.under(small, SMALL)] if small else []
        made.append(Stack(texts))
    line = speech.press.theme.colours["line"]
    return TableRow(tuple(made), 2.4, 2.8, tint=TINT if differs else None, line=line)


def _work_of(row: Row[Work], speech: Speech) -> Callable[[Work], Cell]:
    """Say how many of what material: "3 × Straumann BLX"; the teeth where they alone differ."""
    alike = len({(cell.quantity, cell.materials) for cell in row.cells if cell}) == 1
    with_teeth = row.differs and alike and None not in row.cells

    def said(work: Work) -> Cell:
        materials = speech.t.listed(work.materials)
        many = speech.t.written(lambda f: f.number(work.quantity))
        main = many
        if materials:
            second = f"{many.second} × {materials.second}" if materials.second else ""
            main = Said(f"{many.text} × {materials.text}", second)
        places = [speech.joined(place) for place in work.places]
        if work.teeth and with_teeth:
            places.insert(0, speech.typesetter.isolated(compact(work.teeth)))
        return main, Said(speech.listed(places))

    return said


def _stay(stay: Stay, speech: Speech) -> Cell:
    """When, how long and after how much healing, over the visits: "May 2027, 6 days, after 4 months"."""
    t, parts = speech.t, []
    if stay.starts_on is not None:
        on = stay.starts_on
        parts.append(t.written(lambda f: f.month(on)))
    parts.append(t.n("{count} day", "{count} days", stay.days))
    if stay.healing_months:
        parts.append(t.n("after {count} month", "after {count} months", stay.healing_months))
    return t.listed(parts), t.listed(stay.visits)


def _guarantees(promises: Sequence[Promise], speech: Speech) -> Cell:
    """A line for each length: "10 years: Implant"."""
    lines = [
        speech.t("{time}: {names}", time=length(one.months, speech), names=speech.t.listed(one.names))
        for one in promises
    ]
    return Said(
        "\n".join(one.text for one in lines), "\n".join(one.second for one in lines if one.second)
    ), UNSAID


def prices_table(plan: PlanDocument, found: Comparison, speech: Speech) -> ItemTable:
    """What each procedure costs in each option, the discounts, and the totals with their difference."""
    t, colours = speech.t, speech.press.theme.colours
    width = AMOUNT_WIDTHS.get(len(plan.options), 84.0)
    columns = [TableColumn(), *(TableColumn(width) for _ in plan.options)]
    letters = (
        t("{letter}, {currency}", letter=option.letter, currency=plan.currency) for option in plan.options
    )
    bar = TableRow(
        (
            speech.beside(t("What you pay"), BAR),
            *(speech.text(words.text, BAR, Align.END) for words in letters),
        ),
        5,
        5,
        ground=colours["rail"],
        inset=7,
    )
    rows = [_price_row(_priced(row, speech), row, speech) for row in found.prices]
    if any(found.discount.cells):
        rows.append(_price_row(t("Discount"), found.discount, speech))
    rows.append(_total_row(plan, found, speech))
    if any(option.estimate for option in plan.options):
        rows.append(_note(t("* Includes an estimate."), len(plan.options), speech))
    return ItemTable(columns, [bar], rows, gap=GAP, right_to_left=speech.right_to_left)


def _priced(row: PriceRow, speech: Speech) -> Said:
    if row.unit is None:
        return row.name
    unit = row.unit
    return speech.t("{name}, {price} each", name=row.name, price=lambda f: f.money(unit, bare=True))


def _price_row(name: Said, row: Row[Price], speech: Speech) -> TableRow:
    cells = (_amount(cell, speech, BODY) for cell in row.cells)
    return TableRow(
        (speech.under(name, BODY), *cells),
        2.4,
        2.8,
        tint=TINT if row.differs else None,
        line=speech.press.theme.colours["line"],
        inset=7,
    )


def _amount(cell: Price | None, speech: Speech, style: TextStyle) -> Flowable:
    if cell is None:
        return speech.text(NONE, style, Align.END)
    star = "*" if cell.estimate else ""
    return speech.text(speech.amount(cell.amount, bare=True) + star, style, Align.END)


def _total_row(plan: PlanDocument, found: Comparison, speech: Speech) -> TableRow:
    sentences = speech.t.sentences(_difference(plan, found, speech))
    words = [speech.beside(speech.t("Total"), TOTAL), speech.under(sentences, SMALL)]
    totals = (_amount(Price(option.total, option.estimate), speech, TOTAL) for option in plan.options)
    return TableRow(
        (Stack(words), *totals),
        5,
        5.5,
        line=speech.press.theme.colours["t1"],
        line_width=1,
        with_previous=True,
        inset=7,
    )


def _difference(plan: PlanDocument, found: Comparison, speech: Speech) -> Iterator[Said]:
    """Say how much more than the cheapest each option costs, and what the deposit is."""
    t, least = speech.t, cheapest(plan)
    dearer = [option for option in plan.options if option.total != least.total]
    if not dearer:
        yield t("Every option costs the same.")
    for option in dearer:
        yield t(
            "{letter} costs {amount} more than {other}.",
            letter=option.letter,
            amount=option.total - least.total,
            other=least.letter,
        )
    deposits = found.deposits.cells
    if not any(amount.minor for amount in deposits if amount):
        return
    if not found.deposits.differs:
        yield t("The deposit is {amount} in each.", amount=deposits[0])
        return
    for option, amount in zip(plan.options, deposits, strict=True):
        yield t(
            "The deposit for {letter} is {amount}.",
            letter=option.letter,
            amount=amount or Money(0, plan.currency),
        )


def _note(words: Said, options: int, speech: Speech) -> TableRow:
    empty = (None,) * options
    return TableRow((speech.under(words, SMALL), *empty), 4, 0, with_previous=True, spanning=True)
