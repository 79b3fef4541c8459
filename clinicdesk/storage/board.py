"""Reads the pipeline's cards by their stored stage, each with its next follow-up, in a handful of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, or_, select

from clinicdesk.domain.board import (
    COLUMNS,
    TREATED_DAYS,
    WAITING,
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
from clinicdesk.domain.text import initials, like, search_words
from clinicdesk.storage import tables
from clinicdesk.storage.leads import money
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
    clinic: Clinic
    team: dict[int, tuple[str, str]]
    next_steps: dict[int, Row[Any]]
    parked: dict[int, date]


def read(work: Work, query: BoardQuery, clinic: Clinic) -> Board:
    """Return every column with its cards, the most pressing first, and the number of lost leads."""
    since = work.at - timedelta(days=TREATED_DAYS)
    shown = or_(_l.c.stage.in_(_OPEN), (_l.c.stage == Stage.TREATED.value) & (_l.c.stage_at >= since))
    rows = work.execute(_filtered(select(*_CARD), query).where(shown)).all()
    setting = _setting(work, clinic, rows)
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
    setting = _setting(work, clinic, rows)
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
        asked = asked.where(_l.c.search.like(like(word), escape="\\"))
    for word in search_words(query.text):
        pattern = like(word)
        asked = asked.where(
            or_(_p.c.search.like(pattern, escape="\\"), _l.c.search.like(pattern, escape="\\"))
        )
    return asked


def _setting(work: Work, clinic: Clinic, rows: Iterable[Row[Any]]) -> _Setting:
    shown = {row.id for row in rows}
    team = {
        row.id: (initials(row.name), row.colour)
        for row in work.execute(select(tables.staff.c.id, tables.staff.c.name, tables.staff.c.colour))
    }
    return _Setting(work.at, clinic, team, _next_steps(work, shown), _parked(work, shown))


def _next_steps(work: Work, shown: set[int]) -> dict[int, Row[Any]]:
    """Return of each shown lead what is due first; a snoozed follow-up only where there is no other."""
    columns = (
        _f.c.lead_id,
        _f.c.kind,
        _f.c.due_at,
        _f.c.due_on,
        _f.c.snoozed_until,
        _f.c.detail,
        _f.c.reason,
    )
    asked = select(*columns).where(_f.c.active == 1, _f.c.state == "open", _f.c.lead_id.in_(_on_board()))
    found: dict[int, Row[Any]] = {}
    for row in work.execute(asked.order_by(_f.c.due_on, _f.c.due_at, _f.c.id)):
        if row.lead_id not in shown:
            continue
        earlier = found.get(row.lead_id)
        if earlier is None or (_asleep(earlier, work.at) and not _asleep(row, work.at)):
            found[row.lead_id] = row
    return found


def _asleep(row: Row[Any], now: datetime) -> bool:
    return row.snoozed_until is not None and row.snoozed_until > now


def _on_board() -> Select[Any]:
    return select(_l.c.id).where(_l.c.stage.in_([*_OPEN, Stage.TREATED.value]))


def _parked(work: Work, shown: set[int]) -> dict[int, date]:
    """Return until when leads are parked whose newest working fact is that they were."""
    kinds = [FactKind.PARKED.value]
    asked = select(_n.c.lead_id, _n.c.at, _n.c.detail).where(
        _n.c.kind.in_(kinds), _n.c.retracted_at.is_(None), _n.c.lead_id.in_(_on_board())
    )
    until: dict[int, date] = {}
    for row in work.execute(asked.order_by(_n.c.at, _n.c.id)):
        if row.lead_id in shown and not _worked_on_since(work, row.lead_id, row.at):
            until[row.lead_id] = date.fromisoformat(row.detail["until"])
    return until


def _worked_on_since(work: Work, lead_id: int, at: datetime) -> bool:
    quiet = [FactKind.PARKED.value, FactKind.ACKNOWLEDGED.value]
    later = select(_n.c.id).where(
        _n.c.lead_id == lead_id, _n.c.at > at, _n.c.retracted_at.is_(None), _n.c.kind.notin_(quiet)
    )
    return work.execute(later.limit(1)).first() is not None


def _card(row: Row[Any], setting: _Setting) -> Card:
    state, kind, due_at, due_on, detail = _state(row, setting)
    owner = setting.team.get(row.owner_id, ("", ""))
    zone = setting.clinic.tz
    age = (clinic_date(setting.now, zone) - clinic_date(row.stage_at, zone)).days
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
    zone = setting.clinic.tz
    if until is not None and until > clinic_date(setting.now, zone):
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
        zone=zone,
        late_on=late_on(step.detail),
        waiting=step.reason.startswith(WAITING),
    )
    return state, step.kind, step.due_at, step.due_on, dict(step.detail)


def late_on(detail: Mapping[str, Any]) -> date | None:
    """Return from which day on a follow-up's own window calls it late."""
    return date.fromisoformat(detail["late_on"]) if detail.get("late_on") else None


def _pressing(card: Card) -> tuple[bool, date, datetime, datetime, int]:
    hidden = card.state in {LookState.SNOOZED, LookState.WAITING, LookState.DONE}
    return (hidden, card.due_on or date.max, card.due_at or _FAR, card.stage_at, card.lead_id)
