"""Reads and writes the clinic's procedures, their prices per currency, and the wordings it changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import RowMapping, delete, func, insert, select, update

from clinicdesk.domain.procedures import Procedure, Scope, Unit, VisitStep, Wording
from clinicdesk.storage import tables
from clinicdesk.storage.work import Work

_CHANGES = "catalogue changes"
_t, _price, _text = tables.procedure, tables.price, tables.procedure_text
_PLAIN = (
    "code",
    "category",
    "mark",
    "days",
    "trips",
    "healing_months",
    "guarantee_months",
    "guarantee_condition",
    "cadence",
    "cadence_months",
    "position",
)


@dataclass(frozen=True)
class StoredWording:
    """A wording that the clinic wrote or read itself, and when it was last changed."""

    wording: Wording
    changed_at: datetime
    changed_by: int | None = None


@dataclass(frozen=True)
class StoredPrice:
    """A price of one unit in minor units, the one before it, and what it is calculated from (or empty)."""

    minor: int
    was_minor: int | None
    source: Mapping[str, str]
    changed_at: datetime


def procedures(work: Work) -> tuple[Procedure, ...]:
    """Return every procedure with its prices, retired ones too, in the order of the catalogue."""
    prices: dict[str, dict[str, int]] = {}
    for row in work.execute(select(_price.c.code, _price.c.currency, _price.c.minor)):
        prices.setdefault(row.code, {})[row.currency] = row.minor
    rows = work.execute(select(_t).order_by(_t.c.position, _t.c.code)).mappings()
    return tuple(_procedure(row, prices.get(row["code"], {})) for row in rows)


def _procedure(row: RowMapping, prices: dict[str, int]) -> Procedure:
    plain = {name: row[name] for name in _PLAIN}
    return Procedure(
        **plain,
        unit=Unit(row["unit"]),
        scope=Scope(row["scope"]),
        visits=tuple(VisitStep(**visit) for visit in row["visits"]),
        materials=tuple(row["materials"]),
        estimate=bool(row["estimate"]),
        own=bool(row["own"]),
        active=bool(row["active"]),
        prices=prices,
    )


def _values(procedure: Procedure) -> dict[str, object]:
    return {name: getattr(procedure, name) for name in _PLAIN} | {
        "unit": procedure.unit.value,
        "scope": procedure.scope.value,
        "visits": [{"key": v.key, "day": v.day, "minutes": v.minutes} for v in procedure.visits],
        "materials": list(procedure.materials),
        "estimate": int(procedure.estimate),
        "own": int(procedure.own),
        "active": int(procedure.active),
    }


def add(work: Work, found: Iterable[Procedure]) -> None:
    """Store new procedures with their prices."""
    new = tuple(found)
    if not new:
        return
    work.execute(insert(_t), [_values(procedure) for procedure in new])
    prices = [
        {"code": procedure.code, "currency": currency, "minor": minor, "changed_at": work.at}
        for procedure in new
        for currency, minor in procedure.prices.items()
    ]
    if prices:
        work.execute(insert(_price), prices)


def write(work: Work, procedure: Procedure) -> None:
    """Store a changed procedure; its prices have ``set_price``."""
    work.execute(update(_t).where(_t.c.code == procedure.code).values(_values(procedure)))


def set_price(
    work: Work,
    code: str,
    currency: str,
    minor: int | None,
    *,
    was_minor: int | None = None,
    source: Mapping[str, object] = MappingProxyType({}),
) -> None:
    """Store the price of one unit in ``currency`` (minor units); None takes it away.

    ``was_minor`` is the price before, ``source`` what it is calculated from, empty where it was typed.
    """
    here = (_price.c.code == code, _price.c.currency == currency)
    work.execute(delete(_price).where(*here))
    if minor is not None:
        values = {"minor": minor, "was_minor": was_minor, "source": dict(source), "changed_at": work.at}
        work.execute(insert(_price).values(code=code, currency=currency, **values))


def put_price(work: Work, code: str, currency: str, price: StoredPrice | None) -> None:
    """Store a price exactly as it was before, its date included; None takes it away."""
    work.execute(delete(_price).where(_price.c.code == code, _price.c.currency == currency))
    if price is not None:
        values = {"minor": price.minor, "was_minor": price.was_minor, "source": dict(price.source)}
        stamp = {"changed_at": price.changed_at}
        work.execute(insert(_price).values(code=code, currency=currency, **values, **stamp))


def prices(work: Work, code: str | None = None) -> dict[tuple[str, str], StoredPrice]:
    """Return prices by code and currency, of one procedure or of all, with the one before each."""
    query = select(_price) if code is None else select(_price).where(_price.c.code == code)
    return {
        (row.code, row.currency): StoredPrice(row.minor, row.was_minor, row.source, row.changed_at)
        for row in work.execute(query)
    }


def last_price_change(work: Work) -> datetime | None:
    """Return when a price was last changed; None while there are none."""
    changed: datetime | None = work.execute(select(func.max(_price.c.changed_at))).scalar()
    return changed


def wordings(work: Work) -> dict[tuple[str, str], StoredWording]:
    """Return the clinic's own wordings by (code, language)."""
    return {
        (row.code, row.language): StoredWording(
            Wording(row.name, row.description, bool(row.checked)), row.changed_at, row.changed_by
        )
        for row in work.execute(select(_text))
    }


def set_wording(work: Work, code: str, language: str, wording: Wording | None) -> None:
    """Store the clinic's own wording; None goes back to the shipped one."""
    work.execute(delete(_text).where(_text.c.code == code, _text.c.language == language))
    if wording is not None:
        values = {"name": wording.name, "description": wording.description, "checked": int(wording.checked)}
        who = {"changed_at": work.at, "changed_by": work.by}
        work.execute(insert(_text).values(code=code, language=language, **values, **who))


def put_wording(work: Work, code: str, language: str, stored: StoredWording | None) -> None:
    """Store a wording exactly as it was before, its date and writer included; None takes it away."""
    work.execute(delete(_text).where(_text.c.code == code, _text.c.language == language))
    if stored is not None:
        wording = stored.wording
        values = {"name": wording.name, "description": wording.description, "checked": int(wording.checked)}
        who = {"changed_at": stored.changed_at, "changed_by": stored.changed_by}
        work.execute(insert(_text).values(code=code, language=language, **values, **who))


def version(work: Work) -> int:
    """Return how often the catalogue was changed."""
    counter = tables.counter
    return int(work.execute(select(counter.c.value).where(counter.c.name == _CHANGES)).scalar() or 0)


def count_change(work: Work) -> None:
    """Count one change of the catalogue, so that copies of it are known to be old."""
    work.next_in(_CHANGES)


def next_own_code(work: Work) -> str:
    """Return a code for the next procedure of the clinic's own: OWN-01, OWN-02 ..."""
    return f"OWN-{work.next_in('procedure'):02}"
