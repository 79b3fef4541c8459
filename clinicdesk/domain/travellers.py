"""What the clinic tells people who fly in: the way, the airport, what to bring, when to call, a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.languages import check_document_language
from clinicdesk.domain.text import marked, within_line, within_paragraph

LONGEST_DIRECTIONS = 500
LONGEST_TEXT = 300
LONGEST_POINT = 120
MOST_TO_BRING, MOST_TO_CALL = 24, 6
LONGEST_LINK = 500


@dataclass(frozen=True)
class TravellerWords:
    """The clinic's own words for travellers in one language; what is empty is left out of papers.

    ``around`` names hotels nearby and how to get about; ``bring`` and ``call_when`` are lists of points.
    """

    directions: str = ""
    airport: str = ""
    around: str = ""
    bring: tuple[str, ...] = ()
    call_when: tuple[str, ...] = ()


@dataclass(frozen=True)
class TravellerFacts:
    """What papers for travellers say of the place; ``taxi`` is in the language that drivers there read.

    ``words`` are by document language (BCP 47). ``map_picture`` is a PNG or JPEG, ``map_link`` https.
    """

    taxi: str = ""
    airport_code: str = ""
    emergency_phone: str = ""
    map_link: str = ""
    map_picture: bytes | None = None
    words: Mapping[str, TravellerWords] = field(default_factory=dict)

    def in_language(self, language: str) -> TravellerWords:
        """Return the words of one language, empty ones where nobody wrote any."""
        return self.words.get(language, TravellerWords())

    def says(self, part: str) -> bool:
        """Return whether ``part`` of the words was written in any language."""
        return any(getattr(words, part) for words in self.words.values())


def link_host(link: str) -> str:
    """Return where an https link leads: its host. Raises InvalidInput (field "map_link") for another one."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        host, parts = "", urlsplit("")
    plain = link.isascii() and not any(letter.isspace() or letter in '<>"\\' for letter in link)
    if not plain or parts.scheme != "https" or "." not in host or "@" in parts.netloc:
        raise InvalidInput(
            marked("Write the map link as it stands in the browser: it begins with https://."),
            field="map_link",
        )
    return host


def checked(facts: TravellerFacts) -> TravellerFacts:
    """Return the facts as they are stored: clean texts, empty languages dropped.

    Raises InvalidInput with the field's name, and for words with their ``language`` in the data.
    """
    link = within_line(facts.map_link, "map_link", LONGEST_LINK)
    if link:
        link_host(link)
    words = {language: _in(language, one) for language, one in facts.words.items()}
    return replace(
        facts,
        taxi=within_paragraph(facts.taxi, "taxi", LONGEST_TEXT),
        airport_code=within_line(facts.airport_code, "airport_code", 8).upper(),
        emergency_phone=within_line(facts.emergency_phone, "emergency_phone", 40),
        map_link=link,
        words={language: one for language, one in words.items() if one != TravellerWords()},
    )


def _in(language: str, words: TravellerWords) -> TravellerWords:
    """Return the words of one language clean; a refusal says which language it is about."""
    try:
        return _words(language, words)
    except InvalidInput as error:
        raise InvalidInput(
            error.message, field=error.field, **{**error.data, "language": language}
        ) from error


def _words(language: str, words: TravellerWords) -> TravellerWords:
    check_document_language(language, "language")
    return TravellerWords(
        within_paragraph(words.directions, "directions", LONGEST_DIRECTIONS),
        within_paragraph(words.airport, "airport", LONGEST_TEXT),
        within_paragraph(words.around, "around", LONGEST_TEXT),
        _points(words.bring, "bring", MOST_TO_BRING),
        _points(words.call_when, "call_when", MOST_TO_CALL),
    )


def _points(points: tuple[str, ...], name: str, most: int) -> tuple[str, ...]:
    found = tuple(line for line in (within_line(point, name, LONGEST_POINT) for point in points) if line)
    if len(found) > most:
        raise InvalidInput(marked("At most {most} points fit here."), field=name, most=most)
    return found
