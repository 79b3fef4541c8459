"""Compares somebody with the records there are, fact by fact, so that one person gets one record."""

from __future__ import annotations

from clinicdesk.domain.people import DuplicateRow, Patient, folded_contact
from clinicdesk.domain.text import search_words, searchable
from clinicdesk.storage import patient_list
from clinicdesk.storage import patients as repository
from clinicdesk.storage.work import Work

SAME_NAME = 86
"""Likeness of two folded names, words in any order, from which they count as one (0 to 100)."""
SHOWN = 10
_WEIGHT = {"phone": 4, "email": 4, "name": 3, "birth_on": 3, "country": 1}
LIKELY = 6


def compare(work: Work, asked: Patient, exclude: int | None = None) -> tuple[DuplicateRow, ...]:
    """Return the records that share a name or an address with ``asked``, the likeliest first."""
    words = search_words(asked.name)
    addresses = [folded_contact(contact) for contact in asked.contacts]
    ids = [i for i in repository.alike(work, words=words, addresses=addresses) if i != exclude]
    found = [_compared(asked, patient) for patient in repository.several(work, ids).values()]
    near = [row for row in found if {"name", "phone", "email"} & set(row.agree)]
    near.sort(key=lambda row: (-_points(row), row.patient.id))
    return tuple(_with_history(work, near[:SHOWN]))


def _compared(asked: Patient, known: Patient) -> DuplicateRow:
    agree: list[str] = []
    differ: list[str] = []
    for fact, answer in (
        ("name", same_name(asked, known)),
        ("phone", _shared(asked, known, phones=True)),
        ("email", _shared(asked, known, phones=False)),
        ("birth_on", _same(asked.birth_on, known.birth_on)),
        ("country", _same(asked.country, known.country)),
    ):
        if answer is not None:
            (agree if answer else differ).append(fact)
    row = DuplicateRow(known, tuple(agree), tuple(differ), likely=False)
    likely = _points(row) >= LIKELY and "birth_on" not in differ
    return DuplicateRow(known, row.agree, row.differ, likely)


def _points(row: DuplicateRow) -> int:
    return sum(_WEIGHT[fact] for fact in row.agree)


def same_name(one: Patient, other: Patient) -> bool:
    """Return whether any name of one is like any name of the other, accents and order forgiven."""
    from rapidfuzz import fuzz

    ours = [searchable(name) for name in (one.name, one.native_name) if name]
    theirs = [searchable(name) for name in (other.name, other.native_name) if name]
    return any(fuzz.token_sort_ratio(a, b) >= SAME_NAME for a in ours for b in theirs)


def _shared(one: Patient, other: Patient, *, phones: bool) -> bool | None:
    ours, theirs = (
        {folded_contact(c) for c in p.contacts if ("@" not in c.value) is phones} for p in (one, other)
    )
    return bool(ours & theirs) if ours and theirs else None


def _same(one: object, other: object) -> bool | None:
    return one == other if one and other else None


def _with_history(work: Work, rows: list[DuplicateRow]) -> list[DuplicateRow]:
    last = patient_list.last_treatments(work, [row.patient.id for row in rows])
    return [
        DuplicateRow(row.patient, row.agree, row.differ, row.likely, *last.get(row.patient.id, ("", None)))
        for row in rows
    ]
