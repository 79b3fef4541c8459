"""Finds patients, leads, plans, receipts and notes by folded words, each from one covering index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from clinicdesk.domain.leads import OPEN_STAGES
from clinicdesk.domain.search import Hit, HitKind
from clinicdesk.domain.text import fold
from clinicdesk.storage import tables
from clinicdesk.storage.words import contains, contains_all
from clinicdesk.storage.work import Work

_p, _l, _pl, _r, _m = tables.patient, tables.lead, tables.plan, tables.receipt, tables.message
_pay = tables.payment
_LAST = "\U0010ffff"
EXCERPT = 120


def patients(work: Work, words: Sequence[str], limit: int) -> tuple[Hit, ...]:
    """Return patients in whose names, addresses or old number every word is found.

    Names that begin with the first word come first; merged records are left out.
    """
    begins = _p.c.sort_name.between(words[0], words[0] + _LAST)
    first = select(_p.c.id).where(begins, *contains_all(_p.c.sort_name, words[1:])).order_by(_p.c.sort_name)
    ids = list(work.execute(first.limit(limit)).scalars())
    if len(ids) < limit:
        anywhere = select(_p.c.id).where(*contains_all(_p.c.search, words)).order_by(_p.c.search)
        ids += [i for i in work.execute(anywhere.limit(limit)).scalars() if i not in ids]
    found = {hit.id: hit for hit in _people(work, ids[:limit])}
    return tuple(found[i] for i in ids if i in found)


def _people(work: Work, ids: Sequence[int]) -> Iterator[Hit]:
    if ids:
        columns = (_p.c.id, _p.c.name, _p.c.native_name, _p.c.country)
        for row in work.execute(select(*columns).where(_p.c.id.in_(ids), _p.c.merged_into.is_(None))):
            yield Hit(HitKind.PATIENT, row.id, row.id, row.name, row.native_name, row.country)


def leads_of(work: Work, patient_ids: Sequence[int], limit: int) -> tuple[Hit, ...]:
    """Return the open leads of the patients found, the newest first."""
    if not patient_ids:
        return ()
    stages = [stage.value for stage in OPEN_STAGES]
    return _leads(work, _l.c.patient_id.in_(patient_ids) & _l.c.stage.in_(stages), limit)


def leads(work: Work, words: Sequence[str], limit: int) -> tuple[Hit, ...]:
    """Return leads in whose treatment, reference or request every word is found."""
    matching = select(_l.c.id).where(*contains_all(_l.c.search, words)).limit(limit)
    ids = list(work.execute(matching).scalars())
    return _leads(work, _l.c.id.in_(ids), limit) if ids else ()


def _leads(work: Work, which: ColumnElement[bool], limit: int) -> tuple[Hit, ...]:
    asked = (
        select(_l.c.id, _l.c.patient_id, _p.c.name, _l.c.treatment, _l.c.request, _l.c.stage)
        .join(_p, _p.c.id == _l.c.patient_id)
        .where(which)
        .order_by(_l.c.received_at.desc(), _l.c.id.desc())
        .limit(limit)
    )
    return tuple(
        Hit(HitKind.LEAD, row.id, row.patient_id, row.name, row.treatment or row.request[:EXCERPT], row.stage)
        for row in work.execute(asked)
    )


def plans(work: Work, text: str, limit: int) -> tuple[Hit, ...]:
    """Return plans whose number contains ``text``."""
    asked = (
        select(_pl.c.id, _pl.c.patient_id, _pl.c.number, _pl.c.title, _p.c.name)
        .join(_p, _p.c.id == _pl.c.patient_id)
        .where(_pl.c.id.in_(_numbered(_pl.c.id, _pl.c.number, text, limit)))
        .order_by(_pl.c.number)
    )
    return tuple(
        Hit(HitKind.PLAN, row.id, row.patient_id, row.number, row.name, row.title)
        for row in work.execute(asked)
    )


def receipts(work: Work, text: str, limit: int) -> tuple[Hit, ...]:
    """Return receipts whose number contains ``text``."""
    asked = (
        select(_r.c.id, _pay.c.patient_id, _r.c.number, _pay.c.kind, _p.c.name)
        .join(_pay, _pay.c.id == _r.c.payment_id)
        .join(_p, _p.c.id == _pay.c.patient_id)
        .where(_r.c.id.in_(_numbered(_r.c.id, _r.c.number, text, limit)))
        .order_by(_r.c.number)
    )
    return tuple(
        Hit(HitKind.RECEIPT, row.id, row.patient_id, row.number, row.name, row.kind)
        for row in work.execute(asked)
    )


def _numbered(ident: Any, number: Any, text: str, limit: int) -> Select[Any]:
    """Return the ids of the numbers that contain ``text``; a LIKE forgives the case of plain letters."""
    found = select(ident).where(contains(number, fold(text))).order_by(number).limit(limit)
    return select(found.subquery().c.id)


def notes(work: Work, words: Sequence[str], limit: int) -> tuple[Hit, ...]:
    """Return notes in which every word is found, the newest first."""
    matching = select(_m.c.id).where(_m.c.search.is_not(None), *contains_all(_m.c.search, words))
    ids = list(work.execute(matching.limit(limit * 4)).scalars())
    if not ids:
        return ()
    asked = (
        select(_m.c.id, _m.c.patient_id, _m.c.body, _p.c.name)
        .join(_p, _p.c.id == _m.c.patient_id)
        .where(_m.c.id.in_(ids), _m.c.retracted_at.is_(None))
        .order_by(_m.c.at.desc(), _m.c.id.desc())
        .limit(limit)
    )
    return tuple(
        Hit(HitKind.NOTE, row.id, row.patient_id, row.name, "", " ".join(row.body[:EXCERPT].split()))
        for row in work.execute(asked)
    )
