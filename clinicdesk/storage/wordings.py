"""Reads and writes the clinic's own words beside procedures, and which plans use which terms."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from clinicdesk.domain.procedures import Wording
from clinicdesk.domain.teeth import AREAS
from clinicdesk.domain.wordings import LISTS, PROCEDURES, PlanTerms, Term
from clinicdesk.storage import tables
from clinicdesk.storage.catalogue import StoredWording
from clinicdesk.storage.work import Work

_key, _text = tables.catalogue_key, tables.catalogue_text
_plan, _trip, _item, _visit = tables.plan, tables.plan_trip, tables.plan_item, tables.plan_visit


@dataclass(frozen=True)
class OwnKey:
    """A text that the clinic added to a part; a retired one is offered no longer and stays readable."""

    term: Term
    active: bool = True


def own_keys(work: Work) -> tuple[OwnKey, ...]:
    """Return the texts that the clinic added, in the order they came."""
    rows = work.execute(select(_key).order_by(_key.c.part, _key.c.key))
    return tuple(OwnKey(Term(row.part, row.key), bool(row.active)) for row in rows)


def add_key(work: Work, part: str) -> Term:
    """Add a text to ``part`` and return its term: own-001, own-002 ..."""
    term = Term(part, f"own-{work.next_in(f'catalogue {part}'):03}")
    work.execute(insert(_key).values(part=part, key=term.key))
    return term


def set_active(work: Work, term: Term, active: bool) -> None:
    """Offer a text of the clinic's own, or no longer."""
    work.execute(
        update(_key).where(_key.c.part == term.part, _key.c.key == term.key).values(active=int(active))
    )


def texts(work: Work) -> dict[tuple[Term, str], StoredWording]:
    """Return the clinic's own words beside procedures, by term and language."""
    return {
        (Term(row.part, row.key), row.language): StoredWording(
            Wording(row.name, checked=bool(row.checked)), row.changed_at, row.changed_by
        )
        for row in work.execute(select(_text))
    }


def set_text(work: Work, term: Term, language: str, wording: Wording) -> None:
    """Store the clinic's own words of a term, written now by whoever acts."""
    put_text(work, term, language, StoredWording(wording, work.at, work.by))


def put_text(work: Work, term: Term, language: str, stored: StoredWording | None) -> None:
    """Store the clinic's own words exactly as they were; None goes back to the shipped ones."""
    here = (_text.c.part == term.part, _text.c.key == term.key, _text.c.language == language)
    work.execute(delete(_text).where(*here))
    if stored is not None:
        work.execute(
            insert(_text).values(
                part=term.part,
                key=term.key,
                language=language,
                name=stored.wording.name,
                checked=int(stored.wording.checked),
                changed_at=stored.changed_at,
                changed_by=stored.changed_by,
            )
        )


def plan_terms(work: Work) -> tuple[PlanTerms, ...]:
    """Return every plan with the terms that it uses."""
    found: dict[int, set[Term]] = {}
    on_trip = _trip.c.id == _item.c.trip_id
    items = select(
        _trip.c.plan_id, _item.c.code, _item.c.material, _item.c.guarantee_condition, _item.c.teeth
    ).join(_trip, on_trip)
    for row in work.execute(items.distinct()):
        terms = found.setdefault(row.plan_id, set())
        terms.add(Term(PROCEDURES, row.code))
        terms.add(Term("materials", row.material))
        terms.add(Term("guarantees", row.guarantee_condition))
        if row.teeth in AREAS:
            terms.add(Term("areas", row.teeth))
    visits = select(_trip.c.plan_id, _visit.c.title).join(_trip, _trip.c.id == _visit.c.trip_id)
    for row in work.execute(visits.distinct()):
        found.setdefault(row.plan_id, set()).add(Term("visits", row.title))
    plans = select(
        _plan.c.id, _plan.c.number, _plan.c.language, _plan.c.second_language, _plan.c.closed_at,
        *(_plan.c[name] for name in LISTS), tables.patient.c.name,
    ).join(tables.patient, tables.patient.c.id == _plan.c.patient_id)  # fmt: skip
    made = []
    for row in work.execute(plans.order_by(_plan.c.id.desc())):
        terms = found.setdefault(row.id, set())
        terms.update(Term(name, entry) for name in LISTS for entry in getattr(row, name))
        languages = (row.language, row.second_language) if row.second_language else (row.language,)
        used = frozenset(term for term in terms if term.key)
        made.append(PlanTerms(row.id, row.number, row.name, languages, row.closed_at is not None, used))
    return tuple(made)
