"""The visits of a plan as a timeline: a bar for each trip, healing between them, the days under each bar."""

from clinicdesk.documents.blocks import Column, Columns, Gap, Panel, Stack
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.marks import Barred, Line
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.theme import PX, SMALL, Align, TextStyle
from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import PlanPaperOption, PlanPaperTrip, PlanPaperVisit

BAR = TextStyle(10.5 * PX, 14 * PX, bold=True, colour="onacc")
DAY = TextStyle(10 * PX, 13.5 * PX, bold=True)
IN_A_ROW = 2
VISITS_IN_A_ROW = 3
HEALING = 126.0
"""Width of the gap between two trips, in points."""


def timeline(option: PlanPaperOption, speech: Speech) -> list[Flowable]:
    """Rows of at most two trips; nothing for a plan without trips."""
    rows: list[Flowable] = []
    for start in range(0, len(option.trips), IN_A_ROW):
        if rows:
            rows.append(Gap(8))
        rows.append(_row(option.trips[start : start + IN_A_ROW], speech, first=start == 0))
    return rows


def _row(trips: tuple[PlanPaperTrip, ...], speech: Speech, *, first: bool) -> Flowable:
    columns: list[Column] = []
    for trip in trips:
        if columns:
            columns.append(Column(_healing(trip, speech), HEALING))
        columns.append(Column(_trip(trip, speech)))
    if len(trips) < IN_A_ROW and not first:
        columns.append(Column([], HEALING))
        columns.append(Column([]))
    return Columns(columns, gap=6, right_to_left=speech.right_to_left)


def _trip(trip: PlanPaperTrip, speech: Speech) -> list[Flowable]:
    bar = Panel(
        speech.line(trip_title(trip, speech), BAR),
        padding=(7, 3),
        fill=speech.press.theme.colours["accent"],
        radius=3,
    )
    blocks: list[Flowable] = [bar, Gap(4)]
    for start in range(0, len(trip.visits), VISITS_IN_A_ROW):
        cells = [Column(_visit(visit, speech)) for visit in trip.visits[start : start + VISITS_IN_A_ROW]]
        cells += [Column([])] * (VISITS_IN_A_ROW - len(cells) if start else 0)
        blocks += [Columns(cells, gap=4, right_to_left=speech.right_to_left, stretch=True), Gap(3)]
    return blocks


def _visit(visit: PlanPaperVisit, speech: Speech) -> Barred:
    block = [speech.line(speech.t("Day {day}", day=visit.day), DAY)]
    if visit.title:
        block.append(speech.line(visit.title, SMALL))
    accent = speech.press.theme.colours["accent"]
    return Barred(block, colour=accent, right_to_left=speech.right_to_left, inset=6)


def _healing(trip: PlanPaperTrip, speech: Speech) -> Stack:
    blocks: list[Flowable] = [Line(speech.press.theme.colours["tline"], height=16.5, dash=(4, 3))]
    if trip.healing_months:
        words = speech.t.n(
            "about {count} month healing at home",
            "about {count} months healing at home",
            trip.healing_months,
        )
        blocks.append(speech.line(words, SMALL, Align.CENTER))
    return Stack(blocks)


def trip_title(trip: PlanPaperTrip, speech: Speech) -> Said:
    """Number, month and length of a trip: "Trip 1, January 2027, 6 days"."""
    return speech.t.listed((trip_name(trip, speech), trip_when(trip, speech)))


def trip_name(trip: PlanPaperTrip, speech: Speech) -> Said:
    """The trip's number with its own title: "Trip 1" or "Trip 1, implants"."""
    name = speech.t("Trip {number}", number=trip.number)
    return Said(speech.listed((name.text, trip.title)), name.second) if trip.title else name


def trip_when(trip: PlanPaperTrip, speech: Speech) -> Said:
    """Month and length of a trip: "January 2027, 6 days"; only the length while no month is known."""
    days = speech.t.n("{count} day", "{count} days", trip.days)
    if trip.starts_on is None:
        return days
    on = trip.starts_on
    month = speech.t.written(lambda f: f.month(on))
    second = f"{month.second}, {days.second}" if days.second else ""
    return Said(f"{month.text}, {days.text}", second)
