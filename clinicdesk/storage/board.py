"""Reads the pipeline's cards by their stored stage, each with its next follow-up, in a handful of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select

from clinicdesk.domain.board import (
    COLUMNS,
    TREATED_DAYS,
    Board,
    BoardQuery,
    Card,
    Column,
    LookState,
    look_state,
    worth,
)
from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.leads import OPEN_STAGES, FactKind, Origin, Stage
from clinicdesk.domain.text import initials, search_words
from clinicdesk.storage import tables
from clinicdesk.storage.leads import money
from clinicdesk.storage.words import contains
from clinicdesk.storage.work import Work

_l, _p, _f, _n = tables.lead, tables.patient, tables.followup, tables.lead_fact
_OPEN = [stage.value for stage in OPEN_STAGES]
_FAR = datetime.max.replace(tzinfo=UTC)
_CARD = (
    _l.c.id, _l.c.patient_id, _p.c.name, _p.c.native_name, _p.c.country, _l.c.treatment, _l.c.value_minor,
    _l.c.value_currency, _l.c.owner_id, _l.c.origin, _l.c.stage, _l.c.stage_at, _l.c.channel,
)  # fmt: skip


@dataclass(frozen=True)
class _Setting:
    """What every card of one reading is drawn with."""

    now: datetime
    today: date
    zone: ZoneInfo
    team: dict[int, tuple[str, str]]
    next_steps: dict[int, Row[Any]]
    parked: dict[int, date]


def read(work: Work, query: BoardQuery, clinic: Clinic) -> Board:
    """Return every column with its cards, the most pressing first, and the number of lost leads."""
    since = work.at - timedelta(days=TREATED_DAYS)
    shown = or_(_l.c.stage.in_(_OPEN), (_l.c.stage == Stage.TREATED.value) & (_l.c.stage_at >= since))
    rows = work.execute(_filtered(select(*_CARD), query).where(shown)).all()
    setting = _setting(work, clinic, shown)
    found: dict[str, list[Card]] = {stage.value: [] for stage in COLUMNS}
    for row in rows:
        found[row.stage].append(_card(row, setting))
    columns = []
    for stage in COLUMNS:
        cards = tuple(sorted(found[stage.value], key=_pressing))
        columns.append(Column(stage, len(cards), worth(cards, clinic.currency), cards))
    return Board(tuple(columns), _count_lost(work, query))


def lost(work: Work, query: BoardQuery, clinic: Clinic, limit: int) -> tuple[Card, ...]:
    """Return the cards of lost leads, the newest first."""
    asked = _filtered(select(*_CARD), query).where(_l.c.stage == Stage.LOST.value)
    rows = work.execute(asked.order_by(_l.c.stage_at.desc(), _l.c.id).limit(limit)).all()
    setting = _setting(work, clinic, _l.c.id.in_([row.id for row in rows]))
    return tuple(_card(row, setting) for row in rows)


def _count_lost(work: Work, query: BoardQuery) -> int:
    counted = _filtered(select(func.count()), query).where(_l.c.stage == Stage.LOST.value)
    return int(work.execute(counted).scalar_one())


def _filtered(asked: Select[Any], query: BoardQuery) -> Select[Any]:
    asked = asked.select_from(_l.join(_p, _p.c.id == _l.c.patient_id))
    exact = ((query.coordinator, _l.c.owner_id), (query.channel, _l.c.channel), (query.market, _p.c.country))
    for value, column in exact:
        if value:
            asked = asked.where(column == value)
    if query.returning is not None:
        first = _l.c.origin == Origin.NEW.value
        asked = asked.where(~first if query.returning else first)
    for word in search_words(query.treatment):
        asked = asked.where(contains(_l.c.search, word))
    for word in search_words(query.text):
        asked = asked.where(or_(contains(_p.c.search, word), contains(_l.c.search, word)))
    return asked


def _setting(work: Work, clinic: Clinic, shown: ColumnElement[bool]) -> _Setting:
    """Read what is needed for the cards of the leads that ``shown`` chooses."""
    team = {
        row.id: (initials(row.name), row.colour)
        for row in work.execute(select(tables.staff.c.id, tables.staff.c.name, tables.staff.c.colour))
    }
    today = clinic_date(work.at, clinic.tz)
    steps, parked = _next_steps(work, shown, today), _parked(work, shown)
    return _Setting(work.at, today, clinic.tz, team, steps, parked)


def _next_steps(work: Work, shown: ColumnElement[bool], today: date) -> dict[int, Row[Any]]:
    """Return of each shown lead what is due first, by the clinic's date ``today``.

    A follow-up whose window has closed is none; a snoozed one only where there is no other.
    """
    asleep = case((_f.c.snoozed_until > work.at, 1), else_=0)
    first = func.row_number().over(
        partition_by=_f.c.lead_id, order_by=(asleep, _f.c.due_on, _f.c.due_at, _f.c.id)
    )
    ranked = (
        select(_f.c.id, first.label("place"))
        .join(_l, _l.c.id == _f.c.lead_id)
        .where(
            _f.c.active == 1,
            _f.c.state == "open",
            or_(_f.c.closes_on.is_(None), _f.c.closes_on >= today),
            shown,
        )
        .subquery()
    )
    asked = select(
        _f.c.lead_id, _f.c.kind, _f.c.due_at, _f.c.due_on, _f.c.snoozed_until, _f.c.detail, _f.c.reason
    ).join(ranked, ranked.c.id == _f.c.id)
    return {row.lead_id: row for row in work.execute(asked.where(ranked.c.place == 1))}


def _parked(work: Work, shown: ColumnElement[bool]) -> dict[int, date]:
    """Return until when leads are parked whose newest working fact is that they were."""
    later = _n.alias("later")
    quiet = [FactKind.PARKED.value, FactKind.ACKNOWLEDGED.value]
    worked_on = select(later.c.id).where(
        later.c.lead_id == _n.c.lead_id,
        later.c.at > _n.c.at,
        later.c.retracted_at.is_(None),
        later.c.kind.notin_(quiet),
    )
    asked = (
        select(_n.c.lead_id, _n.c.detail)
        .join(_l, _l.c.id == _n.c.lead_id)
        .where(_n.c.kind == FactKind.PARKED.value, _n.c.retracted_at.is_(None), shown, ~worked_on.exists())
        .order_by(_n.c.at, _n.c.id)
    )
    return {row.lead_id: date.fromisoformat(row.detail["until"]) for row in work.execute(asked)}


def _card(row: Row[Any], setting: _Setting) -> Card:
    state, kind, due_at, due_on, detail = _state(row, setting)
    owner = setting.team.get(row.owner_id, ("", ""))
    age = (setting.today - clinic_date(row.stage_at, setting.zone)).days
    return Card(
        lead_id=row.id,
        patient_id=row.patient_id,
        name=row.name,
        native_name=row.native_name,
        country=row.country,
        treatment=row.treatment,
        value=money(row.value_minor, row.value_currency),
        owner_id=row.owner_id,
        owner_initials=owner[0],
        owner_colour=owner[1],
        returning=row.origin != Origin.NEW.value,
        state=state,
        state_kind=kind,
        due_at=due_at,
        due_on=due_on,
        age_days=age,
        stage=Stage(row.stage),
        stage_at=row.stage_at,
        channel=row.channel,
        detail=detail,
    )


def _state(
    row: Row[Any], setting: _Setting
) -> tuple[LookState, str, datetime | None, date | None, dict[str, Any]]:
    until = setting.parked.get(row.id)
    if until is not None and until > setting.today:
        return LookState.WAITING, "parked", None, until, {}
    step = setting.next_steps.get(row.id)
    if step is None:
        done = row.stage == Stage.TREATED.value
        return (LookState.DONE if done else LookState.LATER), "", None, None, {}
    state = look_state(
        step.kind,
        due_at=step.due_at,
        due_on=step.due_on,
        snoozed_until=step.snoozed_until,
        now=setting.now,
        zone=setting.zone,
        today=setting.today,
        detail=step.detail,
        reason=step.reason,
    )
    return state, step.kind, step.due_at, step.due_on, step.detail


def _pressing(card: Card) -> tuple[bool, date, datetime, datetime, int]:
    hidden = card.state in {LookState.SNOOZED, LookState.WAITING, LookState.DONE}
    return (hidden, card.due_on or date.max, card.due_at or _FAR, card.stage_at, card.lead_id)
