"""Invented people from some thirty countries: names in two scripts, phones of unused ranges, home towns."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from clinicdesk.bundle import files
from clinicdesk.domain.people import Contact, ContactKind
from clinicdesk.domain.text import fold

YOUNGEST = date(2004, 6, 1)
AGE_SPAN_DAYS = 55 * 365
EMAIL_HOSTS = ("mailbox.example", "post.example", "mail.example")
CHAT_KINDS = {"line": ContactKind.LINE, "kakao": ContactKind.KAKAO}


@dataclass(frozen=True)
class Person:
    """An invented patient before the clinic knows of them."""

    name: str
    given_name: str
    family_name: str
    native_name: str
    sex: str
    birth_on: date
    country: str
    city: str
    zone: str
    language: str
    languages: tuple[str, ...]
    contacts: tuple[Contact, ...]
    preferred_channel: str


def countries() -> list[dict[str, Any]]:
    """Return the shipped countries with their names, towns, zones, languages and phone patterns."""
    text = (files("resources") / "demo" / "people.json").read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = json.loads(text)
    return loaded


def invent(random: Random, amount: int) -> Iterator[Person]:
    """Yield ``amount`` different people: first one of every country, then by how often each comes."""
    known = countries()
    weights = [country["weight"] for country in known]
    seen: set[str] = set()
    made = 0
    while made < amount:
        country = known[made] if made < len(known) else random.choices(known, weights)[0]
        person = _person(random, country)
        if person.name in seen:
            continue
        seen.add(person.name)
        made += 1
        yield person


def _person(random: Random, country: dict[str, Any]) -> Person:
    sex = random.choice(("f", "m"))
    given = random.choice(country["women" if sex == "f" else "men"])
    family = random.choice(country["family"])
    family_first = country["order"] == "family"
    name = f"{family[0]} {given[0]}" if family_first else f"{given[0]} {family[0]}"
    channel = random.choice(country["channels"])
    return Person(
        name=name,
        given_name=given[0],
        family_name=family[0],
        native_name=_native(given, family, family_first, country["country"]),
        sex=sex,
        birth_on=YOUNGEST - timedelta(days=random.randrange(AGE_SPAN_DAYS)),
        country=country["country"],
        city=random.choice(country["cities"]),
        zone=country["zone"],
        language=country["language"],
        languages=tuple(country["languages"]),
        contacts=_contacts(random, country, given[0], family[0], channel),
        preferred_channel=channel,
    )


def _native(given: list[str], family: list[str], family_first: bool, country: str) -> str:
    if len(given) < 2 or len(family) < 2:
        return ""
    parts = (family[1], given[1]) if family_first else (given[1], family[1])
    return ("" if country in {"KR", "CN", "TW"} else " ").join(parts)


def _contacts(
    random: Random, country: dict[str, Any], given: str, family: str, channel: str
) -> tuple[Contact, ...]:
    phone = "".join(str(random.randrange(10)) if c == "#" else c for c in country["phone"])
    handle = ".".join(
        "".join(c for c in fold(part) if c.isascii() and c.isalnum()) for part in (given, family)
    )
    number = random.randrange(10, 99)
    found = [
        Contact(ContactKind.PHONE, phone),
        Contact(ContactKind.EMAIL, f"{handle}{number}@{random.choice(EMAIL_HOSTS)}"),
    ]
    if channel in CHAT_KINDS:
        found.append(Contact(CHAT_KINDS[channel], f"{handle.replace('.', '_')}{number}"))
    return tuple(found)
