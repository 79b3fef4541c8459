"""Where the clinic is: its map, the way there, what to show the taxi driver, hotel and airport."""

from clinicdesk.documents.blocks import Column, Columns, Gap, Rule, Stack
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.marks import Barred
from clinicdesk.documents.pictures import Picture
from clinicdesk.documents.qr import MILLIMETRE, QrCode
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.theme import HEADING, LABEL, PX, SMALL, STRONG, Align, TextStyle
from clinicdesk.domain.itinerary import ItineraryDocument
from clinicdesk.domain.papers import UNSAID, Said
from clinicdesk.domain.travellers import link_host

MAP_WIDTH, MAP_HEIGHT = 240.0, 170.0
CODE = 26 * MILLIMETRE
LONGEST_BESIDE = 700
"""Characters of all texts that still stand beside the map; more of them take the page's width below it."""

TAXI = TextStyle(13 * PX, 19 * PX, bold=True)


def place_blocks(document: ItineraryDocument, speech: Speech) -> list[Flowable]:
    """The map beside the address; without a map the address takes the width. Hotel and airport follow."""
    place = document.place
    address, stay = _address(document, speech), _stay(document, speech)
    texts = (place.directions, place.airport, place.around, Said(place.taxi))
    short = sum(len(said.text) + len(said.second) for said in texts) <= LONGEST_BESIDE
    line = speech.press.theme.colours["line"]
    below = [Gap(5), Rule(line), Gap(3), stay] if stay is not None else []
    if place.map_picture is None:
        return [address, *below]
    picture = Picture(place.map_picture, speech.press.theme.colours["line2"], MAP_HEIGHT)
    beside = Stack([address, *below]) if short else address
    columns = [Column(picture, MAP_WIDTH), Column(beside)]
    across = Columns(columns, gap=14, right_to_left=speech.right_to_left)
    return [across] if short else [across, *below]


def _address(document: ItineraryDocument, speech: Speech) -> Flowable:
    t, letterhead, place = speech.t, document.letterhead, document.place
    line = speech.listed((letterhead.address, letterhead.city))
    blocks: list[Flowable] = [_heading(t("How to find us"), speech), speech.text(letterhead.name, STRONG)]
    if line:
        blocks.append(speech.text(line, SMALL))
    blocks += _both(place.directions, speech)
    if place.taxi:
        words = [speech.line(t("Show this to the taxi driver:"), LABEL), speech.text(place.taxi, TAXI)]
        colour, mirrored = speech.press.theme.colours["accent"], speech.right_to_left
        blocks += [Gap(6), Barred(words, colour=colour, right_to_left=mirrored, inset=8)]
    if not place.map_link:
        return Stack(blocks)
    code: list[Flowable] = [
        QrCode(place.map_link, speech.press.theme.colours["t1"], CODE),
        speech.under(t("Open the map"), SMALL, Align.CENTER),
        speech.text(speech.typesetter.isolated(link_host(place.map_link)), LABEL, Align.CENTER),
    ]
    return Columns([Column(blocks), Column(code, CODE)], gap=8, right_to_left=speech.right_to_left)


def _stay(document: ItineraryDocument, speech: Speech) -> Flowable | None:
    """Hotel and airport beside one another; None where nothing is known of either."""
    t, travel, place = speech.t, document.travel, document.place
    columns: list[Column] = []
    hotel: list[Flowable] = (
        [speech.text(speech.typesetter.isolated(travel.hotel), SMALL)] if travel.hotel else []
    )
    if travel.hotel and (count := _nights(document)):
        hotel.append(speech.line(t.n("{count} night", "{count} nights", count), SMALL))
    hotel += _both(place.around, speech)
    if hotel:
        title = t("Hotel") if travel.hotel else t("Hotels and getting about")
        columns.append(Column([speech.beside(title, STRONG), *hotel]))
    airport = [*_flight(document, speech), *_both(place.airport, speech)]
    if airport:
        code = speech.typesetter.isolated(place.airport_code)
        title = t("Airport {code}", code=code) if code else t("Airport")
        columns.append(Column([speech.beside(title, STRONG), *airport]))
    return Columns(columns, gap=14, right_to_left=speech.right_to_left) if columns else None


def _flight(document: ItineraryDocument, speech: Speech) -> list[Flowable]:
    """The flight and who waits, where no landing is known and so no line of the table says them."""
    travel, isolated = document.travel, speech.typesetter.isolated
    if travel.lands_at is not None:
        return []
    flight = speech.t("Flight {flight}", flight=isolated(travel.flight)) if travel.flight else UNSAID
    lines: list[Flowable] = [speech.under(flight, SMALL)] if flight else []
    return lines + ([speech.text(isolated(travel.transfer), SMALL)] if travel.transfer else [])


def _nights(document: ItineraryDocument) -> int:
    """The nights from landing to leaving, on the clinic's calendar; 0 where either is not known."""
    lands, leaves = document.travel.lands_at, document.travel.leaves_at
    if lands is None or leaves is None:
        return 0
    zone = document.tz
    return max(0, (leaves.astimezone(zone).date() - lands.astimezone(zone).date()).days)


def _both(said: Said, speech: Speech) -> list[Flowable]:
    return [speech.text(line, SMALL) for line in (said.text, said.second) if line] if said != UNSAID else []


def _heading(words: Said, speech: Speech) -> Flowable:
    made = speech.beside(words, HEADING)
    made.bookmark = (words.text, 0)
    return made
