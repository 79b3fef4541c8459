"""The compared plan as ClinicDesk sets it: with its own blocks, and once as the whole plan of the program."""

from collections.abc import Callable
from functools import cache

from clinicdesk.documents.blocks import Column, Columns, Gap, Panel
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.page import Foot, Head, compose
from clinicdesk.documents.paragraph import Typesetter
from clinicdesk.documents.press import Press
from clinicdesk.documents.shaping import Shaper
from clinicdesk.documents.tables import ItemTable, Row, TableColumn
from clinicdesk.documents.theme import BAR, BODY, HEADING, LABEL, LEAD, SMALL, STRONG, TITLE, Align
from tests.benchmarks.papers.content import ROOT, Line, PlainPlan, Trip

COLUMNS = (TableColumn(), TableColumn(88), TableColumn(30), TableColumn(62), TableColumn(66))


@cache
def press() -> Press:
    """One press for the process, as in the program."""
    return Press.open(ROOT / "resources")


def engine() -> Callable[[PlainPlan], bytes]:
    """Set plans with the press that is kept."""
    return lambda plan: pdf(plan, press())


def forgetful_engine() -> Callable[[PlainPlan], bytes]:
    """Set plans with fonts that are loaded and nothing that was shaped or drawn before."""
    shelf, theme = press().shaper.shelf, press().theme
    return lambda plan: pdf(plan, Press(Shaper(shelf), theme))


def pdf(plan: PlainPlan, own: Press) -> bytes:
    """The plan's pages."""
    setter = own.typesetter(plan.language)
    blocks: list[Flowable] = [setter.text(plan.title, TITLE), Gap(6), _facts(plan, setter), Gap(9)]
    summary: list[Flowable] = [setter.text(plan.summary[0], HEADING), setter.text(plan.summary[1], LEAD)]
    blocks.append(Panel(summary, fill=own.theme.colours["atint"]))
    for trip in plan.trips:
        blocks += [Gap(9), _table(trip, plan.columns, setter)]
    blocks.append(Gap(9))
    blocks += [_sum(words, amount, setter) for words, amount in plan.sums]
    lists = [Column([setter.text(name, HEADING), *_lines(lines, setter)]) for name, lines in plan.lists]
    blocks += [Gap(9), Columns(lists, gap=18, right_to_left=setter.right_to_left), Gap(9)]
    blocks.append(setter.text(plan.acceptance[0], HEADING))
    blocks.append(setter.text(plan.acceptance[1], SMALL))
    head = Head(plan.clinic, details=(plan.phone,))
    foot = Foot(plan.number, lambda number, count: f"{number}/{count}")
    return compose(blocks, setter, head, foot, title=plan.title)


def _facts(plan: PlainPlan, setter: Typesetter) -> Flowable:
    cells = [Column([setter.text(a, LABEL), setter.text(b, STRONG)]) for a, b in plan.facts]
    return Columns(cells, gap=18, right_to_left=setter.right_to_left)


def _lines(lines: tuple[str, ...], setter: Typesetter) -> list[Flowable]:
    return [setter.text(f"• {line}", BODY) for line in lines]


def _table(trip: Trip, names: tuple[str, ...], setter: Typesetter) -> ItemTable:
    colours = setter.theme.colours
    bar = Row((setter.text(trip.name, BAR), *(None,) * 4), 4.5, 4.5, ground=colours["rail"], spanning=True)
    ends = (Align.START, Align.START, Align.END, Align.END, Align.END)
    header = Row(
        tuple(setter.text(name, LABEL, end) for name, end in zip(names, ends, strict=True)),
        line=colours["line2"],
    )
    rows = [_row(line, ends, setter) for line in trip.lines]
    words, amount = trip.subtotal
    cells = (_sum(words, amount, setter), *(None,) * 4)
    rows.append(Row(cells, line=colours["t1"], with_previous=True, spanning=True))
    return ItemTable(COLUMNS, [bar, header], rows, right_to_left=setter.right_to_left)


def _row(line: Line, ends: tuple[Align, ...], setter: Typesetter) -> Row:
    described = Columns(
        [Column([setter.text(line.name, STRONG), setter.text(line.description, SMALL)])],
        gap=0,
        right_to_left=setter.right_to_left,
    )
    figures = (line.teeth, line.quantity, line.unit, line.amount)
    cells = [setter.text(figure, BODY, end) for figure, end in zip(figures, ends[1:], strict=True)]
    return Row((described, *cells), 3.2, 3.2, line=setter.theme.colours["line"])


def _sum(words: str, amount: str, setter: Typesetter) -> Flowable:
    columns = [Column(setter.text(words, STRONG)), Column(setter.text(amount, STRONG, Align.END), 90)]
    return Columns(columns, gap=6, right_to_left=setter.right_to_left)
