"""Finds and orders patients for the list, and reads the rows of one page of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, or_, select, tuple_

from clinicdesk.domain.board import look_state
from clinicdesk.domain.cadence import add_months
from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.consent import Consent, Purpose, may_contact
from clinicdesk.domain.leads import OPEN_STAGES
from clinicdesk.domain.money import Money
from clinicdesk.domain.people import PatientQuery, PatientRow, SavedFilter, folded_contact
from clinicdesk.domain.text import initials, search_words
from clinicdesk.storage import consent as consents
from clinicdesk.storage import patients, staff, tables
from clinicdesk.storage.words import contains_all
from clinicdesk.storage.work import Work

_p, _f, _t, _m, _l = tables.patient, tables.followup, tables.treatment, tables.message, tables.lead
_c, _a, _pay = tables.consent, tables.contact, tables.payment
PAST_MONTHS = 6
"""From how long after the last treatment on somebody is a past patient (product.md, Numbers)."""
RECALL_KINDS = ("recall", "recall_reminder", "phase_two")
PART = 500
GOES_ALONG = ("diagnostics", "aftercare", "sedation", "temporaries", "hygiene")
"""Kinds of treatment that rarely are what a patient came for."""


def ids(work: Work, query: PatientQuery, me: int | None, clinic: Clinic) -> tuple[int, ...]:
    """Return the ids of everybody ``query`` finds, in its order; ``me`` is whose "mine" is."""
    today = clinic_date(work.at, clinic.tz)
    asked = select(_p.c.id).where(*_conditions(query, me, today))
    return tuple(work.execute(_ordered(asked, query, today, clinic.currency)).scalars().all())


def count(work: Work, query: PatientQuery, me: int | None, clinic: Clinic) -> int:
    """Return how many patients ``query`` finds."""
    conditions = _conditions(query, me, clinic_date(work.at, clinic.tz))
    return int(work.execute(select(func.count()).select_from(_p).where(*conditions)).scalar_one())


def _conditions(query: PatientQuery, me: int | None, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_NOT_MERGED]
    found += contains_all(_p.c.search, search_words(query.text))
    if query.market:
        found.append(_p.c.country == query.market)
    if query.owner_id is not None:
        found.append(_p.c.owner_id == query.owner_id)
    if query.treatment:
        found.append(_treated(_t.c.kind == query.treatment))
    if query.treated_since is not None:
        found.append(_treated(_t.c.done_on >= query.treated_since))
    if query.consent:
        found.append(_CONSENT[query.consent]())
    saved = _SAVED.get(SavedFilter(query.saved))
    return [*found, saved(me, today)] if saved else found


# Asked this way round, because few records are merged and the order's own index then holds all that is read.
_NOT_MERGED = _p.c.id.not_in(select(_p.c.id).where(_p.c.merged_into.is_not(None)))


def _treated(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return _p.c.id.in_(select(_t.c.patient_id).where(_t.c.retracted_at.is_(None), *conditions))


def _due(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    standing = (_f.c.active == 1, _f.c.state == "open")
    return _p.c.id.in_(select(_f.c.patient_id).where(*standing, *conditions))


def _has_phase_two() -> ColumnElement[bool]:
    """Return that a second trip is owed; asked person by person, because the unique key begins so."""
    own = (_f.c.patient_id == _p.c.id, _f.c.kind == "phase_two")
    return exists().where(*own, _f.c.active == 1, _f.c.state == "open")


def _allowed(purpose: Purpose) -> ColumnElement[bool]:
    """Return that some yes to ``purpose`` is covered by no later no."""
    no = _c.alias()
    later_no = exists().where(
        no.c.patient_id == _c.c.patient_id,
        no.c.purpose == _c.c.purpose,
        no.c.given == 0,
        or_(no.c.channel == "", no.c.channel == _c.c.channel),
        no.c.at >= _c.c.at,
    )
    yes = select(_c.c.patient_id).where(_c.c.purpose == purpose.value, _c.c.given == 1, ~later_no)
    return _p.c.id.in_(yes)


def _past_not_reached(_: int | None, today: date) -> ColumnElement[bool]:
    since = add_months(today, -PAST_MONTHS)
    spoke = select(_m.c.patient_id).where(
        _m.c.at >= datetime.combine(since, time(), tzinfo=UTC),
        _m.c.retracted_at.is_(None),
        _m.c.direction != "note",
    )
    lately = ~_treated(_t.c.done_on > since) & _p.c.id.not_in(spoke)
    return _treated() & lately & ~_has_open_lead()


def _has_open_lead(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    stages = [stage.value for stage in OPEN_STAGES]
    return _p.c.id.in_(select(_l.c.patient_id).where(_l.c.stage.in_(stages), *conditions))


def _twice(_me: int | None, _today: date) -> ColumnElement[bool]:
    """Return that somebody else has the same address, or the same name and the same day of birth."""
    shared = select(_a.c.folded).group_by(_a.c.folded).having(func.count(_a.c.patient_id.distinct()) > 1)
    by_address = select(_a.c.patient_id).where(_a.c.folded.in_(shared))
    person = (_p.c.sort_name, _p.c.birth_on)
    born = select(*person).where(_p.c.birth_on.is_not(None)).group_by(*person).having(func.count() > 1)
    return or_(_p.c.id.in_(by_address), tuple_(*person).in_(born))


_SAVED: dict[SavedFilter, Callable[[int | None, date], ColumnElement[bool]]] = {
    SavedFilter.RECALL_OPEN: lambda _, today: _due(_f.c.kind.in_(RECALL_KINDS), _f.c.opens_on <= today),
    SavedFilter.PAST_NOT_REACHED: _past_not_reached,
    SavedFilter.PHASE_TWO: lambda *_: _has_phase_two(),
    SavedFilter.NO_CONSENT: lambda *_: ~_allowed(Purpose.CARE),
    SavedFilter.MINE: lambda me, _: or_(_p.c.owner_id == me, _has_open_lead(_l.c.owner_id == me)),
    SavedFilter.DUPLICATES: _twice,
}
_CONSENT: dict[str, Callable[[], ColumnElement[bool]]] = {
    "care": lambda: _allowed(Purpose.CARE),
    "marketing": lambda: _allowed(Purpose.MARKETING),
    "none": lambda: ~_allowed(Purpose.CARE),
}


def _ordered(asked: Select[Any], query: PatientQuery, today: date, currency: str) -> Select[Any]:
    by_name = (_p.c.sort_name, _p.c.id)
    if query.sort == "name":
        return asked.order_by(*(c.desc() for c in by_name) if query.descending else by_name)
    if query.sort == "market":
        value: ColumnElement[Any] = func.nullif(_p.c.country, "")
    else:
        facts = _sorted_by(query.sort, today, currency).subquery()
        asked = asked.outerjoin(facts, facts.c.patient_id == _p.c.id)
        value = facts.c.value
    return asked.order_by(value.is_(None), value.desc() if query.descending else value, *by_name)


def _sorted_by(sort: str, today: date, currency: str) -> Select[Any]:
    """Return per patient the value that the list is ordered by."""
    if sort == "due":
        asked = select(_f.c.patient_id, func.min(_f.c.due_on).label("value"))
        return asked.where(*standing(today)).group_by(_f.c.patient_id)
    if sort == "paid":
        asked = select(_pay.c.patient_id, func.sum(_pay.c.minor).label("value"))
        return asked.where(_pay.c.currency == currency).group_by(_pay.c.patient_id)
    value = _ideal(today) if sort == "ideal_return" else func.max(_t.c.done_on)
    asked = select(_t.c.patient_id, value.label("value"))
    return asked.where(_t.c.retracted_at.is_(None)).group_by(_t.c.patient_id)


def _ideal(today: date) -> ColumnElement[Any]:
    """Return the next ideal return date, or the last one where all have passed."""
    ahead = case((_t.c.ideal_return_on >= today, _t.c.ideal_return_on))
    return func.coalesce(func.min(ahead), func.max(_t.c.ideal_return_on))


def rows(work: Work, wanted: Sequence[int], clinic: Clinic) -> tuple[PatientRow, ...]:
    """Return the rows of ``wanted`` in their order."""
    found: dict[int, PatientRow] = {}
    for start in range(0, len(wanted), PART):
        found |= _page(work, wanted[start : start + PART], clinic)
    return tuple(found[patient_id] for patient_id in wanted if patient_id in found)


def _page(work: Work, wanted: Sequence[int], clinic: Clinic) -> dict[int, PatientRow]:
    people = patients.several(work, wanted)
    answers = consents.answers(work, wanted)
    addresses = {i: [folded_contact(c) for c in person.contacts] for i, person in people.items()}
    out = consents.suppressed(work, [a for found in addresses.values() for a in found])
    team = {member.id: member for member in staff.all_members(work)}
    today = clinic_date(work.at, clinic.tz)
    done, due = last_treatments(work, wanted), _due_rows(work, wanted, today)
    paid, ideal = _paid(work, wanted, clinic), _ideal_dates(work, wanted, today)
    result = {}
    for patient_id, person in people.items():
        owner = team.get(person.owner_id or 0)
        title, done_on = done.get(patient_id, ("", None))
        suppressed = bool(addresses[patient_id]) and out.issuperset(addresses[patient_id])
        result[patient_id] = PatientRow(
            id=patient_id,
            name=person.name,
            native_name=person.native_name,
            country=person.country,
            last_treatment=title,
            **_due_part(due.get(patient_id), work, clinic),
            ideal_return_on=ideal.get(patient_id),
            owner_initials=initials(owner.name) if owner else "",
            owner_colour=owner.colour if owner else "",
            **_consent_part(answers.get(patient_id, []), suppressed),
            paid=paid.get(patient_id),
            last_treated_on=done_on,
        )
    return result


def _consent_part(answers: list[Consent], suppressed: bool) -> dict[str, Any]:
    return {
        "care_allowed": bool(may_contact(answers, suppressed, Purpose.CARE)),
        "marketing_allowed": bool(may_contact(answers, suppressed, Purpose.MARKETING)),
    }


def _due_part(row: Row[Any] | None, work: Work, clinic: Clinic) -> dict[str, Any]:
    if row is None:
        return {"due_kind": "", "due_on": None, "due_state": "", "closes_on": None}
    state = look_state(
        row.kind,
        due_at=row.due_at,
        due_on=row.due_on,
        snoozed_until=row.snoozed_until,
        now=work.at,
        zone=clinic.tz,
        detail=row.detail,
        reason=row.reason,
    )
    return {"due_kind": row.kind, "due_on": row.due_on, "due_state": state.value, "closes_on": row.closes_on}


def standing(today: date) -> tuple[ColumnElement[bool], ...]:
    """Return that a follow-up is still to be done and its window has not closed."""
    unclosed = or_(_f.c.closes_on.is_(None), _f.c.closes_on >= today)
    return (_f.c.active == 1, _f.c.state == "open", unclosed)


def _due_rows(work: Work, wanted: Sequence[int], today: date) -> dict[int, Row[Any]]:
    columns = (
        _f.c.patient_id, _f.c.kind, _f.c.due_at, _f.c.due_on, _f.c.closes_on, _f.c.snoozed_until,
        _f.c.detail, _f.c.reason,
    )  # fmt: skip
    asked = select(*columns).where(_f.c.patient_id.in_(wanted), *standing(today))
    found: dict[int, Row[Any]] = {}
    for row in work.execute(asked.order_by(_f.c.due_on, _f.c.due_at, _f.c.id)):
        found.setdefault(row.patient_id, row)
    return found


def last_treatments(work: Work, wanted: Sequence[int]) -> dict[int, tuple[str, date]]:
    """Return of each of ``wanted`` what was done on the last day of treatment, and that day.

    The work itself stands before what goes along with it, such as records and cleaning.
    """
    asked = select(_t.c.patient_id, _t.c.title, _t.c.kind, _t.c.done_on)
    asked = asked.where(_t.c.patient_id.in_(wanted), _t.c.retracted_at.is_(None))
    found: dict[int, tuple[str, date]] = {}
    along = _t.c.kind.in_(GOES_ALONG)
    for row in work.execute(asked.order_by(_t.c.done_on.desc(), along, _t.c.id)):
        title = row.title or row.kind
        earlier = found.setdefault(row.patient_id, (title, row.done_on))
        if earlier[1] == row.done_on and title not in earlier[0].split(", "):
            found[row.patient_id] = (f"{earlier[0]}, {title}", row.done_on)
    return found


def _ideal_dates(work: Work, wanted: Sequence[int], today: date) -> dict[int, date]:
    asked = select(_t.c.patient_id, _t.c.ideal_return_on).where(
        _t.c.patient_id.in_(wanted), _t.c.retracted_at.is_(None), _t.c.ideal_return_on.is_not(None)
    )
    dates: dict[int, list[date]] = {}
    for row in work.execute(asked):
        dates.setdefault(row.patient_id, []).append(row.ideal_return_on)
    return {
        patient_id: min((on for on in found if on >= today), default=max(found))
        for patient_id, found in dates.items()
    }


def _paid(work: Work, wanted: Sequence[int], clinic: Clinic) -> dict[int, Money]:
    """Return what each paid: in the clinic's currency, or in the one they paid most often."""
    asked = select(_pay.c.patient_id, _pay.c.currency, func.sum(_pay.c.minor), func.count())
    asked = asked.where(_pay.c.patient_id.in_(wanted)).group_by(_pay.c.patient_id, _pay.c.currency)
    best: dict[int, tuple[tuple[bool, int, str], Money]] = {}
    for patient_id, currency, minor, times in work.execute(asked):
        rank = (currency == clinic.currency, times, currency)
        if patient_id not in best or rank > best[patient_id][0]:
            best[patient_id] = (rank, Money(int(minor), currency))
    return {patient_id: amount for patient_id, (_, amount) in best.items()}
