"""The foot of an itinerary: what to bring, the money, what to do if something changes, the calendar file."""

from collections.abc import Iterator, Sequence

from clinicdesk.documents.blocks import Column, Columns, Gap, Panel
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.marks import listed
from clinicdesk.documents.paragraph import Span
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.tables import ItemTable, Row, TableColumn
from clinicdesk.documents.theme import BODY, HEADING, PX, SMALL, TextStyle
from clinicdesk.domain.itinerary import ItineraryDocument, ItineraryPayment
from clinicdesk.domain.papers import Said
from clinicdesk.domain.shapes import Shape, rounded_box

IN_A_ROW = 3
LONGEST_IN_A_PANEL = 1500
"""Characters of a list that still fits into a frame; a longer one runs over pages without one."""

LISTED = TextStyle(11 * PX, 15 * PX)
BOX = (Shape(rounded_box(1.5, 3.5, 13, 13, 2.5), stroke="t2", width=1.3),)


def emergency_lines(document: ItineraryDocument, speech: Speech) -> list[Said]:
    """What to call about: the clinic's own lines, else the usual ones."""
    t = speech.t
    if not document.usual_call:
        return list(document.call_when)
    return [t("Heavy bleeding"), t("Fever or swelling"), t("Pain in spite of medicine")]


def bring_list(document: ItineraryDocument, speech: Speech) -> list[Flowable]:
    """The things to bring with a box to tick before each, three beside one another."""
    points = _usual_things(speech) if document.usual_bring else list(document.bring)
    if not points:
        return []
    theme, mirrored = speech.press.theme, speech.right_to_left
    cells = [listed(speech.line(point, LISTED), BOX, theme, mirrored) for point in points]
    rows = [_filled(cells[start : start + IN_A_ROW]) for start in range(0, len(cells), IN_A_ROW)]
    columns = [TableColumn()] * IN_A_ROW
    table = ItemTable(columns, [], [Row(row, 2.5, 2.5) for row in rows], gap=12, right_to_left=mirrored)
    words = speech.t("What to bring")
    if sum(len(point.text) + len(point.second) for point in points) > LONGEST_IN_A_PANEL:
        return [speech.heading(words, HEADING), Gap(2), table]
    title = speech.beside(words, HEADING)
    title.bookmark = (words.text, 0)
    return [Panel([title, Gap(3), table], padding=(11, 8), stroke=theme.colours["line2"])]


def _filled(row: Sequence[Flowable]) -> tuple[Flowable | None, ...]:
    return (*row, *(None,) * (IN_A_ROW - len(row)))


def _usual_things(speech: Speech) -> list[Said]:
    t = speech.t
    return [
        t("Passport, valid for 6 more months"),
        t("List of your medicines"),
        t("X-rays, on a stick or your phone"),
        t("Allergy card, if you have one"),
        t("Second bank card, check its limit"),
        t("Insurance papers"),
        t("Blood thinners: ask before you stop"),
        t("Sunglasses and lip balm"),
        t("Your dentist’s telephone number"),
    ]


def notes(document: ItineraryDocument, speech: Speech) -> list[Flowable]:
    """Money, changes and calendar beside one another."""
    parts = (_money(document, speech), _changes(document, speech), _calendar(document, speech))
    columns = [Column(part) for part in parts if part]
    return [Columns(columns, gap=18, right_to_left=speech.right_to_left)] if columns else []


def _money(document: ItineraryDocument, speech: Speech) -> list[Flowable]:
    if document.due is None:
        return []
    t = speech.t
    lines: list[Flowable] = [speech.under(said, SMALL) for said in _received(document.payments, speech)]
    if document.due.minor > 0:
        words, style = t("To pay on this trip: {amount}", amount=_exact(document, speech)), BODY.in_bold()
        lines.append(speech.under(words, style))
        if document.due_is_estimate:
            words = t("It holds estimates, which the examination confirms.")
            lines.append(speech.under(words, SMALL))
    else:
        lines.append(speech.under(t("This trip is paid in full."), BODY.in_bold()))
    return [_heading(t("Money"), speech), *lines]


def _exact(document: ItineraryDocument, speech: Speech) -> Said:
    due = document.due
    return speech.t.written(lambda f: f.money(due) if due is not None else "")


def _received(payments: Sequence[ItineraryPayment], speech: Speech) -> Iterator[Said]:
    t = speech.t
    for payment in payments:
        facts = {
            "amount": payment.amount,
            "date": payment.received_on,
            "number": speech.typesetter.isolated(payment.number),
        }
        if payment.kind == "deposit":
            yield t("Deposit of {amount} received on {date}, receipt {number}.", **facts)
        else:
            yield t("Payment of {amount} received on {date}, receipt {number}.", **facts)


def _changes(document: ItineraryDocument, speech: Speech) -> list[Flowable]:
    t, name = speech.t, document.coordinator.name
    words = t("Just answer {name}’s message.", name=name) if name else t("Just answer our message.")
    lines: list[Flowable] = [speech.under(words, SMALL)]
    if document.refund_until is not None:
        percent = document.refund_percent
        words = t(
            "If you cancel by {date}, you get {percent} of the deposit back.",
            date=document.refund_until,
            percent=lambda f: f.percent(percent),
        )
        lines.append(speech.under(words, SMALL))
    return [_heading(t("If something changes"), speech), *lines]


def _calendar(document: ItineraryDocument, speech: Speech) -> list[Flowable]:
    if not any(visit.starts_at for visit in document.visits):
        return []
    t = speech.t
    file = speech.typesetter.isolated(f"{document.file_name}.ics")
    name = speech.typesetter.text([Span(file, bold=True)], SMALL)
    words = t("This file, in the same message, puts every visit into your calendar:")
    return [_heading(t("In your calendar"), speech), speech.under(words, SMALL), name]


def _heading(words: Said, speech: Speech) -> Flowable:
    return speech.beside(words, HEADING)
