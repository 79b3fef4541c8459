"""The itinerary day by day: arrival, each visit on a tinted ground, free days in grey, departure."""

from datetime import UTC, date, datetime, timedelta

from clinicdesk.documents.blocks import Stack
from clinicdesk.documents.clinic_time import in_zone
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.tables import ItemTable, Row, TableColumn
from clinicdesk.documents.theme import HEADING, LABEL, SMALL, STRONG, Align, Colour, TextStyle
from clinicdesk.domain.itinerary import (
    DayKind,
    ItineraryDay,
    ItineraryDocument,
    ItineraryVisit,
    ItineraryWork,
    days,
)
from clinicdesk.domain.papers import UNSAID, Said
from clinicdesk.domain.teeth import compact

VISIT_GROUND = Colour.from_hex("#F1F7FA")
COLUMNS = (TableColumn(100), TableColumn(76), TableColumn(), TableColumn(122))
AIR, CLOSE = 3.2, 1.8
"""Points above and below the words of a row, and where that little makes the paper one page."""

DASH = "\u2013"
Cells = tuple[list[Flowable], list[Flowable], list[Flowable], list[Flowable]]


def day_table(document: ItineraryDocument, speech: Speech, *, close: bool = False) -> list[Flowable]:
    """The heading and the table, whose header comes back on each page; nothing where nothing is booked."""
    lines = days(document)
    if not lines:
        return []
    t, colours = speech.t, speech.press.theme.colours
    first, last = lines[0].on, lines[-1].until or lines[-1].on
    heading = speech.heading(t("Day by day, {dates}", dates=lambda f: f.dates(first, last)), HEADING)
    names = (t("Day"), t("Time"), t("What happens"))
    cells = [speech.line(name, LABEL) for name in names]
    rows = [_row(line, document, speech, CLOSE if close else AIR) for line in lines]
    notes = any(row.cells[-1] is not None for row in rows)
    noted = speech.line(t("Good to know"), LABEL, Align.END) if notes else None
    header = Row((*cells, noted), 3, 4, line=colours["line2"], inset=7)
    return [heading, ItemTable(COLUMNS, [header], rows, gap=8, right_to_left=speech.right_to_left)]


def _row(line: ItineraryDay, document: ItineraryDocument, speech: Speech, air: float) -> Row:
    if line.kind is DayKind.VISIT and line.visit is not None:
        cells = _visit(line, line.visit, document, speech)
    elif line.kind is DayKind.FREE:
        cells = _free(line, speech)
    else:
        cells = _flight(line, document, speech)
    return Row(
        tuple(Stack(cell) if cell else None for cell in cells),
        air,
        air,
        ground=VISIT_GROUND if line.kind is DayKind.VISIT else None,
        line=speech.press.theme.colours["line"],
        inset=7,
    )


def _day(on: date, under: Said, speech: Speech, style: TextStyle = STRONG) -> list[Flowable]:
    day = speech.t.written(lambda f: f.date(on, "weekday"))
    below = [speech.line(under, SMALL.in_colour("t3" if style.colour == "t3" else "t2"))] if under else []
    return [speech.under(day, style), *below]


def _flight(line: ItineraryDay, document: ItineraryDocument, speech: Speech) -> Cells:
    t, travel, at = speech.t, document.travel, line.at
    isolated = speech.typesetter.isolated
    time = [speech.text(isolated(speech.formats.time(at)), STRONG)] if at else []
    if line.kind is DayKind.DEPARTURE:
        return (
            _day(line.on, t("Departure"), speech),
            [*time, speech.line(t("take-off"), SMALL)],
            [speech.under(t("Flight home"), STRONG)],
            [],
        )
    city, code = document.letterhead.city, isolated(document.place.airport_code)
    title = t("Arrival in {city}, airport {code}", city=city, code=code) if code else t("Arrival")
    what: list[Flowable] = [speech.under(title, STRONG)]
    if travel.flight:
        what.append(speech.under(t("Flight {flight}", flight=isolated(travel.flight)), SMALL))
    waits: list[Flowable] = (
        [speech.text(isolated(travel.transfer), SMALL, Align.END)] if travel.transfer else []
    )
    return _day(line.on, t("Arrival"), speech), [*time, speech.line(t("local time"), SMALL)], what, waits


def _free(line: ItineraryDay, speech: Speech) -> Cells:
    t, grey, pale = speech.t, STRONG.in_colour("t3"), SMALL.in_colour("t3")
    until = line.until or line.on
    count = (until - line.on).days + 1
    last = t("until {date}", date=lambda f: f.date(until, "weekday")) if count > 1 else UNSAID
    words = t("Rest, and write to us if anything worries you.")
    return (
        _day(line.on, last, speech, grey),
        [],
        [
            speech.under(t.n("Free day", "{count} free days", count), grey),
            speech.under(words, pale, second=pale),
        ],
        [],
    )


def _visit(line: ItineraryDay, visit: ItineraryVisit, document: ItineraryDocument, speech: Speech) -> Cells:
    t = speech.t
    title = visit.title or t("Appointment at {clinic}", clinic=document.letterhead.name)
    what: list[Flowable] = [speech.under(title, STRONG)]
    what += [speech.under(_worked(work, speech), SMALL) for work in visit.work]
    aside: list[Flowable] = []
    if visit.dentist:
        aside.append(speech.text(visit.dentist, SMALL, Align.END))
    if visit.held_until is not None:
        until = in_zone(visit.held_until, document.letterhead.zone).date()
        aside.append(speech.under(t("Reserved until {date}", date=until), SMALL, Align.END))
    number = t("Visit {number}", number=line.place)
    return _day(line.on, number, speech), _times(line.at, visit, speech), what, aside


def _times(at: datetime | None, visit: ItineraryVisit, speech: Speech) -> list[Flowable]:
    t, formats = speech.t, speech.formats
    long = t.written(lambda f: f.duration(visit.minutes))
    if at is None:
        return [speech.under(t("Time follows"), SMALL), speech.line(long, SMALL)]
    ends = _after(at, visit.minutes)
    times = speech.typesetter.isolated(f"{formats.time(at)}{DASH}{formats.time(ends)}")
    return [speech.text(times, STRONG), speech.line(long, SMALL)]


def _after(at: datetime, minutes: int) -> datetime:
    """The end of a visit on the same clock, also where that clock is changed in between."""
    zone = at.tzinfo
    return (at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(zone)


def _worked(work: ItineraryWork, speech: Speech) -> Said:
    t, place = speech.t, work.place
    if work.teeth:
        teeth = speech.typesetter.isolated(compact(work.teeth))
        return t.n(
            "{name}, tooth {teeth}", "{name}, teeth {teeth}", len(work.teeth), name=work.name, teeth=teeth
        )
    return t("{name}, {place}", name=work.name, place=place) if place else work.name
