"""The words of the catalogue in every language: what they are of, how they stand, what speaks against one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from clinicdesk.domain.completeness import Where, Words
from clinicdesk.domain.plans import Plan, lines
from clinicdesk.domain.procedures import Wording
from clinicdesk.domain.text import fold

PROCEDURES = "procedures"
LISTS = ("included", "not_included", "assumptions")
EXTENDED = (*LISTS, "visits", "materials", "guarantees")
"""The parts to which a clinic may add texts of its own."""

TEXTS = (*EXTENDED, "areas", "units", "templates", "summaries", "titles")
"""The parts beside procedures, in the order in which they are shown."""

NAME_LETTERS = 40
"""Longer names take a second line in the table of a plan."""

_SIGNS = "$€£¥₫฿₩₺₽₪₹₱"
_DIGITS = r"\d[\d.,'\u00a0\u202f ]*"
_SHORTEST_BRAND = 4


class Term(NamedTuple):
    """Something that is worded in every language: a procedure by its code, or a key of another part."""

    part: str
    key: str


@dataclass(frozen=True)
class PlanTerms:
    """A plan and the terms that it uses; ``languages`` are those of its paper."""

    plan_id: int
    number: str
    patient: str
    languages: tuple[str, ...]
    closed: bool
    terms: frozenset[Term]


@dataclass(frozen=True)
class TermRow:
    """One line of the matrix; ``states`` follow the languages of the matrix, ``name`` is for the staff."""

    term: Term
    name: str
    states: tuple[Words, ...]
    prices: Mapping[str, int] = field(default_factory=dict)
    own: bool = False
    active: bool = True


@dataclass(frozen=True)
class TermGroup:
    """The lines of one category or part."""

    key: str
    title: str
    rows: tuple[TermRow, ...]


@dataclass(frozen=True)
class Matrix:
    """Every term in every language.

    ``blocked`` are the plans that a missing wording keeps from being issued, by term and language, ``used``
    says in how many plans a term stands.
    """

    languages: tuple[str, ...]
    groups: tuple[TermGroup, ...]
    blocked: Mapping[tuple[Term, str], tuple[PlanTerms, ...]] = field(default_factory=dict)
    used: Mapping[Term, int] = field(default_factory=dict)

    @property
    def cells(self) -> int:
        """How many wordings the offered terms need."""
        return len(self.languages) * sum(1 for _ in self._offered())

    @property
    def checked(self) -> int:
        """How many of them somebody has read."""
        return sum(row.states.count(Words.CHECKED) for row in self._offered())

    def _offered(self) -> Iterator[TermRow]:
        return (row for group in self.groups for row in group.rows if row.active)


@dataclass(frozen=True)
class WordingView:
    """All about one wording: how it stands, who wrote it, and the English beside it.

    ``own`` says that the clinic wrote or read it, ``shipped`` is what comes with the program, if anything.
    """

    term: Term
    language: str
    state: Words
    name: str = ""
    description: str = ""
    own: bool = False
    changed_at: datetime | None = None
    changed_by: str = ""
    shipped: Wording | None = None
    english: Wording | None = None
    english_at: datetime | None = None
    english_by: str = ""


@dataclass(frozen=True)
class Findings:
    """What speaks against a wording: letters no font has, and prices and brands, which belong elsewhere."""

    letters: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()


def places_of(plan: Plan) -> Iterator[tuple[Term, Where]]:
    """Yield every term that the paper of ``plan`` would word, with its place; own sentences are no keys."""
    for option, trip, place, item in lines(plan):
        where = Where("item", option, trip, place)
        yield Term(PROCEDURES, item.code), where
        parts = {"materials": item.material, "guarantees": item.guarantee_condition, "areas": item.area}
        yield from ((Term(part, key), where) for part, key in parts.items() if key)
    for option, way in enumerate(plan.options):
        for trip, stay in enumerate(way.trips):
            titles = (visit.title for visit in stay.visits if visit.title)
            yield from ((Term("visits", title), Where("trip", option, trip)) for title in titles)
    for part in LISTS:
        yield from ((Term(part, entry), Where(part)) for entry in getattr(plan, part))


def blocked(
    plans: Iterable[PlanTerms], missing: Mapping[str, frozenset[Term]]
) -> dict[tuple[Term, str], tuple[PlanTerms, ...]]:
    """Return the open plans that wait for a wording; ``missing`` has the terms without one by language."""
    found: dict[tuple[Term, str], tuple[PlanTerms, ...]] = {}
    for plan in plans:
        if not plan.closed:
            for language in plan.languages:
                for term in plan.terms & missing.get(language, frozenset()):
                    found[term, language] = (*found.get((term, language), ()), plan)
    return found


def prices_in(text: str, currencies: Iterable[str]) -> tuple[str, ...]:
    """Return what reads like an amount of money in ``text``: digits beside a sign or a code."""
    marks = "|".join((f"[{re.escape(_SIGNS)}]", *(rf"\b{re.escape(code)}\b" for code in currencies)))
    pattern = rf"(?:{marks})\s?{_DIGITS}|{_DIGITS}(?:{marks})"
    return tuple(found.strip() for found in re.findall(pattern, text))


def brands_in(text: str, brands: Iterable[str]) -> tuple[str, ...]:
    """Return the brands named in ``text``: whole, or their first word where it is long enough to tell."""
    folded = fold(text)
    found = []
    for brand in brands:
        first = brand.split()[0] if brand.split() else ""
        tried = (brand, first) if len(first) >= _SHORTEST_BRAND else (brand,)
        if any(re.search(rf"(?<!\w){re.escape(fold(one))}(?!\w)", folded) for one in tried if one):
            found.append(brand)
    return tuple(dict.fromkeys(found))
