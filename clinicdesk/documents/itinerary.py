"""The itinerary of one trip as a PDF, in one or two languages: when, where, with whom, and what to bring."""

from pathlib import Path

from clinicdesk.documents.blocks import ENDLESS, Column, Columns, Gap, Rule, Stack
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.foot import paper_foot
from clinicdesk.documents.itinerary_days import day_table
from clinicdesk.documents.itinerary_notes import bring_list, emergency_lines, notes
from clinicdesk.documents.itinerary_place import place_blocks
from clinicdesk.documents.letterhead import head, patient_home, patient_name, staff_languages, staff_work
from clinicdesk.documents.page import BOTTOM, FIRST_GAP, HEAD, TOP, WIDTH, Foot, compose
from clinicdesk.documents.plan_front import FACT, NUMBER
from clinicdesk.documents.press import Press
from clinicdesk.documents.sheet import PAGE_HEIGHT
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.theme import LABEL, LEAD, SMALL, TITLE, Align
from clinicdesk.domain.itinerary import ItineraryDocument, minutes_ahead
from clinicdesk.domain.papers import Said
from clinicdesk.i18n.zone_names import zone_city

BETWEEN, CLOSE = 8.0, 5.0
"""Points between two parts of the document, and where that little makes it one page."""

ROOM = PAGE_HEIGHT - TOP - HEAD - FIRST_GAP - BOTTOM

ASIDE = 262.0


def itinerary_pdf(document: ItineraryDocument, press: Press, translations: Path | None = None) -> bytes:
    """The itinerary's pages; the same document gives the same bytes.

    ``translations`` is the folder of the catalogues, by default the shipped one.  Raises UnknownGlyph for a
    character that cannot be printed and InvalidInput for a map that is no picture.
    """
    speech = Speech(press, document.language, document.second_language, translations)
    t = speech.t.first
    title = t("Itinerary for {number}", number=document.number)
    blocks = itinerary_blocks(document, speech)
    if _height(blocks) > ROOM:
        closer = itinerary_blocks(document, speech, close=True)
        blocks = closer if _height(closer) <= ROOM else blocks
    return compose(
        blocks,
        speech.typesetter,
        head(document.letterhead, speech),
        _foot(document, speech),
        title=title,
        made_at=document.issued_at,
    )


def _height(blocks: list[Flowable]) -> float:
    return float(sum(block.wrap(WIDTH, ENDLESS)[1] for block in blocks))


def itinerary_blocks(document: ItineraryDocument, speech: Speech, *, close: bool = False) -> list[Flowable]:
    """Everything between letterhead and footer, in reading order; ``close`` sets it with less air."""
    blocks: list[Flowable] = [_title_block(document, speech), Gap(5), _facts(document, speech)]
    table = day_table(document, speech, close=close)
    for part in (
        table,
        place_blocks(document, speech),
        bring_list(document, speech),
        notes(document, speech),
    ):
        if part:
            blocks += [Gap(CLOSE if close else BETWEEN), *part]
    return blocks


def _title_block(document: ItineraryDocument, speech: Speech) -> Flowable:
    t = speech.t
    words = t("Your itinerary")
    title = speech.text(words.text, TITLE)
    title.bookmark = (words.text, 0)
    block: list[Flowable] = [Gap(8), title]
    if words.second:
        block.append(speech.text(words.second, LEAD.in_colour("t2")))
    number = speech.typesetter.isolated(document.number)
    aside: list[Flowable] = [
        speech.text(t("{number}, trip {trip}", number=number, trip=document.trip).text, NUMBER, Align.END),
        speech.under(_issued(document, speech), SMALL, Align.END),
        speech.under(_clock(document, speech), SMALL, Align.END),
    ]
    return Columns([Column(block), Column(aside, ASIDE)], gap=10, right_to_left=speech.right_to_left)


def _issued(document: ItineraryDocument, speech: Speech) -> Said:
    t = speech.t
    if document.issued_on is None:
        return t("Draft, not issued")
    if document.replaces_on is None:
        return t("As of {date}", date=document.issued_on)
    return t(
        "As of {date}, replaces the one of {earlier}",
        date=document.issued_on,
        earlier=document.replaces_on,
    )


def _clock(document: ItineraryDocument, speech: Speech) -> Said:
    """How the clinic's clock stands to the one at home."""
    t, minutes = speech.t, minutes_ahead(document)
    if minutes is None:
        return t("All times are local")
    city = t.written(lambda f: zone_city(document.patient_zone, f.language))
    time = t.written(lambda f: f.duration(abs(minutes)))
    if minutes > 0:
        return t("All times are local, {time} ahead of {city}", time=time, city=city)
    if minutes < 0:
        return t("All times are local, {time} behind {city}", time=time, city=city)
    return t("All times are local, the same as in {city}", city=city)


def _facts(document: ItineraryDocument, speech: Speech) -> Flowable:
    """For whom, treated by whom, whom to ask, and whom to call: beside one another, between two lines."""
    t, colours, isolated = speech.t, speech.press.theme.colours, speech.typesetter.isolated
    patient, dentist, coordinator = document.patient, document.dentist, document.coordinator
    born = [t("Born {date}", date=patient.birth_on)] if patient.birth_on else []
    number = coordinator.phone or document.letterhead.phone
    phone = [Said(isolated(number))] if number else []
    cells = [
        _fact(speech, t("For"), patient_name(patient), [Said(patient_home(patient, speech)), *born]),
        _fact(
            speech,
            t("Treated by"),
            dentist.name,
            [Said(staff_work(dentist, speech)), Said(staff_languages(dentist, speech))],
        ),
        _fact(
            speech,
            t("Your coordinator"),
            coordinator.name,
            [*phone, Said(staff_languages(coordinator, speech))],
        ),
        _fact(
            speech,
            t("In an emergency, day and night"),
            isolated(document.emergency_phone),
            emergency_lines(document, speech),
        ),
    ]
    columns = [Column(cell) for cell in cells if cell is not None]
    return Stack(
        [
            Rule(colours["line"]),
            Columns(columns, gap=16, right_to_left=speech.right_to_left, line=colours["line"]),
            Rule(colours["line"]),
        ]
    )


def _fact(speech: Speech, label: Said, name: str, lines: list[Said]) -> Stack | None:
    if not name:
        return None
    texts: list[Flowable] = [Gap(5), speech.line(label, LABEL), speech.text(name, FACT)]
    texts += [speech.line(line, SMALL) for line in lines if line]
    return Stack([*texts, Gap(5)])


def _foot(document: ItineraryDocument, speech: Speech) -> Foot:
    t, isolated = speech.t.first, speech.typesetter.isolated
    return paper_foot(
        speech,
        t("Itinerary for {number}", number=isolated(document.number)),
        t("revision {revision}", revision=document.revision),
        speech.formats.date(document.issued_on) if document.issued_on else t("draft"),
        check_code=document.check_code,
    )
