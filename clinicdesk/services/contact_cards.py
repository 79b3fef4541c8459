"""Reads files of contact cards (vCard 2.1, 3.0 and 4.0) as a table."""

from __future__ import annotations

import quopri
import re
from collections.abc import Sequence

CARD = re.compile(r"BEGIN:VCARD(.*?)END:VCARD", re.DOTALL | re.IGNORECASE)
QUOTED = re.compile(r"^[^:\n]*QUOTED-PRINTABLE[^:\n]*:.*(?:=\r?\n.*)+", re.IGNORECASE | re.MULTILINE)
NO_YEAR = re.compile(r"^--|^1604-")
"""A birthday without its year: RFC 6350, 4.3.1, and the year that Apple's programs write for none."""

PHONES, EMAILS = 3, 2


def is_cards(text: str) -> bool:
    """Return whether ``text`` begins like a file of contact cards."""
    return text.lstrip()[:11].upper() == "BEGIN:VCARD"


def card_rows(text: str) -> list[list[str]]:
    """Return a header and a row per card; what no column takes, as photos, is left out."""
    joined = QUOTED.sub(lambda match: re.sub(r"=\r?\n", "", match.group()), text)
    unfolded = re.sub(r"\r?\n[ \t]", "", joined)
    phones = [f"Phone {number}" for number in range(1, PHONES + 1)]
    emails = [f"Email {number}" for number in range(1, EMAILS + 1)]
    header = ["Name", *phones, *emails, "Birthday", "Country", "City", "Notes"]
    rows = [_row(block) for block in CARD.findall(unfolded)]
    used = [index for index in range(len(header)) if any(row[index] for row in rows)]
    return [[row[index] for index in used] for row in (header, *rows)]


def _row(block: str) -> list[str]:
    found: dict[str, list[str]] = {}
    for line in block.splitlines():
        key, value = _property(line)
        if key and value:
            found.setdefault(key, []).append(value)
    address = _parts(found.get("ADR", [""])[0], 7)
    birthday = next((day for day in found.get("BDAY", []) if not NO_YEAR.match(day)), "")
    phones = [_plain(phone).removeprefix("tel:").split(";ext=")[0] for phone in found.get("TEL", [])]
    emails = [_plain(mail).removeprefix("mailto:") for mail in found.get("EMAIL", [])]
    return [
        _name(found),
        *_several(phones, PHONES),
        *_several(emails, EMAILS),
        birthday,
        _plain(address[6]),
        _plain(address[3]),
        "\n".join(_plain(note) for note in found.get("NOTE", [])),
    ]  # fmt: skip


def _property(line: str) -> tuple[str, str]:
    head, _, value = line.partition(":")
    key = head.split(";")[0].split(".")[-1].strip().upper()
    if "QUOTED-PRINTABLE" in head.upper():
        charset = re.search(r"CHARSET=([\w-]+)", head, re.IGNORECASE)
        raw = quopri.decodestring(value.encode("utf-8", errors="replace"))
        try:
            value = raw.decode(charset.group(1) if charset else "utf-8")
        except (LookupError, UnicodeDecodeError):
            value = raw.decode("utf-8", errors="replace")
    return key, value.strip()


def _name(found: dict[str, list[str]]) -> str:
    whole = _plain(found.get("FN", [""])[0])
    family, given, *_ = _parts(found.get("N", [""])[0], 5)
    return whole or f"{_plain(given)} {_plain(family)}".strip()


def _several(values: Sequence[str], places: int) -> list[str]:
    """Return ``values`` in ``places`` columns; more of them share the last."""
    kept = [value for value in dict.fromkeys(values) if value]
    last = "; ".join(kept[places - 1 :])
    return [*kept[: places - 1], *([last] if last else []), *[""] * (places - len(kept))][:places]


def _parts(value: str, count: int) -> list[str]:
    parts = re.split(r"(?<!\\);", value)
    return [*parts, *[""] * (count - len(parts))]


def _plain(value: str) -> str:
    return re.sub(r"\\([,;:\\nN])", lambda m: "\n" if m.group(1) in "nN" else m.group(1), value).strip()
