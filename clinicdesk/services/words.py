"""The words of the catalogue in one language: those that ship, and the clinic's own before them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from clinicdesk.bundle import files
from clinicdesk.domain.completeness import Words
from clinicdesk.domain.plans import PlanItem, PlanTrip, PlanVisit, item_of
from clinicdesk.domain.procedures import Procedure, Scope, Unit, VisitStep, Wording
from clinicdesk.domain.teeth import Chosen
from clinicdesk.storage.catalogue import StoredWording

Group = Literal[
    "areas", "assumptions", "categories", "guarantees", "included", "materials", "not_included", "templates",
    "visits",
]  # fmt: skip
SOURCE = "en"


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


def text(group: Group, key: str, language: str) -> str:
    """Return the words of ``key`` in ``language``; a brand or typed text, which is no key, stays itself."""
    found = shipped(language)
    return found.groups.get(group, {}).get(key, key) if found else key


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
    found = wording(code, language, own)
    if found is None or not found.name:
        return Words.MISSING
    english, stored = own.get((code, SOURCE)), own.get((code, language))
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
