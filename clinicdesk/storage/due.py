"""Reads the due list: one indexed query, joined for the names that a row shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, or_, select, text

from clinicdesk.domain.consent import address_hash
from clinicdesk.domain.due_words import LeadWords
from clinicdesk.domain.followups import Followup, FollowupState
from clinicdesk.storage import followups
from clinicdesk.storage import tables as t
from clinicdesk.storage.work import Work

_f, _p, _l, _s = t.followup, t.patient, t.lead, t.staff


@dataclass(frozen=True, slots=True)
class DueFacts:
    """One follow-up with what its row shows of the patient, the lead and the owner."""

    followup: Followup
    name: str
    native_name: str
    country: str
    zone: str
    preferred_channel: str
    lead: LeadWords
    owner_name: str
    owner_colour: str


_ROWS = select(
    *followups.COLUMNS,
    _p.c.name,
    _p.c.native_name,
    _p.c.country,
    _p.c.zone,
    _p.c.preferred_channel,
    _p.c.merged_into,
    _l.c.request,
    _l.c.treatment,
    _l.c.channel,
    _l.c.received_at,
    _s.c.name.label("owner_name"),
    _s.c.colour.label("owner_colour"),
).select_from(
    _f.join(_p, _p.c.id == _f.c.patient_id)
    .outerjoin(_l, _l.c.id == _f.c.lead_id)
    .outerjoin(_s, _s.c.id == _f.c.owner_id)
)
# The words of the partial index, so that it is used; and nothing about the patient, which would tempt
# the query to begin there.
_LISTED = _ROWS.where(
    text("followup.active = 1 AND followup.state = 'open'"),
    _f.c.opens_on <= bindparam("on"),
    or_(_f.c.closes_on.is_(None), _f.c.closes_on >= bindparam("on")),
)
_ONE = _ROWS.where(_f.c.id == bindparam("id"))
_ANY_OPT_OUT = select(t.suppression.c.address_hash).limit(1)
_ADDRESSES = select(t.contact.c.patient_id, t.contact.c.folded).where(
    t.contact.c.patient_id.in_(bindparam("ids", expanding=True))
)
_OPT_OUTS = select(t.suppression.c.address_hash).where(
    t.suppression.c.address_hash.in_(bindparam("hashes", expanding=True))
)
_DONE = select(func.count()).where(
    _f.c.state == FollowupState.DONE.value,
    _f.c.state_at >= bindparam("first"),
    _f.c.state_at < bindparam("last"),
)


def listed(work: Work, on: date, owner_id: int | None = None) -> list[DueFacts]:
    """Return every open follow-up whose window includes the day ``on``, snoozed ones too.

    Records that were merged into another one are left out.
    """
    rows = work.execute(_LISTED, {"on": on})
    return [
        _facts(row)
        for row in rows
        if row.merged_into is None and (owner_id is None or row.owner_id == owner_id)
    ]


def one(work: Work, followup_id: int) -> DueFacts | None:
    """Return one follow-up with what its row shows, whatever its state; None where there is none."""
    row = work.execute(_ONE, {"id": followup_id}).one_or_none()
    return _facts(row) if row is not None else None


def opted_out(work: Work, patient_ids: Sequence[int]) -> frozenset[int]:
    """Return which of the patients have no address left that is not on the do-not-contact list."""
    if not patient_ids or work.execute(_ANY_OPT_OUT).first() is None:
        return frozenset()
    hashes: dict[int, set[str]] = defaultdict(set)
    for row in work.execute(_ADDRESSES, {"ids": list(patient_ids)}):
        hashes[row.patient_id].add(address_hash(row.folded))
    asked = sorted(set().union(*hashes.values()))
    listed = set(work.execute(_OPT_OUTS, {"hashes": asked}).scalars()) if asked else set()
    return frozenset(patient_id for patient_id, own in hashes.items() if own <= listed)


def done_between(work: Work, first: datetime, last: datetime, owner_id: int | None = None) -> int:
    """Return how many follow-ups were done from ``first`` until before ``last``."""
    statement = _DONE if owner_id is None else _DONE.where(_f.c.owner_id == owner_id)
    return int(work.execute(statement, {"first": first, "last": last}).scalar_one())


def _facts(row: Row[Any]) -> DueFacts:
    return DueFacts(
        followups.followup_of(row),
        row.name,
        row.native_name,
        row.country,
        row.zone,
        row.preferred_channel,
        LeadWords(row.request or "", row.treatment or "", row.channel or "", row.received_at),
        row.owner_name or "",
        row.owner_colour or "",
    )
