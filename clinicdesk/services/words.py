"""The words of the catalogue in one language: those that ship, and the clinic's own before them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from clinicdesk.bundle import files
from clinicdesk.domain.completeness import Words
from clinicdesk.domain.languages import DOCUMENT_LANGUAGES
from clinicdesk.domain.plans import PlanItem, PlanTrip, PlanVisit, item_of
from clinicdesk.domain.procedures import Procedure, Scope, Unit, VisitStep, Wording
from clinicdesk.domain.teeth import Chosen
from clinicdesk.domain.wordings import Term
from clinicdesk.storage.catalogue import StoredWording

Group = Literal[
    "areas", "assumptions", "categories", "guarantees", "included", "materials", "not_included", "templates",
    "summaries", "titles", "units", "visits",
]  # fmt: skip
SOURCE = "en"
OWN_KEY = "own-"
NOTHING: Mapping[tuple[Term, str], StoredWording] = MappingProxyType({})


@dataclass(frozen=True)
class Shipped:
    """What ships for one language: each procedure's wording, and texts by group and key."""

    procedures: Mapping[str, Wording]
    groups: Mapping[str, Mapping[str, str]]


@cache
def shipped(language: str) -> Shipped | None:
    """Return the shipped words of ``language``; None where none ship."""
    path = files("resources") / "catalogue" / "words" / f"{language}.json"
    if language not in languages():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    return Shipped(
        {
            code: Wording(words["name"], words.get("description", ""), checked=language == SOURCE)
            for code, words in data.pop("procedures").items()
        },
        {name: group for name, group in data.items() if isinstance(group, dict)},
    )


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that the shipped catalogue speaks, in order."""
    return tuple(sorted(path.stem for path in (files("resources") / "catalogue" / "words").glob("*.json")))


OwnTexts = Mapping[tuple[Term, str], StoredWording]


def text(group: str, key: str, language: str, own: OwnTexts = NOTHING) -> str:
    """Return the words of ``key`` in ``language``; a brand or typed text, which is no key, stays itself."""
    stored = own.get((Term(group, key), language)) if own else None
    if stored is not None:
        return stored.wording.name
    found = shipped(language)
    return found.groups.get(group, {}).get(key, key) if found else key


def is_key(term: Term, own: OwnTexts = NOTHING) -> bool:
    """Return whether ``term`` is worded per language: it ships, or the clinic added it to its part."""
    found = shipped(SOURCE)
    ships = found is not None and term.key in found.groups.get(term.part, {})
    return ships or (term.key.startswith(OWN_KEY) and any((term, code) in own for code in DOCUMENT_LANGUAGES))


@cache
def _keys_by_text(group: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in languages():
        known = shipped(language)
        for key, text in (known.groups.get(group, {}) if known else {}).items():
            found.setdefault(text, key)
    return found


def ships(group: Group, written: str) -> bool:
    """Return whether ``written`` is one of the shipped words of a group, in any language."""
    return written in _keys_by_text(group)


def in_language(group: Group, written: str, language: str, own: OwnTexts = NOTHING) -> str:
    """Return shipped words in ``language``, whichever they are ``written`` in; other words stay as typed."""
    key = _keys_by_text(group).get(written)
    return text(group, key, language, own) if key else written


def shipped_text(term: Term, language: str) -> Wording | None:
    """Return the shipped words of a term beside procedures; None where none ship."""
    found = shipped(language)
    words = found.groups.get(term.part, {}).get(term.key, "") if found else ""
    return Wording(words, checked=language == SOURCE) if words else None


def text_state(term: Term, language: str, own: OwnTexts) -> Words:
    """Return how far the words of a key can be trusted; as ``state`` does for procedures."""
    stored, english = own.get((term, language)), own.get((term, SOURCE))
    return _state(language, stored, english, shipped_text(term, language))


def wording(code: str, language: str, own: Mapping[tuple[str, str], StoredWording]) -> Wording | None:
    """Return how a procedure is called in ``language``: the clinic's wording, else the shipped one."""
    stored = own.get((code, language))
    if stored is not None:
        return stored.wording
    found = shipped(language)
    return found.procedures.get(code) if found else None


def state(code: str, language: str, own: Mapping[tuple[str, str], StoredWording]) -> Words:
    """Return how far a wording can be trusted.

    Stale is one that is older than the clinic's last change of the English wording; a shipped wording is
    unread until somebody says that they checked it.
    """
    found = shipped(language)
    ships = found.procedures.get(code) if found else None
    return _state(language, own.get((code, language)), own.get((code, SOURCE)), ships)


def _state(
    language: str, stored: StoredWording | None, english: StoredWording | None, ships: Wording | None
) -> Words:
    found = stored.wording if stored is not None else ships
    if found is None or not found.name:
        return Words.MISSING
    if language != SOURCE and english and (stored is None or stored.changed_at < english.changed_at):
        return Words.STALE
    return Words.CHECKED if found.checked or language == SOURCE else Words.UNREAD


@cache
def shipped_procedures() -> tuple[Procedure, ...]:
    """Return the procedures that a new clinic starts with."""
    data = _read("procedures.json")
    return tuple(_procedure(row, position) for position, row in enumerate(data["procedures"]))


def _procedure(row: Mapping[str, Any], position: int) -> Procedure:
    special = {"unit", "scope", "visits", "materials", "prices"}
    return Procedure(
        **{name: value for name, value in row.items() if name not in special},
        unit=Unit(row["unit"]),
        scope=Scope(row["scope"]),
        visits=tuple(VisitStep(**visit) for visit in row["visits"]),
        materials=tuple(row["materials"]),
        prices=row["prices"],
        position=position,
    )


@cache
def template_keys() -> tuple[str, ...]:
    """Return the keys of the plan templates that ship, in order."""
    return tuple(row["key"] for row in _read("plan_templates.json")["templates"])


def template_trips(key: str, procedures: Mapping[str, Procedure], currency: str) -> tuple[PlanTrip, ...]:
    """Return the trips of a template with the clinic's own prices, leaving out procedures it retired."""
    rows = {row["key"]: row for row in _read("plan_templates.json")["templates"]}
    return tuple(
        PlanTrip(
            items=tuple(_items(trip["items"], procedures, currency)),
            visits=tuple(PlanVisit(v["day"], v["key"], v["minutes"]) for v in trip["visits"]),
            days=trip["days"],
            healing_months=trip["healing_months"],
        )
        for trip in rows[key]["trips"]
    )


def _items(
    rows: list[Mapping[str, Any]], procedures: Mapping[str, Procedure], currency: str
) -> list[PlanItem]:
    return [
        item_of(procedures[row["code"]], currency, Chosen(tuple(row["teeth"]), row["area"]))
        for row in rows
        if row["code"] in procedures and procedures[row["code"]].active
    ]


@cache
def _read(name: str) -> Any:
    return json.loads((files("resources") / "catalogue" / name).read_text(encoding="utf-8"))
