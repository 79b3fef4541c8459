"""Reads the phone numbers of a sheet's cell, one or several, and says what is wrong with the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

from clinicdesk.domain.text import marked

WEB = re.compile(r"https?://|www\.", re.IGNORECASE)
SEVERAL = re.compile(r"[;,\n|]|:::|\s/\s|\s(?:or|hoặc|oder|ou|o|und|and|&)\s", re.IGNORECASE)
LABEL = re.compile(
    r"^\s*(?:p|tel|phone|mobile|mob|cell|whatsapp|zalo|viber|home|work)\s*[:.]\s*", re.IGNORECASE
)
FLOAT = re.compile(r"^\+?(\d{6,16})[.,]0+$")
SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?[eE]\+?\d{1,2}$")
SHORTEST, LIKELY_SHORTEST = 7, 9


@dataclass(frozen=True)
class Unread:
    """A number that cannot be read: as typed, and the sentence that says why."""

    typed: str
    message: str


def read_cell(cell: str, country: str, home: str) -> tuple[list[str], list[Unread]]:
    """Return the numbers of a cell in E.164 and those that cannot be read.

    A number without a code is read as of ``country``, else as of ``home`` (ISO 3166). A cell without
    digits, such as "n/a" or "Mobile", holds no number.
    """
    read: list[str] = []
    unread: list[Unread] = []
    for typed in SEVERAL.split(cell):
        _one(typed, country, home, read, unread)
    return read, unread


def _one(typed: str, country: str, home: str, read: list[str], unread: list[Unread]) -> None:
    plain = LABEL.sub("", FLOAT.sub(r"\1", typed.strip()))
    if not re.search(r"[1-9]", plain) and not WEB.search(plain):
        return
    number = None if WEB.search(plain) or SCIENTIFIC.match(plain) else number_of(plain, country, home)
    if number is not None:
        read.append(number)
    elif "/" in plain and not WEB.search(plain):
        for part in plain.split("/"):
            _one(part, country, home, read, unread)
    else:
        unread.append(Unread(plain[:40], _reason(plain)))


def _reason(plain: str) -> str:
    if WEB.search(plain):
        return marked("Phone is a web address")
    if SCIENTIFIC.match(plain):
        return marked("Phone {phone} was rounded by a spreadsheet program")
    if len(re.sub(r"\D", "", plain)) < LIKELY_SHORTEST:
        return marked("Phone {phone} has too few digits")
    return marked("Phone {phone} cannot be a number of {country}")


def number_of(typed: str, country: str, home: str) -> str | None:
    """Return ``typed`` in E.164, tried as written, as of its country, as of the clinic's; else None."""
    digits = re.sub(r"\D", "", typed)
    if len(digits) < SHORTEST:
        return None
    if typed.startswith("00"):
        typed = "+" + typed[2:].lstrip()
    attempts = (
        [(typed, None)]
        if typed.startswith("+")
        else [(typed, country or None), (typed, home), ("+" + digits, None)]
    )
    for text, region in attempts:
        try:
            parsed = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(parsed) and (
            region is None or region == country or phonenumbers.is_valid_number(parsed)
        ):
            return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return None
